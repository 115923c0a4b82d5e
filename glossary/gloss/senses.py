"""How often a stem is which word, and which words follow which: counts of the project's corpus.

`data/senses.tsv` and `data/neighbours.tsv` are made by `training/senses.py` from the project's own
Arabic and English sentences; they hold Arabic stems as the corpus spells them, English words of
the other side, and counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from glossary.gloss.english import FAMILY, SHORT, key, keys, senses, shorts

DATA = Path(__file__).parent / "data"
UNKNOWN = "*"
"""Stands for occurrences of which the English side has no word."""

UNMET = 0.02
"""The count of a stem or a sense that was never met."""
OTHERWISE = 0.3
"""What occurrences of which the English has no word count for each sense."""
MORE = 500
"""Added to each part of speech's occurrences: there are words that were never met."""

BESIDE = "~"
"""Stands before English words that are linked to a stem though the lexicon lists no such meaning:
part of what `UNKNOWN` counts."""

_PARTICLES = frozenset("out up off down over away back around through".split())
"""Halves of English verbs, which alone say nothing."""

Counts = dict[str, float]


@lru_cache(maxsize=65536)
def _keys_of(gloss: str) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of all alternatives of a gloss, and their families."""
    found = frozenset().union(*senses(gloss))
    return found, shorts(found)


@lru_cache(maxsize=32768)
def _key(word: str) -> str:
    return key(word.lower())


@dataclass(frozen=True, slots=True, eq=False)
class Senses:
    """Counts by stem and part of speech.

    `lines` holds a stem's line as the file has it; lines are read when a word first asks.
    """

    lines: dict[str, str]
    totals: Counts
    parsed: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    keyed: dict[str, dict[str, list[tuple[str, str, float]]]] = field(default_factory=dict)

    def words(self, stem: str) -> dict[str, dict[str, float]]:
        """For each part of speech a stem was met as the English words for it, most frequent
        first, and how often; `UNKNOWN` is one of the words, some begin with `BESIDE`."""
        found = self.parsed.get(stem)
        if found is None:
            line = self.lines.get(stem)
            if line is None:
                return {}
            found = {}
            for part in line.split("\t"):
                if part:
                    pos, *counts = part.split(" ")
                    found[pos] = {
                        word.replace("_", " "): float(count)
                        for word, _, count in (one.rpartition(":") for one in counts)
                    }
            self.parsed[stem] = found
        return found

    def chance(self, stem: str, pos: str, gloss: str) -> float:
        """The probability of a stem in a sense among all words of its part of speech.

        gloss: the sense in English. A stem or sense never met has a small probability.
        """
        met = UNMET
        if stem in self.lines:
            told = self._told(stem).get(pos)
            if told:
                keys, families = _keys_of(gloss)
                for own, family, count in told:
                    if own in keys:
                        met += count
                    elif family in families:
                        met += FAMILY * count
                    elif own == UNKNOWN:
                        met += OTHERWISE * count
        return met / (self.totals.get(pos, 0.0) + MORE)

    def _told(self, stem: str) -> dict[str, list[tuple[str, str, float]]]:
        """What `chance` counts: for each part of speech the words' keys, families and counts."""
        found = self.keyed.get(stem)
        if found is None:
            found = {}
            for pos, words in self.words(stem).items():
                row = found[pos] = []
                for word, count in words.items():
                    if word == UNKNOWN:
                        row.append((UNKNOWN, UNKNOWN, count))
                    elif not word.startswith(BESIDE):
                        own = _key(word)
                        row.append((own, own[:SHORT], count))
            self.keyed[stem] = found
        return found

    def beside(self, stem: str, pos: str) -> dict[str, float]:
        """English words for a stem beyond the lexicon's, each with its share of occurrences.

        A word that is the English of the stem as another part of speech is left out.
        """
        if BESIDE not in self.lines.get(stem, ""):
            return {}
        told = self.words(stem)
        words = told.get(pos)
        if not words:
            return {}
        others = {word for name, row in told.items() if name != pos for word in row}
        met = sum(count for word, count in words.items() if not word.startswith(BESIDE))
        return {
            word[1:]: count / met
            for word, count in words.items()
            if word.startswith(BESIDE) and word[1:] not in others | _PARTICLES
        }

    def in_order(self, stem: str, pos: str, gloss: str) -> str:
        """A gloss with its alternatives in the order of how often the corpus has them."""
        if "/" not in gloss or "(" in gloss:
            return gloss
        words = self.words(stem).get(pos)
        if not words:
            return gloss
        counts: Counts = {}
        for word, count in words.items():
            counts[_key(word)] = counts.get(_key(word), 0.0) + count
        parts = gloss.split("/")
        often = [sum(counts.get(one, 0.0) for one in keys(part)) for part in parts]
        if often[0] >= max(often):
            return gloss
        return "/".join(
            parts[index] for index in sorted(range(len(parts)), key=lambda i: -often[i])
        )


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """How often one tag (`tags.tag`) follows another."""

    counts: dict[str, Counts]
    alone: Counts

    def chance(self, before: str, after: str) -> float:
        """The probability of a tag behind another, smoothed by how frequent it is anywhere."""
        following = self.counts.get(before)
        alone = self.alone.get(after, 1e-6) * 5.0
        if following is None:
            return alone / 5.0
        return (following.get(after, 0.0) + alone) / (following[""] + 5.0)


@lru_cache(maxsize=1)
def load_senses() -> Senses:
    """The counts that ship with the package."""
    lines: dict[str, str] = {}
    totals: Counts = {}
    for line in (DATA / "senses.tsv").read_text(encoding="utf-8").split("\n"):
        stem, _, rest = line.partition("\t")
        if stem.startswith("# total "):
            totals[stem.split()[2]] = float(rest)
        elif stem and not stem.startswith("#"):
            lines[stem] = rest
    return Senses(lines, totals)


@lru_cache(maxsize=1)
def load_neighbours() -> Neighbours:
    """The counts that ship with the package."""
    counts: dict[str, Counts] = {}
    alone: Counts = {}
    for line in (DATA / "neighbours.tsv").read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("#"):
            continue
        before, *pairs = line.split("\t")
        row = {after: float(count) for after, _, count in (one.rpartition(":") for one in pairs)}
        for after, count in row.items():
            alone[after] = alone.get(after, 0.0) + count
        counts[before] = {**row, "": sum(row.values())}
    total = sum(alone.values()) or 1.0
    return Neighbours(counts, {tag: count / total for tag, count in alone.items()})
