"""Tables: TSV and CSV, read with one clear sentence for every mistake.

The first line names the columns. Lines that are blank or begin with `#` are passed over (they are
not kept when a glossary is saved). Cells at the end of a line may be left off where they are
empty and not required, since many editors take trailing tabs away. CSV quotes as RFC 4180 says.
In TSV a quotation mark is a character like any other, but a cell that stands in quotation marks as
a whole, those inside doubled, loses them: so spreadsheets write what holds a comma or a quotation.
The header line tells the separator, whatever the name ends in: spreadsheets write `;` into .csv
where `,` is the decimal sign, and tabs into .txt in UTF-16.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from glossary.errors import GlossaryError
from glossary.fold import ARABIC_LETTER
from glossary.formats.columns import (
    COLUMNS,
    REQUIRED,
    SEPARATORS,
    canonical,
    columns_of,
    guessed_columns,
    header_example,
    imported_columns,
    separator_of,
)
from glossary.formats.report import Imported, Log
from glossary.formats.rows import fault, tidied, usable
from glossary.term import Glossary, Term, resolved, same_spelling, spelling_key

_QUOTED = re.compile('"(?:[^"]|"")*"')
_SEPARATOR_LINE = re.compile("sep=.\\s*$", re.IGNORECASE | re.MULTILINE)
"""The line with which a spreadsheet is told the separator; the header tells it too."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its first and last line, how many cells it was given, and its term."""

    first: int
    last: int
    cells: int
    term: Term


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read: its separator, the line(s) that name the columns, and its rows.

    `names` are the cells of that first line as written, `columns` what they mean; lines count
    from 1. All rows are there, also those whose spellings a later one takes.
    """

    separator: str
    first: int
    last: int
    names: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of all rows."""
        return tuple(row.term for row in self.rows)


def parse(text: str, where: str, separator: str, *, name: str = "") -> Glossary:
    """Read a glossary from its text; `where` names it in errors.

    `separator`, a tab or comma, is the one expected: the header line may show another one.
    Two rows that give one spelling different targets raise `GlossaryError` naming both lines, as
    does every faulty row; of two rows that agree, the later one stands.
    """
    terms = table_of(text, where, separator).terms
    return Glossary(tuple(resolved(terms)), name or where)


def read_table(text: str, where: str, separator: str, *, name: str = "") -> Imported:
    """Read a table from elsewhere from its text: faulty rows are left out and reported.

    Columns may have other usual names, be unknown (they are left out), or have no names at all
    where the script tells them apart. Raises `GlossaryError` for a table whose columns cannot be
    told, and for two rows that contradict each other.
    """
    log = Log(where, "rows")
    terms = resolved(_table(text, where, separator, log).terms)
    return Imported(Glossary(tuple(terms), name or where), log.report(len(terms)))


def table_of(text: str, where: str, separator: str) -> Table:
    """What `parse` reads, with the lines that every row fills. Raises as `parse` does."""
    return _table(text, where, separator, None)


def to_tsv(terms: Iterable[Term]) -> str:
    """Terms as the text of a TSV file, all columns, one line a term."""
    lines = [COLUMNS, *(tuple(map(quoted, cells_of(term))) for term in terms)]
    return "".join("\t".join(line) + "\n" for line in lines)


def to_csv(terms: Iterable[Term]) -> str:
    """Terms as the text of a CSV file, all columns."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(cells_of(term) for term in terms)
    return buffer.getvalue()


def _table(text: str, where: str, separator: str, log: Log | None) -> Table:
    """A table and its rows; without a log every faulty row is an error."""
    if _SEPARATOR_LINE.match(text):
        text = f"#{text}"
    separator = found_separator(text, separator)
    records = _records(text, where, separator)
    header = next(records, None)
    if header is None:
        raise GlossaryError(
            f"{where} is empty: its first line must be {header_example(separator)}."
        )
    first, last, names = header
    if log is None:
        columns = columns_of(names, f"{where}, line {first}", separator)
    elif not any(canonical(cell) in COLUMNS for cell in names):
        columns = guessed_columns(first, names, separator, log)
        records = _records(text, where, separator)  # the first line is one of them
    else:
        columns = imported_columns(first, names, separator, log)
    rows: list[Row] = []
    seen: dict[str, list[tuple[int, str, str]]] = {}
    for begins, ends, cells in records:
        term = _row(begins, cells, columns, where, log)
        if term is not None:
            _refuse_contradiction(term, begins, seen, where)
            rows.append(Row(begins, ends, len(cells), term))
    return Table(separator, first, last, tuple(names), tuple(columns), tuple(rows))


def _row(
    line: int, cells: list[str], columns: list[str], where: str, log: Log | None
) -> Term | None:
    """The term of a row; None where the log takes up why it can be none."""
    given = len(cells)
    while len(cells) > len(columns) and not cells[-1]:
        cells = cells[:-1]
    needed = 1 + max(columns.index(name) for name in REQUIRED)
    misfit = (
        f"{given} cell{'' if given == 1 else 's'} where the first line names "
        f"{len(columns)} columns; separate the cells as in the first line."
    )
    if len(cells) > len(columns) or given < needed:
        if log is None:
            raise GlossaryError(f"{where}, line {line}: {misfit}")
        log.leave(line, misfit.rstrip("."), "rows with too many or too few cells")
        return None
    row = dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))
    if log is None:
        term = term_of(row)
        if reason := fault(term):
            raise GlossaryError(f"{where}, line {line}: {reason}")
        return term
    if ARABIC_LETTER.search(row["target"]) and not ARABIC_LETTER.search(row["source"]):
        row["source"], row["target"] = row["target"], row["source"]
        log.count("rows with the Arabic under target and the English under source are turned")
    term = tidied(term_of(row), line, log)
    if not usable(term, line, log):
        return None
    log.take()
    return term


def _refuse_contradiction(
    term: Term, line: int, seen: dict[str, list[tuple[int, str, str]]], where: str
) -> None:
    for spelling in term.spellings:
        earlier = seen.setdefault(spelling_key(spelling), [])
        for other_line, other, target in earlier:
            if target != term.target and same_spelling(spelling, other):
                raise GlossaryError(
                    f"{where}, lines {other_line} and {line} give {spelling} two targets, "
                    f"{target or '(none)'} and {term.target or '(none)'}: keep one, and put "
                    "the other under accept."
                )
        earlier.append((line, spelling, term.target))


def term_of(row: Mapping[str, str]) -> Term:
    """The term of a row, given as its cells by the names of their columns; it may be faulty."""
    return Term(
        row["source"],
        row["target"],
        _values(row, "variants"),
        _values(row, "accept"),
        _values(row, "avoid"),
        row.get("type", ""),
        row.get("match", ""),
        row.get("note", ""),
    )


def _values(row: Mapping[str, str], name: str) -> tuple[str, ...]:
    values = (value.strip() for value in row.get(name, "").split("|"))
    return tuple(dict.fromkeys(value for value in values if value))


def cells_of(term: Term) -> tuple[str, ...]:
    """The cells of a row; what would break a row is refused."""
    for value in (*term.variants, *term.accept, *term.avoid):
        if "|" in value:
            raise GlossaryError(f"{value!r} holds |, which separates values in a glossary file.")
    cells = (
        term.source,
        term.target,
        "|".join(term.variants),
        "|".join(term.accept),
        "|".join(term.avoid),
        term.type,
        term.match,
        term.note,
    )
    for cell in cells:
        if any(mark in cell for mark in "\t\n\r"):
            raise GlossaryError(f"{cell!r} holds a tab or line break: a glossary row is one line.")
    return cells


def quoted(cell: str) -> str:
    """A TSV cell as it must be written to be read again as it is."""
    if not _QUOTED.fullmatch(cell):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"').strip() if _QUOTED.fullmatch(cell) else cell


def found_separator(text: str, expected: str) -> str:
    """The separator that the first line of a table shows, else the one expected."""
    lines = (line for line in text.splitlines() if line.strip() and not _is_comment(line))
    first = next(lines, "")
    separators = (expected, *SEPARATORS)
    cut = [[_unquoted(cell.strip()) for cell in first.split(separator)] for separator in separators]
    return separator_of(cut, separators, expected)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def rows_of(
    text: str, where: str, separator: str, *, comments: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold something, with their numbers, cut into cells without outer space.

    Lines that begin with `#` are passed over where they are `comments`. Raises `GlossaryError`
    naming the line where quotation marks do not close.
    """
    for first, _, cells in _records(text, where, separator, comments=comments):
        yield first, cells


def _records(
    text: str, where: str, separator: str, *, comments: bool = True
) -> Iterator[tuple[int, int, list[str]]]:
    """What `rows_of` gives, with the last line of each, too: a quoted cell may hold several."""
    if separator == "\t":
        for number, line in enumerate(re.split("\r\n?|\n", text), 1):
            if line.strip() and not (comments and _is_comment(line)):
                yield number, number, [_unquoted(cell.strip()) for cell in line.split("\t")]
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            stripped = [" ".join(cell.split()) for cell in cells]
            if any(stripped) and not (comments and stripped[0].startswith("#")):
                yield begins, reader.line_num, stripped
            begins = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            raise GlossaryError(
                f"{where}, line {begins}: a cell holds more than {csv.field_size_limit():,} "
                "characters; shorten it, or close its quotation mark."
            ) from None
        raise GlossaryError(
            f"{where}, line {begins}: the quotation marks of this row do not close ({error}); "
            'write a " inside a cell as "".'
        ) from None
