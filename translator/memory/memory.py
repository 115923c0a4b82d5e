"""The translation memory that a user named: looked up, added to, kept safe in its file."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

from translator.errors import InputError, TranslatorError
from translator.formats.output import check_writable, write_file
from translator.memory.entry import Entry, key, plain
from translator.memory.head import new_file
from translator.memory.layout import Layout, changed, layout
from translator.memory.reading import Content, read
from translator.memory.unit import written

PATIENCE = 30.0
"""Seconds to wait for another program of this kind that is writing the same file."""

LOCK = ".translator-lock"
"""The end of the names of the lock files, which are there only while a memory is written."""

_State = tuple[int, int, int, int] | None
"""What tells that a file has changed: its device, number, size and time; None where none is."""


class Memory:
    """A translation memory in a TMX file.

    `load` opens one to look sentences up, `open` one that can be added to. Every change is in the
    file when the call returns. It can be shared between threads, and several processes may add to
    one file.
    """

    def __init__(self, path: Path) -> None:
        """Use `load` or `open`."""
        self.path = path
        self._content = Content({}, set())
        self._covered: dict[str, Entry] = {}  # by ours, put in since the file was read
        self._state: _State = None
        self._layout: Layout | None = None
        self._guard = threading.RLock()

    @classmethod
    def load(cls, path: str | Path) -> Memory:
        """A memory to look sentences up in; an empty file is an empty memory.

        Raises InputError where there is no such file or it is no TMX file that can be read.
        """
        memory = cls(Path(path))
        memory.refresh()
        if memory._state is None:
            raise InputError(f"there is no translation memory {path}; check the name")
        return memory

    @classmethod
    def open(cls, path: str | Path) -> Memory:
        """A memory that can be added to; the first `put` makes a file that is not there.

        Raises InputError where the file cannot be written, or is no TMX file that can be read.
        """
        memory = cls(Path(path))
        check_writable(Path(os.path.realpath(path)))
        memory.refresh()
        if memory._state is not None:
            memory._layout = layout(memory._data(), memory.path)
        return memory

    @property
    def name(self) -> str:
        """What outputs call the memory: the name of its file."""
        return self.path.name

    def said(self, segments: int) -> str:
        """What an output says of its memory: its name, and how many segments came from it."""
        what = "1 segment" if segments == 1 else f"{segments:,} segments"
        return f"{what} from the memory {self.name}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entry that counts for each sentence."""
        with self._guard:
            return tuple(self._content.entries.values())

    @property
    def left_out(self) -> int:
        """How many units of the file have no Arabic or no English text."""
        return self._content.left_out

    def lookup(self, source: str) -> Entry | None:
        """What the memory holds for a sentence, however its lines are broken (see `key`)."""
        return self._content.entries.get(key(source))

    def refresh(self) -> bool:
        """Read the file again if another program has changed it; whether it had.

        A file that is gone is an empty memory. Raises InputError where it can no longer be read;
        what was known stays known then.
        """
        with self._guard:
            state = _state(self.path)
            if state == self._state:
                return False
            self._content = read(self.path) if state is not None else Content({}, set())
            self._state, self._layout, self._covered = state, None, {}
            return True

    def put(self, source: str, target: str, *, author: str = "", note: str = "") -> Entry:
        """Keep `target` as the English of a sentence; what this tool kept for it before goes.

        What is the same as before is not written again. A unit of another program for the same
        sentence stays in the file, but no longer counts. `note` says where the sentence stands
        (the document's name). Raises InputError where either text is empty or the file cannot be
        written, TranslatorError where the disk is full or the file is locked for long; the file
        is as it was then.
        """
        place = key(source)
        kept = plain(target), plain(author), plain(note)
        if not place or not kept[0]:
            raise InputError("a memory keeps no empty sentence and no empty translation")
        with self._guard, self._locked():
            self.refresh()
            before = self._content.entries.get(place)
            if before and (before.target, before.author, before.note) == kept:
                return before
            # Where the clock is behind that of another machine, the newest entry still counts.
            moment = max(f"{_now():%Y-%m-%dT%H:%M:%SZ}", before.changed if before else "")
            entry = Entry(plain(source), kept[0], moment, *kept[1:])
            ours = self._write(place, written(entry, self._content.codes))
            if before is not None and not ours:
                self._covered[place] = before
            self._content.entries[place] = entry
        return entry

    def drop(self, source: str) -> Entry | None:
        """Take back what this tool kept for a sentence, and return what counts for it now.

        That is the entry of another program, whose units are never touched, or None. Raises what
        `put` raises.
        """
        place = key(source)
        with self._guard, self._locked():
            self.refresh()
            if place in self._content.entries and self._write(place, ""):
                if place in self._covered:
                    self._content.entries[place] = self._covered.pop(place)
                elif place in self._content.repeated:
                    self._content = read(self.path)
                else:
                    del self._content.entries[place]
            return self._content.entries.get(place)

    def _write(self, place: str, unit: str) -> bool:
        """Put the text of a unit into the file in place of our own for the sentence `place`, or
        only take that out; whether there was one."""
        data = self._data()
        found = self._layout or layout(data, self.path)
        ours = place in found.own
        if not unit and not ours:
            return False
        content, after = changed(data, found, place, unit)
        if _state(self.path) != self._state:
            raise TranslatorError(f"{self.path} is being written by another program; try again")
        write_file(self.path, content)
        self._state, self._layout = _state(self.path), after
        return ours

    def _data(self) -> bytes:
        """The content of the file; that of a new one where there is none, or an empty one."""
        try:
            data = self.path.read_bytes() if self._state is not None else b""
        except OSError as error:
            raise _unreadable(self.path, error) from None
        return data or new_file(_now())

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other processes of this tool from writing the file."""
        from filelock import FileLock, Timeout

        place = Path(os.path.realpath(self.path))
        digest = hashlib.sha256(os.fsencode(place.name)).hexdigest()
        lock = FileLock(place.with_name(f".{digest[:16]}{LOCK}"))
        try:
            lock.acquire(timeout=PATIENCE)
        except Timeout:
            raise TranslatorError(
                f"{self.path} is being written by another program for {PATIENCE:.0f} s now; "
                "try again when that has ended"
            ) from None
        except OSError as error:
            raise InputError(
                f"cannot write {self.path}: {error.strerror or error}; check its folder"
            ) from None
        try:
            yield
        finally:
            # While the lock is held: who waits for it notices, and takes a new file.
            with contextlib.suppress(OSError):
                os.unlink(lock.lock_file)
            lock.release()


def _state(path: Path) -> _State:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, error) from None
    if stat.S_ISDIR(found.st_mode):
        raise InputError(f"{path} is a folder; name a TMX file in it")
    if not stat.S_ISREG(found.st_mode):
        raise InputError(f"{path} is no file; name a TMX file")
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(f"{path} cannot be read ({error.strerror}); check its permissions")


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)
