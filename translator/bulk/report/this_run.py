"""What this run did, from its events: how much, how fast, what was noticed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from translator.bulk.events import (
    Done,
    Event,
    Failed,
    Finished,
    Noticed,
    Skipped,
    Started,
    Translated,
)
from translator.bulk.report.speed import Advance, Speed, Stretch

COUNTS = ("sentences", "words", "terms_met", "terms_unmet", "warnings", "from_memory")
"""The fields of `Done` that are added up."""


@dataclass(slots=True)
class ThisRun:
    """Use `add` for every event, those before `Started` too; then ask.

    `done` has the counts of the files translated by this run (`files` and `COUNTS`), `kept` is the
    number of those finished before, `seconds` the time from the start until the last event.
    `finished` is False where it was broken off. `now` is the time in seconds.
    """

    now: Callable[[], float] = time.monotonic
    done: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    failed: int = 0
    notices: list[str] = field(default_factory=list)
    day: str = ""
    resumed: bool = False
    finished: bool = False
    seconds: float = 0.0
    _began: float = 0.0
    _words: Advance = field(default_factory=Advance)
    _told: int = 0
    _speed: Speed = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.now()
        self._speed = Speed(self.now)

    def add(self, event: Event) -> None:
        """Take in what happened."""
        match event:
            case Started():
                self.day, self.resumed = event.day, event.resumed
                self._began = self.now()
                self._speed.start()
            case Noticed():
                self.notices.append(event.message)
            case Skipped():
                self.kept += 1
            case Translated():
                self._words.under_way(event.words)
            case Done():
                self._words.finished(event.words)
                self.done["files"] += 1
                for count in COUNTS:
                    self.done[count] += getattr(event, count)
            case Failed():
                self.failed += 1
            case Finished():
                self.finished = True
            case _:
                pass
        if self._words.value > self._told:
            self._speed.add(self._words.value - self._told)
            self._told = self._words.value
        self.seconds = event.seconds if isinstance(event, Finished) else self.now() - self._began

    @property
    def words_per_second(self) -> float:
        """Source words translated a second."""
        return self.done["words"] / self.seconds if self.seconds > 0 else 0.0

    def speed(self) -> list[Stretch]:
        """The speed over the time of the run."""
        return self._speed.stretches(self.seconds)
