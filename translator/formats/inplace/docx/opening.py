"""Word documents translated in place: .docx, .docm, .dotx and .dotm.

Text is taken from the body, headers, footers, notes, comments and text boxes, from descriptions of
pictures, the words of numbered lists, choices, charts and diagrams, and what the file says of
itself. Styles, numbering, pictures, fields, tracked changes and all parts that hold no such text
stay. Both namespaces of the standard are read.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from translator.document import TranslatedDocument
from translator.errors import DocumentError
from translator.formats.inplace.block import Block, Part, document_of, parts_of
from translator.formats.inplace.docx.layout import (
    means_right,
    set_language,
    tables_around,
    turn_numbering,
    turn_paragraph,
    turn_sections_and_tables,
)
from translator.formats.inplace.docx.names import drop, name_of
from translator.formats.inplace.docx.parts import Parts, parts_in
from translator.formats.inplace.docx.styles import Styles, styles_of
from translator.formats.inplace.docx.text import Place, Words, places_of, texts_of
from translator.formats.inplace.docx.write import write_paragraph
from translator.formats.inplace.drawing import Drawn, drawn_in
from translator.formats.inplace.inline import in_english
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.package import Package, locked, package, written
from translator.formats.inplace.properties import Property, properties_in
from translator.formats.kinds import suffix_of

_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def opened(data: bytes, name: str, reading: Reading) -> Opened:
    """A Word document, taken apart. No choice in `reading` concerns it.

    Raises DocumentError for files that are damaged, protected by a password, of the format before
    2007, or without Arabic.
    """
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise locked(name)
        raise DocumentError(
            f"{name} is a document of Word 97 to 2003, which is not read; "
            "open it in Word or LibreOffice and save it as .docx"
        )
    whole = package(data, name)
    blocks = _Document.of(whole).blocks
    if not blocks:
        raise DocumentError(f"{name} holds no Arabic text; give a document written in Arabic")
    suffix = suffix_of(name).lower()

    def rebuilt(translated: TranslatedDocument) -> bytes:
        return _rebuilt(whole, translated)

    return Opened(
        document_of(name, blocks), suffix if suffix in _SUFFIXES else ".docx", rebuilt, True
    )


class _Document:
    """The parts of a document that hold text, read; made anew for every writing."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.styles: Styles = styles_of(parts.styles)
        self.blocks: list[Block] = []
        self.places: list[Place] = []
        self.words: list[Words | Drawn | Property] = []
        for _, root, kind in parts.texts:
            self.places += places_of(root, kind, self.styles, self.blocks)
        for _, root in parts.roots():
            self.words += texts_of(root, self.blocks)
        for _, root in parts.drawings:
            self.words += drawn_in(root, self.blocks)
        for _, root in parts.properties:
            self.words += properties_in(root, self.blocks)

    @classmethod
    def of(cls, whole: Package) -> _Document:
        return cls(parts_in(whole))


def _rebuilt(whole: Package, translated: TranslatedDocument) -> bytes:
    document = _Document.of(whole)
    parts = parts_of(translated, document.blocks)
    if not any(one.translation.target != one.translation.source for own in parts for one in own):
        raise DocumentError(
            f"{whole.name} would come out as it went in, nothing in it was translated; "
            "check that it is written in Arabic"
        )
    before = {member: written(root) for member, root in document.parts.roots()}
    _write(document, parts)
    after = {member: written(root) for member, root in document.parts.roots()}
    return whole.rewritten({member: new for member, new in after.items() if new != before[member]})


def _write(document: _Document, parts: Sequence[Sequence[Part]]) -> None:
    styles = document.styles
    for (
        words
    ) in document.words:  # before paragraphs are written anew, from copies of what is in them
        words.put(parts)
    if document.parts.styles is not None:
        set_language(document.parts.styles)
    arabic = [place.paragraph for place in document.places if place.holds_arabic]
    right = means_right(arabic, styles)
    stay: set[etree._Element] = set()
    turned: set[etree._Element] = set()
    for place in document.places:
        own = [() if n is None else parts[n] for n in place.blocks]
        new = any(own)
        if new:
            pieces = in_english(place.formed.inline, place.stretches, own)
            write_paragraph(place.paragraph, place.formed, pieces, styles)
            _unbind(place.paragraph)
        (turned if new or not place.holds_arabic else stay).add(place.paragraph)
        if place.paragraph in turned:
            turn_paragraph(place.paragraph, styles, translated=new, right=right)
    told = {table for paragraph in turned & set(arabic) for table in tables_around(paragraph)}
    kept = {table for paragraph in stay for table in tables_around(paragraph)} - told
    for _, root, _ in document.parts.texts:
        turn_sections_and_tables(root, styles, frozenset(kept))
    if document.parts.numbering is not None:
        turn_numbering(document.parts.numbering)


def _unbind(paragraph: etree._Element) -> None:
    """Content controls bound to data elsewhere would take their Arabic from there again."""
    for one in paragraph.iter():
        if name_of(one) == "sdtPr":
            drop(one, "dataBinding")
    for above in paragraph.iterancestors():
        if name_of(above) == "sdt":
            for one in above:
                if name_of(one) == "sdtPr":
                    drop(one, "dataBinding")
