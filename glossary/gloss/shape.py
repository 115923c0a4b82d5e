"""How likely a reading is by its shape alone: what is written on, and rare inflections.

The numbers are rough shares in news; only readings of one word are ever compared by them.
"""

from __future__ import annotations

from collections.abc import Sequence

from glossary.gloss.types import Analysis, Morph

JOINED = 0.12
"""Words that have a conjunction written on to them."""
INDEED = 0.02
"""Words with ل that have it for la-, which only emphasizes."""
DUAL = 0.1
"""Duals among what may be one: ين is a plural's ending more often."""
DUAL_BEFORE_GENITIVE = 0.02
"""Duals that have lost their ن, where the letters may also be the accusative (اتفاقا)."""
IMPERATIVE = 0.05
WITHOUT_HAMZA = 0.2
"""A first person (أدفع) spelled without its hamza, as the imperative has it."""
OTHER_ENDING = {"ه": 0.05, "ى": 0.5}
"""A final ه read as ة, a final ى read as ي, as the Egyptian press spells."""


def shape(analysis: Analysis) -> float:
    """The probability of a reading's shape, between 0 and 1."""
    found = written_on(analysis.proclitics)
    form, free = analysis.stem.form, bool(analysis.enclitics)
    found *= inflected(analysis.features, form, free)
    return found if free else found * ending(form, analysis.vocalized)


def written_on(proclitics: Sequence[Morph]) -> float:
    """What a reading's proclitics count."""
    found = 1 - JOINED
    for morph in proclitics:
        if morph.pos == "conjunction":
            found = JOINED
        elif morph.gloss == "indeed":
            found *= INDEED
    return found


def inflected(features: str, form: str, pronoun: bool) -> float:
    """What the inflection of a stem counts; `pronoun` says that one is written on behind it."""
    if features.endswith("DU"):
        return DUAL if pronoun or form.endswith("ن") else DUAL_BEFORE_GENITIVE
    if features.startswith("IMP"):
        return IMPERATIVE
    if features.startswith("IPFV.1.SG") and form.startswith("ا"):
        return WITHOUT_HAMZA
    return 1.0


def ending(form: str, vocalized: str) -> float:
    """What the last letter of a stem counts where the vowelled word ends in another one."""
    other = OTHER_ENDING.get(form[-1:])
    if other and form[-1] != vocalized.rstrip("\u064b\u064e\u0651\u0652")[-1:]:
        return other
    return 1.0
