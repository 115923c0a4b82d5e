"""One reading of a word, made from its numbers when somebody asks, with what is asked again."""

from __future__ import annotations

from typing import Protocol

from glossary.gloss.candidates import reading
from glossary.gloss.lexicon import Lexicon, Match
from glossary.gloss.meaning import Beside, beside, meant
from glossary.gloss.types import Analysis

GIVEN: Match = (-3, 0)
"""The numbers of a reading that came as an analysis."""


class Named(Protocol):
    """Whatever knows a reading by its number among those of a word."""

    def named(self, number: int) -> tuple[Match, str, Lexicon | None]:
        """Its numbers, the letters of the word, the lexicon that they are of."""


class Reading:
    """A reading of a word; all of it is worked out when somebody first reads it."""

    __slots__ = ("_analysis", "_beside", "_number", "_word")

    def __init__(self, word: Named | None, number: int) -> None:
        self._word, self._number = word, number
        self._analysis: Analysis | None = None
        self._beside: Beside | None = None

    @classmethod
    def of(cls, analysis: Analysis) -> Reading:
        """A reading whose analysis is at hand."""
        found = cls(None, 0)
        found._analysis = analysis
        return found

    @property
    def analysis(self) -> Analysis:
        """The reading itself."""
        if self._analysis is None:
            assert self._word is not None
            self._analysis = reading(*self._word.named(self._number))
        return self._analysis

    def beside(self) -> Beside:
        """See `meaning.beside`."""
        if self._beside is None:
            self._beside = beside(self.analysis)
        return self._beside

    def meant(self, linked: frozenset[str]) -> Analysis:
        """The reading, the English of a translation first (see `meaning.meant`)."""
        return meant(self.analysis, self.beside(), linked)
