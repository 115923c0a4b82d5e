"""The glosses in the card of a word: what it is, what it means, what else it could be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from glossary.gloss import Analysis, Source, WordGloss
from glossary.gloss.romanize import romanize_morphs
from translator.gloss.leipzig import parts
from translator.render.templates import render

ORIGINS: dict[Source, str] = {
    "glossary": "From the glossary.",
    "alignment": "From translations: the lexicon has no reading.",
    "lexicon": "From the lexicon.",
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
    told = {_key(best)} if best else set()
    different = []
    for other in others:
        if other and _key(other) not in told:  # the same word inflected otherwise is no news
            told.add(_key(other))
            different.append(other)
    return {
        "surface": word.surface,
        "latin": word.transliteration,
        "aligned": aligned,
        "best": best and _reading(best, _joined(word)),
        "others": [_reading(one) for one in different[:_MOST_OTHERS]],
    }


def _key(analysis: Analysis) -> tuple[str, str, str, str]:
    return analysis.split(), analysis.lemma, analysis.pos, analysis.gloss


def _joined(word: WordGloss) -> str:
    """The gloss of a word's parts, "" for a word of one part."""
    found = parts(word)
    return "".join(f"{one.joint}{one.text}" for one in found) if len(found) > 1 else ""


def _reading(analysis: Analysis, joined: str = "") -> dict[str, str]:
    return {
        "split": analysis.split(),
        "latin": romanize_morphs(analysis),
        "parts": joined,
        "lemma": analysis.lemma,
        "pos": analysis.pos,
        "gloss": analysis.gloss,
        "term": analysis.term,
        "origin": ORIGINS[analysis.source],
    }
