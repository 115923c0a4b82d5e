"""Kinds of files, by name and by content, and what to say about those that are no plain text.

Some of them are read all the same, as what they are: see `translator.formats.inplace.registry`.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

Reading = Literal["text", "document", "unknown", "other"]
"""`text` is plain text; a `document` holds words in another form; `other` holds no words; what an
`unknown` one holds only its content tells."""

TEXT_SUFFIXES: frozenset[str] = frozenset({"", ".txt", ".text", ".md", ".markdown"})
"""Names of files that can be read as plain text, Markdown as it stands."""

GZIP, ZIP = ".gz", ".zip"
"""Suffixes of what holds other files."""

HIDDEN = (".", "~$")
"""How names of hidden files begin, those among them that Word keeps beside an open document."""

_SAVE = "open it in its program and save it as plain text"
_WORD = ("is a word processor document, not plain text", _SAVE)
_SHEET = ("is a spreadsheet, not plain text", "save its text column as a plain text file")
_SLIDES = ("is a presentation, which is not read", "save its text as a plain text file")
_PDF = (
    "is a PDF, which is not read",
    "extract its text first, for example with pdftotext, and see that the words are in order",
)
_HTML = ("is a web page, not plain text", "copy its text into a plain text file")
_MARKUP = ("is a file with markup, not plain text", "copy its text into a plain text file")
_TABLE = ("is a table or data file, not plain text", "save its text as plain text")
_SUBTITLES = ("is a subtitle file, not plain text", "save its text as plain text")
_BOOK = ("is an electronic book, not plain text", "save its text as plain text")
_MAIL = ("is a mail message, which is not read", "copy its text into a plain text file")
_ARCHIVE = ("is an archive, not plain text", "unpack it and give the files in it")
_IMAGE = ("is an image, which is not read", "type its text into a plain text file")
_MEDIA = ("is a sound or video file, which is not read", "give a transcript as plain text")
_PROGRAM = ("is a program or its data, not text", "give a plain text file")

_MESSAGES: dict[str, tuple[str, str]] = {
    "word": _WORD,
    "sheet": _SHEET,
    "slides": _SLIDES,
    "pdf": _PDF,
    "html": _HTML,
    "markup": _MARKUP,
    "table": _TABLE,
    "subtitles": _SUBTITLES,
    "book": _BOOK,
    "mail": _MAIL,
    "office": ("is an office document or an archive, not plain text", _SAVE),
    "archive": _ARCHIVE,
    "image": _IMAGE,
    "media": _MEDIA,
    "program": _PROGRAM,
}
_DOCUMENTS = frozenset(
    "word sheet slides pdf html markup table subtitles book mail archive".split()
)

_SUFFIXES: dict[str, str] = {
    suffix: kind
    for kind, suffixes in {
        "word": ".doc .docx .docm .dot .dotx .dotm .odt .ott .fodt .sxw .rtf .pages .wps .hwp",
        "sheet": ".xls .xlsx .xlsm .xlsb .xlt .xltx .xltm .ods .ots .fods .sxc .numbers",
        "slides": ".ppt .pptx .pptm .pps .ppsx .odp .otp .fodp .key",
        "pdf": ".pdf .ps .xps .djvu",
        "html": ".html .htm .xhtml .xht .mht .mhtml .shtml",
        "markup": ".xml .tmx .tbx .xlf .xliff .tex .rst .svg .opml .rss .atom",
        "table": ".csv .tsv .json .jsonl .ndjson .yaml .yml .po .pot .sqlite .db .parquet",
        "subtitles": ".srt .vtt .ass .ssa .sub .sbv .ttml",
        "book": ".epub .mobi .azw .azw3 .fb2",
        "mail": ".eml .msg .mbox .pst",
        "archive": ".zip .gz .tgz .bz2 .tbz2 .xz .txz .zst .7z .rar .tar .lz4 .cab",
        "image": ".png .jpg .jpeg .gif .bmp .tif .tiff .webp .heic .avif .ico .psd",
        "media": ".mp3 .mp4 .wav .ogg .flac .m4a .avi .mkv .mov .webm .opus .aac",
        "program": ".exe .dll .so .bin .o .pyc .class .dmg .apk .wasm .ttf .otf .woff .woff2 .eot "
        ".jar .iso",
    }.items()
    for suffix in suffixes.split()
}

_CODE: frozenset[str] = frozenset(
    ".js .mjs .css .scss .less .map .py .java .c .h .cpp .hpp .cs .go .rs .ts .jsx .tsx .vue .rb "
    ".pl .sh .bat .ps1 .sql".split()
)
"""Names of what people write for machines: passed over in a folder, read where it is asked for."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"%!PS", "pdf"),
    (b"PK\x03\x04", "office"),
    (b"PK\x05\x06", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"{\\rtf", "word"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"BM", "image"),
    (b"RIFF", "media"),
    (b"OggS", "media"),
    (b"ID3", "media"),
    (b"fLaC", "media"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"SQLite format 3\0", "table"),
)
_ROOT = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:(?P<html>!doctype\s+html|html|head|body|meta|title)\b|"
    rb"(?P<markup>\?xml|!doctype)\b)",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING = re.compile(
    rb"</(?:p|div|span|a|li|ul|ol|td|tr|table|h[1-6]|article|section|body|html|b|i|em|strong)\s*>",
    re.IGNORECASE,
)
_ENOUGH_TAGS = 3
"""Closing tags from which on a text is a piece of a web page; an article about one has fewer."""
_SUBTITLE_TIMES = re.compile(rb"(?:^|\n)\d{1,2}:\d\d:\d\d[.,]\d{3} --> \d{1,2}:\d\d")
_HEAD = 1 << 16
_SUFFIX = re.compile(r"\.(?=.*[a-z])[a-z0-9_~+-]{1,12}")
"""What can be a suffix: Latin letters. "Part 1.5" and "د. أحمد" have none."""


def kind_of_name(path: PurePath) -> Reading:
    """What a file's suffix promises; a name without one is text.

    An archive holds documents, also of a kind that is not read; a file packed with gzip is what
    its name without .gz says.
    """
    suffix = path.suffix.lower()
    if suffix == GZIP:
        return kind_of_name(path.with_suffix(""))
    if suffix in TEXT_SUFFIXES:
        return "text"
    if suffix not in _SUFFIXES:
        return (
            "text" if not _SUFFIX.fullmatch(suffix) else "other" if suffix in _CODE else "unknown"
        )
    return "document" if _SUFFIXES[suffix] in _DOCUMENTS else "other"


def refused_by_name(path: PurePath) -> str | None:
    """The kind to which the suffix belongs, where plain text is wanted; None for text and the
    unknown."""
    return _SUFFIXES.get(path.suffix.lower())


def suffix_of(name: str) -> str:
    """The suffix of a file, with its full stop; of one packed with gzip that of what is in it."""
    path = PurePath(name)
    return path.with_suffix("").suffix if path.suffix.lower() == GZIP else path.suffix


def without_suffix(path: PurePath) -> PurePath:
    """`path` without the suffix of a known kind, of one packed with gzip without both; "Part 1.5"
    has none and stays whole."""
    suffix = path.suffix.lower()
    if suffix == GZIP and path.with_suffix("").suffix:
        return without_suffix(path.with_suffix(""))
    return path.with_suffix("") if suffix in TEXT_SUFFIXES or suffix in _SUFFIXES else path


def kind_of_content(data: bytes) -> str | None:
    """The kind, no plain text, which these bytes show to be; None for what may be text."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    for magic, kind in _MAGIC:
        # Two letters alone may begin an English line: an image has binary data behind them.
        if head.startswith(magic) and (len(magic) > 3 or b"\0" in head or head[0] == 0x1F):
            return _office(data) if kind == "office" else kind
    if head[4:8] == b"ftyp":
        return "media"
    if head[257:262] == b"ustar":
        return "archive"
    root = _ROOT.match(head)
    if root:
        return "html" if root["html"] or b"<html" in head.lower() else "markup"
    if len(_CLOSING.findall(head)) >= _ENOUGH_TAGS:
        return "html"
    if head.startswith(b"WEBVTT") or len(_SUBTITLE_TIMES.findall(head)) >= 2:
        return "subtitles"
    return None


def remedy(kind: str) -> str:
    """The rest of a sentence that begins with the file's name: what it is, and the way out."""
    what, way_out = _MESSAGES[kind]
    return f"{what}; {way_out}"


def _office(data: bytes) -> str:
    """Which office document a zip holds, from the names in its directory (at its end)."""
    places = data[:4096] + data[-65536:]
    for mark, kind in (
        (b"word/", "word"),
        (b"xl/", "sheet"),
        (b"ppt/", "slides"),
        (b"application/epub+zip", "book"),
        (b"opendocument.text", "word"),
        (b"opendocument.spreadsheet", "sheet"),
        (b"opendocument.presentation", "slides"),
    ):
        if mark in places:
            return kind
    return "office"
