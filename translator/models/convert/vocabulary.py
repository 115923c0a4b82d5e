"""Vocabularies in the forms releases have them: Marian's YAML, plain lists, SentencePiece, JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from translator.errors import InputError
from translator.models.convert.pieces import pieces


def read(path: Path) -> list[str]:
    """The pieces of a vocabulary file, in the order of their numbers.

    `.yml` is Marian's, `.spm` a SentencePiece model, `.json` a mapping or list, any other name a
    text file of one piece a line. Raises InputError naming the file.
    """
    try:
        if path.suffix in (".yml", ".yaml"):
            from ctranslate2.converters.marian import load_vocab  # reads what PyYAML leaves out

            return list(load_vocab(str(path)))
        if path.suffix == ".spm":
            return pieces(path)
        if path.suffix == ".json":
            return _numbered(json.loads(path.read_text(encoding="utf-8")))
        # A piece may be U+2028 or another mark that `splitlines` would cut at.
        return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error).split("\n")[0]
        raise InputError(f"{path}: no vocabulary can be read from it ({reason}).") from error


def write_marian(tokens: Sequence[str], path: Path) -> None:
    """Write a vocabulary that `ctranslate2.converters.marian.load_vocab` reads piece for piece."""
    lines = [
        f"'{piece.replace(chr(39), chr(39) * 2)}': {number}\n"
        for number, piece in enumerate(tokens)
    ]
    path.write_text("".join(lines), encoding="utf-8")


def language_tokens(vocabulary: Sequence[str]) -> list[str]:
    """Pieces such as `>>fra<<`, which a model for several target languages wants before a text."""
    return [one for one in vocabulary if one.startswith(">>") and one.endswith("<<")]


def _numbered(value: object) -> list[str]:
    if isinstance(value, Mapping):
        numbers = sorted(value.values())
        if numbers != list(range(len(numbers))):
            raise ValueError("numbers are missing or used twice")
        return sorted(value, key=lambda piece: value[piece])
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    raise ValueError("neither a mapping of pieces to numbers nor a list of pieces")
