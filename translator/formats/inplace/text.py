"""Plain text, its layout kept."""

from __future__ import annotations

from pathlib import PurePath

from translator.document import TranslatedDocument
from translator.formats.decode import decode
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.unchanged import refuse_unchanged
from translator.formats.output import encoded
from translator.formats.text import to_document, write_text

_SUFFIXES = frozenset({".txt", ".text"})


def opened(data: bytes, name: str, reading: Reading) -> Opened:
    """A text; with `reading.lines` each line is a segment. The English is in UTF-8.

    Raises DocumentError for what is no text and for a text without Arabic.
    """

    def rebuilt(translated: TranslatedDocument) -> bytes:
        refuse_unchanged(translated.translations, name)
        return encoded(write_text(translated))

    document = to_document(decode(data, name), name, lines=reading.lines)
    suffix = PurePath(name).suffix
    return Opened(document, suffix if suffix.lower() in _SUFFIXES else ".txt", rebuilt)
