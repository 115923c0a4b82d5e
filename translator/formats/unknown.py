"""Files whose names tell nothing: whether they hold Arabic, by how they begin."""

from __future__ import annotations

import zlib
from pathlib import Path, PurePath

from translator.errors import DocumentError
from translator.formats.decode import decoded
from translator.formats.kinds import GZIP, kind_of_content, kind_of_name
from translator.script import has_arabic

_HEAD = 1 << 16
_PACKED_WORDS = frozenset({"word", "sheet", "slides", "book", "pdf", "archive"})
"""Kinds told by content that hold words, or may, whatever their file is called."""


def may_hold_words(path: Path) -> bool:
    """Whether a file of a folder is one to be translated, or to be named as one that cannot be.

    By its name; where that tells nothing, by its first 64 KiB. A file that cannot be looked into
    is taken for one without words.
    """
    kind = kind_of_name(path)
    if kind != "unknown":
        return kind != "other"
    try:
        with open(path, "rb") as file:
            return head_holds_words(file.read(_HEAD), path)
    except OSError:
        return False


def head_holds_words(head: bytes, path: PurePath) -> bool:
    """The same for a file whose name tells nothing, from how it begins: Arabic text, or a
    document under another name."""
    head = head[:_HEAD]
    if path.suffix.lower() == GZIP:
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, _HEAD)
        except zlib.error:
            return False
    if kind_of_content(head) in _PACKED_WORDS:
        return True
    if b"\0" not in head and has_arabic(head.decode("utf-8", "ignore")):
        return True
    try:
        return has_arabic(decoded(head[: len(head) & ~3], str(path)).text)
    except DocumentError:
        return False
