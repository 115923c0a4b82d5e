"""Formulas of a workbook: the texts in them, and the names of sheets and columns they go by.

Nothing is reckoned. A formula is cut into texts in quotation marks, names of sheets before `!`,
columns of tables in brackets, and all the rest, which stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_NAME = r"[^\s'\"!()+\-*/^&=<>,;:{}\[\]@#%]+"
_BRACKETS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
_PARTS = re.compile(
    '(?P<text>"(?:[^"]|"")*")'
    "|(?P<quoted>'(?:[^']|'')*'!?)"
    rf"|(?P<outside>{_BRACKETS}(?:{_NAME}:)?{_NAME}!)"  # a sheet of another workbook: [1]Sheet!
    rf"|(?P<column>{_BRACKETS})"
    rf"|(?P<sheet>(?:{_NAME}:)?{_NAME}!)"
    rf"|(?P<other>{_NAME}|[\s()+\-*/^&=<>,;:{{}}@#%]+|.)",
    re.DOTALL,
)
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
    return _said(formula, _parts(formula))


def rewritten(formula: str, names: Names) -> str:
    """A formula with other names in it."""
    parts = _parts(formula)
    said = frozenset(_said(formula, parts))
    return "".join(_renamed(kind, part, names, said) for kind, part in parts)


def quoted_sheet(name: str) -> str:
    """The name of a sheet, or of two with a colon, as it stands before `!`."""
    return "'" + name.replace("'", "''") + "'"


def _parts(formula: str) -> list[tuple[str, str]]:
    """A formula cut into `(kind, part)`: text, sheet (with its `!`), column, other."""
    found = []
    for one in _PARTS.finditer(formula):
        kind, part = one.lastgroup or "", one[0]
        if kind == "quoted":
            kind = "sheet" if part.endswith("!") and "[" not in part else "other"
        elif kind == "column" and part[1:-1].isdigit():
            kind = "other"
        found.append((kind, part))
    return found


def _said(formula: str, parts: Sequence[tuple[str, str]]) -> Iterator[str]:
    formats = _FORMATS.search(formula) is not None
    for kind, part in parts:
        if kind == "text":
            text = part[1:-1].replace('""', '"')
            if not text.startswith("#") and not (formats and _IN_FORMATS.search(text)):
                yield text


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
