"""Glossary files: TSV and CSV, read with one clear sentence for every mistake, written whole.

The first line names the columns. Lines that are blank or begin with `#` are passed over (they are
not kept when a glossary is saved). Cells at the end of a line may be left off where they are
empty and not required, since many editors take trailing tabs away. CSV quotes as RFC 4180 says.
In TSV a quotation mark is a character like any other, but a cell that stands in quotation marks as
a whole, those inside doubled, loses them: so spreadsheets write what holds a comma or a quotation.
The header line tells the separator, whatever the name ends in: spreadsheets write `;` into .csv
where `,` is the decimal sign, and tabs into .txt in UTF-16.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from glossary.errors import GlossaryError
from glossary.fold import ARABIC_LETTER
from glossary.term import MATCHES, TYPES, Glossary, Term, resolved, same_spelling, spelling_key

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
_REQUIRED = ("source", "target")
_SEPARATORS = ("\t", ",", ";")
_QUOTED = re.compile('"(?:[^"]|"")*"')
_SEPARATOR_LINE = re.compile("sep=.\\s*$", re.IGNORECASE | re.MULTILINE)
"""The line with which a spreadsheet is told the separator; the header tells it too."""


def load(path: Path) -> Glossary:
    """Read a glossary from a file whose name ends in .tsv, .txt or .csv.

    It is UTF-8, or UTF-16 with a byte order mark. Raises `GlossaryError` with file, line and
    remedy.
    """
    separator = _separator(path)
    try:
        data = path.read_bytes()
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise GlossaryError(f"{path} is not UTF-8 text: save it as UTF-8.") from None
    except FileNotFoundError:
        raise GlossaryError(f"There is no glossary {path}: check the name.") from None
    except IsADirectoryError:
        raise GlossaryError(f"{path} is a folder: give a glossary file in it.") from None
    except OSError as error:
        raise GlossaryError(
            f"{path} cannot be read ({error.strerror}): check the file and its permissions."
        ) from None
    if "\0" in text:
        raise GlossaryError(f"{path} holds binary data: save the glossary as UTF-8 text.")
    return parse(text, str(path), separator, name=path.name)


def parse(text: str, where: str, separator: str, *, name: str = "") -> Glossary:
    """Read a glossary from its text; `where` names it in errors.

    `separator`, a tab or comma, is the one expected: the header line may show another one.
    Two rows that give one spelling different targets raise `GlossaryError` naming both lines; of
    two rows that agree, the later one stands.
    """
    if _SEPARATOR_LINE.match(text):
        text = f"#{text}"
    separator = _found_separator(text, separator)
    rows = _rows(text, where, separator)
    header = next(rows, None)
    if header is None:
        raise GlossaryError(
            f"{where} is empty: its first line must be {_header_example(separator)}."
        )
    columns = _columns(header[1], f"{where}, line {header[0]}", separator)
    terms: list[Term] = []
    seen: dict[str, list[tuple[int, str, str]]] = {}
    for line, cells in rows:
        place = f"{where}, line {line}"
        term = _term(dict(zip(columns, _fitted(cells, columns, place), strict=True)), place)
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
        terms.append(term)
    return Glossary(tuple(resolved(terms)), name or where)


def save(terms: Iterable[Term], path: Path) -> None:
    """Write terms to a file, beside it first, then in its place.

    Raises `GlossaryError` where that cannot be done; an older file is then as it was.
    """
    separator = _separator(path)
    text = to_tsv(terms) if separator == "\t" else _to_csv(terms)
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".glossary-")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    except OSError as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        raise GlossaryError(f"{path} cannot be written ({error.strerror}).") from None


def to_tsv(terms: Iterable[Term]) -> str:
    """Terms as the text of a TSV file, all columns, one line a term."""
    lines = [COLUMNS, *(tuple(map(_quoted, _cells(term))) for term in terms)]
    return "".join("\t".join(line) + "\n" for line in lines)


def _to_csv(terms: Iterable[Term]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(term) for term in terms)
    return buffer.getvalue()


def _cells(term: Term) -> tuple[str, ...]:
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


def _separator(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix in (".tsv", ".txt"):
        return "\t"
    if suffix == ".csv":
        return ","
    raise GlossaryError(f"{path} is no glossary file: its name must end in .tsv or .csv.")


def _quoted(cell: str) -> str:
    """A TSV cell as it must be written to be read again as it is."""
    if not _QUOTED.fullmatch(cell):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"').strip() if _QUOTED.fullmatch(cell) else cell


def _found_separator(text: str, expected: str) -> str:
    """The separator at which the header line falls into the columns needed, else the expected."""
    lines = (line for line in text.splitlines() if line.strip() and not _is_comment(line))
    header = next(lines, "").lower()
    for separator in (expected, *_SEPARATORS):
        cells = {_unquoted(cell.strip()) for cell in header.split(separator)}
        if cells.issuperset(_REQUIRED):
            return separator
    return expected


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _header_example(separator: str) -> str:
    shown = "<tab>" if separator == "\t" else separator
    return f"source{shown}target (and, if wanted, {', '.join(COLUMNS[2:])})"


def _rows(text: str, where: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold something, with their numbers, cut into cells without outer space."""
    if separator == "\t":
        for number, line in enumerate(re.split("\r\n?|\n", text), 1):
            if line.strip() and not _is_comment(line):
                yield number, [_unquoted(cell.strip()) for cell in line.split("\t")]
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            stripped = [" ".join(cell.split()) for cell in cells]
            if any(stripped) and not stripped[0].startswith("#"):
                yield begins, stripped
            begins = reader.line_num + 1
    except csv.Error as error:
        raise GlossaryError(
            f"{where}, line {begins}: the quotation marks of this row do not close ({error}); "
            'write a " inside a cell as "".'
        ) from None


def _columns(cells: list[str], place: str, separator: str) -> list[str]:
    columns = [cell.lower() for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    missing = [name for name in _REQUIRED if name not in columns]
    if missing:
        raise GlossaryError(
            f"{place}: the column {missing[0]} is missing; the first line must be "
            f"{_header_example(separator)}."
        )
    for name in columns:
        if name not in COLUMNS:
            raise GlossaryError(
                f"{place}: there is no column {name!r}; the columns are {', '.join(COLUMNS)}."
            )
        if columns.count(name) > 1:
            raise GlossaryError(f"{place}: the column {name} is there twice; keep one.")
    return columns


def _fitted(cells: list[str], columns: list[str], place: str) -> list[str]:
    """The cells of a row, as many as there are columns."""
    given = len(cells)
    while len(cells) > len(columns) and not cells[-1]:
        cells = cells[:-1]
    needed = 1 + max(columns.index(name) for name in _REQUIRED)
    if len(cells) > len(columns) or given < needed:
        raise GlossaryError(
            f"{place}: {given} cell{'' if given == 1 else 's'} where the first line names "
            f"{len(columns)} columns; separate the cells as in the first line."
        )
    return cells + [""] * (len(columns) - len(cells))


def _term(row: dict[str, str], place: str) -> Term:
    source, target = row["source"], row["target"]
    if not source:
        raise GlossaryError(f"{place}: the source is empty; write the Arabic term there.")
    if "|" in source or "|" in target:
        raise GlossaryError(
            f"{place}: source and target hold one form each; put further ones under variants "
            "or accept."
        )
    variants, accept, avoid = (_values(row, name) for name in ("variants", "accept", "avoid"))
    for spelling in (source, *variants):
        if not ARABIC_LETTER.search(spelling):
            raise GlossaryError(
                f"{place}: {spelling} holds no Arabic letter; source and variants are the Arabic "
                "spellings."
            )
    for form in (target, *accept, *avoid):
        if ARABIC_LETTER.search(form):
            raise GlossaryError(
                f"{place}: {form} holds Arabic letters; target, accept and avoid are English."
            )
    for form in avoid:
        if form in (target, *accept):
            raise GlossaryError(f"{place}: {form} is both right and to be avoided; keep one.")
    for name, known in (("type", TYPES), ("match", MATCHES)):
        if row.get(name, "") and row[name] not in known:
            raise GlossaryError(
                f"{place}: {row[name]!r} is no {name}; use one of {', '.join(known)}, or nothing."
            )
    return Term(
        source,
        target,
        variants,
        accept,
        avoid,
        row.get("type", ""),
        row.get("match", ""),
        row.get("note", ""),
    )


def _values(row: dict[str, str], name: str) -> tuple[str, ...]:
    values = (value.strip() for value in row.get(name, "").split("|"))
    return tuple(dict.fromkeys(value for value in values if value))
