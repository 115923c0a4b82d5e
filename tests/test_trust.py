"""How far a translation may be trusted: what the estimate says, and that it follows quality."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import correlation, mean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics.chrf import CHRF

from glossary import Glossary
from translator import Translator
from translator.document import TermUse, Translation, Warning
from translator.segment import segment_lines
from translator.trust import Estimate, estimate
from translator.trust.estimate import GOOD, POOR
from translator.trust.features import NAMES, features
from translator.trust.weights import TABLE, table

DATA = Path(__file__).parent / "data"
SOURCE = "قال الوزير في موسكو إن المحادثات كانت مفيدة جدا للطرفين."
TARGET = "The minister said in Moscow that the talks were very useful for both sides."


def made(score: float, *kinds: str, links: int = 10) -> Translation:
    """A translation with a score, warnings, and that many of its ten words linked."""
    starts = [0, *(at + 1 for at, letter in enumerate(SOURCE) if letter == " ")]
    alignment = tuple((start, start + 2, 0, 3) for start in starts[:links])
    warnings = tuple(Warning(kind, "something is wrong") for kind in kinds)
    return Translation(SOURCE, TARGET, score, alignment, warnings=warnings)


def judged(translation: Translation) -> Estimate:
    found = estimate(translation)
    assert found is not None
    return found


def test_a_surer_model_is_trusted_more() -> None:
    values = [judged(made(score)).value for score in (-0.2, -0.5, -0.8, -1.2, -2.0)]
    assert values == sorted(values, reverse=True)
    assert judged(made(-0.2)).band == "good"
    assert judged(made(-0.2)).reasons == ()
    assert judged(made(-2.0)).band == "poor"
    assert judged(made(-2.0)).reasons == ("the model is unusually unsure of its words",)


def test_words_without_english_count_against_it() -> None:
    values = [judged(made(-0.5, links=links)).value for links in (10, 7, 4, 1)]
    assert values == sorted(values, reverse=True)
    assert "a third of the Arabic words have no English" in judged(made(-0.5, links=7)).reasons
    assert "half of the Arabic words have no English" in judged(made(-0.5, links=4)).reasons
    assert not judged(made(-0.2, links=9)).reasons


def test_without_links_another_fit_is_used_and_nothing_is_said_of_words() -> None:
    bare = replace(made(-0.5), alignment=())
    known = table()
    values = features(bare).values()
    assert judged(bare).value == pytest.approx(known.bare.expected(values))
    assert known.bare.expected(values) != known.linked.expected(values)
    assert known.bare.slopes[NAMES.index("unlinked")] == 0
    assert not any("Arabic words" in reason for reason in judged(bare).reasons)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("number", "a number may be wrong"),
        ("name", "a name may be wrong"),
        ("negation", "a negation may be lost or added"),
        ("attribution", "who says it may be lost"),
        ("violence", "it has violent or vulgar words that the source has not"),
        ("term", "a term of the glossary is not in it, or not for sure"),
    ],
)
def test_a_warning_is_a_reason_and_rules_good_out(kind: str, reason: str) -> None:
    sound, warned = judged(made(-0.2)), judged(made(-0.2, kind))
    assert sound.band == "good"
    assert warned.band == "check"
    assert warned.reasons[0] == reason
    assert warned.besides == (), "the warning says it already"
    assert warned.value < sound.value


@pytest.mark.parametrize("kind", ["loop", "length", "arabic", "artifact"])
def test_what_is_broken_is_poor_however_sure_the_model_was(kind: str) -> None:
    assert judged(made(-0.05, kind)).band == "poor"
    assert judged(made(-0.05, kind)).value < judged(made(-0.05, "number")).value


def test_several_of_a_kind_are_counted_and_the_gravest_comes_first() -> None:
    found = judged(made(-2.0, "name", "name", "term", "loop", "number", links=4)).reasons
    assert found == (
        "it says the same thing over and over",
        "a number may be wrong",
        "two names may be wrong",
        "a term of the glossary is not in it, or not for sure",
        "half of the Arabic words have no English",
        "the model is unusually unsure of its words",
    )


def test_what_the_model_did_not_write_has_no_estimate() -> None:
    assert estimate(Translation("2017", "2017")) is None
    assert estimate(replace(made(-0.5), origin="person")) is None
    assert estimate(replace(made(-0.5), origin="memory")) is None


def test_features_count_words_terms_and_links() -> None:
    term = TermUse("موسكو", "موسكو", "Moscow", (14, 19), (22, 28), "model")
    shown = features(replace(made(-0.5, links=6), terms=(term,)))
    assert SOURCE[14:19] == "موسكو"
    assert shown.terms == pytest.approx(0.1)
    assert shown.unlinked == pytest.approx(0.4)
    assert shown.short == 0
    unmet = replace(term, rendering=None, target_span=None, method=None)
    assert features(replace(made(-0.5), terms=(unmet,))).terms == 0
    assert features(Translation("قال ترامب", "Trump said", -0.1)).short == 1


@given(st.text(max_size=80), st.text(max_size=80), st.floats(-30, 0))
def test_any_translation_can_be_judged(source: str, target: str, score: float) -> None:
    found = judged(Translation(source, target, score, ((0, 3, 0, 3),)))
    assert found.band in ("good", "check", "poor")
    assert found.band == "good" or found.reasons
    assert found.to_dict() == {"band": found.band, "reasons": list(found.reasons)}


def test_the_table_says_where_it_comes_from() -> None:
    fields = json.loads(TABLE.read_text(encoding="utf-8"))
    assert fields["model"].startswith(Translator.load("embedded").model.label)
    assert "version:" in fields["measure"]
    for fit in ("linked", "bare"):
        assert set(fields[fit]) == {"intercept", *NAMES}


@pytest.fixture(scope="module")
def held_out() -> list[tuple[Estimate, float, float]]:
    """Estimate, score and chrF of lines that neither the model nor the estimate was fitted to."""
    lines = (DATA / "held_out.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t")[:2] for line in lines]
    translator = Translator.load("embedded")
    found = translator.translate_segments([one for one, _ in pairs], glossary=Glossary.default())
    measure = CHRF()
    return [
        (judged(one), one.score or 0.0, measure.sentence_score(one.target, [english]).score)
        for one, (_, english) in zip(found, pairs, strict=True)
    ]


def ranks(values: Sequence[float]) -> list[float]:
    order = sorted(values)
    return [float(order.index(value)) for value in values]


def test_the_estimate_follows_quality_better_than_the_score(
    held_out: list[tuple[Estimate, float, float]],
) -> None:
    chrf = ranks([quality for _, _, quality in held_out])
    by_value = correlation(ranks([found.value for found, _, _ in held_out]), chrf)
    by_score = correlation(ranks([score for _, score, _ in held_out]), chrf)
    assert by_value > 0.47
    assert by_value > by_score


def test_bands_are_apart(held_out: list[tuple[Estimate, float, float]]) -> None:
    good = [quality for found, _, quality in held_out if found.band == "good"]
    rest = [quality for found, _, quality in held_out if found.band != "good"]
    assert len(good) > 20
    assert len(rest) > 20
    assert mean(good) > GOOD > mean(rest) > POOR
    assert sum(quality < POOR for quality in good) <= 0.05 * len(good)


def test_records_carry_it_and_copies_do_not() -> None:
    translator = Translator.load("embedded")
    document = segment_lines(f"{SOURCE}\n2017")
    [done] = translator.translate_documents([document], glossary=Glossary.default())
    first, second = done.to_dicts()
    found = estimate(done.translations[0])
    assert found is not None
    assert first["trust"] == found.to_dict()
    assert set(first["trust"]) == {"band", "reasons"}, "the value is for sorting alone"
    assert second["trust"] is None
