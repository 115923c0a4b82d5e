"""Files of weights and of training states."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import torch

from training.steps import replacing
from translator.errors import InputError


def load(path: Path) -> Any:
    """What `save` wrote there. Raises InputError where there is no such file, or another kind."""
    try:
        return torch.load(path, map_location="cpu")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; see training/README.md.") from None
    except (pickle.UnpicklingError, RuntimeError, EOFError) as error:
        raise InputError(f"{path}: no file of weights; see training/README.md.") from error


def save(what: object, path: Path) -> None:
    """Write a whole file or none."""
    with replacing(path) as part:
        torch.save(what, part)
