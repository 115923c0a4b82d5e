"""The pairs a model is trained on: the project's own corpus and, where given, public ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import tomli

from translator.errors import InputError

HERE = Path(__file__).resolve().parent
CORPUS = HERE / "corpus"
SOURCES = HERE / "sources.toml"
HELD_OUT = (
    HERE.parent / "tests" / "data" / "held_out.tsv",
    HERE.parent / "tests" / "data" / "corpus_held_out.tsv",
    HERE.parent / "tests" / "data" / "seed_references.tsv",
)
"""Pairs to measure on: never trained on, never chosen by."""
DEVELOPMENT = HERE / "development.tsv"
"""Pairs to choose by: never trained on."""

_STRAIGHT = str.maketrans("“”„«»‘’–—\u00a0", '"""""\'\'-- ')


class Folding(Protocol):
    """What folds a source text: a SentencePiece model or its normalizer alone."""

    def normalize(self, text: str) -> str:
        """The text as the model sees it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and a target. `share`: how much of its file one pass through the data takes;
    `follows`: whether it comes right after the pair before it in a running text."""

    source: str
    target: str
    share: float = 1.0
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Data:
    """All there is to train on. Names are single words or names, too many to take them all."""

    pairs: tuple[Pair, ...]
    names: tuple[Pair, ...]
    development: tuple[Pair, ...]


def read(source_model: Folding, public: Path | None, corpus: Path) -> Data:
    """Read every pair, each source once, without those held out.

    Source texts are folded as the source model folds them, targets get straight quotation marks.
    """
    seen = {
        folded(source_model, source)
        for path in (*HELD_OUT, DEVELOPMENT)
        for source, _ in _rows(path)
    }
    pairs: list[Pair] = []
    names: list[Pair] = []

    def take(path: Path, into: list[Pair], share: float, running: bool) -> None:
        joined = False
        for source, target in _rows(path):
            pair = Pair(folded(source_model, source), straight(target), share, joined)
            joined = running
            if not pair.source or not pair.target or pair.source in seen:
                joined = False
                continue
            seen.add(pair.source)
            into.append(pair)

    for path in sorted(corpus.glob("*/*.tsv")):
        take(path, pairs, 1.0, True)
    if public:
        for name, entry in tomli.loads(SOURCES.read_text(encoding="utf-8")).items():
            single = entry["kind"] != "sentences"
            take(public / f"{name}.tsv", names if single else pairs, entry["share"], False)
    development = tuple(
        Pair(folded(source_model, source), straight(target))
        for source, target in _rows(DEVELOPMENT)
    )
    return Data(tuple(pairs), tuple(names), development)


def chosen(data: Data, chance: random.Random) -> list[int]:
    """The pairs one pass takes, by number: each with its share as probability, in order."""
    return [i for i, pair in enumerate(data.pairs) if chance.random() < pair.share]


def folded(source_model: Folding, text: str) -> str:
    """A source text as the source model sees it: its spelling folded, white space single."""
    return str(source_model.normalize(text)).replace("▁", " ").strip()


def straight(text: str) -> str:
    """A target text with straight quotation marks, plain hyphens and single spaces."""
    return re.sub(r"\s+", " ", text.translate(_STRAIGHT)).strip()


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    if not path.exists():
        raise InputError(f"{path}: no such file; see training/README.md.")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if len(cells) != 2:
            raise InputError(f"{path}:{number}: not one Arabic and one English text and a tab.")
        yield cells[0], cells[1]
