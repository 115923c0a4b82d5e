"""Read, align and search all pairs once, before training: what a pass draws from.

    python -m training.prepare --work DIR [--public DIR] [--corpus DIR]

Writes DIR/material.pkl. Word links of 100,000 pairs take two minutes; training reads the file.
"""

from __future__ import annotations

import argparse
import pickle
import re
import sys
from pathlib import Path

from training.align import align
from training.batches import Material
from training.linked import Linked
from training.names import Finder
from training.noise import Example
from training.pairs import CORPUS, Data, Pair, read
from training.steps import ASSETS, ended, piece_model, replacing
from translator.words import words

SINGLES = 4000
"""Names and dictionary entries a pass takes."""


def main() -> None:
    """Read the arguments, write the material."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--work", type=Path, required=True, help="folder for what is made")
    arguments.add_argument("--public", type=Path, help="folder of the pairs in sources.toml")
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    arguments.add_argument("--models", type=Path, default=ASSETS, help="folder of the .spm files")
    given = arguments.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    source_model = piece_model(given.models / "source.spm")
    data = read(source_model, given.public, given.corpus)
    print(
        f"{len(data.pairs)} pairs, {len(data.names)} names and words, "
        f"{len(data.development)} for development",
        flush=True,
    )
    made = material(data), data.development
    with replacing(given.work / "material.pkl") as part:
        part.write_bytes(pickle.dumps(made))


def material(data: Data) -> Material:
    """Link the words of every pair, find the names in them."""
    pairs = linked(data.pairs)
    finder = Finder(pairs)
    examples = [Example(pair, finder.find(pair)) for pair in pairs]
    names = {
        re.sub(r"'s$", "", one.pair.target[slice(*found.target)])
        for one in examples
        for found in one.replaceable
        if found.is_name
    } | {pair.target for pair in data.names if pair.target[:1].isupper()}
    return Material(
        examples,
        [pair.share for pair in data.pairs],
        [pair.follows for pair in data.pairs],
        [Linked(pair.source, pair.target, ()) for pair in data.names],
        SINGLES,
        sorted(name for name in names if len(name) > 2),
    )


def linked(pairs: tuple[Pair, ...]) -> list[Linked]:
    """Every pair with its word links as spans."""
    found = []
    all_links = align([(pair.source, pair.target) for pair in pairs])
    for pair, links in zip(pairs, all_links, strict=True):
        sources, targets = words(pair.source), words(pair.target)
        spans = tuple((sources[s], targets[t]) for s, t in links)
        found.append(Linked(pair.source, pair.target, spans))
    return found


if __name__ == "__main__":
    sys.exit(ended(main))
