"""Inputs read: their bytes with a checksum, and what the formats make of them."""

from __future__ import annotations

import hashlib
import os
import stat
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath

from translator.bulk.journal import Facts
from translator.bulk.plan import Job, targets_of
from translator.errors import DocumentError
from translator.formats import without_boilerplate
from translator.formats.inplace.container import entries
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.registry import open_data
from translator.formats.kinds import GZIP
from translator.formats.limits import refuse_endless

LARGEST = 64 << 20
"""Bytes of a file at most; a translation of 64 MiB takes days, and memory some ten times that."""

_BLOCK = 1 << 20

_RECENT = 2_000_000_000
"""Nanoseconds in which a file system may give two versions of a file one time stamp."""


def load(source: Path) -> tuple[bytes, Facts]:
    """A file or a pipe whole, and what tells whether it is the same next time.

    Raises DocumentError for what cannot be read or is too large.
    """
    try:
        with open(source, "rb") as file:
            found = os.fstat(file.fileno())
            if found.st_size > LARGEST:
                raise too_large(source, found.st_size)
            data = file.read(LARGEST + 1)
            if len(data) > LARGEST:
                raise too_large(source, None)
    except FileNotFoundError:
        raise DocumentError(
            f"{source} is no longer there, or a link to nothing; check it"
        ) from None
    except IsADirectoryError:
        raise DocumentError(f"{source} has become a folder; run again to translate it") from None
    except PermissionError:
        raise DocumentError(f"{source} may not be read; change its permissions") from None
    except OSError as error:
        raise DocumentError(f"{source} cannot be read: {error.strerror or error}") from None
    return data, facts_of(found, len(data), hashlib.sha256(data).hexdigest())


def facts_of(found: os.stat_result, size: int, sha256: str) -> Facts:
    """What is remembered of an input that was found so, with so many bytes of this checksum."""
    settled = stat.S_ISREG(found.st_mode) and found.st_mtime_ns < time.time_ns() - _RECENT
    return Facts(size, found.st_mtime_ns if settled else 0, sha256)


def opened(data: bytes, label: str, name: str, reading: Reading, *, drop: bool) -> Opened:
    """A file's bytes taken apart, without boilerplate if that is to be dropped; `label` is what
    errors call it, `name` the document. Raises DocumentError."""
    if PurePath(label).suffix.lower() == GZIP and _unpacks_to_too_much(data):
        raise too_large(label, _unpacked(data))
    try:
        found = open_data(data, label, reading)
        document = replace(found.document, name=name)
        if drop:
            document = without_boilerplate(document)
    except DocumentError:
        raise
    except Exception as error:  # a damaged file can break a library in any way
        raise DocumentError(
            f"{label} cannot be read, it is damaged ({type(error).__name__}: {error}); "
            "open it in its program and save it again"
        ) from error
    refuse_endless(document, label)
    return replace(found, document=document)


def members(
    data: bytes, job: Job, out: Path, formats: tuple[str, ...]
) -> Iterator[tuple[Job, bytes | DocumentError]]:
    """The files in an archive as jobs of their own, with their bytes or why there are none.

    Their outputs lie in a folder that has the archive's name. Raises DocumentError where the
    archive cannot be read or holds no text.
    """
    # Twice, so that the bytes of one file are held at a time.
    names = [name for name, _ in entries(data, str(job.source))]
    if not names:
        raise DocumentError(
            f"{job.source} holds no text or document; give an archive of such files"
        )
    places = targets_of([PurePath(name) for name in names], formats)
    for (name, content), targets in zip(entries(data, str(job.source)), places, strict=True):
        paths = tuple((to, out / job.name / place) for to, place in targets)
        yield Job(job.source, f"{job.name}/{name}", paths, name), content


def too_large(source: Path | str, size: int | None) -> DocumentError:
    """The error for a file that is larger than is taken."""
    how = f"{size / (1 << 20):,.0f} MiB" if size is not None else "more"
    return DocumentError(
        f"{source} holds {how}; files of up to {LARGEST >> 20} MiB are translated: "
        "cut it into several"
    )


def _unpacks_to_too_much(data: bytes) -> bool:
    """Whether a file packed with gzip is too large, as it says; of one cut off the last bytes are
    no size at all, so that it is unpacked to see, and nothing kept."""
    if _unpacked(data) <= LARGEST:
        return False
    unpacker, rest, size = zlib.decompressobj(wbits=31), data, 0
    try:
        while rest and size <= LARGEST:
            size += len(unpacker.decompress(rest, _BLOCK))
            rest = unpacker.unconsumed_tail
    except zlib.error:
        return False  # damaged; unpacked in earnest, it is refused for that
    return size > LARGEST


def _unpacked(data: bytes) -> int:
    """The size that a file packed with gzip says it has unpacked."""
    return int.from_bytes(data[-4:], "little")
