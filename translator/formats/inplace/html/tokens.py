"""The source of a web page as tokens with their places, as browsers cut it.

Pages are edited by replacing stretches of their source, so that all the rest stays byte for byte
as it was; a parser that builds a tree and writes it anew would change quotes, entities, unknown
attributes and everything that is not quite right. Every character is in exactly one token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["text", "cdata", "newline", "start", "end", "raw"]
"""`newline` is a line break in preformatted text; `raw` what is never shown as text: comments,
declarations, scripts."""

_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
_PLAIN = frozenset({"title", "textarea"})
_PREFORMATTED = frozenset({"pre", "listing", "textarea"})
_TAG = re.compile(r"</?([a-zA-Z][^\t\n\f\r />]*)")
_ATTRIBUTE = re.compile(
    r"[\s/]*([^\s/>=]|=)([^\s/>=]*)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*))?"
)
_TAG_END = re.compile(r"[\s/]*>")
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_LINE = re.compile(r"(\r\n|\n|\r)")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a tag; `start` and `end` are those of its value in the source, with its
    quotes. Without a value both are the end of the name."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the source. `name` is in small letters, but for XML."""

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()
    closed: bool = False

    def get(self, name: str) -> str | None:
        """The value of an attribute as it stands in the source, None where there is none."""
        for one in self.attributes:
            if one.name == name:
                return one.value
        return None

    def has(self, name: str, value: str) -> bool:
        """Whether an attribute has a value, in letters of either size."""
        return (self.get(name) or "").strip().lower() == value


def tokens(source: str, *, xml: bool) -> list[Token]:
    """The tokens of a page. `xml`: an XHTML file, where `<br/>` closes and CDATA is text."""
    found: list[Token] = []
    at = preformatted = 0
    while at < len(source):
        token = _markup(source, at, xml) if source[at] == "<" else None
        if token is None:
            end = source.find("<", at + 1)
            token = Token("text", at, len(source) if end < 0 else end)
        if token.kind == "text" and preformatted:
            found += _lines(source, token)
        else:
            found.append(token)
        at = token.end
        if token.name in _PREFORMATTED and not token.closed:
            preformatted = max(0, preformatted + (1 if token.kind == "start" else -1))
        if token.kind == "start" and not token.closed:
            content = _content(source, token)
            if content is not None and content.end > at:
                found += _lines(source, content) if preformatted else [content]
                at = content.end
    return found


def _markup(source: str, at: int, xml: bool) -> Token | None:
    """The token that begins with `<`, None where that is a letter of the text."""
    following = source[at + 1 : at + 2]
    if following == "!":
        return _declaration(source, at, xml)
    if following == "?":
        return Token("raw", at, _after(source, "?>" if xml else ">", at))
    if following == "/" and source[at + 2 : at + 3] and not source[at + 2].isalpha():
        return Token("raw", at, _after(source, ">", at))
    tag = _TAG.match(source, at)
    return _tag(source, tag, xml) if tag else None


def _declaration(source: str, at: int, xml: bool) -> Token:
    if source.startswith("<!--", at):
        comment = _COMMENT.match(source, at)
        return Token("raw", at, comment.end() if comment else len(source))
    if xml and source.startswith("<![CDATA[", at):
        return Token("cdata", at, _after(source, "]]>", at))
    end = _after(source, ">", at)
    if xml and "[" in source[at:end] and source.startswith("<!DOCTYPE", at):
        end = _after(source, ">", _after(source, "]", at) - 1)
    return Token("raw", at, end)


def _after(source: str, sign: str, at: int) -> int:
    place = source.find(sign, at)
    return len(source) if place < 0 else place + len(sign)


def _tag(source: str, tag: re.Match[str], xml: bool) -> Token:
    name = tag[1] if xml else tag[1].lower()
    at = tag.end()
    attributes: list[Attribute] = []
    seen: set[str] = set()
    while True:
        end = _TAG_END.match(source, at)
        if end:
            break
        found = _ATTRIBUTE.match(source, at)
        if found is None:  # the file ends inside the tag
            return Token("raw", tag.start(), len(source))
        at = found.end()
        key = found[1] + found[2]
        key = key if xml else key.lower()
        if key not in seen:  # of two the first counts
            seen.add(key)
            start, stop = found.span(3) if found[3] is not None else (at, at)
            value = found[3] or ""
            value = value[1:-1] if value[:1] in ("'", '"') else value
            attributes.append(Attribute(key, value, start, stop))
    kind: TokenKind = "end" if source[tag.start() + 1] == "/" else "start"
    closed = xml and kind == "start" and "/" in end[0]
    return Token(kind, tag.start(), end.end(), name, tuple(attributes), closed)


def _content(source: str, token: Token) -> Token | None:
    """What stands in an element whose content holds no tags."""
    if token.name == "plaintext":
        return Token("raw", token.end, len(source))
    if token.name not in _RAW and token.name not in _PLAIN:
        return None
    closing = re.compile(rf"</{token.name}(?=[\s/>])", re.IGNORECASE).search(source, token.end)
    end = closing.start() if closing else len(source)
    return Token("text" if token.name in _PLAIN else "raw", token.end, end)


def _lines(source: str, token: Token) -> Iterator[Token]:
    at = token.start
    for piece in _LINE.split(source[token.start : token.end]):
        if piece:
            kind: TokenKind = "newline" if piece[0] in "\r\n" else token.kind
            yield Token(kind, at, at + len(piece))
        at += len(piece)
