"""How long `translator evaluate` takes beside the commands of sacrebleu that give its figures.

    python benchmarks/evaluate.py [--lines N] [--pairs PAIRS.tsv]

The English of `PAIRS.tsv` (a source, a tab and its English a line; repeated until there are N) is
the reference, and two translations are made of it by leaving out and exchanging words. Printed are
the seconds of our command without and with the glossary's measures, of sacrebleu's commands (both
tests, chrF++ in commands of its own), and how many times as long sacrebleu takes: only the ratio
means something on another machine.
"""

from __future__ import annotations

import argparse
import itertools
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

PAIRS = Path(__file__).parent.parent / "tests" / "data" / "corpus_held_out.tsv"


def spoilt(line: str, often: int, chance: random.Random) -> str:
    """The line with one word in so many left out, and as many exchanged with their neighbours."""
    words = [word for word in line.split() if chance.randrange(often)]
    for _ in range(len(words) // often):
        at = chance.randrange(len(words) - 1) if len(words) > 1 else 0
        words[at : at + 2] = reversed(words[at : at + 2])
    return " ".join(words)


def seconds(command: Sequence[str], folder: str) -> float:
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", *command], check=True, capture_output=True, cwd=folder)
    return time.monotonic() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=2000)
    parser.add_argument("--pairs", type=Path, default=PAIRS)
    args = parser.parse_args()
    rows = [line.split("\t")[:2] for line in args.pairs.read_text("utf-8").splitlines()]
    rows = list(itertools.islice(itertools.cycle(rows), args.lines))
    chance = random.Random(1)
    texts = {
        "s.ar": [row[0] for row in rows],
        "r.en": [row[1] for row in rows],
        "h.en": [spoilt(row[1], 9, chance) for row in rows],
        "b.en": [spoilt(row[1], 7, chance) for row in rows],
    }
    files = (
        "--source",
        "s.ar",
        "--reference",
        "r.en",
        "--hypothesis",
        "h.en",
        "--baseline",
        "b.en",
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in texts.items():
            Path(folder, name).write_text("".join(f"{line}\n" for line in lines), "utf-8")
        ours = seconds(["translator", "evaluate", *files, "--no-glossary", "--json"], folder)
        terms = seconds(["translator", "evaluate", *files, "--json"], folder)
        base = ("sacrebleu", "r.en", "-i", "b.en", "h.en", "--format", "text")
        theirs = sum(
            seconds([*base, *metrics, test], folder)
            for test in ("--paired-bs", "--paired-ar")
            for metrics in (("-m", "bleu", "chrf", "ter"), ("-m", "chrf", "--chrf-word-order", "2"))
        )
    print(f"{args.lines:,} lines, two translations")
    print(f"evaluate --no-glossary  {ours:7.1f} s")
    print(f"evaluate                {terms:7.1f} s, with the measures of terminology")
    print(f"sacrebleu               {theirs:7.1f} s, {theirs / ours:.2f} times the first")


if __name__ == "__main__":
    main()
