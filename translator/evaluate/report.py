"""What `translator evaluate` found, as a table for people and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from translator.evaluate.scores import Score
from translator.evaluate.terminology import Terminology

_UNTESTED = "Differences are plain ones: whether they are more than chance was not tested."


@dataclass(frozen=True, slots=True)
class System:
    """A translation of all sources and its figures.

    name: hypothesis, baseline, glossary or no glossary.
    origin: the file it was read from, or what made it.
    terminology: None where no glossary was used to judge.
    """

    name: str
    origin: str
    scores: tuple[Score, ...]
    terminology: Terminology | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Translations of one source file, beside each other; the first is compared with the others.

    glossary: name and checksum of the glossary judged by, empty if none.
    own: what the reference itself makes of the glossary's terms, None without a glossary.
    """

    source: str
    reference: str
    lines: int
    glossary: str
    own: Terminology | None
    systems: tuple[System, ...]

    def to_dict(self) -> dict[str, Any]:
        """For JSON. Scores are in hundredths, measures of terminology from 0 to 1.

        `differences` are those of the first system minus each other one; `significance` is null,
        since none is tested.
        """
        first = self.systems[0]
        return {
            "source": self.source,
            "reference": self.reference,
            "lines": self.lines,
            "glossary": self.glossary or None,
            "reference_terms": _counts(self.own),
            "systems": [_system(system) for system in self.systems],
            "signatures": {score.name: score.signature for score in first.scores},
            "differences": [_difference(first, other) for other in self.systems[1:]],
            "significance": None,
        }

    def as_text(self) -> str:
        """A table, with what is needed to get the figures again under it."""
        judged = f", glossary {self.glossary}" if self.glossary else ""
        size = "1 line" if self.lines == 1 else f"{self.lines} lines"
        lines = [f"{size}, {self.source} against {self.reference}{judged}"]
        lines += [f"{system.name}: {system.origin}" for system in self.systems]
        lines += ["", *_table(self.systems), ""]
        if self.own is not None and self.own.occurrences:
            share = f"{self.own.met} of {self.own.occurrences}"
            lines.append(f"The reference itself meets {share} terms.")
        if len(self.systems) > 1:
            lines.append(_UNTESTED)
        lines += [f"{score.name} {score.signature}" for score in self.systems[0].scores]
        return "\n".join(lines) + "\n"


def _counts(own: Terminology | None) -> dict[str, int] | None:
    return None if own is None else {"occurrences": own.occurrences, "met": own.met}


def _system(system: System) -> dict[str, Any]:
    return {
        "name": system.name,
        "origin": system.origin,
        "scores": {score.name: round(score.value, 4) for score in system.scores},
        "terminology": None if system.terminology is None else system.terminology.to_dict(),
    }


def _difference(first: System, other: System) -> dict[str, Any]:
    """One system's figures minus another's, where both have them."""
    pairs = zip(first.scores, other.scores, strict=True)
    shares: dict[str, float] = {}
    if first.terminology is not None and other.terminology is not None:
        theirs = other.terminology.shares()
        for name, value in first.terminology.shares().items():
            against = theirs[name]
            if value is not None and against is not None:
                shares[name] = round(value - against, 4)
    return {
        "of": first.name,
        "to": other.name,
        "scores": {one.name: round(one.value - two.value, 4) for one, two in pairs},
        "terminology": shares,
    }


_NAMES: Mapping[str, str] = {
    "exact_match": "exact match, %",
    "window_overlap_2": "window overlap 2, %",
    "window_overlap_3": "window overlap 3, %",
    "one_minus_term": "1-TERm, %",
}


def _table(systems: Sequence[System]) -> list[str]:
    """A row a figure, a column a system, and a column for the difference to each other system."""
    heads = [system.name for system in systems]
    heads += [f"- {system.name}" for system in systems[1:]]
    body = [
        [score.name, *_cells([system.scores[n].value for system in systems])]
        for n, score in enumerate(systems[0].scores)
    ]
    found = [system.terminology for system in systems if system.terminology is not None]
    if found and found[0].occurrences:
        for name in found[0].shares():
            values = [one.shares()[name] for one in found]
            percent = [None if value is None else 100 * value for value in values]
            body.append([_NAMES[name], *_cells(percent)])
        blanks = [""] * (len(systems) - 1)
        met = [f"{one.met} of {one.occurrences}" for one in found]
        body.append(["terms met", *met, *blanks])
        body.append(["forms to avoid", *(str(one.avoided) for one in found), *blanks])
    widths = [max(map(len, column)) for column in zip(["", *heads], *body, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if n else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (["", *heads], *body)
    ]


def _cells(values: Sequence[float | None]) -> list[str]:
    """A row's values, then the differences of the first to the others."""
    shown = ["-" if value is None else f"{value:.1f}" for value in values]
    first = values[0]
    return shown + [
        "-" if first is None or other is None else f"{first - other:+.1f}" for other in values[1:]
    ]
