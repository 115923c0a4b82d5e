"""What both languages' readers give: numbers with all the values they may stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

Reading = tuple[Fraction, ...]
"""Values that together are one way to understand a number: 15 ألفا و300 is (15300,) or
(15000, 300)."""

LARGEST_SCALE = 10**12
"""No scale is multiplied further: "a million million million" is a slip or a loop."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text.

    `readings` are the ways to understand it, the likeliest first. A `firm` number has to come
    back on the other side; one that is not firm (ordinals like "second", pronouns like "both",
    the Arabic dual) only explains a number there. `date` marks the part of a numeric date that
    may come back as the name of a month. `scale` is the ألف or million it was multiplied by.
    """

    readings: tuple[Reading, ...]
    firm: bool = True
    date: bool = False
    scale: int = 1

    @property
    def value(self) -> Fraction:
        """The likeliest value (of several together, the first)."""
        return self.readings[0][0]

    def also(self, *readings: Reading) -> Number:
        """The same number with further ways to understand it."""
        return replace(self, readings=tuple(dict.fromkeys((*self.readings, *readings))))

    def times(self, scale: int) -> Number:
        """The number multiplied: its last value where a reading has several."""
        return replace(
            self,
            readings=tuple((*r[:-1], r[-1] * scale) for r in self.readings),
            scale=self.scale * scale,
        )

    def plus(self, other: Number) -> Number:
        """The sum, which might also have been meant as two numbers side by side."""
        summed = tuple(
            (*a[:-1], a[-1] + b[0], *b[1:]) for a in self.readings for b in other.readings
        )
        apart = tuple((*a, *b) for a in self.readings for b in other.readings)
        return replace(self, readings=(summed + apart)[:8])


@dataclass(frozen=True, slots=True)
class Numbers:
    """All numbers of a text, with the months it names (1 to 12)."""

    numbers: tuple[Number, ...]
    months: frozenset[int]

    def values(self) -> frozenset[Fraction]:
        """Every value that any number of the text may stand for."""
        return frozenset(v for n in self.numbers for reading in n.readings for v in reading)


def number(value: int | Fraction, *others: int | Fraction, firm: bool = True) -> Number:
    """A number of one value, or of any of several."""
    return Number(tuple((Fraction(v),) for v in (value, *others)), firm=firm)


def share_scale(numbers: Sequence[Number], ranges: Iterable[int]) -> list[Number]:
    """Give the first number of a range the scale of the second: 3 to 4 million.

    `ranges` holds the index of each number that a word such as "to" ties to the next one.
    """
    out = list(numbers)
    for at in ranges:
        scale = numbers[at + 1].scale
        if scale > 1 and numbers[at].scale == 1:
            out[at] = out[at].also(*((r[0] * scale,) for r in out[at].readings if len(r) == 1))
    return out
