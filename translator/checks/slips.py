"""Slips of a small model that a reader of English stumbles over: a word that is none, a word said
twice."""

from __future__ import annotations

import re

from glossary.names import is_function
from translator.checks.words import arabic

_LATIN = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"([^\W\d_])\1\1|([^\W\d_]{2})\2\2", re.IGNORECASE)
"""A letter three times in a row, or two letters three times: no English word has them."""
_SOUNDS = re.compile(r"(?:h[aeiou]|b[lr]?a|x|w|z|m|h|r|o|a|e){3,}[hm]?!?", re.IGNORECASE)
"""What people do write so: laughter, calls, www."""
_ROMAN = re.compile("[IVXLCM]+")

_WORD = re.compile(r"[^\W_][\w'’-]*")
_APART = 4
"""Words from one to the other, within which a word that stands twice is a slip."""
_SHORTEST = 4
_OFTEN = frozenset(
    "that this than then them they their there these those with without which what when where "
    "who from have been were will would could should also only other another each every either "
    "neither both half part some many more most much less very such same into onto over under "
    "after before between since until while about against near during upon back down left away "
    "still even ever again never always just like well said says time times once twice first "
    "second third next last little hundred thousand million billion percent dollars cents years "
    "three four five seven eight nine eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety does make made "
    "take taken come comes came goes went want know knows".split()
)
"""Words that stand twice near each other in sound English."""
_HINGES = frozenset("by to after upon for against".split())
"""Words between the halves of an idiom: face to face, step by step."""
_HAND_IN_HAND = frozenset("hand turn kind heart house back wall".split())
_ARABIC_APART = 7
_ARTICLE, _WEAK = re.compile("^[وف]?(?:[بك]?ال|لل)(?=..)"), re.compile("[اأإآىويءئؤةه]")


def garbled_fault(source: str, target: str) -> str | None:
    """A sentence for people where a word of the English is no word (Asssss, Qimimimi), else
    None. What the source spells so itself, or people do (hahaha, III), is none."""
    if not _RUN.search(target):
        return None
    found = [word for word in _LATIN.findall(target) if _RUN.search(word)]
    wrong = [
        word
        for word in dict.fromkeys(found)
        if not _SOUNDS.fullmatch(word) and not _ROMAN.fullmatch(word) and word not in source
    ]
    return f"no English word: {', '.join(wrong)}" if wrong else None


def repeat_fault(source: str, target: str) -> str | None:
    """A sentence for people where the English says a word twice within a few words (the drums of
    the drums) and the source repeats nothing, else None."""
    words = _WORD.findall(target.lower())
    at: dict[str, int] = {}
    for place, word in enumerate(words):
        before = at.get(word)
        at[word] = place
        if before is None or place - before > _APART or not _tells(word):
            continue
        between = words[before + 1 : place]
        if len(between) == 1 and (between[0] in _HINGES or word in _HAND_IN_HAND):
            continue
        if _repeats(source):
            return None
        return f"said twice: {' '.join(words[before : place + 1])}"
    return None


def _tells(word: str) -> bool:
    """Whether a word is seldom said twice within a few words."""
    return len(word) >= _SHORTEST and word.isalpha() and word not in _OFTEN


def _repeats(source: str) -> bool:
    """Whether the Arabic has two words with the same consonants near each other."""
    before: list[str] = []
    for word in arabic(source):
        bare = "" if is_function(word) else _WEAK.sub("", _ARTICLE.sub("", word))
        if len(bare) > 1 and any(_alike(bare, other) for other in before[-_ARABIC_APART:]):
            return True
        before.append(bare)
    return False


def _alike(one: str, other: str) -> bool:
    """Whether the consonants of two words are the same, but for what is written on to one."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) > 2 and (long.endswith(short) or long.startswith(short)))
