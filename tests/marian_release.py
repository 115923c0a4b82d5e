"""Releases in other toolkits' formats, made of the embedded model's own weights.

They are real, trained models: what a converter makes of them can be compared with what the
embedded model says, and passes the self-test. Shuffled weights make models that talk nonsense.
"""

from __future__ import annotations

import functools
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from translator.models import EMBEDDED
from translator.models.binary import contents

HEADS, WIDTH = 8, 256
LAYERS = {"encoder": 6, "decoder": 2}
MARIAN_CONFIG = """\
type: transformer
dim-emb: 256
enc-depth: 6
dec-depth: 2
transformer-heads: 8
transformer-ffn-activation: relu
transformer-preprocess: ""
transformer-postprocess: dan
transformer-postprocess-emb: d
transformer-decoder-autoreg: self-attention
transformer-no-projection: false
transformer-guided-alignment-layer: last
version: v1.7.8
"""
_RELEASE = "opus.spm32k-spm32k.transformer-align.model1.npz.best-perplexity.npz"


@functools.cache
def embedded_weights() -> Mapping[str, Any]:
    """The embedded model's variables as float32, 8-bit ones multiplied out."""
    path = EMBEDDED / "model.bin"
    read: dict[str, Any] = {}
    with path.open("rb") as file:
        for name, variable in contents(path).variables.items():
            file.seek(variable.offset)
            flat = np.frombuffer(file.read(variable.size), dtype=variable.type)
            read[name] = flat.reshape(variable.shape)
    return {
        name: (value / read[f"{name}_scale"][:, None]).astype(np.float32)
        if f"{name}_scale" in read
        else value
        for name, value in read.items()
    }


def pieces(side: str) -> list[str]:
    loaded = json.loads((EMBEDDED / f"{side}_vocabulary.json").read_text(encoding="utf-8"))
    assert isinstance(loaded, list)
    return loaded


def marian_arrays() -> dict[str, Any]:
    """The embedded weights under Marian's names, as `marian-train` saves them."""
    given = embedded_weights()
    arrays: dict[str, Any] = {
        "encoder_Wemb": given["encoder/embeddings_0/weight"],
        "decoder_Wemb": given["decoder/embeddings/weight"],
        "decoder_ff_logit_out_b": given["decoder/projection/bias"][None],
        "special:model.yml": np.frombuffer(MARIAN_CONFIG.encode() + b"\0", dtype=np.int8),
    }
    for stack, depth in LAYERS.items():
        for number in range(depth):
            here, there = f"{stack}/layer_{number}", f"{stack}_l{number + 1}"
            _attention(arrays, given, f"{here}/self_attention", f"{there}_self", 1)
            if stack == "decoder":
                _attention(arrays, given, f"{here}/attention", f"{there}_context", 2)
            for half in (0, 1):
                arrays[f"{there}_ffn_W{half + 1}"] = given[f"{here}/ffn/linear_{half}/weight"].T
                arrays[f"{there}_ffn_b{half + 1}"] = given[f"{here}/ffn/linear_{half}/bias"][None]
            _norm(arrays, given, f"{here}/ffn/layer_norm", f"{there}_ffn_ffn")
    return arrays


def _attention(
    arrays: dict[str, Any], given: Mapping[str, Any], here: str, there: str, own: int
) -> None:
    names = range(own)
    weight = np.concatenate([given[f"{here}/linear_{n}/weight"] for n in names])
    bias = np.concatenate([given[f"{here}/linear_{n}/bias"] for n in names])
    for number, letter in enumerate("qkv"):
        rows = slice(number * WIDTH, (number + 1) * WIDTH)
        arrays[f"{there}_W{letter}"] = weight[rows].T
        arrays[f"{there}_b{letter}"] = bias[rows][None]
    arrays[f"{there}_Wo"] = given[f"{here}/linear_{own}/weight"].T
    arrays[f"{there}_bo"] = given[f"{here}/linear_{own}/bias"][None]
    _norm(arrays, given, f"{here}/layer_norm", f"{there}_Wo")


def _norm(arrays: dict[str, Any], given: Mapping[str, Any], here: str, there: str) -> None:
    arrays[f"{there}_ln_scale"] = given[f"{here}/gamma"][None]
    arrays[f"{there}_ln_bias"] = given[f"{here}/beta"][None]


def opus_folder(folder: Path, arrays: Mapping[str, Any] | None = None) -> Path:
    """An OPUS-MT release with two plain vocabularies, as newer ones have them."""
    folder.mkdir(parents=True)
    np.savez(folder / _RELEASE, **(arrays or marian_arrays()))
    for side in ("source", "target"):
        shutil.copy(EMBEDDED / f"{side}.spm", folder)
    for side, name in (("source", "opus.spm32k-spm32k.src.vocab"), ("target", "opus.trg.vocab")):
        (folder / name).write_text("\n".join(pieces(side)) + "\n", encoding="utf-8")
    (folder / "decoder.yml").write_text(
        "relative-paths: true\n"
        f"models:\n  - {_RELEASE}\n"
        "vocabs:\n  - opus.spm32k-spm32k.src.vocab\n  - opus.trg.vocab\n"
        "beam-size: 6\nnormalize: 1\n",
        encoding="utf-8",
    )
    (folder / "preprocess.sh").write_text("#!/bin/sh\nspm_encode --model source.spm\n")
    (folder / "LICENSE").write_text("Attribution 4.0 International\n")
    return folder


def zipped(folder: Path, archive: Path, inside: str = "") -> Path:
    """The files of a folder as a zip archive, under a folder `inside` if one is given."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as opened:
        for path in sorted(folder.rglob("*")):
            opened.write(path, f"{inside}{path.relative_to(folder).as_posix()}")
    return archive


def huggingface_folder(folder: Path) -> Path:
    """The embedded weights as a MarianMT folder of the hub, with separate vocabularies."""
    from safetensors.numpy import save_file

    given = embedded_weights()
    tensors = {
        "model.encoder.embed_tokens.weight": given["encoder/embeddings_0/weight"],
        "model.decoder.embed_tokens.weight": given["decoder/embeddings/weight"],
        "model.encoder.embed_positions.weight": given["encoder/position_encodings/encodings"],
        "model.decoder.embed_positions.weight": given["decoder/position_encodings/encodings"],
        "final_logits_bias": given["decoder/projection/bias"][None],
    }
    for stack, depth in LAYERS.items():
        for number in range(depth):
            here, there = f"{stack}/layer_{number}", f"model.{stack}.layers.{number}"
            for kind, name, own in (
                ("self_attention", "self_attn", 1),
                ("attention", "encoder_attn", 2),
            ):
                if f"{here}/{kind}/layer_norm/gamma" not in given:
                    continue
                parts = {"weight": [], "bias": []}  # type: dict[str, list[Any]]
                for part, arrays in parts.items():
                    arrays += [given[f"{here}/{kind}/linear_{n}/{part}"] for n in range(own)]
                    for row, letter in enumerate("qkv"):
                        rows = slice(row * WIDTH, (row + 1) * WIDTH)
                        tensors[f"{there}.{name}.{letter}_proj.{part}"] = np.concatenate(arrays)[
                            rows
                        ]
                    tensors[f"{there}.{name}.out_proj.{part}"] = given[
                        f"{here}/{kind}/linear_{own}/{part}"
                    ]
                for part, ours in (("weight", "gamma"), ("bias", "beta")):
                    tensors[f"{there}.{name}_layer_norm.{part}"] = given[
                        f"{here}/{kind}/layer_norm/{ours}"
                    ]
            for part, ours in (("weight", "gamma"), ("bias", "beta")):
                tensors[f"{there}.fc1.{part}"] = given[f"{here}/ffn/linear_0/{part}"]
                tensors[f"{there}.fc2.{part}"] = given[f"{here}/ffn/linear_1/{part}"]
                tensors[f"{there}.final_layer_norm.{part}"] = given[f"{here}/ffn/layer_norm/{ours}"]
    folder.mkdir(parents=True)
    save_file({name: np.ascontiguousarray(one) for name, one in tensors.items()},
              folder / "model.safetensors")  # fmt: skip
    for side, name in (("source", "vocab.json"), ("target", "target_vocab.json")):
        shutil.copy(EMBEDDED / f"{side}.spm", folder)
        numbers = {piece: number for number, piece in enumerate(pieces(side))}
        (folder / name).write_text(json.dumps(numbers), encoding="utf-8")
    config = {
        "model_type": "marian", "d_model": WIDTH, "activation_function": "relu",
        "encoder_layers": 6, "decoder_layers": 2, "encoder_ffn_dim": 1536, "decoder_ffn_dim": 1536,
        "encoder_attention_heads": HEADS, "decoder_attention_heads": HEADS,
        "scale_embedding": True, "share_encoder_decoder_embeddings": False,
        "vocab_size": len(pieces("source")), "decoder_vocab_size": len(pieces("target")),
        "pad_token_id": 0, "decoder_start_token_id": 0, "max_position_embeddings": 256,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "README.md").write_text("---\nlanguage: ar\nlicense: mpl-2.0\n---\n")
    return folder


def argos_folder(folder: Path) -> Path:
    """The embedded network as an Argos package has it, unpacked."""
    (folder / "model").mkdir(parents=True)
    for name in ("model.bin", "config.json", "source_vocabulary.json", "target_vocabulary.json"):
        shutil.copy(EMBEDDED / name, folder / "model")
    shutil.copy(EMBEDDED / "source.spm", folder / "sentencepiece.model")
    metadata = {"package_version": "1.0", "argos_version": "1.5", "from_code": "ar",
                "from_name": "Arabic", "to_code": "en", "to_name": "English"}  # fmt: skip
    (folder / "metadata.json").write_text(json.dumps(metadata))
    return folder
