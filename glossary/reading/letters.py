"""The letters that readings are made from and of: Arabic and Latin words in one plain spelling."""

from __future__ import annotations

import re
import unicodedata

_NOT_ARABIC = re.compile("[^\u0621-\u063a\u0641-\u064aپچژڤگ]")
_SAME = str.maketrans("کیۀہھەٱڨ", "كيههههاق")
_NOT_LATIN = re.compile("[^a-z]")
_LATIN = {
    "ı": "i", "ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
    "ə": "a",
}  # fmt: skip
_LATIN_TABLE = str.maketrans(_LATIN)


def arabic_letters(word: str) -> str:
    """The letters of an Arabic word, without vowel signs and tatweel; hamza and ة stay as written.

    Presentation forms and the Persian shapes of ك, ي and ه become the usual letters.
    """
    if _NOT_ARABIC.search(word):
        word = unicodedata.normalize("NFKC", word).translate(_SAME)
    return _NOT_ARABIC.sub("", word)


def latin_letters(word: str) -> str:
    """The letters a to z of a Latin word: small, without accents, hyphens and apostrophes."""
    word = word.lower().translate(_LATIN_TABLE)
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word)
    return _NOT_LATIN.sub("", word)
