"""Where things stand in the bytes of a TMX file, so that a change leaves all others as they are.

lxml tells what a file means but not at which byte; expat, of the standard library, tells that, in
any encoding that it reads.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from translator.errors import InputError
from translator.formats.tmx import TOOL
from translator.memory.entry import key
from translator.memory.unit import OWN_ATTRIBUTES, OWN_SHAPES

Bytes = tuple[int, int]
"""A half-open stretch of a file, in bytes."""

_BLANK = " \t\r\n"
_WIDE = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where <body> ends, and the units that this tool wrote, by the `key` of their source.

    `end` is the end tag, or the whole tag where `empty` says that the body is `<body/>`. Own
    units are those with nothing in them that somebody else has added.
    """

    encoding: str
    line_end: str
    end: Bytes
    empty: bool
    own: Mapping[str, tuple[Bytes, ...]]


def layout(data: bytes, path: Path) -> Layout:
    """The layout of a file's content. Raises InputError where nothing can be written into it."""
    scan = _Scan(data)
    try:
        scan.run()
    except (expat.ExpatError, LookupError) as error:
        raise InputError(f"{path} cannot be added to ({error}); save it in UTF-8") from None
    if scan.end is None:
        raise InputError(f"{path} has no <body> that units could go into; export the file again")
    start = data[:4096].decode(scan.encoding, "replace")
    own = {place: tuple(units) for place, units in scan.own.items()}
    return Layout(scan.encoding, "\r\n" if "\r\n" in start else "\n", scan.end, scan.empty, own)


def changed(data: bytes, given: Layout, place: str, unit: str) -> tuple[bytes, Layout | None]:
    """The content without the own units of the sentence `place`, and with `unit` at its end.

    `unit` is the text of a <tu>, empty where none is put in. All else stays byte for byte.
    Returns the content and its layout, None where that is to be found anew.
    """
    out = given.own.get(place, ())
    edits = [(_before_blank(data, given, start), end, b"") for start, end in out]
    line_end = given.line_end.encode(given.encoding)
    text = unit.replace("\n", given.line_end).encode(given.encoding, "xmlcharrefreplace")
    if unit and given.empty:
        opening, closing = ("<body>".encode(given.encoding), "</body>".encode(given.encoding))
        whole = b"".join([opening, line_end, text, line_end, closing])
        return _edited(data, [*edits, (*given.end, whole)]), None
    if unit:
        insert = _before_blank(data, given, given.end[0])
        edits.append((insert, insert, line_end + text))
    content = _edited(data, edits)
    own = {
        one: tuple(_moved(unit, edits) for unit in units)
        for one, units in given.own.items()
        if one != place
    }
    end = _moved(given.end, edits)
    if unit:
        last = _before_blank(content, given, end[0])
        own[place] = ((last - len(text), last),)
    return content, replace(given, end=end, own=own)


_Edit = tuple[int, int, bytes]
"""Take out from here to there, and put this in."""


def _edited(data: bytes, edits: list[_Edit]) -> bytes:
    parts: list[bytes] = []
    done = 0
    for start, end, new in edits:
        parts += [data[done:start], new]
        done = end
    return b"".join([*parts, data[done:]])


def _moved(given: Bytes, edits: list[_Edit]) -> Bytes:
    """Where a stretch is after the edits, which lie before or behind it."""
    shift = sum(len(new) - (end - start) for start, end, new in edits if end <= given[0])
    return given[0] + shift, given[1] + shift


def _before_blank(data: bytes, given: Layout, place: int) -> int:
    """Where the white space begins that ends at `place`."""
    blanks = {character.encode(given.encoding) for character in _BLANK}
    width = len(next(iter(blanks)))
    while place >= width and data[place - width : place] in blanks:
        place -= width
    return place


@dataclass(slots=True)
class _Unit:
    """A unit of this tool while it is being read."""

    start: int
    shape: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


class _Scan:
    """One pass of expat over a file's content."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.encoding = next((name for mark, name in _WIDE if data.startswith(mark)), "")
        self.wide = bool(self.encoding)
        self.encoding = self.encoding or "utf-8"
        self.end: Bytes | None = None
        self.empty = False
        self.own: dict[str, list[Bytes]] = {}
        self._unit: _Unit | None = None
        self._body = -1
        self._parser = expat.ParserCreate()

    def run(self) -> None:
        """Fill in what was found. Raises ExpatError."""
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declared
        self._parser.EntityDeclHandler = self._entity
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._close
        self._parser.Parse(self.data, True)

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and not self.wide:
            self.encoding = codecs.lookup(encoding).name

    def _entity(self, name: str, *_: object) -> NoReturn:
        raise expat.ExpatError(f"it declares the entity {name}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._unit is not None:
            self._unit.shape.append(name)
            if name == "seg":
                self._unit.texts.append("")
                self._parser.CharacterDataHandler = self._text
        elif name == "body":
            self._body = self._parser.CurrentByteIndex
        elif name == "tu" and self._is_own(attributes):
            self._unit = _Unit(self._parser.CurrentByteIndex)
            self._parser.CommentHandler = self._comment

    def _is_own(self, attributes: dict[str, str]) -> bool:
        return attributes.get("creationtool") == TOOL and attributes.keys() <= OWN_ATTRIBUTES

    def _text(self, text: str) -> None:
        if self._unit is not None:
            self._unit.texts[-1] += text

    def _comment(self, _: str) -> None:
        if self._unit is not None:
            self._unit.shape.append("comment")

    def _close(self, name: str) -> None:
        place = self._parser.CurrentByteIndex
        if name == "seg":
            self._parser.CharacterDataHandler = None
        elif name == "tu" and self._unit is not None:
            unit, self._unit = self._unit, None
            self._parser.CommentHandler = None
            if unit.shape in OWN_SHAPES:
                found = (unit.start, self._after_tag(place))
                self.own.setdefault(key(unit.texts[0]), []).append(found)
        elif name == "body":
            self.end = (place, self._after_tag(place))
            self.empty = place == self._body

    def _after_tag(self, place: int) -> int:
        bracket = ">".encode(self.encoding)
        return self.data.index(bracket, place) + len(bracket)
