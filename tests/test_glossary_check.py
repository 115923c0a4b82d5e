"""Whether a rendering is met: the table of cases, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Term
from glossary.check import avoided, renderings

TABLE = Path(__file__).parent / "data" / "renderings.tsv"


def cases() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").split("\n")[1:]
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def values(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@pytest.mark.parametrize("case", cases(), ids=lambda case: case[0][:30] or "empty")
def test_case(case: list[str]) -> None:
    english, target, accept, avoid, kind, found, wrong, _ = case
    english, found = english.replace("\\n", "\n"), found.replace("\\n", "\n")
    term = Term("س", target, accept=values(accept), avoid=values(avoid), type=kind)
    met = "|".join(english[start:end] for start, end in renderings(term, english))
    assert (met or "-") == found
    unwanted = "|".join(english[start:end] for start, end in avoided(term, english))
    assert (unwanted or "-") == wrong


def test_a_term_without_a_target_is_never_met() -> None:
    assert renderings(Term("حلب", ""), "Aleppo, anything") == []


FORMS = st.text(min_size=1, max_size=12).filter(str.strip)


@given(FORMS, st.lists(FORMS, max_size=3), st.lists(FORMS, max_size=2), st.text())
def test_any_forms_and_text(target: str, accept: list[str], avoid: list[str], text: str) -> None:
    term = Term("س", target, accept=tuple(accept), avoid=tuple(avoid))
    spans = sorted(renderings(term, text) + avoided(term, text))
    end = 0
    for start, stop in spans:
        assert end <= start < stop <= len(text)
        end = stop


@given(st.text("abcXYZ é'’-. 4", min_size=1, max_size=12).filter(str.strip))
def test_the_target_alone_is_met(target: str) -> None:
    target = " ".join(target.split())
    assert (0, len(target)) in renderings(Term("س", target), target)
