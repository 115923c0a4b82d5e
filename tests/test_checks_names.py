"""The warning that a name which no glossary lists is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossary import Glossary
from glossary.check import renderings
from translator.checks import check, likely
from translator.checks.names import missing_names, with_reading
from translator.checks.spelled import alike, spellings, written_on
from translator.document import TermUse

DATA = Path(__file__).parent / "data"
TRANSLATED = ("names_dropped.tsv", "names_translated.tsv")
FOUND, FOUND_UNSEEN = 0.85, 0.7
FALSE, FALSE_PEOPLE = 0.05, 0.05


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith(("#", "source\t"))]


def said(glossary: Glossary, source: str, target: str) -> list[str]:
    """What is said of a sentence whose terms are taken as rendered wherever they stand."""
    uses = [
        TermUse(match.term.source, match.surface, "x", match.span, place, "model")
        for match in glossary.find(source)
        for place in renderings(match.term, target) or [None]
    ]
    return missing_names(source, target, uses)


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.default()


@pytest.mark.parametrize(
    ("files", "most", "share"),
    [(TRANSLATED, 109, FOUND), (("names_unseen.tsv",), 39, FOUND_UNSEEN)],
)
def test_dropped_and_garbled_names_are_named(
    glossary: Glossary, files: tuple[str, ...], most: int, share: float
) -> None:
    wanted = [row for file in files for row in rows(file) if row[2]]
    assert len(wanted) == most
    missed = [
        (name, target)
        for source, target, name in wanted
        if not any(one.split()[0] == name for one in said(glossary, source, target))
    ]
    assert len(missed) <= (1 - share) * most, missed


def test_nothing_is_said_of_names_that_are_there(glossary: Glossary) -> None:
    files = (*TRANSLATED, "names_unseen.tsv")
    there = [row for file in files for row in rows(file) if not row[2]]
    assert len(there) == 99
    blamed = [found for source, target, _ in there if (found := said(glossary, source, target))]
    assert len(blamed) <= FALSE * len(there), blamed


@pytest.mark.parametrize("file", ["corpus_held_out.tsv", "held_out.tsv"])
def test_few_false_alarms_on_what_people_translated(glossary: Glossary, file: str) -> None:
    pairs = rows(file)
    assert len(pairs) >= 100
    blamed = [found for source, target, *_ in pairs if (found := said(glossary, source, target))]
    assert len(blamed) <= FALSE_PEOPLE * len(pairs), blamed


def test_the_warning_says_how_the_name_may_be_written() -> None:
    source, target = "زار الوفد مدينة نانت الفرنسية.", "The delegation visited the French city."
    warnings = check(source, target)
    assert [w.kind for w in warnings] == ["name"]
    assert warnings[0].message.startswith("نانت (perhaps Nant")
    assert warnings[0].message.endswith(") is missing")


def test_a_name_of_a_term_is_the_terms_own_affair() -> None:
    source = "زار الوفد مدينة نانت الفرنسية."
    term = TermUse("نانت", "نانت", "Nantes", (16, 20), None, "model")
    assert source[16:20] == "نانت"
    assert missing_names(source, "The delegation visited the French city.", [term]) == []


def test_the_rendering_of_a_term_stands_for_no_other_name() -> None:
    source, target = "غادر هاكان دمشق إلى هاكاري.", "He left Damascus for Hakkari."
    term = TermUse("هاكاري", "هاكاري", "Hakkari", (20, 26), (21, 28), "model")
    assert source[20:26] == "هاكاري"
    assert target[21:28] == "Hakkari"
    assert [one.split()[0] for one in missing_names(source, target, [term])][:1] == ["هاكان"]


def test_each_name_is_said_once_in_order() -> None:
    source = "زار كارلوس مدريد ثم غادر كارلوس مدريد."
    found = missing_names(source, "He came and left.")
    assert [one.split()[0] for one in found] == ["كارلوس", "مدريد"]


def test_particles_are_no_part_of_the_name() -> None:
    found = missing_names("استثني الألماس إرضاء لأنتويرب.", "Diamonds were left out.")
    assert [one.split()[0] for one in found] == ["أنتويرب"]


@pytest.mark.parametrize(
    "source", ["", " ", "وزعت المدرسة ورقة على كل تلميذ.", "في من إلى", "2017", "نص بلا أسماء"]
)
def test_without_names_nothing_is_missing(source: str) -> None:
    assert missing_names(source, "") == []


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        *(("هندرسون", "Henderson"), ("لوكهيد", "Lockheed"), ("خوسيه", "José"), ("نوكس", "Knox")),
        *(("أكابولكو", "Acapulco"), ("الزعبي", "al-Zoubi"), ("جنكيز", "Cengiz")),
        *(("فيكتور", "Viktor"), ("تشاغوس", "Chagos"), ("بيرس", "Peres"), ("ستوك", "Stock")),
    ],
)
def test_usual_spellings_are_alike(arabic: str, latin: str) -> None:
    assert alike(arabic, latin) >= 0.8


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        *(
            ("لوكهيد", "Bheard"),
            ("مولر", "Michael"),
            ("شاكلتون", "Southern"),
            ("يفتوشينكو", "Yuri"),
        ),
        *(
            ("نبراسكا", "Canberra"),
            ("فيشيغراد", "Fiji"),
            ("جلفار", "Farfar"),
            ("", "A"),
            ("علي", ""),
        ),
    ],
)
def test_other_names_are_not(arabic: str, latin: str) -> None:
    assert alike(arabic, latin) < 0.5
    assert alike(arabic, latin, 0.65) == 0.0


def test_particles_may_be_written_on() -> None:
    assert spellings("للقاعدة") == ("للقاعدة", "القاعدة", "قاعدة")
    assert written_on("وبرلين", "Berlin") >= 0.9
    assert alike("وبرلين", "Berlin") < written_on("وبرلين", "Berlin")
    # A name of its own rather than one with a particle.
    assert written_on("بلزاك", "Lzak") < alike("لزاك", "Lzak")


def test_names_are_likelier_than_other_words() -> None:
    words = likely.words_of("وصل الكاتب مارتن هندرسون إلى مدينة دورتموند، مساء الأربعاء.")
    scores = {words[n].text: score for n, score in likely.scored(words)}
    best = sorted(scores, key=lambda word: scores[word])[-3:]
    assert sorted(best) == sorted(("مارتن", "هندرسون", "دورتموند"))
    assert all(scores[word] > 0 for word in best)
    assert words[0].span == (0, 3)
    assert "وصل" not in scores


def test_a_reading_is_worked_out_when_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def read(name: str, limit: int) -> list[object]:
        asked.append(name)
        return []

    monkeypatch.setattr("translator.checks.names.readings", read)
    [warning] = check("زار الوفد مدينة نانت الفرنسية.", "The delegation visited the French city.")
    assert warning.text == "نانت is missing"
    assert asked == []
    assert warning.message == "نانت is missing"
    assert asked == ["نانت"]
    assert with_reading("نانت (perhaps Nantes) is missing") == "نانت (perhaps Nantes) is missing"
    assert with_reading("something else") == "something else"
    assert asked == ["نانت"]
