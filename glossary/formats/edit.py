"""A table changed in its text: only the lines of the rows concerned, all else byte for byte.

Comments, blank lines, the order of rows and columns, the names of the columns, quotation marks,
encoding, byte order mark and line ends stay. A column that a new row needs is named in the first
line; other rows are left as they are, since cells at the end of a row may be left off.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from glossary.errors import GlossaryError
from glossary.formats.columns import COLUMNS, REQUIRED
from glossary.formats.files import reading
from glossary.formats.table import Table, cells_of, quoted, table_of
from glossary.term import Glossary, Term, remaining

_LINE = re.compile("[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_END = re.compile("\r\n?|\n")
_LAST_END = re.compile(r"(?:\r\n?|\n)\Z")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"", "utf-8"),
)


@dataclass(frozen=True)
class Sheet:
    """The text of a table as it stands in a file, and the table in it.

    `mark` is the byte order mark, `lines` are the lines of the text with their ends.
    """

    path: Path
    expected: str
    mark: bytes
    encoding: str
    lines: tuple[str, ...]
    table: Table

    @classmethod
    def of(cls, data: bytes, path: Path, expected: str) -> Sheet:
        """Read the bytes of a file; `expected` is its separator if the first line shows none.

        Raises `GlossaryError` as loading the file would.
        """
        mark, encoding = next(known for known in _MARKS if data.startswith(known[0]))
        with reading(path):
            text = data[len(mark) :].decode(encoding)
        if "\0" in text:
            line = text[: text.index("\0")].count("\n") + 1
            raise GlossaryError(
                f"{path}, line {line} holds binary data: save the glossary as UTF-8 text."
            )
        table = table_of(text, str(path), expected)
        return cls(path, expected, mark, encoding, tuple(_LINE.findall(text)), table)

    @cached_property
    def counting(self) -> Sequence[Term | None]:
        """What counts of each row: later rows take the spellings they name from earlier ones."""
        return remaining(self.table.terms)

    @cached_property
    def glossary(self) -> Glossary:
        """The glossary of the file, as loading it gives."""
        return Glossary(tuple(term for term in self.counting if term is not None), self.path.name)

    def edited(self, changes: Mapping[int, Term | None], added: Sequence[Term] = ()) -> Sheet:
        """The file after changes to rows, by their number, and with rows at the end.

        A row changed to None goes. Raises `GlossaryError` for a term that cannot stand in a file
        as it is.
        """
        written = [*(term for term in changes.values() if term is not None), *added]
        columns, names = self._columns(written)
        lines: list[str] = list(self.lines)
        if columns != list(self.table.columns):
            self._fill(lines, self.table.first, self.table.last, self._line(names))
        for number, term in changes.items():
            row = self.table.rows[number]
            if term is None:
                lines[row.first - 1 : row.last] = [""] * (row.last - row.first + 1)
            else:
                cells = _cells(term, columns, row.cells)
                self._fill(lines, row.first, row.last, self._line(cells))
        new = [self._line(_cells(term, columns, len(names))) for term in added]
        wanted = [changes.get(i, row.term) for i, row in enumerate(self.table.rows)]
        terms = [term for term in (*wanted, *added) if term is not None]
        try:
            data = self.mark + self._joined(lines, new).encode(self.encoding)
            after = Sheet.of(data, self.path, self.expected)
        except (GlossaryError, UnicodeEncodeError):
            after = self
        if list(after.table.terms) != terms:
            raise GlossaryError(
                f"{self.path} cannot hold the row {written[0].source if written else ''} as it "
                "is: leave out a # at its beginning, control characters, and doubled spaces."
            )
        return after

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.mark + "".join(self.lines).encode(self.encoding)

    def _columns(self, terms: Sequence[Term]) -> tuple[list[str], list[str]]:
        """The columns, and the first line's cells, once there is one for all that terms hold."""
        columns, names = list(self.table.columns), list(self.table.names)
        for name in COLUMNS[len(REQUIRED) :]:
            if name not in columns and any(getattr(term, name) for term in terms):
                # A first line may end in cells without a name: the first of them takes it.
                names[len(columns) : len(columns) + 1] = [name]
                columns.append(name)
        return columns, names

    def _line(self, cells: Sequence[str]) -> str:
        """A line, without its end, in the manner of the first one."""
        separator = self.table.separator
        if separator == "\t":
            return "\t".join(map(quoted, cells))
        all_quoted = self.lines[self.table.first - 1].lstrip().startswith('"')
        buffer = io.StringIO()
        csv.writer(
            buffer,
            delimiter=separator,
            lineterminator="",
            quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL,
        ).writerow(cells)
        return buffer.getvalue()

    @staticmethod
    def _fill(lines: list[str], first: int, last: int, text: str) -> None:
        """Put a text in place of lines, with the end that the last of them has."""
        end = _END.search(lines[last - 1])
        lines[first - 1 : last] = [""] * (last - first) + [text + (end.group() if end else "")]

    def _joined(self, lines: Sequence[str], new: Sequence[str]) -> str:
        """The text: lines changed in place, then new ones. A last line without an end stays so."""
        text = "".join(lines)
        found = _END.search(self.lines[self.table.last - 1])
        end = found.group() if found else "\n"
        closed = _ends(self.lines[-1])
        for line in new:
            text += ("" if _ends(text) else end) + line + end
        return text if closed else _LAST_END.sub("", text)


def _ends(text: str) -> bool:
    return text.endswith(("\n", "\r"))


def _cells(term: Term, columns: Sequence[str], least: int) -> list[str]:
    """The cells of a row, `least` of them or more: empty ones at the end may be left off."""
    held = dict(zip(COLUMNS, cells_of(term), strict=True))
    cells = [held.get(name, "") for name in columns]
    needed = 1 + max(columns.index(name) for name in REQUIRED)
    while len(cells) > max(least, needed) and not cells[-1]:
        cells.pop()
    return cells + [""] * (least - len(cells))
