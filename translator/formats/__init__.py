"""File formats: what can be read, what can be written, and how.

`read` gives the `Document` of a plain text file, `decode` the text of bytes that came another way
(standard input, an upload), and `WRITERS` says which outputs there are. Files of all kinds are
opened by `inplace.registry`. What is not read is refused in one sentence, by its name and by what
is in it.
"""

from __future__ import annotations

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
from translator.formats.writers import WITH_ALIGNMENT, WRITERS, Format, write, write_html

__all__ = [
    "WITH_ALIGNMENT",
    "WRITERS",
    "Format",
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
