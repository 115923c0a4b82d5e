"""The shipped glossary: every row shown in a real sentence, and words it must leave alone."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import glossary
from glossary import Glossary
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


def test_there_are_enough_rows_of_every_type() -> None:
    assert len(SHIPPED) >= 1500
    assert Counter(term.type for term in SHIPPED.terms).keys() == set(TYPES)


def test_no_row_takes_a_spelling_from_another() -> None:
    """A row that names a spelling of another row would empty that one without a word."""
    written = sorted((cells[0], cells[2]) for _, cells in LINES)
    kept = sorted((term.source, "|".join(term.variants)) for term in SHIPPED.terms)
    assert kept == written


def test_every_row_is_whole() -> None:
    for file, cells in LINES:
        assert len(cells) == 8, f"{file}: {cells}"
        assert all(cell == cell.strip() for cell in cells), f"{file}: {cells}"
        assert cells[5] in TYPES, f"{file}: {cells}"
        forms = [cells[1], *filter(None, cells[3].split("|")), *filter(None, cells[4].split("|"))]
        assert len(set(forms)) == len(forms), f"{file}: an English form stands twice in {cells}"


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


def test_no_form_to_avoid_hides_a_right_form() -> None:
    for term in SHIPPED.terms:
        for form in (term.target, *term.accept):
            whole = [(0, len(form))] if form else []
            assert renderings(term, form) == whole, f"{term.source}: {form}"
        for form in term.avoid:
            assert not renderings(term, form), f"{term.source}: {form}"


def test_every_row_has_a_sentence() -> None:
    shown = {source for source, _, _ in SENTENCES}
    assert [term.source for term in SHIPPED.terms if term.source not in shown] == []


def test_every_sentence_shows_its_row_and_no_other_is_unmet() -> None:
    faults = []
    for source, arabic, english in SENTENCES:
        found = Counter(occurrence.term for occurrence in SHIPPED.find(arabic))
        if not 6 <= len(arabic.split()) <= 20:
            faults.append(f"{source}: {len(arabic.split())} words")
        if source not in {term.source for term in found}:
            faults.append(f"{source} is not found: {arabic}")
        for term, times in found.items():
            if len(renderings(term, english)) < times:
                faults.append(f"{term.source} is not met: {english}")
            if avoided(term, english):
                faults.append(f"{term.source} is rendered by a form to be avoided: {english}")
    assert faults == []


@pytest.mark.parametrize(("target", "arabic", "why"), TRAPS)
def test_a_word_that_only_looks_like_a_term_is_left_alone(
    target: str, arabic: str, why: str
) -> None:
    assert target in {term.target for term in SHIPPED.terms}
    assert target not in {term.target for term in SHIPPED.lookup(arabic)}, why
