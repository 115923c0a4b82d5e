"""The ways in which an English text writes a number: 60,000, 60 thousand, sixty, sixtieth."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import partial

from translator.document import Span
from translator.numbers.english_words import SCALES, ordinal, spelled

_DECIMALS = 3
"""Digits after the point of a number before its scale: 4.48 billion."""

_UNITS = [word for n in range(1, 10) for word in (spelled(str(n)), ordinal(str(n)))]
_END = rf"(?!\w|[.,]\d|-(?:\d|(?:{'|'.join(map(str, _UNITS))})\b))"
"""What may not follow: the rest of a number ("twelve-year-old" may)."""

Way = Callable[[str], "str | None"]
"""From a number as `number_changes` gives it to how it is written; None where it cannot be."""


def written_right(text: str, wrong: str, right: str) -> tuple[Span, str] | None:
    """Where an English text has the number `wrong`, and `right` in the same way of writing.

    Both are numbers as `number_changes` gives them. In digits where `right` cannot be written in
    its way. None where `wrong` does not stand there exactly once, in any way of writing.
    """
    found = [
        (match.span(), match.group(), way)
        for way in WAYS
        if (form := way(wrong)) is not None
        for match in re.finditer(rf"(?<![\w.,-]){_pattern(form)}{_END}", text, re.IGNORECASE)
    ]
    if len({span for span, _, _ in found}) != 1:
        return None
    span, was, way = found[0]
    now = way(right) or right
    return span, now[0].upper() + now[1:] if was[0].isupper() else now


def _pattern(form: str) -> str:
    """A form with or without the commas and hyphens that writers leave out."""
    return re.escape(form).replace(",", ",?").replace("\\-", "[- ]").replace("\\ ", "[ \u00a0]")


def _digits(number: str) -> str:
    return number


def _words(number: str) -> str | None:
    words = spelled(number)
    return words if words != number else None


def _ordinal_digits(number: str) -> str | None:
    if not number.isdigit():
        return None
    teen = number[-2:-1] == "1"
    ending = "th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return number + ending


def _scaled(scale: int, write: Way, number: str) -> str | None:
    value = Fraction(number.replace(",", "")) / scale
    if value < 1 or (value * 10**_DECIMALS).denominator != 1:
        return None
    short = f"{float(value):.{_DECIMALS}f}".rstrip("0").rstrip(".")
    head = write(short)
    return head and f"{head} {SCALES[scale].split()[0]}"


WAYS: tuple[Way, ...] = (
    _digits,
    _words,
    _ordinal_digits,
    ordinal,
    *(partial(_scaled, scale, write) for scale in SCALES for write in (_digits, _words)),
)
