"""Folding: which spellings are one word, and which marks agree."""

from __future__ import annotations

import subprocess
import sys

import pytest

from glossary.fold import fold, marks_agree, same_word, word_key

ONE = [
    ("الأمم", "الامم"),
    ("اتفاق", "أتفاق"),
    ("إيران", "أيران"),
    ("أيار", "آيار"),
    ("السوري", "السورى"),
    ("مصطفى", "مصطفي"),
    ("القاعدة", "القاعده"),
    ("غزة", "غزه"),
    ("الجزائر", "الجزاير"),
    ("كوريا", "\u06a9ور\u06ccا"),
]
TWO = [
    ("علي", "على"),
    ("علي", "عل\u06cc"),
    ("أمل", "آمل"),
    ("إب", "أب"),
    ("منى", "مني"),
    ("جدة", "جده"),
    ("فؤاد", "فواد"),
    ("الشاطئ", "الشاطي"),
    ("شوون", "شؤون"),
]


@pytest.mark.parametrize(("term", "text"), ONE)
def test_one_word(term: str, text: str) -> None:
    assert fold(term).text == fold(text).text
    assert same_word(term, text)


@pytest.mark.parametrize(("term", "text"), TWO)
def test_two_words(term: str, text: str) -> None:
    assert fold(term).text == fold(text).text
    assert not same_word(term, text)
    assert word_key(term) != word_key(text)


def test_a_short_term_behind_a_proclitic_needs_its_hamza() -> None:
    assert same_word("أمل", "امل")
    assert not same_word("أمل", "امل", alone_after_proclitic=True)
    assert same_word("أمل", "أمل", alone_after_proclitic=True)
    assert same_word("أنقرة", "انقرة", alone_after_proclitic=True)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("مُدَرِّسٌ", "مدرس"),
        ("ســوريا", "سوريا"),
        ("هٰذا", "هذا"),
        ("\u200fسوريا\u202c", "سوريا"),
        ("\ufefb", "لا"),
        ("\ufdf2", "الله"),
        ("ا\u0654نقرة", "أنقرة"),
        ("ا\u064e\u0654نقرة", "أنقرة"),
        ("ا\u0655يران", "إيران"),
        ("ا\u0653سيا", "آسيا"),
        ("سؤال", "سؤال"),
        ("ي\u0654", "ئ"),
        ("أ\u200bب", "أ ب"),
        ("", ""),
    ],
)
def test_letters_as_written(text: str, letters: str) -> None:
    assert fold(text).letters == letters


def test_marks_belong_to_the_letter_before_them() -> None:
    folded = fold("مُحَمَّد حِمْص")
    assert folded.span(0, 4) == (0, 8)
    assert folded.marks(2) == "\u0651\u064e" or folded.marks(2) == "\u064e\u0651"
    assert folded.span(5, 8) == (9, 14)


@pytest.mark.parametrize(
    ("term", "text", "agree"),
    [
        ("", "\u064f", True),
        ("\u0650", "", True),
        ("\u0650", "\u064f", False),
        ("\u0652", "\u0651", False),
        ("", "\u0651", True),
        ("\u0651\u064f", "\u064f\u0651", True),
        ("\u0651\u064f", "\u064f", False),
    ],
)
def test_marks(term: str, text: str, agree: bool) -> None:
    assert marks_agree(term, text) is agree


def test_importing_the_package_is_cheap_and_stands_alone() -> None:
    code = (
        "import sys, glossary; "
        "print([m for m in ('translator', 'ui', 'ctranslate2', 'numpy', 'gradio', 'platformdirs', "
        "'glossary.match') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
