"""Blocks of text in a file with markup, and the document they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from translator.document import Document, Kind, Segment, TranslatedDocument, Translation
from translator.formats.characters import holdable
from translator.segment import segment

BETWEEN = "\n\n"
"""What parts two blocks in the text of the document: no sentence reaches across."""

Path = tuple[int, ...]
"""The numbers of the inline elements around a place, outermost first. What a number stands for
is known to the format alone."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with the same formatting all through."""

    text: str
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Something without text of its own inside a block: a picture, the number of a footnote."""

    key: int
    path: Path = ()


Piece = Run | Mark


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, cell or the like: sentences never reach beyond it.

    `kind` is what the markup says it is; None leaves that to segmentation. The text of the runs,
    joined, is what a reader sees; a line break inside is a line feed.
    """

    pieces: tuple[Piece, ...]
    kind: Kind | None = None

    @property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(piece.text for piece in self.pieces if isinstance(piece, Run))


@dataclass(frozen=True, slots=True)
class Part:
    """A segment inside a block: where its source begins there, and its English."""

    start: int
    translation: Translation


def document_of(name: str, blocks: Sequence[Block]) -> Document:
    """The document of some blocks, their texts parted by blank lines."""
    document = segment(BETWEEN.join(_flat(block.text) for block in blocks), name)
    kinds = list(_spans(blocks))
    paragraphs = []
    at = 0
    for paragraph in document.paragraphs:
        start = paragraph.segments[0].span[0]
        while kinds[at][1] <= start:
            at += 1
        kind = blocks[at].kind
        paragraphs.append(paragraph if kind is None else replace(paragraph, kind=kind))
    return replace(document, paragraphs=tuple(paragraphs))


def parts_of(translated: TranslatedDocument, blocks: Sequence[Block]) -> list[list[Part]]:
    """For each block of the document its translated segments, in order; none where the block was
    left out or holds nothing to translate."""
    spans = list(_spans(blocks))
    parts: list[list[Part]] = [[] for _ in blocks]
    at = 0
    for _, _, one, translation in translated.rows():
        while spans[at][1] <= one.span[0]:
            at += 1
        parts[at].append(_part(one, translation, spans[at][0]))
    return parts


def said(parts: Sequence[Part]) -> str:
    """The English of a block in one line, where formatting inside it does not matter."""
    return holdable(" ".join(part.translation.target for part in parts)).replace("\n", " ")


def _part(one: Segment, translation: Translation, start: int) -> Part:
    return Part(one.span[0] - start, translation)


def _spans(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Where each block stands in the document; an empty one is a place."""
    start = 0
    for block in blocks:
        end = start + len(block.text)
        yield start, end
        start = end + len(BETWEEN)


def _flat(text: str) -> str:
    """A text whose blank lines part nothing: spaces, as long, for their second line feeds."""
    while "\n\n" in text:
        text = text.replace("\n\n", "\n ")
    return text
