"""The work of a bulk run: files read ahead, translated in windows, written behind.

Three threads hand files on to each other through bounded channels, so that what is in memory does
not grow with the number of files: one reads, one has windows of sentences translated (by threads
of its own, or elsewhere), one writes. The journal is told of every step of a file before it is
taken.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

from translator.bulk.cache import Cache, Keys
from translator.bulk.channel import Channel, Stopped
from translator.bulk.elsewhere import Elsewhere
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
from translator.bulk.journal import Facts, Run
from translator.bulk.pieces import facts as facts_of_large
from translator.bulk.pieces import large_of, pieces
from translator.bulk.plan import SAME, Job
from translator.bulk.reading import load, members, opened
from translator.bulk.resume import Sifter
from translator.bulk.windows import (
    Ready,
    Result,
    Wanted,
    Window,
    careful,
    sizes,
    window_of,
)
from translator.bulk.writing import Options, Writer
from translator.errors import DocumentError, TranslatorError
from translator.formats import WITH_ALIGNMENT
from translator.formats.inplace.large import Large

if TYPE_CHECKING:
    from translator.api import Translator
    from translator.document import Translation

_AHEAD = 1 << 20
"""Characters of files that were read and wait at most: some 8,000 sentences."""

_WINDOWS = 2
"""Windows under way at a time: while the last chunks of one are translated, the next begins."""

_SIDE_BY_SIDE = 2
"""Chunks under way at a time: while Python works on one, the model has the other."""

_EVENTS = 10_000


class BulkRun:
    """Iterate over it for the events of the run, once; `stop` ends it early."""

    def __init__(
        self,
        sifter: Sifter,
        run: Run,
        translator: Translator,
        options: Options,
        cache: Cache | None,
        *,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        """`sifter` has the jobs to be done, and the journal of the `run`. `elsewhere` translates
        sentences in place of `translator`, which does the rest."""
        self._sifter, self._run, self._translator = sifter, run, translator
        self._options, self._cache = options, cache
        self._elsewhere = elsewhere
        self._journal = sifter.journal
        self._events: Channel[Event | BaseException] = Channel(_EVENTS)
        self._ready: Channel[Ready] = Channel(_AHEAD)
        self._windows: Channel[Window] = Channel(_WINDOWS)
        self._free: Channel[None] = Channel(_WINDOWS)
        self._pool = ThreadPoolExecutor(_SIDE_BY_SIDE, "translate")
        self._threads: list[threading.Thread] = []
        self._stopped = threading.Event()
        self._writer = Writer(sifter, run, translator, options, self._events.put, self._fail)

    def __iter__(self) -> Iterator[Event]:
        """Do the work and tell of it. Raises TranslatorError where the journal fails."""
        start = time.perf_counter()
        count = {Done: 0, Failed: 0}
        kept = self._sifter.kept
        todo = self._sifter.todo
        size = sum(_size(job) for job in todo)
        yield Started(len(todo) + kept, kept, self._run.day, self._run.resumed, size)
        for stage in (self._read_all, self._translate_all, self._write_all):
            thread = threading.Thread(target=self._guarded, args=(stage,), name=stage.__name__)
            self._threads.append(thread)
            thread.start()
        while (event := self._events.take()) is not None:
            if isinstance(event, BaseException):
                raise event
            if isinstance(event, (Done, Failed)):
                count[type(event)] += 1
            yield event
        self._pool.shutdown()
        self._journal.finish()
        seconds = time.perf_counter() - start
        yield Finished(count[Done], self._sifter.kept, count[Failed], seconds)

    def stop(self, seconds: float) -> tuple[bool, list[Event]]:
        """End the run; whether all threads have ended within so many seconds, and what happened
        that nobody has heard of.

        A file that is being written is finished; what is being translated is dropped. Where they
        have not ended, a batch is in the model, which nothing can call back.
        """
        self._stopped.set()
        left = self._events.drain()
        for channel in (self._ready, self._windows, self._free):
            channel.stop()
        if self._elsewhere is not None:
            self._elsewhere.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)
        deadline = time.monotonic() + seconds
        waiter = threading.Thread(target=self._pool.shutdown, daemon=True)
        waiter.start()
        for thread in (*self._threads, waiter):
            thread.join(max(0.0, deadline - time.monotonic()))
        left += self._events.drain()
        ended = not any(thread.is_alive() for thread in (*self._threads, waiter))
        return ended, [event for event in left if not isinstance(event, BaseException)]

    def _guarded(self, stage: Callable[[], None]) -> None:
        """Run a stage; what it fails on ends the whole run."""
        try:
            stage()
        except Stopped:
            pass
        except BaseException as error:
            with suppress(Stopped):
                self._events.put(error)

    # --- read

    def _read_all(self) -> None:
        for job in self._sifter.todo:
            self._journal.reading(job.name, job.source)
            try:
                large = self._large(job)
                if large is not None:
                    self._journal.was_read(job.name, facts_of_large(large))
                    self._read_in_pieces(job, large)
                    continue
                data, facts = load(job.source)
                if job.targets:
                    ready = self._opened(job, data, facts)
            except TranslatorError as error:
                self._fail(job, str(error))
                continue
            self._journal.was_read(job.name, facts)
            if job.targets:
                self._hand_on(ready)
            else:
                self._unpack(job, data)
        self._ready.close()

    def _large(self, job: Job) -> Large | None:
        """A file to be translated in pieces; None where it is not, or must be seen as a whole."""
        options = self._options
        if options.consistent or (options.provenance and options.memory is not None):
            return None
        return large_of(job, self._sifter.reading)

    def _read_in_pieces(self, job: Job, large: Large) -> None:
        links = self._options.names or any(to in WITH_ALIGNMENT for to, _ in job.targets)
        drop, since = self._options.drop_boilerplate, time.perf_counter()
        for ready in pieces(large, job, drop=drop, links=links, since=since):
            self._hand_on(ready)

    def _opened(self, job: Job, data: bytes, facts: Facts) -> Ready:
        drop = self._options.drop_boilerplate
        found = opened(data, job.label, job.name, self._sifter.reading, drop=drop)
        links = self._options.names or self._options.consistent
        for to, _ in job.targets:
            links = links or (found.formatted if to == SAME else to in WITH_ALIGNMENT)
        return Ready(job, found, facts, links, time.perf_counter())

    def _hand_on(self, ready: Ready) -> None:
        self._events.put(Read(ready.job.name, len(ready.sources), ready.facts.size))
        self._ready.put(ready, len(ready.opened.document.text))

    def _unpack(self, job: Job, data: bytes) -> None:
        """Hand on the files in an archive; those that are finished are told."""
        names: list[str] = []
        try:
            for one, content in members(data, job, self._sifter.out, self._options.formats):
                names.append(one.name)
                self._member(one, content)
        except TranslatorError as error:
            self._fail(job, str(error))
            return
        self._journal.unpacked(job.name, names)
        self._events.put(Unpacked(job.name, len(names)))

    def _member(self, job: Job, content: bytes | DocumentError) -> None:
        if isinstance(content, DocumentError):
            self._journal.reading(job.name, job.source)
            self._fail(job, str(content))
            return
        facts = Facts(len(content), 0, hashlib.sha256(content).hexdigest())
        try:
            ready = self._opened(job, content, facts)
        except TranslatorError as error:
            self._journal.reading(job.name, job.source)
            self._fail(job, str(error))
            return
        known = self._sifter.member(job, facts, ready.opened.document)
        if known is not None:
            self._sifter.kept += 1
            self._events.put(Skipped(known))
            return
        self._journal.reading(job.name, job.source)
        self._journal.was_read(job.name, facts)
        self._hand_on(ready)

    # --- translate

    def _here(self, sources: Sequence[str], links: bool) -> Sequence[Translation]:
        if self._stopped.is_set():
            raise Stopped
        return self._translator.translate_segments(
            sources, glossary=self._sifter.glossary, alignment=links
        )

    def _submit(self, sources: Sequence[str], links: bool) -> Future[list[Result]]:
        if self._elsewhere is not None:
            return self._elsewhere.submit(sources, links)
        return self._pool.submit(careful, self._here, sources, links)

    def _translate_all(self) -> None:
        engine = self._translator.engine
        keys = Keys(engine.model.checksum, repr(self._translator.decoding), self._sifter.glossary)
        for _ in range(_WINDOWS):
            self._free.put(None)
        elsewhere = self._elsewhere
        for size in sizes(elsewhere.most if elsewhere else None):
            self._free.take()
            files = self._gathered(size)
            if not files:
                break
            self._journal.reached("translating", [file.job.name for file in files])
            window = window_of(
                files,
                self._recalled(files),
                keys,
                self._cache,
                engine.length,
                self._submit,
                elsewhere.chunk if elsewhere else None,
            )
            self._windows.put(window)
            del files, window  # whoever waits for the next ones holds no others
        self._windows.close()

    def _gathered(self, size: int) -> list[Ready]:
        files: list[Ready] = []
        sentences = 0
        while sentences < size:
            ready = self._ready.take()
            if ready is None:
                break
            files.append(ready)
            sentences += len(ready.sources)
        return files

    def _recalled(self, files: Sequence[Ready]) -> dict[Wanted, Result]:
        memory = self._options.memory
        held: dict[Wanted, Result] = {}
        if memory is None:
            return held

        def recall(sources: Sequence[str], links: bool) -> list[Translation]:
            found = self._translator.recall(
                sources, memory, glossary=self._sifter.glossary, alignment=links
            )
            return [found[source] for source in sources]

        for links in (True, False):
            sources = (source for file in files if file.links is links for source in file.sources)
            known = [one for one in dict.fromkeys(sources) if memory.lookup(one) is not None]
            results = careful(recall, known, links) if known else []
            held.update(zip(((source, links) for source in known), results, strict=True))
        return held

    # --- write

    def _write_all(self) -> None:
        try:
            while (window := self._windows.take()) is not None:
                self._write(window)
                del window  # whoever waits for the next one holds no other
                self._free.put(None)
        finally:
            self._writer.close()
        self._events.close()

    def _write(self, window: Window) -> None:
        if window.cached:
            words = _words(window.known)
            self._events.put(Translated(window.cached, window.cached, words))
        for chunk in window.finished(self._cache):
            self._events.put(Translated(len(chunk), words=_words(chunk)))
        for file in window.files:
            if self._stopped.is_set():
                raise Stopped
            results = window.results(file)
            self._writer.file(file, results)

    def _fail(self, job: Job, reason: str, size: int = 0) -> None:
        self._journal.failed(job.name, reason)
        self._events.put(Failed(job.name, reason, size or _size(job)))


def _size(job: Job) -> int:
    """The bytes of a file; 0 where it is not there."""
    try:
        return os.stat(job.source).st_size
    except OSError:
        return 0


def _words(wanted: Iterable[Wanted]) -> int:
    return sum(len(source.split()) for source, _ in wanted)
