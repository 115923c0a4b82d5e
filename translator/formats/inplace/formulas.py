"""Formulas of a workbook: the texts in them, and the names of sheets and columns they go by.

Nothing is reckoned. A formula is cut into texts in quotation marks, names of sheets before `!`,
columns of tables in brackets, and all the rest, which stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

_TEXT = re.compile('"((?:[^"]|"")*)"')
_QUOTED = re.compile("'((?:[^']|'')*)'(!?)")
_NAME = r"[^\s'\"!()+\-*/^&=<>,;:{}\[\]@#%]+"
_SHEETS = re.compile(rf"(?:({_NAME}):)?({_NAME})!")
_WORD = re.compile(_NAME)
_BRACKETS = re.compile(r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]", re.DOTALL)
_COLUMN = re.compile(r"\[((?:[^\[\]']|'.)*)\]", re.DOTALL)
_ESCAPED = re.compile("'(.)", re.DOTALL)
_PLAIN_COLUMN = re.compile(r"[\w ]+")
_IN_FORMATS = re.compile(r"[A-Za-z0#%?@]")
_FORMATS = re.compile(r"(?<!\w)TEXT\s*\(", re.IGNORECASE)
_LONGEST_TEXT = 255
"""Letters of a text in a formula, as Excel allows."""


def _same(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Names:
    """What texts, sheets and columns of tables are called in English; what is missing stays."""

    text: Callable[[str], str] = _same
    sheets: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


def texts_in(formula: str) -> Iterator[str]:
    """The texts of a formula that say something to a reader. In a formula with TEXT that is no text
    with letters that a number format may be made of."""
    formats = _FORMATS.search(formula) is not None
    for kind, found in _parts(formula):
        if kind == "text":
            text = found[1:-1].replace('""', '"')
            if not text.startswith("#") and not (formats and _IN_FORMATS.search(text)):
                yield text


def rewritten(formula: str, names: Names) -> str:
    """A formula with other names in it."""
    said = frozenset(texts_in(formula))
    return "".join(_renamed(kind, part, names, said) for kind, part in _parts(formula))


def quoted_sheet(name: str) -> str:
    """The name of a sheet, or of two with a colon, as it stands before `!`."""
    return "'" + name.replace("'", "''") + "'"


def _parts(formula: str) -> Iterator[tuple[str, str]]:
    """A formula cut into `(kind, part)`: text, sheet (with its `!`), column, other."""
    at = 0
    while at < len(formula):
        kind, end = "other", at + 1
        if formula[at] == '"' and (found := _TEXT.match(formula, at)):
            kind, end = "text", found.end()
        elif formula[at] == "'" and (found := _QUOTED.match(formula, at)):
            kind, end = ("sheet" if found[2] and "[" not in found[1] else "other"), found.end()
        elif formula[at] == "[" and (found := _BRACKETS.match(formula, at)):
            end = found.end()
            outside = _SHEETS.match(formula, end)  # [1]Sheet!A1: a sheet of another workbook
            if outside:
                end = outside.end()
            elif not found[0][1:-1].isdigit():
                kind = "column"
        elif found := _SHEETS.match(formula, at):
            kind, end = "sheet", found.end()
        elif found := _WORD.match(formula, at):
            end = found.end()
        yield kind, formula[at:end]
        at = end


def _renamed(kind: str, part: str, names: Names, said: frozenset[str]) -> str:
    if kind == "text":
        text = part[1:-1].replace('""', '"')
        if text.startswith("#"):  # a place that a link leads to
            new = f"#{rewritten(text[1:], names)}"
        else:
            new = names.text(text) if text in said else text
        new = new.replace('"', '""')
        return f'"{new}"' if len(new) <= _LONGEST_TEXT else part
    if kind == "sheet":
        return _with_sheet(part, names.sheets)
    if kind == "column":
        return _with_columns(part, names.columns)
    return part


def _with_sheet(part: str, sheets: Mapping[str, str]) -> str:
    name = part[1:-2].replace("''", "'") if part.startswith("'") else part[:-1]
    if name in sheets:
        return f"{quoted_sheet(sheets[name])}!"
    first, colon, last = name.partition(":")
    if not colon or last not in sheets:
        return part
    if first in sheets:  # from a sheet to a sheet
        return f"{quoted_sheet(f'{sheets[first]}:{sheets[last]}')}!"
    return part if part.startswith("'") else f"{first}:{quoted_sheet(sheets[last])}!"


def _with_columns(part: str, columns: Mapping[str, str]) -> str:
    inside = part[1:-1]
    if "[" in inside:
        return f"[{_COLUMN.sub(lambda found: f'[{_column(found[1], columns)}]', inside)}]"
    row = "@" if inside.startswith("@") else ""
    old = inside.removeprefix("@")
    new = _column(old, columns)
    if new == old:
        return part
    if row:
        return f"[@[{new}]]"
    return f"[{new}]" if _PLAIN_COLUMN.fullmatch(new) else f"[[{new}]]"


def _column(raw: str, columns: Mapping[str, str]) -> str:
    new = columns.get(_ESCAPED.sub(r"\1", raw))
    return raw if new is None else re.sub(r"([\[\]#'@])", r"'\1", new)
