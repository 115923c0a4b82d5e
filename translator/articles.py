"""The indefinite article, and whether words are several things.

Rules for the words of news. The package inflect knows more of the first, but takes two seconds to
load, and takes crisis and gas for plurals.
"""

from __future__ import annotations

import re

_VOWEL = re.compile(
    r"[aeio]|u(?!ni(?![dmn])|g[^l]|s[aeiu]|t[aei]|kr|r[au]|bi)|ho(?:nou?r|nest|ur)|heir"
    r"|(?:8|1[18](?!\d))",
    re.IGNORECASE,
)
"""How words begin that are spoken with a vowel: hour, umbrella, 11; not uniform, user, Ugandan."""
_ARTICLE = re.compile(r"(?<![\w-])(?:an?|the)\s+", re.IGNORECASE)
_ARTICLE_AT_END = re.compile(_ARTICLE.pattern + "$", re.IGNORECASE)
_NOT = re.compile(r"e[uw]|one\b|once\b|ouija", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Z]{2,4}s?\b(?![a-z])")
_SPOKEN_WITH_VOWEL = frozenset("AEFHILMNORSX")


def with_article(words: str) -> str:
    """`words` after the indefinite article: "an hour", "a union", "a UN envoy", "an SDF unit".

    Capitals of up to four letters are taken to be read letter by letter unless they hold a vowel
    behind a consonant, as a word does ("a NATO base").
    """
    if _LETTERS.match(words) and not _is_word(words):
        vowel = words[0] in _SPOKEN_WITH_VOWEL
    else:
        vowel = bool(_VOWEL.match(words)) and not _NOT.match(words)
    return f"{'an' if vowel else 'a'} {words}"


def room_for(written: str, before: str) -> str:
    """What stands `before` without the article at its end, where `written` brings its own: "a" and
    "the Hague court" are one article too many."""
    return _ARTICLE_AT_END.sub("", before) if _ARTICLE.match(written) else before


def _is_word(words: str) -> bool:
    """Whether capitals are spoken as a word: a consonant, then a vowel (NATO, SANA)."""
    return bool(re.match(r"[BCDFGHJKLMNPQRSTVWXYZ][AEIO][A-Z]{2}", words))


def is_plural(words: str) -> bool:
    """Whether words end as a plural does: zones, forces; not crisis, gas, virus, pass."""
    last = words.split()[-1].lower()
    return last.endswith("s") and not last.endswith(("ss", "us", "is", "gas", "news"))
