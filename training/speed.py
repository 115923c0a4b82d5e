"""How fast a training step is: precisions, threads and the shortlist side by side, in one run.

    python -m training.speed [--steps 8]

Prints pairs a second for each, and its ratio to the first, over the same batches of the corpus.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from pathlib import Path

import sentencepiece as spm
import torch

from training.batches import Batch, batches, encoded
from training.linked import Linked
from training.network import Shape
from training.pairs import CORPUS, folded
from training.steps import ASSETS
from training.train import CHECKPOINT, Settings, Trainer

KINDS = ("float32 1 4000", "float32 2 4000", "bfloat16 1 4000", "bfloat16 2 4000", "bfloat16 2 0")
"""Precision, threads, frequent pieces of the shortlist (0: all pieces)."""


def main() -> None:
    """Time every kind, each in a process of its own."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--steps", type=int, default=8)
    arguments.add_argument("--one", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.one:
        precision, threads, frequent = given.one.split()
        print(measured(precision, int(threads), int(frequent), given.steps))
        return
    first = 0.0
    for kind in KINDS:
        command = [sys.executable, "-m", "training.speed", "--steps", str(given.steps)]
        done = subprocess.run([*command, "--one", kind], capture_output=True, text=True, check=True)
        pairs = float(done.stdout.split()[-1])
        first = first or pairs
        precision, threads, frequent = kind.split()
        against = f"a shortlist of {frequent}" if frequent != "0" else "all pieces"
        print(
            f"{precision}, {threads} threads, {against}: {pairs:.0f} pairs/s, "
            f"{pairs / first:.2f} of the first",
            flush=True,
        )


def measured(precision: str, threads: int, frequent: int, steps: int) -> float:
    """Pairs a second over `steps` steps, after two to warm up."""
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    shape = Shape(*(processor(name).get_piece_size() for name in ("source", "target")))
    trainer = Trainer(shape, Settings(precision=precision, frequent=frequent))
    trainer.start(torch.load(CHECKPOINT))
    if frequent:
        trainer.frequent = torch.arange(3, 3 + frequent)
    items = material(2 + steps)
    for one in items[:2]:
        trainer.train(one, 0.01)
    begun = time.monotonic()
    for one in items[2:]:
        trainer.train(one, 0.01)
    return sum(len(one.source) for one in items[2:]) / (time.monotonic() - begun)


def material(count: int) -> list[Batch]:
    """Batches of the corpus's first texts, the same every time."""
    source, target = processor("source"), processor("target")
    pairs = []
    for path in sorted(CORPUS.glob("*/*.tsv"))[: 3 * count]:
        rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        pairs += [Linked(folded(source, row[0]), row[1], ()) for row in rows]
    made = batches(
        [encoded(source, target, pair) for pair in pairs], Settings().pieces, random.Random(1)
    )
    return [one for one, _ in zip(made, range(count), strict=False)]


def processor(side: str) -> spm.SentencePieceProcessor:
    """The model of a side."""
    return spm.SentencePieceProcessor(str(Path(ASSETS) / f"{side}.spm"))


if __name__ == "__main__":
    main()
