"""Sentences of many files translated together, whichever files they stand in.

Sentences are decoded together with others of nearly the same length (`translator.batches`). The
more there are, the fuller the batches: a window of many files' sentences is put in order of length
and cut into chunks. What a chunk gives is kept in the cache as soon as it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from translator.bulk.cache import Cache, Keys
from translator.bulk.channel import Stopped
from translator.bulk.journal import Facts
from translator.bulk.plan import Job
from translator.document import Translation
from translator.errors import TranslatorError
from translator.formats.inplace.opened import Opened
from translator.formats.place import Place

FIRST, MOST = 4096, 16384
"""Sentences of the first window, so that there is something to see, and of the largest; each is
twice the one before. Some ten batches of a window are not full, and a sentence costs twice as much
in a batch of 3 as in one of 32."""

CHUNK = 1024
"""Sentences handed to the model in one go."""

Result: TypeAlias = Translation | str
"""A translation, or why there is none."""

Translate: TypeAlias = Callable[[Sequence[str], bool], Sequence[Translation]]
"""Sources in, and whether word links are wanted; their translations out, each as it would be
alone. This is all that runs elsewhere where files are translated elsewhere."""

Submit: TypeAlias = Callable[[Sequence[str], bool], "Future[list[Result]]"]
"""Has sources translated in the background (see `careful`)."""

Wanted: TypeAlias = tuple[str, bool]
"""A source, and whether its translation needs word links."""


@dataclass(frozen=True, slots=True)
class Section:
    """Which piece of a large file: where it begins, whether it is the first and the last one.

    `broken` says why the rest of the file cannot be read; the piece is the last one then, empty.
    """

    start: Place
    first: bool
    last: bool
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that was read and waits to be translated; `links` if its outputs need word links.

    A large one comes in pieces, in order: `section` says which this is, None is a whole file.
    """

    job: Job
    opened: Opened
    facts: Facts
    links: bool
    since: float
    section: Section | None = None

    @property
    def sources(self) -> list[str]:
        """The texts of its segments."""
        return [one.text for _, _, one in self.opened.document.segments()]


@dataclass(slots=True)
class Window:
    """Some files and what becomes of their sentences; `chunks` are still being translated."""

    files: list[Ready]
    known: dict[Wanted, Result] = field(default_factory=dict)
    keys: dict[Wanted, bytes] = field(default_factory=dict)
    cached: int = 0
    chunks: list[tuple[list[Wanted], Future[list[Result]]]] = field(default_factory=list)

    def finished(self, cache: Cache | None) -> Iterator[list[Wanted]]:
        """Wait for the chunks and yield what each was of; `known` is complete then."""
        for wanted, future in self.chunks:
            results = dict(zip(wanted, future.result(), strict=True))
            self.known.update(results)
            if cache is not None:
                made = {o: one for o, one in results.items() if isinstance(one, Translation)}
                cache.put({self.keys[o]: one for o, one in made.items()})
            yield wanted
        self.chunks.clear()

    def results(self, file: Ready) -> list[Translation] | str:
        """The translations of a file's segments; where one has none, why."""
        found = [self.known[source, file.links] for source in file.sources]
        faults = (one for one in found if isinstance(one, str))
        return next(faults, None) or [one for one in found if isinstance(one, Translation)]


def sizes(most: int | None = None) -> Iterator[int]:
    """The sizes of windows, one after another, up to `most` sentences (None: `MOST`)."""
    size = FIRST
    while True:
        yield size
        size = min(2 * size, most or MOST)


def window_of(
    files: list[Ready],
    held: dict[Wanted, Result],
    keys: Keys,
    cache: Cache | None,
    length: Callable[[str], int],
    submit: Submit,
    chunk: int | None = None,
) -> Window:
    """Begin to translate some files together.

    `held` is what a memory has for their sentences; what the cache holds is taken from it.
    `length` says in how many pieces a source comes. `chunk` sentences go together (None: `CHUNK`).
    """
    window = Window(files, held)
    wanted = dict.fromkeys((source, file.links) for file in files for source in file.sources)
    left = [one for one in wanted if one not in held]
    if cache is not None:
        window.keys = {one: keys.key(*one) for one in left}
        found = cache.found([(key, source) for (source, _), key in window.keys.items()])
        window.known.update({o: found[key] for o, key in window.keys.items() if key in found})
        window.cached = len(found)
        left = [one for one in left if one not in window.known]
    for links in (True, False):
        some = [one for one in left if one[1] is links]
        some.sort(key=lambda one: length(one[0]), reverse=True)
        for start in range(0, len(some), chunk or CHUNK):
            these = some[start : start + (chunk or CHUNK)]
            window.chunks.append((these, submit([source for source, _ in these], links)))
    return window


def careful(translate: Translate, sources: Sequence[str], links: bool) -> list[Result]:
    """The translations of sources; where that fails, those of each half, so that in the end only
    what cannot be translated has none, but a reason."""
    try:
        return list(translate(sources, links))
    except Stopped:
        raise
    except Exception as error:  # whatever one sentence breaks must not stop ten thousand files
        if len(sources) == 1:
            return [_reason(error)]
    middle = len(sources) // 2
    halves: Iterable[Sequence[str]] = (sources[:middle], sources[middle:])
    return list(chain.from_iterable(careful(translate, half, links) for half in halves))


def _reason(error: Exception) -> str:
    known = isinstance(error, (TranslatorError, RuntimeError))
    return str(error) if known else f"{type(error).__name__}: {error}"
