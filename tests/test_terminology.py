"""Terminology on sentences written for it: real names, and invented ones in their place."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from glossary.check import renderings
from glossary.term import Glossary
from translator import Translator
from translator.document import Translation
from translator.engine import Decoding, Engine
from translator.segment import segment_lines

DATA = Path(__file__).parent / "data"
GLOSSARIES = {
    "terminology.tsv": Glossary.shipped(),
    "terminology_invented.tsv": Glossary.load(DATA / "terminology_invented_glossary.tsv"),
}


@dataclass(frozen=True, slots=True)
class Run:
    """The sentences of a list, translated without and with its glossary."""

    glossary: Glossary
    references: list[str]
    plain: list[Translation]
    enforced: list[Translation]


@pytest.fixture(scope="module", params=GLOSSARIES)
def run(request: pytest.FixtureRequest, engine: Engine) -> Run:
    with (DATA / request.param).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    glossary = GLOSSARIES[request.param]
    document = segment_lines("\n".join(row["source"] for row in rows))
    translator = Translator(engine, Decoding())
    [plain] = translator.translate_documents([document], glossary=None)
    [enforced] = translator.translate_documents([document], glossary=glossary)
    references = [row["reference"] for row in rows]
    return Run(glossary, references, list(plain.translations), list(enforced.translations))


def test_every_term_is_met_or_says_why_not(run: Run) -> None:
    methods: Counter[str | None] = Counter()
    for done in run.enforced:
        found = run.glossary.find(done.source)
        assert [use.source_span for use in done.terms] == [o.span for o in found]
        for occurrence, use in zip(found, done.terms, strict=True):
            methods[use.method] += 1
            if use.target_span is None:
                assert any(w.kind == "term" and use.surface in w.message for w in done.warnings)
            else:
                assert use.target_span in renderings(occurrence.term, done.target)
    total = methods.total()
    assert total > 400
    assert (total - methods[None]) / total >= 0.995
    assert methods["replace"] / total <= 0.1


def test_the_glossary_makes_it_better(run: Run) -> None:
    for measure in (BLEU(), CHRF()):
        without, with_it = (
            measure.corpus_score([one.target for one in side], [run.references]).score
            for side in (run.plain, run.enforced)
        )
        assert with_it > without


def test_the_english_around_the_terms_is_whole(run: Run) -> None:
    for done in run.enforced:
        text = done.target
        assert not re.search(r"(?i)\b(the|a|an) (?:the|a|an)\b", text), text
        assert text[0].isupper() or not text[0].isalpha(), text
        for use in done.terms:
            if not use.target_span or not use.rendering or use.method == "model":
                continue
            start, end = use.target_span
            assert not text[start - 1 : start].isalnum(), text
            assert not text[end : end + 1].isalnum(), text
            again = rf"\b{re.escape(use.rendering)}\W+{re.escape(use.rendering)}\b"
            assert not re.search(again, text), text


def test_no_more_warnings_than_without(run: Run) -> None:
    """Putting terms in loses no number and breaks no sentence."""
    kinds = [
        Counter(w.kind for one in side for w in one.warnings) for side in (run.plain, run.enforced)
    ]
    assert kinds[1]["number"] <= kinds[0]["number"]
    assert kinds[1]["loop"] + kinds[1]["artifact"] <= kinds[0]["loop"] + kinds[0]["artifact"]
