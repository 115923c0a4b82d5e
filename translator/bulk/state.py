"""What a run keeps in its output folder between times: the folder OUT/.translator."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from translator.bulk.cache import remove
from translator.bulk.journal import Journal
from translator.bulk.outputs import is_as_written
from translator.errors import InputError
from translator.formats.output import make_folder

FOLDER = ".translator"
"""The folder's name; nobody but its owner may look into it."""

JOURNAL, CACHE, LOCK = "journal.sqlite", "cache.sqlite", "lock"


def has_state(out: Path) -> bool:
    """Whether a run has left its folder in an output folder."""
    return os.path.isdir(out / FOLDER)  # says no where it may not look


@contextmanager
def held(out: Path) -> Iterator[Path]:
    """Hold an output folder for one run, and give the folder with what is kept.

    Both are made where they are not there. Raises InputError where another run holds it. The
    system lets go of the lock when a run ends in whatever way.
    """
    from filelock import FileLock, Timeout

    folder = out / FOLDER
    make_folder(folder)
    try:
        if stat.S_IMODE(folder.stat().st_mode) != 0o700:
            folder.chmod(0o700)
        lock = FileLock(folder / LOCK, mode=0o600)
        lock.acquire(timeout=0)
    except Timeout:
        raise InputError(
            f"another run is writing into {out}; wait until it has ended, or choose another "
            "output folder"
        ) from None
    except OSError as error:
        raise InputError(
            f"{folder} cannot be used: {error.strerror or error}; check its permissions"
        ) from None
    try:
        yield folder
    finally:
        lock.release()


def start_over(out: Path, folder: Path) -> int:
    """Remove what the journal says is the tool's own and still as it was written, then the journal
    and the cache; how many outputs that was. Folders left empty go, too."""
    removed = 0
    try:
        journal = Journal.open(folder / JOURNAL)
    except InputError:  # what is damaged says nothing
        outputs = []
    else:
        outputs = journal.outputs()
        journal.close()
    for output in outputs:
        if is_as_written(output, out) is not None:
            (out / output.path).unlink(missing_ok=True)
            removed += 1
            with suppress(OSError):  # not empty
                (out / output.path).parent.rmdir()
    for name in (JOURNAL, CACHE):
        remove(folder / name)
    os.makedirs(out, exist_ok=True)
    return removed
