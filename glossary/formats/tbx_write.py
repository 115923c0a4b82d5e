"""Glossaries as termbases: TBX-Basic and TBX-Min of the 2019 edition, and the old martif form.

A row is an entry. Its source, variants, target, accept and avoid are the terms of two languages,
told apart by their administrative status; `type` is the subject field, the one classification that
every dialect has at this place; `match` and a target switched off stand in notes of their own
(`match: exact`, `target: none`), since no dialect has a data category for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from glossary.errors import GlossaryError
from glossary.formats.tbx import OURS, SWITCHED_OFF
from glossary.term import Term

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CORE = "urn:iso:std:iso:30042:ed-2"
_MODULES = {"min": "http://www.tbxinfo.net/ns/min", "basic": "http://www.tbxinfo.net/ns/basic"}
_MODULE_OF = {"administrativeStatus": "min", "subjectField": "min", "termType": "basic"}
_ORIGIN = "A glossary written by arabic-translator"
_XCS = "TBXBasicXCSV02.xcs"

_Element = etree._Element
_Category = Callable[[_Element, str, str, str], None]
"""Adds a data category to an element: parent, DCA element, category, value."""


@dataclass(frozen=True, slots=True)
class _Form:
    """The names of a form of TBX: root, header, entry, language and term, and its dialect."""

    root: str
    header: str
    entry: str
    language: str
    holder: str
    dialect: str
    by_element: bool = False


_FORMS = {
    "martif": _Form("martif", "martifHeader", "termEntry", "langSet", "tig", "TBX-Basic"),
    **{
        f"{dialect.lower()}{'-dct' if by_element else ''}": _Form(
            "tbx", "tbxHeader", "conceptEntry", "langSec", "termSec", dialect, by_element
        )
        for dialect in ("TBX-Basic", "TBX-Min")
        for by_element in (False, True)
    },
}


def to_tbx(terms: Sequence[Term], kind: str) -> tuple[bytes, tuple[str, ...]]:
    """Terms as the bytes of a TBX file, and sentences on what it cannot hold as a glossary does.

    `kind` is one of `glossary.formats.TERMBASES`. Raises `GlossaryError` where there is no term, or
    one with a character that XML cannot hold.
    """
    if not terms:
        raise GlossaryError("There is no term to write: a TBX file holds at least one.")
    form = _FORMS[kind]
    root, body = _frame(form)
    for number, term in enumerate(terms, 1):
        try:
            _entry(body, term, number, form)
        except ValueError:
            raise GlossaryError(
                f"The term {term.source!r} holds a control character, which XML cannot hold."
            ) from None
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return data, tuple(_remarks(terms, form))


def _remarks(terms: Sequence[Term], form: _Form) -> list[str]:
    remarks = []
    noted = sum(bool(term.match) or not term.target for term in terms)
    if noted:
        remarks.append(
            f"match, or a rendering switched off, stands in a note in {noted:,} "
            f"entr{'y' if noted == 1 else 'ies'}; other programs show it as a note like any other"
        )
    variants = sum(len(term.variants) for term in terms)
    if variants and form.dialect == "TBX-Min":
        remarks.append(
            "TBX-Min cannot mark spelling variants: other programs show "
            f"{variants:,} of them as further Arabic terms"
        )
    return remarks


def _frame(form: _Form) -> tuple[_Element, _Element]:
    """The root of a file and its body, the header written."""
    old = form.root == "martif"
    modules = ["min", "basic"] if form.dialect == "TBX-Basic" else ["min"]
    names: dict[Any, str] = {} if old else {None: _CORE}
    if form.by_element:
        names.update({module: _MODULES[module] for module in modules})
    root = etree.Element(form.root if old else f"{{{_CORE}}}tbx", nsmap=names)
    root.set("type", form.dialect)
    if not old:
        root.set("style", "dct" if form.by_element else "dca")
    root.set(_XML_LANG, "en")
    header = _add(root, form.header)
    _add(_add(_add(header, "fileDesc"), "sourceDesc"), "p", _ORIGIN)
    if old:
        _add(_add(header, "encodingDesc"), "p", _XCS).set("type", "XCSURI")
    return root, _add(_add(root, "text"), "body")


def _entry(body: _Element, term: Term, number: int, form: _Form) -> None:
    entry = _add(body, form.entry)
    entry.set("id", f"c{number}")
    add = _by_element if form.by_element else _by_attribute
    if term.type:
        add(entry, "descrip", "subjectField", term.type)
    for note in _notes(term):
        _add(entry, "note", note)
    arabic = [(term.source, "preferred"), *((text, "admitted") for text in term.variants)]
    english = [
        *((text, "preferred") for text in (term.target,) if text),
        *((text, "admitted") for text in term.accept),
        *((text, "deprecated") for text in term.avoid),
    ]
    for code, texts in (("ar", arabic), ("en", english)):
        if not texts:
            continue
        language = _add(entry, form.language)
        language.set(_XML_LANG, code)
        for text, status in texts:
            holder = _add(language, form.holder)
            _add(holder, "term", text)
            add(holder, "termNote", "administrativeStatus", f"{status}Term-admn-sts")
            if code == "ar" and status == "admitted" and form.dialect == "TBX-Basic":
                add(holder, "termNote", "termType", "variant")


def _notes(term: Term) -> list[str]:
    notes = [f"match: {term.match}"] if term.match else []
    if not term.target:
        notes.append(SWITCHED_OFF)
    if term.note:
        notes.append(f"note: {term.note}" if OURS.match(term.note) else term.note)
    return notes


def _by_attribute(parent: _Element, element: str, category: str, value: str) -> None:
    _add(parent, element, value).set("type", category)


def _by_element(parent: _Element, _: str, category: str, value: str) -> None:
    name = etree.QName(_MODULES[_MODULE_OF[category]], category)
    etree.SubElement(parent, name).text = value


def _add(parent: _Element, name: str, text: str | None = None) -> _Element:
    """Add an element in the namespace of its parent."""
    child = etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, name))
    child.text = text
    return child
