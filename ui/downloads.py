"""Files to take away, made in memory: nothing of a visitor is written to disk for them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from translator.document import TranslatedDocument
from translator.errors import InputError
from translator.formats import WRITERS, write
from ui.source import file_name

OFFERED = {
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


def download(results: Sequence[TranslatedDocument], to: str) -> Download:
    """Documents in a format, with their provenance: one file, or an archive of several.

    Raises InputError for a format that is not offered.
    """
    if to not in OFFERED:
        raise InputError(f"{to} is no format to download; choose one of {', '.join(OFFERED)}")
    if len(results) == 1:
        [one] = results
        name = file_name(one.document.name, to)
        return Download(name, WRITERS[to].mime, write(one, to, provenance=True))
    packed = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in results:
            name = _free(file_name(one.document.name, to), taken)
            archive.writestr(name, write(one, to, provenance=True))
    return Download(f"translations-{to}.zip", "application/zip", packed.getvalue())


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken."""
    stem, dot, suffix = name.rpartition(".")
    number = 2
    while name.casefold() in taken:
        name = f"{stem} ({number}){dot}{suffix}"
        number += 1
    taken.add(name.casefold())
    return name
