"""Which parcels of sentences wait, and which are out with whom: nothing is lost or given up twice.

A worker asks with a ticket. A ticket that comes again, because the worker or its machine ended in
between, gets the same parcel again; so does, in place of a machine that is gone or much too late,
whoever asks next. A parcel may therefore come back twice: the first time counts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

MOST_TRIES = 6
"""Times that a parcel is given out. Sentences that end whatever works on them must not go round for
ever; machines that are taken away at any time may well take the same parcel with them twice."""

LATE = 120.0
"""Seconds after which a parcel is given out again where somebody has nothing else to do; if that is
more, `SLOWEST` times the longest that one has taken so far."""

SLOWEST = 4


@dataclass(frozen=True, slots=True)
class Parcel:
    """Sources to be translated together, with word links or without; `tries` says how often it was
    given out, this time included."""

    number: int
    sources: tuple[str, ...]
    links: bool
    tries: int = 0

    @property
    def hopeless(self) -> bool:
        """Whether it has come to nothing so often that it is not to be tried again."""
        return self.tries > MOST_TRIES


@dataclass(slots=True)
class _Out:
    """A parcel that is out: with which node, for which ticket, since when."""

    node: str
    ticket: int
    since: float


class Book:
    """Keeps the parcels of one run. Times are seconds of one clock, whichever."""

    def __init__(self) -> None:
        self._open: dict[int, Parcel] = {}
        self._waiting: deque[int] = deque()
        self._out: dict[int, _Out] = {}
        self._tickets: dict[int, int] = {}
        self._tries: dict[int, int] = {}
        self._gone: set[str] = set()
        self._longest = 0.0

    def put(self, number: int, sources: Sequence[str], links: bool) -> None:
        """Have a parcel wait."""
        self._open[number] = Parcel(number, tuple(sources), links)
        self._waiting.append(number)

    def take(self, ticket: int, node: str, now: float) -> Parcel | None:
        """The parcel for a ticket of a worker on some node; None where there is nothing to do."""
        if node in self._gone:
            return None
        number = self._tickets.get(ticket, -1)
        if number not in self._open:
            found = self._next(now)
            if found is None:
                return None
            number = found
        self._tickets[ticket] = number
        self._out[number] = _Out(node, ticket, now)
        self._tries[number] = self._tries.get(number, 0) + 1
        parcel = self._open[number]
        return Parcel(number, parcel.sources, parcel.links, self._tries[number])

    def done(self, number: int, now: float) -> None:
        """A parcel has come back."""
        if self._open.pop(number, None) is None:
            return
        self._tries.pop(number, None)
        out = self._out.pop(number, None)
        if out is not None:
            self._longest = max(self._longest, now - out.since)
            self._tickets.pop(out.ticket, None)

    def lost(self, node: str) -> int:
        """A node is gone for good: what is out there waits again, first; how many that are."""
        self._gone.add(node)
        return self._back([number for number, out in self._out.items() if out.node == node])

    def recall(self) -> int:
        """All that is out waits again, since those who had it are no more; how many that are."""
        return self._back(list(self._out))

    def _back(self, numbers: Sequence[int]) -> int:
        for number in reversed(numbers):
            self._tickets.pop(self._out.pop(number).ticket, None)
            self._waiting.appendleft(number)
        return len(numbers)

    def _next(self, now: float) -> int | None:
        while self._waiting:
            number = self._waiting.popleft()
            if number in self._open:
                return number
        late = max(LATE, SLOWEST * self._longest)
        oldest = min(self._out, key=lambda number: self._out[number].since, default=None)
        if oldest is None or now - self._out[oldest].since < late:
            return None
        self._tickets.pop(self._out[oldest].ticket, None)
        return oldest
