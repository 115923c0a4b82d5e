"""Sheets and columns of tables under English names, and all that goes by these names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote

from lxml import etree

from translator.formats.inplace.formulas import Names, rewritten
from translator.formats.inplace.workbook_words import FORMULAS, shortened
from translator.script import has_arabic

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_SHEET = 31
_LONGEST_COLUMN = 255
_GIVEN_BY_EXCEL = {"ورقة": "Sheet", "مخطط": "Chart", "تخطيط": "Chart"}
_NUMBERED = re.compile(r"(.*?[^\d\s_(-])([\s_-]*\(?\d+\)?(?:\s*\(\d+\))?)", re.DOTALL)
_DIGITS = {ord(digit): str(n % 10) for n, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_RESERVED = frozenset({"history"})
_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "hyperlink": ("location",),
    "sp": ("textlink",),
    "formControlPr": ("fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx"),
}
_SHEET_NAMED = frozenset({"worksheetSource", "rangeSet"})
_GOING_BY_NAMES = frozenset(
    {*FORMULAS, *_REFERENCES, *_SHEET_NAMED, "lpstr", "sheet", "Relationship", "tableColumn"}
)
_BEFORE_RECKONING = frozenset(
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames".split()
)
"""What stands before `calcPr`, by the standard's order."""
_BY_NAME = re.compile(r"(?<!\w)(?:INDIRECT|EVALUATE|GET\.\w+)\s*\(", re.IGNORECASE)


def sheets_of(workbook: etree._Element) -> list[str]:
    """The names of a workbook's sheets, charts on sheets of their own among them."""
    return [one.get("name") or "" for one in workbook.iter("{*}sheet")]


def columns_of(root: etree._Element) -> list[str]:
    """The names of the columns of a table."""
    return [one.get("name") or "" for one in root.iter("{*}tableColumn")]


def may_be_renamed(members: Iterable[str], roots: Iterable[etree._Element]) -> bool:
    """Whether sheets can be renamed: no macro and no formula makes up the name of a sheet."""
    if any("vbaProject" in one or "macrosheets/" in one for one in members):
        return False
    formulas = tuple(f"{{*}}{name}" for name in FORMULAS)
    return not any(
        _BY_NAME.search(one.text or "") for root in roots for one in root.iter(*formulas)
    )


def sheet_names(old: Collection[str], english: Mapping[str, str]) -> dict[str, str]:
    """English names for sheets with Arabic ones, as Excel allows names and each another; `english`
    is asked for `worded` names, and the numbers are put back behind them."""
    named = {}
    for name in old:
        words, number = _cut_number(name)
        said = _GIVEN_BY_EXCEL.get(words) or english.get(words, "")
        named[name] = f"{said}{number}" if said else ""
    return _unique(old, named, _LONGEST_SHEET, _for_sheet)


def worded(name: str) -> str:
    """What of a sheet's name is to be translated; nothing where Excel itself has given it."""
    words = _cut_number(name)[0]
    return "" if words in _GIVEN_BY_EXCEL else words


def _cut_number(name: str) -> tuple[str, str]:
    found = _NUMBERED.fullmatch(name)
    return (found[1], found[2].translate(_DIGITS)) if found else (name, "")


def column_names(old: Collection[str], english: Mapping[str, str]) -> dict[str, str]:
    """The same for the columns of tables."""
    return _unique(old, english, _LONGEST_COLUMN, lambda text: " ".join(text.split()))


def _for_sheet(text: str) -> str:
    return " ".join(_NOT_IN_NAMES.sub(" ", text).split()).strip("' .")


def _unique(
    old: Collection[str], english: Mapping[str, str], longest: int, allowed: Callable[[str], str]
) -> dict[str, str]:
    found: dict[str, str] = {}
    taken = {one.casefold() for one in old} | _RESERVED
    for name in old:
        new = allowed(english.get(name, ""))
        if not has_arabic(name) or not new or has_arabic(new):
            continue
        chosen, number = _cut(new, longest), 1
        while chosen.casefold() in taken:
            number += 1
            end = f" {number}"
            chosen = _cut(new, longest - len(end)) + end
        taken.add(chosen.casefold())
        found[name] = chosen
    return found


def _cut(text: str, longest: int) -> str:
    return shortened(text, longest).rstrip("… .'") if len(text) > longest else text


def rename(root: etree._Element, names: Names) -> None:
    """Have everything in a part go by other names of sheets and columns."""
    for element in root.iter(*(f"{{*}}{name}" for name in _GOING_BY_NAMES)):
        name = etree.QName(element).localname
        if name in FORMULAS:
            if has_arabic(element.text or ""):
                element.text = rewritten(element.text or "", names)
        elif name == "lpstr" and element.text:  # what the file's properties list
            whole = element.text in names.sheets
            element.text = names.sheets[element.text] if whole else rewritten(element.text, names)
        elif name == "sheet" and element.get("sheetId"):
            _set(element, "name", names.sheets)
        elif name in _SHEET_NAMED and element.get("sheet"):
            _set(element, "sheet", names.sheets)
        elif name == "Relationship" and (element.get("Target") or "").startswith("#"):
            target = (element.get("Target") or "")[1:]
            new = rewritten(unquote(target), names)
            element.set("Target", f"#{target if new == unquote(target) else new}")
        elif name == "tableColumn":
            _set(element, "name", names.columns)
        for key in _REFERENCES.get(name, ()):
            if element.get(key):
                element.set(key, rewritten(element.get(key) or "", names))


def _set(element: etree._Element, key: str, names: Mapping[str, str]) -> None:
    new = names.get(element.get(key) or "")
    if new is not None:
        element.set(key, new)


def reckon_anew(workbook: etree._Element) -> None:
    """Have the program that opens a workbook reckon its formulas, whose words are others now."""
    found = next(iter(workbook.iter("{*}calcPr")), None)
    if found is None:
        space = workbook.tag.rpartition("}")[0]
        found = etree.Element(f"{space}}}calcPr" if space else "calcPr")
        before = [
            one
            for one in workbook
            if isinstance(one.tag, str) and etree.QName(one).localname in _BEFORE_RECKONING
        ]
        workbook.insert(workbook.index(before[-1]) + 1 if before else len(workbook), found)
    found.set("fullCalcOnLoad", "1")


def linked_members(members: Iterable[str]) -> Iterator[str]:
    """The parts that may hold words or names, besides sheets, strings and styles."""
    wanted = re.compile(
        r"xl/(?:workbook|(?:charts|drawings|tables|pivotTables|pivotCache|slicers|slicerCaches|"
        r"ctrlProps|threadedComments|chartsheets|dialogsheets)/[^/]+)\.xml"
        r"|xl/(?:[^/]+/)?_rels/[^/]+\.rels|docProps/(?:app|core)\.xml"
    )
    return (one for one in members if wanted.fullmatch(one))
