"""Glossing a text: from its words to their ranked readings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from glossary.fold import ARABIC
from glossary.gloss.buckwalter import to_buckwalter
from glossary.gloss.candidates import candidates
from glossary.gloss.lexicon import Lexicon
from glossary.gloss.romanize import romanize, romanize_morphs
from glossary.gloss.types import Analysis, Span, WordGloss
from glossary.term import Glossary

WORD = re.compile(
    rf"[{ARABIC}\ufb50-\ufdff\ufe70-\ufefc][{ARABIC}\u0640\u064b-\u065f\u0670\ufb50-\ufdff\ufe70-\ufefc]*"
)
"""A run of Arabic letters and the signs on them."""


def gloss(
    source: str,
    glossary: Glossary | None = None,
    lexicon: Lexicon | None = None,
    aligned: Mapping[Span, str] | None = None,
) -> tuple[WordGloss, ...]:
    """Gloss every Arabic word of a sentence, in order; numbers and signs are left out.

    glossary: terms whose English goes before any other.
    lexicon: what `load_lexicon` gives; without it words are split by rule.
    aligned: English of the source's words by the word links of a translation, by their spans in
        `source`: it chooses among the readings of a word.
    """
    words = []
    for found in WORD.finditer(source):
        readings = candidates(found[0], lexicon)
        words.append(_word(found[0], found.span(), readings))
    return tuple(words)


def _word(surface: str, span: Span, readings: tuple[Analysis, ...]) -> WordGloss:
    latin = romanize_morphs(readings[0]) if readings else romanize(surface)
    return WordGloss(surface, span, latin, to_buckwalter(surface), readings)
