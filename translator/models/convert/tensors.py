"""The weights of a Hugging Face folder as numpy arrays by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from translator.errors import InputError
from translator.models.convert.network import Floats


@dataclass(frozen=True, slots=True)
class Tensors:
    """Arrays by name; all come out as float32. Raises InputError for one that is not there."""

    arrays: Mapping[str, Any]
    where: Path

    def find(self, name: str) -> Floats | None:
        """The array of a name, None where there is none."""
        array = self.arrays.get(name)
        return None if array is None else np.asarray(array, dtype=np.float32)

    def get(self, name: str) -> Floats:
        """The array of a name."""
        return self.first(name)

    def first(self, *names: str) -> Floats:
        """The first there is of several names: tied weights are often stored under one only."""
        for name in names:
            array = self.find(name)
            if array is not None:
                return array
        raise InputError(
            f"{self.where}: holds no {names[0]}; it is not the model config.json says."
        )


def read_tensors(path: Path) -> Tensors:
    """Read a .safetensors file, or a .bin file of PyTorch where that is installed."""
    arrays = _safetensors(path) if path.suffix == ".safetensors" else _pytorch(path)
    return Tensors(arrays, path)


def _safetensors(path: Path) -> Mapping[str, Any]:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        return load_file(path)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: cannot be read ({reason}); fetch it again.") from error


def _pytorch(path: Path) -> Mapping[str, Any]:
    try:
        import torch
    except ImportError:
        raise InputError(
            f"{path}: a .bin file can be read with PyTorch only; install it "
            "(pip install 'arabic-translator[torch]'), or fetch model.safetensors instead."
        ) from None
    try:
        # Tensors only: a pickle may run code otherwise.
        weights = torch.load(path, map_location="cpu", weights_only=True)
        return {name: tensor.float().numpy() for name, tensor in weights.items()}
    except Exception as error:  # pickles fail in too many ways to name
        reason = str(error).split("\n")[0]
        raise InputError(f"{path}: cannot be read ({reason}); fetch it again.") from error
