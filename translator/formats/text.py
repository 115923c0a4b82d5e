"""Plain text in and out, the layout of the original kept."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from translator.document import BOILERPLATE, Document, TranslatedDocument
from translator.errors import DocumentError
from translator.formats.decode import decode
from translator.formats.kinds import refused_by_name, remedy
from translator.script import has_arabic

_BREAK = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_LINE_BREAK = re.compile(f"[{_BREAK}]")
_BREAK_IN_ENGLISH = re.compile(f"\\s*[{_BREAK}]\\s*")


def read_text(path: Path) -> str:
    """The text of a plain text file; see `decode` for the encodings.

    Raises DocumentError, in one sentence, where there is no such file, no permission, no text, or
    another kind of file. A pipe is a file too.
    """
    kind = refused_by_name(path)
    if kind is not None and os.path.isfile(path):
        raise DocumentError(f"{path} {remedy(kind)}")
    return decode(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """What is in a file or a pipe. Raises DocumentError, in one sentence, where nothing is read."""
    if os.path.isdir(path):  # unlike the method of Path, says no where it may not look
        raise DocumentError(
            f"{path} is a folder; give a file, or use `translator bulk {path} -o OUT`"
        )
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(f"{path} does not exist; check the name") from None
    except PermissionError:
        raise DocumentError(f"{path} may not be read; change its permissions") from None
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror or error}") from None


def to_document(text: str, name: str, *, lines: bool = False) -> Document:
    """`text` cut into segments (`lines`: one a line). Raises DocumentError without any Arabic."""
    from translator.segment import segment, segment_lines

    if not has_arabic(text):
        raise DocumentError(f"{name} holds no Arabic text; give a text written in Arabic")
    cut: Callable[..., Document] = segment_lines if lines else segment
    return cut(text, name=name)


def read(path: Path, *, name: str | None = None, lines: bool = False) -> Document:
    """A file as a document called `name` (its path if None). Raises DocumentError."""
    document = to_document(read_text(path), str(path), lines=lines)
    if name is None or name == document.name:
        return document
    return replace(document, name=name)


def without_boilerplate(document: Document) -> Document:
    """`document` without captions, related lists and navigation; segments keep their numbers.

    Raises DocumentError where nothing else is in it.
    """
    kept = tuple(p for p in document.paragraphs if p.kind not in BOILERPLATE)
    if not kept:
        raise DocumentError(
            f"{document.name} holds nothing but boilerplate; run without --drop-boilerplate"
        )
    return replace(document, paragraphs=kept)


def write_text(translated: TranslatedDocument, *, provenance: bool = False) -> str:
    """The English in the layout of the original: each segment replaced, what lies between kept.

    Line breaks and blank lines between segments stay as they are, two segments of a line are
    parted by one space (a tab stays), and a line break inside a segment is not repeated in its
    English. Where paragraphs were left out of the document, their text is not printed either.
    With `provenance` a last line says what made the translation.
    """
    text = translated.document.text
    parts: list[str] = []
    end = 0
    for _, _, segment, translation in translated.rows():
        start, stop = segment.span
        parts.append(_between(text[end:start], first=not parts))
        parts.append(one_line(translation.target))
        end = stop
    parts.append(_after(text[end:]))
    if provenance:
        parts.append(f"\n{translated.provenance.sentence()}\n")
    return "".join(parts)


def one_line(english: str) -> str:
    """A translation without line breaks."""
    return _BREAK_IN_ENGLISH.sub(" ", english)


def _between(gap: str, *, first: bool) -> str:
    if gap.strip():  # paragraphs left out: their words go, one of the breaks around them stays
        gap = "" if first else _leading(gap)
        if not first and not _LINE_BREAK.search(gap):
            gap = "\n\n"
    if first or _LINE_BREAK.search(gap) or "\t" in gap:
        return gap
    return " "


def _after(tail: str) -> str:
    """What follows the last segment, ending with a line break: the output is a text file."""
    if tail.strip():
        tail = _leading(tail)[:1]
    return tail if tail.endswith(("\n", "\r")) else f"{tail}\n"


def _leading(gap: str) -> str:
    return gap[: len(gap) - len(gap.lstrip())]
