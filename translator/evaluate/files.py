"""Aligned text files: one sentence a line, line n of each belonging together."""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from translator.errors import DocumentError, InputError
from translator.formats.decode import decode
from translator.formats.inplace.container import ungzipped
from translator.formats.kinds import GZIP, kind_of_content, refused_by_name, remedy
from translator.script import has_arabic

STANDARD = "-"
"""The name that stands for standard input."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LATIN = re.compile("[A-Za-z]")


def check_names(names: Sequence[str | None]) -> None:
    """Raise InputError where a name is empty, or standard input is named twice; None is no name."""
    if "" in names:
        raise InputError("a name is empty; check the variables in the command line")
    if names.count(STANDARD) > 1:
        raise InputError("standard input (-) can be read only once; name it once")


def label(path: Path) -> str:
    """What a file is called in messages."""
    return "standard input" if str(path) == STANDARD else str(path)


def read_data(path: Path, what: str = "translations", most: int = -1) -> bytes:
    """The first `most` bytes of a file, all of them for -1.

    `what` the file holds (source, reference …) stands in messages. Raises DocumentError where
    there is no such file, no permission, or nothing in it. A pipe is a file too, and `-` is
    standard input.
    """
    if str(path) == STANDARD:
        data = sys.stdin.buffer.read(most) if sys.stdin is not None else b""
        if not data:
            raise _empty(path, what)
        return data
    if os.path.isdir(path):
        raise DocumentError(f"{path} ({what}) is a folder; give a file")
    try:
        with path.open("rb") as file:
            data = file.read(most)
    except FileNotFoundError:
        raise DocumentError(f"{path} ({what}) does not exist; check the name") from None
    except PermissionError:
        raise DocumentError(f"{path} ({what}) may not be read; change its permissions") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DocumentError(f"{path} ({what}) cannot be read: {reason}") from None
    if not data:
        raise _empty(path, what)
    return data


def read_lines(path: Path, what: str, *, strict: bool = False) -> list[str]:
    """The lines of a text file, without line ends and white space at their ends.

    A line ends where sacrebleu ends it: at \\n, with \\r before it or not; in a file without any
    \\n at \\r. Packed files (`.gz`) are unpacked. With `strict` only UTF-8 is read, and UTF-16 with
    its mark: figures must not hang on a guess at the encoding. Raises DocumentError for a file that
    cannot be read, is no text (see `formats.decode`) or has no line with a word in it.
    """
    packed = path.suffix.lower() == GZIP
    kind = refused_by_name(path.with_suffix("") if packed else path)
    if kind is not None and path.is_file():
        raise DocumentError(f"{path} {remedy(kind)}")
    name = label(path)
    data = read_data(path, what)
    if packed:
        data = ungzipped(data, name)
    text = _strict(data, f"{name} ({what})") if strict else decode(data, name)
    lines = [line.rstrip() for line in text.split("\n" if "\n" in text else "\r")]
    if not lines[-1]:  # what follows the last line end is no line
        del lines[-1]
    if not any(lines):
        raise _empty(path, what)
    return lines


def _strict(data: bytes, name: str) -> str:
    """The text in UTF-8, or in UTF-16 that says so; DocumentError for anything else."""
    mark, encoding = next(
        ((mark, encoding) for mark, encoding in _BOMS if data.startswith(mark)), (b"", "utf-8")
    )
    data = data[len(mark) :]
    kind = kind_of_content(data)
    if kind is not None:
        raise DocumentError(f"{name} {remedy(kind)}")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        raise DocumentError(
            f"{name}, line {line} is not {encoding[:6].upper().rstrip('-')} text; save the file as "
            "UTF-8"
        ) from None
    if "\0" in text:
        raise DocumentError(f"{name} holds binary data, not text; save it as plain text in UTF-8")
    return text


def _empty(path: Path, what: str) -> DocumentError:
    return DocumentError(f"{label(path)} ({what}) is empty; give a file that holds text")


def read_sources(path: Path, *, strict: bool = False) -> list[str]:
    """The lines of the source file. Raises DocumentError where none holds Arabic."""
    lines = read_lines(path, "source", strict=strict)
    if not any(map(has_arabic, lines)):
        raise DocumentError(
            f"{label(path)} (source) holds no Arabic text; check which file is the source"
        )
    return lines


def read_english(path: Path, what: str, *, strict: bool = False) -> list[str]:
    """The lines of a file in English. Raises DocumentError where they are Arabic."""
    lines = read_lines(path, what, strict=strict)
    if all_arabic(lines):
        raise DocumentError(f"{label(path)} ({what}) holds no English; check which file is which")
    return lines


def read_documents(path: Path) -> list[str]:
    """The name of each line's document. Raises DocumentError for a line without one."""
    names = [name.strip() for name in read_lines(path, "documents", strict=True)]
    if "" in names:
        raise DocumentError(
            f"{label(path)} (documents), line {names.index('') + 1} is blank; each line names the "
            "document that the same line of the source is from"
        )
    return names


def all_arabic(lines: Sequence[str]) -> bool:
    """Whether lines that should be English hold Arabic, and nowhere a Latin letter."""
    return any(map(has_arabic, lines)) and not any(map(_LATIN.search, lines))


def same_length(first: Path, ours: list[str], second: Path, theirs: list[str]) -> None:
    """Raise InputError where two files have unequal numbers of lines."""
    if len(ours) != len(theirs):
        raise InputError(
            f"{label(first)} has {_lines(len(ours))} and {label(second)} has "
            f"{_lines(len(theirs))}; line n of one must belong to line n of the other"
        )


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
