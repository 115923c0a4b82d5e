"""Which script a text is written in."""

from __future__ import annotations

import re

_ARABIC_LETTER = re.compile(
    "[\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc]"
)


def has_arabic(text: str) -> bool:
    """Whether a text holds a letter of the Arabic script; tatweel, digits and signs are none."""
    return _ARABIC_LETTER.search(text) is not None


_NO_ADDRESS = r"\s\"'«»“”<>(){}|،؛"
ADDRESS = re.compile(rf"(?:https?://|www\.)[^{_NO_ADDRESS}]*[^{_NO_ADDRESS}.:?!؟-]")
"""A web address, which may have Arabic letters in it and is the same in any language; without the
stop of the sentence behind it."""
