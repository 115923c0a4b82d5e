"""Folders of texts that belong together: a file of one is a document, its partners in the others
have the same name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from translator.errors import InputError
from translator.formats.kinds import GZIP, HIDDEN, kind_of_name

Lines = Callable[[Path], list[str]]
"""What reads the lines of a file. Raises DocumentError."""
Folder = Mapping[str, Path]
"""The files of a folder by the name they share with their partners."""

_SHOWN = 3
"""Names that a message tells of those that have no partner."""


def are_folders(names: Sequence[str]) -> bool:
    """Whether what is compared are folders. Raises InputError where some are and some are not."""
    folders = [name for name in names if os.path.isdir(name)]
    files = [name for name in names if not os.path.isdir(name)]
    if folders and files:
        raise InputError(
            f"{folders[0]} is a folder and {files[0]} is none; give folders for all of source, "
            "reference, hypothesis and baseline, or files for all of them"
        )
    return bool(folders)


def files_of(folder: Path) -> Folder:
    """The files in a folder and the folders in it, in the order of their names.

    A file goes by its place in the folder without the suffix, so that day/a.ar and day/a.en.gz are
    partners. Hidden files and those that hold no words (pictures, programs) are passed over.
    Raises InputError where two files would have one name, or no file is left.
    """
    found: dict[str, Path] = {}
    for path in _walk(folder):
        name = _bare(path.relative_to(folder)).as_posix()
        if name in found:
            raise InputError(
                f"{found[name]} and {path} differ in their suffix alone, and a text must have one "
                "partner; take one of them out of the folder"
            )
        found[name] = path
    if not found:
        raise InputError(f"{folder} holds no text; give a folder with a file a document")
    return dict(sorted(found.items()))


def partners(first: Path, ours: Folder, second: Path, theirs: Folder) -> None:
    """Raise InputError where a file of one folder has no partner in the other."""
    for folder, missing in ((second, ours.keys() - theirs), (first, theirs.keys() - ours)):
        if missing:
            names = sorted(missing)
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            whose = first if folder is second else second
            raise InputError(
                f"{folder} has no partner of {', '.join(names[:_SHOWN])}{more} in {whose}; the "
                "folders must hold files of the same names, the suffix aside"
            )


def lines_of(folder: Folder, read: Lines) -> Mapping[str, list[str]]:
    """The lines of each file of a folder, by its name."""
    return {name: read(path) for name, path in folder.items()}


def joined(texts: Mapping[str, Sequence[str]]) -> list[str]:
    """The lines of all texts, one after the other."""
    return [line for lines in texts.values() for line in lines]


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise InputError(
            f"{error.filename} may not be read: {error.strerror}; change its permissions"
        )

    for top, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith(HIDDEN))
        for name in sorted(names):
            if not name.startswith(HIDDEN) and kind_of_name(PurePath(name)) != "other":
                yield Path(top, name)


def _bare(path: PurePath) -> PurePath:
    """A path without its suffix, of one packed with gzip without both."""
    if path.suffix.lower() == GZIP and path.with_suffix("").suffix:
        path = path.with_suffix("")
    return path.with_suffix("")
