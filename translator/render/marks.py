"""Where the terms of a segment are marked: a text cut into plain and marked pieces.

Spans of different terms may touch and, in the target, overlap. HTML elements cannot overlap, so
a text is cut at every edge of a span; a piece knows all the terms that cover it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from translator.document import Span, TermUse

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
class Piece:
    """A stretch of a text with the same terms all through: `terms` are numbers, none if plain."""

    text: str
    terms: tuple[int, ...] = ()
    look: str = ""
    tip: str = ""


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


def pieces(text: str, terms: Sequence[TermUse], side: Literal["source", "target"]) -> list[Piece]:
    """The text of one side with the terms of its segment marked, in order."""
    spans = (
        (number, term.source_span if side == "source" else term.target_span)
        for number, term in enumerate(terms)
    )
    result = []
    for stretch, numbers in cut(text, spans):
        if not numbers:
            result.append(Piece(stretch))
            continue
        methods = [terms[number].method for number in numbers]
        strongest = max(methods, key=lambda m: _STRENGTH.index(m) if m in METHODS else 0)
        tips = "\n\n".join(dict.fromkeys(tip(terms[number]) for number in numbers))
        result.append(Piece(stretch, numbers, strongest or "unmet", tips))
    return result
