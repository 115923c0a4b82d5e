"""The sentences that judge how terms are enforced: shipped terms, and invented ones.

Invented names are known to no model, so only the glossary can bring their renderings in.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from glossary import Glossary, Term
from glossary.check import avoided, renderings
from glossary.sound import likeness
from glossary.term import TYPES

DATA = Path(__file__).parent / "data"
CORPUS = Path(__file__).resolve().parents[1] / "training" / "corpus"
SHIPPED_FILE = DATA / "terminology.tsv"
INVENTED_FILE = DATA / "terminology_invented.tsv"
INVENTED_GLOSSARY = DATA / "terminology_invented_glossary.tsv"
ARABIC = re.compile("[\u0600-\u06ff]")


class Sentence(NamedTuple):
    """A row: `terms` as `source=target`, joined by `|`, in the order of occurrence."""

    id: str
    terms: str
    source: str
    reference: str


def read(path: Path) -> list[Sentence]:
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    assert header.split("\t") == list(Sentence._fields)
    return [Sentence(*line.split("\t")) for line in lines]


SHIPPED = Glossary.shipped()
INVENTED = Glossary.load(INVENTED_GLOSSARY)
LISTS = {"shipped": (read(SHIPPED_FILE), SHIPPED), "invented": (read(INVENTED_FILE), INVENTED)}
ROWS = [
    pytest.param(sentence, glossary, id=f"{name}-{sentence.id}")
    for name, (sentences, glossary) in LISTS.items()
    for sentence in sentences
]


def in_lower_case(term: Term) -> bool:
    return term.target[0].islower() and term.type in ("term", "weapon")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_whole(name: str) -> None:
    sentences, _ = LISTS[name]
    assert len(sentences) == 160
    assert len({sentence.id for sentence in sentences}) == 160
    assert len({sentence.source for sentence in sentences}) == 160
    assert all(cell and cell == " ".join(cell.split()) for row in sentences for cell in row)


def test_both_lists_hold_the_same_sentences() -> None:
    pairs = list(zip(LISTS["shipped"][0], LISTS["invented"][0], strict=True))
    assert [one.id for one, _ in pairs] == [other.id for _, other in pairs]
    for one, other in pairs:
        assert one.source != other.source
        assert one.reference != other.reference
        kept = len(SHIPPED.find(other.source))  # dates, and everyday terms the glossary has since
        assert abs(one.terms.count("=") - kept - other.terms.count("=")) <= 1


@pytest.mark.parametrize(("sentence", "glossary"), ROWS)
def test_the_glossary_finds_the_terms_named(sentence: Sentence, glossary: Glossary) -> None:
    found = [occurrence.term for occurrence in glossary.find(sentence.source)]
    assert 1 <= len(found) <= 5
    assert sentence.terms == "|".join(f"{term.source}={term.target}" for term in found)


@pytest.mark.parametrize(("sentence", "glossary"), ROWS)
def test_the_reference_has_every_rendering(sentence: Sentence, glossary: Glossary) -> None:
    assert not ARABIC.search(sentence.reference)
    for term, times in Counter(f.term for f in glossary.find(sentence.source)).items():
        assert len(renderings(term, sentence.reference)) >= times, term.target
        assert not avoided(term, sentence.reference)


@pytest.mark.parametrize("name", LISTS)
def test_terms_stand_in_many_ways(name: str) -> None:
    sentences, glossary = LISTS[name]
    found = [glossary.find(sentence.source) for sentence in sentences]
    lengths = [len(sentence.source.split()) for sentence in sentences]
    assert min(lengths) >= 8
    assert max(lengths) <= 35
    assert sum(length > 25 for length in lengths) >= 40
    assert sum(len(terms) >= 3 for terms in found) >= 25
    assert sum(in_lower_case(f.term) for terms in found for f in terms) >= 25
    assert sum(any(f.proclitic for f in terms) for terms in found) >= 20


def test_invented_terms_are_terms_of_their_own() -> None:
    assert {term.type for term in INVENTED} <= set(TYPES) - {"date"}
    names = [term for term in INVENTED if not in_lower_case(term)]
    assert len(names) >= 150
    used = {
        found.term for sentence in LISTS["invented"][0] for found in INVENTED.find(sentence.source)
    }
    assert used == set(INVENTED)


def test_many_invented_names_cannot_be_read_off_their_sound() -> None:
    """What a model that spells names out cannot guess."""
    names = [term for term in INVENTED if not in_lower_case(term)]
    unlike = [
        term
        for term in names
        if all(
            likeness(word, other) < 0.5
            for word in term.source.split()
            for other in term.target.split()
        )
    ]
    assert len(unlike) * 4 >= len(names)


def test_the_shipped_glossary_knows_no_invented_term() -> None:
    """Neither alone nor in its sentence."""
    forms = {form.casefold() for term in SHIPPED for form in (term.target, *term.accept)}
    for term in INVENTED:
        assert not SHIPPED.find(term.source), term.source
        assert term.target.casefold() not in forms
    for sentence in LISTS["invented"][0]:
        known = [found.outer for found in SHIPPED.find(sentence.source)]
        for start, end in (found.span for found in INVENTED.find(sentence.source)):
            assert all(end <= first or last <= start for first, last in known), sentence.source


def test_no_sentence_is_trained_on() -> None:
    files = sorted(CORPUS.glob("*/*.tsv"))
    assert files
    trained = {
        line.partition("\t")[0]
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    assert not trained & {row.source for sentences, _ in LISTS.values() for row in sentences}
    words = " ".join(["", *re.findall(r"\w+", " ".join(trained)), ""])
    names = [term.source for term in INVENTED if not in_lower_case(term)]
    assert not [name for name in names if f" {name} " in words]
