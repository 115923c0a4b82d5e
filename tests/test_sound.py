"""Likeness of Arabic and Latin spellings of names."""

from __future__ import annotations

import pytest

from glossary.sound import likeness


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("بوتين", "Putin"),
        ("وبوتين", "Putin's"),
        ("لافروف", "Lavrov"),
        ("زاخاروفا", "Zakharova"),
        ("دمشق", "Damascus"),
        ("القاهرة", "Cairo"),
        ("شيخون", "Shaykhun"),
        ("الجعفري", "al-Jaafari"),
        ("بكازاخستان", "Kazakhstan"),
        ("فيسبوك", "Facebook"),
        ("غراتسياني", "Graziani"),
    ],
)
def test_a_name_sounds_like_itself(arabic: str, latin: str) -> None:
    assert likeness(arabic, latin) >= 0.75


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("بوتين", "Lavrov"),
        ("موسكو", "Damascus"),
        ("الرئيس", "President"),
        ("", "Putin"),
        ("بوتين", ""),
        ("9", "9"),
        ("على", "Ali"),
    ],
)
def test_others_do_not(arabic: str, latin: str) -> None:
    assert likeness(arabic, latin) < 0.6
