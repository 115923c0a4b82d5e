"""Each kind of warning is raised where it should be, and not by the near miss beside it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.checks import check, degenerate, unmet
from translator.document import TermUse

TABLE = Path(__file__).parent / "data" / "checks.tsv"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def uses(source: str, target: str, cell: str) -> list[TermUse]:
    """The terms of a row, `Arabic=English` with `|` between and no English where unmet."""
    terms = []
    for item in filter(None, cell.split("|")):
        arabic, english = item.split("=")
        start = source.index(arabic)
        place = target.index(english) if english else 0
        terms.append(
            TermUse(
                term=arabic,
                surface=arabic,
                rendering=english or None,
                source_span=(start, start + len(arabic)),
                target_span=(place, place + len(english)) if english else None,
                method="model" if english else None,
            )
        )
    return terms


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['kind']}-{row['why'][:30]}")
def test_table(row: dict[str, str]) -> None:
    terms = uses(row["source"], row["target"], row["terms"])
    found = check(row["source"], row["target"], terms)
    kinds = {warning.kind for warning in found}
    if row["raises"] == "yes":
        assert row["kind"] in kinds
    else:
        assert kinds == set(), found


def test_table_has_enough_of_each_kind() -> None:
    sides = [(row["kind"], row["raises"]) for row in rows()]
    for kind in ("number", "arabic", "loop", "length", "artifact", "term"):
        least = 12 if kind == "number" else 6
        assert sides.count((kind, "yes")) >= least
        assert sides.count((kind, "no")) >= least


@pytest.mark.parametrize(
    "row", [r for r in rows() if r["kind"] in ("arabic", "loop", "length", "artifact")]
)
def test_degenerate_agrees_with_the_warnings(row: dict[str, str]) -> None:
    reason = degenerate(row["source"], row["target"])
    only_digits = "digits" in row["why"]  # worth a warning, but no other decoding mends them
    assert (reason is not None) == (row["raises"] == "yes" and not only_digits)


@pytest.mark.parametrize("row", [r for r in rows() if r["kind"] in ("number", "term")])
def test_a_wrong_number_or_term_is_not_degenerate(row: dict[str, str]) -> None:
    assert degenerate(row["source"], row["target"]) is None


def test_messages_say_what_and_how() -> None:
    source = "أصابت القاعدة ٥٩ صاروخا من 24 طائرة."

    def messages(target: str) -> list[str]:
        return [warning.message for warning in check(source, target)]

    assert messages("The base was hit by 599 missiles from 24 planes.") == ["59 became 599"]
    assert messages("The base was hit by many missiles from 24 planes.") == ["59 is missing"]
    assert messages("The base was hit by 59 missiles from 24 planes in 3 waves.") == [
        "3 is not in the source"
    ]
    large = check("بلغت الخسائر مليونا ونصف المليون دولار.", "Losses came to 2.5 million dollars.")
    assert [w.message for w in large] == ["1,500,000 became 2,500,000"]


def test_unmet_term_says_what_was_wanted_and_why() -> None:
    term = TermUse("خان شيخون", "خان شيخون", None, (0, 9), None, None)
    assert unmet(term, "Khan Shaykhun", "nothing is aligned to it").message == (
        "خان شيخون is not rendered as Khan Shaykhun: nothing is aligned to it"
    )
    assert unmet(term).message == "خان شيخون is not rendered as the glossary says"


def test_numbers_of_an_unmet_term_may_be_there_or_not() -> None:
    source = "انعقدت قمة مجموعة العشرين أمس."
    term = TermUse("مجموعة العشرين", "مجموعة العشرين", None, (11, 25), None, None)
    for target in ("The G20 summit was held yesterday.", "The group's summit was held yesterday."):
        assert [warning.kind for warning in check(source, target, [term])] == ["term"]


def test_a_copied_segment_raises_nothing() -> None:
    for text in ("٢٠١٧", "butintrumb", "https://example.org/a?b=1&amp;c", "- - - - - - - - - - -"):
        assert check(text, text) == ()
        assert degenerate(text, text) is None


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_can_be_checked(source: str, target: str) -> None:
    others = ("negation", "attribution", "violence", "garbled", "repeat", "name")
    for warning in check(source, target):
        assert warning.kind in ("number", "arabic", "loop", "length", "artifact", *others)
        assert warning.message.strip()
    reason = degenerate(source, target)
    assert reason is None or reason.strip()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("الف " * 25_000, "million " * 12_500),
        ("مئة و" * 20_000, "one hundred and " * 6_000),
        ("1." * 50_000, "1:" * 50_000),
        ("س" * 100_000, "a@" * 50_000),
        ("نصف و" * 20_000, "half a million and a half " * 4_000),
        ("ين" * 50_000, "the cat sat on the mat and " * 4_000),
        ("1" * 100_000, "&#" * 50_000),
        ("لم يقل إن " * 12_000, "said " * 30_000),
        ("ما قال غير " * 12_000, "killed not un" * 12_000),
    ],
)
def test_very_long_input_comes_back(source: str, target: str) -> None:
    for warning in check(source, target):
        assert len(warning.message) < 300
