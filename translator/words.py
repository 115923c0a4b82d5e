"""The words of a text, in Arabic or English, as word alignment counts them."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

from translator.document import Span


def words(text: str) -> list[Span]:
    """Spans of the words of a text: runs of letters and digits, inner hyphens and vowel signs
    included; punctuation is no word."""
    return [found.span() for found in _word().finditer(text)]


@cache
def _word() -> re.Pattern[str]:
    """Letters, digits, marks and invisible characters; `-`, `'` between letters, `.` in numbers."""
    marks = "".join(
        character
        for character in map(chr, range(0xAD, min(sys.maxunicode, 0xFFFF)))
        if unicodedata.category(character) in ("Mn", "Cf")
    )
    return re.compile(rf"(?:[^\W_]|[{marks}])(?:[^\W_]|[{marks}]|[-'’](?=[^\W_])|(?<=\d)\.(?=\d))*")
