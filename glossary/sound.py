"""How alike an Arabic word and a Latin one sound, as far as spelling tells: for names.

Arabic writes no short vowels and Latin spellings of one name differ in them, so consonants are
compared, in classes wide enough for the usual romanizations (ج is j, g or dj; ق is q, k or g).
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

_CLASSES = {
    "b": "بپ",
    "t": "تط",
    "d": "دض",
    "s": "سصشزثذظچژ",
    "k": "كقجخغگ",
    "f": "فڤ",
    "h": "هح",
    **dict(zip("rlmnwy", "رلمنوي", strict=True)),
}
_CLASS_OF = {letter: name for name, letters in _CLASSES.items() for letter in letters}
_PARTICLES = re.compile("[وف]?(?:[بك]?ال|لل|[بلك])|[وف]")
_ARTICLE = re.compile("^(?:al|el|as|ash|at|an|ar|ad|adh|az)-")
_GROUPS = [
    (re.compile(given), name)
    for given, name in (
        ("['’]s?$|[^a-z]", ""),
        ("(?<=[aeiou])h$", ""),
        ("tch|sch|sh|ch|th|dh|zh|ts|c(?=[eiy])|z", "s"),
        ("dj|ck|kh|gh|[cgjq]", "k"),
        ("x", "ks"),
        ("ph|v", "f"),
        ("p", "b"),
    )
]
_VOWELS = re.compile("(?<!^)[wy]|[aeiou]")
_DOUBLED = re.compile(r"(.)\1+")


def likeness(arabic: str, latin: str) -> float:
    """How alike two words sound, from 0 to 1; a written-on particle or article is no hindrance.

    0 where they do not begin with the same class of sound, or where either has fewer than two
    consonants: too little to go by.
    """
    wanted = latin_sounds(latin)
    if len(wanted) < 2:
        return 0.0
    best = 0.0
    for sounds in arabic_sounds(arabic):
        if sounds[0] == wanted[0]:
            best = max(best, _ratio(sounds, wanted))
    return best


@lru_cache(maxsize=16384)
def _ratio(sounds: str, wanted: str) -> float:
    return SequenceMatcher(None, sounds, wanted, autojunk=False).ratio()


@lru_cache(maxsize=16384)
def arabic_sounds(word: str) -> tuple[str, ...]:
    """Consonant classes of an Arabic word, as it stands and without its particles: those of two
    consonants or more."""
    found = _PARTICLES.match(word)
    starts = {0, 1, found.end()} if found else {0}
    forms = {consonants(word[at:]) for at in starts}
    return tuple(sorted(form for form in forms if len(form) > 1))


def consonants(word: str) -> str:
    """Consonant classes of an Arabic word as it stands."""
    return _bare("".join(_CLASS_OF.get(letter, "") for letter in word))


@lru_cache(maxsize=16384)
def latin_sounds(word: str) -> str:
    """Consonant classes of a Latin word."""
    word = _ARTICLE.sub("", word.lower())
    for given, name in _GROUPS:
        word = given.sub(name, word)
    return _bare(word)


def _bare(sounds: str) -> str:
    """Without the vowels, which are w and y too unless they begin the word, and the doublings."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", sounds))
