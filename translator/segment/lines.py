"""The lines of a text, and the blocks that blank lines make of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from translator.segment.stops import CLOSERS, STOPS, ends_sentence
from translator.segment.words import INVISIBLE

_LINE = re.compile("([^\n\r\x0b\x0c\x85\u2028\u2029]*)(\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]|\\Z)")
_SHOWS_NOTHING = re.compile(f"[\\s{INVISIBLE}]*")
_MARKS_ONLY = re.compile(f"[\\s{INVISIBLE}{STOPS}{re.escape(CLOSERS)}،؛,;:]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something in it. `start` and `end` leave out the white space around `text`.

    Lines of one `block` have no blank line between them. `stop`: it ends in a full stop or the
    like. `marks_only`: it holds stops, commas and closing marks and nothing else; `invisible`: nor
    anything that can be seen.
    """

    start: int
    end: int
    text: str
    block: int
    stop: bool
    marks_only: bool
    invisible: bool


def split_lines(text: str) -> list[Line]:
    """The lines that hold anything but white space, in order.

    Lines end at every line or page end of Unicode; a paragraph separator (U+2029) also counts as
    a blank line. A line of invisible characters parts blocks as a blank line does, and is a block
    of its own.
    """
    lines: list[Line] = []
    block = 0
    for match in _LINE.finditer(text):
        raw = match.group(1)
        shown = raw.strip()
        if shown:
            start = match.start() + raw.index(shown[0])
            invisible = _SHOWS_NOTHING.fullmatch(shown) is not None
            block += invisible
            lines.append(
                Line(
                    start,
                    start + len(shown),
                    shown,
                    block,
                    ends_sentence(shown),
                    len(shown) < 12 and _MARKS_ONLY.fullmatch(shown) is not None,
                    invisible,
                )
            )
            block += invisible
        elif match.group(2):
            block += 1
        if match.group(2) == "\u2029":
            block += 1
    return lines
