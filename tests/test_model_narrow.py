"""8-bit weights stay within seven bits, and mean the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from ctranslate2.specs import common_spec
from ctranslate2.specs.model_spec import LayerSpec
from marian_release import huggingface_folder

from translator.models import EMBEDDED
from translator.models.binary import Variable, contents
from translator.models.convert import convert
from translator.models.narrow import LARGEST, narrow


class Two(LayerSpec):
    """Two layers with the same weights, which CTranslate2 stores once."""

    def __init__(self) -> None:
        self.first = common_spec.LinearSpec()
        self.second = common_spec.LinearSpec()


def integers(path: Path) -> list[np.ndarray]:
    """The 8-bit weights of a model.bin."""
    data = path.read_bytes()
    found: dict[int, Variable] = {
        one.offset: one
        for one in contents(path).variables.values()
        if one.type == "int8" and one.shape
    }
    return [np.frombuffer(data, np.int8, v.size, v.offset) for v in found.values()]


def test_weights_mean_the_same_within_a_step() -> None:
    weights = np.random.default_rng(3).normal(size=(5, 40)).astype(np.float32)
    weights[2] = 0
    two = Two()
    for layer in (two.first, two.second):
        layer.weight, layer.bias = weights.copy(), np.zeros(5, dtype=np.float32)
    two.validate()
    two.optimize(quantization="int8")
    narrow(two)
    values = two.variables()
    [(name, stored)] = [(n, v) for n, v in values.items() if getattr(v, "dtype", "") == "int8"]
    rows, scale = stored.numpy(), values[f"{name}_scale"].numpy()
    assert np.abs(rows).max() == LARGEST
    step = np.abs(weights).max(axis=1, keepdims=True) / LARGEST
    assert (np.abs(rows / scale[:, None] - weights) <= 0.76 * step).all()


@pytest.mark.parametrize("quantization", ["float32", "float16", "int16"])
def test_other_weights_stay(quantization: str) -> None:
    one = common_spec.LinearSpec()
    one.weight, one.bias = np.eye(3, dtype=np.float32), np.zeros(3, dtype=np.float32)
    one.validate()
    one.optimize(quantization=quantization)
    before = {name: value.numpy().copy() for name, value in one.variables().items()}
    narrow(one)
    for name, value in one.variables().items():
        assert np.array_equal(before[name], value.numpy())


def test_converted_models_and_the_embedded_one_are_within_seven_bits(tmp_path: Path) -> None:
    model = convert(huggingface_folder(tmp_path / "hub"), tmp_path / "out")
    for folder in (model.path, EMBEDDED):
        found = integers(folder / "model.bin")
        assert found
        assert max(np.abs(one).max() for one in found) == LARGEST
