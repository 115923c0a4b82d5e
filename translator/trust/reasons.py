"""Why a translation deserves a second look, in words for a reader."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from translator.trust.features import Features
from translator.trust.weights import Table

if TYPE_CHECKING:
    from translator.document import Translation

BROKEN = frozenset({"loop", "length", "arabic", "artifact"})
"""Kinds of warnings after which the English is hardly worth reading."""

_NUMBERS = ("no", "a", "two", "three", "four", "five")
# Several of a kind are counted, others are said once.
_COUNTED = {"number": "number", "name": "name"}
_SAID = {
    "negation": "a negation may be lost or added",
    "attribution": "who says it may be lost",
    "violence": "it has violent or vulgar words that the source has not",
    "garbled": "a word in it is no English",
    "repeat": "it says a word twice",
    "loop": "it says the same thing over and over",
    "length": "its length is far from the source's",
    "arabic": "Arabic is left in it",
    "artifact": "something in it is no English",
    "term": "a term of the glossary is not in it, or not for sure",
}
# Shares of the Arabic words without English, the largest first; fewer are nothing unusual.
_SHARES = ((0.45, "half"), (0.3, "a third"), (0.22, "a quarter"), (0.18, "a fifth"))


def warned(translation: Translation) -> tuple[str, ...]:
    """The reasons that are warnings of the translation, in general words, gravest first."""
    counts = Counter(warning.kind for warning in translation.warnings)
    found = [text for kind, text in _SAID.items() if kind in BROKEN and kind in counts]
    for kind, noun in _COUNTED.items():
        if count := counts[kind]:
            number = _NUMBERS[count] if count < len(_NUMBERS) else "many"
            found.append(f"{number} {noun}{'' if count == 1 else 's'} may be wrong")
    found += [text for kind, text in _SAID.items() if kind not in BROKEN and kind in counts]
    return tuple(found)


def shown_by(
    translation: Translation, shown: Features, table: Table, *, sound: bool
) -> tuple[str, ...]:
    """The reasons that no warning tells; a translation that is neither `sound` nor warned of always
    has one."""
    found = []
    if translation.alignment:
        share = next((name for least, name in _SHARES if shown.unlinked >= least), None)
        if share:
            found.append(f"{share} of the Arabic words have no English")
    score = translation.score or 0.0
    if score < table.doubtful:
        found.append("the model is unusually unsure of its words")
    if sound or found or translation.warnings:
        return tuple(found)
    if shown.short:
        return ("it is so short that there is little to go by",)
    if score < table.typical:
        return ("the model is less sure of its words than usual",)
    return ("nothing stands out, but sentences like it are seldom smooth",)
