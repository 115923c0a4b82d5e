"""A word's readings, likeliest first, as the search through a sentence takes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from marshal import loads
from typing import Any

from glossary.gloss.forms import Forms, Record, Row, behind, read
from glossary.gloss.frames import CONSTRUCT, signs
from glossary.gloss.lexicon import Lexicon, Match
from glossary.gloss.meaning import usual
from glossary.gloss.readings import GIVEN, Reading
from glossary.gloss.romanize import romanize, romanize_morphs
from glossary.gloss.spelled import letters_of
from glossary.gloss.steps import Tagged, tagged
from glossary.gloss.tags import tag
from glossary.gloss.types import Analysis
from glossary.gloss.weigh import known

UNKNOWN = "?"
"""The tag of a word without a reading."""
MOST = 12
"""Readings of a word that are weighed; those after them are hardly ever right."""
KEPT = 65536
"""Different words that are remembered."""
_NOTHING = tagged((UNKNOWN,), (0,))
_ALONE = (0,)


Told = tuple[str, str | None, Analysis | None]
"""Of a reading its romanization and that before its genitive, "" where that is no other one and
None where it was not worked out, and its analysis, the usual English first; of a word without
readings the romanization of its letters."""


class Choices:
    """The readings of a word by itself.

    `tagged` has the different tags of its first `MOST` readings (`UNKNOWN` where there is none),
    `firsts` the number of the first reading of each; of several tags `peaks` has its weight, which
    is the greatest of that tag. `told` is what `tell` says of reading 0, None until somebody has
    asked. Make one with `choices` or `of_rows`.
    """

    __slots__ = (
        "_lexicon",
        "_packed",
        "_readings",
        "_rows",
        "_told",
        "firsts",
        "peaks",
        "surface",
        "tagged",
        "told",
    )

    def __init__(
        self,
        surface: str,
        tagged: Tagged,
        peaks: Sequence[float],
        firsts: Sequence[int],
        lexicon: Lexicon | None,
        rows: Sequence[Row] | None,
        packed: bytes = b"",
    ) -> None:
        self.surface = surface
        self.tagged = tagged
        self.peaks = peaks
        self.firsts = firsts
        self._lexicon = lexicon
        self._rows = rows
        self._packed = packed
        self.told: Told | None = None
        self._told: dict[int, Told] | None = None
        self._readings: dict[int, Reading] | None = None

    @property
    def rows(self) -> Sequence[Row]:
        """All readings as `weigh.known` has them."""
        if self._rows is None:
            assert self._lexicon is not None
            self._rows = self._lexicon.forms.rows(self._packed)
        return self._rows

    @property
    def tags(self) -> tuple[str, ...]:
        """The different tags of the readings that are weighed."""
        return self.tagged[0]

    def weights(self) -> list[float]:
        """The weights of the readings that are weighed."""
        return [row[0] for row in self.rows[:MOST]]

    def places(self) -> list[int]:
        """For each of these readings which tag is its own."""
        tags = self.tags
        return [tags.index(row[3]) for row in self.rows[:MOST]]

    def signs(self, number: int) -> int:
        """The signs of a reading."""
        if number == 0:
            return self.tagged[1][0]
        firsts = self.firsts
        return self.tagged[1][firsts.index(number)] if number in firsts else self.rows[number][4]

    def reading(self, number: int) -> Reading:
        """One of the readings."""
        if self._readings is None:
            self._readings = {}
        found = self._readings.get(number)
        if found is None:
            found = self._readings[number] = Reading(self, number)
        return found

    def tell(self, number: int) -> Told:
        """What stands in a text where one of the readings is the best."""
        if number == 0:
            if self.told is None:
                self.told = self._tell(0)
            return self.told
        if self._told is None:
            self._told = {}
        found = self._told.get(number)
        if found is None:
            found = self._told[number] = self._tell(number)
        return found

    def _tell(self, number: int) -> Told:
        if self._packed and number in self.firsts:
            told: Any = behind(self._packed)[0][self.firsts.index(number) - 1]
            if len(told) > 3:
                assert self._lexicon is not None
                latin, genitive, frame, english, form, vocalized, lemma = told
                one = self._lexicon.made(frame, english, form, vocalized, lemma)
                return latin, genitive, one
            if told:
                latin, genitive, text = told
                return latin, genitive, read(text)
        if not self.firsts:
            return romanize(self.surface), "", None
        _, kind, stem, _, sign = self.rows[number]
        if kind >= 0 and self._lexicon is not None:
            one = self._lexicon.analysis(kind, stem, letters_of(self.surface)[0])
        else:
            one = self.reading(number).analysis
        return romanize_morphs(one), None if sign & CONSTRUCT else "", usual(one)

    def named(self, number: int) -> tuple[Match, str, Lexicon | None]:
        """A reading's numbers, the letters of the word, the lexicon."""
        _, kind, one, _, _ = self.rows[number]
        return (kind, one), letters_of(self.surface)[0], self._lexicon

    def behind(self, first: Sequence[tuple[Analysis, float]], numbers: Iterable[int]) -> Choices:
        """Analyses with their weights, and behind them some of these readings."""
        numbers = list(numbers)
        rows: list[Row] = [
            (weight, *GIVEN, tag(one), signs(one.pos, one.proclitics, one.enclitics))
            for one, weight in first
        ]
        rows += [self.rows[number] for number in numbers]
        found = of_rows(self.surface, rows, self._lexicon)
        readings = [Reading.of(one) for one, _ in first]
        readings += [self.reading(number) for number in numbers]
        found._readings = dict(enumerate(readings))
        return found


class Met(dict[str, Choices]):
    """The words that were met with a lexicon; met when asked for, `KEPT` of them remembered."""

    def __init__(self, lexicon: Lexicon | None) -> None:
        super().__init__()
        self._lexicon = lexicon
        table = lexicon.forms if lexicon is not None else Forms()
        self._records, self._tagged = table.records, table.tagged

    def __missing__(self, surface: str) -> Choices:
        if len(self) >= KEPT:
            self.clear()
        packed = self._records.get(surface)
        if packed is None:
            rows = known(surface, self._lexicon)
            found = self[surface] = of_rows(surface, rows, self._lexicon)
        else:
            found = self[surface] = self._ready(surface, packed)
        return found

    def _ready(self, surface: str, packed: bytes) -> Choices:
        record: Record = loads(packed)
        kind, peaks, firsts, latin, genitive, frame, english, form, vocalized, lemma = record
        lexicon = self._lexicon
        assert lexicon is not None
        found = Choices(surface, self._tagged[kind], peaks, firsts, lexicon, None, packed)
        if frame >= 0:
            one = lexicon.made(frame, english, form, vocalized, lemma)
            found.told = latin, genitive, one
        else:
            found.told = latin, genitive, read(english) if english else None
        return found


def choices(surface: str, lexicon: Lexicon | None) -> Choices:
    """The readings of a word that do not depend on its sentence."""
    return Met(lexicon)[surface]


def of_rows(surface: str, rows: Sequence[Row], lexicon: Lexicon | None) -> Choices:
    """Choices among readings, likeliest first."""
    if not rows:
        return Choices(surface, _NOTHING, (), (), lexicon, ())
    if len(rows) == 1:
        weight, _, _, name, sign = rows[0]
        return Choices(surface, tagged((name,), (sign,)), (weight,), _ALONE, lexicon, rows)
    tags: list[str] = []
    signs_, peaks, firsts = [], [], []
    for number, (weight, _, _, name, sign) in enumerate(rows[:MOST]):
        if name not in tags:
            tags.append(name)
            signs_.append(sign)
            peaks.append(weight)
            firsts.append(number)
    kind = tagged(tuple(tags), tuple(signs_))
    return Choices(surface, kind, peaks, firsts, lexicon, rows)
