"""A glossary file that is changed while it is in use, and perhaps by other programs, too.

A change is written at once: beside the file first, then in its place, and only the lines of the
rows concerned are others. Two writers that use this module wait for each other. What any other
program saved in between is noticed: the change goes on top of it where its row is still the same.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import stat
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from glossary.edit import Change, drop, put, refuse_shared, with_added
from glossary.errors import GlossaryError
from glossary.formats import MARKUP, SEPARATOR_OF
from glossary.formats.edit import Sheet
from glossary.formats.files import reading
from glossary.formats.rows import fault
from glossary.term import Glossary, Term, same_spelling, spelling_key

_PATIENCE = 30.0
"""Seconds to wait for another writer; each holds the file for about as long as reading it takes."""
_ATTEMPTS = 5
_RECENT = 3_000_000_000
"""Nanoseconds in which a file system may give two versions of a file one time stamp."""


def writable(path: Path) -> str | None:
    """Why changes cannot be written into a glossary file, as a sentence; None where they can."""
    if reason := _no_table(path):
        return reason
    place = Path(os.path.realpath(path))
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return f"There is no glossary {path}: check the name."
    except OSError as error:
        return f"{path} cannot be read ({error.strerror}): check the file and its permissions."
    if stat.S_ISDIR(mode):
        return f"{path} is a folder: give a glossary file in it."
    if not stat.S_ISREG(mode):
        return f"{path} is no plain file, so no change can be kept in it: copy it to one."
    if not os.access(place, os.W_OK):
        return f"{path} is write-protected: allow writing, or use a copy of it."
    if not os.access(place.parent, os.W_OK | os.X_OK):
        return (
            f"{path} lies in a folder in which nothing can be written: allow writing there, or "
            "use a copy of the file elsewhere."
        )
    return None


class GlossaryFile:
    """A glossary in a TSV or CSV file, with changes that are written as they are made.

    Of any dialect that loading takes. Raises `GlossaryError` as loading does, and for kinds of
    file in which no row can be changed. Threads may share one.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if reason := _no_table(self.path):
            raise GlossaryError(reason)
        self._guard = threading.RLock()
        with reading(self.path):
            data, self._seen = _Seen.of(self.path)
        self._sheet = self._meaning(data)

    @property
    def glossary(self) -> Glossary:
        """The glossary as last read or written."""
        return self._sheet.glossary

    def changed(self) -> bool:
        """Whether the file holds something else than was last read or written, or is gone."""
        with self._guard:
            try:
                now = _Seen.of_status(os.stat(self.path), self._seen.digest)
                if now.same_file(self._seen) and now.modified < self._seen.read - _RECENT:
                    return False
                seen = _Seen.of(self.path)[1]
            except OSError:
                return True
            if seen.digest == self._seen.digest:
                self._seen = seen
            return seen.digest != self._seen.digest

    def refreshed(self) -> Glossary:
        """The glossary as it is in the file now, read again only where the file has changed.

        Raises `GlossaryError` where the file is gone or can no longer be used; `glossary` is then
        what it was.
        """
        with self._guard:
            if self.changed():
                self._read_again()
            return self.glossary

    def put(self, term: Term, replacing: Term | None = None) -> Glossary:
        """Write a row: at the end, or in place of `replacing`, a term of `glossary`.

        Returns the glossary after it. Raises `GlossaryError`, the file being as it was, where the
        term can be no row, where another row has one of the spellings, where `replacing` is no
        longer as it was, and where the file cannot be written.
        """
        if reason := fault(term):
            raise GlossaryError(f"{self.path} can hold no such row: {reason}")
        return self._write(lambda sheet: _with(sheet, term, replacing))

    def drop(self, term: Term) -> Glossary:
        """Take a row out, a term of `glossary`. Returns and raises as `put` does."""
        return self._write(lambda sheet: _without(sheet, term))

    def change(self, changes: Sequence[Change]) -> Glossary:
        """Write several changes at once, all or none. Returns and raises as `put` does."""
        for _, new in changes:
            if new is not None and (reason := fault(new)):
                raise GlossaryError(f"{self.path} can hold no such row: {reason}")
        return self._write(lambda sheet: _changed(sheet, changes))

    def _write(self, change: Callable[[Sheet], Sheet]) -> Glossary:
        """Write a change of the file as it is now."""
        if reason := writable(self.path):
            raise GlossaryError(reason)
        with self._guard, _locked(self.path):
            known = self._seen.digest
            for _ in range(_ATTEMPTS):
                self._read_again()
                with _explained(self.path, self._seen.digest != known):
                    after = change(self._sheet)
                if after is self._sheet:
                    return self.glossary
                data = after.data
                if _replaced(self.path, data, self._seen.digest):
                    self._sheet, self._seen = after, _Seen.after(self.path, data)
                    return self.glossary
            raise GlossaryError(
                f"{self.path} is being changed by another program all the time, and nothing was "
                "written: close it there, then try again."
            )

    def _read_again(self) -> None:
        """Read the file; what it means is worked out only where it holds something new."""
        with reading(self.path):
            data, seen = _Seen.of(self.path)
        if seen.digest != self._seen.digest:
            self._sheet = self._meaning(data)
        self._seen = seen

    def _meaning(self, data: bytes) -> Sheet:
        return Sheet.of(data, self.path, SEPARATOR_OF[self.path.suffix.lower()])


@dataclass(frozen=True, slots=True)
class _Seen:
    """A version of a file: its digest, and what tells at less cost that it is still the same."""

    digest: bytes
    size: int
    modified: int
    number: int
    read: int

    @classmethod
    def of(cls, path: Path) -> tuple[bytes, _Seen]:
        """Read a file. The time stamp is that of the file opened, taken before it is read."""
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            data = file.read()
        return data, cls.of_status(status, hashlib.sha256(data).digest())

    @classmethod
    def after(cls, path: Path, data: bytes) -> _Seen:
        """The version just written: what is there now may be another program's already."""
        digest = hashlib.sha256(data).digest()
        try:
            return cls.of_status(os.stat(path), digest)
        except OSError:
            return cls(digest, -1, 0, 0, 0)

    @classmethod
    def of_status(cls, status: os.stat_result, digest: bytes) -> _Seen:
        """A version by what the file system says of it now."""
        return cls(digest, status.st_size, status.st_mtime_ns, status.st_ino, time.time_ns())

    def same_file(self, other: _Seen) -> bool:
        """Whether the file system tells no difference."""
        mine = (self.size, self.modified, self.number)
        return mine == (other.size, other.modified, other.number)


def _no_table(path: Path) -> str | None:
    ending = path.suffix.lower()
    if ending in SEPARATOR_OF:
        return None
    if ending in MARKUP:
        return (
            f"{path} is a {ending[1:].upper()} file, which is only read: convert it to TSV or CSV "
            "to change its rows."
        )
    return f"{path} is no glossary file: its name must end in .tsv or .csv."


def _with(sheet: Sheet, term: Term, replacing: Term | None) -> Sheet:
    """A file with a row put in; the same one where it is there already."""
    there = sheet.glossary.terms
    if put(there, term, replacing) == there:
        return sheet
    if replacing is None:
        refuse_shared(term, sheet.table.terms)
        return sheet.edited({}, (term,))
    number = sheet.counting.index(replacing)
    changes = _uncovered(sheet, number)
    rows = [changes.get(i, row) for i, row in enumerate(sheet.table.terms) if i != number]
    refuse_shared(term, [row for row in rows if row is not None])
    return sheet.edited({**changes, number: term})


def _changed(sheet: Sheet, changes: Sequence[Change]) -> Sheet:
    """A file with changes one after the other; rows that come or go together do so in one go."""
    for kind, group in groupby(changes, key=lambda change: (change[0] is None, change[1] is None)):
        if kind == (True, False):
            sheet = _with_added(sheet, [new for _, new in group if new is not None])
        elif kind == (False, True):
            sheet = _without_all(sheet, [old for old, _ in group if old is not None])
        elif kind == (False, False):
            for old, new in group:
                if new is not None:
                    sheet = _with(sheet, new, old)
    return sheet


def _with_added(sheet: Sheet, added: Sequence[Term]) -> Sheet:
    there = sheet.table.terms
    rows = with_added(there, added)[len(there) :]
    return sheet.edited({}, rows) if rows else sheet


def _without(sheet: Sheet, term: Term) -> Sheet:
    """A file with a row taken out."""
    drop(sheet.glossary.terms, term)
    number = sheet.counting.index(term)
    return sheet.edited({**_uncovered(sheet, number), number: None})


def _without_all(sheet: Sheet, terms: Sequence[Term]) -> Sheet:
    """A file with rows taken out: in one go where no row of it lost a spelling to another."""
    if any(row != left for row, left in zip(sheet.table.terms, sheet.counting, strict=True)):
        for term in terms:
            sheet = _without(sheet, term)
        return sheet
    numbers = {term: number for number, term in enumerate(sheet.table.terms)}
    for term in terms:
        if term not in numbers:
            drop(sheet.glossary.terms, term)  # which says that it is gone
    return sheet.edited({numbers[term]: None for term in terms})


@contextlib.contextmanager
def _explained(path: Path, outside: bool) -> Iterator[None]:
    """Say, where a change does not fit a file changed from outside, that this is why."""
    try:
        yield
    except GlossaryError as error:
        if not outside:
            raise
        text = str(error)
        if text.startswith("The "):
            text = f"the {text[4:]}"
        raise GlossaryError(
            f"{path} was changed by another program, and nothing was written: {text}"
        ) from None


def _uncovered(sheet: Sheet, number: int) -> dict[int, Term | None]:
    """Earlier rows that lost spellings to a row, as they counted: else its going undoes that."""
    own = sheet.table.terms[number].spellings
    return {
        place: left
        for place, (row, left) in enumerate(zip(sheet.table.terms, sheet.counting, strict=True))
        if left != row
        and place < number
        and any(_alike(spelling, other) for spelling in own for other in row.spellings)
    }


def _alike(first: str, second: str) -> bool:
    return spelling_key(first) == spelling_key(second) and same_spelling(first, second)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep other writers of a file out; the lock lies among the user's caches, not beside it."""
    from filelock import FileLock, Timeout

    name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:32]
    lock = FileLock(_lock_folder() / f"{name}.lock", timeout=_PATIENCE, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise GlossaryError(
            f"{path} is being changed by another page or program, and nothing was written: try "
            "again in a moment."
        ) from None
    except OSError as error:
        raise GlossaryError(
            f"{path} cannot be kept from other writers ({error.strerror}), and nothing was "
            f"written: make room in {_lock_folder()}."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _lock_folder() -> Path:
    from platformdirs import user_cache_dir

    folder = Path(user_cache_dir("arabic-translator")) / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir())
    return folder if os.access(folder, os.W_OK) else Path(tempfile.gettempdir())


def _replaced(path: Path, data: bytes, digest: bytes) -> bool:
    """Put data in the place of a file; False where the file is no longer of the digest given.

    Permissions stay, and a link stays one. A name that depends on the file's alone is used beside
    it, so that what a killed writer leaves behind goes with the next change.
    """
    place = Path(os.path.realpath(path))
    mark = hashlib.sha256(os.fsencode(place.name)).hexdigest()[:12]
    beside = place.with_name(f".glossary-{mark}.new")
    try:
        beside.unlink(missing_ok=True)
        with open(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(data)
        try:
            _take_over(place, beside)
            if hashlib.sha256(place.read_bytes()).digest() != digest:
                return False
            os.replace(beside, place)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        reason = "it is gone" if error.errno == errno.ENOENT else error.strerror
        raise GlossaryError(
            f"{path} cannot be written ({reason}), and nothing was changed: check its folder and "
            "the room on the disk."
        ) from None
    return True


def _take_over(place: Path, beside: Path) -> None:
    """Give a new file the permissions and, where that is allowed, the owner of the old one."""
    status = place.stat()
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(beside, status.st_uid, status.st_gid)
    shutil.copymode(place, beside)
    with contextlib.suppress(OSError):  # access lists, where the file system has them
        shutil.copystat(place, beside)
    os.utime(beside)
