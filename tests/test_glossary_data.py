"""The shipped glossary: every row shown in a real sentence, and words it must leave alone."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import glossary
from glossary import Glossary, Term
from glossary.check import avoided, renderings
from glossary.term import TYPES

ROWS = Path(glossary.__file__).parent / "data"
DATA = Path(__file__).parent / "data"
SHIPPED = Glossary.shipped()
QUOTES = "\"“”«»'"


def table(name: str) -> Iterator[list[str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


SENTENCES = [
    row for path in sorted(DATA.glob("glossary_sentences*.tsv")) for row in table(path.name)
]
TRAPS = list(table("glossary_traps.tsv"))
LINES = [
    (path.name, line.split("\t"))
    for path in sorted(ROWS.glob("*.tsv"))
    for line in path.read_text(encoding="utf-8").splitlines()[1:]
]


def terms(source: str) -> list[Term]:
    return [term for term in SHIPPED.terms if term.source == source]


def test_there_are_enough_rows_of_every_type() -> None:
    assert len(SHIPPED) >= 1500
    assert Counter(term.type for term in SHIPPED.terms).keys() == set(TYPES)


def test_no_row_takes_a_spelling_from_another() -> None:
    """A row that names a spelling of another row would empty that one without a word."""
    written = sorted((cells[0], cells[2]) for _, cells in LINES)
    kept = sorted((term.source, "|".join(term.variants)) for term in SHIPPED.terms)
    assert kept == written


@pytest.mark.parametrize(("file", "cells"), LINES, ids=lambda value: str(value[0])[:40])
def test_a_row_is_whole(file: str, cells: list[str]) -> None:
    assert len(cells) == 8, f"{file}: {cells}"
    assert all(cell == cell.strip() for cell in cells)
    assert cells[5] in TYPES
    forms = [cells[1], *filter(None, cells[3].split("|")), *filter(None, cells[4].split("|"))]
    assert len(set(forms)) == len(forms), "an English form stands twice"


def test_each_spelling_is_found_whole_and_as_its_own_row() -> None:
    """No spelling is found as another row, nor does a shorter row win inside it."""
    for term in SHIPPED.terms:
        for spelling in term.spellings:
            found = SHIPPED.find(spelling)
            if term.target:
                assert [one.term.source for one in found] == [term.source], spelling
                assert found[0].surface.strip(QUOTES) == spelling.strip(QUOTES)
            else:
                assert not found, spelling


def test_scripts() -> None:
    arabic = re.compile(r"[\u0600-\u06ff\u200c0-9 –/().«»“”\"'\u060c-]+")
    english = re.compile(r"[A-Za-z\u00c0-\u024f0-9 '’&/().,:–-]+")
    for term in SHIPPED.terms:
        assert all(arabic.fullmatch(spelling) for spelling in term.spellings), term
        forms = (term.target, *term.accept, *term.avoid)
        assert all(english.fullmatch(form) for form in forms if form), term


@pytest.mark.parametrize("term", SHIPPED.terms, ids=lambda term: term.target)
def test_a_form_to_avoid_hides_no_right_form(term: Term) -> None:
    for form in (term.target, *term.accept):
        assert renderings(term, form) == [(0, len(form))]
    for form in term.avoid:
        assert not renderings(term, form)


@pytest.mark.parametrize("term", SHIPPED.terms, ids=lambda term: term.target)
def test_every_row_has_a_sentence(term: Term) -> None:
    assert term.source in {source for source, _, _ in SENTENCES}


@pytest.mark.parametrize(("source", "arabic", "english"), SENTENCES)
def test_a_sentence_shows_its_row_and_no_other_is_unmet(
    source: str, arabic: str, english: str
) -> None:
    assert 6 <= len(arabic.split()) <= 20
    found = Counter(occurrence.term for occurrence in SHIPPED.find(arabic))
    assert any(term in found for term in terms(source)), f"{source} is not found"
    for term, times in found.items():
        assert len(renderings(term, english)) >= times, f"{term.source} is not met"
        assert not avoided(term, english)


@pytest.mark.parametrize(("target", "arabic", "why"), TRAPS)
def test_a_word_that_only_looks_like_a_term_is_left_alone(
    target: str, arabic: str, why: str
) -> None:
    assert target in {term.target for term in SHIPPED.terms}
    assert target not in {term.target for term in SHIPPED.lookup(arabic)}, why
