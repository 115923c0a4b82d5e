"""Models in CTranslate2's format already: Argos packages, folders without a model.json."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translator.errors import InputError
from translator.models.binary import contents
from translator.models.convert import vocabulary
from translator.models.convert.source import Kind, Source

_VOCABULARIES = ("shared_vocabulary", "source_vocabulary", "target_vocabulary")
_CONFIG_FROM = 6
"""The version of model.bin since which config.json holds the special tokens."""

_DEFAULT_POSITIONS = 512


@dataclass(frozen=True, slots=True)
class Packaged:
    """A network that is copied as it is.

    files: what goes into the model folder, by the name there.
    config: the contents of config.json, made where an old package has none.
    positions: rows of the position table.
    wants_source_eos: whether the source must end in `</s>` (Marian's do, OpenNMT-py's do not).
    version: what the package says of its own version.
    """

    files: dict[str, Path]
    config: dict[str, Any]
    positions: int
    source_pieces: Path
    target_pieces: Path
    target_vocabulary: list[str]
    wants_source_eos: bool
    version: str | None

    def save(self, folder: Path) -> None:
        """Copy the network into a folder that exists."""
        for name, path in self.files.items():
            shutil.copyfile(path, folder / name)
        (folder / "config.json").write_text(
            json.dumps(self.config, indent=2, sort_keys=True) + "\n", encoding="utf-8"
        )


def read(source: Source) -> Packaged:
    """Read a package or folder and check that weights and vocabularies belong together.

    CTranslate2 does not: with a vocabulary of another length it shifts the words in silence.
    Raises InputError naming what is missing or does not fit.
    """
    argos = source.kind is Kind.ARGOS
    network = source.weights.parent
    metadata = _json(source.folder / "metadata.json") if argos else {}
    if argos:
        _check_argos(source, metadata)
    source_pieces, target_pieces = _sentencepieces(source)
    binary = contents(source.weights)
    files = {"model.bin": source.weights}
    vocabularies = {}
    for stem in _VOCABULARIES:
        for path in (network / f"{stem}.json", network / f"{stem}.txt"):
            if path.is_file():
                files[path.name] = path
                vocabularies[stem.partition("_")[0]] = vocabulary.read(path)
                break
    for side, variable in (
        ("source", binary.rows("encoder/embeddings_0/weight", "encoder/embeddings/weight")),
        ("target", binary.rows("decoder/embeddings/weight")),
    ):
        pieces = vocabularies.get(side, vocabularies.get("shared"))
        if pieces is None:
            raise InputError(f"{source.path}: its {side} vocabulary is missing.")
        if variable is not None and variable != len(pieces):
            raise InputError(
                f"{source.path}: its {side} vocabulary has {len(pieces)} pieces and its weights "
                f"have {variable}; fetch the model again."
            )
    if (network / "config.json").is_file():
        config = _json(network / "config.json")
    elif binary.version < _CONFIG_FROM:
        config = {}  # the special tokens stand in model.bin
    else:
        raise InputError(f"{source.path}: config.json is missing; fetch the model again.")
    positions = binary.rows("encoder/position_encodings/encodings") or _DEFAULT_POSITIONS
    return Packaged(
        files,
        config,
        positions,
        source_pieces,
        target_pieces,
        vocabularies.get("target", vocabularies.get("shared", [])),
        wants_source_eos=not argos,
        version=str(metadata["package_version"]) if "package_version" in metadata else None,
    )


def _check_argos(source: Source, metadata: dict[str, Any]) -> None:
    languages = metadata.get("from_code"), metadata.get("to_code")
    if languages != ("ar", "en"):
        raise InputError(
            f"{source.path}: translates {languages[0]} into {languages[1]}; this tool needs a "
            "package from ar into en."
        )
    for name in ("target_prefix", "source_prefix"):
        if metadata.get(name):
            raise InputError(
                f"{source.path}: wants {metadata[name]!r} before every text, being a model for "
                "several languages; this tool needs one from ar into en alone."
            )


def _sentencepieces(source: Source) -> tuple[Path, Path]:
    both = source.file("source.spm"), source.file("target.spm")
    shared = source.file("sentencepiece.model")
    if both[0] and both[1]:
        return both[0], both[1]
    if shared:
        return shared, shared
    raise InputError(
        f"{source.path}: holds neither sentencepiece.model nor source.spm and target.spm; "
        "packages with other subwords cannot be used."
    )


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path}: cannot be read as JSON; fetch the model again.") from error
    if not isinstance(value, dict):
        raise InputError(f"{path}: is not a JSON object; fetch the model again.")
    return value
