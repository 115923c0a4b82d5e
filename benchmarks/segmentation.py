"""Print how well segments are found: precision, recall and F1 of boundaries, and kinds.

Usage: python benchmarks/segmentation.py [--seeds 0 1 2 ...] [--errors]

Over the five articles cut by hand, and over the twenty articles of tests/data/segmentation
defaced with each seed of the random generator (tests/damage.py). `--errors` lists every wrong cut.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from damage import deface
from segmentation_data import Cut, Figures, clean_articles, flatten, places, seed_articles, solid

from translator.segment import segment


def our_cut(text: str) -> Cut:
    return [(paragraph.kind, piece.text) for _, paragraph, piece in segment(text).segments()]


def print_errors(name: str, gold: Cut, ours: Cut) -> None:
    whole = solid("".join(text for _, text in gold))
    gold_spans, our_spans = places(gold), places(ours)
    gold_ends, our_ends = {e for _, e in gold_spans}, {e for _, e in our_spans}
    for end in sorted(gold_ends ^ our_ends):
        sort = "missing" if end in gold_ends else "surplus"
        print(f"  {name}: {sort} cut {whole[max(0, end - 25) : end]} ▏{whole[end : end + 25]}")
    for start, end in sorted(gold_spans.keys() & our_spans.keys()):
        if gold_spans[start, end] != our_spans[start, end]:
            kinds = f"{our_spans[start, end]} for {gold_spans[start, end]}"
            print(f"  {name}: {kinds}: {whole[start:end][:50]}")


def line(label: str, figures: Figures) -> str:
    return (
        f"{label:<22} {figures.wanted:>6} {figures.precision:>10.4f} {figures.recall:>8.4f}"
        f" {figures.f1:>8.4f} {figures.kind_accuracy:>8.4f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="*", default=list(range(10)))
    parser.add_argument("--errors", action="store_true", help="list every wrong cut and kind")
    arguments = parser.parse_args()
    print(f"{'articles':<22} {'cuts':>6} {'precision':>10} {'recall':>8} {'F1':>8} {'kinds':>8}")
    figures = Figures()
    for name, text, blocks in seed_articles():
        figures.add(flatten(blocks), our_cut(text))
        if arguments.errors:
            print_errors(name, flatten(blocks), our_cut(text))
    print(line("five, cut by hand", figures))
    total = Figures()
    for seed in arguments.seeds:
        figures = Figures()
        for number, (name, blocks) in enumerate(clean_articles()):
            text, gold = deface(blocks, 1000 * seed + number)
            ours = our_cut(text)
            for counted in (figures, total):
                counted.add(gold, ours)
            if arguments.errors:
                print_errors(f"{name}/{seed}", gold, ours)
        print(line(f"twenty, seed {seed}", figures))
    print(line("twenty, all seeds", total))


if __name__ == "__main__":
    main()
