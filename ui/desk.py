"""One visitor's work: the texts, their translations, what was changed by hand, and the way back.

A desk is changed by requests of its visitor and by the batcher's threads, under one lock; every
change takes a number, so that a page that has the state of some number is told what is new since.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Literal

from glossary import Glossary, Term
from glossary.edit import touched
from translator.document import Document, Origin, Translation
from translator.errors import TranslatorError
from translator.formats.inplace.opened import Opened
from translator.memory import key as key_of
from translator.pipeline import Request
from translator.render import Line
from ui.batcher import Job, Work
from ui.changes import Hand, Step, TermChange
from ui.results import Result, result_of
from ui.sheet import Row, Sheet, rows_of
from ui.source import Source
from ui.workshop import Choice, Workshop

Level = Literal["error", "note"]
"""What a message is: something wrong, or something to know."""

ABANDONED = 60.0
"""Seconds after which what is running is stopped where its page asks for nothing any more."""

_MOST_STEPS = 200


class Desk:
    """A visitor's desk. `user` is who logged in, None without accounts; `token` opens the desk.

    `sources` are the texts that are loaded, `sheets` those that are translated, `layer` the rows
    of the glossary that stay with the visitor, `hand` what was written by hand, by `Row.key`.
    `laid` and `kept` are the changes in which the sheets were laid out, and in which edits or
    terms last became others. `used` is when its visitor last asked for anything, `answered` when
    news was last given (see `ui.news`) and `seen` whether English was in it; `waiting` are told
    once, at the next change, and from any thread.
    """

    def __init__(self, workshop: Workshop, user: str | None = None) -> None:
        self.token = secrets.token_urlsafe(32)
        self.user = user
        self.used = self.answered = time.monotonic()
        self.seen = False
        self.waiting: list[Callable[[], None]] = []
        self.lock = threading.RLock()
        self.sources: tuple[Source, ...] = ()
        self.sheets: tuple[Sheet, ...] = ()
        self.layer: tuple[Term, ...] = ()
        self.hand: dict[str, Hand] = {}
        self.choice = workshop.choice()
        self.steps: list[Step] = []
        self.message: tuple[str, Level] = ("", "error")
        self.version = self.laid = self.kept = 0
        self.seconds = 0.0
        """How long the last translation of whole texts took."""
        self.workshop = workshop
        self.glossary: Glossary | None = workshop.glossary(self.choice, ())
        self._began: float | None = None
        self._jobs: list[Job] = []
        self._offered: dict[str, str | None] = {}
        """What the memory had for a sentence before this visitor wrote anything for it."""

    # What there is.

    def rows(self) -> Iterator[Row]:
        """Every row of every sheet, in order."""
        for sheet in self.sheets:
            yield from sheet.rows

    def row(self, key: str, segment: int) -> Row:
        """A row by its sheet and segment. Raises KeyError for one that is not there."""
        for sheet in self.sheets:
            if sheet.key == key and 0 <= segment < len(sheet.rows):
                return sheet.rows[segment]
        raise KeyError(f"{key}-{segment}")

    @property
    def running(self) -> bool:
        """Whether translations are under way."""
        return any(row.line.pending for row in self.rows())

    def results(self) -> list[Result]:
        """What is translated so far, a result a sheet; sheets without anything are left out."""
        with self.lock:
            provenance = self.workshop.translator(self.choice).provenance(self.glossary)
            found = []
            for sheet in self.sheets:
                given = [row.line.translation for row in sheet.rows]
                translated = result_of(sheet.document, given, provenance)
                if translated is not None:
                    found.append(Result(translated, sheet.opened))
            return found

    @property
    def writes_terms(self) -> bool:
        """Whether changed terms go into a file, for everybody."""
        return self.workshop.layers.file is not None

    def say(self, text: str, level: Level = "error") -> None:
        """Have the page show a sentence; an empty one takes away what it shows."""
        with self.lock:
            if self.message != (text, level):
                self.message = text, level
                self._next()

    def offer(self, key: str, source: str) -> None:
        """Note what the memory has for a sentence before this visitor writes anything for it."""
        self._offered.setdefault(key, self.workshop.remembered(source))

    # Translating.

    def translate(
        self, documents: Sequence[Document], choice: Choice, files: Sequence[Opened | None] = ()
    ) -> None:
        """Lay documents out and begin to translate them; what was running is stopped.

        `files` are those the documents came from, one a document, None for a plain text.

        Raises Busy where too many wait already, ModelError for a model that cannot be loaded, and
        GlossaryError for a glossary file that has become unreadable; the desk stays as it was.
        """
        self.workshop.refresh()
        glossary = self.workshop.glossary(choice, self.layer)
        self.workshop.translator(choice)  # loading it may take long or fail
        with self.lock:
            self.stop()
            former = self.sheets, self.choice, self.glossary
            self._began = time.monotonic()
            self.choice, self.glossary = choice, glossary
            self.say("")
            self.laid = self._next()
            self.sheets = tuple(
                Sheet(f"s{self.laid}-{n}", document, tuple(rows_of(document, self.laid)), file)
                for n, (document, file) in enumerate(zip_longest(documents, files))
            )
            try:
                self._order(list(self.rows()), urgent=False)
            except BaseException:
                self.sheets, self.choice, self.glossary = former
                raise

    def stop(self) -> None:
        """Stop what is running; what is ready stays."""
        with self.lock:
            jobs, self._jobs = self._jobs, []
            for job in jobs:
                job.cancel()
            for row in self.rows():
                if row.line.pending:
                    self._set(row, replace(row.line, pending=False))
                    row.ticket = 0
            self._over()

    def clear(self) -> None:
        """Take the texts off the desk; edits and terms stay, for when a sentence comes again."""
        with self.lock:
            self.stop()
            self.sources, self.sheets = (), ()
            self.say("")
            self.laid = self._next()

    # Changing by hand.

    def edit(self, row: Row, target: str) -> None:
        """Keep a person's English for a sentence, here and wherever else it stands on the desk.

        Raises what writing the translation memory raises; nothing is changed then.
        """
        self._by_hand(row.source, target)

    def revert(self, row: Row) -> None:
        """Give a sentence the machine's English, whatever was written or remembered for it."""
        self._by_hand(row.source, None)

    def change_terms(self, changes: Iterable[TermChange]) -> None:
        """Change terms and translate again the sentences that this touches, no others.

        Raises GlossaryError where they cannot be written; nothing is changed then.
        """
        step = tuple(changes)
        if step:
            with self.lock:
                self._change_terms(step)
                self._done(step)

    def undo(self) -> None:
        """Take back what was done last, if anything. Raises as doing it does."""
        with self.lock:
            if not self.steps:
                return
            last = self.steps[-1]
            if isinstance(last, Hand):
                self._take_back(last)
            else:
                self._change_terms(tuple(change.inverse for change in reversed(last)))
            self.steps.pop()
            self.kept = self._next()

    def _by_hand(self, source: str, target: str | None) -> None:
        key = key_of(source)
        with self.lock:
            former = self.hand.get(key)
            before = former.after if former else None
            if former is None:
                self.offer(key, source)
            elif before == target:
                return
            self._remember(key, source, target)
            self.hand[key] = Hand(source, before, target, untouched=former is None)
            self._resettle(key)
            self._done(self.hand[key])

    def _take_back(self, last: Hand) -> None:
        key = key_of(last.source)
        self._remember(key, last.source, last.before)
        if last.untouched:
            del self.hand[key]
        else:
            self.hand[key] = replace(self.hand[key], after=last.before)
        self._resettle(key)

    def _remember(self, key: str, source: str, target: str | None) -> None:
        """Bring the memory in line with a wish; for the machine's English what it had before."""
        self.workshop.remember(source, self._offered[key] if target is None else target)

    def _resettle(self, key: str) -> None:
        self._order([row for row in self.rows() if row.key == key], urgent=True)

    def _change_terms(self, changes: Sequence[TermChange]) -> None:
        rows = list(self.rows())
        former = self.glossary
        self.layer = self.workshop.changed(self.layer, changes)
        self.glossary = self.workshop.glossary(self.choice, self.layer)
        numbers = touched(
            former or Glossary(), self.glossary or Glossary(), [row.source for row in rows]
        )
        for number in numbers:
            rows[number].machine = None
        self._order([rows[n] for n in numbers if rows[n].ticket or _has(rows[n])], urgent=True)

    def _done(self, step: Step) -> None:
        self.steps = [*self.steps[1 - _MOST_STEPS :], step]
        self.kept = self._next()

    # What goes to the model and what comes back.

    def _order(self, rows: Sequence[Row], *, urgent: bool) -> None:
        """Bring rows up to date: from what was written or is remembered, else from the model."""
        version = self._next()
        wanted: list[Row] = []
        for row in rows:
            row.ticket = version
            if self._english(row) is None and row.machine is None:
                wanted.append(row)
        requests = [Request(row.source, self.glossary) for row in wanted]
        if requests:
            job = self.workshop.batcher.submit(
                Work(
                    requests,
                    self.workshop.translator(self.choice),
                    deliver=lambda found: self._deliver(wanted, version, found),
                    failed=lambda error: self._failed(wanted, version, error),
                    ended=lambda: self._ended(wanted, version),
                ),
                urgent=urgent,
            )
            self._jobs = [*self._jobs, job]
        for row in wanted:
            self._set(row, replace(row.line, pending=True))
        rest = [row for row in rows if self._english(row) is not None or row.machine is not None]
        if len(rest) <= _AT_ONCE:
            self._settle(rest, version)
        else:
            for row in rest:
                self._set(row, replace(row.line, pending=True))
            threading.Thread(
                target=self._settle_slowly, args=(rest, version), name="judge", daemon=True
            ).start()

    def _settle_slowly(self, rows: Sequence[Row], version: int) -> None:
        for row in rows:
            with self.lock:
                if row.ticket == version:
                    self._settle([row], version)

    def _settle(self, rows: Sequence[Row], version: int) -> None:
        """Put what is known into rows whose last order is that of `version`."""
        for row in rows:
            if row.ticket != version:
                continue
            written = self._english(row)
            given = row.machine
            if written is not None:
                request = Request(row.source, self.glossary)
                origin: Origin = "person" if row.key in self.hand else "memory"
                translator = self.workshop.translator(self.choice)
                given = translator.judge(request, written, origin)
            row.ticket = 0
            self._set(row, replace(row.line, translation=given, pending=False))
        self._over()

    def _english(self, row: Row) -> str | None:
        """What a person wrote for a row, here or earlier on; None where the machine's counts."""
        hand = self.hand.get(row.key)
        return hand.after if hand is not None else self.workshop.remembered(row.source)

    def _deliver(
        self, rows: Sequence[Row], version: int, found: Sequence[tuple[int, Translation]]
    ) -> None:
        with self.lock:
            ready = []
            for number, translation in found:
                if rows[number].ticket == version:
                    rows[number].machine = translation
                    ready.append(rows[number])
            self._settle(ready, version)
            if self._jobs and time.monotonic() - self.used > ABANDONED:
                self.stop()
                self.say(
                    "The translation was stopped because this page had not asked for news for "
                    f"{ABANDONED:.0f} seconds; press Translate to have the rest"
                )

    def _failed(self, rows: Sequence[Row], version: int, error: Exception) -> None:
        with self.lock:
            if any(row.ticket == version for row in rows):
                self.say(_sentence(error))
            self._ended(rows, version)

    def _ended(self, rows: Sequence[Row], version: int) -> None:
        """What a job left undone waits no longer."""
        with self.lock:
            for row in rows:
                if row.ticket == version:
                    row.ticket = 0
                    self._set(row, replace(row.line, pending=False))
            self._over()

    def _over(self) -> None:
        if not self.running:
            self._jobs = []
            if self._began is not None:
                self.seconds, self._began = time.monotonic() - self._began, None
            self._next()

    def _set(self, row: Row, line: Line) -> None:
        if line != row.line:
            row.line = line
            row.version = self._next()

    def _next(self) -> int:
        self.version += 1
        while self.waiting:
            self.waiting.pop()()
        return self.version


_AT_ONCE = 8
"""Sentences judged at once; more are judged on a thread of their own, for each takes 15 ms."""


def _has(row: Row) -> bool:
    return row.line.translation is not None


def _sentence(error: Exception) -> str:
    if isinstance(error, TranslatorError):
        return str(error)
    return f"The translation failed ({type(error).__name__}); the log of the server says more"
