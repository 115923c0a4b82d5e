"""The one place that says which formats are written, under which names, and by what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from translator.document import TranslatedDocument
from translator.formats.jsonl import write_jsonl
from translator.formats.output import encoded
from translator.formats.text import write_text
from translator.formats.tsv import write_tsv


@dataclass(frozen=True, slots=True)
class Format:
    """An output: `write(translated, provenance=...)` gives the bytes of a file.

    `suffix` has its full stop, `mime` is the media type. `binary` files are nothing for a
    terminal; `needs_alignment` are those that hold word links, for the others they need not be
    found; `joins` are those of which several one after another are a file again.
    """

    name: str
    suffix: str
    mime: str
    write: Callable[..., bytes]
    binary: bool = False
    needs_alignment: bool = False
    joins: bool = False


def write(translated: TranslatedDocument, to: str, *, provenance: bool = False) -> bytes:
    """`translated` as the bytes of a file in the format `to`, a key of `WRITERS`.

    Texts are in UTF-8. Files of html, docx, xlsx and tmx always say what made them; the others do
    so with `provenance`.
    """
    return WRITERS[to].write(translated, provenance=provenance)


def write_html(translated: TranslatedDocument, *, provenance: bool = True) -> str:
    """A page with both languages side by side; it always says what made it."""
    from translator.render import side_by_side  # templates are loaded only where needed

    return side_by_side(translated)


def _text(writer: Callable[..., str]) -> Callable[..., bytes]:
    def encode(translated: TranslatedDocument, *, provenance: bool = False) -> bytes:
        return encoded(writer(translated, provenance=provenance))

    return encode


# The libraries behind these are loaded only where needed.


def _docx(translated: TranslatedDocument, *, provenance: bool = False) -> bytes:
    from translator.formats.docx import write_docx

    return write_docx(translated, provenance=provenance)


def _xlsx(translated: TranslatedDocument, *, provenance: bool = False) -> bytes:
    from translator.formats.xlsx import write_xlsx

    return write_xlsx(translated, provenance=provenance)


def _tmx(translated: TranslatedDocument, *, provenance: bool = False) -> bytes:
    from translator.formats.tmx import write_tmx

    return write_tmx(translated, provenance=provenance)


_OFFICE = "application/vnd.openxmlformats-officedocument"

WRITERS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("txt", ".txt", "text/plain", _text(write_text), joins=True),
        Format("tsv", ".tsv", "text/tab-separated-values", _text(write_tsv), joins=True),
        Format(
            "jsonl",
            ".jsonl",
            "application/jsonl",
            _text(write_jsonl),
            needs_alignment=True,
            joins=True,
        ),
        Format("html", ".html", "text/html", _text(write_html)),
        Format("docx", ".docx", f"{_OFFICE}.wordprocessingml.document", _docx, binary=True),
        Format("xlsx", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet", _xlsx, binary=True),
        Format("tmx", ".tmx", "application/x-tmx+xml", _tmx),
    )
}
"""The outputs by name, in the order in which the command line lists them."""

WITH_ALIGNMENT = frozenset(name for name, one in WRITERS.items() if one.needs_alignment)
"""The names of the formats that hold word links."""
