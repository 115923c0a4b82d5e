"""Glossing a text: from its words to their ranked readings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache

from glossary.fold import ARABIC
from glossary.gloss.choices import Choices, Met
from glossary.gloss.english import STOP, agreement, every_key
from glossary.gloss.glossed import Sentence, spans_of
from glossary.gloss.lexicon import Lexicon
from glossary.gloss.meaning import NO_LINKS
from glossary.gloss.plain import seen
from glossary.gloss.rank import Ranking, translated
from glossary.gloss.spelled import letters_of
from glossary.gloss.terms import name_terms
from glossary.gloss.types import Analysis, Span, WordGloss
from glossary.gloss.unknown import named, unknown
from glossary.term import Glossary

_SIGNS = "\u0640\u064b-\u065f\u0670"
_FORMS = "\ufb50-\ufdff\ufe70-\ufefc"
WORD = re.compile(f"[{ARABIC}{_FORMS}][{ARABIC}{_FORMS}{_SIGNS}]*")
"""A run of Arabic letters and the signs on them."""
_WORDS = re.compile(f"({WORD.pattern})")

_PART = re.compile(r"[^\s\"'“”‘’«»_]")
"""What parts two words more than a space or a quotation mark does."""

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
    parts = _WORDS.split(source)
    met = _met(lexicon)
    words = [met[surface] for surface in parts[1::2]]
    apart = [_is_parting(gap) for gap in parts[:-1:2]]
    if aligned:
        sentence = _translated(parts, words, apart, aligned, sound)
    else:
        if sound and not all(word.firsts for word in words):
            words = [
                word if word.firsts else _in_sentence(word, "", inside=True, sound=True)
                for word in words
            ]
        ranking = Ranking(words, apart)
        sentence = Sentence(parts, words, apart, ranking.numbers(), ranking.order)
    if glossary is not None:
        occurrences = glossary.find(source)
        if occurrences:
            name_terms(sentence, occurrences)
    return sentence.glosses()


def _translated(
    parts: Sequence[str],
    words: Sequence[Choices],
    apart: Sequence[bool],
    aligned: Mapping[Span, str],
    sound: bool,
) -> Sentence:
    spans = spans_of(parts)
    texts = _linked(spans, aligned)
    words = [
        _in_sentence(word, text, inside=span[0] > 0, sound=sound)
        for word, span, text in zip(words, spans, texts, strict=True)
    ]
    linked = [every_key(text) if text else NO_LINKS for text in texts]
    english = every_key(" ".join(aligned.values())) - STOP
    if english:
        orders = translated(words, apart, linked, english)
        numbers = [order[0] if order else 0 for order in orders]
        return Sentence(parts, words, apart, numbers, orders.__getitem__, linked)
    ranking = Ranking(words, apart)
    return Sentence(parts, words, apart, ranking.numbers(), ranking.order, linked)


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


def _in_sentence(known: Choices, english: str, *, inside: bool, sound: bool) -> Choices:
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


@lru_cache(maxsize=4096)
def _is_parting(gap: str) -> bool:
    return _PART.search(gap) is not None


@lru_cache(maxsize=4)
def _met(lexicon: Lexicon | None) -> Met:
    return Met(lexicon)
