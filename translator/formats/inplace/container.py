"""Files that hold files: gzip with one in it, ZIP archives with many.

What is in an archive is never written to disk under the archive's own names, and sizes are bounded
before anything is unpacked.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from translator.errors import DocumentError
from translator.formats.kinds import GZIP, ZIP, kind_of_name

_MOST_FOR_ONE = 256 << 20
_MOST = 1 << 30
_ALWAYS_ALLOWED = 64 << 20
_MOST_GROWTH = 200
"""How many times its size an archive may unpack to; Arabic text shrinks to a sixth or so."""
_MOST_ENTRIES = 20_000
_BLOCK = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def ungzipped(data: bytes, name: str) -> bytes:
    """What is packed in a gzip file. Raises DocumentError where it is damaged or too large."""
    most = min(_MOST_FOR_ONE, max(_ALWAYS_ALLOWED, _MOST_GROWTH * len(data)))
    found = bytearray()
    rest = data
    while rest.strip(b"\0"):  # several packed files one after another are one; zeros may follow
        unpacker = zlib.decompressobj(wbits=31)
        try:
            while not unpacker.eof:
                found += unpacker.decompress(rest, _BLOCK)
                if len(found) > most:
                    raise _too_large(name)
                rest = unpacker.unconsumed_tail
                if not rest and not unpacker.eof:
                    raise _damaged(name, "it is cut off")
            rest = unpacker.unused_data
        except zlib.error as error:
            raise _damaged(name, str(error)) from None
    return bytes(found)


def entries(data: bytes, name: str) -> Iterator[tuple[str, bytes | DocumentError]]:
    """The files in a ZIP archive that may hold words, in its order, by their names there.

    Folders, hidden files and kinds without words (pictures, programs) are left out. An entry that
    cannot be read comes as the reason why. Raises DocumentError for an archive that cannot.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise _damaged(name, str(error)) from None
    with archive:
        found = archive.infolist()
        whole = sum(entry.file_size for entry in found)
        if len(found) > _MOST_ENTRIES or whole > min(
            _MOST, max(_ALWAYS_ALLOWED, _MOST_GROWTH * len(data))
        ):
            raise _too_large(name)
        seen: set[str] = set()
        for entry in found:
            path = PurePosixPath(entry.filename)
            if entry.is_dir() or _is_hidden(path) or kind_of_name(path) == "other":
                continue
            try:
                yield entry.filename, _content(archive, entry, name, seen)
            except DocumentError as error:
                yield entry.filename, error
            seen.add(entry.filename)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, seen: set[str]) -> bytes:
    inside = f"{name}/{entry.filename}"
    parts = entry.filename.split("/")
    if entry.filename.startswith("/") or ".." in parts or set("\\:\0") & set(entry.filename):
        raise DocumentError(f"{inside} has a name that leads elsewhere; pack the files anew")
    if entry.filename in seen:
        raise DocumentError(f"{inside} is there twice; pack the files anew")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise DocumentError(f"{inside} is a link, not a file; pack the file itself")
    if entry.flag_bits & 1:
        raise DocumentError(
            f"{inside} is protected by a password; unpack it and give the files that were in it"
        )
    if PurePosixPath(entry.filename).suffix.lower() in (ZIP, GZIP):
        raise DocumentError(f"{inside} is an archive in an archive; unpack the outer one first")
    if entry.file_size > _MOST_FOR_ONE:
        raise _too_large(inside)
    try:
        return archive.read(entry)
    except _BROKEN as error:
        raise _damaged(inside, str(error)) from None


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part.startswith(".") and part != ".." for part in path.parts) or (
        path.parts[:1] == ("__MACOSX",)
    )


def _too_large(name: str) -> DocumentError:
    return DocumentError(
        f"{name} unpacks to far more than texts hold, which is not done, for safety; "
        "unpack it and give the files that were in it"
    )


def _damaged(name: str, why: str) -> DocumentError:
    return DocumentError(f"{name} cannot be unpacked, it is damaged ({why}); get the file anew")
