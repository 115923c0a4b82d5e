"""One model for many visitors: segments of all their texts are decoded together.

A few threads take batches from all texts that wait: two segments of a text that is new, then
portions that grow, everybody in turn, so that a long text keeps no short one waiting. What several
want at the same moment is decoded once, and what was decoded lately is not decoded again. Each
translation is what it would be alone; neither neighbours nor turns change it (see
`translator.pipeline.translate_together`).
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
import traceback
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from translator.api import Translator
from translator.document import Translation
from translator.errors import TranslatorError
from translator.pipeline import Request

_log = logging.getLogger(__name__)

FIRST, LARGEST = 2, 32
"""Segments in the first portion of a text, and in the largest: each is twice the one before."""

BATCH = 256
"""Segments decoded together at most."""

LONG = 600
"""Characters of a segment that count as one more in a batch: a text without a full stop would
hold up all who share it."""

URGENT = 8
"""Segments of an urgent text that go before the others; what is longer waits its turn."""

REMEMBERED = 4_000
"""Translations kept for those who want the same (some 6 KB each)."""

_LAST_WAIT, _EXIT_WAIT = 1.5, 30.0
"""Seconds that `close` waits for the batches being decoded, and the end of the program: a thread
that is in CTranslate2 when Python ends brings the whole process down with a fault."""

_Key = tuple[Translator, str, str]
"""What a translation depends on: model and settings, source, checksum of the glossary."""


class Busy(TranslatorError):  # noqa: N818 - a state of the server, not a mistake
    """More is waiting than can be served soon; the sentence is for the visitor."""


class Closed(TranslatorError):  # noqa: N818 - likewise
    """The server is being stopped; the sentence is for the visitor."""

    def __init__(self) -> None:
        super().__init__("The server is being stopped; try again when it is back.")


@dataclass(frozen=True, slots=True)
class Work:
    """A text to translate, and who is told.

    requests: its segments, each with the glossary its terms come from.
    translator: whose model and settings; only texts with the same ones are decoded together.
    deliver: takes `(number of the segment, translation)` of some segments at a time. The first
        ones come first; those of one call are in order, and no segment comes twice.
    failed: takes the error, if the text cannot be translated; nothing is delivered after it.
    ended: called once and last, however it ends: whole, stopped or failed.

    All three are called on a thread of the batcher, one call of a text at a time, and must return
    soon: others wait meanwhile.
    """

    requests: Sequence[Request]
    translator: Translator
    deliver: Callable[[list[tuple[int, Translation]]], None]
    failed: Callable[[Exception], None]
    ended: Callable[[], None]


class Job:
    """A text that was handed in."""

    def __init__(self, work: Work, keys: Sequence[_Key], urgent: bool, batcher: Batcher) -> None:
        self._work, self._keys, self._urgent, self._batcher = work, keys, urgent, batcher
        self._taken, self._portion = 0, FIRST
        self._portions: deque[_Portion] = deque()
        self._stopped = False
        self._fault: Exception | None = None
        self._telling = False  # a thread is calling the visitor, or has called for the last time

    def cancel(self) -> None:
        """Stop before the next batch: what is being decoded still comes, then `ended`."""
        self._batcher._stop(self)

    def _fail(self, error: Exception) -> None:
        self._stopped = True
        self._fault = self._fault or error

    @property
    def _left(self) -> int:
        return 0 if self._stopped else len(self._keys) - self._taken

    @property
    def _first(self) -> bool:
        """Whether it goes before others: nothing of it was taken yet, or it is urgent."""
        return self._taken < (URGENT if self._urgent else 1)


@dataclass(slots=True, eq=False)
class _Portion:
    """Segments of one text, from `start` on, that were taken together."""

    job: Job
    start: int
    results: list[Translation | None] = field(default_factory=list)
    missing: int = 0


@dataclass(slots=True, eq=False)
class _Wanted:
    """A sentence that is being decoded, and the places in portions it is for."""

    key: _Key
    request: Request
    places: list[tuple[_Portion, int]]


class Batcher:
    """Threads that translate what many hand in. It can be used from any thread."""

    def __init__(
        self,
        workers: int = 2,
        *,
        batch: int = BATCH,
        most_jobs: int = 100,
        most_segments: int = 10_000,
        remembered: int = REMEMBERED,
    ) -> None:
        """Start `workers` threads: while one waits for the model, another works for it.

        batch: segments decoded together at most. remembered: translations kept for others.
        most_jobs, most_segments: what may wait; more is refused (see `submit`).
        """
        self._batch, self._most_jobs, self._most_segments = batch, most_jobs, most_segments
        self._remembered = remembered
        self._changed = threading.Condition()
        self._waiting: deque[Job] = deque()  # whoever was served longest ago comes first
        self._jobs: dict[Job, None] = {}  # all that have not ended
        self._decoding: dict[_Key, _Wanted] = {}
        self._recent: OrderedDict[_Key, Translation] = OrderedDict()
        self._closed = False
        self._threads = [
            threading.Thread(target=self._run, name=f"batcher-{n}", daemon=True)
            for n in range(workers)
        ]
        for thread in self._threads:
            thread.start()
        atexit.register(self._exit)

    def __len__(self) -> int:
        """How many texts have not ended."""
        return len(self._jobs)

    def submit(self, work: Work, *, urgent: bool = False) -> Job:
        """Hand in a text; what becomes of it is told to `work`'s three functions.

        An `urgent` text (a sentence done again) goes before the others. Raises Busy where too
        much is waiting, Closed after `close`. A text of any length is taken where none waits.
        """
        keys = _keys(work)
        job = Job(work, keys, urgent, self)
        with self._changed:
            if self._closed:
                raise Closed
            segments = sum(one._left for one in self._waiting)
            too_much = segments and segments + len(keys) > self._most_segments
            if len(self._jobs) >= self._most_jobs or too_much:
                now = f"The server is busy (texts being translated: {len(self._jobs)})"
                raise Busy(f"{now}; try again in a minute.")
            self._jobs[job] = None
            self._waiting.append(job)
            self._changed.notify()
        return job

    def close(self) -> None:
        """End the threads within two seconds; texts that are not done fail with Closed."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._joined(_LAST_WAIT):
            atexit.unregister(self._exit)
        with self._changed:
            left = list(self._jobs)
            for job in left:
                job._fail(Closed())
        for job in left:
            self._tell(job)

    def _exit(self) -> None:
        self.close()
        self._joined(_EXIT_WAIT)

    def _joined(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _stop(self, job: Job) -> None:
        with self._changed:
            job._stopped = True
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                touched, wanted = self._take()
            for job in touched:
                self._tell(job)
            if wanted:
                self._translate(wanted)

    def _take(self) -> tuple[list[Job], list[_Wanted]]:
        """The next batch, and the texts that are to be told something at once: those that were
        stopped, and those of which what was taken is remembered. Call it with the lock held."""
        over = [job for job in self._waiting if not job._left]
        ready = [job for job in self._waiting if job._left]
        chosen = [job for job in ready if job._first] or ready
        chosen.sort(key=lambda job: not (job._first and job._urgent))
        chosen = [job for job in chosen if job._work.translator == chosen[0]._work.translator]
        share = max(FIRST, self._batch // max(1, len(chosen)))
        wanted: list[_Wanted] = []
        touched = []
        for job in chosen:
            room = self._batch - sum(_size(one.key) for one in wanted)
            if room <= 0:
                break
            wanted += self._portion(job, min(job._portion, share, room))
            touched.append(job)
        served = set(touched)
        self._waiting = deque(
            [job for job in ready if job not in served] + [job for job in touched if job._left]
        )
        if self._waiting:
            self._changed.notify()  # another thread can go on with the rest
        return over + touched, wanted

    def _portion(self, job: Job, size: int) -> Iterator[_Wanted]:
        """Take `size` segments of a text, fewer where they are long, and what is remembered among
        and after them; those that nobody is decoding yet are given."""
        portion = _Portion(job, job._taken)
        job._portions.append(portion)
        job._portion = min(2 * job._portion, LARGEST)
        for number in range(job._taken, len(job._keys)):
            key = job._keys[number]
            known = self._recent.get(key)
            if known is not None:
                self._recent.move_to_end(key)
            elif size <= 0:
                break
            else:
                portion.missing += 1
                size -= _size(key)
                place = (portion, number - portion.start)
                if key in self._decoding:
                    self._decoding[key].places.append(place)
                else:
                    one = _Wanted(key, job._work.requests[number], [place])
                    self._decoding[key] = one
                    yield one
            portion.results.append(known)
            job._taken = number + 1

    def _translate(self, wanted: Sequence[_Wanted]) -> None:
        """Decode a batch and hand it over; after a fault sentence by sentence, so that nobody
        fails but those whose text it was."""
        translator = wanted[0].key[0]
        try:
            translations = translator.translate_together([one.request for one in wanted])
            done = list(zip(wanted, translations, strict=True))
        except Exception as error:
            _log_fault(error)
            for one in wanted:
                self._translate_alone(one, translator)
        else:
            self._hand_over(done)

    def _translate_alone(self, one: _Wanted, translator: Translator) -> None:
        with self._changed:
            if self._closed or all(portion.job._fault for portion, _ in one.places):
                del self._decoding[one.key]
                return
        try:
            [done] = translator.translate_together([one.request])
        except Exception as error:
            _log_fault(error)
            with self._changed:
                del self._decoding[one.key]
                jobs = list(dict.fromkeys(portion.job for portion, _ in one.places))
                for job in jobs:
                    job._fail(error)
            for job in jobs:
                self._tell(job)
        else:
            self._hand_over([(one, done)])

    def _hand_over(self, done: Sequence[tuple[_Wanted, Translation]]) -> None:
        jobs: dict[Job, None] = {}
        with self._changed:
            for one, translation in done:
                del self._decoding[one.key]
                self._recent[one.key] = translation
                for portion, place in one.places:
                    portion.results[place] = translation
                    portion.missing -= 1
                    jobs[portion.job] = None
            while len(self._recent) > self._remembered:
                self._recent.popitem(last=False)
        for job in jobs:
            self._tell(job)

    def _tell(self, job: Job) -> None:
        """Tell a visitor what is ready, portions in order, and the end if that is reached.

        One thread at a time does this for a text; others leave what they have to tell to it.
        """
        with self._changed:
            if job._telling:
                return
            job._telling = True
        ready, over = self._ready(job)
        while ready:
            try:
                job._work.deliver(ready)
            except Exception as error:
                _log_fault(error)
                with self._changed:
                    job._fail(error)
            ready, over = self._ready(job)
        if over:
            _last_words(job._work, job._fault)

    def _ready(self, job: Job) -> tuple[list[tuple[int, Translation]], bool]:
        """What can be delivered of a text now, and whether it is over. Where there is nothing, the
        text is left to other threads, or forgotten if it is over."""
        with self._changed:
            ready: list[tuple[int, Translation]] = []
            while job._portions and not job._portions[0].missing and job._fault is None:
                portion = job._portions.popleft()
                ready += [(n, one) for n, one in enumerate(portion.results, portion.start) if one]
            over = not ready and (job._fault is not None or not (job._portions or job._left))
            if over:
                del self._jobs[job]
            elif not ready:
                job._telling = False
            return ready, over


def _keys(work: Work) -> list[_Key]:
    """What each segment's translation depends on. Glossaries are made ready on the way: that is
    the visitor's own time, not that of those whose sentences share a batch."""
    checksums: dict[int, str] = {}
    for glossary in (request.glossary for request in work.requests):
        if id(glossary) not in checksums:
            if glossary is not None:
                glossary.find("")
            checksums[id(glossary)] = glossary.checksum if glossary is not None else ""
    return [(work.translator, one.source, checksums[id(one.glossary)]) for one in work.requests]


def _last_words(work: Work, fault: Exception | None) -> None:
    calls: list[Callable[[], None]] = [] if fault is None else [partial(work.failed, fault)]
    for tell in (*calls, work.ended):
        try:
            tell()
        except Exception as error:
            _log_fault(error)


def _size(key: _Key) -> int:
    """How many segments a segment counts as."""
    return 1 + len(key[1]) // LONG


def _log_fault(error: Exception) -> None:
    """Say what failed and where, without the message: it could hold a visitor's text."""
    place = traceback.extract_tb(error.__traceback__)[-1:]
    where = f" at {place[0].filename}:{place[0].lineno}" if place else ""
    _log.error("a batch failed: %s%s", type(error).__name__, where)
