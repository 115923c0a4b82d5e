"""Other toolkits' models into this tool's model folders, without PyTorch.

What can be converted: an OPUS-MT release (zip or folder), a Marian .npz beside its vocabularies, a
Hugging Face MarianMT folder, an Argos Translate package, and a folder in CTranslate2's format.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from translator.errors import InputError, TranslatorError
from translator.models.convert import huggingface, marian, packaged, selftest
from translator.models.convert.description import Naming, write_description
from translator.models.convert.network import MAX_SOURCE_PIECES
from translator.models.convert.pieces import folds, restricted
from translator.models.convert.source import Kind, Source, open_source
from translator.models.convert.vocabulary import language_tokens
from translator.models.folder import ModelInfo, read_folder

DEFAULT_QUANTIZATION = "int8"
"""A quarter of float32's size; what the engine computes in on most processors anyway."""

__all__ = ["DEFAULT_QUANTIZATION", "Naming", "convert"]


def convert(
    source: Path,
    output: Path,
    *,
    quantization: str | None = None,
    naming: Naming | None = None,
    replace: bool = False,
) -> ModelInfo:
    """Convert a model into the folder `output`, which must not exist or be empty.

    With `replace` a folder that is there gives way to the new one at the last moment.

    `quantization` is one of `ctranslate2.specs.model_spec.ACCEPTED_MODEL_TYPES`.
    The folder appears as a whole, after the converted model has passed its self-test, or not at
    all. Raises InputError for a source that cannot be converted or an output in the way,
    ModelError for a model that talks nonsense, TranslatorError where the disk refuses.
    """
    naming = naming or Naming()
    output = output.absolute()
    if not replace:
        _check_output(output)
    with _work_folder(output) as work:
        unpacked, model = work / "source", work / "model"
        unpacked.mkdir()
        model.mkdir()
        opened = open_source(source, unpacked)
        measured, vocabulary = _write_network(opened, model, quantization)
        naming = dataclasses.replace(naming, name=naming.name or output.name)
        write_description(model, opened, naming, measured)
        selftest.check(read_folder(model), _hint(vocabulary))
        if os.path.lexists(output):
            os.replace(output, work / "before")
        os.replace(model, output)
    return read_folder(output)


def _write_network(
    source: Source, folder: Path, quantization: str | None
) -> tuple[dict[str, Any], list[str]]:
    """Write all files but model.json; returns the facts for it and the target vocabulary."""
    facts: dict[str, Any]
    if source.kind in (Kind.ARGOS, Kind.CTRANSLATE2):
        if quantization:
            raise InputError(
                f"{source.path}: its weights are in CTranslate2's format already and are taken as "
                "they are; leave --quantization out."
            )
        copied = packaged.read(source)
        copied.save(folder)
        read: Any = copied
        facts = {"architecture": "as the package has it", "quantization": "as the package has it"}
        if not copied.wants_source_eos:
            facts["wants_source_eos"] = False
        if copied.version:
            facts["version"] = copied.version
    else:
        quantization = quantization or DEFAULT_QUANTIZATION
        network = (marian if source.kind is Kind.MARIAN else huggingface).read(source)
        network.save(folder, quantization, source.path)
        read = network
        facts = {"architecture": network.architecture, "quantization": quantization}
    vocabulary = list(read.target_vocabulary)
    (folder / "source.spm").write_bytes(read.source_pieces.read_bytes())
    (folder / "target.spm").write_bytes(restricted(read.target_pieces, vocabulary))
    facts |= {
        "max_source_pieces": min(MAX_SOURCE_PIECES, read.positions - 2),
        "positions": read.positions,
        "folds_input": folds(read.source_pieces),
        "inline_terms": None,
    }
    return facts, vocabulary


def _hint(vocabulary: list[str]) -> str:
    tokens = language_tokens(vocabulary)
    if len(tokens) < 2:
        return ""
    return (
        f" Its vocabulary holds {', '.join(tokens[:3])}: a model for several target languages, "
        "which wants such a token before every text; this tool needs one for English alone."
    )


def _check_output(output: Path) -> None:
    if output.is_dir() and not output.is_symlink():
        if any(output.iterdir()):
            raise InputError(f"{output}: the folder is not empty; name a new one after -o.")
    elif os.path.lexists(output):
        raise InputError(f"{output}: is a file; name a folder after -o.")


@contextlib.contextmanager
def _work_folder(output: Path) -> Iterator[Path]:
    """A hidden folder beside the output, so that the last step is a renaming; gone afterwards."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=output.parent) as work:
            yield Path(work)
    except OSError as error:
        raise TranslatorError(
            f"{output}: cannot be written ({error.strerror or error}); choose another folder or "
            "make room."
        ) from error
