"""Reading of `.cut` files and the figures of a segmentation, for the tests and the benchmark.

The format and what is counted are described in tests/data/segmentation/RULES.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data" / "segmentation"
SEEDS = Path(__file__).resolve().parent.parent / "seeds"
BREAK = "⏎"

Cut = list[tuple[str, str]]
"""Segments in order, each `(kind, text)`."""


@dataclass(frozen=True)
class Block:
    """A paragraph: its kind and its segments."""

    kind: str
    segments: tuple[str, ...]


def read_cut(path: Path) -> list[Block]:
    """The paragraphs of a `.cut` file, line breaks inside segments restored."""
    blocks = []
    for chunk in path.read_bytes().decode("utf-8").strip("\n").split("\n\n"):
        lines = [line.split("\t", 1) for line in chunk.split("\n")]
        (kind,) = {kind for kind, _ in lines}
        blocks.append(Block(kind, tuple(text.replace(BREAK, "\n") for _, text in lines)))
    return blocks


def seed_articles() -> list[tuple[str, str, list[Block]]]:
    """`(name, text, paragraphs cut by hand)` of the five articles."""
    articles = []
    for path in sorted((DATA / "seeds").glob("*.cut")):
        text = (SEEDS / f"{path.stem}.txt").read_bytes().decode("utf-8")
        articles.append((path.stem, text, read_cut(path)))
    return articles


def clean_articles() -> list[tuple[str, list[Block]]]:
    """`(name, paragraphs)` of the twenty articles, undamaged."""
    return [(path.stem, read_cut(path)) for path in sorted((DATA / "articles").glob("*.cut"))]


def flatten(blocks: Iterable[Block]) -> Cut:
    """The segments of all paragraphs with their kinds."""
    return [(block.kind, segment) for block in blocks for segment in block.segments]


def solid(text: str) -> str:
    """The text without its white space, so that places can be compared."""
    return "".join(text.split())


def places(cut: Sequence[tuple[str, str]]) -> dict[tuple[int, int], str]:
    """Each segment's `(start, end)` in non-white characters, with its kind."""
    spans, at = {}, 0
    for kind, text in cut:
        end = at + len(solid(text))
        spans[at, end] = kind
        at = end
    return spans


@dataclass
class Figures:
    """Counts of boundaries and kinds, added up over documents."""

    found: int = 0
    wanted: int = 0
    right: int = 0
    segments: int = 0
    kinds: int = 0

    def add(self, gold: Cut, ours: Cut) -> None:
        """Count one document. Both cuts must hold the same non-white characters."""
        assert solid("".join(text for _, text in gold)) == solid("".join(t for _, t in ours))
        gold_spans, our_spans = places(gold), places(ours)
        wanted = {end for _, end in gold_spans} - {max(end for _, end in gold_spans)}
        found = {end for _, end in our_spans} - {max(end for _, end in our_spans)}
        self.wanted += len(wanted)
        self.found += len(found)
        self.right += len(wanted & found)
        both = gold_spans.keys() & our_spans.keys()
        self.segments += len(both)
        self.kinds += sum(gold_spans[span] == our_spans[span] for span in both)

    @property
    def precision(self) -> float:
        """Share of the cuts made that are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the right cuts that were made."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0

    @property
    def kind_accuracy(self) -> float:
        """Share of the segments found whose kind is right."""
        return self.kinds / self.segments if self.segments else 1.0
