"""What a file in a ZIP archive is called, whichever program packed it.

Names are UTF-8 where the archive says so. Programs of macOS and others write UTF-8 without saying
it, Windows the code page of its language, older .NET backslashes between folders.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib

_IN_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_TWO_SCRIPTS = re.compile(
    "[\u0600-\u06ff][A-Za-z\u00c0-\u024f]|[A-Za-z\u00c0-\u024f][\u0600-\u06ff]"
)


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry, folders parted by `/`; that of a folder ends with one.

    What is not said to be UTF-8 is taken for it where it can be, else for the code pages of
    Arabic DOS and Windows where that gives Arabic words, else for what the format says (437).
    """
    return _decoded(entry).replace("\\", "/")


def _decoded(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    if entry.flag_bits & _IN_UTF8 or name.isascii():
        return name
    try:
        raw = name.encode("cp437")  # how the library has read it
    except UnicodeEncodeError:
        return name
    said = _unicode_path(entry.extra, raw)
    if said is not None:
        return said
    for encoding in ("utf-8", "cp720", "cp1256"):
        try:
            found = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _is_arabic(found):
            return found
    return name


def _is_arabic(text: str) -> bool:
    """Whether all letters beyond ASCII are Arabic, and no word is of two scripts."""
    beyond = [letter for letter in text if not letter.isascii()]
    return all("\u0600" <= one <= "\u06ff" for one in beyond) and not _TWO_SCRIPTS.search(text)


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in UTF-8 that Info-ZIP adds, where it belongs to the name that stands there."""
    at = 0
    while at + 4 <= len(extra):
        key, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        at += 4 + size
        if key == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            if struct.unpack_from("<I", field, 1)[0] != zlib.crc32(raw):
                return None
            try:
                return field[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
    return None
