"""A sentence that was glossed: what is told of its words is made when somebody reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from glossary.gloss.buckwalter import to_buckwalter
from glossary.gloss.choices import Choices
from glossary.gloss.frames import CONSTRUCT, GENITIVE
from glossary.gloss.romanize import before_genitive
from glossary.gloss.types import Analysis, Span, WordGloss

Order = Callable[[int], Sequence[int] | None]
"""By the place of a word in its sentence the numbers of those of its readings that are weighed,
best first, None where they stay as they are."""


class Sentence:
    """The words of a sentence and what was found of them together.

    parts: the text before the first word, that word, what stands between it and the second, and
    so on to the end. apart: for each word whether punctuation stands before it. numbers: which
    reading of each word is best. linked: the keys of the English that a translation has for each
    word, None where there is no translation.
    """

    __slots__ = ("_order", "_parts", "_settled", "_spans", "apart", "linked", "numbers", "words")

    def __init__(
        self,
        parts: Sequence[str],
        words: Sequence[Choices],
        apart: Sequence[bool],
        numbers: list[int],
        order: Order,
        linked: Sequence[frozenset[str]] | None = None,
    ) -> None:
        self._parts, self.words, self.apart = parts, words, apart
        self.numbers, self._order, self.linked = numbers, order, linked
        self._spans: list[Span] | None = None
        self._settled: frozenset[int] = frozenset()

    @property
    def spans(self) -> list[Span]:
        """Where the words stand in the text."""
        if self._spans is None:
            self._spans = spans_of(self._parts)
        return self._spans

    def settle(self, index: int, word: Choices) -> None:
        """Put other readings in the place of a word's; their order stays as it is."""
        self.words = [*self.words[:index], word, *self.words[index + 1 :]]
        self.numbers[index] = 0
        self._settled |= {index}

    def order(self, index: int) -> Sequence[int]:
        """The numbers of a word's readings, best first; those not weighed are at the end."""
        every = range(len(self.words[index].rows))
        order = None if index in self._settled else self._order(index)
        if order is None:
            return every
        best = self.numbers[index]
        return [best, *[one for one in order if one != best], *every[len(order) :]]

    def construct(self, index: int) -> bool:
        """Whether a word stands before its genitive."""
        words, numbers, after = self.words, self.numbers, index + 1
        return (
            after < len(words)
            and not self.apart[after]
            and words[index].signs(numbers[index]) & CONSTRUCT > 0
            and words[after].signs(numbers[after]) & GENITIVE > 0
        )

    def glosses(self) -> tuple[WordGloss, ...]:
        """What is told of each word."""
        found: list[WordGloss] = []
        linked = self.linked
        for index, word in enumerate(self.words):
            number = self.numbers[index]
            told = None if number else word.told
            latin, genitive, best = told or word.tell(number)
            if genitive != "" and best is not None and self.construct(index):
                latin = genitive or before_genitive(best, latin)
            if linked is not None and linked[index] and best is not None:
                best = word.reading(number).meant(linked[index])
            found.append(Glossed(self, index, latin, best))
        return tuple(found)


def spans_of(parts: Sequence[str]) -> list[Span]:
    """Where every second part of a text stands in it."""
    ends = list(accumulate(map(len, parts)))
    return list(zip(ends[:-1:2], ends[1::2], strict=True))


class Glossed(WordGloss):
    """A word of a sentence."""

    __slots__ = ("_index", "_sentence")

    def __init__(self, sentence: Sentence, index: int, latin: str, best: Analysis | None) -> None:
        self._sentence, self._index = sentence, index
        self._transliteration, self._best = latin, best

    @property
    def surface(self) -> str:
        """The word as written."""
        return self._sentence.words[self._index].surface

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return self._sentence.spans[self._index]

    @property
    def buckwalter(self) -> str:
        """The word as written in Buckwalter's letters."""
        return to_buckwalter(self.surface)

    @property
    def analyses(self) -> tuple[Analysis, ...]:
        """The readings of the word, best first; the first has its usual English, or that of the
        translation."""
        if self._best is None:
            return ()
        word, order = self._sentence.words[self._index], self._sentence.order(self._index)
        return (self._best, *[word.reading(number).analysis for number in order[1:]])
