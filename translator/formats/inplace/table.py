"""Tables as text, .csv and .tsv: chosen columns in English, all else byte for byte.

Separator, quotation marks, line ends, byte order mark and rows of unequal length stay. Cells in
quotation marks may hold line breaks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from translator.document import TranslatedDocument
from translator.errors import DocumentError
from translator.formats.decode import decoded
from translator.formats.inplace import large
from translator.formats.inplace.block import BETWEEN, document_of
from translator.formats.inplace.large import HeldWhole, Taken
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.unchanged import refuse_unchanged
from translator.formats.inplace.values import changed, chosen, spliced, taken_apart
from translator.formats.kinds import suffix_of
from translator.script import has_arabic

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 50
_LABEL = 30
_LINE_BREAK = re.compile("\r\n|\r|\n")
_SAID = re.compile("sep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)
"""The first line by which a table tells Excel its separator."""
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

    Raises DocumentError where no column can be chosen, and for a quotation mark that is opened
    and not closed.
    """
    found = decoded(data, name)
    table = _Table(name, reading)
    table.look(found.text)
    table.settle()
    document, in_english, _, formatted = table.taken(found.text, True)

    def rebuilt(translated: TranslatedDocument) -> bytes:
        refuse_unchanged(translated.translations, name)
        return found.encoded(in_english(translated))

    suffix = suffix_of(name)
    known = suffix.lower() in (".csv", ".tsv")
    return Opened(document, suffix if known else ".csv", rebuilt, formatted)


def cutter(name: str, reading: Reading) -> _Table:
    """What takes a large table apart in pieces; see `large.Cutter`."""
    return _Table(name, reading)


class _Table:
    """A table, whole or, where it is large, cut between rows; see `large.Cutter`.

    Separator and head are judged by the first piece.
    """

    def __init__(self, name: str, reading: Reading) -> None:
        self._name, self._wanted = name, reading.fields
        self._separator = "\t" if suffix_of(name).lower() == ".tsv" else ""
        self._head: Row | None = None
        self._has_head = False
        self._said = False
        self._arabic: set[int] = set()
        self._width = 0
        self._quoted = False
        self._line = 1
        self._columns: set[int] = set()

    def end(self, text: str) -> int | None:
        self._separator = self._separator or _separator(text, self._wanted)
        end = next((end for _, end in _ended(text, self._separator) if end >= large.PIECE), None)
        if end is None and len(text) > 16 * large.PIECE:
            raise HeldWhole
        return end

    def look(self, text: str) -> None:
        self._separator = self._separator or _separator(text, self._wanted)
        rows = list(_rows(text, self._separator))
        if self._line == 1 and _SAID.match(text):
            self._said = True
            rows = rows[1:]
        self._quoted = self._quoted or any(cell.quoted for row in rows for cell in row)
        below = rows
        if self._head is None:
            self._head = rows[0] if rows else []
            names = [cell.text.strip() for cell in self._head]
            self._has_head = any(name in names for name in self._wanted) or _is_head(rows)
            below = rows[1:] if self._has_head else rows
        self._width = max(self._width, max(map(len, rows), default=0))
        self._arabic |= {cell.column for row in below for cell in row if has_arabic(cell.text)}
        if self._separator != "\t":
            _refuse_open(text, rows, self._name, self._line)
        self._line += _line_breaks(text)

    def settle(self) -> None:
        head = [cell.text.strip() for cell in self._head or ()] if self._has_head else []
        self._columns = _columns(head, self._arabic, self._width, self._wanted, self._name)

    def taken(self, text: str, first: bool) -> Taken:
        separator, bare = self._separator, self._separator == "\t" and not self._quoted
        rows = list(_rows(text, separator))
        if first:
            rows = rows[self._said + self._has_head :]
        taken = [
            cell
            for row in rows
            for cell in row
            if cell.column in self._columns and has_arabic(cell.text)
        ]
        values, blocks = taken_apart([cell.text for cell in taken])

        def in_english(translated: TranslatedDocument) -> str:
            # Taken apart anew: many small pages would fill memory while they wait for the model.
            again, own = taken_apart([cell.text for cell in taken])
            edits = [
                (taken[number].span, _written(english, taken[number], separator, bare=bare))
                for number, english in changed(again, own, translated)
            ]
            return spliced(text, edits)

        document = document_of(self._name, blocks)
        formatted = any(value.formatted for value in values)
        return Taken(document, in_english, len(BETWEEN) if document.text else 0, formatted)


def _refuse_open(text: str, rows: Sequence[Row], name: str, first: int) -> None:
    """Raise DocumentError where a cell begins with a quotation mark that nothing closes; `first`
    is the number of the line in which the text begins."""
    for row in rows:
        for cell in row:
            if _is_open(cell):
                line = first + _line_breaks(text[: cell.span[0]])
                raise DocumentError(
                    f"{name}, line {line}: a quotation mark opens this cell and none closes it; "
                    "close it, or write it twice inside quotation marks"
                )


def _line_breaks(text: str) -> int:
    return len(_LINE_BREAK.findall(text))


def _ended(text: str, separator: str) -> Iterator[tuple[Row, int]]:
    """The rows of a text that goes on, each with where the next one begins, up to one that may be
    cut off."""
    for row in _rows(text, separator):
        last = row[-1]
        if any(map(_is_open, row)):  # what closes it may be still to come
            return
        ending = _LINE_BREAK.match(text, last.span[1])
        if ending is None or ending.end() == len(text):
            return
        yield row, ending.end()


def _is_open(cell: _Cell) -> bool:
    """Whether a cell begins with a quotation mark that nothing closes."""
    return not cell.quoted and cell.text.startswith('"') and cell.text.count('"') % 2 == 1


def _rows(text: str, separator: str) -> Iterator[Row]:
    apart = re.escape(separator)
    quoted = re.compile(rf'"([^"]*(?:""[^"]*)*)"(?={apart}|\r|\n|\Z)')
    plain = re.compile(rf"[^{apart}\r\n]*")
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
        ending = _LINE_BREAK.match(text, place)
        if ending is None:
            return
        place = ending.end()


def _separator(text: str, wanted: Sequence[str]) -> str:
    """The separator by which the columns wanted are there, quotation marks stand around whole
    cells, and the first rows have most often the same number of cells."""
    said = _SAID.match(text)
    if said:
        return said[1]
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


def _columns(
    head: Sequence[str], with_arabic: Collection[int], width: int, wanted: Sequence[str], name: str
) -> set[int]:
    """The numbers of the columns to translate. `head` are their names, of a table without such a
    row none; `with_arabic` those in which there is Arabic."""
    labels = [head[n] if n < len(head) and head[n] else str(n + 1) for n in range(width)]
    names = [
        labels[int(field) - 1] if field not in labels and _is_number(field, width) else field
        for field in wanted
    ]
    arabic = [labels[n] for n in sorted(with_arabic)]
    fields = set(chosen(names, labels, arabic, name, "columns"))
    return {n for n, label in enumerate(labels) if label in fields}


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
