"""Files to take away, made in memory: nothing of a visitor is written to disk for them."""

from __future__ import annotations

import io
import mimetypes
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from translator.errors import InputError
from translator.formats import WRITERS, write
from ui.results import Result
from ui.source import file_name

SAME = "same"
"""Each file as it was, in English; plain texts as text."""

OFFERED = {
    SAME: "The same file in English",
    "txt": "Text",
    "html": "Side by side (HTML)",
    "docx": "Word (DOCX)",
    "xlsx": "Excel (XLSX)",
    "tsv": "Table (TSV)",
    "tmx": "Translation memory (TMX)",
    "jsonl": "Records (JSON Lines)",
}
"""The formats that the page offers, and what each is called there."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its name, its media type and its bytes."""

    name: str
    mime: str
    data: bytes


def download(results: Sequence[Result], to: str) -> Download:
    """Documents in a format, with their provenance: one file, or an archive of several.

    Raises InputError for a format that is not offered, DocumentError where a file cannot be
    rebuilt because nothing in it is another than before.
    """
    if to not in OFFERED:
        raise InputError(f"{to} is no format to download; choose one of {', '.join(OFFERED)}")
    if len(results) == 1:
        return _file(results[0], to)
    packed = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in results:
            file = _file(one, to)
            archive.writestr(_free(file.name, taken), file.data)
    return Download(f"translations-{to}.zip", "application/zip", packed.getvalue())


def _file(result: Result, to: str) -> Download:
    translated, opened = result.translated, result.opened
    name = translated.document.name
    if to == SAME and opened is not None:
        own = file_name(name, opened.suffix.removeprefix("."))
        mime = mimetypes.guess_type(own)[0] or "application/octet-stream"
        return Download(own, mime, opened.rebuilt(translated))
    to = "txt" if to == SAME else to
    return Download(file_name(name, to), WRITERS[to].mime, write(translated, to, provenance=True))


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken."""
    stem, dot, suffix = name.rpartition(".")
    number = 2
    while name.casefold() in taken:
        name = f"{stem} ({number}){dot}{suffix}"
        number += 1
    taken.add(name.casefold())
    return name
