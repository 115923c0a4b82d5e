"""Word links from attention, sharpened by what is known of numbers, names and small words.

Attention is read both ways: the share that a source word's attention gives a target word counts,
so that a word everything looks at a little (a verb, a full stop's neighbour) takes no links from
those it belongs to. On it comes what speaks for a link whatever the model sees: the same number,
the same sound of a name, a function word's particle. Each target word takes its best source word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from glossary.sound import likeness
from translator.align.attention import WordAttention, overlap
from translator.align.function_words import FUNCTION_WORDS, VERB, FunctionWord, folded
from translator.document import Link, Span
from translator.numbers import arabic_words, english_words

MINIMUM = 0.1
"""A target word whose best source word scores less stays unlinked."""
SAME_NUMBER = 1.0
SOUND = 0.5
"""What full likeness of a name's sounds adds to the score (a share of attention, 0 to 1)."""
ALIKE = 0.75
"""Likeness under which words do not sound alike."""
HEAD, ONLY_HEAD, PARTICLE, WRITTEN_ON = 0.3, 0.8, 0.6, 0.3
"""What is added for a function word's head (the second where Arabic has nothing else for it), for
a word that stands for it, and for a letter or ending that does, on the head or beside it."""
REACH = 2
"""Source words from the head at which its particle may stand."""
PHRASE = 4
"""English words that a noun phrase has at most, for finding its head."""

_BREAK = re.compile(r'[.,;:!?"“”()]')


@dataclass(frozen=True, slots=True)
class WordLink:
    """A link and how sure it is: its score, 1 at most, the higher the likelier right.

    benchmarks/alignment.py prints how many of the links so sure are right.
    """

    link: Link
    sure: float


def links(
    source_text: str,
    attention: WordAttention,
    target_text: str,
    anchors: Sequence[tuple[Span, Span]] = (),
) -> tuple[Link, ...]:
    """Word links `(source_start, source_end, target_start, target_end)` in target order.

    `anchors` are pairs of a source and a target span known to mean each other (terms): each is
    one link, and the words inside it take no other.
    """
    return tuple(link for link, _ in _drawn(source_text, attention, target_text, anchors))


def sure_links(
    source_text: str,
    attention: WordAttention,
    target_text: str,
    anchors: Sequence[tuple[Span, Span]] = (),
) -> list[WordLink]:
    """The same links, each with how sure it is."""
    return [
        WordLink(link, min(1.0, sure))
        for link, sure in _drawn(source_text, attention, target_text, anchors)
    ]


def _drawn(
    source_text: str,
    attention: WordAttention,
    target_text: str,
    anchors: Sequence[tuple[Span, Span]],
) -> list[tuple[Link, float]]:
    """The links and their scores, those of anchors being 1."""
    found: list[tuple[Link, float]] = [((*a, *b), 1.0) for a, b in anchors]
    if attention.mass.size:
        sentence = _Sentence(source_text, attention, target_text, anchors)
        for target, linked in enumerate(sentence.linked()):
            if linked is not None:
                source, score = linked
                found.append(((*attention.source[source], *attention.target[target]), score))
    found.sort(key=lambda one: (one[0][2:], one[0][:2]))
    return found


class _Sentence:
    """The words of a pair and the scores of their links, `scores[t, s]`."""

    def __init__(
        self,
        source_text: str,
        attention: WordAttention,
        target_text: str,
        anchors: Sequence[tuple[Span, Span]],
    ) -> None:
        self.source = [folded(source_text[slice(*span)]) for span in attention.source]
        self.target = [target_text[slice(*span)] for span in attention.target]
        self.small = [FUNCTION_WORDS.get(word.lower()) for word in self.target]
        ends = [start for start, _ in attention.target[1:]] + [len(target_text)]
        between = [target_text[a:b] for (_, a), b in zip(attention.target, ends, strict=True)]
        self.broken = [gap != " " and _BREAK.search(gap) is not None for gap in between]
        scores = attention.mass / (attention.mass.sum(axis=0) + np.float32(1e-3))
        self.taken, self.done = [False] * len(self.source), [False] * len(self.target)
        if anchors:
            self.taken = [any(overlap(span, a) for a, _ in anchors) for span in attention.source]
            self.done = [any(overlap(span, b) for _, b in anchors) for span in attention.target]
            scores[:, self.taken] = 0
        self.scores: list[list[float]] = scores.tolist()
        self._add_numbers()
        self._add_sounds()

    def linked(self) -> list[tuple[int, float] | None]:
        """For each target word its source word and the score."""
        rows: list[int | None] = [
            None if done or small else _best(scores)
            for scores, done, small in zip(self.scores, self.done, self.small, strict=True)
        ]
        for target in range(len(rows) - 1, -1, -1):
            small = self.small[target]
            if small and not self.done[target]:
                self._weigh_small(target, small, rows)
                rows[target] = _best(self.scores[target])
        return [
            None if source is None else (source, self.scores[target][source])
            for target, source in enumerate(rows)
        ]

    def _add_numbers(self) -> None:
        values: dict[str, list[int]] = {}
        for s, word in enumerate(self.source):
            if (value := _value(word)) and not self.taken[s]:
                values.setdefault(value, []).append(s)
        if values:
            for scores, word in zip(self.scores, self.target, strict=True):
                for s in values.get(_value(word), ()):
                    scores[s] += SAME_NUMBER

    def _add_sounds(self) -> None:
        for scores, word, small in zip(self.scores, self.target, self.small, strict=True):
            if small or not word[0].isupper():
                continue
            for s, other in enumerate(self.source):
                alike = likeness(other, word)
                if alike >= ALIKE and not self.taken[s]:
                    scores[s] += SOUND * alike

    def _weigh_small(self, target: int, small: FunctionWord, rows: Sequence[int | None]) -> None:
        """Add to a function word's scores what speaks for its head, or a particle near that."""
        scores = self.scores[target]
        head = self._head(target, small, rows)
        if head is None:
            first, last = 0, len(scores) - 1
        else:
            scores[head] += ONLY_HEAD if small.wordless else HEAD
            first, last = max(0, head - REACH), min(len(scores) - 1, head + REACH)
        for s in range(first, last + 1):
            word = self.source[s]
            if self.taken[s]:
                continue
            if word in small.alone:
                scores[s] += PARTICLE
            elif head is not None and s >= head - 1 and len(word) > 2:
                before = s <= head and len(word) > 3 and word[0] in small.before
                if before or (small.behind and word.endswith(small.behind)):
                    scores[s] += WRITTEN_ON

    def _head(self, target: int, small: FunctionWord, rows: Sequence[int | None]) -> int | None:
        """The source word of what a function word belongs to."""
        if small.leans_back:
            before = [t for t in range(target) if not self.small[t]]
            return rows[before[-1]] if before else None
        start = target + 1
        while start < len(rows) and self.small[start] and not self.broken[start - 1]:
            start += 1
        phrase: list[int] = []
        for t in range(start, min(start + PHRASE, len(rows))):
            if self.small[t] or (t > start and VERB.search(self.target[t])):
                break
            source = rows[t]
            if source is not None:
                phrase.append(source)
            if self.broken[t]:
                break
        if not phrase:
            return None
        head = phrase[0]
        while small.noun and head - 1 in phrase:
            head -= 1
        return head


def _best(scores: Sequence[float]) -> int | None:
    best = max(scores)
    return scores.index(best) if best >= MINIMUM else None


@lru_cache(maxsize=16384)
def _value(word: str) -> str:
    """The number or month that a word writes, "" for any other word."""
    if any(character.isdigit() for character in word):
        return "".join(
            str(unicodedata.digit(character))
            for character in word
            if unicodedata.digit(character, None) is not None
        )
    lower = word.lower()
    month = english_words.MONTHS.get(lower) or arabic_words.MONTHS.get(lower)
    if month:
        return f"month {month}"
    kind, value = english_words.LEXICON.get(lower) or arabic_words.LEXICON.get(lower) or ("", 0)
    return str(value) if value and kind not in ("soft", "one") else ""
