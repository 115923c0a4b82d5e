"""How far a run is, while it goes on: changing lines on a terminal, a line now and then in a log.

`State` adds up the events, `shown` puts it on standard error. What an earlier run had finished
counts neither as work nor as speed.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO, TypeAlias

from translator.bulk.events import (
    Done,
    Event,
    Failed,
    Finished,
    Read,
    Skipped,
    Started,
    Translated,
    Unpacked,
)
from translator.bulk.report.speed import Advance
from translator.formats.characters import on_one_line

EVERY = 30.0
"""Seconds between two lines in a log."""
_LATELY = 120.0
"""Seconds that speed and time left go by."""
_TOO_SOON = 3.0
"""Seconds after which there is a speed to speak of."""
_REFRESHED = 4
"""Times a second that a terminal is written to."""
_ISOLATED, _END = "\u2068", "\u2069"

Show: TypeAlias = Callable[[Event], None]


@dataclass(slots=True)
class State:
    """A run so far. `now` is the time in seconds.

    `files` are those this run has to do, `done` and `failed` come of them; `kept` were finished
    before. What is still to do is reckoned in sentences: as many as the files read so far hold,
    by their size.
    """

    now: Callable[[], float] = time.monotonic
    files: int = 0
    done: int = 0
    failed: int = 0
    kept: int = 0
    finished: bool = False
    _sentences: Advance = field(default_factory=Advance)
    _words: Advance = field(default_factory=Advance)
    _size: int = 0
    _size_read: int = 0
    _files_read: int = 0
    _sentences_read: int = 0
    _began: float = 0.0
    _started: bool = False
    _lately: deque[tuple[float, int, int]] = field(default_factory=deque)
    _sentences_lately: int = 0
    _words_lately: int = 0
    _open: dict[str, int] = field(default_factory=dict)

    @property
    def sentences(self) -> int:
        """The sentences translated by this run."""
        return min(self._sentences.value, self._sentences_read)

    def add(self, event: Event) -> None:
        """Take in what happened."""
        sentences, words = self.sentences, self._words.value
        self._add(event)
        if self.sentences > sentences or self._words.value > words:
            self._worked(self.sentences - sentences, self._words.value - words)

    def _add(self, event: Event) -> None:
        match event:
            case Started():
                self._started = True
                self.files, self.kept = event.files - event.kept, event.kept
                self._size, self._began = event.size, self.now()
            case Skipped() if self._started:  # in an archive that had to be opened to see it
                self.kept += 1
                self.files -= 1
            case Read():
                # A large file is read piece by piece.
                known = self._open.get(event.document, 0)
                self._open[event.document] = known + event.sentences
                self._read(event.size)
                self._sentences_read += event.sentences
            case Unpacked():
                self.files += event.files - 1
            case Translated():
                self._sentences.under_way(event.sentences)
                self._words.under_way(event.words)
            case Done():
                self._open.pop(event.document, None)
                self._sentences.finished(event.sentences)
                self._words.finished(event.words)
                self.done += 1
            case Failed():
                if event.document in self._open:
                    self._sentences.finished(self._open.pop(event.document))
                else:
                    self._read(event.size)
                self.failed += 1
            case Finished():
                self.finished = True
            case _:
                pass

    @property
    def current(self) -> str:
        """The first of the files that are under way; "" where none is."""
        return next(iter(self._open), "")

    @property
    def part(self) -> float:
        """How much of the work is done, 0 to 1."""
        if self.finished:
            return 1.0
        expected = self._expected()
        return min(1.0, self.sentences / expected) if expected else 0.0

    @property
    def words_per_second(self) -> float | None:
        """Words translated a second, lately; None while that is not known."""
        took = self._took()
        return self._words_lately / took if took > _TOO_SOON and self._words_lately else None

    @property
    def seconds_left(self) -> float | None:
        """Seconds that the rest will take at the speed of late; None while that is not known."""
        took, expected = self._took(), self._expected()
        if self.finished or took <= _TOO_SOON or not expected or not self._sentences_lately:
            return None
        last = self._lately[-1][0]
        rest = max(0.0, expected - self.sentences) * took / self._sentences_lately
        return max(0.0, rest - (self.now() - last))

    def _expected(self) -> float:
        """The sentences of all files that this run has to do."""
        if self._size and self._size_read:
            return self._sentences_read * max(1.0, self._size / self._size_read)
        if self._files_read:
            return self._sentences_read * max(1.0, self.files / self._files_read)
        return 0.0

    def _read(self, size: int) -> None:
        self._size_read += size
        self._files_read += 1

    def _worked(self, sentences: int, words: int) -> None:
        now = self.now()
        self._lately.append((now, sentences, words))
        self._sentences_lately += sentences
        self._words_lately += words
        while self._lately[0][0] < now - _LATELY:
            when, fewer, words_fewer = self._lately.popleft()
            self._began = when
            self._sentences_lately -= fewer
            self._words_lately -= words_fewer

    def _took(self) -> float:
        """Seconds in which what was done lately was done."""
        return self._lately[-1][0] - self._began if self._lately else 0.0


@contextmanager
def shown(
    stream: TextIO, *, quiet: bool = False, now: Callable[[], float] = time.monotonic
) -> Iterator[Show]:
    """A function that takes the events of a run and shows on `stream` how far it is.

    On a terminal a bar and two lines change in place, and are gone at the end; elsewhere there is
    a line at most every `EVERY` seconds, and one at the end of a run that had such lines. With
    `quiet` there is nothing.
    """
    state = State(now)
    if quiet:
        yield lambda _: None
    elif stream.isatty() and os.environ.get("TERM") not in ("dumb", "unknown"):
        with _live(stream, state) as show:
            yield show
    else:
        log = _Log(stream, state)
        yield log.show
        log.end()


def line(state: State) -> str:
    """How far a run is, in one line without control characters, for a log."""
    parts = _counts(state)
    left = state.seconds_left
    if left is not None:
        parts.append(f"about {duration(left)} left")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """Seconds in words, as exact as a guess can be: `40 s`, `12 min`, `3 h 20 min`, `2 d 5 h`."""
    if seconds < 55:
        return f"{max(1, round(seconds / 5) * 5 if seconds > 10 else round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{max(1, minutes)} min"
    hours, minutes = divmod(round(seconds / 600) * 10, 60)
    if hours < 24:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(round(seconds / 3600), 24)
    return f"{days} d {hours} h" if hours else f"{days} d"


def isolated(name: str, width: int) -> str:
    """A file's name in so many columns, its beginning left out where it is longer.

    It stands apart from the text around it, so that Arabic in it turns nothing round; what a
    terminal would obey is escaped.
    """
    from rich.cells import cell_len

    printable = on_one_line(name)
    if cell_len(printable) > width:
        while printable and cell_len(printable) > width - 1:
            printable = printable[1:]
        printable = f"…{printable}"
    return f"{_ISOLATED}{printable}{_END}"


def _counts(state: State) -> list[str]:
    """What a line says, the most important first."""
    parts = [f"{min(state.done + state.failed, state.files):,} of {state.files:,} files"]
    if state.failed:
        parts.append(f"{state.failed:,} failed")
    speed = state.words_per_second
    if speed is not None:
        parts.append(f"{speed:,.0f} words/s")
    parts.append(f"{state.sentences:,} sentences")
    if state.kept:
        parts.append(f"{state.kept:,} done before")
    return parts


def _fitting(parts: Sequence[str], width: int) -> str:
    """As many parts as fit into a line, at least the first."""
    text = parts[0]
    for part in parts[1:]:
        if len(text) + 2 + len(part) > width:
            break
        text += f", {part}"
    return text


@dataclass(slots=True)
class _Log:
    stream: TextIO
    state: State
    _last: float = 0.0
    _said: bool = False

    def __post_init__(self) -> None:
        self._last = self.state.now()

    def show(self, event: Event) -> None:
        self.state.add(event)
        if isinstance(event, Skipped):
            return
        if self.state.now() - self._last >= EVERY:
            self._say()

    def end(self) -> None:
        if self._said:
            self._say()

    def _say(self) -> None:
        self._last, self._said = self.state.now(), True
        self.stream.write(f"translator: {line(self.state)}\n")
        self.stream.flush()


@contextmanager
def _live(stream: TextIO, state: State) -> Iterator[Show]:
    """Lines that change in place, drawn by a thread of their own."""
    from rich.console import Console, Group, RenderableType
    from rich.live import Live
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    console = Console(file=stream, force_terminal=True, highlight=False)
    guard = threading.Lock()

    def drawn() -> Group:
        with guard:
            left, part, current = state.seconds_left, state.part, state.current
            counts = _counts(state)
        width = max(20, console.width)
        percent = f"{int(100 * part):3}%"
        if left is not None and width >= 40:
            percent += f"  about {duration(left)} left"
        bar = Table.grid(padding=(0, 1, 0, 0))
        bar.add_row(
            ProgressBar(total=1.0, completed=part, width=max(5, min(40, width - len(percent) - 2))),
            Text(percent, no_wrap=True),
        )
        lines: list[RenderableType] = [
            bar,
            Text(_fitting(counts, width), no_wrap=True, overflow="crop"),
        ]
        if current:
            lines.append(Text(isolated(current, width - 1), style="dim", no_wrap=True))
        return Group(*lines)

    with Live(
        console=console,
        get_renderable=drawn,
        refresh_per_second=_REFRESHED,
        transient=True,
        redirect_stdout=False,
    ):

        def show(event: Event) -> None:
            with guard:
                state.add(event)

        yield show
