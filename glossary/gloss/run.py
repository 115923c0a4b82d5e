"""Glossing a text: from its words to their ranked readings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache

from glossary.fold import ARABIC
from glossary.gloss.buckwalter import to_buckwalter
from glossary.gloss.candidates import candidates
from glossary.gloss.english import STOP, agreement, every_key
from glossary.gloss.lexicon import Lexicon
from glossary.gloss.plain import seen
from glossary.gloss.rank import Word, ranked, weighed
from glossary.gloss.romanize import romanize
from glossary.gloss.spelled import letters_of
from glossary.gloss.tags import tag
from glossary.gloss.terms import with_terms
from glossary.gloss.types import Analysis, Span, WordGloss
from glossary.gloss.unknown import named, unknown
from glossary.gloss.weighed import Choices, Ordered, Weighed, with_gloss
from glossary.term import Glossary

_SIGNS = "\u0640\u064b-\u065f\u0670"
_FORMS = "\ufb50-\ufdff\ufe70-\ufefc"
WORD = re.compile(f"[{ARABIC}{_FORMS}][{ARABIC}{_FORMS}{_SIGNS}]*")
"""A run of Arabic letters and the signs on them."""

_PART = re.compile(r"[^\s\"'“”‘’«»_]")
"""What parts two words more than a space or a quotation mark does."""
_NONE: frozenset[str] = frozenset()


USUAL = 0.35
"""The share of a stem's occurrences that makes a word beyond its gloss the usual English."""
SURE = 50.0
"""A difference between two readings that nothing else in a sentence makes up for."""


def gloss(
    source: str,
    glossary: Glossary | None = None,
    lexicon: Lexicon | None = None,
    aligned: Mapping[Span, str] | None = None,
    *,
    sound: bool = True,
) -> tuple[WordGloss, ...]:
    """Gloss every Arabic word of a sentence, in order; numbers and signs are left out.

    glossary: terms whose English goes before any other.
    lexicon: what `load_lexicon` gives; without it words are split by rule.
    aligned: English of the source's words by the word links of a translation, by their spans in
        `source`: it chooses among the readings of a word.
    sound: whether a word that nothing knows is read by its sound, which takes some milliseconds.
    """
    found = [(match[0], match.span()) for match in WORD.finditer(source)]
    aligned = aligned or {}
    if aligned:
        english = every_key(" ".join(aligned.values())) - STOP
        linked = _linked([span for _, span in found], aligned)
    else:
        english, linked = _NONE, [""] * len(found)
    words = []
    last = 0
    for (surface, (start, end)), text in zip(found, linked, strict=True):
        one_space = start == last + 1 and source[last] == " "
        apart = not one_space and _PART.search(source, last, start) is not None
        last = end
        choices = _choices(surface, lexicon, text, start > 0, sound)
        words.append(Word(choices, every_key(text) if text else _NONE, apart))
    ordered = ranked(words, english)
    if glossary is not None:
        ordered = with_terms(found, ordered, glossary.find(source))
    glosses = []
    following = False  # whether the next word may be this one's genitive
    for (surface, span), word, own in zip(
        reversed(found), reversed(words), reversed(ordered), strict=True
    ):
        if own.readings:
            latin = own.readings[0].romanized(following and own.construct)
        else:
            latin = romanize(surface)
        analyses = _meant(own, word.linked)
        glosses.append(WordGloss(surface, span, latin, _buckwalter(surface), analyses))
        following = own.genitive and not word.apart
    glosses.reverse()
    return tuple(glosses)


_buckwalter = lru_cache(maxsize=65536)(to_buckwalter)


def _linked(spans: Sequence[Span], aligned: Mapping[Span, str]) -> list[str]:
    """For each word the English of all that is linked within it."""
    parts = sorted(aligned)
    starts = [start for start, _ in parts]
    found = []
    for start, end in spans:
        at = bisect_right(starts, start) - 1
        here = []
        for span in parts[max(0, at) :]:
            if span[0] >= end:
                break
            if span[1] > start:
                here.append(aligned[span])
        found.append(" ".join(dict.fromkeys(here)))
    return found


def _choices(
    surface: str, lexicon: Lexicon | None, english: str, inside: bool, sound: bool
) -> Choices:
    """The readings of a word in its sentence, likeliest first where nothing but it is known."""
    known = _known(surface, lexicon)
    readings = known.readings
    if not readings:
        if not english and not sound:
            return known
        letters, _ = letters_of(surface)
        guesses = unknown(letters, english, inside=inside, sound=sound)
        return Choices(
            tuple(Weighed(one, tag(one), -SURE * place) for place, one in enumerate(guesses))
        )
    if not english or english.islower():
        return known
    letters, _ = letters_of(surface)
    if any(_borne_out(one.analysis, english) for one in readings) or seen(letters):
        return known
    first = tuple(Weighed(one, tag(one), readings[0].weight) for one in named(letters, english))
    # سيناد is Sinad, not "will be called"
    return Choices((*first, *readings)) if first else known


def _borne_out(analysis: Analysis, english: str) -> bool:
    return analysis.pos == "name" or agreement(analysis.gloss, every_key(english)) > 0


@lru_cache(maxsize=65536)
def _known(surface: str, lexicon: Lexicon | None) -> Choices:
    """The readings of a word that do not depend on its sentence."""
    readings = candidates(surface, lexicon)
    if not readings or lexicon is None:
        readings = (*readings, *seen(letters_of(surface)[0]))
    return weighed(readings)


def _meant(own: Ordered, linked: frozenset[str]) -> tuple[Analysis, ...]:
    """The readings themselves, the English of the first one in the order that fits best.

    What the translation has comes first; if the gloss lacks it, a word that the corpus has for
    the stem too; and where nothing of the gloss is in the translation, a word that the corpus has
    for it in most places.
    """
    if linked:
        return _fitting(own.readings, linked)
    if own.meant is None:
        own.meant = _fitting(own.readings, linked)
    return own.meant


def _fitting(readings: tuple[Weighed, ...], linked: frozenset[str]) -> tuple[Analysis, ...]:
    analyses = tuple([one.analysis for one in readings])
    if not readings or analyses[0].source != "lexicon":
        return analyses
    best = readings[0].usual()
    parts = best.gloss.split("/")
    if "(" in best.gloss:  # a bracket may hold a stroke
        parts = [best.gloss]
    agreeing = [agreement(part, linked) for part in parts] if linked else [0.0]
    if max(agreeing) > 0:
        if agreeing[0] == max(agreeing):
            return (best, *analyses[1:])
        order = sorted(range(len(parts)), key=lambda index: -agreeing[index])
        turned = "/".join(parts[index] for index in order)
    else:
        other = _beyond(readings[0], linked)
        if not other:
            return (best, *analyses[1:])
        turned = f"{other}/{best.gloss}"
    return (with_gloss(best, turned), *analyses[1:])


def _beyond(reading: Weighed, linked: frozenset[str]) -> str:
    for word, own, _ in reading.beside():
        if own in linked:
            return word
    return next((word for word, _, share in reading.beside() if share >= USUAL), "")
