"""Existing translations, read as pairs: two text files, or a TSV, TMX or JSON Lines file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.errors import DocumentError, InputError
from translator.evaluate.files import LINE_END, read_data, read_lines, read_sources, same_length
from translator.formats.decode import decode
from translator.script import has_arabic

TARGETS = ("target", "translation")
"""What the column of the English may be called in the header of a table."""


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
                f"{path} holds one language only; give two text files, or TSV, TMX and JSON Lines "
                "files alone"
            )
        found = list(reader(path))
        if not found:
            raise DocumentError(f"{path} holds no translation; give a file with a pair a line")
        if not any(has_arabic(pair.source) for pair in found):
            raise DocumentError(
                f"{path} holds no Arabic source; the source comes first, its translation second"
            )
        pairs += found
    return pairs


def _of_texts(paths: Sequence[Path]) -> list[Pair]:
    if len(paths) != 2:
        raise InputError(
            f"{paths[0]} is a text file; give two, the source and its translation, or a TSV, TMX "
            "or JSON Lines file"
        )
    source, target = paths
    sources, targets = read_sources(source), read_lines(target, "translation")
    same_length(source, sources, target, targets)
    return [
        Pair(str(target), number, ours, theirs)
        for number, (ours, theirs) in enumerate(zip(sources, targets, strict=True), 1)
    ]


def _of_table(path: Path) -> Iterator[Pair]:
    """A line a pair, source TAB target; a header may name other columns. `#` lines may precede."""
    columns: tuple[int, int] | None = None
    for number, line in enumerate(LINE_END.split(decode(read_data(path), str(path))), 1):
        if not line.strip() or (columns is None and line.startswith("#")):
            continue
        cells = line.split("\t")
        if columns is None:
            names = [cell.strip().casefold() for cell in cells]
            target = next((name for name in TARGETS if name in names), None)
            if "source" in names and target:
                columns = names.index("source"), names.index(target)
                continue
            columns = 0, 1
            if len(cells) != 2:
                raise _columns(path, number, cells)
        if len(cells) <= max(columns):
            raise _columns(path, number, cells)
        yield Pair(str(path), number, cells[columns[0]].strip(), cells[columns[1]].strip())


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
    ".tab": _of_table,
    ".tmx": _of_memory,
    ".jsonl": _of_records,
    ".ndjson": _of_records,
}
"""Readers of bilingual files by suffix; anything else is text in one language."""
