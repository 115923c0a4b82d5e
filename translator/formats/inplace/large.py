"""Files too large to be held as a whole: taken apart and put together again a piece at a time.

A piece ends where no sentence, record or row goes on, and is a document of its own: whether a line
is a headline, say, is judged within it. Where a file is cut depends on its content alone. A file
is read twice, first to see that all of it can be read and what in it is to be translated.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path, PurePath
from typing import NamedTuple, Protocol, cast

from translator.document import Document, TranslatedDocument
from translator.errors import DocumentError
from translator.formats.backwards import refuse_backwards
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.kinds import kind_of_content, refused_by_name
from translator.formats.limits import refuse_endless
from translator.formats.place import BEGINNING, Place

LARGE = 4 << 20
"""Bytes from which on a file is cut. Held as a whole it takes some eight times its size."""

PIECE = 1 << 18
"""Characters of a piece, or a few more: some 2,000 sentences."""

_BLOCK = 1 << 18

_MODULES = {".jsonl": "records", ".ndjson": "records", ".csv": "table", ".tsv": "table"}
_TEXTS = ("", ".txt", ".text")


class HeldWhole(Exception):  # noqa: N818 - no error: the file goes another way
    """Raised by a `Cutter` that meets what can only be read as a whole, or not at all."""


class Taken(NamedTuple):
    """A piece as a document, the way back to its text, how many characters part the document's
    text from that of the next piece, and whether formatting is put back by word links."""

    document: Document
    rebuilt: Callable[[TranslatedDocument], str]
    apart: int
    formatted: bool = False


class Cutter(Protocol):
    """What a format knows of files in pieces; `look` sees all of them before `taken` does."""

    def end(self, text: str) -> int | None:
        """Where the first piece of a text ends that goes on; None where more of it is needed.
        Raises HeldWhole."""

    def look(self, text: str) -> None:
        """See the next piece. Raises DocumentError for what cannot be read, or HeldWhole."""

    def settle(self) -> None:
        """All pieces were seen. Raises DocumentError where nothing is to be translated."""

    def taken(self, text: str, first: bool) -> Taken:
        """Take a piece apart, perhaps the first one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a file: `opened` gives no error where nothing in it is translated. `size` is that
    of its text in bytes, `start` where it begins in the document of the whole file."""

    opened: Opened
    size: int
    start: Place
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Large:
    """A file in pieces: as it was found, its SHA-256, and the way to take it apart."""

    found: os.stat_result
    sha256: str
    _source: Path
    _label: str
    _cutter: Cutter
    _mark: bytes

    def pieces(self, name: str) -> Iterator[Piece]:
        """The pieces in order, as documents called `name`, with segments numbered through.

        Raises DocumentError where the file is no longer what it was, or a piece cannot be read.
        """
        start, segments, first = BEGINNING, 0, True
        for text, last in _texts(self._source, self._cutter, self.sha256, self._label):
            document, rebuilt, apart, formatted = self._cutter.taken(text, first)
            refuse_endless(document, self._label)
            if first:
                refuse_backwards(document.text, self._label)
            mark = self._mark if first else b""
            numbered = _numbered(document, name, segments)
            opened = Opened(numbered, "", _encoded(rebuilt, mark), formatted)
            yield Piece(opened, len(text.encode("utf-8")), start, first, last)
            first = False
            segments += sum(1 for _ in document.segments())
            start = Place(
                start.paragraphs + len(document.paragraphs),
                start.characters + len(document.text) + apart,
            )


def open_large(path: Path, reading: Reading) -> Large | None:
    """A file in pieces; None for one that is to be held whole: it is small, not in UTF-8, or of a
    kind that is not cut, or what is in it is not what its name says.

    Raises DocumentError for what cannot be read: it names the line where it knows it.
    """
    suffix = path.suffix.lower()
    module = _MODULES.get(suffix) or ("text" if suffix in _TEXTS else None)
    if module is None or reading.lines:
        return None
    if module == "text" and refused_by_name(PurePath(path)) is not None:
        return None
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size < LARGE:
            return None
        with open(path, "rb") as file:
            head = file.read(_BLOCK)
    except OSError:
        return None
    if kind_of_content(head) is not None:
        return None
    label = str(path)
    make = cast(
        Callable[[str, Reading], Cutter],
        import_module(f"translator.formats.inplace.{module}").cutter,
    )
    cutter, digest = make(label, reading), hashlib.sha256()
    try:
        for text, _ in _cut(path, cutter, digest.update):
            cutter.look(text)
    except (HeldWhole, UnicodeDecodeError, OSError):
        return None
    cutter.settle()
    mark = codecs.BOM_UTF8 if head.startswith(codecs.BOM_UTF8) else b""
    return Large(found, digest.hexdigest(), path, label, cutter, mark)


def _texts(path: Path, cutter: Cutter, sha256: str, label: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a file that was read before, and whether each is the last. The last one comes
    only where the whole file was what it had been."""
    digest = hashlib.sha256()
    changed = DocumentError(f"{label} has changed while it was read; run again to translate it")
    try:
        for text, last in _cut(path, cutter, digest.update):
            if last and digest.hexdigest() != sha256:
                raise changed
            yield text, last
    except FileNotFoundError:
        raise DocumentError(f"{label} is no longer there; check it") from None
    except (HeldWhole, UnicodeDecodeError):
        raise changed from None
    except OSError as error:
        raise DocumentError(f"{label} cannot be read: {error.strerror or error}") from None


def _cut(path: Path, cutter: Cutter, read: Callable[[bytes], None]) -> Iterator[tuple[str, bool]]:
    """The text of a file cut into pieces, each with whether it is the last; `read` is told of all
    bytes, before the last piece comes."""
    rest, waiting = "", ""
    for block in _decoded(path, read):
        rest += block
        while len(rest) > PIECE and (end := cutter.end(rest)) is not None:
            if waiting:
                yield waiting, False
            waiting, rest = rest[:end], rest[end:]
    if waiting and rest:
        yield waiting, False
    yield rest or waiting, True


def _decoded(path: Path, read: Callable[[bytes], None]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    with open(path, "rb") as file:
        while block := file.read(_BLOCK):
            read(block)
            yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _numbered(document: Document, name: str, first: int) -> Document:
    """A piece's document under another name, its segments numbered from `first` on."""
    paragraphs = (
        replace(
            paragraph,
            segments=tuple(replace(one, index=one.index + first) for one in paragraph.segments),
        )
        for paragraph in document.paragraphs
    )
    return Document(name, tuple(paragraphs), document.text)


def _encoded(
    rebuilt: Callable[[TranslatedDocument], str], mark: bytes
) -> Callable[[TranslatedDocument], bytes]:
    return lambda translated: mark + rebuilt(translated).encode("utf-8")


def end_of_line(text: str) -> int | None:
    """Where a piece may end whose lines stand each for itself; None where more is needed.

    Raises HeldWhole where a line is too long.
    """
    at = text.find("\n", PIECE)
    if at < 0 and len(text) > 64 * PIECE:
        raise HeldWhole
    return at + 1 if at >= 0 else None


def end_of_paragraph(text: str, blank: Callable[[str, int], int | None]) -> int | None:
    """The same for running text: where `blank` finds a blank line to end, or else a line that
    ends late. Raises HeldWhole where there is no end at all."""
    end = blank(text, PIECE)
    if end is not None and end < len(text):
        return end
    if len(text) <= 4 * PIECE:
        return None
    at = text.rfind("\n", 0, 4 * PIECE)
    if at < 0:
        raise HeldWhole
    return at + 1
