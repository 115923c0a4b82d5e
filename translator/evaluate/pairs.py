"""Existing translations, read as pairs: two text files, or a TSV, CSV, TMX or JSON Lines file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary.formats.columns import canonical
from glossary.formats.table import found_separator, rows_of
from translator.errors import DocumentError, InputError
from translator.evaluate.files import (
    all_arabic,
    label,
    read_data,
    read_english,
    read_sources,
    same_length,
)
from translator.formats.decode import decode
from translator.script import has_arabic

TARGETS = ("target", "translation")
"""What the column of the English is called first of all in the header of a table."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and its translation, and where the translation stands: a file and a line from 1."""

    file: str
    line: int
    source: str
    target: str


def read_pairs(paths: Sequence[Path]) -> list[Pair]:
    """The pairs of the files: two text files, line by line, or any number of bilingual files.

    Raises InputError or GlossaryError for files that cannot be read or do not belong together.
    """
    if not any(path.suffix.lower() in READERS for path in paths):
        return _of_texts(paths)
    pairs: list[Pair] = []
    for path in paths:
        reader = READERS.get(path.suffix.lower())
        if reader is None:
            raise InputError(
                f"{path} holds one language only; give two text files, or TSV, CSV, TMX and "
                "JSON Lines files alone"
            )
        found = list(reader(path))
        if not found:
            raise DocumentError(f"{path} holds no translation; give a file with a pair a line")
        if not any(has_arabic(pair.source) for pair in found):
            raise DocumentError(
                f"{path} holds no Arabic source; the source comes first, its translation second"
            )
        if all_arabic([pair.target for pair in found]):
            raise DocumentError(f"{path} holds no English translation; it comes second")
        pairs += found
    return pairs


def _of_texts(paths: Sequence[Path]) -> list[Pair]:
    if len(paths) != 2:
        raise InputError(
            f"{label(paths[0])} is a text file; give two, the source and its translation, or a "
            "TSV, CSV, TMX or JSON Lines file"
        )
    source, target = paths
    sources, targets = read_sources(source), read_english(target, "translation")
    same_length(source, sources, target, targets)
    return [
        Pair(label(target), number, ours, theirs)
        for number, (ours, theirs) in enumerate(zip(sources, targets, strict=True), 1)
    ]


def _of_table(path: Path) -> Iterator[Pair]:
    """A row a pair, source and target; a header may name other columns, also by the names that
    glossaries have. `#` lines may precede.
    """
    text = decode(read_data(path), str(path))
    separator = found_separator(text, ",") if path.suffix.lower() == ".csv" else "\t"
    columns: tuple[int, int] | None = None
    for number, cells in rows_of(text, str(path), separator, comments=False):
        if columns is None:
            if cells[0].startswith("#"):
                continue
            columns = _named(cells)
            if columns:
                continue
            columns = 0, 1
            if len(cells) != 2:
                raise _columns(path, number, cells)
        if len(cells) <= max(columns):
            raise _columns(path, number, cells)
        yield Pair(str(path), number, cells[columns[0]], cells[columns[1]])


def _named(cells: Sequence[str]) -> tuple[int, int] | None:
    """Where a header has the source and its translation; None where the cells are no header."""
    exact = [cell.casefold() for cell in cells]
    names = [canonical(cell) for cell in cells]
    target = next((exact.index(name) for name in TARGETS if name in exact), None)
    if target is None and "target" in names:
        target = names.index("target")
    source = exact if "source" in exact else names
    return (source.index("source"), target) if "source" in source and target is not None else None


def _columns(path: Path, number: int, cells: Sequence[str]) -> InputError:
    count = "1 column" if len(cells) == 1 else f"{len(cells)} columns"
    return DocumentError(
        f"{path}, line {number} has {count}; a line holds the source, a tab and its translation, "
        "or a header names the columns source and target"
    )


def _of_memory(path: Path) -> Iterator[Pair]:
    from glossary.formats.tmx import units

    read_data(path, most=1)  # what cannot be opened is said in the words used for other files
    for line, source, target in units(path):
        yield Pair(str(path), line, source, target)


def _of_records(path: Path) -> Iterator[Pair]:
    """The records of `translate --to jsonl`; a line with the provenance alone is no pair."""
    data = read_data(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentError(f"{path} is not UTF-8 text; JSON Lines are written in UTF-8") from None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, dict) and record.keys() == {"provenance"}:
            continue
        fields = record if isinstance(record, dict) else {}
        source, target = fields.get("source"), fields.get("translation")
        if not isinstance(source, str) or not isinstance(target, str):
            raise DocumentError(
                f"{path}, line {number} is no record with a source and a translation; give what "
                "`translator translate --to jsonl` writes"
            )
        yield Pair(str(path), number, source, target)


READERS: dict[str, Callable[[Path], Iterator[Pair]]] = {
    ".tsv": _of_table,
    ".csv": _of_table,
    ".tab": _of_table,
    ".tmx": _of_memory,
    ".xml": _of_memory,
    ".tbx": _of_memory,  # which is refused as what it is
    ".jsonl": _of_records,
    ".ndjson": _of_records,
}
"""Readers of bilingual files by suffix; anything else is text in one language."""
