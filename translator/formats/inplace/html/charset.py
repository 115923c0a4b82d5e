"""The encoding of a web page: what it says itself, else what its bytes look like.

Pages are written in UTF-8, whatever they were in; what a page says of its encoding is put right.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from translator.errors import DocumentError
from translator.formats.decode import decoded as decoded_text
from translator.formats.inplace.html.blocks import Source
from translator.script import has_arabic

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|"
    rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_XML_ENCODING = re.compile(r"(<\?xml[^>]*?encoding\s*=\s*[\"'])([\w.:-]+)", re.IGNORECASE)
_CHARSET = re.compile(r"(charset\s*=\s*)[\w.:-]+", re.IGNORECASE)
_KNOWN = re.compile(r"utf-?8|(?:windows|cp)-?125\d|iso-?8859-\d+|(?:us-)?ascii|latin-?1|asmo-708")
_LATIN = frozenset({"iso-8859-1", "iso8859-1", "ascii", "us-ascii", "latin1", "latin-1"})
_TAG = re.compile(rb"<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|<[^>]*>", re.S | re.I)
_HEAD = 4096
"""Bytes in which a page has to name its encoding; browsers look at the first thousand."""


def decoded(data: bytes, name: str) -> tuple[str, bool]:
    """The text of a page, and whether it began with a byte order mark.

    Single broken bytes in UTF-8 become lone surrogates (`surrogateescape`), so that they can be
    written back. Raises DocumentError for what is no text.
    """
    if not data.strip():
        raise DocumentError(f"{name} is empty; give a web page that holds Arabic text")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), True
            except UnicodeDecodeError:
                kind = encoding.upper().removesuffix("-LE").removesuffix("-BE")
                raise DocumentError(
                    f"{name} is {kind} text with broken bytes; save the page again"
                ) from None
    wide = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(data[:2])
    text = _strict(data, wide) if wide else _as_declared(data)
    if text is None or not (has_arabic(text) or "&#" in text):
        text = _guessed(data, name)
    if text.count("\0") * 50 > len(text):
        raise DocumentError(f"{name} holds binary data, not a web page; save the page again")
    return text, False


def encoded(text: str, *, marked: bool) -> bytes:
    """The bytes of a page in UTF-8."""
    return (codecs.BOM_UTF8 if marked else b"") + text.encode("utf-8", "surrogateescape")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _as_declared(data: bytes) -> str | None:
    text = None if data.isascii() else _strict(data, "utf-8")
    if text is not None:  # by chance no other text is: the page was converted, not its declaration
        return text
    found = _DECLARED.search(data[:_HEAD])
    label = (found[1] or found[2]).decode("ascii").lower() if found else "utf-8"
    if label.startswith("utf-16") or label == "unicode":
        label = "utf-8"  # a page that says so in one byte a letter is none
    if not _KNOWN.fullmatch(label):
        return None
    if label in _LATIN:
        label = "windows-1252"
    label = {"asmo-708": "iso8859-6"}.get(label, label)
    text = _strict(data, label)
    if text is None and label in ("utf-8", "utf8"):
        loose = data.decode("utf-8", "surrogateescape")
        broken = sum(1 for letter in loose if "\udc80" <= letter <= "\udcff")
        beyond = sum(1 for letter in loose if letter > "\x7f") - broken
        text = loose if beyond > 20 * broken else None
    return text


def _guessed(data: bytes, name: str) -> str:
    """The text in the encoding that its words look like; tags, which hide them, are put aside."""
    bare = _TAG.sub(lambda tag: b" " + b"\n" * tag[0].count(b"\n"), data).replace(b"\0", b" ")
    if not bare.strip():
        return data.decode("utf-8", "surrogateescape")
    encoding = decoded_text(bare, name).encoding
    return data.decode(encoding, "surrogateescape" if encoding == "utf-8" else "replace")


def declared_anew(source: Source) -> Iterator[tuple[int, int, str]]:
    """The changes that make a page say it is in UTF-8; nothing is added where it has no head."""
    found = False
    head = -1
    for token in source.tokens:
        if token.kind == "raw" and token.start == 0:
            said = _XML_ENCODING.match(source.text)
            if said:
                yield said.start(2), said.end(2), "UTF-8"
                found = True
        if token.kind != "start":
            continue
        if token.name == "head" and head < 0:
            head = token.end
        if token.name != "meta":
            continue
        for one in token.attributes:
            if one.name == "charset":
                yield one.start, one.end, '"utf-8"'
                found = True
            elif one.name == "content" and token.has("http-equiv", "content-type"):
                said_here = _CHARSET.search(one.value)
                if said_here:
                    yield one.start, one.end, f'"{_CHARSET.sub(_utf8, one.value)}"'
                    found = True
    if not found and head >= 0 and not source.xml:
        yield head, head, '<meta charset="utf-8">'


def _utf8(found: re.Match[str]) -> str:
    return f"{found[1]}utf-8"
