"""Marian releases: OPUS-MT's zip files, and a .npz beside its vocabularies."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from translator.errors import InputError
from translator.models.convert import vocabulary
from translator.models.convert.network import Network, describe
from translator.models.convert.source import Source

_EPSILON = 1e-6
"""What Marian's transformer adds to the variance in a layer norm (CTranslate2's default: 1e-5)."""

_TARGET_SIDE = ("trg", "tgt", "target")


def decoder_settings(folder: Path) -> Mapping[str, Any]:
    """What decoder.yml says of the models and vocabularies that belong together; may be empty."""
    import yaml

    for name in ("decoder.yml", "decoder.yaml"):
        path = folder / name
        if path.is_file():
            try:
                settings = yaml.safe_load(path.read_text(encoding="utf-8"))
            except (OSError, ValueError, yaml.YAMLError) as error:
                raise InputError(f"{path}: cannot be read; fetch it again.") from error
            return settings if isinstance(settings, dict) else {}
    return {}


def read(source: Source) -> Network:
    """Read a Marian model with `ctranslate2.converters.MarianConverter`, without PyTorch.

    Two things the converter leaves as other toolkits have them are put right: Marian spaces its
    position timescales over width/2 - 1 (`sinusoidalPositionEmbeddings` in its node
    initializers), and its layer norm adds 1e-6.
    Raises InputError where a file is missing or CTranslate2 cannot run the architecture.
    """
    from ctranslate2.converters import MarianConverter

    config = _config(source.weights)
    _check(source, config)
    tokens = [vocabulary.read(path) for path in _vocabularies(source)]
    with tempfile.TemporaryDirectory() as work:
        paths = []
        for number, side in enumerate(tokens):
            paths.append(Path(work) / f"{number}.yml")
            vocabulary.write_marian(side, paths[-1])
        try:
            specification = MarianConverter(str(source.weights), list(map(str, paths)))._load()
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(
                f"{source.weights}: CTranslate2 cannot convert it ({_one_line(error)})."
            ) from error
    encoder, decoder = specification.encoder, specification.decoder
    if "Wpos" not in _names(source.weights):
        count, width = encoder.position_encodings.encodings.shape
        encoder.position_encodings.encodings = positions(count, width)
        decoder.position_encodings.encodings = positions(count, width)
    specification.config.layer_norm_epsilon = _EPSILON
    # Any piece the vocabulary has: Marian's decoder starts from a zero vector.
    specification.config.decoder_start_token = "</s>"
    source_pieces, target_pieces = _sentencepieces(source)
    return Network(
        specification,
        describe(
            int(config["enc-depth"]),
            int(config["dec-depth"]),
            encoder.embeddings[0].weight.shape[1],
            encoder.layer[0].ffn.linear_0.weight.shape[0],
            int(config["transformer-heads"]),
            str(config["transformer-ffn-activation"]),
        ),
        encoder.position_encodings.encodings.shape[0],
        source_pieces,
        target_pieces,
        tokens[-1],
    )


def positions(count: int, width: int) -> npt.NDArray[np.float32]:
    """Marian's position table: sines, then cosines, of `count` positions."""
    timescales = np.exp(np.arange(width // 2) * (-math.log(10_000) / (width // 2 - 1)))
    angles = np.arange(count)[:, None] * timescales[None, :]
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1).astype(np.float32)


def _names(weights: Path) -> frozenset[str]:
    with np.load(weights) as arrays:
        return frozenset(arrays.files)


def _config(weights: Path) -> Mapping[str, Any]:
    import yaml

    try:
        with np.load(weights) as arrays:
            text = arrays["special:model.yml"].tobytes().rstrip(b"\0")
        config = yaml.safe_load(text)
    except KeyError:
        raise InputError(
            f"{weights}: is no model of Marian (it holds no special:model.yml)."
        ) from None
    except (OSError, ValueError, EOFError, yaml.YAMLError) as error:
        raise InputError(f"{weights}: cannot be read as a Marian model; fetch it again.") from error
    if not isinstance(config, dict):
        raise InputError(f"{weights}: its special:model.yml is not a configuration of Marian.")
    return config


def _check(source: Source, config: Mapping[str, Any]) -> None:
    """Say in the user's words what the converter would refuse, or find only later."""
    autoregression = config.get("transformer-decoder-autoreg", "self-attention")
    if config.get("type") != "transformer" or autoregression != "self-attention":
        raise InputError(
            f"{source.weights}: is a model of type {config.get('type')} with decoder "
            f"{autoregression}; CTranslate2 runs transformers with a self-attention decoder (of "
            "Firefox's models the teachers, not the small students)."
        )
    for name in ("enc-depth", "dec-depth", "transformer-heads", "transformer-ffn-activation"):
        if name not in config:
            raise InputError(f"{source.weights}: its configuration lacks {name}.")


def _vocabularies(source: Source) -> list[Path]:
    """One vocabulary for both sides, or that of the source and that of the target."""
    named = decoder_settings(source.folder).get("vocabs")
    if isinstance(named, list) and named:
        found = [source.folder / Path(str(name)).name for name in named]
        missing = [path.name for path in found if not path.is_file()]
        if missing:
            raise InputError(f"{source.path}: decoder.yml names {missing[0]}, which is not there.")
        return [found[0], found[-1]]
    listed = source.files("*vocab*.yml") + source.files("*.vocab") + source.files("*vocab*.txt")
    found = listed or source.files("*vocab*.spm")
    if len(found) == 1:
        return found
    if len(found) == 2:
        return sorted(found, key=_is_target)
    what = "no vocabulary" if not found else "more vocabularies than two"
    raise InputError(
        f"{source.path}: holds {what} beside {source.weights.name}; it needs vocab.yml, or "
        "source.vocab and target.vocab, or a decoder.yml that names them."
    )


def _sentencepieces(source: Source) -> tuple[Path, Path]:
    both = source.file("source.spm"), source.file("target.spm")
    if both[0] and both[1]:
        return both[0], both[1]
    found = sorted(source.files("*.spm"), key=_is_target)
    if len(found) == 1:
        return found[0], found[0]
    if len(found) == 2:
        return found[0], found[1]
    others = source.files("*.bpe") + source.files("*.codes")
    hint = f" ({others[0].name} is of subword-nmt, which this tool cannot use)" if others else ""
    raise InputError(
        f"{source.path}: holds no source.spm and target.spm{hint}; without its SentencePiece "
        "models a network cannot be used."
    )


def _is_target(path: Path) -> bool:
    parts = path.name.lower().split(".")
    return any(part.startswith(_TARGET_SIDE) for part in parts) or "en" in parts


def _one_line(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"it lacks {error.args[0]}"
    return " ".join(str(error).split())
