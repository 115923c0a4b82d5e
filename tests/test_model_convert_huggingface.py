"""MarianMT folders of the Hugging Face hub, read without transformers."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from marian_release import huggingface_folder
from safetensors.numpy import load_file, save_file
from test_model_convert import decoded, sentences_by_chance, translations
from transformer_reference import Reference, random_weights, timescales

from translator.errors import InputError
from translator.models import EMBEDDED
from translator.models.convert import convert, huggingface
from translator.models.convert.source import open_source

NAMES = {"self": "self_attn", "cross": "encoder_attn", "in": "fc1", "out": "fc2"}
CONFIG: dict[str, Any] = {
    "model_type": "marian", "d_model": 16, "encoder_layers": 2, "decoder_layers": 2,
    "encoder_attention_heads": 4, "decoder_attention_heads": 4, "encoder_ffn_dim": 24,
    "decoder_ffn_dim": 24, "max_position_embeddings": 40, "activation_function": "swish",
    "scale_embedding": True, "share_encoder_decoder_embeddings": False,
}  # fmt: skip


def test_a_folder_says_what_its_original_says(tmp_path: Path) -> None:
    model = convert(huggingface_folder(tmp_path / "hub"), tmp_path / "out")
    assert model.licence == "mpl-2.0"
    assert model.metadata["origin"]["kind"] == "Hugging Face MarianMT"
    assert translations(tmp_path / "out") == translations(EMBEDDED)


def small_folder(folder: Path, sizes: tuple[int, int], **changes: Any) -> dict[str, Any]:
    """A MarianMT folder of tiny weights by chance, the padding last in each vocabulary."""
    weights = random_weights(7, (2, 2), 16, 24, sizes)
    config = {
        **CONFIG,
        "vocab_size": sizes[0],
        "decoder_vocab_size": sizes[1],
        "pad_token_id": sizes[1] - 1,
        "decoder_start_token_id": sizes[1] - 1,
        **changes,
    }
    weights["target_embedding"][-1] = 0
    shared = config["share_encoder_decoder_embeddings"]
    if shared:
        weights["source_embedding"] = weights["target_embedding"]
    tensors = {"final_logits_bias": weights["output_bias"][None]}
    if shared:
        tensors["model.shared.weight"] = weights["target_embedding"]
    else:
        tensors["model.encoder.embed_tokens.weight"] = weights["source_embedding"]
        tensors["model.decoder.embed_tokens.weight"] = weights["target_embedding"]
    if not config.get("tie_word_embeddings", True):
        rng = np.random.default_rng(3)
        weights["output_embedding"] = rng.normal(0, 1, (sizes[1], 16)).astype(np.float32)
        tensors["lm_head.weight"] = weights["output_embedding"]
    for name, value in weights.items():
        stack, *rest = name.split(" ")
        if not rest:
            continue
        scope, layer, last = f"model.{stack}.layers.{rest[0]}", rest[1], rest[-1]
        if last in ("gamma", "beta"):
            norm = (
                f"{NAMES[layer]}_layer_norm" if layer in ("self", "cross") else "final_layer_norm"
            )
            tensors[f"{scope}.{norm}.{'weight' if last == 'gamma' else 'bias'}"] = value
        elif layer in ("self", "cross"):
            letter = "out" if rest[2] == "o" else rest[2]
            tensors[f"{scope}.{NAMES[layer]}.{letter}_proj.{last}"] = value
        else:
            tensors[f"{scope}.{NAMES[layer]}.{last}"] = value
    folder.mkdir()
    save_file(
        {n: np.ascontiguousarray(v) for n, v in tensors.items()}, folder / "model.safetensors"
    )
    (folder / "config.json").write_text(json.dumps(config))
    for name, side, size in zip(("vocab", "target_vocab"), "st", sizes, strict=True):
        numbers = {"</s>": 0, "<unk>": 1, **{f"▁{side}{n}": n for n in range(2, size - 1)}}
        if not shared or side == "s":
            path = folder / f"{name}.json"
            path.write_text(json.dumps({**numbers, "<pad>": size - 1}), encoding="utf-8")
        shutil.copy(EMBEDDED / f"{'source' if side == 's' else 'target'}.spm", folder)
    return weights


VARIANTS: dict[str, tuple[tuple[int, int], dict[str, Any]]] = {
    "separate vocabularies": ((30, 40), {}),
    "one vocabulary": ((40, 40), {"share_encoder_decoder_embeddings": True}),
    "output weights of its own": ((30, 40), {"tie_word_embeddings": False}),
    "relu, not scaled": ((30, 40), {"activation_function": "relu", "scale_embedding": False}),
    "gelu": ((30, 40), {"activation_function": "gelu"}),
    "begins with a piece": ((30, 40), {"decoder_start_token_id": 5}),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_small_network_writes_what_the_reference_writes(tmp_path: Path, variant: str) -> None:
    sizes, changes = VARIANTS[variant]
    weights = small_folder(tmp_path / "hub", sizes, **changes)
    config = {**CONFIG, **changes}
    network = huggingface.read(open_source(tmp_path / "hub", tmp_path))
    (tmp_path / "out").mkdir()
    network.save(tmp_path / "out", "float32", tmp_path)
    shared = config["share_encoder_decoder_embeddings"]
    assert (tmp_path / "out" / "shared_vocabulary.json").exists() == shared
    reference = Reference(
        weights.__getitem__, (2, 2), heads=4, activation=config["activation_function"],
        epsilon=1e-5, scale=config["scale_embedding"],
        positions=timescales(40, 16, divisor=16 / 2),
        start=weights["target_embedding"][config.get("decoder_start_token_id", -1)],
        banned=frozenset({sizes[1] - 1}),
    )  # fmt: skip
    side = "s" if shared else "t"
    sources = sentences_by_chance(sizes[0] - 1)
    expected = [reference.translate([*numbers, 0], 0, 12) for numbers in sources]
    assert len(set(map(tuple, expected))) > 5
    given = decoded(tmp_path / "out", [[f"▁s{n}" for n in numbers] for numbers in sources])
    assert given == [[f"▁{side}{n}" if n > 1 else "<unk>" for n in one] for one in expected]


def edit(folder: Path, **changes: Any) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def without_a_weight(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    del tensors["model.decoder.layers.1.fc2.weight"]
    save_file(tensors, folder / "model.safetensors")


REFUSED: dict[str, tuple[Any, str]] = {
    "another architecture": (lambda f: edit(f, model_type="bart"), "a model of type bart"),
    "norms before": (lambda f: edit(f, normalize_before=True), "normalize_before is set"),
    "an unknown activation": (lambda f: edit(f, activation_function="tanh2"), "activation tanh2"),
    "no target vocabulary": (lambda f: (f / "target_vocab.json").unlink(), "target_vocab.json"),
    "no vocabulary": (lambda f: (f / "vocab.json").unlink(), "vocab.json: is missing"),
    "no pieces": (lambda f: (f / "target.spm").unlink(), "source.spm and target.spm"),
    "a longer vocabulary": (
        lambda f: (f / "vocab.json").write_text('{"</s>": 0, "<unk>": 1, "x": 30}'),
        "numbers its pieces up to 30",
    ),
    "a start that is no piece": (lambda f: edit(f, decoder_start_token_id=99), "token_id 99"),
    "a weight missing": (without_a_weight, "holds no model.decoder.layers.1.fc2.weight"),
    "weights cut short": (
        lambda f: (f / "model.safetensors").write_bytes(b"\0" * 20),
        "model.safetensors: cannot be read",
    ),
    "a config that is no JSON": (lambda f: (f / "config.json").write_text("{"), "config.json"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_folder_that_is_refused(tmp_path: Path, fault: str) -> None:
    small_folder(tmp_path / "hub", (30, 40))
    break_it, message = REFUSED[fault]
    break_it(tmp_path / "hub")
    with pytest.raises(InputError) as caught:
        convert(tmp_path / "hub", tmp_path / "out")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["hub"]


def test_a_bin_file_wants_pytorch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_folder(tmp_path / "hub", (30, 40))
    (tmp_path / "hub" / "model.safetensors").rename(tmp_path / "hub" / "pytorch_model.bin")
    monkeypatch.setitem(sys.modules, "torch", None)  # as where it is not installed
    with pytest.raises(InputError, match=r"with PyTorch only; install it .* model.safetensors"):
        convert(tmp_path / "hub", tmp_path / "out")
