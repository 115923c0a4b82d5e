"""Names, and words, that may stand in the source as their English (inline terms).

A model learns to copy what is English already when it sees, in some of the pairs, a name of the
source replaced by its rendering (Dinu et al. 2019, "Training neural machine translation to apply
terminology constraints", the replacing kind), now and then by another name on both sides.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.linked import Linked, Span, word_by_word
from translator.words import words

_NO_NAMES = frozenset(
    "i the a an mr mrs president minister january february march april may june july august "
    "september october november december monday tuesday wednesday thursday friday saturday "
    "sunday".split()
)
_PARTICLES = tuple(
    sorted("و ف ب ل ك وب ول فب لل وال ال بال ولل فال كال وبال".split(), key=len, reverse=True)
)
_SHORTEST_WORD = 4
"""Letters of a common word that may stand inline."""

_FIRST = "b d f g h j k l m n r s t v w z br dr gr kh sh st th tr ch".split()
_MIDDLE = "a e i o u aa ai ou ei".split()
_LAST = " n r s l m k t d v sh ng rk st".split(" ")
_PHRASES = (
    ("{0}", "{0}"),
    ("{0}", "{0}"),
    ("{0} و {1}", "{0} and {1}"),
    ("إلى {0}", "to {0}"),
    ("ل {0}", "for {0}"),
    ("في {0}", "in {0}"),
    ("ب {0}", "with {0}"),
    ("من {0}", "from {0}"),
    ("قال {0}", "{0} said"),
    ("مدينة {0}", "the city of {0}"),
    ("{0}، {1}", "{0}, {1}"),
    ("بين {0} و {1}", "between {0} and {1}"),
)
"""Arabic phrases around names, and their English."""


@dataclass(frozen=True, slots=True)
class Replaceable:
    """A source span and the target span that renders it. `particles`: what is written to the
    first source word and stays when the rest is replaced ("" or و, ب and the like, without the
    article)."""

    source: Span
    target: Span
    particles: str
    is_name: bool


class Finder:
    """Finds what may be replaced, by how the words are written in all pairs."""

    def __init__(self, pairs: Iterable[Linked]) -> None:
        self._lower: Counter[str] = Counter()
        self._upper: Counter[str] = Counter()
        self._arabic: Counter[str] = Counter()
        for pair in pairs:
            for start, end in words(pair.target):
                word = pair.target[start:end]
                if not _capital(word):
                    self._lower[word] += 1
                elif start:
                    self._upper[word.lower()] += 1
            self._arabic.update(pair.source[s:e] for s, e in words(pair.source))

    def find(self, pair: Linked) -> tuple[Replaceable, ...]:
        """Names (runs of capitalised words) and single common words of a pair, none overlapping."""
        source_words, target_words = words(pair.source), words(pair.target)
        of_source = {span: i for i, span in enumerate(source_words)}
        of_target = {span: i for i, span in enumerate(target_words)}
        to_source: dict[int, set[int]] = {}
        to_target: dict[int, set[int]] = {}
        for s, t in pair.links:
            if s in of_source and t in of_target:
                to_source.setdefault(of_target[t], set()).add(of_source[s])
                to_target.setdefault(of_source[s], set()).add(of_target[t])
        found: list[Replaceable] = []
        first = 0
        while first < len(target_words):
            last = first
            name = self._is_name(pair.target[slice(*target_words[first])])
            while (
                name
                and last + 1 < len(target_words)
                and self._is_name(pair.target[slice(*target_words[last + 1])])
                and pair.target[target_words[last][1] : target_words[last + 1][0]] == " "
            ):
                last += 1
            run = range(first, last + 1)
            opposite = sorted(set().union(*(to_source.get(t, set()) for t in run)))
            if self._sound(run, opposite, to_source, to_target) and (
                name or self._is_word(pair.target[slice(*target_words[first])])
            ):
                start, end = source_words[opposite[0]][0], source_words[opposite[-1]][1]
                particles = self._particles(pair.source[slice(*source_words[opposite[0]])])
                target = (target_words[first][0], target_words[last][1])
                found.append(Replaceable((start, end), target, particles, name))
            first = last + 1
        return tuple(found)

    def _sound(
        self,
        run: range,
        opposite: Sequence[int],
        to_source: dict[int, set[int]],
        to_target: dict[int, set[int]],
    ) -> bool:
        """Every word is linked, to source words in a row that are linked to nothing else."""
        return (
            bool(opposite)
            and all(to_source.get(t) for t in run)
            and opposite[-1] - opposite[0] + 1 == len(opposite)
            and abs(len(opposite) - len(run)) <= 1
            and all(to_target[s] <= set(run) for s in opposite)
        )

    def _is_name(self, word: str) -> bool:
        low = word.lower()
        return (
            _capital(word)
            and low not in _NO_NAMES
            and self._upper[low] >= 1
            and self._upper[low] > 4 * self._lower[low]
        )

    def _is_word(self, word: str) -> bool:
        return len(word) >= _SHORTEST_WORD and word.isalpha() and word.islower()

    def _particles(self, word: str) -> str:
        for particles in _PARTICLES:
            rest = word[len(particles) :]
            if word.startswith(particles) and len(rest) >= 3 and particles != "ال":
                often = self._arabic[rest] + self._arabic["ال" + rest]
                if often >= max(2, 0.3 * self._arabic[word]):
                    return particles.replace("ال", "").replace("لل", "ل")
        return ""


def invented(names: Sequence[str], chance: random.Random) -> str:
    """A name that nobody bears: one to three capitalised words, each of made-up syllables or of
    the halves of two names."""
    return " ".join(_invented_word(names, chance) for _ in range(chance.choice((1, 1, 2, 2, 3))))


def _invented_word(names: Sequence[str], chance: random.Random) -> str:
    if names and chance.random() < 0.5:
        first, second = (chance.choice(chance.choice(names).split()) for _ in range(2))
        return first[: (len(first) + 1) // 2] + second[len(second) // 2 :].lower()
    syllables = range(chance.choice((1, 2, 2, 3)))
    return "".join(
        chance.choice(_FIRST) + chance.choice(_MIDDLE) + chance.choice(_LAST) for _ in syllables
    ).capitalize()


def copied(names: Sequence[str], chance: random.Random) -> Linked:
    """A name alone, or in the smallest of phrases, that is to be copied letter by letter."""

    def name() -> str:
        return invented(names, chance) if chance.random() < 0.6 else chance.choice(names)

    arabic, english = chance.choice(_PHRASES)
    one, other = name(), name()
    source, target = arabic.format(one, other), english.format(one, other)
    links: list[tuple[Span, Span]] = []
    for put in (one, other):
        at, to = source.find(put), target.find(put)
        if at >= 0 and to >= 0:
            links += word_by_word(put, at, put, to)
    return Linked(source, target, tuple(links))


def _capital(word: str) -> bool:
    return word[:1].isupper() or word.lower().startswith(("al-", "el-"))
