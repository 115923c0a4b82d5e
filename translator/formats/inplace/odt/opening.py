"""OpenDocument texts translated in place: .odt and .ott.

Text is taken from the body, headers, footers, notes, comments and text boxes, from descriptions of
pictures, the words of numbered lists and choices, and what the file says of itself. Pictures,
fields, tracked changes and all other parts stay; charts and formulas keep their Arabic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from translator.document import Kind, TranslatedDocument
from translator.errors import DocumentError
from translator.formats.characters import holdable
from translator.formats.inplace.block import Block, Part, Run, document_of, parts_of
from translator.formats.inplace.inline import Stretch, in_english, stretches
from translator.formats.inplace.odt.layout import turn_pages, turn_tables
from translator.formats.inplace.odt.names import every, name_of, set_value, value
from translator.formats.inplace.odt.read import Formed, formed
from translator.formats.inplace.odt.styles import Styles, styles_of
from translator.formats.inplace.odt.write import keep_paragraph, turn_paragraph, write_paragraph
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.package import Package, damaged, locked, package, written
from translator.formats.inplace.properties import properties_in
from translator.formats.kinds import suffix_of
from translator.script import has_arabic

_MEMBERS = {"content": "content.xml", "styles": "styles.xml"}
_PROPERTIES = "meta.xml"
_TYPES = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.text-template": ".ott",
}
_KINDS: dict[str, Kind] = {"table:table-cell": "body", "office:annotation": "other"}
_NO_TEXT = ("text:tracked-changes", "draw:image")
_CHOICES = ("text:label",)
_BEHIND = "behind"
"""Where the text of a list of choices stands that was chosen: behind the choices."""
_LIST_WORDS = ("style:num-prefix", "style:num-suffix")


def opened(data: bytes, name: str, reading: Reading) -> Opened:
    """An OpenDocument text, taken apart. No choice in `reading` concerns it.

    Raises DocumentError for files that are damaged, protected by a password, of another kind, or
    without Arabic.
    """
    whole = package(data, name)
    kind = whole.read("mimetype").strip() if "mimetype" in whole.members else b""
    if kind not in _TYPES:
        raise DocumentError(
            f"{name} is no OpenDocument text, whatever its name says; give it its own suffix"
        )
    manifest = "META-INF/manifest.xml"
    if manifest in whole.members and list(every(whole.xml(manifest), "manifest:encryption-data")):
        raise locked(name)
    if _MEMBERS["content"] not in whole.members:
        raise damaged(name, "it has no text in it")
    blocks = _Document(whole).blocks
    if not blocks:
        raise DocumentError(f"{name} holds no Arabic text; give a document written in Arabic")

    def rebuilt(translated: TranslatedDocument) -> bytes:
        return _rebuilt(whole, translated)

    suffix = suffix_of(name).lower()
    known = suffix if suffix in _TYPES.values() else _TYPES[kind]
    return Opened(document_of(name, blocks), known, rebuilt, True)


@dataclass(frozen=True, slots=True)
class _Place:
    """A paragraph: its stretches, and for each the number of its block, None if it has none."""

    paragraph: etree._Element
    styles: Styles
    formed: Formed
    stretches: tuple[Stretch, ...]
    blocks: tuple[int | None, ...]


class _Document:
    """The parts of a document that hold text, read; made anew for every writing."""

    def __init__(self, whole: Package) -> None:
        self.roots = {
            part: whole.xml(member) for part, member in _MEMBERS.items() if member in whole.members
        }
        self.before = {part: written(root) for part, root in self.roots.items()}
        self.styles = styles_of(self.roots["content"], self.roots.get("styles"))
        self.blocks: list[Block] = []
        self.places: list[_Place] = []
        self.words: list[tuple[etree._Element, str, int]] = []
        for part, root in self.roots.items():
            for paragraph in _paragraphs(root):
                self._read(paragraph, self.styles[part], None if part == "content" else "other")
        for root in self.roots.values():
            self._read_words(root)
        self.meta = whole.xml(_PROPERTIES) if _PROPERTIES in whole.members else None
        self.properties = [] if self.meta is None else properties_in(self.meta, self.blocks)

    def _read(self, paragraph: etree._Element, styles: Styles, kind: Kind | None) -> None:
        made = formed(paragraph, styles)
        own_kind = kind or _kind_by_place(paragraph) or styles.kind(paragraph)
        found = tuple(stretches(made.inline, own_kind))
        numbers: list[int | None] = []
        for one in found:
            numbers.append(None if one.block is None else len(self.blocks))
            if one.block is not None:
                self.blocks.append(one.block)
        self.places.append(_Place(paragraph, styles, made, found, tuple(numbers)))

    def _read_words(self, root: etree._Element) -> None:
        """Descriptions of pictures, and the words around the numbers of lists."""
        known = {block.text: number for number, block in enumerate(self.blocks)}
        for element in root.iter():
            texts = [(name, value(element, name) or "") for name in _LIST_WORDS]
            if name_of(element) in _CHOICES:
                texts += [("text:value", value(element, "text:value") or "")]
                texts += [(_BEHIND, element.tail or "")]
            if name_of(element) in ("svg:desc", "svg:title"):
                texts = [("", element.text or "")]
            for attribute, text in texts:
                core = text.strip()
                if has_arabic(core):
                    if core not in known:
                        known[core] = len(self.blocks)
                        self.blocks.append(Block((Run(core),), "other"))
                    self.words.append((element, attribute, known[core]))


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a part, but those of text that was deleted or is no text of the page."""
    for paragraph in every(root, "text:p", "text:h"):
        if not any(name_of(one) in _NO_TEXT for one in paragraph.iterancestors()):
            yield paragraph


def _kind_by_place(paragraph: etree._Element) -> Kind | None:
    """A cell of a table is short and has no full stop, but no headline for all that."""
    parent = paragraph.getparent()
    name = "" if parent is None else name_of(parent)
    return _KINDS.get(name)


def _rebuilt(whole: Package, translated: TranslatedDocument) -> bytes:
    document = _Document(whole)
    parts = parts_of(translated, document.blocks)
    if not any(one.translation.target != one.translation.source for own in parts for one in own):
        raise DocumentError(
            f"{whole.name} would come out as it went in, nothing in it was translated; "
            "check that it is written in Arabic"
        )
    _write(document, parts)
    after = {part: written(root) for part, root in document.roots.items()}
    changed = {_MEMBERS[part]: new for part, new in after.items() if new != document.before[part]}
    if document.meta is not None and document.properties:
        changed[_PROPERTIES] = written(document.meta)
    return whole.rewritten(changed)


def _write(document: _Document, parts: Sequence[Sequence[Part]]) -> None:
    stay: list[etree._Element] = []
    told: list[etree._Element] = []
    for place in document.places:
        own = [() if number is None else parts[number] for number in place.blocks]
        new = any(own)
        if new:
            pieces = in_english(place.formed.inline, place.stretches, own)
            write_paragraph(place.paragraph, place.formed, pieces, place.styles)
            told.append(place.paragraph)
        if new or all(number is None for number in place.blocks):
            turn_paragraph(place.paragraph, place.styles, translated=new)
        else:
            keep_paragraph(place.paragraph, place.styles)
            stay.append(place.paragraph)
    for element, attribute, number in document.words:
        if parts[number]:
            _put_words(element, attribute, parts[number])
    for one in document.properties:
        one.put(parts)
    for part, root in document.roots.items():
        turn_tables(root, document.styles[part], stay, told)
    for root in document.roots.values():
        turn_pages(root)


def _put_words(element: etree._Element, attribute: str, parts: Sequence[Part]) -> None:
    english = re.sub(r"\s+", " ", holdable(" ".join(one.translation.target for one in parts)))
    if not attribute:
        element.text = english
        return
    old = (element.tail if attribute == _BEHIND else value(element, attribute)) or ""
    before = old[: len(old) - len(old.lstrip())]
    after = old[len(old.rstrip()) :]
    if attribute == _BEHIND:
        element.tail = f"{before}{english}{after}"
    else:
        set_value(element, attribute, f"{before}{english}{after}")
