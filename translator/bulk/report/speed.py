"""How fast a run was, over its time: a bounded number of stretches, however long it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MOST = 120
"""Stretches of time at most: when they are full, two become one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a run: its `end` in seconds from the start, words a second in it."""

    end: float
    words_per_second: float


@dataclass(slots=True)
class Advance:
    """How much is done: all of the files that are finished, and what was translated of others.

    What is under way counts each text once; a file that is finished counts all of its texts, also
    those that occur elsewhere or were known before.
    """

    whole: int = 0
    part: int = 0

    @property
    def value(self) -> int:
        """How much is done; it never grows less."""
        return self.whole + self.part

    def under_way(self, count: int) -> None:
        """So much was translated, of whatever files."""
        self.part += count

    def finished(self, count: int) -> None:
        """A file that holds so much is finished, or has failed."""
        self.whole += count
        self.part = max(0, self.part - count)


class Speed:
    """Takes down when words were translated. `now` is the time in seconds."""

    def __init__(self, now: Callable[[], float], most: int = MOST) -> None:
        self._now, self._most = now, most
        self._width = 1.0
        self._words: list[float] = []
        self._start = self._last = now()

    def start(self) -> None:
        """The work begins now."""
        self._start = self._last = self._now()

    def add(self, words: int) -> None:
        """So many words were translated since words were last told of."""
        begin, self._last = self._last - self._start, self._now()
        end = max(begin, self._last - self._start)
        while end >= self._most * self._width:
            pairs = range(0, len(self._words), 2)
            self._words = [sum(self._words[first : first + 2]) for first in pairs]
            self._width *= 2
        first, last = int(begin / self._width), int(end / self._width)
        self._words += [0.0] * (last + 1 - len(self._words))
        for place in range(first, last + 1):
            left, right = place * self._width, (place + 1) * self._width
            share = (min(end, right) - max(begin, left)) / (end - begin) if end > begin else 1.0
            self._words[place] += words * share

    def stretches(self, seconds: float) -> list[Stretch]:
        """The speed over a run of so many seconds, none where nothing was translated.

        The last stretch may be shorter than the others.
        """
        if not any(self._words):
            return []
        found = []
        for number, words in enumerate(self._words):
            begin = number * self._width
            end = min(max(seconds, self._last - self._start), begin + self._width)
            if end > begin:
                found.append(Stretch(round(end, 3), round(words / (end - begin), 1)))
        return found
