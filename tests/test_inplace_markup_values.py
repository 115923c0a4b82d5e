"""Cells and values of records that are pieces of web pages."""

from __future__ import annotations

import csv
import io
import json

import pytest
from inplace import InEnglish, in_english

from translator.formats.inplace.markup_values import is_marked_up
from translator.formats.inplace.opened import Reading
from translator.formats.inplace.registry import open_data
from translator.formats.inplace.values import value_of
from translator.script import has_arabic

__all__ = ["in_english"]

BODY = (
    '<p dir="rtl">وصل الوفد إلى <b>دمشق</b>.</p>\n\n<p>قال <a href="http://x.y/دمشق">الرئيس</a> '
    'إن المحادثات ستستمر&nbsp;يومين.<br/>نعم.</p><img src="a.jpg" alt="مدينة حلب">'
)


@pytest.mark.parametrize(
    "text",
    [
        "<p>نص",
        "نص<br>",
        "نص &quot;نص&quot;",
        "نص &#8220;نص",
        "[caption id='1']نص[/caption]",
        "</B>نص",
    ],
)
def test_what_is_a_piece_of_a_page(text: str) -> None:
    assert is_marked_up(text)
    assert len(value_of(text).blocks) == 1


@pytest.mark.parametrize(
    "text", ["نص < نص > نص", "دمشق & حلب", "[نص]", "[1] نص", "a<b نص c>d", "AT&T; نص", "[BBC] نص"]
)
def test_what_is_none(text: str) -> None:
    assert not is_marked_up(text)
    assert value_of(text).blocks[0].text == text


def page_in_english(written: str) -> None:
    assert written.startswith('<p dir="ltr">')
    assert "<b>Damascus</b>" in written
    assert "</p>\n\n<p>" in written
    assert '<a href="http://x.y/دمشق">' in written
    assert written.count("<br/>") == 1
    assert '<img src="a.jpg" alt="' in written
    assert "Aleppo" in written
    assert not has_arabic(written.replace("http://x.y/دمشق", ""))


def test_a_record_with_html(in_english: InEnglish) -> None:
    for escaped in (True, False):
        line = json.dumps({"id": 1, "body": BODY}, ensure_ascii=escaped)
        found = json.loads(in_english(line.encode(), "a.jsonl"))
        assert found["id"] == 1
        page_in_english(found["body"])


def test_a_cell_with_html(in_english: InEnglish) -> None:
    table = io.StringIO()
    csv.writer(table).writerows([["id", "body"], ["1", BODY], ["2", "دمشق & حلب"]])
    written = in_english(table.getvalue().encode(), "a.csv", Reading(fields=("body",))).decode()
    head, first, second = csv.reader(io.StringIO(written))
    assert head == ["id", "body"]
    page_in_english(first[1])
    assert not has_arabic(second[1])


def test_lines_and_short_codes_of_publishing_systems_stay(in_english: InEnglish) -> None:
    body = (
        '[caption id="a1" width=300]<img src="x" /> مدينة دمشق[/caption]\r\n\r\nوصل الوفد إلى '
        '<em>حلب</em>.\r\nقال الوزير &quot;نعم&quot;.\r\n[gallery ids="1,2"]\r\n'
    )
    line = json.dumps({"body": body})
    written = json.loads(in_english(line.encode(), "a.jsonl"))["body"]
    assert written.startswith('[caption id="a1" width=300]<img src="x" /> ')
    assert "[/caption]\r\n\r\n" in written
    assert "<em>Aleppo</em>" in written
    assert written.endswith('\r\n[gallery ids="1,2"]\r\n')
    assert written.count("\r\n") == body.count("\r\n")
    assert not has_arabic(written)


def test_word_links_are_asked_for_where_there_are_tags_inside_sentences() -> None:
    tagged = json.dumps({"body": "وصل <b>الوفد</b> أمس"}).encode()
    plain = json.dumps({"body": "وصل الوفد أمس"}).encode()
    assert open_data(tagged, "a.jsonl", Reading()).formatted
    assert not open_data(plain, "a.jsonl", Reading()).formatted
