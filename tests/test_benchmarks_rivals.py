"""The embedded model's weights as benchmarks/rivals.py hands them to transformers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from ctranslate2.specs import common_spec, transformer_spec

from translator.engine import Engine
from translator.models import EMBEDDED

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
import rivals

WIDTH, INNER, SOURCE, TARGET, POSITIONS = 8, 12, 5, 7, 6


def network() -> transformer_spec.TransformerSpec:
    """One layer a side, weights by chance, the same each time."""
    numbers = np.random.default_rng(1)

    def some(*shape: int) -> npt.NDArray[np.float32]:
        return numbers.normal(size=shape).astype(np.float32)

    spec = transformer_spec.TransformerSpec.from_config(
        (1, 1), 2, pre_norm=False, activation=common_spec.Activation.RELU
    )
    table = some(POSITIONS, WIDTH)
    for side in (spec.encoder, spec.decoder):
        side.position_encodings.encodings = table
        side.scale_embeddings = True
    spec.encoder.embeddings[0].weight = some(SOURCE, WIDTH)
    spec.decoder.embeddings.weight = spec.decoder.projection.weight = some(TARGET, WIDTH)
    spec.decoder.projection.bias = some(TARGET)
    for layer in (spec.encoder.layer[0], spec.decoder.layer[0]):
        groups = [(layer.self_attention, (3, 1))]
        if hasattr(layer, "attention"):
            groups.append((layer.attention, (1, 2, 1)))
        for attention, parts in groups:
            for linear, many in zip(attention.linear, parts, strict=True):
                linear.weight, linear.bias = some(many * WIDTH, WIDTH), some(many * WIDTH)
            attention.layer_norm.gamma, attention.layer_norm.beta = some(WIDTH), some(WIDTH)
        layer.ffn.linear_0.weight, layer.ffn.linear_0.bias = some(INNER, WIDTH), some(INNER)
        layer.ffn.linear_1.weight, layer.ffn.linear_1.bias = some(WIDTH, INNER), some(WIDTH)
        layer.ffn.layer_norm.gamma, layer.ffn.layer_norm.beta = some(WIDTH), some(WIDTH)
    spec.register_source_vocabulary([str(n) for n in range(SOURCE)])
    spec.register_target_vocabulary([str(n) for n in range(TARGET)])
    return spec


def test_weights_are_those_before_quantization_and_fused_products_are_taken_apart(
    tmp_path: Path,
) -> None:
    packed = network()
    packed.validate()
    packed.optimize(quantization="int8")
    packed.save(str(tmp_path))
    named = rivals.marian_names(rivals.weights(tmp_path / "model.bin"))

    spec = network()
    encoder, decoder = spec.encoder.layer[0], spec.decoder.layer[0]
    wanted = {
        "lm_head.weight": spec.decoder.projection.weight,
        "final_logits_bias": spec.decoder.projection.bias[None],
        "model.encoder.embed_tokens.weight": spec.encoder.embeddings[0].weight,
        "model.decoder.embed_tokens.weight": spec.decoder.embeddings.weight,
        "model.encoder.embed_positions.weight": spec.encoder.position_encodings.encodings,
        "model.decoder.embed_positions.weight": spec.decoder.position_encodings.encodings,
        **of_layer("model.encoder.layers.0", encoder),
        **of_layer("model.decoder.layers.0", decoder),
    }
    query, rest = decoder.attention.linear[0], decoder.attention.linear[1]
    attention = "model.decoder.layers.0.encoder_attn"
    for kind in ("weight", "bias"):
        wanted[f"{attention}.q_proj.{kind}"] = getattr(query, kind)
        wanted[f"{attention}.k_proj.{kind}"] = getattr(rest, kind)[:WIDTH]
        wanted[f"{attention}.v_proj.{kind}"] = getattr(rest, kind)[WIDTH:]
        wanted[f"{attention}.out_proj.{kind}"] = getattr(decoder.attention.linear[2], kind)
    wanted[f"{attention}_layer_norm.weight"] = decoder.attention.layer_norm.gamma
    wanted[f"{attention}_layer_norm.bias"] = decoder.attention.layer_norm.beta

    assert named.keys() == wanted.keys()
    for name, values in wanted.items():
        half_a_step = np.abs(values).max(axis=-1, keepdims=True) / 127 / 2
        slack = half_a_step * 1.001 if values.ndim > 1 and "positions" not in name else 0.0
        assert named[name].shape == values.shape, name
        assert (np.abs(named[name] - values) <= slack).all(), name


def of_layer(name: str, layer: Any) -> dict[str, npt.NDArray[np.float32]]:
    """What both sides' layers have, by transformers' names."""
    fused, out = layer.self_attention.linear
    wanted = {}
    for kind in ("weight", "bias"):
        for number, part in enumerate("qkv"):
            rows = slice(number * WIDTH, (number + 1) * WIDTH)
            wanted[f"{name}.self_attn.{part}_proj.{kind}"] = getattr(fused, kind)[rows]
        wanted[f"{name}.self_attn.out_proj.{kind}"] = getattr(out, kind)
        wanted[f"{name}.fc1.{kind}"] = getattr(layer.ffn.linear_0, kind)
        wanted[f"{name}.fc2.{kind}"] = getattr(layer.ffn.linear_1, kind)
        stored = {"weight": "gamma", "bias": "beta"}[kind]
        norm = getattr(layer.self_attention.layer_norm, stored)
        wanted[f"{name}.self_attn_layer_norm.{kind}"] = norm
        wanted[f"{name}.final_layer_norm.{kind}"] = getattr(layer.ffn.layer_norm, stored)
    return wanted


def test_transformers_writes_what_the_embedded_model_writes(
    engine: Engine, sentences: list[str]
) -> None:
    reason = "pip install transformers torch for this test"
    pytest.importorskip("torch", reason=reason)
    pytest.importorskip("transformers", reason=reason)
    tokens = [list(engine.encode(sentence).pieces) for sentence in sentences[:20]]
    same, many = rivals.agreement(rivals.marian(EMBEDDED), rivals.Pieces(EMBEDDED), tokens, 2)
    assert many >= 15
    assert same >= many - 1  # sums in another order now and then turn a draw
