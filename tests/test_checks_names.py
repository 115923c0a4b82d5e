"""The warning that a name which no glossary lists is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossary import Glossary
from translator.checks import check
from translator.checks.names import missing_names
from translator.document import TermUse

DATA = Path(__file__).parent / "data"
FOUND_OF_36 = 25
MOST_FALSE_PER_THOUSAND = 30


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith(("#", "source\t"))]


def uses(glossary: Glossary, source: str) -> list[TermUse]:
    """The terms of a sentence, taken as rendered: their names are not this check's affair."""
    return [
        TermUse(match.term.source, match.surface, "x", match.span, None, "model")
        for match in glossary.find(source)
    ]


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.default()


def test_dropped_and_garbled_names_are_named(glossary: Glossary) -> None:
    wanted = [row for row in rows("names_dropped.tsv") if row[2]]
    assert len(wanted) == 36
    found = sum(
        any(name in said for said in missing_names(source, target, uses(glossary, source)))
        for source, target, name in wanted
    )
    assert found >= FOUND_OF_36


def test_nothing_is_said_of_names_that_are_there(glossary: Glossary) -> None:
    there = [row for row in rows("names_dropped.tsv") if not row[2]]
    assert len(there) == 10
    for source, target, _ in there:
        assert missing_names(source, target, uses(glossary, source)) == []


@pytest.mark.parametrize("file", ["corpus_held_out.tsv", "held_out.tsv"])
def test_few_false_alarms_on_what_people_translated(glossary: Glossary, file: str) -> None:
    pairs = rows(file)
    false = [
        said
        for source, target, *_ in pairs
        if (said := missing_names(source, target, uses(glossary, source)))
    ]
    assert len(pairs) >= 100
    assert len(false) * 1000 <= MOST_FALSE_PER_THOUSAND * len(pairs), false


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


def test_each_name_is_said_once_in_order() -> None:
    source = "زار كارلوس مدريد ثم غادر كارلوس مدريد."
    said = missing_names(source, "He came and left.")
    assert [one.split()[0] for one in said] == ["كارلوس", "مدريد"]


@pytest.mark.parametrize(
    "source", ["", " ", "وزعت المدرسة ورقة على كل تلميذ.", "في من إلى", "2017", "نص بلا أسماء"]
)
def test_without_names_nothing_is_missing(source: str) -> None:
    assert missing_names(source, "") == []
