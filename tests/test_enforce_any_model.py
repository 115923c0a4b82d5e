"""The guarantee for any model: every term is met, or the record and a warning say it is not."""

from __future__ import annotations

import csv
import itertools
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from any_model import by_chance, with_another_head

from glossary.check import renderings
from glossary.term import Glossary
from translator import pipeline
from translator.document import Translation
from translator.engine import Decoding, Engine
from translator.models import ModelInfo

SENTENCES = 40
TERMS = Path(__file__).parent / "data" / "terminology.tsv"
MODELS: dict[str, Callable[[Path], ModelInfo]] = {
    "random weights": lambda folder: by_chance(folder, "replace"),
    "attention that was not trained": with_another_head,
}


@pytest.fixture(scope="module")
def sources() -> list[str]:
    with TERMS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row["source"] for row in rows[:SENTENCES]]


@pytest.fixture(scope="module", params=MODELS)
def any_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("models") / "model"
    return Engine(MODELS[request.param](folder), threads=2)


@pytest.fixture(scope="module")
def shipped() -> Glossary:
    return Glossary.shipped()


@pytest.fixture(scope="module")
def enforced(any_engine: Engine, sources: list[str], shipped: Glossary) -> list[Translation]:
    return list(pipeline.translate(sources, any_engine, shipped, Decoding(), [SENTENCES]))


def test_every_term_is_met_or_says_that_it_is_not(
    enforced: list[Translation], sources: list[str], shipped: Glossary
) -> None:
    assert [done.source for done in enforced] == sources
    total = 0
    for done in enforced:
        found = shipped.find(done.source)
        total += len(found)
        assert [(u.source_span, u.surface) for u in done.terms] == [
            (o.span, o.surface) for o in found
        ]
        missing = Counter(use.surface for use in done.terms if use.rendering is None)
        said = [w.message for w in done.warnings if w.kind == "term"]
        for surface, count in missing.items():
            assert sum(m.startswith(f"{surface} is not rendered as ") for m in said) == count
        taken: list[tuple[int, int]] = []
        for occurrence, use in zip(found, done.terms, strict=True):
            assert (use.rendering is None) == (use.target_span is None) == (use.method is None)
            if use.target_span is not None:
                assert done.target[slice(*use.target_span)] == use.rendering
                assert use.target_span in renderings(occurrence.term, done.target)
                taken.append(use.target_span)
        taken.sort()
        assert all(end <= start for (_, end), (start, _) in itertools.pairwise(taken))
    assert total > 80


def test_links_stay_in_their_sentences(enforced: list[Translation]) -> None:
    for done in enforced:
        for s0, s1, t0, t1 in done.alignment:
            assert 0 <= s0 < s1 <= len(done.source)
            assert 0 <= t0 < t1 <= len(done.target)


def test_each_sentence_is_the_same_alone(
    any_engine: Engine, enforced: list[Translation], shipped: Glossary
) -> None:
    for done in enforced[:5]:
        assert list(pipeline.translate([done.source], any_engine, shipped, Decoding(), [1])) == [
            done
        ]


def test_the_swapped_heads_say_what_the_embedded_model_says(
    tmp_path: Path, engine: Engine, sources: list[str]
) -> None:
    other = Engine(with_another_head(tmp_path / "model"), threads=1)
    ours, theirs = (
        list(pipeline.translate(sources[:2], one, None, Decoding(), [2])) for one in (engine, other)
    )
    assert [one.target for one in ours] == [one.target for one in theirs]
    assert [one.alignment for one in ours] != [one.alignment for one in theirs]
