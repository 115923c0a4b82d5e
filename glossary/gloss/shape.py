"""How likely a reading is by its shape alone: what is written on, and rare inflections.

The numbers are rough shares in news; only readings of one word are ever compared by them.
"""

from __future__ import annotations

from glossary.gloss.types import Analysis

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
    found = 1 - JOINED
    for morph in analysis.proclitics:
        if morph.pos == "conjunction":
            found = JOINED
        elif morph.gloss == "indeed":
            found *= INDEED
    features, form = analysis.features, analysis.stem.form
    if features.endswith("DU"):
        free = analysis.enclitics or form.endswith("ن")
        found *= DUAL if free else DUAL_BEFORE_GENITIVE
    elif features.startswith("IMP"):
        found *= IMPERATIVE
    elif features.startswith("IPFV.1.SG") and form.startswith("ا"):
        found *= WITHOUT_HAMZA
    if not analysis.enclitics:
        other = OTHER_ENDING.get(form[-1:])
        if other and form[-1] != analysis.vocalized.rstrip("\u064b\u064e\u0651\u0652")[-1:]:
            found *= other
    return found
