"""Which stretches of a text run against its paragraph: Latin words in Arabic, and the reverse.

Word processors want to be told run by run. What is told here is what the Unicode bidirectional
algorithm makes of the text, so that a program which orders by itself shows the same.
"""

from __future__ import annotations

from unicodedata import bidirectional

from translator.document import Span

_RIGHT = frozenset({"R", "AL"})
_LEFT = frozenset({"L"})


def opposed(text: str, *, rtl: bool) -> list[Span]:
    """The stretches of `text` that run against a paragraph in the direction given.

    Each begins with a letter of the other direction and ends with such a letter or with a number
    that belongs to it (`F-16`), spaces and signs between them included (`New York Times`). Spans
    are half-open, in code points, in order.
    """
    here, there = (_RIGHT | {"AN"}, _LEFT) if rtl else (_LEFT, _RIGHT)
    numbers = frozenset({"EN"} if rtl else {"EN", "AN"})
    spans: list[Span] = []
    start = end = -1
    for place, letter in enumerate(text):
        kind = bidirectional(letter)
        if kind in there:
            if start < 0:
                start = _with_number(text, place)
            end = place + 1
        elif start >= 0 and (kind in numbers or (kind == "NSM" and end == place)):
            end = place + 1
        elif start >= 0 and kind in here:
            spans.append((start, end))
            start = -1
    if start >= 0:
        spans.append((start, end))
    return spans


def reads_right_to_left(text: str) -> bool:
    """The direction of a line of its own: that of its first letter with one."""
    for letter in text:
        kind = bidirectional(letter)
        if kind in _RIGHT:
            return True
        if kind in _LEFT:
            return False
    return False


def _with_number(text: str, start: int) -> int:
    """Where a word begins whose number stands before its letters (`5G`)."""
    while start and bidirectional(text[start - 1]) == "EN":
        start -= 1
    return start
