"""How often a stem is which word, and which words follow which: counts of the project's corpus.

`data/senses.tsv` and `data/neighbours.tsv` are made by `training/senses.py` from the project's own
Arabic and English sentences; they hold Arabic stems as the corpus spells them, English words of
the other side, and counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from glossary.gloss.english import FAMILY, SHORT, key, keys, senses
from glossary.gloss.types import POS

DATA = Path(__file__).parent / "data"
UNKNOWN = "*"
"""Stands for occurrences of which the English side has no word."""

UNMET = 0.02
"""The count of a stem or a sense that was never met."""
OTHERWISE = 0.3
"""What occurrences of which the English has no word count for each sense."""
MORE = 500
"""Added to each part of speech's occurrences: there are words that were never met."""

SMOOTHING = 5.0
"""Added to a tag's occurrences: one may stand behind another that it was never met behind."""
RARE = 1e-6
"""The share of a tag that was never met."""

BESIDE = "~"
"""Stands before English words that are linked to a stem though the lexicon lists no such meaning:
part of what `UNKNOWN` counts."""

_PARTICLES = frozenset("out up off down over away back around through".split())
"""Halves of English verbs, which alone say nothing."""

Counts = dict[str, float]


Met = tuple[str, str, float]
"""The key of an English word, its family, and how often it was met."""


def keys_of(gloss: str) -> frozenset[str]:
    """The keys of all alternatives of a gloss."""
    return frozenset().union(*senses(gloss))


@lru_cache(maxsize=32768)
def _key(word: str) -> str:
    return key(word.lower())


@dataclass(frozen=True, slots=True, eq=False)
class Senses:
    """Counts by stem and part of speech.

    `lines` holds a stem's line as the file has it; lines are read when a word first asks. `unmet`
    is for each part of speech the `chance` of a stem never met.
    """

    lines: dict[str, str]
    totals: Counts
    unmet: Mapping[str, float]
    parsed: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)

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
        told = self.told(stem, pos)
        return self.unmet[pos] if told is None else self.share(told, pos, keys_of(gloss))

    def share(self, told: Sequence[Met], pos: str, keys: Collection[str]) -> float:
        """`chance` of a stem of which `told` was met, in the sense that has these keys."""
        met = UNMET
        families: list[str] | None = None
        for own, family, count in told:
            if own in keys:
                met += count
            elif own == UNKNOWN:
                met += OTHERWISE * count
            else:
                if families is None:
                    families = [one[:SHORT] for one in keys]
                if family in families:
                    met += FAMILY * count
        return met / (self.totals.get(pos, 0.0) + MORE)

    def told(self, stem: str, pos: str) -> list[Met] | None:
        """What `chance` counts: the words that a stem was met as, None where it never was."""
        return _told(self.part(stem, pos))

    def part(self, stem: str, pos: str) -> str:
        """What the file has of a stem as a part of speech, "" for nothing."""
        line = self.lines.get(stem)
        return _part(line, pos) if line else ""

    def beside(self, stem: str, pos: str) -> dict[str, float]:
        """English words for a stem beyond the lexicon's, each with its share of occurrences.

        A word that is the English of the stem as another part of speech is left out.
        """
        line = self.lines.get(stem, "")
        if BESIDE not in line:
            return {}
        mine = _part(line, pos)
        if BESIDE not in mine:
            return {}
        counts = [(word, float(count)) for word, _, count in _cells(mine)]
        met = sum(count for word, count in counts if word[0] != BESIDE)
        others = [part for part in line.split("\t") if part != mine]
        return {
            word[1:].replace("_", " "): count / met
            for word, count in counts
            if word[0] == BESIDE
            and word[1:] not in _PARTICLES
            and not any(f" {word[1:]}:" in part for part in others)
        }

    def in_order(self, stem: str, pos: str, gloss: str) -> str:
        """A gloss with its alternatives in the order of how often the corpus has them."""
        if "/" not in gloss or "(" in gloss:
            return gloss
        told = self.told(stem, pos)
        if not told:
            return gloss
        counts: Counts = {}
        for own, _, count in told:
            counts[own] = counts.get(own, 0.0) + count
        parts = gloss.split("/")
        often = [
            counts.get(_key(part), 0.0)
            if part.isalpha()
            else sum([counts.get(one, 0.0) for one in keys(part)])
            for part in parts
        ]
        if often[0] >= max(often):
            return gloss
        return "/".join(
            parts[index] for index in sorted(range(len(parts)), key=lambda i: -often[i])
        )


def _cells(part: str) -> list[tuple[str, str, str]]:
    """The English words of one part of speech as a line has them, and their counts."""
    return [one.rpartition(":") for one in part.split(" ")[1:]]


def _part(line: str, pos: str) -> str:
    """The part of a stem's line that is about a part of speech, "" for none."""
    if line.startswith(f"{pos} "):
        at = 0
    else:
        at = line.find(f"\t{pos} ") + 1
        if not at:
            return ""
    end = line.find("\t", at)
    return line[at:] if end < 0 else line[at:end]


@lru_cache(maxsize=1024)
def _told(part: str) -> list[Met] | None:
    if not part:
        return None
    found: list[Met] = []
    for word, _, count in _cells(part):
        if word == UNKNOWN:
            found.append((UNKNOWN, UNKNOWN, float(count)))
        elif word[0] != BESIDE:
            own = _key(word.replace("_", " ") if "_" in word else word)
            found.append((own, own[:SHORT], float(count)))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """How often one tag (`tags.tag`) follows another."""

    counts: dict[str, Counts]
    alone: Counts

    def chance(self, before: str, after: str) -> float:
        """The probability of a tag behind another, smoothed by how frequent it is anywhere."""
        following = self.counts.get(before)
        alone = self.alone.get(after, RARE) * SMOOTHING
        if following is None:
            return alone / SMOOTHING
        return (following.get(after, 0.0) + alone) / (following[""] + SMOOTHING)


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
    unmet = {pos: UNMET / (totals.get(pos, 0.0) + MORE) for pos in POS}
    return Senses(lines, totals, unmet)


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
