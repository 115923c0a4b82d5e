"""`translator model pull`: a release fetched, checked, converted and installed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from translator.errors import InputError, ModelError, TranslatorError
from translator.models import registry
from translator.models.catalogue import CATALOGUE, Release
from translator.models.checksum import file_sha256
from translator.models.folder import ModelInfo, read_folder

_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pulled:
    """The installed model, and whether this call installed it."""

    model: ModelInfo
    fresh: bool


def pull(
    name: str,
    *,
    file: Path | None = None,
    mirror: str | None = None,
    sha256: str | None = None,
    trust: bool = False,
    say: Callable[[str], object] = len,
) -> Pulled:
    """Install a model of the catalogue under the user's data; one that is there is left alone.

    file: the release's archive, fetched by other means; nothing is asked of the network then.
    mirror: the address of a folder that holds the archive under its own name.
    sha256: hex checksum of the archive, for a release whose checksum the catalogue lacks.
    trust: take a release of no known checksum as it comes.
    say: is given sentences for the user as the work goes on.
    Raises InputError for a name, file or option that is wrong, TranslatorError where fetching or
    writing fails, ModelError where the converted model talks nonsense. Nothing is installed then.
    """
    from filelock import FileLock, Timeout

    release = CATALOGUE.get(name)
    if release is None:
        raise InputError(f"{name}: no model of that name can be pulled; there are "
                         f"{', '.join(CATALOGUE)}.")  # fmt: skip
    expected = _expected(release, sha256, trust)
    target = registry.user_folder() / name
    there = _installed(target)
    if there:
        return Pulled(there, fresh=False)
    downloads = registry.user_folder().parent / "downloads"
    try:
        downloads.mkdir(parents=True, exist_ok=True)
        with FileLock(downloads / f"{name}.lock", timeout=0):
            model = _install(release, target, file, mirror, expected, downloads, say)
    except Timeout:
        raise TranslatorError(f"{name}: is being pulled already; wait for that to end.") from None
    except OSError as error:
        raise TranslatorError(
            f"{downloads}: cannot be written ({error.strerror or error}); make room or free it."
        ) from error
    return Pulled(model, fresh=True)


def _expected(release: Release, sha256: str | None, trust: bool) -> str | None:
    """The checksum the archive must have; None where the user trusts what comes."""
    given = sha256.strip().lower() if sha256 else None
    if given and not _SHA256.fullmatch(given):
        raise InputError(f"--sha256 {sha256}: is not a SHA-256, 64 hexadecimal digits.")
    if given and release.sha256 and given != release.sha256:
        raise InputError(
            f"--sha256 {sha256}: {release.name} is known to have {release.sha256}; leave the "
            "option out."
        )
    expected = given or release.sha256
    if expected is None and not trust:
        raise InputError(
            f"{release.name}: no checksum of it is published; give the one you know with "
            "--sha256, or --trust to use the file as it comes."
        )
    return expected


def _installed(target: Path) -> ModelInfo | None:
    """The model there, if it is whole."""
    if not target.is_dir():
        return None
    try:
        return read_folder(target)
    except ModelError:
        return None


def _install(
    release: Release,
    target: Path,
    file: Path | None,
    mirror: str | None,
    expected: str | None,
    downloads: Path,
    say: Callable[[str], object],
) -> ModelInfo:
    from translator.models.convert import Naming, convert
    from translator.models.download import fetch

    address = None if file else _address(release, mirror)
    if file:
        archive = file
        _check_file(file, expected)
    else:
        assert address is not None
        archive = downloads / f"{release.name}{Path(urlsplit(address).path).suffix}"
        say(f"fetching {address}")
        fetch(address, archive, expected, say)
    say(f"converting {release.name}; this takes a minute or two")
    naming = Naming(
        name=release.name,
        version=release.version,
        licence=release.licence,
        facts=release.facts,
        origin={
            **({"address": address} if address else {}),
            "checksum": "as expected" if expected else "not known beforehand, trusted by the user",
        },
    )
    model = convert(archive, target, naming=naming, replace=True)
    if not file:
        archive.unlink(missing_ok=True)
    return model


def _address(release: Release, mirror: str | None) -> str:
    if release.address is None:
        raise InputError(
            f"{release.name}: no lasting address of it is known ({release.note}); give the "
            "archive with --from."
        )
    if mirror is None:
        return release.address
    if urlsplit(mirror).scheme not in ("http", "https"):
        raise InputError(f"--mirror {mirror}: must be an address beginning with http or https.")
    return f"{mirror.rstrip('/')}/{release.address.rpartition('/')[2]}"


def _check_file(file: Path, expected: str | None) -> None:
    try:
        found = file_sha256(file)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{file}: cannot be read ({reason}).") from error
    if expected and found != expected:
        raise InputError(
            f"{file}: is not the release expected (SHA-256 {found}, not {expected}); fetch it "
            "again."
        )
