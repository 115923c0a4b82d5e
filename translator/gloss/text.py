"""Glosses as lines of text: aligned columns on a terminal, tab-separated ones elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossary.gloss import WordGloss
from translator.formats.columns import columns, wrap
from translator.formats.text import one_line
from translator.gloss.document import GlossedDocument, GlossedSegment

HEADINGS = ("word", "romanized", "split", "lemma", "part of speech", "gloss")
"""What stands in the columns."""

_ARABIC = (0, 2, 3)
_WIDEST = (16, 20, 18, 14, 14)
"""Columns of a terminal that a cell takes at most before its row alone becomes wider."""
_IDLE = (3, 1, 2)
"""What is left out first where a terminal is too narrow: lemma, romanization, split."""
_GAP = "  "
_NARROWEST = 12
_LRM = "\u200e"
_NONE = "?"


def write_text(glossed: GlossedDocument, *, width: int | None = None) -> str:
    """The words of a document, a line each, the free translation after each segment.

    `width` is that of a terminal in columns: the columns are aligned under a line of headings, and
    those that a narrow one has no room for are left out.
    With None (a file or a pipe) the six fields of a word are separated by tabs and nothing is
    added to them, so that lines with tabs are words and the others are English. A blank line
    ends each segment. A word that nothing is known of has question marks.
    """
    if width is None:
        return "".join(f"{_separated(one)}\n" for one in glossed.segments)
    return "".join(f"{_aligned(one, width)}\n" for one in glossed.segments)


def fields(word: WordGloss) -> tuple[str, ...]:
    """The six fields of a word, in the order of `HEADINGS`, none of them with white space that
    would break a line."""
    best = word.best
    told = (best.split(), best.lemma, best.pos, best.gloss) if best else (_NONE,) * 4
    return tuple(" ".join(field.split()) for field in (word.surface, word.transliteration, *told))


def _separated(segment: GlossedSegment) -> str:
    lines = ["\t".join(fields(word)) for word in segment.words]
    return "".join(f"{line}\n" for line in (*lines, *_english(segment, None)))


def _aligned(segment: GlossedSegment, width: int) -> str:
    rows = [fields(word) for word in segment.words]
    lines: list[str] = []
    if rows:
        widths = [
            min(most, max(columns(row[number]) for row in (HEADINGS, *rows)))
            for number, most in enumerate(_WIDEST)
        ]
        shown = _fitting(widths, width)
        lines = [line for row in (HEADINGS, *rows) for line in _row(row, shown, widths, width)]
    return "".join(f"{line}\n" for line in (*lines, *_english(segment, width)))


def _fitting(widths: Sequence[int], width: int) -> list[int]:
    """The numbers of the columns before the gloss that leave room for it on a narrow terminal."""
    shown = list(range(len(widths)))
    for idle in _IDLE:
        room = width - 1 - sum(widths[number] + len(_GAP) for number in shown)
        if room < _NARROWEST:
            shown.remove(idle)
    return shown


def _row(
    cells: Sequence[str], shown: Sequence[int], widths: Sequence[int], width: int
) -> Iterator[str]:
    """One word; its gloss goes on below itself where it does not fit.

    A terminal that orders right-to-left text would put neighbouring Arabic cells, with only spaces
    between them, in the order of an Arabic line. A left-to-right mark before the line and behind
    each Arabic cell keeps them in their columns; it has no width.
    """
    before = _LRM
    for number in shown:
        cell = cells[number]
        mark = _LRM if number in _ARABIC else ""
        before += cell + mark + " " * max(0, widths[number] - columns(cell)) + _GAP
    first, *rest = wrap(cells[-1], max(_NARROWEST, width - 1 - columns(before)))
    yield (before + first).rstrip()
    for line in rest:
        yield " " * columns(before) + line


def _english(segment: GlossedSegment, width: int | None) -> list[str]:
    if segment.english is None:
        return []
    english = f"‘{one_line(segment.english)}’"
    return [english] if width is None else wrap(english, width - 1)
