"""Markdown: paragraphs, headings, lists, tables and notes in English, their markup as it was.

Code, link targets, reference definitions and what site generators put between the lines stay byte
for byte; a paragraph comes out on one line, hard breaks kept. HTML in it is treated as a web page.
Texts that are written differently by others than CommonMark (with tables, notes and definition
lists) are read as CommonMark reads them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from translator.document import TranslatedDocument
from translator.errors import DocumentError
from translator.formats.decode import decoded
from translator.formats.inplace.block import Block, Part, Piece, Run, document_of, parts_of
from translator.formats.inplace.html.direction import turned as page_turned
from translator.formats.inplace.html.page import Page, formatted, rebuilt
from translator.formats.inplace.markdown.blocks import Stretch, stretches
from translator.formats.inplace.markdown.inline import Text, parser
from translator.formats.inplace.markdown.matter import fields, matter_end, turned, value_of
from translator.formats.inplace.markdown.write import written
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.project import projected, with_all
from translator.formats.inplace.unchanged import refuse_unchanged
from translator.formats.kinds import suffix_of
from translator.script import has_arabic

_TEXT = frozenset({"text", "text_special", "softbreak", "hardbreak"})
_ELEMENTS = {"*": "em", "_": "em", "**": "strong", "__": "strong", "~~": "s", "[": "link"}
"""What the parser calls elements, by what opens them; they may be parted in English."""


def opened(data: bytes, name: str, reading: Reading) -> Opened:
    """A Markdown file taken apart; title and description in its front matter are texts, too.

    Raises DocumentError for what is no text and for a text without Arabic.
    """
    found = decoded(data, name)
    source = found.text
    made = parser()
    env: dict[str, Any] = {}
    end = matter_end(source)
    matter = list(fields(source, end))
    parts = list(stretches(made, source, end, env))
    blocks = [field.block for field in matter]
    blocks += [block for part in parts for block in _blocks(part)]
    if not any(has_arabic(block.text) for block in blocks):
        raise DocumentError(f"{name} holds no Arabic text; give a text written in Arabic")

    def translated(document: TranslatedDocument) -> bytes:
        refuse_unchanged(document.translations, name)
        own = iter(parts_of(document, blocks))
        edits = list(turned(source, end))
        for field in matter:
            mine = next(own)
            if mine and has_arabic(field.block.text):
                text = _plain(projected(field.block, mine))
                old = source[field.start : field.end]
                edits.append((field.start, field.end, value_of(text, old, is_yaml=field.yaml)))
        for part in parts:
            new = _english(made, env, part, [next(own) for _ in _blocks(part)])
            if new is not None:
                edits.append((part.start, part.end, new))
        text = source
        for start, stop, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[stop:]
        return found.encoded(text)

    suffix = ".markdown" if suffix_of(name).lower() == ".markdown" else ".md"
    return Opened(document_of(name, blocks), suffix, translated, any(map(formatted, blocks)))


def _blocks(part: Stretch) -> list[Block]:
    if isinstance(part.content, Text):
        return [text.block for text in part.content.all()]
    return part.content.blocks


def _plain(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, Run))


def _english(
    made: MarkdownIt, env: dict[str, Any], part: Stretch, own: Sequence[Sequence[Part]]
) -> str | None:
    """What comes in the place of a stretch, None where it stays as it is."""
    if not isinstance(part.content, Text):
        return _page(part.content, own)
    pieces = {
        id(text): with_all(projected(text.block, mine, breaks=True), text.block, text.links())
        for text, mine in zip(part.content.all(), own, strict=True)
        if mine and has_arabic(text.block.text)
    }
    if not pieces:
        return None

    def inner(text: Text) -> str:
        if any(id(one) in pieces for one in text.all()):
            return written(text, pieces.get(id(text), text.block.pieces), inner)
        return text.source

    outer = pieces.get(id(part.content), part.content.block.pieces)
    new = written(part.content, outer, inner, place=part.place)
    if not _as_meant(made, env, part.content, outer, new):
        new = written(part.content, outer, inner, place=part.place, flat=True)
    return new.replace("\n", f"\n{part.indent}")


def _page(page: Page, own: Sequence[Sequence[Part]]) -> str | None:
    """HTML in English. Tags alone, around paragraphs, lose their direction from right to left."""
    new, changed = rebuilt(page, own)
    if changed:
        return new
    new = page.source.text
    everywhere = set(range(len(page.source.tree.elements)))
    for start, end, text in sorted(page_turned(page.source, everywhere), reverse=True):
        new = new[:start] + text + new[end:]
    return new if new != page.source.text else None


def _shape(made: MarkdownIt, env: dict[str, Any], source: str) -> Counter[str]:
    """What stands in a paragraph besides text, counted."""
    tokens: list[Token] = []
    made.inline.parse(source, made, env, tokens)
    kinds = (token.type.removesuffix("_open") for token in tokens if token.nesting >= 0)
    return Counter(kind for kind in kinds if kind not in _TEXT)


def _as_meant(
    made: MarkdownIt, env: dict[str, Any], text: Text, pieces: Sequence[Piece], new: str
) -> bool:
    """Whether a paragraph is read as it was written: emphasis as in the pieces, or parted, all
    else as in the source."""
    old, found = _shape(made, env, text.source), _shape(made, env, new)
    used = {number for piece in pieces for number in piece.path}
    meant = Counter(_ELEMENTS.get(text.elements[number].opening, "html_inline") for number in used)
    for kind, count in old.items():
        if kind not in _ELEMENTS.values() and kind != "html_inline":
            meant[kind] = count
    return set(found) - {"html_inline"} == set(meant) - {"html_inline"} and all(
        found[kind] >= count if kind in _ELEMENTS.values() else found[kind] == count
        for kind, count in meant.items()
        if kind != "html_inline"
    )
