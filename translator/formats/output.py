"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from translator.errors import InputError, TranslatorError

PART = ".translator-part"
"""The end of the names of files still being written; nothing else bears it."""

_USERS_DOING = {
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.ENAMETOOLONG,
    errno.ELOOP,
}


def write_file(path: Path, content: bytes | str) -> None:
    """Put `content` into the file `path`, a text in UTF-8, taking the place of what was there.

    The content goes into a hidden file beside it first, which takes its name when complete: a run
    that is killed or meets a full disk leaves the old file or none. An old file's permissions
    stay, and one that is write-protected is not replaced. Devices and pipes (`/dev/null`) are
    written directly. Raises InputError (no permission, no such folder) or TranslatorError (disk
    full).
    """
    data = encoded(content) if isinstance(content, str) else content
    try:
        replace_file(path, (data,))
    except OSError as error:
        raise _unwritable(Path(os.path.realpath(path)), error) from None


def replace_file(path: Path, pieces: Iterable[bytes]) -> None:
    """What `write_file` does, a piece at a time, for what may be larger than memory.

    Raises OSError; the file is then as it was.
    """
    path = Path(os.path.realpath(path))  # a link keeps pointing at the file it points at
    if path.exists() and not path.is_file():
        with open(path, "wb") as file:
            file.writelines(pieces)
        return
    # Not the name itself with something added: that could be longer than a name may be.
    digest = hashlib.sha256(os.fsencode(path.name)).hexdigest()
    part = path.with_name(f".{digest[:16]}{PART}")
    part.unlink(missing_ok=True)
    try:
        with open(part, "xb") as file:
            file.writelines(pieces)
        if path.exists():
            if not os.access(path, os.W_OK):
                raise PermissionError(errno.EACCES, "the file is write-protected")
            part.chmod(stat.S_IMODE(path.stat().st_mode))
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def real(path: str | Path) -> Path:
    """Where a path leads, links followed; one that leads in a ring stays as it is."""
    return Path(os.path.realpath(path))


def encoded(text: str) -> bytes:
    """`text` as the bytes of a file, in UTF-8.

    Only the name of a file can hold what is not Unicode; it is escaped, and JSON even reads such an
    escape back.
    """
    return text.encode("utf-8", "backslashreplace")


def check_writable(path: Path) -> None:
    """Find out before the work begins whether `path` can become an output file.

    Raises InputError for a folder, a missing parent folder, or one that may not be written.
    """
    if os.path.isdir(path):  # unlike the method of Path, says no where it may not look
        raise InputError(f"{path} is a folder; name a file in it")
    parent = path.parent
    if not os.path.isdir(parent):
        raise InputError(f"cannot write {path}: there is no folder {parent}; create it first")
    if os.path.isfile(path) and not os.access(path, os.W_OK):
        raise InputError(f"cannot write {path}: the file is write-protected")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise InputError(f"cannot write {path}: no permission to write in {parent}")
    try:
        path.lstat()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise _unwritable(path, error) from None


def make_folder(folder: Path) -> None:
    """Create `folder` and those above it. Raises InputError where a file stands in the way."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise InputError(f"{folder} is a file; an output folder is needed") from None
    except OSError as error:
        raise _unwritable(folder, error) from None


def remove_parts(folder: Path) -> int:
    """Delete what killed runs left under `folder`; how many files that was."""
    parts = [path for path in folder.rglob(f".*{PART}") if path.is_file()]
    for part in parts:
        part.unlink(missing_ok=True)
    return len(parts)


def way_out(error: OSError) -> str:
    """What can be done about a file that cannot be written, as the end of a sentence; nothing
    where the reason itself says it."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "; free some space and run again"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "; change its permissions, or write elsewhere"
    if error.errno == errno.ELOOP:
        return "; write elsewhere"
    return ""


def _unwritable(path: Path, error: OSError) -> TranslatorError:
    kind = InputError if error.errno in _USERS_DOING else TranslatorError
    return kind(f"cannot write {path}: {error.strerror or error}{way_out(error)}")
