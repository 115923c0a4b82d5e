"""Rows put in and taken out, what may be one, and which sentences a change touches."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import Glossary, GlossaryError, Term
from glossary.edit import drop, put, removed, switched_off, touched, validated
from glossary.formats import parse, to_tsv
from glossary.formats.received import received, shown_name
from glossary.term import MATCHES, TYPES

ALEPPO = Term("حلب", "Aleppo", ("الشهباء",), type="place")
HOMS = Term("حمص", "Homs")


def test_a_row_as_typed() -> None:
    assert validated(
        {
            "source": " خان\u00a0 شيخون\u200f",
            "target": "Khan  Shaykhun\n",
            "variants": "خانشيخون | خان شيخون ",
            "accept": ["Khan Shaykhoun", ""],
            "avoid": "",
            "type": "place",
            "note": "a town",
        }
    ) == Term(
        "خان شيخون",
        "Khan Shaykhun",
        ("خانشيخون", "خان شيخون"),
        ("Khan Shaykhoun",),
        type="place",
        note="a town",
    )


def test_a_row_may_have_no_target() -> None:
    assert validated({"source": "حلب"}) == Term("حلب", "")


FAULTS: list[tuple[dict[str, str | Sequence[str]], str]] = [
    ({}, "The source is empty; write the Arabic term there."),
    ({"source": " \u200f ", "target": "x"}, "The source is empty"),
    ({"source": "Aleppo", "target": "Aleppo"}, "Aleppo holds no Arabic letter"),
    ({"source": "حلب", "target": "حلب"}, "حلب holds Arabic letters; target"),
    ({"source": "حلب", "accept": "Aleppo|حلب"}, "حلب holds Arabic letters"),
    ({"source": "حلب", "variants": "Halab"}, "Halab holds no Arabic letter"),
    ({"source": "حلب|حمص"}, "Source and target hold one form each"),
    ({"source": "حلب", "target": "a|b"}, "Source and target hold one form each"),
    ({"source": "حلب", "accept": ["a|b"]}, "'a|b' holds |"),
    ({"source": "حلب", "target": ["a", "b"]}, "The column target holds one value"),
    ({"source": "حلب", "target": "a\tb"}, "The target holds a tab or a line break"),
    ({"source": "حلب", "note": "a\nb"}, "The note holds a tab or a line break"),
    ({"source": "حلب", "note": "a\u2028b"}, "The note holds a tab or a line break"),
    ({"source": "حلب", "target": "a\x1bb"}, "The target holds the control character U+001B"),
    ({"source": "حلب", "target": "a\x00b"}, "The target holds the control character U+0000"),
    ({"source": "حلب", "target": "a\ud800b"}, "The target holds the control character U+D800"),
    ({"source": "حلب", "type": "city"}, "'city' is no type; use one of person, place"),
    ({"source": "حلب", "match": "fuzzy"}, "'fuzzy' is no match; use one of exact, inflect"),
    ({"source": "حلب", "target": "a", "avoid": "a"}, "a is both right and to be avoided"),
    ({"source": "#حلب", "target": "a"}, "The source begins with #"),
    ({"source": "ح" * 201}, "has 201 characters; a term has 200 at most"),
    ({"source": "حلب", "target": "a" * 201}, "has 201 characters"),
    ({"source": "حلب", "note": "a" * 2001}, "The note has 2,001 characters"),
    ({"source": "حلب", "colour": "red"}, "There is no column 'colour'; use source, target"),
]


@pytest.mark.parametrize(("fields", "message"), FAULTS)
def test_faults_of_a_row(fields: dict[str, str | Sequence[str]], message: str) -> None:
    with pytest.raises(GlossaryError) as error:
        validated(fields)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


CELL = st.text(st.characters(codec="utf-8"), max_size=12)
ARABIC = st.text("حلبمصسوريةأإ \u064b\u200f\"#'|ـ", min_size=1, max_size=8)


@settings(deadline=None)
@given(
    source=ARABIC,
    target=CELL,
    variants=st.lists(ARABIC, max_size=2),
    accept=CELL,
    type_=st.sampled_from(("", *TYPES)),
    match=st.sampled_from(("", *MATCHES)),
    note=CELL,
)
def test_what_is_taken_can_stand_in_a_file(
    source: str,
    target: str,
    variants: list[str],
    accept: str,
    type_: str,
    match: str,
    note: str,
) -> None:
    try:
        term = validated(
            {
                "source": source,
                "target": target,
                "variants": variants,
                "accept": accept,
                "type": type_,
                "match": match,
                "note": note,
            }
        )
    except GlossaryError:
        return
    assert parse(to_tsv([term]), "g.tsv", "\t").terms == (term,)


def test_put() -> None:
    assert put((ALEPPO,), HOMS) == (ALEPPO, HOMS)
    assert put((ALEPPO, HOMS), HOMS) == (ALEPPO, HOMS)
    renamed = replace(ALEPPO, target="Halab", variants=())
    assert put((ALEPPO, HOMS), renamed, ALEPPO) == (renamed, HOMS)
    with pytest.raises(GlossaryError, match="is there already, as Homs: change that row"):
        put((ALEPPO, HOMS), Term("حمص", "Hims"))
    with pytest.raises(GlossaryError, match="الشَّهباء is there already, in the row حلب, as Aleppo"):
        put((ALEPPO, HOMS), Term("الشَّهباء", "Shahba", ("شهباء",)))
    with pytest.raises(GlossaryError, match="حمص is there already"):
        put((ALEPPO, HOMS), replace(ALEPPO, variants=("حمص",)), ALEPPO)
    with pytest.raises(GlossaryError, match="The row حمص is no longer there as it was"):
        put((ALEPPO,), HOMS, replacing=HOMS)


def test_drop() -> None:
    assert drop((ALEPPO, HOMS), ALEPPO) == (HOMS,)
    assert drop((ALEPPO, HOMS), "حمص") == (ALEPPO,)
    for gone in (replace(HOMS, target="Hims"), "حماة"):
        with pytest.raises(GlossaryError, match="is no longer there as it was"):
            drop((ALEPPO, HOMS), gone)


def test_a_row_of_a_lower_layer_is_switched_off_and_one_of_the_own_goes() -> None:
    lower = Glossary((ALEPPO, HOMS), "default")
    text = "من الشهباء إلى حمص"
    own = removed(Glossary((), "own"), lower, ALEPPO)
    assert own.terms == (Term("حلب", "", ("الشهباء",), type="place"),)
    assert [found.term for found in lower.overlay(own).find(text)] == [HOMS]
    again = removed(own, lower, own.terms[0])
    assert again.terms == ()
    assert [found.term for found in lower.overlay(again).find(text)] == [ALEPPO, HOMS]
    with pytest.raises(GlossaryError, match="The row حماة is no longer there"):
        removed(own, lower, Term("حماة", "Hama"))


def test_a_row_of_a_lower_layer_that_lost_a_spelling_is_switched_off_without_it() -> None:
    lower = Glossary((ALEPPO,), "default")
    own = Glossary((Term("الشهباء", "the Grey"),), "own")
    shown = lower.overlay(own).terms[0]
    assert shown.variants == ()
    for row in (shown, ALEPPO):
        after = removed(own, lower, row)
        assert after.terms == (*own.terms, Term("حلب", "", type="place"))
    with pytest.raises(GlossaryError, match="no longer there"):
        switched_off(ALEPPO, [ALEPPO])


WORDS = (
    "خان شيخون دونالد ترامب أمل كريم القاعدة قاعدة مناطق منطقة آمنة الآمنة المناطق عبد الملك ملك "
    "نيسان أبريل سورية سوريا أب آب اب إب مسؤول مسؤولون غير شرعي الدين نور صور صيدا حزب الله عبدالله"
).split()
TERMS = st.builds(
    Term,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    st.sampled_from(("", "Name", "name", "April")),
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join), max_size=2)
    .map(tuple),
    type=st.sampled_from(("", *TYPES)),
    match=st.sampled_from(("", "", *MATCHES)),
)  # fmt: skip
TOKENS = st.builds(
    lambda before, word, after: before + word + after,
    st.sampled_from(("", "", "", "و", "ب", "ل", "وب", "«", "مدينة ", "السيد ")),
    st.sampled_from(WORDS),
    st.sampled_from((" ", " ", " ", "", "/ ", "، ", "» ", "\n\n", "ـ ", "\u064e ", "ها ")),
)
SENTENCES = st.lists(st.lists(TOKENS, max_size=8).map("".join), max_size=6)


@settings(max_examples=200, deadline=None)
@given(before=st.lists(TERMS, max_size=8), sentences=SENTENCES, data=st.data())
def test_touched_are_those_that_differ(
    before: list[Term], sentences: list[str], data: st.DataObject
) -> None:
    after = data.draw(st.one_of(st.permutations(before), st.just(list(before))))
    after = [row for row in after if data.draw(st.integers(0, 5))]
    new = data.draw(st.lists(TERMS, max_size=2))
    after = new + after if data.draw(st.booleans()) else after + new
    plain = Glossary(tuple(before)), Glossary(tuple(after))
    laid = Glossary().overlay(plain[0]), Glossary().overlay(plain[0], Glossary(tuple(new)))
    for old, now in (plain, laid):
        assert touched(old, now, sentences) == [
            place for place, text in enumerate(sentences) if old.find(text) != now.find(text)
        ]


@given(rows=st.lists(TERMS, max_size=5), new=TERMS, place=st.integers(0, 4), other=st.booleans())
def test_what_is_put_in_can_be_taken_out_again(
    rows: list[Term], new: Term, place: int, other: bool
) -> None:
    layer = Glossary().overlay(Glossary(tuple(rows))).terms
    replacing = layer[place] if other and place < len(layer) else None
    new = Glossary((new,)).effective[0]
    try:
        after = put(layer, new, replacing)
    except GlossaryError:
        others = Glossary(tuple(row for row in layer if row != replacing))
        assert others.overlay(Glossary((new,))).terms != (*others.terms, new)  # a spelling shared
        return
    assert Glossary(after).effective == after
    if replacing is not None:
        assert put(after, replacing, new) == layer
    elif new not in layer:
        assert drop(after, new) == layer


def test_touched_of_the_shipped_glossary_is_quick() -> None:
    shipped = Glossary.shipped()
    seeds = Path(__file__).parent.parent / "seeds"
    lines = [
        line
        for path in sorted(seeds.iterdir())
        for line in path.read_text(encoding="utf-8", errors="ignore").splitlines()
        if line.strip()
    ]
    sentences = (lines * (600 // len(lines) + 1))[:600]
    after = shipped.overlay(Glossary((Term("خان شيخون", "Khan Sheikhoun"),), "own"))
    begun = time.perf_counter()
    found = touched(shipped, after, sentences)
    taken = time.perf_counter() - begun
    assert found
    assert all("شيخون" in sentences[place] for place in found)
    assert taken < 2  # some 0.06 s where nothing else runs


def test_files_that_are_received_bear_their_name_alone() -> None:
    found = received("source,target\nحلب,Aleppo\nx\n".encode(), "C:\\me\\a\u202eb\n.csv")
    assert found.glossary.terms == (Term("حلب", "Aleppo"),)
    assert found.glossary.name == found.report.name == "a b .csv"
    assert list(found.report.lines())[1].startswith("a b .csv, line 3: left out: 1 cell where")
    for name in ("g.csv", "g.tbx", "g.tmx", "g.xml", "g.exe", "g"):
        with pytest.raises(GlossaryError) as error:
            received(b"PK\x03\x04\x00\xff", f"../{name}")
        assert str(error.value).startswith(name)
        assert "/" not in str(error.value).replace("glossary/", "")
    with pytest.raises(GlossaryError) as error:
        received(f"source\ttarget\nحلب\t{'ح' * 100_000}\n".encode(), "g.tsv")
    assert len(str(error.value)) < 700
    assert len(shown_name("n" * 300 + ".tsv")) < 70


@given(data=st.binary(max_size=200), ending=st.sampled_from((".tsv", ".csv", ".tbx", ".tmx")))
@settings(deadline=None)
def test_whatever_is_received_is_read_or_refused(data: bytes, ending: str) -> None:
    for begin in (b"", b"source\ttarget\n", b"<tbx><text><body>", b"\xff\xfe"):
        try:
            found = received(begin + data, f"g{ending}")
        except GlossaryError:
            continue
        assert found.glossary.terms
