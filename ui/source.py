"""What the page is given to translate: a text, where it came from, and what is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from translator.document import Document
from translator.errors import DocumentError
from translator.formats import decode, to_document
from translator.formats.kinds import refused_by_name, remedy

LIMIT = 200_000
"""Characters the page takes at once; more belongs to the command line."""

PASTED = "text"
"""The name of a text that was pasted."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that was loaded into the box and the name of the file it came from."""

    name: str = PASTED
    text: str = ""


def read_upload(path: Path) -> Source:
    """An uploaded file, under its own name. Raises DocumentError in one sentence."""
    kind = refused_by_name(path)
    if kind is not None:
        raise DocumentError(f"{path.name} {remedy(kind)}")
    text = decode(path.read_bytes(), path.name)
    _check_length(text, path.name)
    return Source(path.name, text)


def document_of(box: str, loaded: Source) -> Document:
    """The document to translate: what stands in the box.

    A browser turns every line end in a text box into a bare line feed. Where the box still holds
    what was loaded, the text as it was in the file is taken, so that spans fit the file; a text
    changed by hand keeps the file's name, a wholly new one does not.
    Raises DocumentError for an empty text, one without Arabic, and one that is too long.
    """
    if not box.strip():
        raise DocumentError(
            "There is nothing to translate; paste Arabic text, drop a text file or pick an article"
        )
    if not loaded.text.strip():
        loaded = Source()
    text = loaded.text if _plain(loaded.text) == _plain(box) else box
    name = loaded.name if _related(box, loaded.text) else PASTED
    _check_length(text, f"The {name}" if name == PASTED else name)
    try:
        return to_document(text, name)
    except DocumentError:
        if name != PASTED:
            raise
        raise DocumentError("The text holds no Arabic; paste a text written in Arabic") from None


def file_name(name: str, suffix: str) -> str:
    """A name for a download of what came from `name`: its stem, safe on every system."""
    stem = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', "_", Path(name).stem).strip(". ")[:80]
    return f"{stem or PASTED}.{suffix}"


def sentence(error: Exception) -> str:
    """An error's message with its full stop, as the page shows it."""
    text = str(error)
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _check_length(text: str, name: str) -> None:
    if len(text) > LIMIT:
        raise DocumentError(
            f"{name} has {len(text):,} characters and this page takes {LIMIT:,}; shorten it, "
            "or use `translator translate FILE`"
        )


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _related(box: str, loaded: str) -> bool:
    """Whether most lines of what was loaded still stand in the box."""
    lines = {line.strip() for line in _plain(loaded).split("\n")} - {""}
    kept = lines & {line.strip() for line in _plain(box).split("\n")}
    return bool(lines) and 2 * len(kept) > len(lines)
