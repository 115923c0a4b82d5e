"""The hand-aligned pairs, and the embedded model's links against them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from translator.align import WordAttention, links, word_attention
from translator.engine import Engine
from translator.words import words

GOLD = Path(__file__).parent / "data" / "alignments.tsv"
Pair = tuple[str, str, set[tuple[int, int]], set[tuple[int, int]]]


@pytest.fixture(scope="module")
def gold() -> list[Pair]:
    """Source, target, sure and possible links, the latter with the sure ones."""
    pairs: list[Pair] = []
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            source, target, drawn = line.split("\t")
            found = [re.fullmatch(r"(\d+)([-?])(\d+)", link) for link in drawn.split()]
            assert all(found), source
            every = [(int(m[1]), int(m[3]), m[2]) for m in found if m]
            assert len({link[:2] for link in every}) == len(every), source
            sure = {link[:2] for link in every if link[2] == "-"}
            pairs.append((source, target, sure, {link[:2] for link in every}))
    return pairs


def test_gold_links_lie_in_their_sentences(gold: list[Pair]) -> None:
    assert len(gold) >= 110
    assert len({source for source, *_ in gold}) == len(gold)
    for source, target, sure, possible in gold:
        rows, columns = len(words(source)), len(words(target))
        assert all(s < rows and t < columns for s, t in possible), source
        assert {t for _, t in possible} == set(range(columns)), target
        assert len(sure) >= columns / 3, source


def error_rate(drawn: list[set[tuple[int, int]]], gold: list[Pair]) -> float:
    right = sum(
        len(found & sure) + len(found & possible)
        for found, (_, _, sure, possible) in zip(drawn, gold, strict=True)
    )
    count = sum(map(len, drawn)) + sum(len(sure) for _, _, sure, _ in gold)
    return 1 - right / count


def plain(given: WordAttention) -> set[tuple[int, int]]:
    return {(int(row.argmax()), t) for t, row in enumerate(given.mass) if row.any()}


def sharpened(source: str, target: str, given: WordAttention) -> set[tuple[int, int]]:
    source_at = {span: number for number, span in enumerate(words(source))}
    target_at = {span: number for number, span in enumerate(words(target))}
    return {
        (source_at[s0, s1], target_at[t0, t1]) for s0, s1, t0, t1 in links(source, given, target)
    }


def test_links_err_less_than_the_attention_they_come_from(engine: Engine, gold: list[Pair]) -> None:
    some = gold[::3]
    sources = [engine.encode(source) for source, *_ in some]
    written = engine.follow(
        [(pieces, target) for pieces, (_, target, *_) in zip(sources, some, strict=True)]
    )
    given = [
        word_attention(source, pieces, one)
        for (source, *_), pieces, one in zip(some, sources, written, strict=True)
    ]
    drawn = [
        sharpened(source, target, one)
        for (source, target, *_), one in zip(some, given, strict=True)
    ]
    error = error_rate(drawn, some)
    assert error < error_rate([plain(one) for one in given], some)
    assert error < 0.22
