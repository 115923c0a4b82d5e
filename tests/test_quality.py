"""The glossary must not cost quality: measured on held-out lines with the real model."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sacrebleu.metrics import CHRF

from glossary import Glossary
from translator import Translator
from translator.document import Translation
from translator.engine import Decoding, Engine
from translator.segment import segment_lines

PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "held_out.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
]


def translated(engine: Engine, glossary: Glossary | None) -> tuple[Translation, ...]:
    document = segment_lines("\n".join(source for source, _ in PAIRS))
    [done] = Translator(engine, Decoding()).translate_documents([document], glossary=glossary)
    return done.translations


@pytest.fixture(scope="module")
def enforced(engine: Engine) -> tuple[Translation, ...]:
    return translated(engine, Glossary.default())


def chrf(done: tuple[Translation, ...]) -> float:
    hypotheses = [one.target for one in done]
    return float(CHRF().corpus_score(hypotheses, [[english for _, english in PAIRS]]).score)


def test_a_hundred_lines_and_each_has_a_term(enforced: tuple[Translation, ...]) -> None:
    assert len(PAIRS) == len(enforced) == 100
    assert all(one.terms for one in enforced)


def test_chrf_with_the_glossary_is_not_below_chrf_without(
    engine: Engine, enforced: tuple[Translation, ...]
) -> None:
    assert chrf(enforced) >= chrf(translated(engine, None))


def test_few_renderings_are_pasted_and_few_are_unmet(enforced: tuple[Translation, ...]) -> None:
    methods = Counter(use.method for one in enforced for use in one.terms)
    assert methods["replace"] <= methods.total() / 5
    assert methods[None] <= methods.total() / 20
