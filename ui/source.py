"""What the page is given to translate: a text, where it came from, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from translator.document import Document
from translator.errors import DocumentError
from translator.formats import decode, to_document
from translator.formats.backwards import refuse_backwards
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.registry import PLAIN, is_archive, kind_of, open_archive, open_data
from translator.formats.kinds import refused_by_name

LIMIT = 200_000
"""Characters the page takes at once; more belongs to the command line."""

MOST = 50
"""Files that may be loaded at once."""

PASTED = "text"
"""The name of a text that was pasted."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that was loaded and the name of the file it came from.

    `opened` is the file taken apart, where it is no plain text.
    """

    name: str = PASTED
    text: str = ""
    opened: Opened | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A document to translate, and the file that can be rebuilt with its English, if any."""

    document: Document
    opened: Opened | None = None


def read_upload(path: Path) -> list[Source]:
    """An uploaded file under its own name, or the files of an archive.

    Raises DocumentError in one sentence where nothing of it can be read.
    """
    if is_archive(path):
        entries = list(open_archive(path, Reading(), path.name))
        found = [_source(one, one.document.name) for _, one in entries if isinstance(one, Opened)]
        if not found:
            raise next(one for _, one in entries if isinstance(one, DocumentError))
    else:
        found = [_read(path.read_bytes(), path.name)]
    _check_length(found)
    return found


def _read(data: bytes, name: str) -> Source:
    if kind_of(Path(name).suffix) == PLAIN and refused_by_name(Path(name)) is None:
        text = decode(data, name)
        refuse_backwards(text, name)
        return Source(name, text)
    return _source(open_data(data, name, Reading()), name)


def _source(opened: Opened, name: str) -> Source:
    plain = kind_of(opened.suffix) == PLAIN
    return Source(name, opened.document.text, None if plain else opened)


def in_box(loaded: Sequence[Source]) -> Source | None:
    """The text that stands in the box: the only one that is loaded, if it is a plain text."""
    return loaded[0] if len(loaded) == 1 and loaded[0].opened is None else None


def taken_from(box: str, loaded: Sequence[Source]) -> list[Taken]:
    """The documents to translate: what stands in the box, and texts that are loaded.

    The only text that is loaded stands in the box, where it can be changed; several, and files
    with markup, are documents of their own, and so is what stands in the box beside them. A
    browser turns every line end in a text box into a bare line feed: where the box still holds
    what was loaded, the text as it was in the file is taken, so that spans fit the file. A text
    changed by hand keeps the file's name, a wholly new one does not.
    Raises DocumentError for no text, one without Arabic, and what is too long.
    """
    sources = list(loaded)
    if not sources or in_box(sources):
        sources = [_in_box(box, sources[0] if sources else Source())]
    elif box.strip():
        sources = [Source(PASTED, box), *sources]
    if not any(source.text.strip() for source in sources):
        raise DocumentError(
            "There is nothing to translate; paste Arabic text, drop a file or pick an article"
        )
    _check_length(sources)
    return [_taken(source) for source in sources]


def _in_box(box: str, loaded: Source) -> Source:
    """What the box holds of the only text loaded, if any."""
    if not loaded.text.strip():
        return Source(PASTED, box)
    text = loaded.text if _plain(loaded.text) == _plain(box) else box
    return Source(loaded.name if _related(box, loaded.text) else PASTED, text)


def _taken(source: Source) -> Taken:
    if source.opened is not None:
        return Taken(replace(source.opened.document, name=source.name), source.opened)
    try:
        return Taken(to_document(source.text, source.name))
    except DocumentError:
        if source.name != PASTED:
            raise
        raise DocumentError("The text holds no Arabic; paste a text written in Arabic") from None


def file_name(name: str, suffix: str) -> str:
    """A name for a download of what came from `name`: its stem, safe on every system."""
    stem = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', "_", Path(name).stem).strip(". ")[:80]
    return f"{stem or PASTED}.{suffix}"


def _check_length(sources: Sequence[Source]) -> None:
    length = sum(len(source.text) for source in sources)
    if length > LIMIT:
        [one, *others] = sources
        what = f"These {len(sources)} texts have" if others else f"{_called(one.name)} has"
        raise DocumentError(
            f"{what} {length:,} characters and this page takes {LIMIT:,}; shorten it, "
            "or use `translator translate FILE`"
        )


def _called(name: str) -> str:
    return f"The {name}" if name == PASTED else name


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _related(box: str, loaded: str) -> bool:
    """Whether most lines of what was loaded still stand in the box."""
    lines = {line.strip() for line in _plain(loaded).split("\n")} - {""}
    kept = lines & {line.strip() for line in _plain(box).split("\n")}
    return bool(lines) and 2 * len(kept) > len(lines)
