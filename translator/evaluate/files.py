"""Aligned text files: one sentence a line, line n of each belonging together."""

from __future__ import annotations

import os
import re
from pathlib import Path

from translator.errors import DocumentError, InputError
from translator.formats.decode import decode
from translator.formats.kinds import refused_by_name, remedy
from translator.script import has_arabic

LINE_END = re.compile(r"\r\n|\r|\n")
"""Where a line ends: as sacrebleu ends them."""


def read_data(path: Path, what: str = "translations", most: int = -1) -> bytes:
    """The first `most` bytes of a file, all of them for -1.

    `what` the file holds (source, reference …) stands in messages. Raises DocumentError where
    there is no such file, no permission, or nothing in it. A pipe is a file too.
    """
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


def read_lines(path: Path, what: str) -> list[str]:
    """The lines of a text file, without line ends and white space at their ends.

    Raises DocumentError for a file that cannot be read, is no text (see `formats.decode`) or has
    no line with a word in it.
    """
    kind = refused_by_name(path)
    if kind is not None and path.is_file():
        raise DocumentError(f"{path} {remedy(kind)}")
    lines = [line.rstrip() for line in LINE_END.split(decode(read_data(path, what), str(path)))]
    if not lines[-1]:  # what follows the last line end is no line
        del lines[-1]
    if not any(lines):
        raise _empty(path, what)
    return lines


def _empty(path: Path, what: str) -> DocumentError:
    return DocumentError(f"{path} ({what}) is empty; give a file that holds text")


def read_sources(path: Path) -> list[str]:
    """The lines of the source file. Raises DocumentError where none holds Arabic."""
    lines = read_lines(path, "source")
    if not any(map(has_arabic, lines)):
        raise DocumentError(f"{path} (source) holds no Arabic text; check which file is the source")
    return lines


def same_length(first: Path, ours: list[str], second: Path, theirs: list[str]) -> None:
    """Raise InputError where two files have unequal numbers of lines."""
    if len(ours) != len(theirs):
        raise InputError(
            f"{first} has {_lines(len(ours))} and {second} has {_lines(len(theirs))}; line n of "
            "one must be the translation of line n of the other"
        )


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
