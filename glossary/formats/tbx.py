"""Termbases (TBX) as glossaries: the old martif form and the 2019 edition in its dialects.

What is an entry, a language and a term is told by the local names of the elements, so that the
namespace (two are in use for the 2019 edition) and the dialect do not matter; a data category is
the type of an element (DCA) or an element of another namespace (DCT). Sources: ISO 30042:2008 and
ISO 30042:2019 as far as their schemas and the definitions of the dialects TBX-Basic and TBX-Min
are public, and the schema of TBX-Min's first edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from glossary.fold import ARABIC_LETTER
from glossary.formats.markup import language, line_of, local, namespace, text_of
from glossary.formats.report import Log
from glossary.formats.rows import tidied, usable
from glossary.term import MATCHES, TYPES, Term

ENTRIES = frozenset({"termEntry", "conceptEntry", "entry"})
_LANGUAGES = frozenset({"langSet", "langSec", "langGroup"})
_HOLDERS = frozenset({"tig", "ntig", "termSec", "termGroup"})
_TYPED = frozenset(
    {"admin", "adminNote", "descrip", "descripNote", "ref", "termNote", "transac", "xref"}
)
_UNTYPED = frozenset({"customer", "noteGrp", "partOfSpeech", "subjectField", "termStatus"})
_STATUS = frozenset({"administrativeStatus", "normativeAuthorization", "termStatus"})
_DEPRECATED = ("deprecated", "superseded", "obsolete", "notrecommended", "forbidden", "rejected")

OURS = re.compile("(match|target|note): ")
"""How a note begins that holds what TBX has no data category for (see `tbx_write`)."""
SWITCHED_OFF = "target: none"


@dataclass(frozen=True, slots=True)
class _Form:
    """A term of one language; `rank` is 0 for a preferred one, 2 for a deprecated one."""

    text: str
    rank: int


def term_of_entry(entry: etree._Element, log: Log) -> tuple[int, Term] | None:
    """The line and term of an entry; None where the log says why it is left out."""
    line = line_of(entry)
    forms: dict[str, list[_Form]] = {}
    for part in entry:
        if local(part) in _LANGUAGES:
            forms.setdefault(language(part), []).extend(_forms(part))
    notes = _Notes.of(entry)
    arabic = _usable(forms.get("ar", []), line, log, arabic=True)
    english = _usable(forms.get("en", []), line, log, arabic=False)
    right = [form for form in english if form.rank < 2]
    if not arabic or (not right and not notes.switched_off):
        log.leave(line, _lacking(forms, arabic, english), "entries without both languages")
        return None
    _count_categories(entry, log)
    preferred = sum(not form.rank for form in right)
    right_forms = list(dict.fromkeys(f.text for f in sorted(right, key=lambda f: f.rank)))
    target = "" if notes.switched_off else right_forms.pop(0)
    if target and right_forms and preferred != 1:
        log.remark(
            line,
            f"{target} is the target, further English ({', '.join(right_forms)}) counts as right "
            "too",
            "entries with several English terms",
        )
    avoid = tuple(dict.fromkeys(form.text for form in english if form.rank == 2))
    if avoid:
        log.count("deprecated English terms stand under avoid", len(avoid))
    spellings = list(dict.fromkeys(f.text for f in sorted(arabic, key=lambda f: f.rank)))
    term = Term(
        spellings[0],
        target,
        tuple(spellings[1:]),
        tuple(right_forms),
        avoid,
        _type(entry),
        notes.match,
        notes.note,
    )
    term = tidied(term, line, log)
    return (line, term) if usable(term, line, log) else None


def _forms(part: etree._Element) -> Iterator[_Form]:
    for holder in part:
        if local(holder) in _HOLDERS:
            term = next((child for child in holder.iter() if local(child) == "term"), None)
            if term is not None and (text := text_of(term)):
                yield _Form(text, _rank(holder))


def _rank(holder: etree._Element) -> int:
    for child in holder.iter():
        if _category(child) in _STATUS:
            status = re.sub("[^a-z]", "", text_of(child).lower())
            if status.startswith("preferred"):
                return 0
            return 2 if status.startswith(_DEPRECATED) else 1
    return 1


def _usable(forms: list[_Form], line: int, log: Log, *, arabic: bool) -> list[_Form]:
    """The forms that can stand in a glossary; of the others the log tells."""
    kept = []
    for form in forms:
        if bool(ARABIC_LETTER.search(form.text)) != arabic:
            which = "no Arabic letter" if arabic else "Arabic letters"
            log.remark(line, f"the term {form.text} is left out: it holds {which}", "terms")
        elif "|" in form.text:
            log.remark(line, f"the term {form.text} is left out: it holds |", "terms")
        else:
            kept.append(form)
    return kept


def _lacking(forms: dict[str, list[_Form]], arabic: list[_Form], english: list[_Form]) -> str:
    found = ", ".join(sorted(code for code in forms if code)) or "none"
    if not arabic:
        return f"no Arabic term (languages: {found})"
    if english:
        return f"all English terms of {arabic[0].text} are deprecated"
    return f"no English term for {arabic[0].text} (languages: {found})"


def _category(element: etree._Element) -> str:
    """The data category that an element holds; empty where it holds none."""
    name = local(element)
    if name in _TYPED:
        return str(element.get("type", ""))
    parent = element.getparent()
    foreign = parent is not None and namespace(element) != namespace(parent)
    return name if name in _UNTYPED or foreign else ""


def _type(entry: etree._Element) -> str:
    """The glossary's type that a subject field names, if it does."""
    for child in entry.iter():
        if _category(child) == "subjectField" and text_of(child).lower() in TYPES:
            return text_of(child).lower()
    return ""


def _count_categories(entry: etree._Element, log: Log) -> None:
    """Count in the log what an entry says that has no column in a glossary."""
    for child in entry.iter():
        category = _category(child)
        text = text_of(child).lower()
        if (
            category
            and category not in _STATUS
            and not (category == "subjectField" and text in TYPES)
            and not (category == "termType" and text == "variant")
        ):
            log.count(f"{category} has no column in a glossary and is left out")
        elif local(child) == "note" and child.getparent() is not entry:
            log.count("notes on single terms are left out")


@dataclass(frozen=True, slots=True)
class _Notes:
    """What the notes of an entry hold: the glossary's own columns, and what people wrote."""

    match: str
    switched_off: bool
    note: str

    @classmethod
    def of(cls, entry: etree._Element) -> _Notes:
        texts = [text_of(child) for child in entry if local(child) == "note"]
        match = [text for text in texts if text in {f"match: {value}" for value in MATCHES}]
        off = [text for text in texts if text == SWITCHED_OFF]
        others = [text for text in texts if text and text not in match and text not in off]
        return cls(
            match[0].removeprefix("match: ") if match else "",
            bool(off),
            "; ".join(
                text.removeprefix("note: ") if OURS.match(text.removeprefix("note: ")) else text
                for text in others
            ),
        )
