"""Models that the ladder was not made for: one that knows nothing, one whose attention is no guide.

Both have the embedded model's pieces, so that they read and write any text.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import TransformerSpec

from translator.models import EMBEDDED, ModelInfo, find
from translator.models.binary import contents

LAYERS, WIDTH, INNER, HEADS, POSITIONS = (1, 1), 32, 64, 4, 256
SHORT = 11.0
"""What is added for the end of a sentence, so that all lengths are written."""
_HEAD = 256 // 8


def by_chance(folder: Path, inline_terms: str | None, seed: int = 3) -> ModelInfo:
    """A small transformer of random weights."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(seed)
    sides = [_vocabulary(side) for side in ("source", "target")]
    made = TransformerSpec.from_config(LAYERS, HEADS, pre_norm=False)
    made.register_source_vocabulary(sides[0])
    made.register_target_vocabulary(sides[1])
    made.config.add_source_eos = True
    made.config.decoder_start_token = "</s>"
    encoder, decoder = made.encoder, made.decoder
    for stack, words in ((encoder, sides[0]), (decoder, sides[1])):
        embeddings = stack.embeddings[0] if stack is encoder else stack.embeddings
        embeddings.weight = rng.normal(0, 0.6, (len(words), WIDTH)).astype(np.float32)
        stack.position_encodings.encodings = rng.normal(0, 1.0, (POSITIONS, WIDTH)).astype("f4")
        for layer in stack.layer:
            _attention(layer.self_attention, rng, (3 * WIDTH, WIDTH))
            if stack is decoder:
                _attention(layer.attention, rng, (WIDTH, 2 * WIDTH, WIDTH))
            _linear(layer.ffn.linear_0, rng, INNER, WIDTH)
            _linear(layer.ffn.linear_1, rng, WIDTH, INNER)
            _norm(layer.ffn.layer_norm)
    decoder.start_from_zero_embedding = True
    decoder.projection.weight = rng.normal(0, 0.6, (len(sides[1]), WIDTH)).astype(np.float32)
    decoder.projection.bias = np.zeros(len(sides[1]), dtype=np.float32)
    decoder.projection.bias[sides[1].index("</s>")] = SHORT
    made.validate()
    made.optimize(quantization="float32")
    made.save(str(folder))
    for side in ("source", "target"):
        shutil.copy(EMBEDDED / f"{side}.spm", folder)
    return replace(find(), path=folder, name="by-chance", inline_terms=inline_terms)


def with_another_head(folder: Path) -> ModelInfo:
    """The embedded model, which is not said to copy English, with two heads of the last layer in
    each other's place: it says the same, and the attention that is shown was trained by nobody."""
    shutil.copytree(EMBEDDED, folder)
    path = folder / "model.bin"
    variables = contents(path).variables
    order = np.arange(256).reshape(8, _HEAD)
    order[[0, 5]] = order[[5, 0]]
    swap = order.ravel()
    layer = "decoder/layer_1/attention"
    with path.open("r+b") as file:
        for name, parts in (("linear_0", 1), ("linear_1", 2)):
            rows = np.concatenate([swap + 256 * part for part in range(parts)])
            for part in ("weight", "weight_scale", "bias"):
                _rewrite(file, variables[f"{layer}/{name}/{part}"], lambda old, r=rows: old[r])
        _rewrite(file, variables[f"{layer}/linear_2/weight"], lambda old: old[:, swap])
    return replace(find(), path=folder, name="another-head", inline_terms=None)


def _rewrite(file: Any, variable: Any, change: Any) -> None:
    file.seek(variable.offset)
    old = np.frombuffer(file.read(variable.size), dtype=variable.type).reshape(variable.shape)
    file.seek(variable.offset)
    file.write(np.ascontiguousarray(change(old)).tobytes())


def _vocabulary(side: str) -> list[str]:
    loaded = json.loads((EMBEDDED / f"{side}_vocabulary.json").read_text(encoding="utf-8"))
    assert isinstance(loaded, list)
    return loaded


def _attention(spec: Any, rng: np.random.Generator, rows: tuple[int, ...]) -> None:
    for linear, count in zip(spec.linear, rows, strict=True):
        _linear(linear, rng, count, WIDTH)
    _norm(spec.layer_norm)


def _linear(spec: Any, rng: np.random.Generator, out: int, into: int) -> None:
    spec.weight = rng.normal(0, 1.5 / np.sqrt(into), (out, into)).astype(np.float32)
    spec.bias = rng.normal(0, 0.1, out).astype(np.float32)


def _norm(spec: Any) -> None:
    spec.gamma = np.ones(WIDTH, dtype=np.float32)
    spec.beta = np.zeros(WIDTH, dtype=np.float32)
