"""Every reading of a word by itself: small words, the lexicon, other spellings, vowel signs.

Readings are named by pairs of numbers, which cost nothing to pass on and to keep; `reading` makes
the analysis. Those of the lexicon are its matches, the others have `SMALL` or `SEEN` in front of
their place in `small_words` or `plain.seen`.
"""

from __future__ import annotations

from glossary.fold import marks_agree
from glossary.gloss.lexicon import Lexicon, Match
from glossary.gloss.plain import seen
from glossary.gloss.small import small_words
from glossary.gloss.spelled import ENDINGS, MARKS, endings, letters_of, slips, usual
from glossary.gloss.types import Analysis

CLOSED = frozenset(
    ("preposition", "conjunction", "particle", "pronoun", "number", "abbreviation", "name")
)
"""What a word that the own list of small words has is not, whatever the lexicon says."""
SMALL = -1
SEEN = -2
TANWIN = "\u064b"


def candidates(surface: str, lexicon: Lexicon | None) -> tuple[Analysis, ...]:
    """The readings of a word as it stands in a text, in the lexicon's order.

    Vowel signs in the text leave only readings that agree with them, if there are any.
    """
    letters, found = matches(surface, lexicon)
    return tuple(reading(one, letters, lexicon) for one in found)


def matches(surface: str, lexicon: Lexicon | None) -> tuple[str, list[Match]]:
    """The letters of a word as written, and the same readings by their numbers."""
    letters, marks = letters_of(surface)
    found = _by_letters(letters, lexicon)
    if marks:
        agreeing = [one for one in found if _agrees(reading(one, letters, lexicon), letters, marks)]
        found = agreeing or found
    return letters, found


def otherwise(letters: str) -> list[Match]:
    """The readings, by the corpus alone, of a word of which nothing else is known."""
    return [(SEEN, number) for number in range(len(seen(letters)))]


def reading(match: Match, letters: str, lexicon: Lexicon | None) -> Analysis:
    """One of a word's readings."""
    kind, number = match
    if kind == SMALL:
        return small_words(letters)[number]
    if kind == SEEN or lexicon is None:
        return seen(letters)[number]
    return lexicon.analysis(kind, number, letters)


def _by_letters(letters: str, lexicon: Lexicon | None) -> list[Match]:
    small = [(SMALL, number) for number in range(len(small_words(letters)))]
    if lexicon is None or not letters:
        return small
    plain = usual(letters)
    found = lexicon.matches(plain)
    if plain[-1] in ENDINGS:
        for spelling in endings(plain):
            found += lexicon.matches(spelling)
    if not found and not small:
        for spelling in slips(plain):
            found += lexicon.matches(spelling)
            if found:
                break
    if small:
        found = [one for one in found if lexicon.frames[one[0]].pos not in CLOSED]
    return small + found


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
