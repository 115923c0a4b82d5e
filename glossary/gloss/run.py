"""Glossing a text: from its words to their ranked readings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache

from glossary.fold import ARABIC
from glossary.gloss.choices import Choices, choices
from glossary.gloss.english import STOP, agreement, every_key
from glossary.gloss.frames import CONSTRUCT, GENITIVE
from glossary.gloss.glossed import Glossed
from glossary.gloss.lexicon import Lexicon
from glossary.gloss.meaning import NO_LINKS
from glossary.gloss.plain import seen
from glossary.gloss.rank import Pick, ranked, translated
from glossary.gloss.spelled import letters_of
from glossary.gloss.terms import with_terms
from glossary.gloss.types import Analysis, Span, WordGloss
from glossary.gloss.unknown import named, unknown
from glossary.term import Glossary

_SIGNS = "\u0640\u064b-\u065f\u0670"
_FORMS = "\ufb50-\ufdff\ufe70-\ufefc"
WORD = re.compile(f"[{ARABIC}{_FORMS}][{ARABIC}{_FORMS}{_SIGNS}]*")
"""A run of Arabic letters and the signs on them."""

_PART = re.compile(r"[^\s\"'“”‘’«»_]")
"""What parts two words more than a space or a quotation mark does."""

KEPT = 65536
"""Different words that are remembered."""
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
    spans: list[Span] = []
    words: list[Choices] = []
    apart: list[bool] = []
    met = _met(lexicon)
    last = 0
    for match in WORD.finditer(source):
        surface, span = match[0], match.span()
        word = met.get(surface)
        if word is None:
            word = _meet(surface, lexicon, met)
        start = span[0]
        one_space = start == last + 1 and source[last] == " "
        apart.append(not one_space and _PART.search(source, last, start) is not None)
        last = span[1]
        spans.append(span)
        words.append(word)
    linked: Sequence[frozenset[str]]
    if aligned:
        texts = _linked(spans, aligned)
        words = [
            _in_sentence(word, text, span[0] > 0, sound)
            for word, span, text in zip(words, spans, texts, strict=True)
        ]
        linked = [every_key(text) if text else NO_LINKS for text in texts]
        english = every_key(" ".join(aligned.values())) - STOP
        picks = translated(words, apart, linked, english) if english else ranked(words, apart)
    else:
        linked = (NO_LINKS,) * len(words)
        if sound:
            words = [
                word if word.firsts else _in_sentence(word, "", span[0] > 0, sound)
                for word, span in zip(words, spans, strict=True)
            ]
        picks = ranked(words, apart)
    if glossary is not None:
        occurrences = glossary.find(source)
        if occurrences:
            words, picks = with_terms(spans, words, picks, occurrences)
    return _glosses(spans, words, apart, picks, linked)


def _glosses(
    spans: Sequence[Span],
    words: Sequence[Choices],
    apart: Sequence[bool],
    picks: Sequence[Pick],
    linked: Sequence[frozenset[str]],
) -> tuple[WordGloss, ...]:
    glosses: list[WordGloss] = []
    following = False  # whether the next word may be this one's genitive
    for index in range(len(words) - 1, -1, -1):
        pick = picks[index]
        construct = following and pick[1] & CONSTRUCT > 0
        glosses.append(Glossed(words[index], spans[index], pick, construct, linked[index]))
        following = pick[1] & GENITIVE > 0 and not apart[index]
    glosses.reverse()
    return tuple(glosses)


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


def _in_sentence(known: Choices, english: str, inside: bool, sound: bool) -> Choices:
    """The readings of a word in its sentence, likeliest first where nothing but it is known.

    english: what the translation has for it, "" for nothing.
    """
    if not known.firsts:
        if not english and not sound:
            return known
        letters, _ = letters_of(known.surface)
        guesses = unknown(letters, english, inside=inside, sound=sound)
        return known.behind([(one, -SURE * place) for place, one in enumerate(guesses)], ())
    if not english or english.islower():
        return known
    letters, _ = letters_of(known.surface)
    numbers = range(len(known.rows))
    if any(_borne_out(known.reading(one).analysis, english) for one in numbers) or seen(letters):
        return known
    first = [(one, known.rows[0][0]) for one in named(letters, english)]
    # سيناد is Sinad, not "will be called"
    return known.behind(first, numbers) if first else known


def _borne_out(analysis: Analysis, english: str) -> bool:
    return analysis.pos == "name" or agreement(analysis.gloss, every_key(english)) > 0


@lru_cache(maxsize=4)
def _met(lexicon: Lexicon | None) -> dict[str, Choices]:
    """The words that were met with a lexicon."""
    del lexicon
    return {}


def _meet(surface: str, lexicon: Lexicon | None, met: dict[str, Choices]) -> Choices:
    if len(met) >= KEPT:
        met.clear()
    found = met[surface] = choices(surface, lexicon)
    return found
