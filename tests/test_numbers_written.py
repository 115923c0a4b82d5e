"""A number of an English text is written over in the way it stands there."""

from __future__ import annotations

import pytest

from translator.numbers import written_right


@pytest.mark.parametrize(
    ("text", "wrong", "right", "expected"),
    [
        ("It fired 599 missiles.", "599", "59", "It fired 59 missiles."),
        ("Some 13000 came.", "13,000", "13,700", "Some 13,700 came."),
        ("Twelve were hurt.", "12", "114", "114 were hurt."),
        ("Twelve were hurt.", "12", "13", "Thirteen were hurt."),
        ("They are sixty five.", "65", "75", "They are seventy-five."),
        ("About 60 million live so.", "60,000,000", "600,000,000", "About 600 million live so."),
        ("Sold for 4.4 billion dollars.", "4,400,000,000", "4,480,000,000", "4.48 billion"),
        ("Sixty thousand came.", "60,000", "70,000", "Seventy thousand came."),
        ("Sixty thousand came.", "60,000", "60,500", "60,500 came."),
        ("About 60 million live so.", "60,000,000", "75", "About 75 live so."),
        ("The fifteenth anniversary.", "15", "75", "The seventy-fifth anniversary."),
        ("The 15th anniversary.", "15", "72", "The 72nd anniversary."),
        ("The 15th anniversary.", "15", "112", "The 112th anniversary."),
        ("In the 21st minute.", "21", "20", "In the 20th minute."),
        ("A 12-year-old came.", "12", "13", "A 13-year-old came."),
        ("A twenty-year-old came.", "20", "21", "A twenty-one-year-old came."),
        ("The twentieth floor.", "20", "40", "The fortieth floor."),
    ],
)
def test_the_way_of_writing_stays(text: str, wrong: str, right: str, expected: str) -> None:
    edit = written_right(text, wrong, right)
    assert edit is not None
    (start, end), new = edit
    assert expected in text[:start] + new + text[end:]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Of 12 men 12 came.", "12"),
        ("Of 12 men twelve came.", "12"),
        ("Nobody came.", "12"),
        ("It took 12.5 hours.", "12"),
        ("Twenty-five came.", "20"),
        ("The twenty-fifth came.", "20"),
        ("In 12-13 days.", "12"),
        ("He has 112 goals.", "12"),
    ],
)
def test_what_does_not_stand_there_once_is_not_touched(text: str, wrong: str) -> None:
    assert written_right(text, wrong, "13") is None
