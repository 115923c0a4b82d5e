"""A checkpoint as a CTranslate2 model folder.

    python -m training.export CHECKPOINT OUT [--quantization int8]

Writes model.bin, config.json, the vocabularies and the two SentencePiece models; model.json is
`training.card`'s. OUT is laid in one step: what stood there is replaced only by a whole folder.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import sentencepiece as spm
from ctranslate2.specs import common_spec, transformer_spec
from torch import Tensor

from training.checkpoint import load
from training.network import Shape, positions
from training.steps import ASSETS, ended
from translator.models.narrow import narrow

Weights = Mapping[str, npt.NDArray[np.float32]]


def main() -> None:
    """Read the arguments, export."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("checkpoint", type=Path)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--quantization", default="int8", help="int8, float16, float32, …")
    arguments.add_argument("--models", type=Path, default=ASSETS, help="folder of the .spm files")
    given = arguments.parse_args()
    export(load(given.checkpoint), given.models, given.out, given.quantization)


def export(
    checkpoint: Mapping[str, Tensor], models: Path, out: Path, quantization: str | None
) -> None:
    """Write the folder. `checkpoint`: weights by name, as training saves them, or a saved state;
    `quantization`: one of CTranslate2's, None for float32."""
    if "model" in checkpoint:
        checkpoint = checkpoint["model"]  # type: ignore[assignment]
    weights = {name: weight.float().numpy() for name, weight in checkpoint.items()}
    part = out.with_name(out.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    spec = specification(weights, models)
    spec.validate()
    spec.optimize(quantization=None if quantization == "float32" else quantization)
    narrow(spec)
    spec.save(str(part))
    for name in ("source.spm", "target.spm"):
        shutil.copy(models / name, part)
    old = out.with_name(out.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    part.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def specification(weights: Weights, models: Path) -> transformer_spec.TransformerSpec:
    """CTranslate2's description of the network with its weights."""
    layers = [len({n.split(".")[1] for n in weights if n.startswith(s)}) for s in ("enc.", "dec.")]
    spec = transformer_spec.TransformerSpec.from_config(
        tuple(layers),
        Shape(0, 0).heads,
        pre_norm=False,
        activation=common_spec.Activation.RELU,
        alignment_layer=layers[1] - 1,
        alignment_heads=1,
    )
    table = positions(Shape(0, 0).positions, weights["src.weight"].shape[1]).numpy()
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = True
        side.position_encodings.encodings = table
    spec.encoder.embeddings[0].weight = weights["src.weight"]
    spec.decoder.embeddings.weight = weights["tgt.weight"]
    spec.decoder.projection.weight = weights["tgt.weight"]
    spec.decoder.projection.bias = weights["bias"]
    for number, layer in enumerate(spec.encoder.layer):
        name = f"enc.{number}"
        _attention(layer.self_attention, weights, f"{name}.self_attn", of_itself=True)
        _feed_forward(layer.ffn, weights, name)
    for number, layer in enumerate(spec.decoder.layer):
        name = f"dec.{number}"
        _attention(layer.self_attention, weights, f"{name}.self_attn", of_itself=True)
        _attention(layer.attention, weights, f"{name}.encoder_attn", of_itself=False)
        _feed_forward(layer.ffn, weights, name)
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = spec.config.bos_token = "<pad>"
    spec.config.eos_token = "</s>"
    spec.config.unk_token = "<unk>"
    spec.register_source_vocabulary(_pieces(models / "source.spm"))
    spec.register_target_vocabulary(_pieces(models / "target.spm"))
    return spec


def _pieces(model: Path) -> list[str]:
    processor = spm.SentencePieceProcessor(str(model))
    return [processor.id_to_piece(i) for i in range(processor.get_piece_size())]


def _attention(spec: common_spec.LayerSpec, weights: Weights, name: str, of_itself: bool) -> None:
    parts = [(weights[f"{name}.{p}_proj.weight"], weights[f"{name}.{p}_proj.bias"]) for p in "qkv"]
    groups = [parts] if of_itself else [parts[:1], parts[1:]]
    for linear, group in zip(spec.linear, groups, strict=False):
        linear.weight = np.concatenate([weight for weight, _ in group])
        linear.bias = np.concatenate([bias for _, bias in group])
    _linear(spec.linear[-1], weights, f"{name}.out_proj")
    _norm(spec.layer_norm, weights, f"{name}_layer_norm")


def _feed_forward(spec: common_spec.LayerSpec, weights: Weights, name: str) -> None:
    _linear(spec.linear_0, weights, f"{name}.fc1")
    _linear(spec.linear_1, weights, f"{name}.fc2")
    _norm(spec.layer_norm, weights, f"{name}.final_layer_norm")


def _linear(spec: common_spec.LinearSpec, weights: Weights, name: str) -> None:
    spec.weight, spec.bias = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _norm(spec: common_spec.LayerNormSpec, weights: Weights, name: str) -> None:
    spec.gamma, spec.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


if __name__ == "__main__":
    sys.exit(ended(main))
