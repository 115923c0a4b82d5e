"""The glosses in the card of a word: what it is, what it means, what else it could be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from glossary.gloss import Analysis, Source, WordGloss
from translator.gloss.leipzig import parts
from translator.render.templates import render

ORIGINS: dict[Source, str] = {
    "glossary": "From the glossary.",
    "alignment": "From the translation: no reading is known.",
    "lexicon": "From the lexicon; the translation chose the reading.",
    "function": "From the table of small words.",
    "sound": "Read by its sound: a guess.",
}
"""Where an analysis comes from, in a sentence for readers."""

MOST_WORDS = 5
_MOST_OTHERS = 6


def glosses_html(words: Sequence[tuple[WordGloss, str]], *, lexicon: bool) -> str:
    """What is known of words that were pointed at, each with its English by the word links ("" for
    none). Nothing for no words; of many the first few. `lexicon` says whether there is one."""
    return render(
        "glosses.html",
        words=[_described(word, aligned) for word, aligned in words[:MOST_WORDS]],
        more=max(0, len(words) - MOST_WORDS),
        advice=bool(words) and not lexicon,
    )


def _described(word: WordGloss, aligned: str) -> dict[str, Any]:
    best, *others = word.analyses or (None,)
    return {
        "surface": word.surface,
        "latin": word.transliteration,
        "aligned": aligned,
        "best": best and _reading(best, word),
        "others": [_reading(one) for one in others[:_MOST_OTHERS] if one],
    }


def _reading(analysis: Analysis, word: WordGloss | None = None) -> dict[str, str]:
    split = len(analysis.morphs) > 1
    return {
        "split": analysis.split(),
        "parts": "".join(f"{one.joint}{one.text}" for one in parts(word)) if word and split else "",
        "lemma": analysis.lemma,
        "pos": analysis.pos,
        "gloss": analysis.gloss,
        "term": analysis.term,
        "origin": ORIGINS[analysis.source],
    }
