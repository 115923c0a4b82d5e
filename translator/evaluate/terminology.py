"""Measures of terminology: are the terms there, in the right company, at the right place?

Source: Alam et al. 2021, "On the Evaluation of Machine Translation for Terminology Consistency"
(arXiv 2106.11891). What a term is and when it is met is the glossary's affair (`glossary.match`,
`glossary.check`), where the paper compares strings and lemmas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean
from typing import TYPE_CHECKING, Any

from translator.document import Span
from translator.evaluate.scores import Counted, Row
from translator.evaluate.tokens import Tokens, tokens, words

if TYPE_CHECKING:
    from glossary.match import Occurrence
    from glossary.term import Glossary

WINDOWS = (2, 3)
"""Words on either side of a term that are compared, as in the paper."""

TERM_COST = 2.0
"""What an edit of a term's word costs in TERm, where one of any other word costs 1."""


@dataclass(frozen=True, slots=True)
class Terminology:
    """The measures of one translation; None where the glossary has nothing to say.

    occurrences: terms in the sources, each as often as it occurs.
    met: those that have their rendering.
    avoided: places where a form stands that the glossary wants avoided.
    exact_match: met by occurrences, 0 to 1.
    window_overlap: for each size of `WINDOWS`, how much of what stands around a term in the
        reference stands around it in the translation, 0 to 1; None where no reference holds a
        rendering.
    one_minus_term: 1 - TERm, 1 at best; below 0 where more must be edited than there is.
    """

    occurrences: int
    met: int
    avoided: int
    exact_match: float | None
    window_overlap: dict[int, float | None]
    one_minus_term: float

    def to_dict(self) -> dict[str, Any]:
        """The measures for JSON."""
        return {
            "occurrences": self.occurrences,
            "met": self.met,
            "avoided": self.avoided,
            **self.shares(),
        }

    def shares(self) -> dict[str, float | None]:
        """The measures that lie between 0 and 1, by their names in JSON."""
        return {
            "exact_match": self.exact_match,
            **{f"window_overlap_{size}": value for size, value in self.window_overlap.items()},
            "one_minus_term": self.one_minus_term,
        }


@dataclass(frozen=True, slots=True)
class TermLine:
    """What there is to count in one line; `overlaps` is empty where its reference has no rendering.

    rate: TERm of the line, the cost of its edits by the words of its reference.
    """

    occurrences: int
    met: int
    avoided: int
    overlaps: tuple[float, ...]
    rate: float


def measure(
    sources: Sequence[str],
    hypotheses: Sequence[str],
    references: Sequence[str],
    glossary: Glossary,
) -> Terminology:
    """The measures of `hypotheses`, one for each source and reference.

    Exact match is counted over all occurrences in the sources. Window overlap is the mean over
    the sentences whose reference holds a rendering; that of a sentence is the mean over the terms
    that reference and hypothesis share, 0 where they share none. TERm is the mean over all
    sentences of edits by words of the reference, an edit costing 2 on a word of a rendering in the
    reference. Case is ignored, as it is by TER. Raises ValueError for unequal numbers.
    """
    return summed(list(term_lines(sources, hypotheses, references, glossary)))


def term_lines(
    sources: Sequence[str],
    hypotheses: Iterable[str],
    references: Sequence[str],
    glossary: Glossary,
) -> Iterator[TermLine]:
    """What `measure` counts, line by line; of any lines `summed` makes the measures."""
    from glossary import check

    for source, hypothesis, reference in zip(sources, hypotheses, references, strict=True):
        found = glossary.find(source)
        here, there = places(found, hypothesis), places(found, reference)
        ours, theirs = tokens(hypothesis), tokens(reference)
        yield TermLine(
            occurrences=len(found),
            met=sum(place is not None for place in here),
            avoided=sum(
                len(check.avoided(term, hypothesis))
                for term in dict.fromkeys(one.term for one in found)
            ),
            overlaps=tuple(_overlap(found, (here, ours), (there, theirs), n) for n in WINDOWS)
            if any(there)
            else (),
            rate=_term_rate(ours, theirs, there),
        )


def summed(lines: Sequence[TermLine]) -> Terminology:
    """The measures of some lines."""
    occurrences, met = sum(one.occurrences for one in lines), sum(one.met for one in lines)
    overlaps = [one.overlaps for one in lines if one.overlaps]
    return Terminology(
        occurrences=occurrences,
        met=met,
        avoided=sum(one.avoided for one in lines),
        exact_match=met / occurrences if occurrences else None,
        window_overlap={
            size: fmean(values[n] for values in overlaps) if overlaps else None
            for n, size in enumerate(WINDOWS)
        },
        one_minus_term=1 - fmean(one.rate for one in lines) if lines else 1.0,
    )


@dataclass(frozen=True, slots=True)
class _Value:
    name: str
    score: float


class _Share:
    """A measure as a metric like those of sacrebleu, which counts a part and a whole of a line."""

    def __init__(self, name: str) -> None:
        self._name = name

    def _aggregate_and_compute(self, rows: Any) -> _Value:
        return self._compute_score_from_stats([sum(row[n] for row in rows) for n in (0, 1)])

    def _compute_score_from_stats(self, row: Any) -> _Value:
        return _Value(self._name, float(row[0]) / float(row[1]) if row[1] else 0.0)

    def get_signature(self) -> Any:
        from sacrebleu.metrics.base import Signature

        return Signature({"num_refs": 1})


def counted(lines: Sequence[TermLine]) -> dict[str, Counted]:
    """The measures of a translation by their names in JSON, as what tests of significance take.

    Those that the glossary has nothing to say to are left out.
    """
    rows: dict[str, list[Row]] = {
        "exact_match": [[one.met, one.occurrences] for one in lines],
        **{
            f"window_overlap_{size}": [
                [one.overlaps[n], 1] if one.overlaps else [0, 0] for one in lines
            ]
            for n, size in enumerate(WINDOWS)
        },
        "one_minus_term": [[1 - one.rate, 1] for one in lines],
    }
    return {
        name: Counted(name, _Share(name), given)
        for name, given in rows.items()
        if any(row[1] for row in given)
    }


def places(occurrences: Sequence[Occurrence], english: str) -> tuple[Span | None, ...]:
    """For each occurrence the span of its rendering, None where it is unmet.

    As the tool itself judges, but on the two strings alone: a place serves one occurrence.
    """
    from translator.align import NO_ATTENTION
    from translator.enforce.placing import assign

    return assign(english, occurrences, NO_ATTENTION)


_Side = tuple[Sequence[Span | None], Tokens]


def _overlap(occurrences: Sequence[Occurrence], ours: _Side, theirs: _Side, size: int) -> float:
    """The window overlap of one sentence.

    A term that occurs several times is compared each to each, and the pairs that agree best count.
    """
    pairs = []
    for n, left in enumerate(ours[0]):
        for k, right in enumerate(theirs[0]):
            if left and right and occurrences[n].term == occurrences[k].term:
                wanted = _window(theirs[1], right, size)
                given = _window(ours[1], left, size)
                shared = 0
                for word in wanted:
                    if word in given:
                        given.remove(word)
                        shared += 1
                # A rendering that is the whole sentence has nothing around it to get wrong.
                pairs.append((shared / len(wanted) if wanted else 1.0, n, k))
    best: list[float] = []
    used: set[tuple[str, int]] = set()
    for value, n, k in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if used.isdisjoint({("ours", n), ("theirs", k)}):
            used |= {("ours", n), ("theirs", k)}
            best.append(value)
    return fmean(best) if best else 0.0


def _window(text: Tokens, span: Span, size: int) -> list[str]:
    """Up to `size` words before and as many after a span; marks do not count."""
    inside = text.within(span)
    before = words(text.texts[: inside.start])[-size:]
    return before + words(text.texts[inside.stop :])[:size]


def _term_rate(ours: Tokens, theirs: Tokens, there: Sequence[Span | None]) -> float:
    """TERm of one sentence: the cost of its edits by the words of its reference."""
    heavy = {n for span in there if span for n in theirs.within(span)}
    weights = tuple(TERM_COST if n in heavy else 1.0 for n in range(len(theirs.texts)))
    return _edits(ours.texts, theirs.texts, weights) / max(len(theirs.texts), 1)


@lru_cache(maxsize=16_384)
def _edits(ours: tuple[str, ...], theirs: tuple[str, ...], weights: tuple[float, ...]) -> float:
    """`edits`, once for the lines that translations have in common."""
    from translator.evaluate.edit_rate import edits

    return edits(ours, theirs, weights)
