"""Latin names are carried through the model by names that it knows."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from translator import Translator, standin
from translator.engine import Decoding, Engine
from translator.segment import segment_lines
from translator.standin import Name, Rewritten

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "inline_names.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
]


def texts(source: str) -> list[str]:
    return [source[slice(*name.span)] for name in standin.latin(source)]


def place(name: Name) -> Name:
    return replace(name, kind="place")


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("وصل Karvelos Dunbary إلى مدينة Tessmoor أمس.", ["Karvelos Dunbary", "Tessmoor"]),
        ("قال حي al-Zuhmur إن", ["al-Zuhmur"]),
        ("نشر على حساب @SANA_English وفي موقع www.sana.sy.", ["@SANA_English", "www.sana.sy"]),
        ("انظر https://example.org/a?b=1 الآن", ["https://example.org/a?b=1"]),
        ("ألقت barrel bombs على المدينة", []),  # no name: a stand-in would make nonsense of it
        ("لا شيء هنا", []),
        ("A B و C و D و E و F", []),  # too many
    ],
)
def test_what_is_a_latin_name(source: str, names: list[str]) -> None:
    assert texts(source) == names


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("قتل 59 شخصا في 2017", [("number", "59"), ("year", "2017")]),
        ("بلغ ١٬٣٤٧ و٫ ثم ٥٫٣٪", [("number", "1,347"), ("number", "5.3")]),
        ("الساعة 10:30", [("number", "10"), ("number", "30")]),
        ("مقاتلة F16 و16أ", []),
    ],
)
def test_numbers_in_digits(source: str, found: list[tuple[str, str]]) -> None:
    assert [(name.kind, name.written) for name in standin.numbers(source)] == found


def test_a_particle_before_a_name_is_written_on_to_its_stand_in() -> None:
    for source, begins in (
        ("ل Tessmoor", "لدمشق"),
        ("وب Tessmoor", "وبدمشق"),
        ("لل Tessmoor", "لدمشق"),
        ("وال Tessmoor", "ودمشق"),
        ("في Tessmoor", "في دمشق"),
    ):
        first = next(standin.offers(Rewritten.of(source), [place(standin.latin(source)[0])]))
        assert first.source.text == begins


def test_stand_ins_are_names_that_the_sentence_does_not_hold() -> None:
    source = "سافر من دمشق وموسكو الى Tessmoor ثم Qarnufa"
    names = [place(name) for name in standin.latin(source)]
    for one in standin.offers(Rewritten.of(source), names):
        english = [stand_in for stand_in, _ in one.names]
        assert len(set(english)) == 2
        assert not {"Damascus", "Moscow"} & set(english)


def test_a_sentence_that_holds_every_stand_in_gets_none(engine: Engine) -> None:
    source = "زار Tessmoor كلا من " + " و".join(arabic for arabic, _ in standin.PLACES)
    assert not list(standin.offers(Rewritten.of(source), [place(standin.latin(source)[0])]))
    [done] = Translator(engine, Decoding()).translate_documents(
        [segment_lines(source)], glossary=None
    )
    assert done.translations[0].target


def test_pieces_lie_in_the_sentence_as_given(engine: Engine) -> None:
    source = "وصل وفد من Tessmoor إلى المدينة."
    [name] = standin.latin(source)
    for one in standin.offers(Rewritten.of(source), [place(name)]):
        pieces = one.source.pieces(engine)
        assert name.span in pieces.offsets
        assert all(0 <= start <= end <= len(source) for start, end in pieces.offsets)


def test_a_name_goes_back_to_where_its_stand_in_stands(engine: Engine) -> None:
    source = engine.encode("وصل الوفد إلى دمشق.")
    [hypothesis] = engine.follow([(source, "The delegation arrived in Damascus.")])
    whole = standin.put_back(hypothesis, [("Damascus", "Tessmoor Hill")], engine)
    assert whole
    assert whole.text == "The delegation arrived in Tessmoor Hill."
    assert len(whole.pieces) == len(whole.offsets) == len(whole.attention)
    at = whole.text.index("Tessmoor")
    rows = [r for r, (s, e) in enumerate(whole.offsets) if at <= s < e <= at + len("Tessmoor Hill")]
    row = next(r for r, (s, _) in enumerate(hypothesis.offsets) if s == at)
    for new in rows:
        assert np.array_equal(whole.attention[new], hypothesis.attention[row])
    assert standin.put_back(hypothesis, [("Moscow", "Tessmoor")], engine) is None
    [twice] = engine.follow([(source, "Damascus, Damascus.")])
    assert standin.put_back(twice, [("Damascus", "Tessmoor")], engine) is None


@pytest.mark.parametrize(
    ("english", "name", "expected"),
    [
        ("He left Damascus.", "U.S.", "He left U.S."),
        ("Damascus. He left.", "U.S.", "U.S. He left."),
        ("He left Damascus...", "U.S.", "He left U.S...."),
        ("He left Damascus. ", "Homs", "He left Homs."),
        ("In the Damascus area.", "the Ghouta", "In the Ghouta area."),
        ("The Damascus area.", "the Ghouta", "The Ghouta area."),
        ("A Damascus man.", "the Ghouta", "The Ghouta man."),
        ("Hit a Damascus man.", "the Ghouta", "Hit the Ghouta man."),
        ("A Damascus man.", "Idlib", "An Idlib man."),
        ("Damascus is old.", "al-Qaeda", "al-Qaeda is old."),
    ],
)
def test_the_english_around_a_stand_in_is_made_to_fit(
    engine: Engine, english: str, name: str, expected: str
) -> None:
    [hypothesis] = engine.follow([(engine.encode("دمشق"), english)])
    whole = standin.put_back(hypothesis, [("Damascus", name)], engine)
    assert whole
    assert whole.text.rstrip() == expected
    assert len(whole.pieces) == len(whole.offsets) == len(whole.attention)


def test_a_sentence_without_latin_names_is_left_alone(engine: Engine) -> None:
    assert standin.decoded(["وصل الوفد."], engine, Decoding(), attend=[True]) == [None]


def test_97_of_100_sentences_keep_latin_names_the_model_has_never_seen(engine: Engine) -> None:
    document = segment_lines("\n".join(source for source, _, _ in ROWS))
    [done] = Translator(engine, Decoding()).translate_documents([document], glossary=None)
    kept = sum(
        all(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", one.target) for name in names.split("|"))
        for (_, names, _), one in zip(ROWS, done.translations, strict=True)
    )
    assert len(ROWS) == 100
    assert kept >= 97
