"""Which place in the English belongs to which term of the sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from glossary import check
from glossary.match import Occurrence
from glossary.term import Term
from translator.align import WordAttention, focus
from translator.document import Span


def assign(
    target: str, occurrences: Sequence[Occurrence], attention: WordAttention
) -> tuple[Span | None, ...]:
    """For each occurrence the span of its rendering in `target`, None where it has none.

    A place serves one occurrence only, so a term that occurs twice must be rendered twice.
    Longer renderings choose first (Donald Trump before Trump), then the better aligned ones.
    """
    if not occurrences:
        return ()
    spans_of: dict[Term, list[Span]] = {}
    offers: list[tuple[int, float, int, Span]] = []
    for number, occurrence in enumerate(occurrences):
        term = occurrence.term
        if term not in spans_of:
            spans_of[term] = check.renderings(term, target)
        if not spans_of[term]:
            continue
        share = focus(attention, occurrence.span)
        offers.extend(
            (span[0] - span[1], -_share(attention, share, span), number, span)
            for span in spans_of[term]
        )
    places: list[Span | None] = [None] * len(occurrences)
    taken: list[Span] = []
    for _, _, number, span in sorted(offers):
        free = all(span[1] <= other[0] or other[1] <= span[0] for other in taken)
        if places[number] is None and free:
            places[number] = span
            taken.append(span)
    return tuple(places)


def _share(attention: WordAttention, share: np.ndarray, span: Span) -> float:  # type: ignore[type-arg]
    inside = [
        float(share[n])
        for n, word in enumerate(attention.target)
        if word[0] < span[1] and span[0] < word[1]
    ]
    return sum(inside) / len(inside) if inside else 0.0


def aligned_run(
    attention: WordAttention, span: Span, minimum: float, start: int = 0
) -> tuple[Span, float] | None:
    """The run of target words that renders a source span, and how surely (0 to 1).

    It grows from the word with the largest share of attention on `span` to its neighbours whose
    own strongest source word lies in `span`. None where no word's share reaches `minimum`.
    Words before the target place `start` are left out.
    """
    share = focus(attention, span).copy()
    for number, word in enumerate(attention.target):
        if word[0] < start:
            share[number] = 0.0
    if not len(share) or float(share.max()) < minimum:
        return None
    inside = [s0 < span[1] and span[0] < s1 for s0, s1 in attention.source]
    first = last = int(share.argmax())

    def belongs(number: int) -> bool:
        best = int(attention.mass[number].argmax())
        return inside[best] and float(share[number]) >= minimum

    while first > 0 and attention.target[first - 1][0] >= start and belongs(first - 1):
        first -= 1
    while last + 1 < len(attention.target) and belongs(last + 1):
        last += 1
    sure = float(share[first : last + 1].mean())
    return (attention.target[first][0], attention.target[last][1]), sure
