"""Where the terms of a segment are marked: a text cut into plain and marked pieces.

Spans of different terms may touch and, in the target, overlap. HTML elements cannot overlap, so
a text is cut at every edge of a span; a piece knows all the terms that cover it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from translator.document import Link, Span, TermUse
from translator.words import words

Side = Literal["source", "target"]

METHODS: dict[str | None, str] = {
    "model": "the model wrote it",
    "inline": "given inline, in the sentence the model read",
    "nbest": "chosen among the model's alternatives",
    "prefix": "prescribed while decoding again",
    "replace": "put in by replacement",
    "person": "written by a person",
    None: "not met in the translation",
}
"""How a rendering got into a translation, in words a reader understands."""

_STRENGTH = tuple(METHODS)
"""Where pieces of two terms overlap, the one whose method comes later here gives the look."""


@dataclass(frozen=True, slots=True)
class Part:
    """A word, or what stands between words: `links` are the numbers of the word links it is in."""

    text: str
    word: bool = False
    links: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text with the same terms all through: `terms` are numbers, none if plain.

    `parts` are its words and what is between them, where these were asked for; else there are none.
    """

    text: str
    terms: tuple[int, ...] = ()
    look: str = ""
    tip: str = ""
    parts: tuple[Part, ...] = ()


def cut(text: str, spans: Iterable[tuple[int, Span | None]]) -> list[tuple[str, tuple[int, ...]]]:
    """Cut `text` at the edges of numbered spans.

    `spans` are pairs of a number and a half-open span in code points, or None for no span. What
    reaches beyond the text is cut off. Returns non-empty stretches, which joined give `text`,
    each with the numbers of the spans that cover it, in ascending order.
    """
    length = len(text)
    kept = [
        (number, max(0, span[0]), min(length, span[1]))
        for number, span in spans
        if span is not None
    ]
    kept = [(number, start, end) for number, start, end in kept if start < end]
    edges = sorted({0, length, *(edge for _, start, end in kept for edge in (start, end))})
    return [
        (
            text[left:right],
            tuple(sorted(number for number, start, end in kept if start <= left and right <= end)),
        )
        for left, right in pairwise(edges)
    ]


def tip(term: TermUse) -> str:
    """What a reader is told about a term: its two forms, how it got there, its note."""
    lines = [f"{term.term} → {term.rendering}" if term.rendering else term.term]
    lines.append(METHODS.get(term.method, str(term.method)).capitalize())
    if term.note:
        lines.append(term.note)
    return "\n".join(lines)


def pieces(
    text: str,
    terms: Sequence[TermUse],
    side: Side,
    links: Sequence[Link] | None = None,
) -> list[Piece]:
    """The text of one side with the terms of its segment marked, in order.

    With `links`, the segment's alignment (it may be empty), each piece is cut into words too.
    """
    spans = (
        (number, term.source_span if side == "source" else term.target_span)
        for number, term in enumerate(terms)
    )
    result = []
    end = 0
    in_words = None if links is None else _parts(text, side, links)
    for stretch, numbers in cut(text, spans):
        start, end = end, end + len(stretch)
        parts = () if in_words is None else _within(in_words, start, end)
        if not numbers:
            result.append(Piece(stretch, parts=parts))
            continue
        methods = [terms[number].method for number in numbers]
        strongest = max(methods, key=lambda m: _STRENGTH.index(m) if m in METHODS else 0)
        tips = "\n\n".join(dict.fromkeys(tip(terms[number]) for number in numbers))
        result.append(Piece(stretch, numbers, strongest or "unmet", tips, parts))
    return result


def _parts(text: str, side: Side, links: Sequence[Link]) -> list[tuple[int, Part]]:
    """The words of a text and what is between them, each with the offset where it begins."""
    first = 0 if side == "source" else 2
    spans = [(number, (link[first], link[first + 1])) for number, link in enumerate(links)]
    numbers_at: list[list[int]] = [[] for _ in text]
    for number, (start, end) in spans:
        for place in range(max(0, start), min(end, len(text))):
            numbers_at[place].append(number)
    found: list[tuple[int, Part]] = []
    end = 0
    for start, stop in [*words(text), (len(text), len(text))]:
        if end < start:
            found.append((end, Part(text[end:start])))
        if start < stop:
            linked = sorted(
                {number for place in range(start, stop) for number in numbers_at[place]}
            )
            found.append((start, Part(text[start:stop], True, tuple(linked))))
        end = stop
    return found


def _within(parts: Sequence[tuple[int, Part]], start: int, end: int) -> tuple[Part, ...]:
    """The parts between two offsets; what lies only partly there is cut."""
    inside = []
    for place, part in parts:
        left, right = max(start, place), min(end, place + len(part.text))
        if left < right:
            inside.append(replace(part, text=part.text[left - place : right - place]))
    return tuple(inside)
