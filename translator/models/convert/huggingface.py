"""Folders of the Hugging Face hub that hold a MarianMT model, read without transformers.

What the layers are called and what config.json leaves out is that of transformers'
`modeling_marian.py` and `configuration_marian.py` (5.x). Unlike CTranslate2's own converter this
one keeps separate source and target vocabularies apart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from translator.errors import InputError
from translator.models.convert.network import Floats, Network, describe
from translator.models.convert.source import Source
from translator.models.convert.tensors import Tensors, read_tensors

_DEFAULTS: Mapping[str, Any] = {
    "activation_function": "gelu",
    "d_model": 1024,
    "decoder_attention_heads": 16,
    "decoder_ffn_dim": 4096,
    "decoder_layers": 12,
    "decoder_start_token_id": 58100,
    "decoder_vocab_size": None,
    "encoder_attention_heads": 16,
    "encoder_ffn_dim": 4096,
    "encoder_layers": 12,
    "max_position_embeddings": 1024,
    "scale_embedding": False,
    "share_encoder_decoder_embeddings": True,
    "tie_word_embeddings": True,
    "vocab_size": 58101,
}
"""What a config.json that does not say so means (`MarianConfig`)."""

_ACTIVATIONS = {
    "gelu": "GELU",
    "gelu_new": "GELUTanh",
    "gelu_fast": "GELUTanh",
    "relu": "RELU",
    "silu": "SWISH",
    "swish": "SWISH",
}
_NEVER = -1e4
"""A bias no logit makes up for, which 16-bit floats can hold."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One side's words: pieces by number, their vectors, and which numbers are real pieces."""

    pieces: list[str]
    vectors: Floats
    real: frozenset[int]


def read(source: Source) -> Network:
    """Read a MarianMT folder into CTranslate2's specification.

    Raises InputError where the folder is incomplete, holds another architecture, or its weights
    are a .bin file and PyTorch is not installed.
    """
    from ctranslate2.specs import common_spec, transformer_spec

    config = _config(source)
    words = _words(source, config)
    weights = read_tensors(source.weights)
    activation = str(config["activation_function"])
    if activation not in _ACTIVATIONS:
        known = ", ".join(sorted(_ACTIVATIONS))
        raise InputError(
            f"{source.path}: its activation {activation} is none that CTranslate2 runs ({known})."
        )
    options = {
        "pre_norm": False,
        "activation": common_spec.Activation[_ACTIVATIONS[activation]],
    }
    layers = int(config["encoder_layers"]), int(config["decoder_layers"])
    heads = int(config["encoder_attention_heads"]), int(config["decoder_attention_heads"])
    encoder = transformer_spec.TransformerEncoderSpec(layers[0], heads[0], **options)
    decoder = transformer_spec.TransformerDecoderSpec(layers[1], heads[1], **options)
    specification = transformer_spec.TransformerSpec(encoder, decoder)

    shared = "model.shared.weight" if config["share_encoder_decoder_embeddings"] else ""
    sides = [
        _side(source, words[0], weights.first("model.encoder.embed_tokens.weight", shared)),
        _side(
            source,
            words[1],
            weights.first("model.decoder.embed_tokens.weight", shared, "lm_head.weight"),
        ),
    ]
    encoder.embeddings[0].weight = sides[0].vectors
    decoder.embeddings.weight = sides[1].vectors
    for name, stack in (("encoder", encoder), ("decoder", decoder)):
        stack.scale_embeddings = bool(config["scale_embedding"])
        stack.position_encodings.encodings = _positions(weights, name, config)
        for number, layer in enumerate(stack.layer):
            _layer(layer, weights, f"model.{name}.layers.{number}")
    _output(source, decoder, weights, config, sides[1])
    _special_tokens(source, specification, config, sides)
    specification.register_source_vocabulary(sides[0].pieces)
    specification.register_target_vocabulary(sides[1].pieces)
    pieces = source.file("source.spm"), source.file("target.spm")
    if pieces[0] is None or pieces[1] is None:
        raise InputError(f"{source.path}: source.spm and target.spm must stand beside the weights.")
    return Network(
        specification,
        describe(
            layers[0],
            layers[1],
            sides[0].vectors.shape[1],
            int(config["encoder_ffn_dim"]),
            heads[0],
            activation,
        ),
        encoder.position_encodings.encodings.shape[0],
        pieces[0],
        pieces[1],
        sides[1].pieces,
    )


def _config(source: Source) -> Mapping[str, Any]:
    path = source.folder / "config.json"
    given = _json(path)
    if given.get("model_type") != "marian":
        raise InputError(
            f"{path}: is a model of type {given.get('model_type')}; this tool converts MarianMT "
            "(model_type marian)."
        )
    for name in ("normalize_before", "normalize_embedding", "add_final_layer_norm"):
        if given.get(name):  # transformers reads none of them: such weights want another program
            raise InputError(f"{path}: {name} is set, which MarianMT models do not have.")
    return {**_DEFAULTS, **given}


def _words(source: Source, config: Mapping[str, Any]) -> tuple[dict[int, str], dict[int, str]]:
    """The pieces of both sides by number."""
    path = source.folder / "vocab.json"
    own = source.file("target_vocab.json")
    if not config["share_encoder_decoder_embeddings"] and own is None:
        same = config["decoder_vocab_size"] in (None, config["vocab_size"])
        if not same:
            raise InputError(
                f"{source.path}: has separate vocabularies, and target_vocab.json is missing."
            )
    words = _numbers(path)
    return words, _numbers(own) if own else words


def _numbers(path: Path) -> dict[int, str]:
    value = _json(path)
    if not all(isinstance(number, int) and number >= 0 for number in value.values()):
        raise InputError(f"{path}: is no mapping of pieces to numbers.")
    return {number: piece for piece, number in value.items()}


def _side(source: Source, words: Mapping[int, str], vectors: Floats) -> _Side:
    """Fit pieces to rows: rows without a piece get a name no text has, and are never written."""
    rows = vectors.shape[0]
    if words and max(words) >= rows:
        raise InputError(
            f"{source.path}: a vocabulary numbers its pieces up to {max(words)}, and the weights "
            f"have {rows} rows; fetch the model again."
        )
    pieces = [words.get(number, f"<row {number}>") for number in range(rows)]
    return _Side(pieces, vectors, frozenset(words))


def _positions(weights: Tensors, name: str, config: Mapping[str, Any]) -> Floats:
    stored = weights.find(f"model.{name}.embed_positions.weight")
    if stored is not None:
        return stored
    return positions(int(config["max_position_embeddings"]), int(config["d_model"]))


def positions(count: int, width: int) -> Floats:
    """transformers' position table (`MarianSinusoidalPositionalEmbedding`): sines, then cosines.

    Its timescales are spaced over width/2, where Marian itself has width/2 - 1.
    """
    angles = np.arange(count)[:, None] / np.power(10_000, 2 * (np.arange(width) // 2) / width)
    table = np.empty((count, width), dtype=np.float32)
    half = (width + 1) // 2
    table[:, :half] = np.sin(angles[:, 0::2])
    table[:, half:] = np.cos(angles[:, 1::2])
    return table


def _layer(layer: Any, weights: Tensors, scope: str) -> None:
    _attention(layer.self_attention, weights, f"{scope}.self_attn", own=True)
    if hasattr(layer, "attention"):
        _attention(layer.attention, weights, f"{scope}.encoder_attn", own=False)
    _linear(layer.ffn.linear_0, weights, f"{scope}.fc1")
    _linear(layer.ffn.linear_1, weights, f"{scope}.fc2")
    _norm(layer.ffn.layer_norm, weights, f"{scope}.final_layer_norm")


def _attention(spec: Any, weights: Tensors, scope: str, *, own: bool) -> None:
    from ctranslate2.converters.utils import fuse_linear
    from ctranslate2.specs.common_spec import LinearSpec

    parts = [LinearSpec() for _ in range(3)]
    for part, name in zip(parts, ("q_proj", "k_proj", "v_proj"), strict=True):
        _linear(part, weights, f"{scope}.{name}")
    if own:
        fuse_linear(spec.linear[0], parts)
    else:
        fuse_linear(spec.linear[0], parts[:1])
        fuse_linear(spec.linear[1], parts[1:])
    _linear(spec.linear[-1], weights, f"{scope}.out_proj")
    _norm(spec.layer_norm, weights, f"{scope}_layer_norm")


def _linear(spec: Any, weights: Tensors, scope: str) -> None:
    spec.weight = weights.get(f"{scope}.weight")
    spec.bias = weights.get(f"{scope}.bias")


def _norm(spec: Any, weights: Tensors, scope: str) -> None:
    spec.gamma = weights.get(f"{scope}.weight")
    spec.beta = weights.get(f"{scope}.bias")


def _output(
    source: Source, decoder: Any, weights: Tensors, config: Mapping[str, Any], side: _Side
) -> None:
    """The output layer; what is no piece of the vocabulary, and the padding, are never chosen."""
    tied = bool(config["tie_word_embeddings"])
    decoder.projection.weight = side.vectors if tied else weights.get("lm_head.weight")
    rows = decoder.projection.weight.shape[0]
    stored = weights.find("final_logits_bias")
    bias = np.zeros(rows, np.float32) if stored is None else stored.reshape(-1).copy()
    if rows != len(side.pieces) or len(bias) != rows:
        raise InputError(f"{source.path}: output weights and target vocabulary differ in size.")
    never = {number for number in range(rows) if number not in side.real}
    never |= {number for number, piece in enumerate(side.pieces) if piece == "<pad>"}
    for banned in config.get("bad_words_ids") or ():  # as in MarianMT's own configurations
        never |= set(banned) if len(banned) == 1 else set()
    bias[[number for number in never if number < rows]] = _NEVER
    decoder.projection.bias = bias


def _special_tokens(
    source: Source, specification: Any, config: Mapping[str, Any], sides: list[_Side]
) -> None:
    tokens = specification.config
    tokens.add_source_eos = True
    start = config["decoder_start_token_id"]
    if not isinstance(start, int) or not 0 <= start < len(sides[1].pieces):
        raise InputError(f"{source.path}: decoder_start_token_id {start} is none of its pieces.")
    for token in (tokens.eos_token, tokens.unk_token):
        if any(token not in side.pieces for side in sides):
            raise InputError(f"{source.path}: a vocabulary has no {token}; it is none of MarianMT.")
    # Models made by Marian begin from a zero vector (the row of the padding); others may not.
    zero = not np.any(sides[1].vectors[start])
    specification.decoder.start_from_zero_embedding = zero
    tokens.decoder_start_token = tokens.eos_token if zero else sides[1].pieces[start]


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"{path}: is missing; fetch the model again.") from None
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path}: cannot be read as JSON; fetch it again.") from error
    if not isinstance(value, dict):
        raise InputError(f"{path}: is not a JSON object; fetch the model again.")
    return value
