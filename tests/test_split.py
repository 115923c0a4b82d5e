"""Over-long sentences: cut at clauses, terms and quotations whole, and joined again."""

from __future__ import annotations

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from translator.document import Span
from translator.split import joined, parts


def word_pieces(text: str) -> list[Span]:
    return [match.span() for match in re.finditer(r"\S+", text)]


def cut(text: str, limit: int, whole: tuple[Span, ...] = ()) -> list[str]:
    return [text[s:e] for s, e in parts(text, word_pieces(text), limit, whole)]


def test_what_fits_is_not_cut() -> None:
    assert cut("قال الوزير إن الاتفاق قريب.", 5) == ["قال الوزير إن الاتفاق قريب."]


def test_clauses_before_commas_before_spaces() -> None:
    text = "قال الوزير أمس، في دمشق، إن الاتفاق قريب، وأضاف أن الحرب انتهت في البلاد"
    assert cut(text, 9) == [
        "قال الوزير أمس، في دمشق، إن الاتفاق قريب،",
        "وأضاف أن الحرب انتهت في البلاد",
    ]
    text = "قال الوزير أمس في دمشق، إن الاتفاق قريب جدا"
    assert cut(text, 5) == ["قال الوزير أمس في دمشق،", "إن الاتفاق قريب جدا"]
    assert cut("أ ب ت ث ج ح", 3) == ["أ ب ت", "ث ج ح"]


def test_a_term_is_never_cut_and_a_quotation_only_if_it_must() -> None:
    text = "أ ب ت خان شيخون ح خ د"
    term = (text.index("خان"), text.index(" ح"))
    assert any("خان شيخون" in part for part in cut(text, 4, (term,)))
    assert not any("خان شيخون" in part for part in cut(text, 4)), "without it the cut is there"
    text = "قال الوزير “هذا يوم عظيم” ثم غادر إلى بلده"
    assert all(part.count("“") == part.count("”") for part in cut(text, 6))
    inside = "“أ ب ت ث ج ح خ د ذ ر”"
    assert len(cut(inside, 4)) > 1


def test_a_run_without_a_space() -> None:
    text = "ا" * 40
    pieces = [(n, n + 1) for n in range(40)]
    spans = parts(text, pieces, 9)
    assert "".join(text[s:e] for s, e in spans) == text
    assert max(e - s for s, e in spans) <= 9


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ابو ،؛“”.\n", max_size=120), st.integers(1, 12))
def test_nothing_is_lost_and_every_part_fits(text: str, limit: int) -> None:
    spans = parts(text, word_pieces(text), limit)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    kept = "".join(text[s:e] for s, e in spans)
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)
    assert all(len(word_pieces(text[s:e])) <= limit for s, e in spans)


def test_joining() -> None:
    text, starts = joined(["He met Putin.", "And the talks went on.", "Lavrov left."])
    assert text == "He met Putin and the talks went on Lavrov left."
    assert [text[start:].split()[0] for start in starts] == ["He", "and", "Lavrov"]
    assert joined(["One."]) == ("One.", [0])
    assert joined(["", "One."]) == ("One.", [0, 0])
    assert joined(["One.", "The two."], "- ") == ("- One the two.", [2, 6])
    assert joined([]) == ("", [])


def test_a_stop_that_belongs_to_a_word_stays() -> None:
    assert joined(["He left the U.S.", "He slept."], kept=[0])[0] == "He left the U.S. he slept."
    assert joined(["He left the U.S.", "He slept."])[0] == "He left the U.S he slept."


def test_a_comma_and_an_and_of_the_source_stand_between_the_parts() -> None:
    sources = ["قال إن الأزمة ستحل،", "وأن واشنطن ستشارك،", "وغادر"]
    parts_of_it = ["He said it would be solved.", "Washington would take part.", "And left."]
    text, starts = joined(parts_of_it, "", sources)
    assert text == "He said it would be solved, and Washington would take part, and left."
    assert [text[start:].split()[0] for start in starts] == ["He", "Washington", "and"]
