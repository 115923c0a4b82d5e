"""Which module reads which file: by its name, and by what is in it.

The modules and their libraries are loaded only when a file of their kind is opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path, PurePath
from typing import cast

from translator.errors import DocumentError
from translator.formats.backwards import refuse_backwards
from translator.formats.inplace.container import entries, ungzipped
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.kinds import (
    GZIP,
    ZIP,
    kind_of_content,
    refused_by_name,
    remedy,
)
from translator.formats.text import read_bytes

Opener = Callable[[bytes, str, Reading], Opened]
"""What a format's module offers as `opened`: the bytes, the file's name, how it is read."""

PLAIN = "txt"
"""The kind of plain text."""


def _opener(module: str) -> Opener:
    return cast(Opener, import_module(f"translator.formats.inplace.{module}").opened)


_MODULES: Mapping[str, str] = {
    "text": ". .txt .text",
    "markdown": ".md .markdown",
    "html": ".html .htm .xhtml .xht .shtml",
    "docx": ".docx .docm .dotx .dotm",
    "odt": ".odt .ott",
    "epub": ".epub",
    "subtitles": ".srt .vtt",
    "records": ".jsonl .ndjson",
    "table": ".csv .tsv",
    "sheet": ".xlsx .xlsm .xltx .xltm",
    "xliff": ".xlf .xliff",
    "tmx": ".tmx",
}
_MODULE_OF: Mapping[str, str] = {
    suffix if suffix != "." else "": module
    for module, suffixes in _MODULES.items()
    for suffix in suffixes.split()
}

READERS: Mapping[str, Callable[[], Opener]] = {
    suffix: partial(_opener, module) for suffix, module in _MODULE_OF.items()
}
"""What opens a file, by its suffix in small letters; calling it loads the module."""

_KINDS: Mapping[str, str] = {
    "": PLAIN,
    ".text": PLAIN,
    ".markdown": "md",
    **dict.fromkeys((".htm", ".xhtml", ".xht", ".shtml"), "html"),
    ".ndjson": "jsonl",
    ".xlf": "xliff",
}
_PACKED: Mapping[str, str] = {
    "docx": "a Word document",
    "odt": "an OpenDocument text",
    "sheet": "an Excel workbook",
    "epub": "an electronic book (EPUB)",
}
_CALLED: Mapping[str, str] = {
    **_PACKED,
    "html": "a web page",
    "subtitles": "a subtitle file",
    "xliff": "an XLIFF file",
    "tmx": "a translation memory (TMX)",
}
_UNREAD: Mapping[str, str] = {
    "word": "is a word processor document of a kind that is not read; "
    "open it in its program and save it as .docx",
    "sheet": "is a spreadsheet of a kind that is not read; "
    "open it in its program and save it as .xlsx",
    "book": "is an electronic book of a kind that is not read; save it as .epub",
    "subtitles": "is a subtitle file of a kind that is not read; save it as .srt or .vtt",
    "table": "is a table or data file of a kind that is not read; save it as .csv or .jsonl",
    "office": "is an office document of an old kind, which is not read; "
    "open it in its program and save it as .docx or .xlsx",
}
_TAG = re.compile(rb"<(xliff|tmx)[\s>]")
_NUL = b"\0"


def open_file(path: Path, reading: Reading, name: str | None = None) -> Opened:
    """A file taken apart; its document is called `name` (the path if None).

    A file packed with gzip is opened as what is in it, and comes out unpacked.
    Raises DocumentError, in one sentence, for what cannot be read.
    """
    opened = open_data(read_bytes(path), str(path), reading)
    return opened if name is None else _named(opened, name)


def open_data(data: bytes, name: str, reading: Reading) -> Opened:
    """The same for bytes that came another way, under the name of their file.

    A name without a suffix that is known is one of a plain text. Raises DocumentError.
    """
    path = PurePath(name)
    if path.suffix.lower() == GZIP:
        inner = path.with_suffix("")
        if inner.suffix.lower() in (GZIP, ZIP, ".tar"):
            raise DocumentError(f"{name} {remedy('archive')}")
        unpacked = ungzipped(data, name)
        if not unpacked:
            raise DocumentError(f"{name} is empty; give a file that holds Arabic text")
        return _open_unpacked(unpacked, name, inner, reading)
    return _open_unpacked(data, name, path, reading)


def _open_unpacked(data: bytes, name: str, path: PurePath, reading: Reading) -> Opened:
    """The same for what is not packed, or no longer, under the name of the file it came from;
    `path` says which kind it is of."""
    suffix = path.suffix.lower()
    module = _MODULE_OF.get(suffix, "text")
    unread = refused_by_name(path)
    if suffix not in READERS and unread is not None:
        raise DocumentError(f"{name} {_UNREAD.get(unread) or remedy(unread)}")
    if not data:
        raise DocumentError(f"{name} is empty; give a file that holds Arabic text")
    if reading.lines and module != "text":
        raise DocumentError(f"{name} is no plain text, which has no --lines; leave that option out")
    _refuse_other_content(data, name, module)
    opened = _opener(module)(data, name, reading)
    refuse_backwards(opened.document.text, name)
    return opened


def open_archive(
    path: Path, reading: Reading, name: str | None = None
) -> Iterator[tuple[str, Opened | DocumentError]]:
    """The files in a ZIP archive, each taken apart, by their names in it; for one that cannot be
    read the reason. Their documents are called `name` (the path if None), a slash and that name.

    Nothing is unpacked to disk. What surely holds no words is left out. Raises DocumentError where
    the archive cannot be read or nothing in it may hold words.
    """
    label = str(path) if name is None else name
    some = False
    for entry, content in entries(read_bytes(path), str(path)):
        some = True
        if isinstance(content, DocumentError):
            yield entry, content
            continue
        try:
            opened = open_data(content, f"{path}/{entry}", reading)
            yield entry, _named(opened, f"{label}/{entry}")
        except DocumentError as error:
            yield entry, error
    if not some:
        raise DocumentError(f"{path} holds no text or document; give an archive of such files")


def is_archive(path: PurePath) -> bool:
    """Whether a file is one for `open_archive`, by its name."""
    return path.suffix.lower() == ZIP


def kind_of(suffix: str) -> str:
    """The kind that a suffix stands for, as after --to: `.htm` is html, an unknown one txt."""
    small = suffix.lower()
    return _KINDS.get(small, small.removeprefix(".")) if small in READERS else PLAIN


def _named(opened: Opened, name: str) -> Opened:
    return replace(opened, document=replace(opened.document, name=name))


def _refuse_other_content(data: bytes, name: str, module: str) -> None:
    """Raise DocumentError where a file is plainly not what its name says."""
    packed = module in _PACKED
    kind = kind_of_content(data)
    if kind is None or (packed and kind == "office"):
        return  # encrypted documents are in a shell of an old kind: the format's own module tells
    found = _module_of_content(kind, data)
    if found == module:
        return
    if found is not None and (packed or found in _PACKED or module == "text"):
        raise DocumentError(
            f"{name} is {_CALLED[found]}, not what its name says; "
            f"give it a name that ends in {_suffix_for(found, data)}"
        )
    markup = kind in ("html", "markup", "subtitles")
    if kind == "office" and data.startswith(b"PK"):
        raise DocumentError(
            f"{name} is an archive or an office document, not what its name says; "
            "give it a name that tells which, such as one in .zip"
        )
    if found is None and (not markup or module == "text" or packed):
        raise DocumentError(f"{name} {_UNREAD.get(kind) or remedy(kind)}")


def _module_of_content(kind: str, data: bytes) -> str | None:
    """The module that reads what these bytes, of a kind told by their content, are."""
    zipped = data.startswith(b"PK")
    if kind == "word" and zipped:
        return "odt" if b"opendocument.text" in data[:4096] else "docx"
    if kind == "sheet" and zipped:
        return None if b"opendocument" in data[:4096] else "sheet"
    if kind == "book" and zipped:
        return "epub"
    if kind in ("html", "subtitles"):
        return kind
    if kind == "markup":
        root = _TAG.search(data[:65536].replace(_NUL, b""))
        return root[1].decode() if root else None
    return None


def _suffix_for(module: str, data: bytes) -> str:
    if module == "subtitles":
        return ".vtt" if data.lstrip(b"\xef\xbb\xbf").startswith(b"WEBVTT") else ".srt"
    return {"sheet": ".xlsx", "xliff": ".xlf"}.get(module, f".{module}")
