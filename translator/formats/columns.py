"""Both languages in plain text: side by side on a terminal, one under the other elsewhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from translator.document import TranslatedDocument
from translator.formats.text import one_line

_NARROWEST = 80
"""Columns below which two languages do not fit beside each other."""
_BETWEEN = " │ "
_LRM, _RLM = "\u200e", "\u200f"


def write_columns(
    translated: TranslatedDocument, *, width: int | None = None, provenance: bool = False
) -> str:
    """Arabic and English of each segment, a blank line after each paragraph.

    `width` is that of a terminal in columns: English then stands on the left and Arabic on the
    right, both wrapped; below 80 columns, and with None (a file or a pipe), each Arabic segment
    stands on one line with its English on the next, and the only marks added are line breaks.
    """
    blocks: list[str] = []
    previous = None
    for number, _, _, translation in translated.rows():
        if previous is not None and number != previous:
            blocks.append("\n")
        previous = number
        source = " ".join(translation.source.split())
        target = one_line(translation.target)
        if width is None:
            blocks.append(f"{source}\n{target}\n")
        elif width < _NARROWEST:
            both = (*wrap(source, width - 1), *wrap(target, width - 1))
            blocks.append("".join(f"{line}\n" for line in both))
        else:
            blocks.append(_beside(target, source, width))
    if provenance:
        blocks.append(f"\n{translated.provenance.sentence()}\n")
    return "".join(blocks)


def _beside(english: str, arabic: str, width: int) -> str:
    """Two columns, Arabic flush right.

    A terminal that orders right-to-left text takes a line's direction from its first strong
    letter; the left-to-right mark in front keeps the columns of lines without English in place.
    The right-to-left mark behind keeps a final full stop on the Arabic side. Both have no width.
    """
    column = (width - 1 - len(_BETWEEN)) // 2
    left, right = wrap(english, column), wrap(arabic, column)
    rows = []
    for line in range(max(len(left), len(right))):
        here = left[line] if line < len(left) else ""
        there = right[line] if line < len(right) else ""
        here += " " * (column - columns(here))
        there = " " * (column - columns(there)) + there
        rows.append(f"{_LRM}{here}{_BETWEEN}{there}{_RLM}\n")
    return "".join(rows)


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes: marks and format characters take none."""
    return sum(map(_cells, text))


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns, cut between words; one line at least."""
    lines = [""]
    for word in _pieces(text, width):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if columns(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _pieces(text: str, width: int) -> Iterator[str]:
    """The words of `text`, those wider than a line cut."""
    for word in text.split():
        piece, used = "", 0
        for letter in word:
            cells = _cells(letter)
            if used + cells > width and piece:
                yield piece
                piece, used = "", 0
            piece += letter
            used += cells
        yield piece


def _cells(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
