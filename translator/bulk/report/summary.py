"""What came of a bulk run, in a few lines for people."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translator.bulk.events import Done, Failed
from translator.formats.characters import on_one_line

if TYPE_CHECKING:
    from translator.consistency import FoundName
    from translator.memory import Memory

_COUNTED = ("sentences", "words", "terms_met", "terms_unmet", "warnings", "from_memory")
_NAMED = 10
"""Skipped files named in the text; the JSON report names all."""
_NAMES_SHOWN, _MOST_NAMES = 5, 500
"""Names in the text and in the JSON report at most."""


@dataclass(slots=True)
class Totals:
    """What the files of a run come to: counts alone, whatever their number, and the failed ones."""

    files: int = 0
    failed: list[Failed] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, result: Done | Failed) -> None:
        """Count a file."""
        if isinstance(result, Failed):
            self.failed.append(result)
            return
        self.files += 1
        for name in _COUNTED:
            self.counts[name] += getattr(result, name)


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole run. `seconds` is the time for reading, translating and writing; `names` are those
    beyond the glossary that came out in different ways, None where they were not counted; `memory`
    is the translation memory, if one was used. `kept` files, of so many words, were finished by an
    earlier run: they count, but not for the speed."""

    totals: Totals
    skipped: tuple[str, ...]
    seconds: float
    names: tuple[FoundName, ...] | None = None
    memory: Memory | None = None
    kept: int = 0
    kept_words: int = 0

    @property
    def files(self) -> int:
        """How many files were translated."""
        return self.totals.files

    @property
    def failed(self) -> list[Failed]:
        """The files that were not, in order."""
        return self.totals.failed

    def total(self, count: str) -> int:
        """The sum of a count of `Done` over all files."""
        return self.totals.counts[count]

    @property
    def words_per_second(self) -> float:
        """Source words translated a second of this run."""
        words = self.total("words") - self.kept_words
        return words / self.seconds if self.seconds > 0 else 0.0


def as_text(summary: Summary) -> str:
    """A few lines for people, the failed files with their reasons at the end."""
    idle = summary.kept and summary.kept == summary.files
    speed = (
        f" in {summary.seconds:.1f} s ({summary.words_per_second:,.0f} words a second)"
        if not idle
        else ""
    )
    lines = [
        f"{_count(summary.files, 'file')}, {_count(summary.total('sentences'), 'sentence')}, "
        f"{_count(summary.total('words'), 'word')}{speed}",
        f"terms: {summary.total('terms_met'):,} met, {summary.total('terms_unmet'):,} unmet; "
        f"{_count(summary.total('warnings'), 'warning')}",
    ]
    if idle:
        lines.append("all of it finished before: nothing was done again")
    elif summary.kept:
        lines.append(f"{_count(summary.kept, 'file')} of these finished before, not done again")
    if summary.memory is not None:
        lines.append(summary.memory.said(summary.total("from_memory")))
    if summary.names:
        lines += _names(summary.names)
    if summary.skipped:
        named = ", ".join(summary.skipped[:_NAMED])
        more = len(summary.skipped) - _NAMED
        lines.append(
            f"{_count(len(summary.skipped), 'file')} skipped, not text: {named}"
            + (f" and {more:,} more" if more > 0 else "")
        )
    if summary.failed:
        lines.append(f"{_count(len(summary.failed), 'file')} failed:")
        lines += [f"  {failed.document}: {failed.reason}" for failed in summary.failed]
    return "".join(f"{on_one_line(line)}\n" for line in lines)


def different(found: Iterable[FoundName]) -> tuple[FoundName, ...]:
    """Of the names counted in a run those for its report: what came out in different ways."""
    return tuple(itertools.islice((name for name in found if name.differs), _MOST_NAMES))


def _names(names: Sequence[FoundName]) -> list[str]:
    """A few lines on the names that came out in different ways."""
    more = len(names) - _NAMES_SHOWN
    return [
        f"{_count(len(names), 'name')} beyond the glossary came out in different ways "
        "(`translator glossary suggest` makes a glossary of them):",
        *(f"  {name.name} {name.shown()}" for name in names[:_NAMES_SHOWN]),
        *([f"  and {more:,} more"] if more > 0 else []),
    ]


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
