"""Arabic in Latin letters as libraries write it: the ALA-LC table.

The rules are those of the Library of Congress (ALA-LC Romanization Tables, Arabic, 2012). The
article keeps its l before every letter (al-shams), a hamza at the beginning is not written, ة is h
or, before its genitive, t. What has no vowel signs is romanized as far as its letters go.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from glossary.gloss.types import Analysis, Morph

AYN = "\u02bb"
HAMZA = "\u02bc"
_APART = "\u02b9"

_SHADDA, _SUKUN, _DAGGER = "\u0651\u0652\u0670"
_TANWIN = "\u064b"
_VOWELS = {"\u064e": "a", "\u064f": "u", "\u0650": "i"}
_LONG = {"a": "ā", "u": "ū", "i": "ī"}
_CONSONANTS = {
    **dict(zip("بتثجحخدذرز", "b t th j ḥ kh d dh r z".split(), strict=True)),
    **dict(zip("سشصضطظغ", "s sh ṣ ḍ ṭ ẓ gh".split(), strict=True)),
    **dict(zip("فقكلمنهوي", "fqklmnhwy", strict=True)),
    **dict(zip("پچڤگژ", ("p", "ch", "v", "g", "zh"), strict=True)),
    **dict.fromkeys("ءأإؤئ", HAMZA),
    "ع": AYN,
    "\u06a9": "k",
    "\u06cc": "y",
}
_LETTER = re.compile("([^\u064b-\u0652\u0670])([\u064b-\u0652\u0670]*)")
_ARTICLE = re.compile(
    "ا\u064e?ل\u0652?(?=[^\u064b-\u0652\u0670])(?!ل\u0651?[\u064e\u0670]?\u0651?[هذت])"
)
_SILENT = {"أُولَئِك": "أُلَائِك", "أُولئِك": "أُلَائِك", "أُولاء": "أُلَاء"}
_KASRA, _DAMMA = "\u0650\u064f"
_MARKS = re.compile("[\u064b-\u0652\u0670]")
_CONSONANT = re.compile("[^\u064b-\u0652\u0670اويى]$|[\u0652ا][وي]$")
_THIRD = {"ه": "", "هم": "م", "هما": "مَا", "هن": "نَّ"}
"""The pronouns whose vowel goes by the one before, and what follows it."""
_DERIVED = re.compile("ا(?:ن|ست|.ت)...")

_SPECIAL = frozenset("اٱآىةويیأإ")

_JOINED = ("ه", "ك", "ن")
"""What the pronouns begin with that take a case vowel before them."""

Letters = Sequence[tuple[str, str]]


def romanize(word: str, *, construct: bool = False) -> str:
    """One Arabic word, with vowel signs or without, in ALA-LC's Latin letters.

    construct: whether a genitive follows, so that a final ة is t: maḥaṭṭat al-qiṭār. What is no
    Arabic letter is passed on. A particle written on to the word cannot be told from its first
    letter here; `romanize_morphs` sets it apart.
    """
    return _before_genitive(word) if construct else _plain(word)


@lru_cache(maxsize=32768)
def _plain(word: str) -> str:
    return _romanized(word, construct=False)


@lru_cache(maxsize=4096)
def _before_genitive(word: str) -> str:
    return _romanized(word, construct=True)


def _romanized(word: str, *, construct: bool) -> str:
    word = unicodedata.normalize("NFKC", word).replace("\u0640", "")
    if word == "الله":
        return "Allāh"
    if word[:1] == "أ":
        for written, spoken in _SILENT.items():
            word = word.replace(written, spoken)
    article = _ARTICLE.match(word) if word[:1] == "ا" else None
    if article and len(word) > article.end() + 1:
        rest = _LETTER.findall(word[article.end() :])
        first = (rest[0][0], rest[0][1].replace(_SHADDA, ""))  # a sun letter's doubling
        return "al-" + _letters((first, *rest[1:]), construct)
    return _letters(_LETTER.findall(word), construct)


def romanize_morphs(analysis: Analysis, *, construct: bool = False) -> str:
    """A word by its parts: what is written on to it stands before hyphens (wa-sa-yaltaqī)."""
    if not analysis.proclitics and not analysis.enclitics and analysis.stem.vocalized[:2] != "ال":
        return _named(romanize(analysis.stem.vocalized, construct=construct), analysis)
    if analysis.stem.vocalized.startswith("اللّٰه"):
        return "".join(romanize(morph.vocalized) + "-" for morph in analysis.proclitics) + "Allāh"
    parts: list[str] = []
    for morph in analysis.proclitics:
        if _is_article(morph):
            parts[-1:] = ["lil-"] if parts and parts[-1] == "li-" else [*parts[-1:], "al-"]
        else:
            parts.append(_written_on(morph.vocalized))
    stem, tail = linked(analysis)
    if analysis.proclitics and _is_article(analysis.proclitics[-1]):
        letters = _LETTER.findall(stem + tail)
        if letters and letters[0][1].startswith(_SHADDA):
            letters[0] = (letters[0][0], letters[0][1].replace(_SHADDA, ""))
        return "".join(parts) + _named(_letters(letters, construct), analysis)
    if tail and len(analysis.stem.form) == 1:  # bi-hi, la-hum
        return "".join(parts) + romanize(stem) + "-" + romanize(tail)
    return "".join(parts) + _named(romanize(stem + tail, construct=construct), analysis)


def before_genitive(analysis: Analysis, latin: str) -> str:
    """`romanize_morphs` of a word before its genitive; `latin` is that of it elsewhere."""
    ends = "ة" in analysis.stem.vocalized
    return romanize_morphs(analysis, construct=True) if ends else latin


@lru_cache(maxsize=1024)
def _written_on(particle: str) -> str:
    return romanize(particle) + "-"


def _named(word: str, analysis: Analysis) -> str:
    """A name takes its capital, behind what stands before the letter and behind the article."""
    if analysis.pos != "name":
        return word
    at = 3 if word.startswith("al-") else 0
    at += word[at : at + 1] in (AYN, HAMZA)
    return word[:at] + word[at : at + 1].upper() + word[at + 1 :]


def linked(analysis: Analysis) -> tuple[str, str]:
    """The stem and what is written on behind it, with the case vowel that stands between them.

    The lexicon leaves the vowel out. It is romanized before a pronoun (kitābuhu), so the
    nominative stands where no preposition written on tells the genitive, and the indicative of
    a verb.
    """
    stem = analysis.stem.vocalized
    if not analysis.enclitics:
        return stem, ""
    tail = "".join([morph.vocalized for morph in analysis.enclitics])
    if analysis.pos not in ("noun", "adjective", "verb") or tail[:1] not in _JOINED:
        return stem, tail
    bare = _MARKS.sub("", tail)
    vowel = stem[-1:]
    if vowel == _SHADDA or _CONSONANT.search(stem):
        genitive = any(morph.pos == "preposition" for morph in analysis.proclitics)
        vowel = _KASRA if genitive else _DAMMA
        stem += vowel
    front = vowel == _KASRA or vowel == "ي"
    if bare in _THIRD:
        tail = "ه" + (_KASRA if front else _DAMMA) + _THIRD[bare]
    return stem, tail


def _is_article(morph: Morph) -> bool:
    return morph.gloss == "the" and morph.pos == "particle"


@lru_cache(maxsize=1024)
def _vowel(marks: str) -> str:
    """The short vowel that a letter's signs tell, "" for none."""
    vowel = next((_VOWELS[mark] for mark in marks if mark in _VOWELS), "")
    return vowel or ("a" if _DAGGER in marks else "")


class _Plain(dict[tuple[str, str], tuple[str, str, str] | None]):
    """By letter and signs its sound, the vowel behind it and the short one if it is one; None for
    letters whose sound depends on those around them."""

    def __missing__(self, pair: tuple[str, str]) -> tuple[str, str, str] | None:
        letter, marks = pair
        found = None
        if letter not in _SPECIAL:
            sound = _CONSONANTS.get(letter, letter)
            found = (sound * 2 if _SHADDA in marks else sound, *_behind(letter, marks))
        if len(self) < KEPT:
            self[pair] = found
        return found


SOUNDS = _Plain()
KEPT = 4096
"""Letters with signs whose sounds are remembered."""


def _behind(letter: str, marks: str) -> tuple[str, str]:
    """The vowel behind a letter, and the short one if it is one."""
    vowel = _vowel(marks)
    if vowel:
        return ("ā", "") if _DAGGER in marks else (vowel, vowel)
    return ("an" if _TANWIN in marks and letter not in "ةاى" else ""), ""


def _letters(letters: Letters, construct: bool) -> str:
    sounds: list[str] = []
    before = ""  # the short vowel of the letter before
    for index, pair in enumerate(letters):
        plain = SOUNDS[pair]
        if plain is not None:
            sound, after, short = plain
        else:
            letter, marks = pair
            vowel = _vowel(marks) if marks else ""
            sound, vowel = _special(letters, index, vowel, before, sounds, construct)
            after = short = ""
            if vowel:
                after, short = ("ā", "") if _DAGGER in marks else (vowel, vowel)
            elif _TANWIN in marks and letter not in "ةاى":
                after = "an"
        if sound[:1] == "h" and sounds and sounds[-1][-1:] in ("d", "k", "s", "t"):
            sound = _APART + sound
        sounds.append(sound)
        if after:
            sounds.append(after)
        before = short
    return "".join(sounds)


def _special(
    letters: Letters, index: int, vowel: str, before: str, sounds: list[str], construct: bool
) -> tuple[str, str]:
    """The sound of a letter that depends on those around it, and the short vowel behind it."""
    letter, marks = letters[index]
    last = index == len(letters) - 1
    if letter in "اٱ":
        return _alef(letters, index, vowel, before, sounds), ""
    if letter == "آ":
        return ("ā" if index == 0 else HAMZA + "ā"), ""
    if letter == "ى":
        if before:
            sounds.pop()
        return ("ī" if before == "i" else "á"), ""
    if letter == "ة":
        return _ta(letters, index, marks, before, construct and last), ""
    if letter in "ويی" and index:
        return _glide(letters, index, vowel, before, sounds), vowel
    if letter in "أإ" and index == 0:
        long = not last and not vowel and letters[1] in (("و", ""), ("ي", ""))
        return ("" if vowel or long else ("i" if letter == "إ" else "a")), vowel
    sound = _CONSONANTS[letter]
    return (sound * 2 if _SHADDA in marks else sound), vowel


def _alef(letters: Letters, index: int, vowel: str, before: str, sounds: list[str]) -> str:
    """What an alef sounds like: a long a, a vowel at the beginning, nothing after -ū and -an."""
    marks = letters[index][1]
    if index == 0:
        if vowel:
            return vowel
        plain = "".join(letter for letter, _ in letters)
        return "i" if _DERIVED.match(plain) else "a"
    if _TANWIN in marks:
        if before == "a":
            sounds.pop()
        return "an"
    previous, previous_marks = letters[index - 1]
    if _TANWIN in previous_marks:
        return ""
    if index == len(letters) - 1 and previous == "و" and sounds[-1:] in (["ū"], ["w"]):
        return ""
    if before == "i":  # مائة
        return ""
    if before == "a":
        sounds.pop()
    return "ā"


def _ta(letters: Letters, index: int, marks: str, before: str, construct: bool) -> str:
    """A final ة: h, t before a genitive, tan in an adverb."""
    bare = "" if before or letters[index - 1][0] in "اآ" else "a"
    if _TANWIN in marks:
        return bare + "tan"
    return bare + ("t" if construct or index < len(letters) - 1 else "h")


def _glide(letters: Letters, index: int, vowel: str, before: str, sounds: list[str]) -> str:
    """A و or ي inside a word: a consonant, or a long vowel that takes the short one up."""
    letter, marks = letters[index]
    last = index == len(letters) - 1
    consonant, own = ("w", "u") if letter == "و" else ("y", "i")
    if _SHADDA in marks:
        if before == own:
            sounds.pop()
            return "ī" if last and own == "i" and not vowel else _LONG[own] + consonant
        return consonant * 2
    following = letters[index + 1][0] if not last else ""
    plural = letter == "و" and following == "ا" and index == len(letters) - 2
    if vowel or _TANWIN in marks or (following in tuple("اآىة") and not plural):
        return consonant
    if before == own:
        sounds.pop()
        return _LONG[own]
    if before or _SUKUN in marks:
        return consonant
    previous, previous_marks = letters[index - 1]
    if last and letter == "و" and "".join(one for one, _ in letters) == "عمرو":
        return ""
    return consonant if previous in "اآ" or _SUKUN in previous_marks else _LONG[own]
