"""A model folder: what CTranslate2 writes, two SentencePiece models and a model.json."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translator.errors import ModelError
from translator.models.entries import Entries

_CHECKED = ("config.json", "model.bin", "source.spm", "target.spm")
"""What every model folder holds; the vocabularies' names depend on the model."""

_SHORTEST = 8
"""Source pieces a model takes at least: with fewer a sentence falls into single words."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What model.json and config.json say of a model.

    max_source_pieces: the longest source it was trained for; longer ones are split.
    positions: size of the position table, in pieces, end of sentence included.
    folds_input: its source.spm folds Arabic spelling itself, so raw text goes in.
    inline_terms: "replace" where it was trained to copy English put into the source.
    adds_source_eos: no end of sentence need be put to the source, since the model adds it or
        was trained without (`wants_source_eos` false).
    checksum: hex SHA-256 over the checksums of its files; names the model in outputs.
    """

    path: Path
    name: str
    version: str
    licence: str
    source_language: str
    target_language: str
    max_source_pieces: int
    positions: int
    folds_input: bool
    inline_terms: str | None
    adds_source_eos: bool
    checksum: str
    metadata: Mapping[str, Any]

    @property
    def label(self) -> str:
        """Name and version, as outputs carry them."""
        return f"{self.name} {self.version}"


def read_folder(path: Path) -> ModelInfo:
    """Read a model folder and check every file against its recorded size and SHA-256.

    CTranslate2 does not: with a vocabulary of the wrong length it loads and shifts the words.
    Raises ModelError, naming the file and the remedy.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise ModelError(f"{path}: no such model folder; see `translator model list`.") from None
    except (OSError, ValueError) as error:  # ValueError: a name no file can have
        reason = getattr(error, "strerror", None) or error
        raise ModelError(f"{path}: the folder cannot be read ({reason}).") from None
    if not stat.S_ISDIR(found.st_mode):
        raise ModelError(f"{path}: a model is a folder, and this is a file.")
    metadata = _read_json(path / "model.json")
    config = _read_json(path / "config.json")
    files = metadata.get("files")
    files = files if isinstance(files, dict) else {}
    for name in _CHECKED:
        if name not in files:
            raise ModelError(f"{path / 'model.json'}: lists no checksum of {name} under `files`.")
    for name, expected in files.items():
        if name in ("", ".", "..") or set(name) & set("/\\\0"):
            raise ModelError(f"{path / 'model.json'}: {name!r} under `files` is no name of a file.")
        _check_file(path / name, expected)
    entries = Entries(metadata, str(path / "model.json"))
    languages = (entries.text("source_language"), entries.text("target_language"))
    if languages != ("ar", "en"):
        raise ModelError(
            f"{path}: translates {languages[0]} into {languages[1]}; this tool needs a model from "
            "ar into en."
        )
    return ModelInfo(
        path=path,
        name=entries.text("name"),
        version=entries.text("version"),
        licence=entries.text("licence"),
        source_language=languages[0],
        target_language=languages[1],
        max_source_pieces=entries.number("max_source_pieces", least=_SHORTEST),
        positions=entries.number("positions", least=_SHORTEST, default=256),
        folds_input=entries.switch("folds_input"),
        inline_terms=entries.choice("inline_terms", "replace"),
        adds_source_eos=bool(config.get("add_source_eos", False))
        or not entries.switch("wants_source_eos", default=True),
        checksum=_digest(files),
        metadata=metadata,
    )


def _read_json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(
            f"{path.parent}: not a model folder of this tool ({path.name} is missing)."
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ModelError(f"{path}: cannot be read ({reason}); copy the model again.") from error
    if not isinstance(value, dict):
        raise ModelError(f"{path}: not a JSON object; copy the model again.")
    return value


def _check_file(path: Path, expected: Any) -> None:
    if not isinstance(expected, dict) or "sha256" not in expected:
        raise ModelError(f"{path.parent / 'model.json'}: no sha256 for {path.name}.")
    try:
        with path.open("rb") as file:
            digest = hashlib.sha256()
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be read ({error.strerror}); copy the model again."
        ) from error
    if digest.hexdigest() != expected["sha256"]:
        raise ModelError(
            f"{path}: is not the file that model.json describes (checksum differs); "
            "copy the model again."
        )


def _digest(files: Mapping[str, Any]) -> str:
    lines = "".join(f"{name} {files[name]['sha256']}\n" for name in sorted(files))
    return hashlib.sha256(lines.encode()).hexdigest()
