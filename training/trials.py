"""One change at a time: short trainings from the same checkpoint, over the same batches.

    python -m training.trials --work DIR [--steps 300] [--seed 1] [NAME …]

Each trial starts from checkpoint16.pt, trains `--steps` steps while the rate falls to nothing,
and is measured on training/development.tsv: loss a target piece (nothing smoothed), and chrF and
BLEU of the 8-bit model at beam 2. Without names all of `TRIALS` run. Prints a table's row a trial,
with the hash of the checkpoint it made, and keeps them in DIR/trials.json: a trial that is there
is not run again, one that was stopped begins anew. Differences of less than 0.3 chrF on 300 pairs
are noise.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import pickle
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from itertools import islice
from pathlib import Path
from typing import Any

import ctranslate2
import sentencepiece as spm
import torch
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from training.batches import Material, Passes
from training.checkpoint import load
from training.export import export
from training.network import Shape
from training.pairs import Pair
from training.steps import ASSETS, ended, replacing
from training.train import CHECKPOINT, Settings, Trainer, development, most_frequent
from translator.errors import InputError
from translator.models.checksum import file_sha256


def _as_it_is(material: Material) -> Material:
    return material


def _without_singles(material: Material) -> Material:
    return dataclasses.replace(material, singles=[])


def _not_joined(material: Material) -> Material:
    return dataclasses.replace(material, follows=[False] * len(material.examples))


def _nothing_inline(material: Material) -> Material:
    return dataclasses.replace(
        material,
        names=[],
        examples=[dataclasses.replace(one, replaceable=()) for one in material.examples],
    )


@dataclass(frozen=True, slots=True)
class Trial:
    """What is other than usual: settings of the trainer, the material."""

    settings: dict[str, Any] = field(default_factory=dict)
    material: Callable[[Material], Material] = _as_it_is


USUAL = Settings(dropout=0.1)
"""What a trial changes: the settings that version 0.3, checkpoint16.pt, was trained with."""

TRIALS: dict[str, Trial] = {
    "as usual": Trial(),
    "dropout 0": Trial({"dropout": 0.0}),
    "dropout 0.2": Trial({"dropout": 0.2}),
    "smoothing 0": Trial({"smoothing": 0.0}),
    "smoothing 0.2": Trial({"smoothing": 0.2}),
    "no guided alignment": Trial({"alignment": 0.0}),
    "guided alignment 0.05": Trial({"alignment": 0.05}),
    "against all pieces": Trial({"frequent": 0}),
    "rate 1e-4": Trial({"rate": 1e-4}),
    "rate 6e-4": Trial({"rate": 6e-4}),
    "no names and dictionary entries": Trial(material=_without_singles),
    "nothing inline, no copied names": Trial(material=_nothing_inline),
    "no joined lines": Trial(material=_not_joined),
}


def main() -> None:
    """Read the arguments, run what is not done yet."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(TRIALS)}")
    arguments.add_argument("--work", type=Path, required=True)
    arguments.add_argument("--start", type=Path, default=CHECKPOINT)
    arguments.add_argument("--steps", type=int, default=300)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    unknown = [name for name in given.names if name not in TRIALS]
    if unknown:
        raise InputError(f"{unknown[0]} is no trial; there are {', '.join(TRIALS)}.")
    prepared = given.work / "material.pkl"
    if not prepared.exists():
        raise InputError(f"{prepared}: no such file; run training.prepare with the same --work.")
    torch.set_num_threads(given.threads)
    torch.set_flush_denormal(True)
    material, held = pickle.loads(prepared.read_bytes())
    kept = given.work / "trials.json"
    rows: dict[str, str] = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    start = file_sha256(given.start)[:12]
    for name in given.names or TRIALS:
        key = f"{name}, {given.steps} steps, seed {given.seed}, from {start}"
        if key not in rows:
            rows[key] = run(name, material, held, given.start, given.steps, given.seed)
            with replacing(kept) as part:
                part.write_text(json.dumps(rows, indent=1), "utf-8")
        print(rows[key], flush=True)


def run(
    name: str, material: Material, held: Sequence[Pair], start: Path, steps: int, seed: int
) -> str:
    """Train and measure one trial; its row of a table in Markdown."""
    trial = TRIALS[name]
    torch.manual_seed(seed)
    models = (str(ASSETS / "source.spm"), str(ASSETS / "target.spm"))
    sizes = [spm.SentencePieceProcessor(model).get_piece_size() for model in models]
    settings = dataclasses.replace(USUAL, **trial.settings)
    trainer = Trainer(Shape(*sizes), settings)
    if settings.frequent:
        trainer.frequent = most_frequent(material, models[1], settings.frequent)
    trainer.start(load(start))
    passes = Passes(trial.material(material), models, settings.pieces, seed)
    for number, one in enumerate(islice(iter(passes), steps)):
        trainer.train(one, 1 - number / steps)
    loss = trainer.development_loss(development(held, models))
    chrf, bleu, digest = measured(trainer, held)
    today = datetime.now(timezone.utc).date()
    command = f"`training.trials '{name}' --steps {steps}`"
    return (
        f"| {name} | {loss:.3f} | {chrf:.1f} | {bleu:.1f} | {command} | {seed} | {today} "
        f"| {digest} |"
    )


def measured(trainer: Trainer, held: Sequence[Pair]) -> tuple[float, float, str]:
    """chrF and BLEU of the exported model on the pairs, and the first digits of its SHA-256."""
    folder = Path(tempfile.mkdtemp(prefix="trial-"))
    try:
        export(trainer.weights(), ASSETS, folder / "model", "int8")
        source, target = (
            spm.SentencePieceProcessor(str(folder / "model" / f"{side}.spm"))
            for side in ("source", "target")
        )
        translator = ctranslate2.Translator(str(folder / "model"), intra_threads=1)
        pieces = [source.encode(pair.source, out_type=str)[:140] for pair in held]
        results = translator.translate_batch(
            pieces, max_batch_size=32, beam_size=2, disable_unk=True
        )
        texts = [target.decode(result.hypotheses[0]) for result in results]
        references = [[pair.target for pair in held]]
        digest = file_sha256(folder / "model" / "model.bin")[:12]
    finally:
        shutil.rmtree(folder)
    return (
        CHRF().corpus_score(texts, references).score,
        BLEU().corpus_score(texts, references).score,
        digest,
    )


if __name__ == "__main__":
    sys.exit(ended(main))
