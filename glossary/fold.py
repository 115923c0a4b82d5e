"""Spelling folds for matching, with a map back to the offsets of the text as given.

Folding is done twice over. `fold` is coarse and free of context: it drops marks and invisible
characters and writes every group of look-alike letters in one way, so that a dictionary finds
candidates. `same_word` then looks at the letters as written and says whether two words that fold
alike are one word in two usual spellings, or two words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from glossary.words import KEPT_HA, KEPT_YA

ARABIC = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u08a0-\u08c9"
)
"""The Arabic letters, tatweel left out, as the inside of a character class."""

ARABIC_LETTER = re.compile(f"[{ARABIC}\ufb50-\ufdff\ufe70-\ufefc]")

TATWEEL = "\u0640"
SHADDA = "\u0651"
_VOWELS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0652")
_BARE_ALEF = "ا\u0671"
_ALEF = frozenset("اأإآ\u0671")
_YA = frozenset("يى\u06cc")
_HA = frozenset("هة")
_HAMZA_SEATS = frozenset("ؤئ")
_COMPOSED = {
    "\u0654": {"ا": "أ", "و": "ؤ", "ي": "ئ", "ى": "ئ"},
    "\u0655": {"ا": "إ"},
    "\u0653": {"ا": "آ"},
}

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LETTERS_FOLDED = str.maketrans(
    {
        **dict.fromkeys("أإآ\u0671", "ا"),
        **dict.fromkeys("ىئ\u06cc\u06d0", "ي"),
        **dict.fromkeys("ة\u06c1\u06be\u06d5\u06c0", "ه"),
        "ؤ": "و",
        "\u06a9": "ك",
        "پ": "ب",
        "چ": "ج",
        "ڤ": "ف",
        **{chr(0x660 + digit): str(digit) for digit in range(10)},
        **{chr(0x6F0 + digit): str(digit) for digit in range(10)},
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **{letter: letter.lower() for letter in _LATIN},
    }
)
"""For `str.translate`: the fold of a text that holds neither marks nor invisible characters."""

_ALEFS = str.maketrans(dict.fromkeys("أإآ\u0671", "ا"))

# Whatever makes the offsets of text and folded text differ.
_UNEVEN = re.compile(
    "[\u00ad\u0300-\u036f\u0600-\u0605\u0610-\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u070f"
    "\u0890-\u0891\u08ca-\u08ff\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20f0"
    "\ufb50-\ufdff\ufe00-\ufe0f\ufe20-\ufe2f\ufe70-\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text for matching: three views of the same letters.

    `text` has the letters folded, `letters` as written but without marks; both are as long as
    `starts` and `ends`, the half-open offsets of every letter (its marks included) in `given`.
    """

    given: str
    text: str
    letters: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in `given` of the non-empty stretch `[start, end)` of `text`."""
        return self.starts[start], self.ends[end - 1]

    def marks(self, index: int) -> str:
        """What is written on the letter at `index`."""
        return self.given[self.starts[index] + 1 : self.ends[index]]


@lru_cache(maxsize=4096)
def _spelled(character: str) -> str | None:
    """The letters of one character: none for an invisible one, None for a mark on a letter."""
    code = ord(character)
    if character == "\u200b":  # the zero-width space is a space
        return " "
    if character == TATWEEL or 0xFE70 <= code <= 0xFE7F or 0xFC5E <= code <= 0xFC63:
        return None
    category = unicodedata.category(character)
    if category in ("Mn", "Me"):
        return None
    if category == "Cf":
        return ""
    if 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFF:
        plain = unicodedata.normalize("NFKC", character)
        return "".join(c for c in plain if unicodedata.category(c) != "Mn" and c != TATWEEL)
    return character


def fold(text: str) -> Folded:
    """Fold a text; any text will do, and none raises."""
    if not _UNEVEN.search(text):
        size = len(text)
        return Folded(text, text.translate(LETTERS_FOLDED), text, range(size), range(1, size + 1))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for offset, character in enumerate(text):
        spelled = _spelled(character)
        if spelled is None:
            if letters:
                ends[-1] = offset + 1
                letters[-1] = _COMPOSED.get(character, {}).get(letters[-1], letters[-1])
            continue
        for letter in spelled:
            letters.append(letter)
            starts.append(offset)
            ends.append(offset + 1)
    written = "".join(letters)
    return Folded(text, written.translate(LETTERS_FOLDED), written, starts, ends)


def folded_text(text: str) -> str:
    """The `text` of `fold(text)`, at less cost where the offsets are not needed."""
    return fold(text).text if _UNEVEN.search(text) else text.translate(LETTERS_FOLDED)


def has_article(word: str) -> bool:
    """Whether a word as written begins with the article: أل and إل are letters of a name."""
    return len(word) > 2 and word[0] in _BARE_ALEF and word[1] == "ل"


def _stem(word: str) -> str:
    return word[2:] if has_article(word) else word


def _another_word(word: str, finals: str) -> bool:
    """Whether a word whose last letter may be either of two is two words, by the closed lists."""
    plain = word[:-1].translate(_ALEFS)
    if _YA.issuperset(finals):
        return plain + "ى" in KEPT_YA
    return _HA.issuperset(finals) and not has_article(word) and plain + "ه" in KEPT_HA


def same_word(term: str, text: str, *, alone_after_proclitic: bool = False) -> bool:
    """Whether a word of a text is a usual spelling of a word of a term.

    Both are given as written, without marks, and fold alike (`fold(a).text == fold(b).text`).

    - Alef: a hamza may be missing, or put at the beginning where none belongs (أتفاق), but not
      inside (بأن is not بان). Two different hamzas (أ إ آ) are one spelling in words of four
      letters and more, where they are a slip; in shorter words they are different words (أمل and
      آمل, إب and أب and آب). A word as short as that, being a whole term behind a proclitic,
      needs its hamza: كامل is not ك and أمل, باب not ب and إب.
    - ؤ ئ: may lose the hamza in words of five letters and more (الجزاير), never gain one.
      A final ء is a letter: البناء is not البنا, ابن سينا not سيناء.
    - ى and ي at the end are one, but for the words of `words.KEPT_YA`.
    - ة and ه at the end are one, but for the words of `words.KEPT_HA`; a short word in ه is
      never spelled with ة (طه).

    The article does not count towards the letters of a word.
    """
    if term == text:
        return True
    letters = len(_stem(term))
    last = len(term) - 1
    for index, (wanted, found) in enumerate(zip(term, text, strict=True)):
        if wanted == found:
            continue
        if wanted in _ALEF and found in _ALEF:
            left_off = found in _BARE_ALEF and wanted not in _BARE_ALEF
            gained = found not in _BARE_ALEF and wanted in _BARE_ALEF
            slip = not left_off and not gained and found not in _BARE_ALEF
            if gained and index not in (0, len(term) - letters):
                return False
            if letters < 4 and (slip or (left_off and alone_after_proclitic and index == 0)):
                return False
        elif found in _HAMZA_SEATS:
            return False
        elif wanted in _HAMZA_SEATS:
            if letters < 5 or index == last:
                return False
        elif index == last and (
            _another_word(term, wanted + found)
            or (wanted == "ه" and found == "ة" and letters == len(term) < 4)
        ):
            return False
    return True


def word_key(word: str) -> str:
    """A key that two spellings share when a glossary should hold only one of them.

    It follows the rules of `same_word`, but a hamza left off in a short word counts as another
    spelling (اب could be any of أب, إب and آب).
    """
    short = len(_stem(word)) < 4
    key = "".join(
        written if (written in _HAMZA_SEATS or (short and written in _ALEF)) else letter
        for written, letter in zip(word, word.translate(LETTERS_FOLDED), strict=True)
    )
    return key[:-1] + word[-1] if _another_word(word, word[-1:]) else key


def ends_in_tanwin(folded: Folded, end: int) -> bool:
    """Whether the word that ends before letter `end` ends in the accusative اً.

    No name ending in alef does: سورياً is the adjective "Syrian", not Syria.
    """
    if folded.letters[end - 1] != "ا" or len(folded.letters) == len(folded.given):
        return False
    return "\u064b" in folded.marks(end - 1) + folded.marks(end - 2)


def marks_agree(term: str, text: str) -> bool:
    """Whether the marks on one letter of a term and of a text can stand for one sound.

    Missing marks agree with everything; two vowels must be the same; a letter whose vowel is
    given without shadda is a single one.
    """
    wanted, found = _VOWELS.intersection(term), _VOWELS.intersection(text)
    if wanted and found and wanted != found:
        return False
    doubled, found_doubled = SHADDA in term, SHADDA in text
    if doubled == found_doubled:
        return True
    return not (wanted if found_doubled else found)
