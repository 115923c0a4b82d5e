"""The other spellings that a word of a newspaper may stand for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

MARKS = frozenset(map(chr, (*range(0x64B, 0x653), 0x670)))
TATWEEL = "\u0640"

_FOREIGN = str.maketrans("پچڤگژکی\u0671", "بجفكزكيا")
_PERSIAN = frozenset("پچڤگژکی\u0671")
_BARE_ALEFS = str.maketrans("أإآ", "ااا")
_SEATS = (("ئ", "ؤ"), ("ؤ", "ئ"), ("ي", "ئ"), ("و", "ؤ"))


def letters_of(surface: str) -> tuple[str, list[str]]:
    """The letters of a word of a text, and the vowel signs written on each.

    Tatweel and invisible characters are dropped, presentation forms (ﻻ) are plain letters.
    """
    plain = surface if surface.isalpha() and surface < "\ufb50" else ""
    if plain and TATWEEL not in plain:
        return plain, []
    letters: list[str] = []
    marks: list[str] = []
    for character in unicodedata.normalize("NFKC", surface):
        if character in MARKS:
            if marks:
                marks[-1] += character
        elif character != TATWEEL and unicodedata.category(character) not in ("Mn", "Cf"):
            letters.append(character)
            marks.append("")
    return "".join(letters), marks if any(marks) else []


def usual(letters: str) -> str:
    """Persian letters as Arabic ones, which the lexicon spells with."""
    return letters if _PERSIAN.isdisjoint(letters) else letters.translate(_FOREIGN)


ENDINGS = frozenset("ىه")
"""The letters for which another may be meant at the end of a word."""


def endings(letters: str) -> Iterator[str]:
    """Spellings that hold beside the written one: ى for ي, ه for ة, at the end of a word."""
    if letters.endswith("ى"):
        yield letters[:-1] + "ي"
    elif letters.endswith("ه"):
        yield letters[:-1] + "ة"


def slips(letters: str) -> Iterator[str]:
    """Spellings for a word that is nothing as written, the likelier first.

    A hamza that does not belong (إتصال), ي and ى the other way round, a hamza on another seat
    (مسئول, مسؤول) or on none (الجزاير); every one of them also with the other endings.
    """
    bare = letters.translate(_BARE_ALEFS)
    seen = {letters, *endings(letters)}
    tried = [bare]
    if letters.endswith("ي"):
        tried.append(letters[:-1] + "ى")
    for wrong, right in _SEATS:
        tried += [one.replace(wrong, right, 1) for one in (letters, bare) if wrong in one[1:-1]]
    for one in tried:
        for spelling in (one, *endings(one)):
            if spelling not in seen:
                seen.add(spelling)
                yield spelling
