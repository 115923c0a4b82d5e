"""What the steps before training share: files written whole or not at all, errors in a sentence."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sentencepiece as spm

from translator.errors import InputError, TranslatorError

ASSETS = Path(__file__).resolve().parents[1] / "translator" / "assets"
"""Where the embedded model's source.spm and target.spm are."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to, renamed to it at the end; removed if anything fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        yield part
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def piece_model(path: Path) -> Any:
    """A SentencePiece model; InputError where there is none."""
    try:
        return spm.SentencePieceProcessor(str(path))
    except (OSError, RuntimeError) as error:
        raise InputError(f"{path}: no SentencePiece model; give its folder by --models.") from error


def positive(text: str) -> int:
    """An option's value that must be a whole number above 0."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text} is not a whole number above 0")
    return int(text)


def ended(step: Callable[[], None]) -> int:
    """Run a step. The exit status: 0, or the error's after its sentence on standard error."""
    try:
        step()
    except TranslatorError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    except OSError as error:
        print(f"{error.filename or 'file'}: {error.strerror or error}.", file=sys.stderr)
        return 1
    return 0
