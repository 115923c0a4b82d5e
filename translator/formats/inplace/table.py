"""Tables as text, .csv and .tsv: chosen columns in English, all else byte for byte.

Separator, quotation marks, line ends, byte order mark and rows of unequal length stay. Cells in
quotation marks may hold line breaks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from statistics import median

from translator.document import TranslatedDocument
from translator.formats.decode import decoded
from translator.formats.inplace.block import document_of, parts_of
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.unchanged import refuse_unchanged
from translator.formats.inplace.values import Value, chosen, spliced, value_of
from translator.script import has_arabic

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 50
_LABEL = 30
_HEAD = 3
"""How many times as long as its head the cells of a column are, where Arabic is a head at all."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: its column, counted from 0, its text, where it stands, and whether it is quoted."""

    column: int
    text: str
    span: tuple[int, int]
    quoted: bool


Row = list[_Cell]


def opened(data: bytes, name: str, reading: Reading) -> Opened:
    """A table taken apart. `reading.fields` names columns by the first row or by number from 1;
    without it there must be one column that holds Arabic. A first row of names stays.

    Raises DocumentError where no column can be chosen.
    """
    found = decoded(data, name)
    suffix = PurePath(name).suffix
    separator = "\t" if suffix.lower() == ".tsv" else _separator(found.text, reading.fields)
    rows = list(_rows(found.text, separator))
    columns, has_head = _columns(rows, reading.fields, name)
    taken = [
        cell
        for row in rows[1 if has_head else 0 :]
        for cell in row
        if cell.column in columns and has_arabic(cell.text)
    ]
    bare = separator == "\t" and not any(cell.quoted for row in rows for cell in row)
    values: list[Value] = [value_of(cell.text) for cell in taken]
    blocks = [block for value in values for block in value.blocks]

    def rebuilt(translated: TranslatedDocument) -> bytes:
        refuse_unchanged(translated.translations, name)
        parts = iter(parts_of(translated, blocks))
        edits = []
        for cell, value in zip(taken, values, strict=True):
            english = value.in_english(parts)
            if english != cell.text:
                edits.append((cell.span, _written(english, cell, separator, bare=bare)))
        return found.encoded(spliced(found.text, edits))

    known = suffix.lower() in (".csv", ".tsv")
    return Opened(document_of(name, blocks), suffix if known else ".csv", rebuilt)


def _rows(text: str, separator: str) -> Iterator[Row]:
    apart = re.escape(separator)
    quoted = re.compile(rf'"([^"]*(?:""[^"]*)*)"(?={apart}|\r|\n|\Z)')
    plain = re.compile(rf"[^{apart}\r\n]*")
    line_break = re.compile("\r\n|\r|\n")
    place = 0
    row: Row = []
    while place < len(text) or row:
        match = quoted.match(text, place)
        if match:
            cell = _Cell(len(row), match[1].replace('""', '"'), match.span(), True)
        else:
            match = plain.match(text, place)
            assert match is not None  # it may be empty
            cell = _Cell(len(row), match[0], match.span(), False)
        row.append(cell)
        place = match.end()
        if text.startswith(separator, place):
            place += len(separator)
            continue
        yield row
        row = []
        ending = line_break.match(text, place)
        if ending is None:
            return
        place = ending.end()


def _separator(text: str, wanted: Sequence[str]) -> str:
    """The separator by which the columns wanted are there, quotation marks stand around whole
    cells, and the first rows have most often the same number of cells."""
    sample = text[:100_000]

    def fitness(separator: str) -> tuple[int, bool, int, float, int]:
        rows = [row for row, _ in zip(_rows(sample, separator), range(_SAMPLE_ROWS), strict=False)]
        sizes = [len(row) for row in rows if len(row) > 1 or row[0].text]
        size, count = Counter(sizes).most_common(1)[0] if sizes else (0, 0)
        torn = sum(cell.text.startswith('"') for row in rows for cell in row if not cell.quoted)
        named = sum(cell.text.strip() in wanted for cell in rows[0]) if rows else 0
        even = count / max(len(sizes), 1)
        return named, size > 1, -torn, even, sizes[0] if sizes else 0

    return max(_SEPARATORS, key=fitness)


def _columns(rows: Sequence[Row], wanted: Sequence[str], name: str) -> tuple[set[int], bool]:
    """The numbers of the columns to translate, and whether the first row holds their names."""
    head = [cell.text.strip() for cell in rows[0]] if rows else []
    by_name = bool(wanted) and any(field in head for field in wanted)
    has_head = by_name or _is_head(rows)
    width = max(map(len, rows), default=0)
    below = rows[1:] if has_head else rows
    count = Counter(cell.column for row in below for cell in row if has_arabic(cell.text))
    labels = [
        head[n] if has_head and n < len(head) and head[n] else str(n + 1) for n in range(width)
    ]
    names = [
        labels[int(field) - 1] if field not in labels and _is_number(field, width) else field
        for field in wanted
    ]
    arabic = [labels[n] for n in sorted(count)]
    fields = set(chosen(names, labels, arabic, name, "columns"))
    return {n for n, label in enumerate(labels) if label in fields}, has_head


def _is_number(field: str, most: int) -> bool:
    return field.isascii() and field.isdecimal() and len(field) < 6 and 0 < int(field) <= most


def _is_head(rows: Sequence[Row]) -> bool:
    """Whether the first row names the columns: it has no Arabic where others have, or its Arabic
    is a short label over long texts."""
    if len(rows) < 2:
        return False
    sure = False
    for cell in rows[0]:
        below = [
            other.text
            for row in rows[1:]
            for other in row[cell.column : cell.column + 1]
            if has_arabic(other.text)
        ]
        if not below:
            continue
        if not has_arabic(cell.text):
            sure = sure or bool(cell.text.strip())
        elif len(cell.text) > _LABEL or len(cell.text) * _HEAD > median(map(len, below)):
            return False
        else:
            sure = True
    return sure


def _written(english: str, cell: _Cell, separator: str, *, bare: bool) -> str:
    if bare:  # a table that knows no quotation marks
        return " ".join(english.replace("\t", " ").splitlines())
    if cell.quoted or any(sign in english for sign in (separator, '"', "\n", "\r")):
        return '"' + english.replace('"', '""') + '"'
    return english
