"""Where terms occur: the table of cases, and what must hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matching_cases import DATA, Case, cases, shown, unescape

from glossary import Glossary, Term, everyday
from glossary.fold import fold
from glossary.term import MATCHES

TABLE = cases()


@pytest.mark.parametrize("case", TABLE, ids=[f"line {case.line}" for case in TABLE])
def test_case(case: Case) -> None:
    sentence = case.sentence
    found = case.glossary.find(sentence)
    assert tuple(map(shown, found)) == case.expected
    for occurrence in found:
        assert sentence[slice(*occurrence.span)] == occurrence.surface
        before = sentence[occurrence.outer[0] : occurrence.span[0]]
        assert fold(before).letters.strip() == occurrence.proclitic
        assert occurrence.outer[1] == occurrence.span[1]


def test_half_of_the_table_are_traps() -> None:
    assert len(TABLE) >= 500
    assert 2 * sum(not case.expected for case in TABLE) >= len(TABLE)


def conflicts() -> list[list[str]]:
    lines = (DATA / "conflicts.tsv").read_text(encoding="utf-8").split("\n")[1:]
    return [unescape(line).split("\t") for line in lines if line and not line.startswith("#")]


def layer(text: str) -> Glossary:
    """A layer of a case: rows by `;`, spellings by `=`, `>` and the target, an option by `@`."""
    terms = []
    for row in text.split(";"):
        spellings, _, rest = row.partition(">")
        target, _, option = rest.partition("@")
        source, *variants = spellings.split("=")
        match = option if option in MATCHES else ""
        terms.append(
            Term(source, target, tuple(variants), type="" if match else option, match=match)
        )
    return Glossary(tuple(terms))


@pytest.mark.parametrize(
    "case", conflicts(), ids=[f"{number}: {case[3]}" for number, case in enumerate(conflicts(), 1)]
)
def test_conflict(case: list[str]) -> None:
    sentence, layers, expected, _ = case
    glossary = Glossary().overlay(*map(layer, layers.split("||")))
    found = [f"{found.surface}>{found.term.target}" for found in glossary.find(sentence)]
    assert ("|".join(found) or "-") == expected


def test_positions_and_terms() -> None:
    glossary = Glossary((Term("حلب", "Aleppo"), Term("القاعدة", "al-Qaeda")))
    first, second = glossary.find("وبحلب، للقاعدة")
    assert (first.outer, first.span, first.term.target) == ((0, 5), (2, 5), "Aleppo")
    assert (second.outer, second.span, second.term.target) == ((7, 14), (9, 14), "al-Qaeda")


def test_a_switched_off_term_is_not_found() -> None:
    assert Glossary((Term("حلب", ""),)).find("حلب") == []


def test_of_two_terms_that_fit_the_one_written_so_wins() -> None:
    glossary = Glossary((Term("إب", "Ibb"), Term("أب", "father")))
    assert [found.term.target for found in glossary.find("إب أب")] == ["Ibb", "father"]


# Without the accusative tanwin, which on a final alef is an ending and not only a mark.
LETTERS = "ابتةثجحخدذرزسشصضطظعغفقكلمنهويىءآأإؤئ"
MARKS = "\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640\u200f\u200c"
WORDS = st.text(LETTERS, min_size=1, max_size=6)
TERMS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
TEXTS = st.lists(st.one_of(WORDS, st.sampled_from(' \n،.-/()"2017_CNN'))).map(" ".join)


def glossaries() -> st.SearchStrategy[Glossary]:
    kinds = st.sampled_from(("", "person", "term", "date"))
    term = st.builds(
        Term, TERMS, st.just("Target"), type=kinds, match=st.sampled_from(("", "exact", "inflect"))
    )
    return st.lists(term, max_size=5).map(lambda terms: Glossary(tuple(terms)))


@given(glossaries(), st.one_of(st.text(), TEXTS))
def test_any_glossary_and_text(glossary: Glossary, text: str) -> None:
    end = 0
    for found in glossary.find(text):
        assert end <= found.outer[0] <= found.span[0] < found.span[1] == found.outer[1] <= len(text)
        assert text[slice(*found.span)] == found.surface
        end = found.outer[1]


@given(TERMS, TEXTS, TEXTS)
@example("آية", "", "")
def test_a_term_is_found_where_it_is_put(term: str, left: str, right: str) -> None:
    """Any but a name that is an everyday word: nothing shows it to be a name there."""
    common = everyday.NOUNS | everyday.ADJECTIVES | everyday.VERBS
    if fold(term).text in common:
        assert not Glossary((Term(term, "Target", type="person"),)).find(f". {term} .")
        return
    glossary = Glossary((Term(term, "Target", type="person"),))
    start = len(left) + 3
    spans = [found.span for found in glossary.find(f"{left} . {term} . {right}")]
    assert (start, start + len(term)) in spans


@given(st.text(st.one_of(st.sampled_from(LETTERS + MARKS + " \ufefb\ufdf2"), st.characters())))
def test_folding_maps_back(text: str) -> None:
    folded = fold(text)
    size = len(folded.text)
    assert size == len(folded.letters) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)
    for index in range(size):
        start, end = folded.span(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[index] in fold(text[start:end]).text


@settings(max_examples=300)
@given(st.data(), st.sampled_from(TABLE))
def test_marks_change_nothing(data: st.DataObject, case: Case) -> None:
    glossary, sentence = case.glossary, case.sentence
    if any(term.match == "exact" or fold(term.source).letters != term.source for term in glossary):
        return
    marked = "".join(
        letter + (data.draw(st.text(MARKS, max_size=2)) if letter in LETTERS else "")
        for letter in sentence
    )
    plain = [(fold(o.surface).letters, o.proclitic) for o in glossary.find(sentence)]
    assert [(fold(o.surface).letters, o.proclitic) for o in glossary.find(marked)] == plain


@given(glossaries(), TEXTS, TERMS)
def test_one_more_term_is_no_fault(glossary: Glossary, text: str, term: str) -> None:
    more = Glossary((*glossary.terms, Term(term, "More")))
    covered = {place for o in more.find(text) for place in range(*o.outer)}
    for found in glossary.find(text):
        assert covered.intersection(range(*found.outer))
