"""The units of a translation memory (TMX, any version) as pairs of Arabic and English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from glossary.errors import GlossaryError
from glossary.formats.markup import entries, language, line_of, local, text_of

_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
"""Inline elements that hold codes of a format instead of words."""


def units(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield the line, the Arabic and the English of every unit that has both, of any length.

    Countries and scripts of language codes do not matter (`ar-SY`, `AR_eg`, `en-GB`). Where a unit
    has several texts in a language, the first counts. Raises `GlossaryError` for a file that is no
    TMX (see `markup.entries`) or in which no unit is in both languages.
    """
    found = False
    languages: set[str] = set()
    for _, unit in entries(path, {"tmx": frozenset({"tu"})}):
        texts = _texts(unit)
        languages |= texts.keys()
        if "ar" in texts and "en" in texts:
            found = True
            yield line_of(unit), texts["ar"], texts["en"]
    if not found:
        named = ", ".join(sorted(filter(None, languages))) or "none"
        raise GlossaryError(
            f"{path} has no unit in both Arabic and English (languages: {named}): give a memory "
            "with ar and en."
        )


def _texts(unit: etree._Element) -> dict[str, str]:
    """The first text of a unit in each language."""
    texts: dict[str, str] = {}
    for variant in unit:
        if local(variant) == "tuv":
            segment = next((child for child in variant if local(child) == "seg"), None)
            text = "" if segment is None else text_of(segment, _CODES)
            if text:
                texts.setdefault(language(variant), text)
    return texts
