"""The measures of Alam et al. 2021: figures worked out by hand, and TER where nothing is a term."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics.ter import TER

from glossary.term import Glossary, Term
from translator.evaluate import corpus_scores, measure
from translator.evaluate.edit_rate import WeightedDistance, edits
from translator.evaluate.tokens import tokens, words

ALEPPO = Term("حلب", "Aleppo")
FRONT = Term(
    "جبهة النصرة",
    "al-Nusra Front",
    accept=("Jabhat al-Nusra",),
    avoid=("the Victory Front",),
)
GLOSSARY = Glossary((ALEPPO, FRONT))


def shares(source: str, hypothesis: str, reference: str, glossary: Glossary = GLOSSARY):
    return measure([source], [hypothesis], [reference], glossary)


# --- tokens ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aleppo's mayor, 3,500 men.", ["aleppo", "'s", "mayor", ",", "3,500", "men", "."]),
        ("al-Nusra didn’t", ["al", "-", "nusra", "didn't"]),
        ("L’Aquila (Italy)", ["l'aquila", "(", "italy", ")"]),
        ("\u2018No\u2019, he said", ["'", "no", "'", ",", "he", "said"]),
        ("", []),
    ],
)
def test_tokens_are_words_and_marks(text, expected):
    assert list(tokens(text).texts) == expected


def test_marks_are_no_words():
    assert words(tokens("Aleppo's mayor, 3,500 (men).").texts) == [
        "aleppo",
        "'s",
        "mayor",
        "3,500",
        "men",
    ]


@given(st.text(max_size=60))
def test_tokens_hold_every_letter_and_no_space(text):
    spans = tokens(text).spans
    assert sorted(spans) == list(spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    inside = {place for start, end in spans for place in range(start, end)}
    assert not any(text[place].isspace() for place in inside)
    assert all(place in inside for place, one in enumerate(text) if one.isalnum())


# --- the edit rate ---------------------------------------------------------------------------

WORDS = st.lists(st.sampled_from("a b c d e f g h".split()), max_size=14)


@given(WORDS, WORDS)
def test_without_terms_the_edits_are_those_of_sacrebleu(hypothesis, reference):
    ours = edits(hypothesis, reference, [1.0] * len(reference))
    theirs = TER().corpus_score([" ".join(hypothesis)], [[" ".join(reference)]])
    assert ours == theirs.num_edits


@pytest.mark.parametrize(("ours", "theirs"), [(70, 60), (3, 200), (200, 4), (0, 3), (2, 0)])
def test_the_edits_of_long_and_lopsided_sentences_are_sacrebleus(ours, theirs):
    choice = random.Random(ours).choice
    hypothesis, reference = (
        [choice("abcdefghijklmnopqrst") for _ in range(size)] for size in (ours, theirs)
    )
    score = TER().corpus_score([" ".join(hypothesis)], [[" ".join(reference)]])
    assert edits(hypothesis, reference, [1.0] * theirs) == score.num_edits


@given(WORDS, WORDS, st.data())
def test_dearer_words_at_most_double_the_distance(hypothesis, reference, data):
    weights = [data.draw(st.sampled_from([1.0, 2.0])) for _ in reference]
    plain = WeightedDistance(reference, [1.0] * len(reference))(hypothesis)[0]
    distance = WeightedDistance(reference, weights)
    assert plain <= distance(hypothesis)[0] <= 2 * plain
    assert distance(reference) == (0, " " * len(reference))


@pytest.mark.parametrize(
    ("hypothesis", "cost"),
    [
        ("they took Aleppo today", 0),
        ("they took Damascus today", 2),  # a term's word replaced
        ("they took today", 2),  # left out
        ("they took Aleppo Aleppo today", 1),  # one too many: no word of the reference is touched
        ("we took Aleppo today", 1),
        ("today they took Aleppo", 1),  # a shift
        ("", 5),
    ],
)
def test_an_edit_on_a_term_costs_two(hypothesis, cost):
    reference = "they took aleppo today".split()
    assert edits(hypothesis.lower().split(), reference, [1, 1, 2, 1]) == cost


# --- exact match -----------------------------------------------------------------------------


def test_every_occurrence_wants_a_rendering():
    found = measure(
        ["سقطت حلب", "من حلب إلى حلب", "جبهة النصرة في حلب", "لا شيء"],
        ["Aleppo fell", "from Aleppo to the city", "Jabhat al-Nusra in Homs", "Aleppo"],
        ["x", "x", "x", "x"],
        GLOSSARY,
    )
    assert (found.met, found.occurrences) == (3, 5)
    assert found.exact_match == pytest.approx(3 / 5)


def test_forms_to_avoid_are_counted():
    found = shares("جبهة النصرة", "the Victory Front and the Victory Front", "al-Nusra Front")
    assert (found.met, found.avoided) == (0, 2)


def test_without_terms_there_is_no_share():
    found = shares("لا شيء", "nothing", "nothing")
    assert found.exact_match is None
    assert found.window_overlap == {2: None, 3: None}
    assert found.one_minus_term == 1


# --- window overlap --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hypothesis", "two", "three"),
    [
        ("the army shelled Aleppo at dawn today", 1, 1),
        ("The army shelled, Aleppo, at dawn today.", 1, 1),  # neither marks nor case count
        ("the army bombed Aleppo at dawn today", 3 / 4, 5 / 6),
        ("at dawn Aleppo today the army", 2 / 4, 5 / 6),  # only "shelled" is missing of six
        ("Aleppo", 0, 0),
        ("the army shelled Homs at dawn today", 0, 0),  # nothing to compare
    ],
)
def test_window_overlap_of_one_term(hypothesis, two, three):
    found = shares("قصف الجيش حلب", hypothesis, "the army shelled Aleppo at dawn today")
    assert found.window_overlap == {2: pytest.approx(two), 3: pytest.approx(three)}


def test_a_word_in_the_window_counts_once():
    found = shares("حلب", "the the Aleppo the the", "the city Aleppo is here")
    assert found.window_overlap[2] == pytest.approx(1 / 4)


def test_a_term_that_occurs_twice_is_compared_where_it_agrees_best():
    source = "من حلب إلى حلب"
    reference = "he left Aleppo early and saw Aleppo again"
    swapped = "she saw Aleppo again he left Aleppo early"
    found = shares(source, swapped, reference)
    # left: "he left | early and" has he left early of it; saw: "and saw | again" has saw again.
    assert found.window_overlap[2] == pytest.approx((3 / 4 + 2 / 3) / 2)


def test_window_overlap_is_a_mean_over_sentences_whose_reference_has_the_term():
    found = measure(
        ["حلب", "حلب", "حلب"],
        ["in Aleppo now", "in Homs now", "in Aleppo now"],
        ["in Aleppo now", "in Aleppo now", "in the city now"],
        GLOSSARY,
    )
    assert found.window_overlap[2] == pytest.approx((1 + 0) / 2)


def test_another_accepted_form_is_the_same_term():
    found = shares(
        "انسحبت جبهة النصرة",
        "fighters of Jabhat al-Nusra withdrew yesterday",
        "fighters of al-Nusra Front withdrew yesterday",
    )
    assert found.window_overlap[2] == 1


# --- 1-TERm ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hypothesis", "rate"),
    [
        ("they took Aleppo today.", 0),
        ("They took ALEPPO today.", 0),  # TER knows no case
        ("they took Damascus today.", 2 / 5),
        ("they left Aleppo today.", 1 / 5),
        ("today they took Aleppo.", 1 / 5),
        ("", 6 / 5),
    ],
)
def test_one_minus_term_of_a_sentence(hypothesis, rate):
    found = shares("أخذوا حلب", hypothesis, "they took Aleppo today.")
    assert found.one_minus_term == pytest.approx(1 - rate)


def test_term_rates_are_a_mean_over_all_sentences():
    found = measure(
        ["حلب", "لا شيء"],
        ["Homs", "one two x four"],
        ["Aleppo", "one two three four"],
        GLOSSARY,
    )
    assert found.one_minus_term == pytest.approx(1 - (2 / 1 + 1 / 4) / 2)


def test_a_word_of_a_term_elsewhere_is_no_word_of_the_term():
    reference = "the front line is far from the al-Nusra Front"
    wrong = "the battle line is far from the al-Nusra Front"
    found = shares("جبهة النصرة", wrong, reference)
    assert found.one_minus_term == pytest.approx(1 - 1 / 11)


def test_an_empty_reference_is_no_division_by_zero():
    assert shares("حلب", "Aleppo", "").one_minus_term == 0
    assert shares("حلب", "", "").one_minus_term == 1


def test_unequal_numbers_are_refused():
    with pytest.raises(ValueError, match="zip"):
        measure(["حلب", "حلب"], ["Aleppo"], ["Aleppo"], GLOSSARY)


# --- sacrebleu's scores ----------------------------------------------------------------------


def test_scores_refuse_what_sacrebleu_would_cut():
    with pytest.raises(ValueError, match="2 hypotheses for 1 references"):
        corpus_scores(["a", "b"], ["a"])
    with pytest.raises(ValueError, match="nothing"):
        corpus_scores([], [])
