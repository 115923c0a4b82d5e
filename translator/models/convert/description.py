"""The model.json of a converted model: what is known of it, and what is not, said so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from translator.models.checksum import file_sha256
from translator.models.convert.source import Source

UNKNOWN = "not known to this tool"

_DATE = re.compile(r"20\d\d-\d\d-\d\d")
_LICENCE_LINE = re.compile(r"^license:\s*[\"']?([\w.+-]+)[\"']?\s*$", re.MULTILINE | re.IGNORECASE)
_LICENCES = (
    ("Attribution 4.0 International", "CC-BY-4.0"),
    ("Apache License", "Apache-2.0"),
    ("Mozilla Public License", "MPL-2.0"),
    ("MIT License", "MIT"),
    ("CC0", "CC0-1.0"),
)


@dataclass(frozen=True, slots=True)
class Naming:
    """What someone knows of a model beyond its files; None leaves it to the files.

    facts: entries of model.json as they are (training_data, quality).
    origin: entries of its `origin` (the address it was fetched from).
    """

    name: str | None = None
    version: str | None = None
    licence: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    origin: Mapping[str, Any] = field(default_factory=dict)


def write_description(
    folder: Path, source: Source, naming: Naming, measured: Mapping[str, Any]
) -> None:
    """Write model.json into a folder whose other files are all there.

    `measured` holds what the converter found: architecture, lengths, quantization.
    """
    files = {
        path.name: {"sha256": file_sha256(path), "bytes": path.stat().st_size}
        for path in sorted(folder.iterdir())
    }
    metadata = {
        "name": naming.name,
        "version": naming.version or _version(source),
        "licence": naming.licence or _licence(source.folder),
        "source_language": "ar",
        "target_language": "en",
        "training_data": UNKNOWN,
        "quality": UNKNOWN,
        **naming.facts,
        "origin": {
            "kind": source.kind.value,
            "file": source.path.name,
            "sha256": source.sha256,
            **naming.origin,
        },
        **measured,
        "files": files,
    }
    text = json.dumps(metadata, ensure_ascii=False, indent=1) + "\n"
    (folder / "model.json").write_text(text, encoding="utf-8")


def _version(source: Source) -> str:
    """The release's date, which OPUS-MT writes into names; else the beginning of its checksum."""
    for name in (source.path.name, source.weights.name):
        found = _DATE.search(name)
        if found:
            return found.group()
    return source.sha256[:8]


def _licence(folder: Path) -> str:
    """The licence a release's own files state: a LICENSE file, or the head of a model card."""
    for name in ("LICENSE", "LICENSE.txt", "LICENSE.md"):
        text = _beginning(folder / name)
        for mark, licence in _LICENCES:
            if mark.casefold() in text.casefold():
                return licence
    found = _LICENCE_LINE.search(_beginning(folder / "README.md"))
    return found.group(1) if found else UNKNOWN


def _beginning(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(4096).decode("utf-8", errors="replace")
    except OSError:
        return ""
