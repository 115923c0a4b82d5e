"""Codes of languages, as files write them."""

from __future__ import annotations

import re
from functools import lru_cache

_LONGER = {"ara": "ar", "arb": "ar", "eng": "en"}


@lru_cache(maxsize=256)
def language_of(code: str) -> str:
    """The language of a code in small letters, without country and script: `AR_sy` is `ar`.

    The three-letter codes of Arabic, Standard Arabic and English give `ar` and `en` too.
    """
    first = re.split("[-_ ]", code.strip().lower(), maxsplit=1)[0]
    return _LONGER.get(first, first)
