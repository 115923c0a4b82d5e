"""What an import took from a file, what it left there and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from glossary.term import Glossary

SHOWN = 10
"""So many lines of one kind are shown one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say of a line of a file; `kind` names all findings of its kind, in the plural.

    `line` is 0 where a finding concerns the file as a whole.
    """

    line: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did: how many terms it took, what it left out, and what else is to be known.

    `taken` counts the rows, entries or units (`unit` says which) that became terms or were joined
    to one, `terms` what they came to; `left` are those left out, `remarks` what was decided about
    those taken, `counts` such decisions as are only counted.
    """

    name: str
    unit: str
    taken: int
    terms: int
    left: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def summary(self) -> str:
        """One sentence: how many were taken and how many were left out."""
        all_of_them = self.taken + len(self.left)
        return (
            f"{self.name}: {self.terms:,} term{'' if self.terms == 1 else 's'}, from "
            f"{self.taken:,} of {all_of_them:,} {self.unit}; {len(self.left):,} left out"
        )

    def lines(self) -> Iterator[str]:
        """All that is to be said, one sentence a line, lines of one kind cut short."""
        yield self.summary
        for what, times in self.counts:
            yield f"{self.name}: {what} ({times:,})"
        yield from self._cut_short(self.remarks, "")
        yield from self._cut_short(self.left, "left out: ")

    def _cut_short(self, findings: tuple[Finding, ...], word: str) -> Iterator[str]:
        times = Counter(finding.kind for finding in findings)
        shown: Counter[str] = Counter()
        for finding in findings:
            shown[finding.kind] += 1
            if shown[finding.kind] <= SHOWN:
                place = f"{self.name}, line {finding.line}" if finding.line else self.name
                yield f"{place}: {word}{finding.text}"
            elif shown[finding.kind] == times[finding.kind]:
                yield f"{self.name}: and {times[finding.kind] - SHOWN:,} more {finding.kind}"


@dataclass(frozen=True, slots=True)
class Imported:
    """A glossary read from a file, with the report of how."""

    glossary: Glossary
    report: Report


class Log:
    """Collects what an import has to say while it reads.

    `name` is the file's, for people; `unit` what it consists of, in the plural.
    """

    def __init__(self, name: str, unit: str) -> None:
        self.name = name
        self.unit = unit
        self._taken = 0
        self._left: list[Finding] = []
        self._remarks: list[Finding] = []
        self._counts: Counter[str] = Counter()

    def take(self) -> None:
        """Count a term taken."""
        self._taken += 1

    def leave(self, line: int, text: str, kind: str) -> None:
        """Note what is left out and why."""
        self._left.append(Finding(line, text, kind))

    def remark(self, line: int, text: str, kind: str) -> None:
        """Note a decision about something that is taken."""
        self._remarks.append(Finding(line, text, kind))

    def count(self, what: str, times: int = 1) -> None:
        """Note a decision that is only counted."""
        self._counts[what] += times

    def report(self, terms: int) -> Report:
        """All that was noted; `terms` is what the glossary came to."""
        return Report(
            self.name,
            self.unit,
            self._taken,
            terms,
            tuple(self._left),
            tuple(self._remarks),
            tuple((what, times) for what, times in self._counts.items() if times),
        )
