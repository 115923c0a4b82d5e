"""Which numbers of a sentence its translation lost, added or changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache

from translator.document import Span, TermUse
from translator.numbers import arabic, english
from translator.numbers.number import Number, Numbers

_read_arabic = lru_cache(maxsize=1024)(arabic.read_arabic)
_read_english = lru_cache(maxsize=1024)(english.read_english)
"""The candidates of one source follow each other, and most texts are judged more than once."""

_BARRIER = "\u00b7"
"""Stands for a term's characters: no number reaches across it."""


def number_faults(source: str, target: str, terms: Sequence[TermUse] = ()) -> list[str]:
    """One message for each number lost, added or changed; see `number_changes`."""
    lost, added = number_changes(source, target, terms)
    if len(lost) == len(added):
        return [f"{was} became {now}" for was, now in zip(lost, added, strict=True)]
    return [f"{value} is missing" for value in lost] + [
        f"{value} is not in the source" for value in added
    ]


def number_changes(
    source: str, target: str, terms: Sequence[TermUse] = ()
) -> tuple[list[str], list[str]]:
    """The numbers lost and those added, each in its order, as an English newspaper writes them.

    Numbers inside a term that has its rendering are left out on both sides: the glossary
    answers for them. Those in an unmet term may be missing or there.
    """
    lost, added = _changes(
        _without(source, [term.source_span for term in terms]),
        _without(target, [term.target_span for term in terms if term.target_span]),
        tuple(term.surface for term in terms if term.target_span is None),
    )
    return list(lost), list(added)


@lru_cache(maxsize=1024)  # a translation is judged when it comes and when it is finished
def _changes(
    source: str, target: str, unmet: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers lost and added between texts without what terms say; `unmet` are terms that
    have no rendering, as the source has them."""
    if not arabic.may_state_numbers(source) and not english.may_state_numbers(target):
        return (), ()
    theirs, ours = _read_arabic(source), _read_english(target)
    excused = {Fraction(1)}.union(*(_read_arabic(term).values() for term in unmet))
    lost = _unmet(theirs, ours, frozenset())
    added = _unmet(ours, theirs, frozenset(excused))  # one is said in too many ways
    return tuple(lost), tuple(added)


def _unmet(numbers: Numbers, other: Numbers, excused: frozenset[Fraction]) -> list[str]:
    """The firm numbers that no number of the other side answers, as text.

    Nought is said in too many ways (two clean goals, nobody) to be looked for.
    """
    values = other.values() | excused
    return list(
        dict.fromkeys(
            show(number.value)
            for number in numbers.numbers
            if number.firm and number.value and not _answered(number, values, other.months)
        )
    )


def _answered(number: Number, values: frozenset[Fraction], months: frozenset[int]) -> bool:
    if number.date and int(number.value) in months:
        return True
    return any(all(value in values for value in reading) for reading in number.readings)


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text with some stretches made unreadable."""
    for start, end in spans:
        text = text[:start] + _BARRIER * (end - start) + text[end:]
    return text


def show(value: Fraction) -> str:
    """A value as an English newspaper writes it: 2017, 13,700, 3.5."""
    if value.denominator == 1:
        whole = int(value)
        return f"{whole:,}" if whole >= 10_000 else str(whole)
    return f"{float(value):,.4f}".rstrip("0").rstrip(".")
