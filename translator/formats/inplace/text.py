"""Plain text, its layout kept."""

from __future__ import annotations

import re

from translator.document import TranslatedDocument
from translator.errors import DocumentError
from translator.formats.decode import decode, is_binary
from translator.formats.inplace.large import HeldWhole, Taken, end_of_paragraph
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.unchanged import refuse_unchanged
from translator.formats.kinds import suffix_of
from translator.formats.output import encoded
from translator.formats.text import to_document, write_text
from translator.script import has_arabic
from translator.segment import segment

_SUFFIXES = frozenset({".txt", ".text"})
_BLANK = re.compile(r"(?:\r\n|[\r\n])[^\S\r\n]*(?:\r\n|[\r\n])\s*(?=\S)")


def opened(data: bytes, name: str, reading: Reading) -> Opened:
    """A text; with `reading.lines` each line is a segment. The English is in UTF-8.

    Raises DocumentError for what is no text and for a text without Arabic.
    """

    def rebuilt(translated: TranslatedDocument) -> bytes:
        refuse_unchanged(translated.translations, name)
        return encoded(write_text(translated))

    document = to_document(decode(data, name), name, lines=reading.lines)
    suffix = suffix_of(name)
    return Opened(document, suffix if suffix.lower() in _SUFFIXES else ".txt", rebuilt)


class _Text:
    """Large texts, cut at blank lines; see `large.Cutter`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._arabic = False

    def end(self, text: str) -> int | None:
        return end_of_paragraph(text, _after_blank)

    def look(self, text: str) -> None:
        if is_binary(text):
            raise HeldWhole
        self._arabic = self._arabic or has_arabic(text)

    def settle(self) -> None:
        if not self._arabic:
            raise DocumentError(f"{self._name} holds no Arabic text; give a text written in Arabic")

    def taken(self, text: str, first: bool) -> Taken:
        return Taken(segment(text, self._name), write_text, 0)


def cutter(name: str, reading: Reading) -> _Text:
    """What takes a large text apart in pieces; see `large.Cutter`."""
    return _Text(name)


def _after_blank(text: str, start: int) -> int | None:
    """Where the next blank lines end, if something follows them."""
    match = _BLANK.search(text, start)
    return match.end() if match else None
