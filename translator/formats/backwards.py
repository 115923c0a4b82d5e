"""Arabic whose letters stand in the order in which they are drawn, as some PDF readers give it.

Such a text is spelled backwards. It looks right in programs that do not order Arabic themselves,
and no translation of it means anything.
"""

from __future__ import annotations

import re
import unicodedata

from translator.errors import DocumentError

_WORD = re.compile("[\u0621-\u063a\u0641-\u0652\u0671-\u06d3]{2,}")
_SHAPED = re.compile("[\ufb50-\ufdfb\ufe70-\ufefc]{2,}")
_ONLY_AT_END = "ةى"
_ENOUGH = 3
_TIMES = 4
_SAMPLE = 200_000


def refuse_backwards(text: str, name: str) -> None:
    """Raise DocumentError where most words of a text are spelled backwards."""
    if is_backwards(text):
        raise DocumentError(
            f"{name} holds Arabic spelled backwards, letter by letter, as some programs take it "
            "from a PDF; take the text out anew, for example with pdftotext, or have the PDF read "
            "by OCR"
        )


def is_backwards(text: str) -> bool:
    """Whether the words of a text run backwards; no, where too little tells.

    In order, ة and ى stand at the end of a word, the article ال at its head, and a letter in the
    shape for the end of a word is not its first.
    """
    sample = text[:_SAMPLE]
    right = wrong = 0
    for match in _WORD.finditer(sample):
        word = match[0]
        right += word[-1] in _ONLY_AT_END or (len(word) > 3 and word.startswith("ال"))
        wrong += word[0] in _ONLY_AT_END or (len(word) > 3 and word.endswith("لا"))
    for match in _SHAPED.finditer(sample):
        first, last = _shape(match[0][0]), _shape(match[0][-1])
        right += first == "<initial>" or last == "<final>"
        wrong += first in ("<final>", "<medial>") or last in ("<initial>", "<medial>")
    return wrong >= _ENOUGH and wrong > _TIMES * right


def _shape(letter: str) -> str:
    """`<initial>`, `<medial>`, `<final>` or `<isolated>` for a letter in one of its shapes."""
    return unicodedata.decomposition(letter).partition(" ")[0]
