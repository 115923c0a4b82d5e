"""Where things are: outputs as links from a page, files written a piece at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePath
from urllib.parse import quote

from translator.bulk.events import Done
from translator.errors import TranslatorError
from translator.formats.output import encoded, replace_file
from translator.render.bulk import Link

_READ_BEST = (".html", ".htm", ".docx", ".odt", ".txt", ".md")
"""Suffixes of outputs by how well they are read, best first."""


def outputs(done: Done, out: Path) -> list[Path]:
    """The outputs of a file in the folder `out`.

    They lie below `out` as the documents are named, whatever `out` was called when they were
    written.
    """
    folder = out / PurePath(done.document).parent
    return [folder / name for name in dict.fromkeys(PurePath(path).name for path in done.outputs)]


def links(done: Done, out: Path, page: Path) -> tuple[Link, ...]:
    """The outputs of a file, seen from the file `page`, the best to read first."""
    places = sorted(outputs(done, out), key=lambda place: _order(place.name))
    return tuple(Link(_label(place.name), address(place, page)) for place in places)


def address(place: Path, page: Path) -> str:
    """The relative address of a file, for a link in the file `page`."""
    relative = os.path.relpath(os.path.abspath(place), os.path.abspath(page.parent))
    return quote(os.fsencode(PurePath(relative).as_posix()), safe="/")


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write a file whole or not at all, a piece at a time, so that it may be larger than memory.

    Raises TranslatorError where it cannot be written.
    """
    try:
        replace_file(path, map(encoded, pieces))
    except OSError as error:
        raise TranslatorError(
            f"cannot write {path}: {error.strerror or error}; free its place or some space, "
            "then run the same command again"
        ) from None


def _label(name: str) -> str:
    suffixes = PurePath(name).suffixes[-2:]
    packed = suffixes[-1:] == [".gz"] and len(suffixes) == 2
    return "".join(suffixes if packed else suffixes[-1:]).lstrip(".").lower() or name


def _order(name: str) -> tuple[int, str]:
    suffix = PurePath(name).suffix.lower()
    return _READ_BEST.index(suffix) if suffix in _READ_BEST else len(_READ_BEST), name
