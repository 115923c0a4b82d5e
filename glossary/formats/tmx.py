"""Translation memories (TMX, any version): their units as pairs, and the short ones as terms.

A memory holds sentences above all; as a glossary it gives what is short enough for a term. Inline
tags hold codes of a format, not words: their content is dropped, that of <hi> is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from glossary.errors import GlossaryError
from glossary.formats.markup import entries, language, line_of, local, text_of
from glossary.formats.report import Log
from glossary.formats.rows import tidied, usable
from glossary.term import Term

MOST_ARABIC_WORDS = 5
MOST_ENGLISH_WORDS = 8
"""A unit of more words is a sentence or a clause. English needs more words for the same name."""

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
            yield line_of(unit), texts["ar"][0], texts["en"][0]
    if not found:
        raise GlossaryError(
            f"{path} has no unit in both Arabic and English (languages: {_named(languages)}): give "
            "a memory with ar and en."
        )


def term_of_unit(unit: etree._Element, log: Log) -> tuple[int, Term] | None:
    """The line and term of a <tu>; None where the log says why it is left out."""
    line = line_of(unit)
    texts = _texts(unit)
    arabic, english = texts.get("ar", []), texts.get("en", [])
    if not arabic or not english:
        which = "Arabic" if not arabic else "English"
        reason = f"no {which} (languages: {_named(texts)})"
        log.leave(line, reason, "units without both languages")
        return None
    for text, most in ((arabic[0], MOST_ARABIC_WORDS), (english[0], MOST_ENGLISH_WORDS)):
        reason = _sentence(text, most)
        if reason:
            log.leave(line, reason, "units that are sentences, not terms")
            return None
    notes = [text_of(child) for child in unit if local(child) == "note"]
    term = Term(
        arabic[0],
        english[0],
        _others(arabic),
        _others(english),
        note="; ".join(note for note in notes if note),
    )
    if _others(english):
        log.count("further English of a unit counts as right too")
    term = tidied(term, line, log)
    return (line, term) if usable(term, line, log) else None


def _texts(unit: etree._Element) -> dict[str, list[str]]:
    """The texts of a unit by language, in the order of the file; empty ones are none."""
    texts: dict[str, list[str]] = {}
    for variant in unit:
        if local(variant) == "tuv":
            segment = next((child for child in variant if local(child) == "seg"), None)
            if segment is not None and (text := text_of(segment, _CODES)):
                texts.setdefault(language(variant), []).append(text)
    return texts


def _named(languages: Iterable[str]) -> str:
    return ", ".join(sorted(filter(None, languages))) or "none"


def _others(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts[1:] if text != texts[0]))


def _sentence(text: str, most: int) -> str:
    """Why a text is a sentence and no term; empty where it is none."""
    words = text.split()
    if len(words) > most:
        return f"a sentence, not a term: {len(words)} words"
    last = words[-1].rstrip("\"”»'’)")
    abbreviation = last.count(".") > 1
    if len(words) > 1 and last.endswith((".", "!", "?", "؟", "…", ":")):
        return "" if abbreviation else f"a sentence, not a term: it ends in {last[-1]}"
    return ""
