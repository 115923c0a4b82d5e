"""Numbers in digits, in any script: separators, times, dates, and the words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from translator.numbers.number import Number, Reading, number

LONGEST = 30
"""Digits a number may have; a longer row of them is an identifier or noise, not an amount."""

_ADDRESS = r"(?P<skip>https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{1,64})|"
_OTHER = (
    r"(?P<date>(?<![\d/.-])(?:\d{1,2}(?P<a>[/.-])\d{1,2}(?P=a)(?:\d{4}|\d\d)"
    r"|\d{4}(?P<b>[/.-])\d{1,2}(?P=b)\d{1,2})(?![\d/-]))"
    r"|(?P<time>(?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
    r"|(?P<digits>\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d.,٫٬،]?\d)|\d+(?:[.,٫٬،'’]\d+)*)"
    r"|(?P<word>[^\W\d_]+)"
)
_LEXEME = re.compile(_ADDRESS + _OTHER)
_LEXEME_WITHOUT_ADDRESS = re.compile(_OTHER)
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_SPACES = re.compile("[ \u00a0\u2009\u202f]")
_SPANNING = frozenset("-‑–/")
_NOUGHTS = frozenset("0٠۰")
_GROUPING = frozenset(",،٬.'’")


class Lexeme(NamedTuple):
    """A word, or something written in digits with the numbers it holds.

    `gap` is what stands before it, back to the lexeme before. (A named tuple: a text makes one for
    each of its words.)
    """

    text: str
    gap: str
    numbers: tuple[Number, ...] = ()

    @property
    def close(self) -> bool:
        """Whether it can belong to one number with the lexeme before."""
        return self.gap == " " or not self.gap.strip(" \t\r\n\u00a0\u2009\u202f\u200e\u200f-‑")


def lex(text: str) -> Iterator[Lexeme]:
    """Yield the words and the digits of a text, in order; addresses of the web are left out."""
    end = 0
    year = None
    addresses = "@" in text or "://" in text or "www." in text
    lexeme = _LEXEME if addresses else _LEXEME_WITHOUT_ADDRESS
    for match in lexeme.finditer(text):
        gap = text[end : match.start()]
        end = match.end()
        kind = match.lastgroup
        if kind == "skip":
            continue
        found = match[0]
        if kind == "date":
            yield Lexeme(found, gap, _date(found))
        elif kind == "time":
            yield Lexeme(found, gap, (_time(found),))
        elif kind == "digits":
            amount = amount_of(found)
            if amount is None:
                continue
            if year is not None and gap in _SPANNING and len(found) == 2:  # 2016-17
                amount = amount.also((year - year % 100 + amount.value,))
            year = amount.value if len(found) == 4 and found.isdecimal() else None
            yield Lexeme(found, gap, (amount,))
        else:
            yield Lexeme(found, gap)


def words_if_no_digits(text: str) -> list[str] | None:
    """All words of a text without digits, those in addresses too; None where it has digits."""
    return None if _DIGIT.search(text) else _WORD.findall(text)


def amount_of(text: str) -> Number | None:
    """The number that digits with separators stand for, or None where they are too many.

    `text` is digits of any script with separators between them: 1,000 and ١٬٠٠٠ and 1 000 are a
    thousand, ٣٫٥ and 3.5 and 3,5 are three and a half. Three digits behind one full stop or comma
    are read both ways, as newspapers write them both ways.
    """
    parts = re.split(r"\D", text)
    if sum(map(len, parts)) > LONGEST:
        return None
    apart: Reading = tuple(Fraction(int(part)) for part in parts)
    if len(parts) == 1:
        return Number((apart,))
    marks = [char for char in text if not char.isdecimal()]
    grouped = all(len(part) == 3 for part in parts[1:]) and 0 < len(parts[0]) <= 3
    whole: Reading = (Fraction(int("".join(parts))),)
    if _SPACES.match(marks[0]):
        return Number((whole, apart))
    decimal: Reading = (_decimal("".join(parts[:-1]), parts[-1]),)
    if len(set(marks)) == 1:
        mark = marks[0]
        if grouped and mark in _GROUPING and int(parts[0]):
            one = len(parts) == 2 and (
                mark == "." or (mark in ",،" and parts[1][-1] not in _NOUGHTS)
            )
            return Number(
                (decimal, whole) if one and mark == "." else (whole, decimal) if one else (whole,)
            )
        if len(parts) == 2 and mark not in "'’":
            return Number((decimal, apart))
        return Number((apart,))
    inner = all(len(part) == 3 for part in parts[1:-1]) and len(set(marks[:-1])) == 1
    return Number((decimal, apart)) if inner else Number((apart,))


def _decimal(whole: str, fraction: str) -> Fraction:
    return Fraction(int(whole + fraction), 10 ** len(fraction))


def _time(text: str) -> Number:
    """Hours and minutes; 20:00 is also 8 o'clock, and 3:1 a score or a ratio."""
    hours, minutes, *_ = (Fraction(int(part)) for part in text.split(":"))
    readings: list[Reading] = [(hours, minutes), (100 * hours + minutes,)]
    if hours <= 24 and minutes < 60:
        other = hours - 12 if hours > 12 else hours + 12
        readings.append((other, minutes))
        if not minutes:
            readings += [(hours,), (other,)]
    return Number(tuple(readings))


def _date(text: str) -> tuple[Number, ...]:
    """Day, month and year of a numeric date; the month may be named on the other side."""
    numbers = []
    for part in re.split(r"\D", text):
        value = int(part)
        if len(part) == 2 and value > 12:
            numbers.append(number(value, 2000 + value, 1900 + value))
        else:
            numbers.append(Number(((Fraction(value),),), date=value <= 12))
    return tuple(numbers)
