"""What holds for any text at all, tried on text that Hypothesis makes up.

Lone surrogates are among the characters: no file gives them, but a program may, and cutting does
not look at encodings. Arabic letters, the marks of news, line ends and invisible characters are
drawn more often than the rest of Unicode.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from damage import deface
from hypothesis import given, settings
from hypothesis import strategies as st
from segmentation_data import clean_articles, seed_articles

from translator.document import Document
from translator.segment import segment, segment_lines

MARKS = ".،؛:؟!…\"“”″«»()[]-–—*•/|'’۔"
SPACES = " \u00a0\t\n\r\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029\u3000"
INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2069\u0640\u064e"
WORDS = (
    "وقال", "قال", "وأضاف", "من جهته", "إن", "في", "د.", "أ.ف.ب.", "وفق البيان", "مقالات ذات صلة",
    "اقرأ أيضا", "شارك", "3.5", "٣٫٥", "2017", "www.example.com", "U.S.", "الرئيس", "ترامب", "..",
    "- ", "1. ", "صورة:", "وكالات", "Site", "\r\n", "\n\n", " . ", ".” ", "؟!",
)  # fmt: skip

characters = st.one_of(
    st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةى"),
    st.sampled_from(MARKS),
    st.sampled_from(SPACES),
    st.sampled_from(INVISIBLE),
    st.characters(),
)
texts = st.one_of(
    st.text(characters, max_size=120),
    st.lists(st.one_of(st.sampled_from(WORDS), characters), max_size=60).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
)

CUTTERS = pytest.mark.parametrize("cutter", [segment, segment_lines])


def check(document: Document, text: str) -> None:
    """Everything the contract of a document promises."""
    assert document.text == text
    rebuilt, at = "", 0
    for number, (_, _, piece) in enumerate(document.segments()):
        start, end = piece.span
        assert piece.index == number
        assert at <= start < end
        assert text[start:end] == piece.text
        assert piece.text == piece.text.strip() != ""
        between = text[at:start]
        assert not between.strip()
        rebuilt += between + piece.text
        at = end
    assert not text[at:].strip()
    assert rebuilt + text[at:] == text
    assert all(paragraph.segments for paragraph in document.paragraphs)


@CUTTERS
@settings(max_examples=300, deadline=None)
@given(text=texts)
def test_any_text_is_kept(cutter: Callable[[str], Document], text: str) -> None:
    check(cutter(text), text)


@settings(max_examples=200, deadline=None)
@given(text=texts)
def test_one_segment_a_line(text: str) -> None:
    document = segment_lines(text)
    pieces = [piece.text for _, _, piece in document.segments()]
    assert pieces == [line.strip() for line in text.split("\n") if line.strip()]
    assert {paragraph.kind for paragraph in document.paragraphs} <= {"body", "other"}


@settings(max_examples=100, deadline=None)
@given(text=texts)
def test_one_line_out_for_each_line_in(text: str) -> None:
    out, at = "", 0
    for _, _, piece in segment_lines(text).segments():
        out += text[at : piece.span[0]] + "English"
        at = piece.span[1]
    out += text[at:]
    assert [bool(line.strip()) for line in out.split("\n")] == [
        bool(line.strip()) for line in text.split("\n")
    ]


@settings(max_examples=100, deadline=None)
@given(text=texts)
def test_nothing_is_joined_across_a_blank_line(text: str) -> None:
    alone = segment(f"{text}\n\nوقال الوزير ذلك.")
    assert [piece.text for _, _, piece in alone.segments()][-1] == "وقال الوزير ذلك."


@settings(max_examples=40, deadline=None)
@given(number=st.integers(0, 19), seed=st.integers(0, 10**6))
def test_defaced_articles_are_kept(number: int, seed: int) -> None:
    text, _ = deface(clean_articles()[number][1], seed)
    check(segment(text), text)
    check(segment_lines(text), text)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(newline: str) -> None:
    for _, text, _ in seed_articles():
        ours = [piece.text for _, _, piece in segment(text).segments()]
        other = segment(text.replace("\n", newline)).segments()
        assert [piece.text.replace(newline, "\n") for _, _, piece in other] == ours


def test_lines_are_what_a_line_feed_ends() -> None:
    text = "سطر أول\r\n\r\n سطر\u2028ثان\fمعا \nIMG.jpg\n"
    document = segment_lines(text, "name.txt")
    assert document.name == "name.txt"
    assert [piece.text for _, _, piece in document.segments()] == [
        "سطر أول",
        "سطر\u2028ثان\fمعا",
        "IMG.jpg",
    ]
    assert [paragraph.kind for paragraph in document.paragraphs] == ["body", "body", "other"]
