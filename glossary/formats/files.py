"""Glossary files on disk: read with one sentence for each failure, written whole or not at all."""

from __future__ import annotations

import codecs
import contextlib
import errno
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from glossary.errors import GlossaryError


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what can go wrong while a file is read into a `GlossaryError`."""
    try:
        yield
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n?|\n", error.object[: error.start])) + 1
        place = f"{path}, line {line}" if error.encoding == "utf-8" else f"{path}"
        raise GlossaryError(
            f"{place}: this is not UTF-8 text; save the file as UTF-8 (spreadsheets call it CSV "
            "UTF-8, or Unicode text)."
        ) from None
    except FileNotFoundError:
        raise GlossaryError(f"There is no glossary {path}: check the name.") from None
    except IsADirectoryError:
        raise GlossaryError(f"{path} is a folder: give a glossary file in it.") from None
    except OSError as error:
        raise GlossaryError(
            f"{path} cannot be read ({error.strerror}): check the file and its permissions."
        ) from None


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, or in UTF-16 with a byte order mark. Raises GlossaryError."""
    with reading(path):
        data = path.read_bytes()
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = data.decode("utf-16" if wide else "utf-8-sig")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise GlossaryError(
            f"{path}, line {line} holds binary data: save the glossary as UTF-8 text."
        )
    return text


def write(path: Path, data: bytes) -> None:
    """Write a file beside its place, then into it; a link stays, what it points to is replaced.

    Raises `GlossaryError` where that cannot be done; an older file is then as it was.
    """
    temporary = None
    try:
        place = Path(os.path.realpath(path))
        if place.exists() and not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, "the file is write-protected")
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".glossary-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, place.stat().st_mode & 0o777 if place.exists() else 0o644)
        os.replace(temporary, place)
    except OSError as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        raise GlossaryError(
            f"{path} cannot be written ({error.strerror}): check the name and its folder."
        ) from None
