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
import numpy.typing as npt

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
HEAD, PARTICLE, WRITTEN_ON = 0.3, 0.6, 0.3
"""What is added for a function word's head, for a word that stands for it, and for a letter or
ending that does, on the head or beside it."""
REACH = 2
"""Source words from the head at which its particle may stand."""
PHRASE = 4
"""English words that a noun phrase has at most, for finding its head."""

Scores = npt.NDArray[np.float32]
_BREAK = re.compile(r'[.,;:!?"“”()]')


@dataclass(frozen=True, slots=True)
class WordLink:
    """A link, with how sure it is: from 0 to 1, the higher the likelier right.

    It is the link's score, 1 at most; benchmarks/alignment.py prints how many are right of how
    sure ones.
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
    return tuple(found.link for found in sure_links(source_text, attention, target_text, anchors))


def sure_links(
    source_text: str,
    attention: WordAttention,
    target_text: str,
    anchors: Sequence[tuple[Span, Span]] = (),
) -> list[WordLink]:
    """The same links, each with how sure it is."""
    found = [WordLink((s0, s1, t0, t1), 1.0) for (s0, s1), (t0, t1) in anchors]
    if attention.mass.size:
        sentence = _Sentence(source_text, attention, target_text, anchors)
        for target, source in enumerate(sentence.linked()):
            if source is not None:
                link = (*attention.source[source], *attention.target[target])
                found.append(WordLink(link, min(1.0, float(sentence.scores[target, source]))))
    return sorted(found, key=lambda one: (one.link[2], one.link[3], one.link[0], one.link[1]))


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
        self.broken = [
            _BREAK.search(target_text, span[1], end) is not None
            for span, end in zip(attention.target, ends, strict=True)
        ]
        self.mass = attention.mass
        self.scores: Scores = self.mass / (self.mass.sum(axis=0) + 1e-3)
        self.taken = [any(overlap(span, a) for a, _ in anchors) for span in attention.source]
        self.done = [any(overlap(span, b) for _, b in anchors) for span in attention.target]
        self._add_numbers()
        self._add_sounds()
        if anchors:
            self.scores[:, self.taken] = 0

    def linked(self) -> list[int | None]:
        """For each target word its source word."""
        best = self.scores.argmax(axis=1).tolist()
        rows: list[int | None] = [
            None if done or small or self.scores[t, s] < MINIMUM else s
            for t, (s, done, small) in enumerate(zip(best, self.done, self.small, strict=True))
        ]
        for target in range(len(rows) - 1, -1, -1):
            small = self.small[target]
            if small and not self.done[target]:
                rows[target] = self._of_small(target, small, rows)
        return rows

    def _add_numbers(self) -> None:
        values = [_value(word) for word in self.source]
        if not any(values):
            return
        for t, word in enumerate(self.target):
            value = _value(word)
            for s, other in enumerate(values if value else ()):
                if value == other:
                    self.scores[t, s] += SAME_NUMBER

    def _add_sounds(self) -> None:
        for t, word in enumerate(self.target):
            if word[:1].isupper() and not self.small[t]:
                for s, other in enumerate(self.source):
                    alike = likeness(other, word)
                    if alike >= ALIKE:
                        self.scores[t, s] += SOUND * alike

    def _of_small(self, target: int, small: FunctionWord, rows: list[int | None]) -> int | None:
        """The source word of a function word: its head's, or a particle's near that."""
        scores = self.scores[target].copy()
        head = self._head(target, small, rows)
        if head is None:
            near = range(len(self.source))
        else:
            scores[head] += HEAD
            near = range(max(0, head - REACH), min(len(self.source), head + REACH + 1))
        for s in near:
            word = self.source[s]
            if self.taken[s]:
                continue
            if word in small.alone:
                scores[s] += PARTICLE
            elif head is not None and len(word) > 2:
                written = (
                    small.before and word[0] in small.before and len(word) > 3 and head - 1 <= s
                )
                ending = small.behind and word.endswith(small.behind) and head - 1 <= s
                if (written and s <= head) or ending:
                    scores[s] += WRITTEN_ON
        best = int(scores.argmax())
        return best if scores[best] >= MINIMUM else None

    def _head(self, target: int, small: FunctionWord, rows: list[int | None]) -> int | None:
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
