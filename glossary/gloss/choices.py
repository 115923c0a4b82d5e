"""A word's readings, likeliest first, as the search through a sentence takes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from glossary.gloss.forms import Row, Tagged
from glossary.gloss.frames import signs
from glossary.gloss.lexicon import Lexicon, Match
from glossary.gloss.readings import GIVEN, Reading
from glossary.gloss.spelled import letters_of
from glossary.gloss.tags import tag
from glossary.gloss.types import Analysis
from glossary.gloss.weigh import known

UNKNOWN = "?"
"""The tag of a word without a reading."""
MOST = 12
"""Readings of a word that are weighed; those after them are hardly ever right."""
_NOTHING: Tagged = ((UNKNOWN,), (0,))
_ALONE = (0,)


class Choices:
    """The readings of a word by itself.

    `tags` are the different ones of its first `MOST` readings (`UNKNOWN` where there is none),
    `signs` those of the first reading of each, `firsts` its number; of several tags `peaks` has
    its weight, which is the greatest of that tag. Make one with `choices` or `of_rows`.
    """

    __slots__ = (
        "_first",
        "_lexicon",
        "_number",
        "_others",
        "_rows",
        "firsts",
        "peaks",
        "signs",
        "surface",
        "tags",
    )

    def __init__(
        self,
        surface: str,
        tagged: Tagged,
        peaks: Sequence[float],
        firsts: Sequence[int],
        lexicon: Lexicon | None,
        number: int = -1,
        rows: Sequence[Row] | None = None,
    ) -> None:
        self.surface = surface
        self.tags, self.signs = tagged
        self.peaks = peaks
        self.firsts = firsts
        self._lexicon = lexicon
        self._number = number
        self._rows = rows
        self._first: Reading | None = None
        self._others: dict[int, Reading] | None = None

    @property
    def rows(self) -> Sequence[Row]:
        """All readings as `weigh.known` has them."""
        if self._rows is None:
            assert self._lexicon is not None
            self._rows = self._lexicon.forms.rows(self._number)
        return self._rows

    def weights(self) -> list[float]:
        """The weights of the readings that are weighed."""
        return [row[0] for row in self.rows[:MOST]]

    def places(self) -> list[int]:
        """For each of these readings which tag is its own."""
        return [self.tags.index(row[3]) for row in self.rows[:MOST]]

    def reading(self, number: int) -> Reading:
        """One of the readings."""
        if number == 0:
            if self._first is None:
                self._first = self._reading(0)
            return self._first
        if self._others is None:
            self._others = {}
        found = self._others.get(number)
        if found is None:
            found = self._others[number] = self._reading(number)
        return found

    def _reading(self, number: int) -> Reading:
        found = Reading(self, number)
        if self._number >= 0 and self._lexicon is not None and number in self.firsts:
            told = self._lexicon.forms.told(self._number, self.firsts.index(number))
            if told:
                found.recall(told, self._lexicon)
        return found

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
        found._others = dict(enumerate(readings))
        found._first = found._others.pop(0, None)
        return found


def choices(surface: str, lexicon: Lexicon | None) -> Choices:
    """The readings of a word that do not depend on its sentence."""
    if lexicon is not None:
        forms = lexicon.forms
        number = forms.numbers.get(surface)
        if number is not None:
            tagged = forms.tagged[forms.kinds[number]]
            first, last = forms.at[number], forms.at[number + 1]
            if last == first + 1:
                return Choices(surface, tagged, (), _ALONE, lexicon, number)
            peaks = tuple(forms.peaks[first:last])
            return Choices(surface, tagged, peaks, forms.firsts[first:last], lexicon, number)
    return of_rows(surface, known(surface, lexicon), lexicon)


def of_rows(surface: str, rows: Sequence[Row], lexicon: Lexicon | None) -> Choices:
    """Choices among readings, likeliest first."""
    if not rows:
        return Choices(surface, _NOTHING, (), (), lexicon, rows=())
    first: dict[str, int] = {}
    for number, row in enumerate(rows[:MOST]):
        if row[3] not in first:
            first[row[3]] = number
    firsts = tuple(first.values())
    tagged = tuple(first), tuple([rows[number][4] for number in firsts])
    peaks = tuple([rows[number][0] for number in firsts])
    return Choices(surface, tagged, peaks, firsts, lexicon, rows=tuple(rows))
