"""Names that no glossary lists and that the English has lost or garbled.

What is looked for are words that are likely names by their spelling, by how the project's corpus
uses them and by the words around them (`translator.checks.likely`): the bar is higher for words
that the corpus often has as none. A name is there where an English word with a capital is a
spelling of it, the usual one or another (`translator.checks.spelled`), or a word in small letters
plainly is (الأدميرال, admiral). The rendering of a glossary term stands for that term alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from glossary import names
from glossary.reading import readings
from glossary.reading.letters import arabic_letters, latin_letters
from glossary.reading.table import sure_names
from glossary.sound import likeness
from translator.align.attention import overlap
from translator.checks import likely
from translator.checks.likely import Word
from translator.checks.spelled import alike, consonants, spellings, written_on
from translator.document import Span, TermUse
from translator.script import ADDRESS

ALIKE, ALIKE_SHORT, ALIKE_SMALL = 0.67, 0.7, 0.75
"""Likeness from which an English word is the name, misspelled perhaps; the same for a name of two
consonants, and for a word without a capital."""
AT_HEAD = 0.1
"""Likeness lost by the first word, which would have a capital anyway."""
UNHEARD, HEARD, ORDINARY = -0.6, 0.1, 1.5
"""Score from which a word is taken for a name: one that the corpus hardly has as no name, one that
it has, and one that it often has."""
ANNOUNCED = 0.0
"""The same for any of these behind a given name or بن, and behind a kind of place (قرية)."""
_MISSING = " is missing"
_SHORTEST, _SHORT_WORD, _LONGEST, _ENDING = 3, 4, 25, 2

_LATIN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_PARTS = re.compile("['’-]")
_JOINS = frozenset(
    "al el de la le da di du van von der den bin ibn abu san new saint st mac".split()
)
_PARTICLES = "وفبكل"


@dataclass(frozen=True, slots=True)
class _Name:
    """A likely name: as written, without particles, and joined with a short word beside it."""

    word: str
    bare: str
    joined: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _English:
    """The words of a translation that may be a name: with a capital (whether at the head), without
    one, and two joined."""

    capitals: tuple[tuple[str, bool], ...]
    small: tuple[str, ...]


def missing_names(source: str, target: str, terms: Sequence[TermUse] = ()) -> list[str]:
    """What to say of names in `source` that `target` lacks; each once, in order, without readings
    (`with_reading`).

    `terms`: of the glossary, with their spans; names inside them are their own affair, and those in
    addresses are none.
    """
    addresses = (match.span() for match in ADDRESS.finditer(source))
    found = list(_names(source, [*(term.source_span for term in terms), *addresses]))
    if not found:
        return []
    english = _english(target, [term.target_span for term in terms if term.target_span])
    missing = dict.fromkeys(name.bare for name in found if not _stands(name, english))
    return [name + _MISSING for name in missing]


def with_reading(said: str) -> str:
    """What is said of a lost name, with how the name may be written in English: a few milliseconds
    for a name not asked for lately. What says something else stays."""
    name = said.removesuffix(_MISSING)
    best = readings(name, limit=1) if name != said and " " not in name else ()
    return f"{name} (perhaps {best[0].text}){_MISSING}" if best else said


def _names(source: str, held: Sequence[Span]) -> Iterator[_Name]:
    words = likely.words_of(source)
    last = source[words[-1].span[1] :] if words else ""
    for number, score in likely.scored(words, last):
        word = words[number]
        if not _SHORTEST <= len(word.text) <= _LONGEST or score < _bar(words, number):
            continue
        if not any(overlap(word.span, span) for span in held):
            yield _Name(word.text, _bare(word.text), _joined(words, number))


def _bar(words: Sequence[Word], number: int) -> float:
    word = words[number].text
    bar = UNHEARD if likely.unheard(word) else ORDINARY if likely.ordinary(word) else HEARD
    return min(bar, ANNOUNCED) if likely.announced(words, number) else bar


@lru_cache(maxsize=16384)
def _bare(word: str) -> str:
    """A name without the particles written on to it, as far as its letters tell them."""
    plain = arabic_letters(word)
    cut = names.without_particles(word, "", after_cue=True)
    if cut:
        return plain[cut:]
    rest = plain[1:]
    off = plain[0] in _PARTICLES and len(rest) >= _SHORTEST
    sure = sure_names().names
    return rest if off and (rest[0] in "أإآ" or (rest in sure and plain not in sure)) else plain


def _joined(words: Sequence[Word], number: int) -> tuple[str, ...]:
    """A name written together with the short word on either side: هونغ وي is Hongwei."""
    found = []
    word = words[number]
    if number + 1 < len(words) and not words[number + 1].gap and _joins(words[number + 1].text):
        found.append(word.text + words[number + 1].text)
    if number and not word.gap and _joins(words[number - 1].text):
        found.append(words[number - 1].text + word.text)
    return tuple(found)


def _joins(word: str) -> bool:
    """Whether a word may be part of the one beside it: it is short, and no "son" or "von", which
    English has too."""
    return len(word) <= _SHORT_WORD and not names.is_function(word) and likely.kind(word) != "son"


def _english(target: str, held: Sequence[Span]) -> _English:
    matches = [m for m in _LATIN.finditer(target) if not any(overlap(m.span(), s) for s in held)]
    capitals: list[tuple[str, bool]] = []
    small = []
    before = None
    for number, match in enumerate(matches):
        word = match.group()
        parts = [word] if word.isalpha() else [word, *filter(None, _PARTS.split(word))]
        if any(part[0].isupper() for part in parts):
            capitals += [(part, not match.start()) for part in parts]
            if number and before and match.start() == before.end() + 1:
                first = before.group()
                if first[0].isupper() or first.lower() in _JOINS:
                    capitals.append((first + word, False))
        elif len(word) > _SHORT_WORD:
            small.append(word)
        before = match
    return _English(tuple(capitals), tuple(small))


def _stands(name: _Name, english: _English) -> bool:
    """Whether an English word is a spelling of a name."""
    if _known(name.word, english):
        return True
    plain = arabic_letters(name.word)
    short = consonants(plain) <= 2 and len(plain) <= _SHORT_WORD
    enough = ALIKE_SHORT if short else ALIKE
    # The likeliest first, by a look that costs little.
    order = sorted(english.capitals, key=lambda one: -likeness(name.word, one[0]))
    for latin, head in order:
        less = AT_HEAD if head else 0.0
        if written_on(name.word, latin, ALIKE) - less >= enough:
            return True
    for latin, _ in order:
        if any(alike(form, latin, ALIKE_SMALL) >= ALIKE_SMALL for form in name.joined):
            return True
    return any(
        likeness(name.word, latin) and written_on(name.word, latin, ALIKE_SMALL) >= ALIKE_SMALL
        for latin in english.small
    )


def _known(word: str, english: _English) -> bool:
    """Whether English that is known for a word (سوريا, Syria) stands here, or what is made of it
    (Syrian, Belgian)."""
    known = sure_names().latin
    wanted = {
        latin[: max(_SHORT_WORD, len(latin) - _ENDING)]: len(latin) + _ENDING
        for form in spellings(word)
        for latin in (*known.get(form, ()), *known.get(form.removeprefix("ال"), ()))
        if len(latin) >= _SHORT_WORD
    }
    return any(
        letters.startswith(front) and len(letters) <= most
        for latin, _ in (english.capitals if wanted else ())
        for letters in [latin_letters(latin)]
        for front, most in wanted.items()
    )
