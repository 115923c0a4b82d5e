"""Alignment error rate on pairs whose words were linked by hand.

    python benchmarks/alignment.py [--model NAME|DIR] [--corpus PATH]... [--eflomal COMMAND]

Och & Ney (2003): of the links drawn, A, against the sure, S, and the possible ones, P (which hold
the sure): precision |A & P| / |A|, recall |A & S| / |S|, AER 1 - (|A & S| + |A & P|) / (|A| + |S|).
Along the hand-aligned references the model is made to write the reference itself. Rows:

    diagonal       each English word with the Arabic word at its share of the sentence's length
    attention      each English word with the Arabic word its attention is largest on
    translator     what `translator.align` makes of that attention; below it, its links in fifths
                   by how sure they are: mean sureness, and the share that is right (in P)
    IBM models     training/align.py over the pairs and --corpus
    eflomal        the same pairs and corpus, both directions, where eflomal is installed
                   (`pip install eflomal`; GPL-3, hence run as a command of its own)
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from training.align import align, grown
from translator.align import WordAttention, sure_links, word_attention
from translator.engine import Engine
from translator.models import find
from translator.words import words

GOLD = Path(__file__).resolve().parents[1] / "tests" / "data" / "alignments.tsv"
Pair = tuple[str, str]
WordLink = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """A pair with its sure links, and with the possible ones, which hold the sure."""

    source: str
    target: str
    sure: frozenset[WordLink]
    possible: frozenset[WordLink]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and alignment error rate of links drawn, each from 0 to 1."""

    precision: float
    recall: float
    aer: float

    @classmethod
    def of(cls, drawn: Sequence[Iterable[WordLink]], gold: Sequence[Gold]) -> Score:
        """Score the links drawn for each pair, all pairs taken together."""
        count = sure = possible = wanted = 0
        for found, pair in zip(map(frozenset, drawn), gold, strict=True):
            count += len(found)
            wanted += len(pair.sure)
            sure += len(found & pair.sure)
            possible += len(found & pair.possible)
        return cls(
            possible / count if count else 1.0,
            sure / wanted if wanted else 1.0,
            1 - (sure + possible) / (count + wanted) if count + wanted else 0.0,
        )


def read_gold(path: Path) -> list[Gold]:
    """The pairs of a file such as tests/data/alignments.tsv, whose head says what stands in it."""
    gold = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        source, target, drawn = line.split("\t")
        sure = {_link(link, "-") for link in drawn.split() if "-" in link}
        possible = {_link(link, "?") for link in drawn.split() if "?" in link}
        gold.append(Gold(source, target, frozenset(sure), frozenset(sure | possible)))
    return gold


def _link(text: str, mark: str) -> WordLink:
    source, target = text.split(mark)
    return int(source), int(target)


def read_corpus(paths: Sequence[Path]) -> list[Pair]:
    """Pairs, Arabic TAB English, of files and of all .tsv files under folders."""
    pairs = []
    for path in paths:
        for file in sorted(path.rglob("*.tsv")) if path.is_dir() else [path]:
            for line in file.read_text(encoding="utf-8").splitlines():
                source, tab, rest = line.partition("\t")
                if tab and words(source) and words(rest):
                    pairs.append((source, rest.split("\t")[0]))
    return pairs


def diagonal(pair: Gold) -> list[WordLink]:
    rows, columns = len(words(pair.source)), len(words(pair.target))
    return [(int((t + 0.5) * rows / columns), t) for t in range(columns)]


def attended(engine: Engine, gold: Sequence[Gold]) -> list[WordAttention]:
    """The model's attention between words, made to write each pair's English."""
    sources = [engine.encode(pair.source) for pair in gold]
    written = engine.follow(
        [(source, pair.target) for source, pair in zip(sources, gold, strict=True)]
    )
    return [
        word_attention(pair.source, source, hypothesis)
        for pair, source, hypothesis in zip(gold, sources, written, strict=True)
    ]


def numbered(pair: Gold, attention: WordAttention) -> list[tuple[WordLink, float]]:
    """The links of `translator.align` as numbers of words, each with how sure it is."""
    source_at = {span: number for number, span in enumerate(words(pair.source))}
    target_at = {span: number for number, span in enumerate(words(pair.target))}
    return [
        ((source_at[one.link[:2]], target_at[one.link[2:]]), one.sure)
        for one in sure_links(pair.source, attention, pair.target)
    ]


def fifths(judged: Sequence[tuple[float, bool]]) -> str:
    """Links `(sureness, right)` in fifths, the least sure first: mean sureness, share right."""
    ordered = sorted(judged)
    bounds = [len(ordered) * part // 5 for part in range(6)]
    parts = [ordered[start:end] for start, end in pairwise(bounds) if start < end]
    return ", ".join(
        f"{fmean(sure for sure, _ in part):.2f} {fmean(right for _, right in part):.2f}"
        for part in parts
    )


def eflomal(pairs: Sequence[Pair], command: str) -> tuple[list[set[WordLink]], ...]:
    """Links of both directions by eflomal, which is given the words in lower case."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for side, name in enumerate(("source", "target")):
            lines = (
                " ".join(pair[side][s:e].lower() for s, e in words(pair[side])) for pair in pairs
            )
            (place / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        options = ["-s", "source", "-t", "target", "-f", "forward", "-r", "backward"]
        subprocess.run([command, *options], cwd=place, check=True, capture_output=True)
        return tuple(
            [
                {_link(link, "-") for link in line.split()}
                for line in (place / name).read_text().splitlines()
            ]
            for name in ("forward", "backward")
        )


def show(name: str, score: Score, seconds: float) -> None:
    print(
        f"{name:22} AER {100 * score.aer:5.1f}  precision {100 * score.precision:5.1f}"
        f"  recall {100 * score.recall:5.1f}  {seconds:8.3f} s of processor",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, default=GOLD, help="hand-aligned pairs")
    parser.add_argument("--model", help="model by name or folder (the shipped one)")
    parser.add_argument(
        "--corpus",
        type=Path,
        action="append",
        default=[],
        help="pairs to train IBM models and eflomal on: a file or a folder; may be repeated",
    )
    parser.add_argument("--eflomal", default="eflomal-align", help="its command")
    options = parser.parse_args()
    gold = read_gold(options.gold)
    count = sum(len(pair.sure) for pair in gold), sum(len(pair.possible) for pair in gold)
    print(f"{len(gold)} pairs, {count[0]} sure links, {count[1] - count[0]} possible")
    start = time.process_time()
    show("diagonal", Score.of([diagonal(p) for p in gold], gold), time.process_time() - start)
    engine = Engine(find(options.model), 1)
    start = time.process_time()
    given = attended(engine, gold)
    plain = [
        [(int(row.argmax()), t) for t, row in enumerate(one.mass) if row.any()] for one in given
    ]
    show("attention", Score.of(plain, gold), time.process_time() - start)
    start = time.process_time()
    drawn = [numbered(pair, one) for pair, one in zip(gold, given, strict=True)]
    found = [[link for link, _ in links] for links in drawn]
    show("translator", Score.of(found, gold), time.process_time() - start)
    judged = [
        (sure, link in pair.possible)
        for pair, links in zip(gold, drawn, strict=True)
        for link, sure in links
    ]
    print(f"  how sure, how many right: {fifths(judged)}")
    if not options.corpus:
        return
    pairs = list(dict.fromkeys([(p.source, p.target) for p in gold] + read_corpus(options.corpus)))
    print(f"trained on {len(pairs)} pairs:")
    start = time.process_time()
    show("IBM models", Score.of(align(pairs)[: len(gold)], gold), time.process_time() - start)
    if not shutil.which(options.eflomal):
        print("eflomal is not installed: pip install eflomal")
        return
    start = time.perf_counter()  # a command of its own
    forward, backward = (found[: len(gold)] for found in eflomal(pairs, options.eflomal))
    seconds = time.perf_counter() - start
    both = [grown(f, b) for f, b in zip(forward, backward, strict=True)]
    show("eflomal, grown", Score.of(both, gold), seconds)
    common = [f & b for f, b in zip(forward, backward, strict=True)]
    show("eflomal, intersection", Score.of(common, gold), seconds)


if __name__ == "__main__":
    main()
