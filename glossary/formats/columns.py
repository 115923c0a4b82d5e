"""The first line of a table: which column is which, by our names or by those others use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.errors import GlossaryError
from glossary.fold import ARABIC_LETTER
from glossary.formats.languages import language_of
from glossary.formats.report import Log

COLUMNS: tuple[str, ...] = (
    "source",
    "target",
    "variants",
    "accept",
    "avoid",
    "type",
    "match",
    "note",
)
REQUIRED = ("source", "target")
SEPARATORS = ("\t", ",", ";")
_OTHER_NAMES = {
    "source": "source term|term|arabic|arabic term|source (arabic)|العربية|عربي|بالعربية|المصطلح",
    "target": "target term|translation|rendering|english|english term|target (english)|"
    "الإنجليزية|الانجليزية|إنجليزي|انجليزي|بالإنجليزية|الترجمة|المقابل",
    "variants": "variant|spellings|other spellings",
    "accept": "accepted|also accepted|alternatives",
    "avoid": "avoided|forbidden|do not use",
    "type": "category|kind",
    "note": "notes|comment|comments|remark|remarks|ملاحظة|ملاحظات",
}
_CANONICAL = {
    **{other: name for name, others in _OTHER_NAMES.items() for other in others.split("|")},
    **{name: name for name in COLUMNS},
}


def canonical(cell: str) -> str:
    """Our name of the column that a cell of a first line names, or the cell in small letters."""
    name = " ".join(re.sub("[_-]+", " ", cell.lower()).split())
    if re.fullmatch("[a-z]{2,3}( [a-z0-9]{2,4})?", name):
        name = {"ar": "source", "en": "target"}.get(language_of(name), name)
    return _CANONICAL.get(name, cell.lower())


def header_example(separator: str) -> str:
    """What the first line of a table must be."""
    shown = "<tab>" if separator == "\t" else separator
    return f"source{shown}target (and, if wanted, {', '.join(COLUMNS[2:])})"


def separator_of(lines: list[list[str]], separators: tuple[str, ...], expected: str) -> str:
    """The separator at which a first line falls into the columns needed, else the expected.

    `lines` is that line, cut at each of `separators`. Where it names no column, a separator that
    parts an Arabic cell from another one is taken.
    """
    cut = list(zip(separators, lines, strict=True))
    for separator, cells in cut:
        if set(map(canonical, cells)).issuperset(REQUIRED):
            return separator
    for separator, cells in cut:
        if len(cells) == 2 and by_script(cells):
            return separator
    return expected


def by_script(cells: list[str]) -> dict[int, str]:
    """Which cells of a line without names hold the Arabic and the English; empty if unclear."""
    arabic = [index for index, cell in enumerate(cells) if ARABIC_LETTER.search(cell)]
    others = [
        index
        for index, cell in enumerate(cells)
        if any(map(str.isalpha, cell)) and index not in arabic
    ]
    if not arabic or not others or any(canonical(cell) in COLUMNS for cell in cells):
        return {}
    return {arabic[0]: "source", others[0]: "target"}


def columns_of(cells: list[str], place: str, separator: str) -> list[str]:
    """The columns that a first line names. Raises GlossaryError where one is missing or unknown."""
    columns = [canonical(cell) for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise GlossaryError(
            f"{place}: the column {missing[0]} is missing; the first line must be "
            f"{header_example(separator)}."
        )
    for name in columns:
        if name not in COLUMNS:
            raise GlossaryError(
                f"{place}: there is no column {name!r}; the columns are {', '.join(COLUMNS)}."
            )
        if columns.count(name) > 1:
            raise GlossaryError(f"{place}: the column {name} is there twice; keep one.")
    return columns


def imported_columns(line: int, cells: list[str], separator: str, log: Log) -> list[str]:
    """The columns of a table from elsewhere; what is not ours is empty, and said in the log."""
    columns = [canonical(cell) for cell in cells]
    for index, name in enumerate(columns):
        if name and name not in COLUMNS:
            log.remark(line, f"the column {cells[index]!r} is left out", "columns left out")
            columns[index] = ""
    kept = columns_of(list(_named(columns)), f"{log.name}, line {line}", separator)
    if kept != [name for name in COLUMNS if name in kept]:
        log.remark(line, f"the order of the columns is taken as {', '.join(kept)}", "orders")
    renamed = [
        f"{cell} as {name}"
        for cell, name in zip(cells, columns, strict=True)
        if name and cell.lower() != name
    ]
    if renamed:
        log.remark(line, f"columns with other names are taken: {', '.join(renamed)}", "names")
    return columns


def guessed_columns(line: int, cells: list[str], separator: str, log: Log) -> list[str]:
    """The columns of a table without a first line that names them, told by the script alone."""
    found = by_script(cells)
    if not found:
        return columns_of(cells, f"{log.name}, line {line}", separator)
    columns = [found.get(index, "") for index in range(len(cells))]
    which = " and ".join(f"column {index + 1} as {name}" for index, name in sorted(found.items()))
    log.remark(line, f"no line names the columns: {which} is taken, by the script", "headers")
    return columns


def _named(columns: list[str]) -> Iterator[str]:
    return (name for name in columns if name)
