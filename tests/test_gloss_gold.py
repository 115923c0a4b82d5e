"""The labelled words are what their header says, and the measure counts as it is defined."""

from __future__ import annotations

import re

import pytest
from gloss_gold import Label, heads, judge, read_gold

from glossary import Glossary
from glossary.gloss import gloss, load_lexicon
from glossary.gloss.types import POS, Analysis, Morph, WordGloss
from translator.api import Translator
from translator.engine import Decoding, Engine
from translator.gloss import aligned_english


def test_the_labels_are_three_hundred_words_of_sixty_sentences() -> None:
    labels = read_gold()
    assert len({(label.sentence, label.start) for label in labels}) == 300
    assert len({label.sentence for label in labels}) == 60


@pytest.mark.parametrize("label", read_gold(), ids=lambda label: label.surface)
def test_a_label_fits_its_word(label: Label) -> None:
    assert label.sentence[label.start :].startswith(label.surface)
    bare = re.sub("[\u064b-\u0652\u0670]", "", label.surface)
    for split in label.split:
        # After the preposition ل the article is written without its alef.
        assert re.sub(r"^((?:[وف]\+)?ل\+)ال\+", r"\1ل", split).replace("+", "") == bare
    assert label.pos <= set(POS)
    assert label.lemma
    assert all(label.gloss)


@pytest.mark.parametrize(
    ("gloss", "verb", "expected"),
    [
        ("carry out/implement", True, {"carry", "implement"}),
        ("be convicted", True, {"convict"}),
        ("member of parliament", False, {"member"}),
        ("the White House", False, {"hous"}),
        ("in accordance with; according to", False, {"accordanc", "accord"}),
        ("so that,in order to", False, {"so that", "order"}),
        ("cities (plural)", False, {"city"}),
        ("Espérance", False, {"esperanc"}),
        ("", False, set()),
    ],
)
def test_the_head_word_of_a_gloss(gloss: str, verb: bool, expected: set[str]) -> None:
    assert heads(gloss, verb) == expected


def _word(start: int, analysis: Analysis | None) -> WordGloss:
    return WordGloss("وللأمم", (start, start + 6), "", "", () if analysis is None else (analysis,))


def test_the_measure_asks_for_split_part_of_speech_and_head_word() -> None:
    label = Label(
        sentence="وللأمم",
        start=0,
        surface="وللأمم",
        split=frozenset({"و+ل+ال+أمم"}),
        lemma=frozenset({"أمة"}),
        pos=frozenset({"noun"}),
        gloss=("nation",),
    )

    def said(pos: str, gloss: str, *, article: str = "ل", lemma: str = "أُمَّة") -> Analysis:
        before = tuple(Morph(form, form, "", "particle") for form in ("و", "ل", article) if form)
        stem = Morph("أمم" if article else "لأمم", "أُمَم", gloss, pos)
        return Analysis(before, stem, (), lemma, pos, gloss, "lexicon")

    def share(analysis: Analysis | None, asked: str = "right") -> float:
        return judge([label], lambda _: [_word(0, analysis)]).share(asked)

    assert share(said("noun", "people/nations")) == 1
    assert share(said("noun", "nations"), "lemma") == 1
    assert share(said("noun", "nation", lemma="أمام")) == 1
    assert share(said("noun", "nation", lemma="أمام"), "lemma") == 0
    assert share(said("verb", "nation")) == 0
    assert share(said("noun", "mother")) == 0
    assert share(said("noun", "nation", article="")) == 0
    assert share(None) == 0
    assert judge([label], lambda _: [_word(1, said("noun", "nation"))]).share() == 0


def test_the_first_analysis_is_right_for_most_words_with_the_translation(engine: Engine) -> None:
    labels = read_gold()
    glossary = Glossary.default()
    sentences = list(dict.fromkeys(label.sentence for label in labels))
    made = Translator(engine, Decoding()).translate_segments(sentences, glossary=glossary)
    aligned = {
        sentence: aligned_english(translation)
        for sentence, translation in zip(sentences, made, strict=True)
    }
    lexicon = load_lexicon()
    assert lexicon is not None, 'pip install "arabic-translator[gloss]"'
    found = judge(labels, lambda text: gloss(text, glossary, lexicon, aligned[text]))
    assert found.share() >= 0.85, str(found)
