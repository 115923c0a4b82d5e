"""How a rendering fits the English around it: spaces, capitals, articles."""

from __future__ import annotations

import re

import pytest

from glossary.check import renderings
from glossary.term import Glossary, Term
from translator import enforce
from translator.articles import with_article
from translator.enforce import Task
from translator.enforce.fluency import article_is_open, fit, other_article, wants_article
from translator.enforce.placing import content_of
from translator.engine import Decoding, Engine, Job


@pytest.mark.parametrize(
    ("before", "rendering", "after", "fitted"),
    [
        ("at the ", "Shayrat", " air base", "Shayrat"),
        ("at the", "Shayrat", "", " Shayrat"),
        ("he told the ", "the Hague court", "", "Hague court"),
        ("he told a ", "the Hague court", "", "the Hague court"),
        ("", "al-Qaeda", " said", "Al-Qaeda"),
        ('called "', "al-Qaeda", '"', "al-Qaeda"),
        ('"called"', "al-Qaeda", "", " al-Qaeda"),
        ("the pro-", "Assad", " forces", " Assad"),
        ("(", "Homs", ")", "Homs"),
    ],
)
def test_fit(before: str, rendering: str, after: str, fitted: str) -> None:
    assert fit(before, rendering, after) == fitted


def with_other_article(text: str, rendering: str, *, name: bool = True) -> str | None:
    start = text.index(rendering)
    edit = other_article(text, (start, start + len(rendering)), name=name)
    if edit is None:
        return None
    (begin, end), written = edit
    return text[:begin] + written + text[end:]


@pytest.mark.parametrize(
    ("text", "rendering", "other"),
    [
        ("from Shayrat air base", "Shayrat", "from the Shayrat air base"),
        ("fled the Homs", "Homs", "fled Homs"),
        ("Shayrat base was hit", "Shayrat", "The Shayrat base was hit"),
        ("The Mahmour described", "Mahmour", "Mahmour described"),
        ("a Homs lawyer", "Homs", None),
        ("its Homs office", "Homs", None),
        ("Syria's Homs", "Homs", None),
        ("in Assad's hands", "Assad", None),
        ("the pro-Assad forces", "Assad", None),
        ("in the Hague today", "the Hague", None),
        ("two Homs doctors", "Homs", None),
    ],
)
def test_the_article_that_may_be_missing_or_too_much(
    text: str, rendering: str, other: str | None
) -> None:
    assert with_other_article(text, rendering) == other


def test_words_that_are_no_name_keep_their_article_at_the_head() -> None:
    assert with_other_article("Quiet belts were set up", "Quiet belts", name=False) is None
    assert with_other_article("The quiet belts were set up", "quiet belts", name=False) is None
    assert with_other_article("in quiet belts", "quiet belts", name=False) == "in the quiet belts"


@pytest.mark.parametrize(
    ("rendering", "kind", "text", "is_open"),
    [
        ("Shayrat", "place", "at Shayrat air base", True),
        ("Shayrat", "place", "at the Shayrat air base", False),
        ("Shayrat", "place", "at Shayrat yesterday", False),
        ("Shayrat", "place", "at the Shayrat yesterday", True),
        ("Shayrat", "place", "when Shayrat hosts talks", False),
        ("Shayrat", "place", "when the Shayrat hosts talks", True),
        ("Shayrat", "place", "when Shayrat described it", False),
        ("Trump", "person", "said Trump administration", False),
        ("Trump", "person", "said the Trump yesterday", True),
        ("Free Army", "organization", "said Free Army", True),
        ("Free Army", "organization", "said the Free Army", True),
        ("Hamas", "organization", "said Hamas", False),
        ("quiet belts", "term", "in quiet belts", True),
    ],
)
def test_where_an_article_is_open(rendering: str, kind: str, text: str, is_open: bool) -> None:
    start = text.index(rendering)
    place = (start, start + len(rendering))
    there = "the " in text[:start]
    assert article_is_open(rendering, kind, text, place, there=there) == is_open


def test_places_named_after_what_they_are_have_an_article() -> None:
    assert wants_article("Golan Heights", "place")
    assert wants_article("Purple Sea", "place")
    assert not wants_article("Shayrat", "place")
    assert not wants_article("Sea", "place")


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("agreement", "an agreement"),
        ("hour", "an hour"),
        ("honest broker", "an honest broker"),
        ("union", "a union"),
        ("unit", "a unit"),
        ("unidentified man", "an unidentified man"),
        ("uniform", "a uniform"),
        ("umbrella", "an umbrella"),
        ("European envoy", "a European envoy"),
        ("Ukrainian", "a Ukrainian"),
        ("Ugandan", "a Ugandan"),
        ("one-day visit", "a one-day visit"),
        ("UN envoy", "a UN envoy"),
        ("SDF unit", "an SDF unit"),
        ("NATO base", "a NATO base"),
        ("RPG", "an RPG"),
        ("Hama court", "a Hama court"),
    ],
)
def test_the_indefinite_article(words: str, written: str) -> None:
    assert with_article(words) == written


@pytest.mark.parametrize(
    ("text", "content"),
    [("with the left gas", "left gas"), ("barley", "barley"), ("of the", None), ("", None)],
)
def test_small_words_around_a_term_are_not_the_terms(text: str, content: str | None) -> None:
    span = content_of(f"hit {text} there", (4, 4 + len(text)))
    found = f"hit {text} there"[slice(*span)] if span else None
    assert found == content


@pytest.mark.parametrize(
    ("source", "term"),
    [
        ("انطلقت الطائرات من قاعدة الزرنقات الجوية.", Term("الزرنقات", "Zarnaqat", type="place")),
        ("قال دلكوش إنه سيزور البلاد.", Term("دلكوش", "Mavros Town", type="person")),
        ("تعرضت المدينة لهجوم بغاز الهجران.", Term("غاز الهجران", "lilac vapor", type="weapon")),
        ("وقع الطرفان اتفاق الهجران أمس.", Term("اتفاق الهجران", "oath of lilacs", type="event")),
    ],
)
def test_a_sentence_around_an_invented_name(engine: Engine, source: str, term: Term) -> None:
    terms = Glossary((term,), "test")
    task = Task(source, engine.encode(source), tuple(terms.find(source)))
    [[own, *_]] = engine.decode([Job(task.pieces)], Decoding())
    first = enforce.candidate(task, task.pieces, own)
    [best] = enforce.enforce([task], [first], engine, Decoding())
    assert best.unmet == ()
    assert len(renderings(term, best.text)) == 1
    assert not re.search(r"(?i)\b(?:the|a|an) (?:the|a|an)\b", best.text)
    assert not re.search(r"\b[Aa] oath", best.text)
    assert best.text[0].isupper()
