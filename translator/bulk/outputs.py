"""Outputs written in two steps: all of a file beside their places first, then all put there.

No output is forced to the disk by itself (fsync): a program that is killed loses nothing that it
has written, and after a power cut the next run sees by size, time and checksum which outputs did
not reach the disk, and makes them again.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.errors import TranslatorError
from translator.formats.output import PART, make_folder, way_out

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """An output that is complete, but not in its place: `path` is where it goes."""

    path: Path
    part: Path
    size: int
    sha256: str

    @property
    def place(self) -> Path:
        """The file itself, where `path` is a link to it."""
        return Path(os.path.realpath(self.path))


@dataclass(frozen=True, slots=True)
class Output:
    """An output as it was put in its place. The path is relative to OUT."""

    path: str
    size: int
    mtime_ns: int
    sha256: str


def prepare(path: Path, data: bytes) -> Part:
    """Write `data` beside `path`. Raises TranslatorError; nothing is left there then."""
    growing = Growing(path)
    growing.write(data)
    return growing.complete()


class Growing:
    """An output that is written beside its place, a piece after the other."""

    def __init__(self, path: Path) -> None:
        """`path` is where it goes. Raises TranslatorError where nothing can be written there."""
        make_folder(path.parent)
        place = Path(os.path.realpath(path))
        # Not the name itself with something added: that could be longer than a name may be.
        digest = hashlib.sha256(os.fsencode(place.name)).hexdigest()
        self._path, self._part = path, place.with_name(f".{digest[:16]}{PART}")
        self._size, self._sha256 = 0, hashlib.sha256()
        try:
            if place.exists() and not place.is_file():
                raise FileExistsError(errno.EEXIST, "a folder or a device is in its place")
            self._mode = stat.S_IMODE(place.stat().st_mode) if place.exists() else None
            if self._mode is not None and not os.access(place, os.W_OK):
                raise PermissionError(errno.EACCES, "the file is write-protected")
            self._part.unlink(missing_ok=True)
            with open(self._part, "xb"):
                pass
        except OSError as error:
            raise _unwritable(path, error) from None

    def write(self, data: bytes) -> None:
        """Add to it. Raises TranslatorError; nothing is left of it then."""
        try:
            with open(self._part, "ab") as file:
                file.write(data)
        except OSError as error:
            self.discard()
            raise _unwritable(self._path, error) from None
        except BaseException:
            self.discard()
            raise
        self._size += len(data)
        self._sha256.update(data)

    def complete(self) -> Part:
        """All was written. Raises TranslatorError; nothing is left of it then."""
        try:
            if self._mode is not None:
                self._part.chmod(self._mode)
        except OSError as error:
            self.discard()
            raise _unwritable(self._path, error) from None
        return Part(self._path, self._part, self._size, self._sha256.hexdigest())

    def discard(self) -> None:
        """Remove what was written."""
        self._part.unlink(missing_ok=True)


def put(parts: Sequence[Part], out: Path) -> list[Output]:
    """Give parts their names. Raises TranslatorError where one cannot have it; no part is left."""
    done = []
    try:
        for one in parts:
            try:
                os.replace(one.part, one.place)
                found = one.place.stat()
            except OSError as error:
                raise _unwritable(one.path, error) from None
            done.append(Output(relative(one.path, out), one.size, found.st_mtime_ns, one.sha256))
    except TranslatorError:
        discard(parts)
        raise
    return done


def discard(parts: Iterable[Part]) -> None:
    """Remove parts that shall not be put in their places."""
    for one in parts:
        one.part.unlink(missing_ok=True)


def relative(path: Path, out: Path) -> str:
    """How the journal names an output."""
    return path.relative_to(out).as_posix()


def is_as_written(output: Output, out: Path) -> Output | None:
    """The output as it is now, if its content is what was written; None where it is not, or gone.

    It is looked into only where size or time are not what they were.
    """
    path = out / output.path
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size != output.size:
            return None
        if found.st_mtime_ns == output.mtime_ns:
            return output
        if sha256_of(path) != output.sha256:
            return None
    except OSError:
        return None
    return Output(output.path, output.size, found.st_mtime_ns, output.sha256)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal. Raises OSError."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _unwritable(path: Path, error: OSError) -> TranslatorError:
    return TranslatorError(f"cannot write {path}: {error.strerror or error}{way_out(error)}")
