"""One reading of a word, made from its numbers when somebody asks, with what is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from glossary.gloss.candidates import reading
from glossary.gloss.lexicon import Lexicon, Match
from glossary.gloss.meaning import NO_LINKS, Beside, beside, meant
from glossary.gloss.romanize import romanize_morphs
from glossary.gloss.tags import FEMININE
from glossary.gloss.types import Analysis

GIVEN: Match = (-3, 0)
"""The numbers of a reading that came as an analysis."""


class Named(Protocol):
    """Whatever knows a reading by its number among those of a word."""

    def named(self, number: int) -> tuple[Match, str, Lexicon | None]:
        """Its numbers, the letters of the word, the lexicon that they are of."""


class Reading:
    """A reading of a word; `told` of an earlier one of the same spares working it out."""

    __slots__ = (
        "_analysis",
        "_before_genitive",
        "_beside",
        "_latin",
        "_meant",
        "_number",
        "_word",
    )

    def __init__(self, word: Named | None, number: int) -> None:
        self._word, self._number = word, number
        self._latin = self._before_genitive = ""
        self._analysis: Analysis | None = None
        self._beside: Beside | None = None
        self._meant: Analysis | None = None

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

    def latin(self, construct: bool) -> str:
        """The reading in ALA-LC's letters (see `romanize_morphs`)."""
        if construct:
            if not self._before_genitive:
                self._before_genitive = (
                    romanize_morphs(self.analysis, construct=True)
                    if FEMININE in self.analysis.stem.vocalized
                    else self.latin(construct=False)
                )
            return self._before_genitive
        if not self._latin:
            self._latin = romanize_morphs(self.analysis)
        return self._latin

    def beside(self) -> Beside:
        """See `meaning.beside`."""
        if self._beside is None:
            self._beside = beside(self.analysis)
        return self._beside

    def meant(self, linked: frozenset[str] = NO_LINKS) -> Analysis:
        """The reading, its English in the order that fits best (see `meaning.meant`)."""
        if linked:
            return meant(self.analysis, self.beside(), linked)
        if self._meant is None:
            self._meant = meant(self.analysis, self.beside())
        return self._meant

    def told(self, construct: bool) -> tuple[str, ...]:
        """All that is asked of a reading that comes first: its romanization and that before a
        genitive, which `construct` says it may have, "" where it is no other one; of a reading of
        the lexicon also what `Lexicon.made` needs. Nothing of a word spelled in another way."""
        latin = self.latin(construct=False)
        other = self.latin(construct=True) if construct else latin
        first = latin, "" if other == latin else other
        if self._word is None:
            return first
        (frame, _), _, lexicon = self._word.named(self._number)
        if frame < 0 or lexicon is None:
            return first
        one = self.meant()
        around = lexicon.frames[frame]
        if (one.proclitics, one.enclitics) != (around.proclitics, around.enclitics):
            return ()
        return *first, str(frame), one.gloss, one.stem.form, one.stem.vocalized, one.lemma

    def recall(self, told: Sequence[str], lexicon: Lexicon) -> None:
        """Take up what was `told`."""
        self._latin = told[0]
        self._before_genitive = told[1] or told[0]
        if len(told) > 2:
            _, _, frame, english, form, vocalized, lemma = told
            self._meant = lexicon.made(int(frame), english, form, vocalized, lemma)
