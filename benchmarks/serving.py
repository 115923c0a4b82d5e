"""Many visitors at once against bulk on the same texts, in one run, as a ratio.

    python benchmarks/serving.py [--clients N] [--rounds N] [--threads N]
                                 [--workers N] [--batch N] [--remembered N]

Every visitor has one article and the shipped glossary; all come at the same moment. Two sets of
articles: "repeated", the five of ui/examples in turn (bulk translates a sentence that occurs again
once; so does the batcher, unless `--remembered 0` takes its memory away), and "distinct", made of
lines held out of training and, when these are used up, of training/corpus, so that no sentence
occurs twice. Bulk is `Translator.translate_documents` on all of them. The time to the first row is
that from handing the article in to its first delivery: median and worst over the visitors, and that
of a visitor who is alone. Rounds alternate; the median ratio counts. Every round has a new batcher,
which remembers nothing. The ratio of processor time is printed beside: it tells the work itself
from the waiting, and other programs on the machine move it less.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary.term import Glossary
from translator.api import Translator
from translator.document import Document, Translation
from translator.pipeline import Request
from translator.segment import segment, segment_lines
from ui.batcher import BATCH, REMEMBERED, Batcher, Work

ROOT = Path(__file__).parent.parent

LINES = 16
"""Lines of an article that is made up: as many as the articles of ui/examples have segments."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Seconds from handing an article in: to its first row, and to its last."""

    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Served:
    """How long all visitors took together, in seconds, and each of them."""

    seconds: float
    visits: list[Visit]


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--clients", type=int, default=50)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--threads", type=int, help="model workers (default: the machine's)")
    arguments.add_argument("--workers", type=int, default=2, help="threads of the batcher")
    arguments.add_argument("--batch", type=int, default=BATCH, help="segments in a batch at most")
    arguments.add_argument("--remembered", type=int, default=REMEMBERED, help="translations kept")
    given = arguments.parse_args()

    translator = Translator.load(threads=given.threads)
    glossary = Glossary.default()
    sets = {"repeated": repeated(given.clients), "distinct": distinct(given.clients)}
    bulk(translator, sets["repeated"][:5], glossary)  # terms are asked once

    def batcher() -> Batcher:
        return Batcher(given.workers, batch=given.batch, remembered=given.remembered)

    lone = Alternating(given.rounds)
    for name, documents in sets.items():
        words = sum(len(document.text.split()) for document in documents)
        print(f"{name}: {len(documents)} articles, {words} Arabic words")
        turns = Alternating(given.rounds)
        visits: list[Visit] = []
        for _ in range(given.rounds):
            began = time.process_time()
            turns.add("bulk", bulk(translator, documents, glossary))
            between = time.process_time()
            served = with_batcher(batcher, translator, documents, glossary)
            turns.add("served", served.seconds)
            turns.add("processor of bulk", between - began)
            turns.add("processor of served", time.process_time() - between)
            visits += served.visits
            alone = with_batcher(batcher, translator, documents[:1], glossary)
            lone.add(name, alone.visits[0].first)
        for side in ("bulk", "served"):
            print(f"  {side:7} {words / turns.median(side):6.0f} words/s")
        work = turns.ratio("processor of bulk", "processor of served")
        print(f"  served / bulk, words a second: {turns.ratio('bulk', 'served'):.2f}", end=", ")
        print(f"words a second of processor time: {work:.2f}")
        print(f"  first row: {spread([visit.first for visit in visits])}")
        print(f"  last row:  {spread([visit.last for visit in visits])}")
        print(f"  first row of a lone visitor: {lone.median(name):.2f} s")
    return 0


class Alternating:
    """Seconds of several sides that were run in turn."""

    def __init__(self, rounds: int) -> None:
        self.rounds = rounds
        self.seconds: dict[str, list[float]] = {}

    def add(self, side: str, seconds: float) -> None:
        """Note how long a side took this time."""
        self.seconds.setdefault(side, []).append(seconds)

    def median(self, side: str) -> float:
        """Seconds of a side, in the middle of its rounds."""
        return statistics.median(self.seconds[side])

    def ratio(self, above: str, below: str) -> float:
        """The median of the ratios round by round: a machine that drifts does not move it."""
        pairs = zip(self.seconds[above], self.seconds[below], strict=True)
        return statistics.median(a / b for a, b in pairs)


def spread(seconds: Sequence[float]) -> str:
    return f"median {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s"


def repeated(clients: int) -> list[Document]:
    """The articles of ui/examples in turn, one a client."""
    paths = sorted((ROOT / "ui" / "examples").glob("*.txt"))
    articles = [segment(path.read_text(encoding="utf-8"), path.name) for path in paths]
    return list(itertools.islice(itertools.cycle(articles), clients))


def distinct(clients: int) -> list[Document]:
    """Articles that have no sentence in common, one a client; fewer where the lines end."""
    data = ROOT / "tests" / "data"
    held_out = [data / "held_out.tsv", data / "corpus_held_out.tsv"]
    corpus = sorted((ROOT / "training" / "corpus").glob("*/*.tsv"))
    files = [path.read_text(encoding="utf-8").splitlines() for path in [*held_out, *corpus]]
    # A line of each file of the corpus in turn: every subject in its share.
    in_turn = (line for row in itertools.zip_longest(*files[2:]) for line in row if line)
    sources = (line.split("\t")[0] for line in itertools.chain(files[0], files[1], in_turn))
    lines = list(itertools.islice(dict.fromkeys(sources), clients * LINES))
    return [
        segment_lines("\n".join(lines[start : start + LINES]), f"{start}.txt")
        for start in range(0, len(lines), LINES)
    ]


def bulk(translator: Translator, documents: Sequence[Document], glossary: Glossary) -> float:
    """Seconds that bulk takes."""
    began = time.perf_counter()
    for _ in translator.translate_documents(documents, glossary=glossary):
        pass
    return time.perf_counter() - began


def with_batcher(
    make: Callable[[], Batcher],
    translator: Translator,
    documents: Sequence[Document],
    glossary: Glossary,
) -> Served:
    """What a batcher of its own takes for the documents."""
    batcher = make()
    try:
        return serve(batcher, translator, documents, glossary)
    finally:
        batcher.close()


def serve(
    batcher: Batcher, translator: Translator, documents: Sequence[Document], glossary: Glossary
) -> Served:
    """Hand in all documents at once and wait until the last one is done."""
    began = time.perf_counter()
    visitors = [Visitor() for _ in documents]
    for visitor, document in zip(visitors, documents, strict=True):
        requests = [Request(one.text, glossary) for _, _, one in document.segments()]
        visitor.began = time.perf_counter()
        batcher.submit(
            Work(requests, translator, visitor.deliver, visitor.failed, visitor.done.set)
        )
    for visitor in visitors:
        visitor.done.wait()
    seconds = time.perf_counter() - began
    for visitor in visitors:
        if visitor.error is not None:
            raise visitor.error
    return Served(seconds, [visitor.visit() for visitor in visitors])


class Visitor:
    """Somebody who notes when the rows come."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.times: list[float] = []
        self.done = threading.Event()
        self.error: Exception | None = None

    def deliver(self, rows: list[tuple[int, Translation]]) -> None:
        """Rows are there."""
        self.times.append(time.perf_counter())

    def failed(self, error: Exception) -> None:
        """Keep the fault; a figure would be worth nothing."""
        self.error = error

    def visit(self) -> Visit:
        """When the first and the last row came; there must have been some."""
        return Visit(self.times[0] - self.began, self.times[-1] - self.began)


if __name__ == "__main__":
    sys.exit(main())
