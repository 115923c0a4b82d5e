"""What is counted for the glosser, and the files it is kept in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from glossary.gloss.english import FAMILY, SHORT, key, senses, shorts
from glossary.gloss.senses import (
    BESIDE,
    MORE,
    OTHERWISE,
    UNKNOWN,
    UNMET,
    load_neighbours,
    load_senses,
)

SMOOTHING = 5.0

Form = tuple[str, str]
"""A stem and its part of speech."""


@dataclass(slots=True)
class Counts:
    """What a round has counted."""

    senses: dict[Form, dict[str, float]] = field(default_factory=dict)
    following: dict[str, dict[str, float]] = field(default_factory=dict)
    totals: dict[str, float] = field(default_factory=dict)
    alone: dict[str, float] = field(default_factory=dict)
    steps: dict[tuple[str, str], float] = field(default_factory=dict)
    known: dict[tuple[Form, str], float] = field(default_factory=dict)

    def step(self, before: str, after: str) -> float:
        """The probability of a tag behind another."""
        found = self.steps.get((before, after))
        if found is None:
            row = self.following.get(before, {})
            extra = SMOOTHING * self.alone.get(after, 1e-6)
            found = (row.get(after, 0.0) + extra) / (sum(row.values()) + SMOOTHING)
            self.steps[before, after] = found
        return found

    def chance(self, form: Form, gloss: str) -> float:
        """The probability of a stem in a sense among all words of its part of speech."""
        found = self.known.get((form, gloss))
        if found is None:
            keys = frozenset().union(*senses(gloss))
            families = shorts(keys)
            met = UNMET
            for word, count in self.senses.get(form, {}).items():
                if word.startswith(BESIDE):
                    continue
                own = key(word.lower())
                if word == UNKNOWN:
                    met += OTHERWISE * count
                elif own in keys:
                    met += count
                elif own[:SHORT] in families:
                    met += FAMILY * count
            found = met / (self.totals.get(form[1], 0.0) + MORE)
            self.known[form, gloss] = found
        return found


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0")


def senses_lines(counts: Counts) -> Iterator[str]:
    """The lines of `senses.tsv`: what was met about twice or more often."""
    yield "# Arabic stems as the project's corpus spells them, by part of speech the English words"
    yield "# that its other side has for them, and how often; * is none. By training/senses.py."
    for pos, total in sorted(counts.totals.items()):
        yield f"# total {pos}\t{total:.0f}"
    by_stem: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (stem, pos), told in counts.senses.items():
        total = sum(n for word, n in told.items() if not word.startswith(BESIDE))
        ordered = sorted(told.items(), key=lambda one: (-one[1], one[0]))
        own = [one for one in ordered if not one[0].startswith(BESIDE)]
        other = [one for one in ordered if one[0].startswith(BESIDE)]
        kept = [(word, n) for word, n in own if n >= max(0.45, 0.01 * total)][:6]
        kept += [(word, n) for word, n in other if n >= max(2, 0.08 * total)][:3]
        if total >= 1.3 and kept:
            cells = (f"{word.replace(' ', '_')}:{_number(n)}" for word, n in kept)
            by_stem[stem].append((total, " ".join((pos, *cells))))
    for stem, parts in sorted(by_stem.items()):
        everything = sum(total for total, _ in parts)
        told_ = [part for total, part in sorted(parts, reverse=True) if total > 0.02 * everything]
        yield "\t".join((stem, *told_))


def neighbours_lines(counts: Counts) -> Iterator[str]:
    """The lines of `neighbours.tsv`."""
    yield "# Kinds of words (glossary/gloss/tags.py), each with those that follow it and how often."
    yield "# By training/senses.py."
    for name, row in sorted(counts.following.items()):
        ordered = sorted(row.items(), key=lambda one: (-one[1], one[0]))
        cells = [f"{other}:{_number(n)}" for other, n in ordered if n >= 1]
        if cells:
            yield "\t".join((name, *cells))


def from_files() -> Counts:
    """What an earlier run has counted, as far as its files tell."""
    table, chances = load_senses(), load_neighbours()
    told = {
        (stem, pos): dict(words) for stem in table.lines for pos, words in table.words(stem).items()
    }
    following = {
        name: {other: count for other, count in row.items() if other}
        for name, row in chances.counts.items()
    }
    return Counts(told, following, dict(table.totals), dict(chances.alone))
