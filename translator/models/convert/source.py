"""What kind of model a file or folder is."""

from __future__ import annotations

import enum
import zipfile
from dataclasses import dataclass
from pathlib import Path

from translator.errors import InputError
from translator.models.archive import unpack
from translator.models.checksum import file_sha256


class Kind(enum.Enum):
    """The kinds of models that can be converted."""

    MARIAN = "Marian"
    HUGGING_FACE = "Hugging Face MarianMT"
    ARGOS = "Argos Translate package"
    CTRANSLATE2 = "CTranslate2"


@dataclass(frozen=True, slots=True)
class Source:
    """A model to convert.

    path: as the user gave it.
    folder: where its files lie, unpacked.
    kind: what the files are.
    weights: the file of the weights.
    sha256: hex SHA-256 of the archive, or of the weights where a folder or .npz was given.
    """

    path: Path
    folder: Path
    kind: Kind
    weights: Path
    sha256: str

    def file(self, name: str) -> Path | None:
        """A file of the folder by its plain name, None where it is not there."""
        path = self.folder / name
        return path if path.is_file() else None

    def files(self, pattern: str) -> list[Path]:
        """The files of the folder whose names match a pattern, sorted."""
        return sorted(path for path in self.folder.glob(pattern) if path.is_file())


def open_source(path: Path, work: Path) -> Source:
    """Unpack `path` into the empty folder `work` if it is an archive, and say what it holds.

    Raises InputError where it is missing or no model of a known kind.
    """
    try:
        if path.is_dir():
            return _recognise(path, _inner(path), None)
        if path.suffix.lower() == ".npz" and path.is_file():
            return Source(path, path.parent, Kind.MARIAN, path, file_sha256(path))
        if not path.is_file():
            raise InputError(f"{path}: no such file or folder.")
        if not zipfile.is_zipfile(path):
            raise InputError(f"{path}: is no zip archive, Marian .npz or folder of a model.")
        unpack(path, work)
        return _recognise(path, _inner(work), file_sha256(path))
    except (OSError, ValueError) as error:  # ValueError: a name no file can have
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: cannot be read ({reason}).") from error


def _inner(folder: Path) -> Path:
    """The folder itself, or the one it holds and nothing else (archives often have one)."""
    inside = list(folder.iterdir())
    while len(inside) == 1 and inside[0].is_dir():
        folder = inside[0]
        inside = list(folder.iterdir())
    return folder


def _recognise(path: Path, folder: Path, sha256: str | None) -> Source:
    networks = _networks(folder)
    kind: Kind | None = None
    weights = folder / "model.bin"
    if (folder / "metadata.json").is_file() and (folder / "model" / "model.bin").is_file():
        kind, weights = Kind.ARGOS, folder / "model" / "model.bin"
    elif weights.is_file():
        kind = Kind.CTRANSLATE2
    elif networks:
        kind, weights = Kind.MARIAN, _one(path, networks)
    elif (folder / "config.json").is_file():
        found = [folder / name for name in ("model.safetensors", "pytorch_model.bin")]
        found = [one for one in found if one.is_file()]
        if found:
            kind, weights = Kind.HUGGING_FACE, found[0]
    if kind is None:
        raise InputError(
            f"{path}: holds no model this tool converts: no Marian .npz, no model.safetensors or "
            "pytorch_model.bin beside a config.json, no model.bin of CTranslate2, no Argos package."
        )
    return Source(path, folder, kind, weights, sha256 or file_sha256(weights))


def _networks(folder: Path) -> list[Path]:
    """The Marian models of a folder: those decoder.yml names, else all .npz files there."""
    from translator.models.convert.marian import decoder_settings

    named = decoder_settings(folder).get("models")
    if isinstance(named, list) and named:
        return [folder / Path(str(name)).name for name in named]
    return sorted(p for p in folder.glob("*.npz") if not p.name.endswith(".optimizer.npz"))


def _one(path: Path, networks: list[Path]) -> Path:
    best = [one for one in networks if ".best-" in one.name]
    chosen = networks if len(networks) == 1 else best
    if len(chosen) != 1:
        names = ", ".join(one.name for one in networks)
        raise InputError(
            f"{path}: holds several models ({names}); give the one to convert, a .npz file."
        )
    if not chosen[0].is_file():
        raise InputError(f"{path}: decoder.yml names {chosen[0].name}, which is not there.")
    return chosen[0]
