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
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from glossary.errors import GlossaryError
from glossary.formats.columns import COLUMNS, REQUIRED
from glossary.formats.files import reading
from glossary.formats.table import Row, Table, cells_of, quoted, table_of
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

        A row changed to None goes. The caller sees to it that no two rows share a spelling. Raises
        `GlossaryError` for a term that cannot stand in a file as it is.
        """
        written = [*(term for term in changes.values() if term is not None), *added]
        columns, names = self._columns(written)
        lines: list[str] = list(self.lines)
        first, last = self.table.first, self.table.last
        shift = 0
        if columns != list(self.table.columns):
            shift = self._fill(lines, first, last, self._line(names))
            last = first
        header = "".join(lines[first - 1 : last]).rstrip("\r\n")
        rows = []
        for number, row in enumerate(self.table.rows):
            term = changes.get(number, row.term)
            begins, ends = row.first + shift, row.last + shift
            if term is None:
                del lines[begins - 1 : ends]
                shift -= ends - begins + 1
            elif number in changes:
                cells = _cells(term, columns, row.cells)
                shift += self._fill(lines, begins, ends, self._checked(header, cells, term))
                rows.append(Row(begins, begins, len(cells), term))
            else:
                rows.append(Row(begins, ends, row.cells, term) if shift else row)
        new = []
        for term in added:
            cells = _cells(term, columns, len(names))
            new.append(self._checked(header, cells, term))
            rows.append(Row(len(lines) + len(new), len(lines) + len(new), len(cells), term))
        table = Table(self.table.separator, first, last, tuple(names), tuple(columns), tuple(rows))
        return replace(self, lines=tuple(_LINE.findall(self._joined(lines, new))), table=table)

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

    def _checked(self, header: str, cells: Sequence[str], term: Term) -> str:
        """The line of a term, once it is certain that reading it gives the same term."""
        line = self._line(cells)
        try:
            again = Sheet.of(f"{header}\n{line}\n".encode(), self.path, self.table.separator).table
        except (GlossaryError, UnicodeEncodeError):
            again = None
        if again is None or again.terms != (term,) or again.rows[0].cells != len(cells):
            raise GlossaryError(
                f"{self.path} cannot hold the row {term.source} as it is: leave out a # at its "
                "beginning, control characters, and doubled spaces."
            )
        return line

    @staticmethod
    def _fill(lines: list[str], first: int, last: int, text: str) -> int:
        """Put a text in place of lines, with the end that the last of them has.

        Returns by how much the lines behind have moved.
        """
        end = _END.search(lines[last - 1])
        lines[first - 1 : last] = [text + (end.group() if end else "")]
        return first - last

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
