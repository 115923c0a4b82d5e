"""File formats: what can be read, what can be written, and how.

`read` gives a `Document`, `decode` the text of bytes that came another way (standard input, an
upload), and `WRITERS` names the outputs. Formats that are not read are refused in one sentence,
by their name and by what is in them.
"""

from __future__ import annotations

from collections.abc import Callable

from translator.document import TranslatedDocument
from translator.formats.decode import decode
from translator.formats.jsonl import write_jsonl
from translator.formats.text import (
    read,
    read_text,
    to_document,
    without_boilerplate,
    write_text,
)
from translator.formats.tsv import write_tsv

__all__ = [
    "WITH_ALIGNMENT",
    "WRITERS",
    "decode",
    "read",
    "read_text",
    "to_document",
    "without_boilerplate",
    "write",
    "write_html",
    "write_jsonl",
    "write_text",
    "write_tsv",
]


def write_html(translated: TranslatedDocument, *, provenance: bool = True) -> str:
    """A page with both languages side by side; it always says what made it."""
    from translator.render import side_by_side  # templates are loaded only where needed

    return side_by_side(translated)


WRITERS: dict[str, Callable[..., str]] = {
    "txt": write_text,
    "tsv": write_tsv,
    "jsonl": write_jsonl,
    "html": write_html,
}
"""A writer a format; the format's name is also its suffix."""


WITH_ALIGNMENT = frozenset({"jsonl"})
"""The formats that hold word links; for the others they need not be found."""


def write(translated: TranslatedDocument, to: str, *, provenance: bool = False) -> str:
    """`translated` as the text of a file in the format `to`, a key of `WRITERS`."""
    return WRITERS[to](translated, provenance=provenance)
