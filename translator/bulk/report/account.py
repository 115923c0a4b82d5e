"""The account of a whole folder: what became of each file, added up in bounded memory.

The journal has an account of every file, whichever run translated it. Of each kind of thing the
worst or the first few are kept here; the files themselves are read again where they are listed.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from translator.bulk.events import Done, Failed, Low
from translator.bulk.report.names import HeardNames
from translator.bulk.report.this_run import COUNTS
from translator.consistency import FoundName
from translator.document import Warning

PLACES, WEAKEST, FILES, NAMES = 20, 50, 200, 500
"""Kept: places of each kind of warning, the weakest sentences, files to look at first,
names that came out in different ways."""
_TERM_PLACES, _TERMS = 5, 20_000


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A segment of a document and, if there is more to say, what."""

    document: str
    segment: int
    message: str = ""


@dataclass(frozen=True, slots=True)
class UnmetTerm:
    """A term that translations lack: how often, in how many files, the first few places."""

    term: str
    count: int
    files: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Weak:
    """One of the weakest sentences of all, and its document."""

    document: str
    low: Low


@dataclass(slots=True)
class _Term:
    count: int = 0
    files: int = 0
    places: list[Place] = field(default_factory=list)


class Account:
    """What became of all files. `of` reads them, in the order of their names, as often as asked.

    `ignored` are names that are not told of (`translator.consistency.switched_off`). Attributes:
    `files` and `failed` are their numbers, `total` has the sums of `COUNTS`, `methods` and `kinds`
    those of `Done`; `counted` says whether names beyond the glossary were looked for in any file.
    """

    def __init__(
        self, of: Callable[[], Iterable[Done | Failed]], ignored: Collection[str] = ()
    ) -> None:
        self._of = of
        self.files = self.failed = 0
        self.counted = False
        self.total: Counter[str] = Counter()
        self.methods: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self._heard = HeardNames(ignored)
        self._terms: dict[str, _Term] = {}
        self._places: dict[str, list[Place]] = {}
        self._weakest: list[Weak] = []
        self._first: list[Done] = []
        for one in of():
            if isinstance(one, Failed):
                self.failed += 1
            else:
                self._add(one)

    def done(self) -> Iterator[Done]:
        """The files that are translated, by name, one at a time."""
        return (one for one in self._of() if isinstance(one, Done))

    def failures(self) -> Iterator[Failed]:
        """The files that are not, by name, one at a time."""
        return (one for one in self._of() if isinstance(one, Failed))

    def unmet(self) -> list[UnmetTerm]:
        """The terms that are unmet, the most frequent first."""
        found = [
            UnmetTerm(term, one.count, one.files, tuple(one.places))
            for term, one in self._terms.items()
        ]
        return sorted(found, key=lambda one: (-one.count, one.term))

    def places(self) -> dict[str, list[Place]]:
        """The first places of each kind of warning, the most frequent kinds first."""
        kinds = sorted(self.kinds.items(), key=lambda one: (-one[1], one[0]))
        return {kind: self._places.get(kind, []) for kind, _ in kinds}

    def weakest(self) -> list[Weak]:
        """The weakest sentences by their estimate, the weakest first, each once."""
        different: dict[tuple[str, str], Weak] = {}
        for one in sorted(self._weakest, key=_weakness):
            different.setdefault((one.low.source, one.low.translation), one)
        return list(different.values())[:WEAKEST]

    def first_files(self) -> list[Done]:
        """The files to look at first: by unmet terms, then by warnings, then by name."""
        return heapq.nsmallest(FILES, self._first, key=_faults)

    def names(self) -> list[FoundName]:
        """The names beyond the glossary that came out in different ways."""
        return [name for name in self._heard.found() if name.differs][:NAMES]

    def _add(self, done: Done) -> None:
        self.files += 1
        for count in COUNTS:
            self.total[count] += getattr(done, count)
        self.methods.update(dict(done.methods))
        self.kinds.update(dict(done.kinds))
        for remark in done.details.remarks:
            places = self._places.setdefault(remark.kind, [])
            if len(places) < PLACES:
                message = Warning(remark.kind, remark.message).message
                places.append(Place(done.document, remark.segment, message))
        self._unmet(done)
        self._weakest += [Weak(done.document, low) for low in done.lowest]
        if len(self._weakest) > 20 * WEAKEST:
            self._weakest = self.weakest()
        self._first.append(done)
        if len(self._first) > 4 * FILES:
            self._first = self.first_files()
        if done.details.counted:
            self.counted = True
            self._heard.hear(done.document, done.details.heard)

    def _unmet(self, done: Done) -> None:
        for unmet in done.details.unmet:
            term = self._terms.setdefault(unmet.term, _Term())
            term.count += unmet.count
            term.files += 1
            if len(term.places) < _TERM_PLACES:
                term.places.append(Place(done.document, unmet.segment))
        if len(self._terms) > 2 * _TERMS:
            most = heapq.nlargest(_TERMS, self._terms.items(), key=lambda one: one[1].count)
            self._terms = dict(most)


def _weakness(one: Weak) -> tuple[float, str, int]:
    return one.low.value, one.document, one.low.segment


def _faults(one: Done) -> tuple[int, int, str]:
    return -one.terms_unmet, -one.warnings, one.document
