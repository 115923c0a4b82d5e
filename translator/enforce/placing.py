"""Which place in the English belongs to which term of the sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from glossary import check
from glossary.match import Occurrence
from translator.align import WordAttention, focus
from translator.align.attention import overlap
from translator.align.function_words import FUNCTION_WORDS
from translator.document import Span
from translator.words import words

LOOKS_AT = 0.2
"""Least share of a target word's attention on a source span for it to count as aligned."""

SAME = 1e-6
"""Shares of attention that differ by less are alike."""

NEAR = 3
"""Source words before and after a term that may tell its place."""


def assign(
    target: str, occurrences: Sequence[Occurrence], attention: WordAttention
) -> tuple[Span | None, ...]:
    """For each occurrence the span of its rendering in `target`, None where it has none.

    A place serves one occurrence only, so a term that occurs twice must be rendered twice.
    Longer renderings choose first (Donald Trump before Trump), then the better aligned ones; but
    nobody goes without a place for that, where those who have one could have another.
    """
    if not occurrences:
        return ()
    offers = _offers(target, occurrences, attention)
    places: dict[int, Span] = {}
    every = ((length, share, n, span) for n, of in enumerate(offers) for length, share, span in of)
    for _, _, number, span in sorted(every):
        if number not in places and not _holders(places, span):
            places[number] = span
    for number, of in enumerate(offers):
        if number not in places and of:
            places = _making_room(number, offers, places, set()) or places
    _exchange(offers, places)
    return tuple(places.get(number) for number in range(len(occurrences)))


_Offer = tuple[int, float, Span]
"""A place for an occurrence, the better the smaller: minus its length, minus its share of the
attention on the term, its span."""


def _offers(
    target: str, occurrences: Sequence[Occurrence], attention: WordAttention
) -> list[list[_Offer]]:
    """For each occurrence the places where a rendering of its term stands, the best first."""
    spans_of = {term: check.renderings(term, target) for term in {o.term for o in occurrences}}
    offers: list[list[_Offer]] = []
    for occurrence in occurrences:
        spans = spans_of[occurrence.term]
        share = focus(attention, occurrence.span) if spans else np.zeros(0, dtype=np.float32)
        offers.append(sorted((s[0] - s[1], -_share(attention, share, s), s) for s in spans))
    return offers


def _holders(places: Mapping[int, Span], span: Span) -> list[int]:
    """The occurrences whose places a span overlaps."""
    return [n for n, other in places.items() if overlap(span, other)]


def _making_room(
    number: int, offers: Sequence[list[_Offer]], places: Mapping[int, Span], seen: set[Span]
) -> dict[int, Span] | None:
    """The places with one for an occurrence that had none, those in its way moved to others of
    theirs; None where that cannot be. An augmenting path (Kuhn 1955, "The Hungarian method for the
    assignment problem"): as many are placed as can be, where none of the places overlap partly."""
    for _, _, span in offers[number]:
        if span in seen:
            continue
        seen.add(span)
        holders = _holders(places, span)
        kept = {n: other for n, other in places.items() if n not in holders}
        moved: dict[int, Span] | None = {**kept, number: span}
        for holder in holders:
            moved = moved and _making_room(holder, offers, moved, seen)
        if moved:
            return moved
    return None


def _exchange(offers: Sequence[list[_Offer]], places: dict[int, Span]) -> None:
    """Have occurrences change places with each other while the attention is better for it."""
    share = [{span: -negative for _, negative, span in of} for of in offers]
    changed = True
    while changed:
        changed = False
        for a, b in combinations(places, 2):
            mine, other = places[a], places[b]
            if other not in share[a] or mine not in share[b]:
                continue
            if share[a][other] + share[b][mine] > share[a][mine] + share[b][other] + SAME:
                places[a], places[b] = other, mine
                changed = True


def _share(attention: WordAttention, share: np.ndarray, span: Span) -> float:
    inside = [float(share[n]) for n, word in enumerate(attention.target) if overlap(word, span)]
    return sum(inside) / len(inside) if inside else 0.0


def aligned_run(attention: WordAttention, span: Span, minimum: float) -> tuple[Span, float] | None:
    """The run of target words that renders a source span, and how surely (0 to 1).

    It grows from the word with the largest share of attention on `span` to its neighbours whose
    own strongest source word lies in `span`. None where no word's share reaches `minimum`.
    """
    share = focus(attention, span)
    if not len(share) or float(share.max()) < minimum:
        return None
    inside = [s0 < span[1] and span[0] < s1 for s0, s1 in attention.source]
    first = last = int(share.argmax())

    def belongs(number: int) -> bool:
        return inside[int(attention.mass[number].argmax())] and float(share[number]) >= minimum

    while first > 0 and belongs(first - 1):
        first -= 1
    while last + 1 < len(attention.target) and belongs(last + 1):
        last += 1
    sure = float(share[first : last + 1].mean())
    return (attention.target[first][0], attention.target[last][1]), sure


def content_of(target: str, run: Span) -> Span | None:
    """A run of target words without the small words at its ends ("with the gas" is "gas"): what
    stands for a term, for its particle has an English word of its own. None where nothing else is
    in it."""
    inside = [
        (start, end)
        for start, end in words(target)
        if run[0] <= start and end <= run[1]
        if target[start:end].lower() not in FUNCTION_WORDS
    ]
    return (inside[0][0], inside[-1][1]) if inside else None


def likely_places(attention: WordAttention, occurrence: Occurrence, target: str) -> list[int]:
    """Offsets in the target where a term's rendering may begin, the likeliest first.

    The words aligned with the term; then after the English of the nearest word before it, before
    that of the nearest word after it, and last the word at its share of the sentence's length. Not
    among the aligned words or right behind them: what the model made of the term would stay before
    its rendering.
    """
    places: list[int] = []
    taken = range(0)
    run = aligned_run(attention, occurrence.span, LOOKS_AT)
    if run:
        places.append(run[0][0])
        said = content_of(target, run[0])
        if said:
            taken = range(run[0][0] + 1, _next_word(attention, said[1], target) + 1)
    for word in reversed([w for w in attention.source if w[1] <= occurrence.outer[0]][-NEAR:]):
        run = aligned_run(attention, word, LOOKS_AT)
        if run:
            places.append(_next_word(attention, run[0][1], target))
            break
    for word in [w for w in attention.source if w[0] >= occurrence.outer[1]][:NEAR]:
        run = aligned_run(attention, word, LOOKS_AT)
        if run:
            places.append(run[0][0])
            break
    if attention.target and attention.source:
        share = occurrence.outer[0] / attention.source[-1][1]
        places.append(attention.target[int(share * (len(attention.target) - 1))][0])
    return [place for place in dict.fromkeys(places) if place not in taken] or [0]


def _next_word(attention: WordAttention, place: int, target: str) -> int:
    return next((start for start, _ in attention.target if start >= place), len(target))
