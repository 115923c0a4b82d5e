"""A word of a sentence that was glossed: what is told of it is made when somebody reads it."""

from __future__ import annotations

from collections.abc import Sequence

from glossary.gloss.buckwalter import to_buckwalter
from glossary.gloss.choices import Choices
from glossary.gloss.rank import Pick
from glossary.gloss.romanize import romanize
from glossary.gloss.types import Analysis, Span, WordGloss


class Glossed(WordGloss):
    """A word by its readings.

    construct: whether its genitive follows; linked: the keys of the English that a translation
    has for it.
    """

    __slots__ = ("_choices", "_construct", "_linked", "_pick")

    def __init__(
        self, choices: Choices, span: Span, pick: Pick, construct: bool, linked: frozenset[str]
    ) -> None:
        self._choices = choices
        self._span = span
        self._pick = pick
        self._construct = construct
        self._linked = linked

    @property
    def surface(self) -> str:
        """The word as written."""
        return self._choices.surface

    @property
    def transliteration(self) -> str:
        """ALA-LC of the first analysis, or of the letters alone."""
        if not self._choices.firsts:
            return romanize(self._choices.surface)
        return self._choices.reading(self._pick[0]).latin(self._construct)

    @property
    def buckwalter(self) -> str:
        """The word as written in Buckwalter's letters."""
        return to_buckwalter(self._choices.surface)

    @property
    def best(self) -> Analysis | None:
        """The first analysis, None where there is none."""
        if not self._choices.firsts:
            return None
        return self._choices.reading(self._pick[0]).meant(self._linked)

    @property
    def analyses(self) -> tuple[Analysis, ...]:
        """The readings of the word, best first; the first has its usual English, or that of the
        translation."""
        best = self.best
        if best is None:
            return ()
        others = in_order(self._choices, self._pick)[1:]
        return (best, *[self._choices.reading(number).analysis for number in others])


def in_order(choices: Choices, pick: Pick) -> Sequence[int]:
    """The numbers of a word's readings in its sentence, those that are not weighed at the end."""
    best, _, orders, index = pick
    every = range(len(choices.rows))
    if orders is None:
        return every
    order = orders.order(index)
    return [best, *[one for one in order if one != best], *every[len(order) :]]
