"""Glossary files in and out: TSV and CSV tables, TBX termbases, TMX translation memories (in).

`load` is for a glossary that is to be used as it is: a faulty row of a table is an error. `read` is
for files from elsewhere: it takes what can be used and reports the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from glossary.errors import GlossaryError
from glossary.formats.columns import COLUMNS
from glossary.formats.files import read_text, write
from glossary.formats.report import Imported, Report
from glossary.formats.table import parse, read_table, to_csv, to_tsv
from glossary.term import Glossary, Term

__all__ = [
    "COLUMNS",
    "KINDS",
    "MARKUP",
    "SEPARATOR_OF",
    "TERMBASES",
    "Imported",
    "Report",
    "as_bytes",
    "kind_of",
    "load",
    "parse",
    "read",
    "save",
    "to_tsv",
]

TERMBASES = ("tbx-basic", "tbx-basic-dct", "tbx-min", "tbx-min-dct", "martif")
KINDS: tuple[str, ...] = ("tsv", "csv", *TERMBASES)
"""What `save` can write. The `-dct` ones name data categories by elements, not by attributes."""

SEPARATOR_OF = {".tsv": "\t", ".txt": "\t", ".csv": ","}
"""Endings of tables, with the separator expected; the first line may show another one."""
MARKUP = (".tbx", ".tmx", ".xml")
"""Endings of files in XML; their first element says which kind they are."""

_NOTHING = "it has no row or entry; take the # away from rows that are to count"
_KIND_OF = {".tsv": "tsv", ".txt": "tsv", ".csv": "csv", ".tbx": "tbx-basic"}


def load(path: Path) -> Glossary:
    """Read a glossary from a file whose name ends in .tsv, .txt, .csv, .tbx, .tmx or .xml.

    Tables are UTF-8, or UTF-16 with a byte order mark. Raises `GlossaryError` with file, line and
    remedy. What cannot be used of a TBX or TMX file is left out: `read` says what.
    """
    if path.suffix.lower() in MARKUP:
        return read(path).glossary
    return parse(read_text(_known(path)), str(path), _separator(path), name=path.name)


def read(path: Path) -> Imported:
    """Read a file from elsewhere, of the same kinds as `load`, and report what was left out.

    Raises `GlossaryError` where the file cannot be read, where two rows of a table contradict each
    other, and where nothing in it can be used.
    """
    if path.suffix.lower() in MARKUP:
        from glossary.formats.termbase import read_markup

        found = read_markup(path)
    else:
        found = read_table(read_text(_known(path)), str(path), _separator(path), name=path.name)
    if not found.glossary.terms:
        reasons = list(found.report.lines())[1:] or [_NOTHING]
        because = reasons[-1].removeprefix(f"{path}, ")
        raise GlossaryError(f"{path} holds no term that can be used: {because}.")
    return found


def save(terms: Iterable[Term], path: Path, kind: str = "") -> tuple[str, ...]:
    """Write terms to a file, beside it first, then in its place; the kind is one of `KINDS`.

    Without a kind the ending of the name says it. Returns sentences on what the kind cannot hold
    as a glossary does. Raises `GlossaryError` where the file cannot be written or a term cannot
    stand in it; an older file is then as it was.
    """
    data, remarks = as_bytes(terms, kind or kind_of(path))
    write(path, data)
    return remarks


def as_bytes(terms: Iterable[Term], kind: str) -> tuple[bytes, tuple[str, ...]]:
    """What `save` writes, in UTF-8, and the sentences it returns. Raises `GlossaryError`."""
    terms = tuple(terms)
    if kind in TERMBASES:
        from glossary.formats.tbx_write import to_tbx

        return to_tbx(terms, kind)
    return (to_tsv(terms) if kind == "tsv" else to_csv(terms)).encode(), ()


def kind_of(path: Path) -> str:
    """What a file is to hold by the ending of its name. Raises GlossaryError for other endings."""
    kind = _KIND_OF.get(path.suffix.lower(), "")
    if not kind:
        raise GlossaryError(f"{path} can be no glossary: its name must end in .tsv, .csv or .tbx.")
    return kind


def _known(path: Path) -> Path:
    if path.suffix.lower() not in SEPARATOR_OF:
        raise GlossaryError(
            f"{path} is no glossary file: its name must end in .tsv, .csv, .tbx or .tmx."
        )
    return path


def _separator(path: Path) -> str:
    return SEPARATOR_OF[path.suffix.lower()]
