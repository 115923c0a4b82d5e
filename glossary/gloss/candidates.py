"""Every reading of a word by itself: small words, the lexicon, other spellings, vowel signs."""

from __future__ import annotations

from functools import lru_cache

from glossary.fold import marks_agree
from glossary.gloss.lexicon import Lexicon
from glossary.gloss.small import small_words
from glossary.gloss.spelled import MARKS, endings, letters_of, slips, usual
from glossary.gloss.types import Analysis

CLOSED = frozenset(
    ("preposition", "conjunction", "particle", "pronoun", "number", "abbreviation", "name")
)
"""What a word that the own list of small words has is not, whatever the lexicon says."""


def candidates(surface: str, lexicon: Lexicon | None) -> tuple[Analysis, ...]:
    """The readings of a word as it stands in a text, in the lexicon's order.

    Vowel signs in the text leave only readings that agree with them, if there are any.
    """
    letters, marks = letters_of(surface)
    found = _by_letters(letters, lexicon)
    if not marks:
        return found
    agreeing = tuple(one for one in found if _agrees(one, letters, marks))
    return agreeing or found


TANWIN = "\u064b"


@lru_cache(maxsize=65536)
def _by_letters(letters: str, lexicon: Lexicon | None) -> tuple[Analysis, ...]:
    small = small_words(letters)
    if lexicon is None or not letters:
        return tuple(small)
    plain = usual(letters)
    found = lexicon.analyses(plain, letters)
    for spelling in endings(plain):
        found += lexicon.analyses(spelling, letters)
    if not found and not small:
        for spelling in slips(plain):
            found += lexicon.analyses(spelling, letters)
            if found:
                break
    if small:
        found = [one for one in found if one.pos not in CLOSED]
    return (*small, *found)


def _agrees(analysis: Analysis, letters: str, marks: list[str]) -> bool:
    """Whether the vowel signs written on a word are those of a reading."""
    own = _own_marks(analysis.vocalized)
    if len(own) != len(letters):
        return True
    if letters.endswith("ا") and TANWIN in "".join(marks[-2:]):  # اً and ًا are written
        if TANWIN not in "".join(own[-2:]):
            return False
        marks = [*marks[:-2], marks[-2].replace(TANWIN, ""), ""]
    article = next(
        (
            sum(len(morph.form) for morph in analysis.proclitics[: index + 1])
            for index, morph in enumerate(analysis.proclitics)
            if morph.gloss == "the"
        ),
        -1,
    )
    for index, (mine, given) in enumerate(zip(own, marks, strict=True)):
        if not given or not mine:
            continue
        if index == article:  # a sun letter is doubled behind the article
            given = given.replace("\u0651", "")
        if not marks_agree(mine, given):
            return False
    return True


def _own_marks(vocalized: str) -> list[str]:
    marks: list[str] = []
    for character in vocalized:
        if character in MARKS:
            if marks:
                marks[-1] += character
        else:
            marks.append("")
    return marks
