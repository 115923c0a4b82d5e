"""Names that no glossary lists and that the English has lost or garbled.

Only what is very likely a name is looked for: a word that is one wherever the project's corpus
has it (`glossary.reading.table.sure_names`), the word behind a given name of these
(كارلوس ألكاراز), the word behind بن, and the word behind a kind of place (بلدة حزانو). It is
missing where no English word with a capital sounds like it: Arabic and Latin spellings are
compared by consonants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from glossary import names
from glossary.fold import ARABIC_LETTER
from glossary.reading import readings
from glossary.reading.letters import arabic_letters
from glossary.reading.table import sure_names
from glossary.sound import arabic_sounds, consonants, likeness
from translator.document import Span, TermUse

ALIKE = 0.5
"""Likeness from which an English word is the name, misspelled perhaps."""
ALIKE_SHORT = 0.65
"""The same for a name of two consonants."""
_SHORTEST = 3
_ARABIC = re.compile("[\u0621-\u065f\u066e-\u06d3\u06fa-\u06fc\u0750-\u077f]+")
_LATIN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_PARTS = re.compile("['’-]")
_VERB = re.compile("س?[يت]")
_NEVER = frozenset("إثر فور عقب أثناء بموجب موجب مشروع برامج عبر المتوسط".split())
"""Everyday words that look like names behind names."""
_LONG_VOWEL = re.compile("[اأإآع][وي]")
"""At the front of a word: و and ي are no consonants there (إيهاب, Ihab)."""
_PARTICLES = "وفبكل"
_JOINED = re.compile(r"[\s\u00a0]+")


def missing_names(source: str, target: str, terms: Sequence[TermUse] = ()) -> list[str]:
    """What to say of names in `source` that `target` lacks; each once, in order.

    `terms`: of the glossary, with their spans; names inside them are their own affair.
    """
    held = [term.source_span for term in terms]
    wanted = dict.fromkeys(name for name in _names(source, held) if len(_sounds(name)) > 1)
    if not wanted:
        return []
    words = _words_of(target)
    return [_message(name) for name in wanted if not _stands(name, words)]


def _message(name: str) -> str:
    best = readings(name, limit=1)
    return f"{name} (perhaps {best[0].text}) is missing" if best else f"{name} is missing"


def _names(source: str, held: Sequence[Span]) -> Iterator[str]:
    """Words of a sentence that are very likely names, without particles written on to them."""
    announced, end_before = "", 0
    for match in _ARABIC.finditer(source):
        word = match.group()
        known, announces = _word(word)
        if known or announced:
            start, end = match.span()
            follows = announced and _JOINED.fullmatch(source, end_before, start)
            if any(s < end and start < e for s, e in held):
                pass
            elif known:
                yield known
            elif follows and _can_be_name(word) and (announced == "son" or _fits(word, announced)):
                yield word
        announced, end_before = announces, match.end()


@lru_cache(maxsize=65536)
def _word(word: str) -> tuple[str, str]:
    """The name that a word is for sure, or ""; what it says of the next word: that it is the
    `name` behind a given name, a `son` or a `place`, or ""."""
    known = _sure(word)
    if known and known in sure_names().begin:
        return known, "name"
    if word in ("بن", "ابن"):
        return known, "son"
    place = names.cue(word) == "place" and not names.is_definite(word)
    return known, "place" if place else ""


def _fits(word: str, announced: str) -> bool:
    """Whether a word can be the name that is announced, and not a verb or an adjective."""
    return not _VERB.match(word) and (announced == "name" or _bare(word))


def _sure(word: str) -> str:
    """The name that a word is, without particles; "" where it is none for sure."""
    plain = arabic_letters(word)
    known = sure_names().names
    for cut in (0, 1, 2):
        if cut and (len(plain) <= cut + 2 or plain[cut - 1] not in _PARTICLES):
            break
        rest = plain[cut:]
        stem = rest[2:] if rest.startswith("ال") and len(rest) > 4 else rest
        short = len(stem) < (_SHORTEST + 1 if cut and rest == stem else _SHORTEST)
        if not short and stem in known and _can_be_name(rest) and not _nationality(rest):
            return rest
    return ""


@lru_cache(maxsize=65536)
def _can_be_name(word: str) -> bool:
    """Whether nothing in the shape of a word speaks against its being a name."""
    return (
        len(word) >= _SHORTEST
        and word not in _NEVER
        and ARABIC_LETTER.search(word) is not None
        and not names.is_function(word)
        and not names.is_common(word)
        and not names.says(word)
        and not names.is_plural(word)
        and not names.is_plural_verb(word)
        and not (names.has_pronoun(word) and len(word) > _SHORTEST + 1)
    )


def _nationality(word: str) -> bool:
    return names.is_definite(word) and names.is_adjective(word)


def _bare(word: str) -> bool:
    """Whether a word behind a kind of place can hardly be an adjective or a plural."""
    return not (names.is_adjective(word) or word[-1] in "ةه" or word.endswith("ات"))


@lru_cache(maxsize=16384)
def _sounds(name: str) -> str:
    """Consonants of a name: for the article and a particle those of the rest."""
    return min((*arabic_sounds(name), consonants(name)), key=len)


def _words_of(target: str) -> list[str]:
    """Words written with a capital: they, their parts, and each with the neighbour before it."""
    words = [m.group() for m in _LATIN.finditer(target)]
    found: list[str] = []
    for number, word in enumerate(words):
        parts = [word] if word.isalpha() else [word, *_PARTS.split(word)]
        if any(part[:1].isupper() for part in parts):
            found += parts
            if number:
                found.append(words[number - 1] + word)
    return [word.lower() for word in found if word]


def _stands(name: str, words: Sequence[str]) -> bool:
    forms = [name, name[2:]] if _LONG_VOWEL.match(name) else [name]
    enough = ALIKE if len(_sounds(name)) > 2 else ALIKE_SHORT
    return any(likeness(form, word) >= enough for form in forms for word in words)
