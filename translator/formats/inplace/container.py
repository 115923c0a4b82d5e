"""Files that hold files: gzip with one in it, ZIP archives with many.

What is in an archive is never written to disk under the archive's own names, and sizes are bounded
before anything is unpacked.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from translator.errors import DocumentError
from translator.formats.inplace.entry_names import entry_name
from translator.formats.kinds import GZIP, HIDDEN, kind_of_name, refused_by_name
from translator.formats.unknown import head_holds_words

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

    Folders, hidden files and kinds without words (pictures, programs) are left out; a file of an
    unknown kind is where it begins with no Arabic. An entry that
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
            inside = entry_name(entry)
            path = PurePosixPath(inside)
            kind = kind_of_name(path)
            if inside.endswith("/") or _is_hidden(path) or kind == "other":
                continue
            content: bytes | DocumentError
            try:
                content = _content(archive, entry, f"{name}/{inside}", inside, seen)
            except DocumentError as error:
                content = error
            seen.add(inside)
            if kind != "unknown" or _words(content, path):
                yield inside, content


def _words(content: bytes | DocumentError, path: PurePosixPath) -> bool:
    """Whether an entry whose name tells nothing holds words; one that cannot be read may."""
    return isinstance(content, DocumentError) or head_holds_words(content, path)


def _content(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, label: str, inside: str, seen: set[str]
) -> bytes:
    """The bytes of an entry that is called `inside`, in messages `label`."""
    drive = ":" in inside if os.name == "nt" else re.match("[A-Za-z]:", inside)
    if inside.startswith("/") or ".." in inside.split("/") or drive:
        raise DocumentError(f"{label} has a name that leads elsewhere; pack the files anew")
    if inside in seen:
        raise DocumentError(f"{label} is there twice; pack the files anew")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise DocumentError(f"{label} is a link, not a file; pack the file itself")
    if entry.flag_bits & 1:
        raise DocumentError(
            f"{label} is protected by a password; unpack it and give the files that were in it"
        )
    bare = inside[: -len(GZIP)] if inside.lower().endswith(GZIP) else inside
    if refused_by_name(PurePosixPath(bare)) == "archive":
        raise DocumentError(f"{label} is an archive in an archive; unpack the outer one first")
    if entry.file_size > _MOST_FOR_ONE:
        raise _too_large(label)
    try:
        return archive.read(entry)
    except _BROKEN as error:
        raise _damaged(label, str(error)) from None


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part.startswith(HIDDEN) and part != ".." for part in path.parts) or (
        path.parts[:1] == ("__MACOSX",)
    )


def _too_large(name: str) -> DocumentError:
    return DocumentError(
        f"{name} unpacks to far more than texts hold, which is not done, for safety; "
        "unpack it and give the files that were in it"
    )


def _damaged(name: str, why: str) -> DocumentError:
    return DocumentError(f"{name} cannot be unpacked, it is damaged ({why}); get the file anew")
