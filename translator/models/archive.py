"""Unpacking a downloaded archive without letting it write anywhere else or fill the disk."""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from translator.errors import InputError, TranslatorError

MOST_MEMBERS = 5_000
MOST_BYTES = 8 << 30
"""Beyond any model this tool can use: the largest release unpacks to about 1 GB."""

_BLOCK = 1 << 20
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError
)  # fmt: skip
"""What `zipfile` raises for files that are damaged, encrypted or of an unknown kind."""


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a zip file into an empty folder that exists.

    Nothing is written unless every member is a plain file or folder of a name that stays inside,
    and all of them together are of a reasonable size. Sizes are those the archive states, which
    `zipfile` holds each member to. Raises InputError naming the archive and the member,
    TranslatorError where the disk has no room.
    """
    try:
        opened = zipfile.ZipFile(archive)
    except _BROKEN as error:
        raise _broken(archive, error) from error
    with opened:
        members = opened.infolist()
        targets = _targets(archive, members)
        _check_room(archive, sum(member.file_size for member in members), folder)
        try:
            for member, name in zip(members, targets, strict=True):
                _write(archive, opened, member, folder / name)
        except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
            raise InputError(f"{archive}: holds two members of one name.") from error
        except OSError as error:
            raise TranslatorError(
                f"{folder}: cannot be written ({error.strerror or error}); make room or choose "
                "another folder."
            ) from error
        except _BROKEN as error:
            raise _broken(archive, error) from error


def _write(archive: Path, opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    if member.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        packed = opened.open(member)
    except _BROKEN as error:
        raise _broken(archive, error) from error
    with packed, target.open("xb") as file:
        shutil.copyfileobj(packed, file, _BLOCK)


def _broken(archive: Path, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or error
    return InputError(f"{archive}: cannot be unpacked ({reason}); fetch the file again.")


def _targets(archive: Path, members: list[zipfile.ZipInfo]) -> list[str]:
    """Where each member goes, relative to the folder; refuses what must not be unpacked."""
    if len(members) > MOST_MEMBERS:
        raise InputError(
            f"{archive}: holds {len(members)} members, where a model has a handful; "
            "it is not unpacked."
        )
    total = sum(member.file_size for member in members)
    if total > MOST_BYTES:
        raise InputError(
            f"{archive}: unpacks to {total / 1e9:.1f} GB, more than any model this tool knows; "
            "it is not unpacked."
        )
    names = []
    for member in members:
        name = member.filename.replace("\\", "/")
        path = PurePosixPath(name)
        drive = name[1:2] == ":"
        if not name or path.is_absolute() or drive or ".." in path.parts or not path.parts:
            raise InputError(
                f"{archive}: the member {member.filename!r} would land outside its folder; "
                "the archive is not unpacked."
            )
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise InputError(
                f"{archive}: the member {member.filename!r} is a link or a device, not a file; "
                "the archive is not unpacked."
            )
        names.append(str(path))
    return names


def _check_room(archive: Path, total: int, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if total > free:
        raise TranslatorError(
            f"{archive}: unpacks to {total / 1e6:.0f} MB, and {free / 1e6:.0f} MB are free in "
            f"{folder}; make room."
        )
