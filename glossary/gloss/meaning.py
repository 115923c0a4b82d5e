"""Which of a reading's meanings stands first: the usual one, or that of the translation."""

from __future__ import annotations

from glossary.gloss.english import agreement, key
from glossary.gloss.senses import BESIDE, load_senses
from glossary.gloss.types import Analysis, Morph

USUAL = 0.35
"""The share of a stem's occurrences that makes a word beyond its gloss the usual English."""
NO_LINKS: frozenset[str] = frozenset()

Beside = tuple[tuple[str, str, float], ...]
"""English words that the corpus has for a reading beyond its gloss, each with its key and its
share of occurrences."""


def beside(one: Analysis) -> Beside:
    """What the corpus has for a reading of the lexicon beyond its gloss."""
    if one.source != "lexicon":
        return ()
    words = load_senses().beside(one.stem.form, one.pos)
    return tuple((word, key(word.lower()), share) for word, share in words.items())


def meant(one: Analysis, others: Beside, linked: frozenset[str] = NO_LINKS) -> Analysis:
    """A reading, its English in the order that fits best.

    What the translation has (`linked`, its keys) comes first; if the gloss lacks it, a word that
    the corpus has for the stem too (`others`, from `beside`); and where nothing of the gloss is
    in the translation, a word that the corpus has for it in most places.
    """
    if one.source != "lexicon":
        return one
    if not linked and not others and "/" not in one.gloss:
        return one
    gloss = load_senses().in_order(one.stem.form, one.pos, one.gloss)
    turned = _turned(gloss, others, linked)
    return one if turned == one.gloss else with_gloss(one, turned)


def usual(one: Analysis) -> Analysis:
    """A reading, its usual English first: `meant` where there is no translation."""
    if one.source != "lexicon":
        return one
    part = load_senses().part(one.stem.form, one.pos)
    if not part:
        return one
    gloss = load_senses().in_order(one.stem.form, one.pos, one.gloss)
    other = _beyond(beside(one), NO_LINKS) if BESIDE in part else ""
    if other:
        gloss = f"{other}/{gloss}"
    return one if gloss == one.gloss else with_gloss(one, gloss)


def _turned(gloss: str, others: Beside, linked: frozenset[str]) -> str:
    parts = [gloss] if "(" in gloss else gloss.split("/")  # a bracket may hold a stroke
    agreeing = [agreement(part, linked) for part in parts] if linked else [0.0]
    best = max(agreeing)
    if best == 0:
        other = _beyond(others, linked)
        return f"{other}/{gloss}" if other else gloss
    if agreeing[0] == best:
        return gloss
    order = sorted(range(len(parts)), key=lambda index: -agreeing[index])
    return "/".join(parts[index] for index in order)


def _beyond(others: Beside, linked: frozenset[str]) -> str:
    for word, own, _ in others:
        if own in linked:
            return word
    return next((word for word, _, share in others if share >= USUAL), "")


def with_gloss(one: Analysis, gloss: str) -> Analysis:
    """A reading with another English."""
    stem = one.stem
    return Analysis(
        one.proclitics,
        Morph(stem.form, stem.vocalized, gloss, stem.pos),
        one.enclitics,
        one.lemma,
        one.pos,
        gloss,
        one.source,
        one.term,
        one.features,
    )
