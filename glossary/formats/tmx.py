"""Translation memories (TMX, any version) as glossaries: their short units are terms.

A memory holds sentences above all; those are left out. Inline tags hold codes of a format, not
words: their content is dropped, that of <hi> is kept.
"""

from __future__ import annotations

from lxml import etree

from glossary.formats.markup import language, line_of, local, text_of
from glossary.formats.report import Log
from glossary.formats.rows import tidied, usable
from glossary.term import Term

MOST_ARABIC_WORDS = 5
MOST_ENGLISH_WORDS = 8
"""A unit of more words is a sentence or a clause. English needs more words for the same name."""

_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})


def term_of_unit(unit: etree._Element, log: Log) -> tuple[int, Term] | None:
    """The line and term of a <tu>; None where the log says why it is left out."""
    line = line_of(unit)
    texts: dict[str, list[str]] = {}
    for variant in unit:
        if local(variant) == "tuv":
            segment = next((child for child in variant if local(child) == "seg"), None)
            if segment is not None and (text := text_of(segment, _CODES)):
                texts.setdefault(language(variant), []).append(text)
    arabic, english = texts.get("ar", []), texts.get("en", [])
    if not arabic or not english:
        which = "Arabic" if not arabic else "English"
        found = ", ".join(sorted(code for code in texts if code)) or "none"
        log.leave(line, f"no {which} (languages: {found})", "units without both languages")
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
