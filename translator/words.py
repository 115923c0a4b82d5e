"""The words of a text, in Arabic or English, as word alignment counts them."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

from translator.document import Span


def words(text: str) -> list[Span]:
    """Spans of the words of a text: runs of letters and digits, inner hyphens and vowel signs
    included; punctuation is no word.

    Letters with points between them (U.S., a.m., ق.م, U.S.-led) are one word. The point behind the
    last letter belongs to it, but for one at the end of the text, which ends the sentence too.
    """
    return [found.span() for found in _word().finditer(text)]


@cache
def _word() -> re.Pattern[str]:
    """Letters, digits, marks and invisible characters; `-`, `'` between letters, `.` in numbers
    and initialisms."""
    marks = "".join(
        character
        for character in map(chr, range(0xAD, min(sys.maxunicode, 0xFFFF)))
        if unicodedata.category(character) in ("Mn", "Cf")
    )
    letter, one = r"[^\W\d_]", rf"(?:[^\W_]|[{marks}])"
    at_end = r"[\"'”’»)\]]*\s*$"
    pointed = rf"{letter}(?:\.{letter})+(?!\.?{one})(?:\.(?!{at_end}))?"
    return re.compile(rf"(?:{pointed}|{one})(?:{one}|[-'’](?=[^\W_])|(?<=\d)\.(?=\d))*")
