"""Words of a workbook that stand outside its cells, and have to agree with them.

A formula that compares a cell with a text, a list of choices, a filter, what a pivot table
remembers: the same Arabic is the same English there as in the cells. Messages, tips, page headers
and the units in number formats are English, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from translator.formats.inplace.formulas import Names, rewritten, texts_in
from translator.script import has_arabic

English = Callable[[str], str]
"""Gives the English of a text, the text itself where there is none."""

FORMULAS = frozenset(
    "f formula formula1 formula2 calculatedColumnFormula totalsRowFormula definedName".split()
)
"""Elements whose text is a formula."""

_ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "dataValidation": ("errorTitle", "error", "promptTitle", "prompt"),
    "hyperlink": ("tooltip", "display"),
    "filter": ("val",),
    "customFilter": ("val",),
    "cfRule": ("text",),
    "cacheField": ("caption",),
    "s": ("v",),
    "dataField": ("name",),
    "pivotField": ("name",),
    "pivotTableDefinition": (
        *("dataCaption", "grandTotalCaption", "rowHeaderCaption", "colHeaderCaption"),
    ),
    "tableColumn": ("totalsRowLabel",),
    "slicer": ("caption",),
    "slicerCacheDefinition": ("sourceName",),
    "cNvPr": ("descr", "title"),
}
_LONGEST: Mapping[str, int] = {"errorTitle": 32, "promptTitle": 32, "error": 255, "prompt": 255}
"""Letters that Excel allows; a file with more it calls damaged."""
_RECORDS = "xl/pivotCache/pivotCacheRecords"
_ALL_DIFFERENT: Mapping[str, tuple[str, str]] = {
    "sharedItems": ("s", "v"),
    "cacheFields": ("cacheField", "name"),
}
"""Elements whose children must not be called alike, with these children and their attribute."""
_WITH_ATTRIBUTES = frozenset({*_ATTRIBUTES, *_ALL_DIFFERENT, "numFmt"})
_THREADS = "xl/threadedComments/"
_PROPERTIES = frozenset({"title", "subject", "description", "keywords"})
_HEADERS = frozenset("oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter".split())
_LOOKED_AT = _WITH_ATTRIBUTES | _PROPERTIES | _HEADERS | FORMULAS | {"v", "text"}
_CODES = re.compile(r'(&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d+|.))', re.DOTALL)
_LONGEST_HEADER = 255
_IN_QUOTES = re.compile('"([^"]*)"')
_LIST = re.compile('"((?:[^"]|"")*)"')
_EDGE = re.compile(r"\A([\s*?~<>=]*)(.*?)([\s*?~<>=]*)\Z", re.DOTALL)
_SIGNS = str.maketrans("،؛؟", ",;?")


@dataclass(frozen=True, slots=True)
class Place:
    """A place with words: its texts with Arabic, and how their English is put in."""

    texts: tuple[str, ...]
    put: Callable[[English], None]


def core(text: str) -> str:
    """A text without the signs by which a formula looks for it, and white space at its ends."""
    found = _EDGE.match(text)
    return found[2] if found else text


def with_edges(text: str, english: English) -> str:
    """The English of a text, looked up without such signs, which stay."""
    found = _EDGE.match(text)
    if found is None or not has_arabic(text):
        return text
    return f"{found[1]}{english(found[2])}{found[3]}"


def places(member: str, root: etree._Element) -> Iterator[Place]:
    """The places with words in a part of a workbook."""
    for element in root.iter(*(f"{{*}}{name}" for name in _LOOKED_AT)):
        name = element.tag.rpartition("}")[2]
        if name in _WITH_ATTRIBUTES:
            yield from _attributes(member, name, element)
        text = element.text
        if not text or not has_arabic(text):
            continue
        if _is_text(member, name, element):
            yield _text(element)
        elif name in _HEADERS:
            yield _header(element)
        elif name == "formula1" and _is_list(element):
            yield _choices(element)
        elif name in FORMULAS:
            yield _formula(element)


def _attributes(member: str, name: str, element: etree._Element) -> Iterator[Place]:
    if name == "numFmt" and has_arabic(element.get("formatCode") or ""):
        yield _format(element)
    if name in _ALL_DIFFERENT:
        yield from _all_different(element, *_ALL_DIFFERENT[name])
    if name == "s" and not member.startswith(_RECORDS):
        return
    for key in _ATTRIBUTES.get(name, ()):
        value = element.get(key) or ""
        if has_arabic(value):
            yield _attribute(element, key, value)


def _all_different(element: etree._Element, child: str, key: str) -> Iterator[Place]:
    """What a pivot table remembers: values, or fields, that each have a name of their own."""
    named = [
        (one, one.get(key) or "")
        for one in element
        if isinstance(one.tag, str) and etree.QName(one).localname == child
    ]
    arabic = [(one, value) for one, value in named if has_arabic(value)]

    def put(english: English) -> None:
        taken = {value.casefold() for _, value in named}
        for one, value in arabic:
            new, number = with_edges(value, english), 1
            chosen = new
            while chosen.casefold() in taken and chosen != value:
                number += 1
                chosen = f"{new}{number}"
            taken.add(chosen.casefold())
            one.set(key, chosen)

    if arabic:
        yield Place(tuple(core(value) for _, value in arabic), put)


def _is_text(member: str, name: str, element: etree._Element) -> bool:
    """Whether all that an element says is a text: what a formula gave, an answer to a comment, a
    property of the file."""
    if name == "v":
        cell = element.getparent()
        return cell is not None and cell.get("t") == "str"
    if name == "text":
        return member.startswith(_THREADS)
    return name in _PROPERTIES and member == "docProps/core.xml"


def _is_list(formula: etree._Element) -> bool:
    holder = formula.getparent()
    listed = holder is not None and holder.get("type") == "list"
    return listed and _LIST.fullmatch((formula.text or "").strip()) is not None


def _text(element: etree._Element) -> Place:
    text = element.text or ""

    def put(english: English) -> None:
        element.text = with_edges(text, english)

    return Place((core(text),), put)


def _attribute(element: etree._Element, key: str, value: str) -> Place:
    def put(english: English) -> None:
        element.set(key, shortened(with_edges(value, english), _LONGEST.get(key, 1 << 15)))

    return Place((core(value),), put)


def shortened(text: str, longest: int) -> str:
    """A text of so many letters at most, cut between words where that can be."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip() + "…"


def _formula(element: etree._Element) -> Place:
    text = element.text or ""
    said = tuple(core(one) for one in texts_in(text) if has_arabic(one))

    def put(english: English) -> None:
        element.text = rewritten(text, Names(lambda one: with_edges(one, english)))

    return Place(said, put)


def _choices(element: etree._Element) -> Place:
    """A list of choices: texts with commas between them in quotation marks."""
    items = (element.text or "").strip()[1:-1].replace('""', '"').split(",")

    def put(english: English) -> None:
        new = [
            with_edges(one, english).replace(",", " ") if has_arabic(one) else one for one in items
        ]
        text = ",".join(new).replace('"', '""')
        if len(text) <= _LONGEST_HEADER:
            element.text = f'"{text}"'

    return Place(tuple(core(one) for one in items if has_arabic(one)), put)


def _header(element: etree._Element) -> Place:
    """The head or foot of a printed page: texts between codes that begin with `&`."""
    parts = _CODES.split(element.text or "")

    def put(english: English) -> None:
        new = "".join(
            one if number % 2 else with_edges(one, english).translate(_SIGNS)
            for number, one in enumerate(parts)
        )
        if len(new) <= _LONGEST_HEADER:
            element.text = new

    return Place(tuple(core(one) for one in parts[::2] if has_arabic(one)), put)


def _format(element: etree._Element) -> Place:
    """A number format: texts in quotation marks, a unit for example."""
    code = element.get("formatCode") or ""

    def put(english: English) -> None:
        new = _IN_QUOTES.sub(
            lambda found: '"' + with_edges(found[1], english).replace('"', "") + '"', code
        )
        element.set("formatCode", new)

    return Place(tuple(core(one) for one in _IN_QUOTES.findall(code) if has_arabic(one)), put)
