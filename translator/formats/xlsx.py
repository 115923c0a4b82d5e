"""A workbook: one row a segment, and a sheet that says what made it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import xlsxwriter

from translator.document import TermUse, TranslatedDocument, Translation
from translator.formats.characters import holdable
from translator.formats.columns import wrap
from translator.formats.origins import NOTE, moment, not_by_machine
from translator.formats.packed import stamped
from translator.trust import Estimate, estimate

COLUMNS: tuple[tuple[str, int], ...] = (
    ("Segment", 9),
    ("Kind", 11),
    ("Arabic", 60),
    ("English", 60),
    ("Origin", 9),
    ("Score", 8),
    ("Terms", 44),
    ("Warnings", 44),
    ("Reasons", 44),
    ("Trust", 8),
)
"""The heads of the columns and their widths in characters."""

MOST = 32_767
"""UTF-16 units that a cell holds; Excel calls a file with more in one damaged."""

_ARABIC = 2
_LINE, _BETWEEN, _HIGHEST = 15.75, 4.0, 409.0
"""Points: a line with room for vowel signs, what parts two rows, and the most that Excel allows."""
_ABOUT_WIDTHS = (14, 100)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write_xlsx(translated: TranslatedDocument, *, provenance: bool = False) -> bytes:
    """A workbook of two sheets, "Translation" and "About"; it always says what made it.

    Every text is a text: nothing becomes a formula, a number or a link, whatever it begins with.
    A text longer than a cell may hold goes on in the row below, which bears the same segment
    number; joined without anything between them such cells give the text. Line breaks of every
    kind are line feeds; what XML cannot hold becomes U+FFFD.
    """
    buffer = io.BytesIO()
    created = moment(translated.provenance)
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties(
            {
                "title": holdable(translated.document.name),
                "subject": NOTE,
                "author": holdable(translated.provenance.tool),
                "comments": holdable(translated.provenance.sentence()),
                "created": created,
            }
        )
        _translation_sheet(book, translated)
        _about_sheet(book, translated)
    return stamped(buffer.getvalue(), created)


def _translation_sheet(book: Any, translated: TranslatedDocument) -> None:
    sheet = book.add_worksheet("Translation")
    left = {"valign": "top", "align": "left", "reading_order": 1}
    right = {"valign": "top", "align": "right", "reading_order": 2}
    plain = book.add_format(left)
    wrapped = book.add_format({**left, "text_wrap": True, "indent": 1})
    arabic = book.add_format({**right, "text_wrap": True, "indent": 1, "font_size": 12})
    looks = [arabic if n == _ARABIC else wrapped for n in range(len(COLUMNS))]
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F4F1EA"})
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    row = 0
    for _, paragraph, segment, translation in translated.rows():
        score = translation.score
        trust = estimate(translation)
        for texts in _rows(translation, trust):
            row += 1
            sheet.write_number(row, 0, segment.index, plain)
            sheet.write_string(row, 1, paragraph.kind, plain)
            for column, text in texts:
                sheet.write_string(row, column, text, looks[column])
            sheet.write_string(row, 4, translation.origin, plain)
            if score is not None:
                sheet.write_number(row, 5, round(score, 4), plain)
            if trust:
                sheet.write_string(row, 9, trust.band, plain)
            sheet.set_row(row, _height(texts))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, row, len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _rows(translation: Translation, trust: Estimate | None) -> Iterator[list[tuple[int, str]]]:
    """The texts of a segment with their columns, a list a row; most often there is one row."""
    texts = {
        2: translation.source,
        3: translation.target,
        6: "\n".join(map(_term, translation.terms)),
        7: "\n".join(f"{warning.kind}: {warning.message}" for warning in translation.warnings),
        8: "\n".join(trust.reasons) if trust else "",
    }
    cells = [_cells(holdable(text)) for text in texts.values()]
    for row in zip_longest(*cells, fillvalue=""):
        yield list(zip(texts, row, strict=True))


def _height(texts: list[tuple[int, str]]) -> float:
    """Points that a row needs: Excel would find out by itself, LibreOffice does not."""
    lines = max(
        sum(len(wrap(line, COLUMNS[column][1] - 2)) for line in text.split("\n"))
        for column, text in texts
    )
    return min(lines * _LINE + _BETWEEN, _HIGHEST)


def _cells(text: str) -> list[str]:
    """`text` in pieces that fit into a cell, cut after white space where there is any."""
    pieces = []
    while len(text) * 2 > MOST and _units(text) > MOST:
        end = MOST
        while _units(text[:end]) > MOST:
            end -= (_units(text[:end]) - MOST + 1) // 2
        blank = max(text.rfind(" ", end // 2, end), text.rfind("\n", end // 2, end))
        end = blank + 1 or end
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text]


def _units(text: str) -> int:
    """The length of `text` as spreadsheets count it."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _term(use: TermUse) -> str:
    if use.rendering is None:
        return f"{use.surface} → (unmet)"
    return f"{use.surface} → {use.rendering} ({use.method})"


def _about_sheet(book: Any, translated: TranslatedDocument) -> None:
    sheet = book.add_worksheet("About")
    for column, width in enumerate(_ABOUT_WIDTHS):
        sheet.set_column(column, column, width)
    label = book.add_format({"bold": True, "valign": "top"})
    value = book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
    made = translated.provenance
    facts = (
        ("Document", translated.document.name),
        ("What this is", f"{NOTE}. {not_by_machine(translated)}".strip()),
        ("Tool", made.tool),
        ("Model", made.model),
        ("Glossary", made.glossary),
        ("Settings", made.settings),
        ("Date", made.date),
        ("Segments", f"{len(translated.translations):,}"),
        ("Origin", "machine: the model; memory: a translation memory; person: written by hand."),
        ("Score", "The mean log probability of a piece of a word: 0 at best, empty where copied."),
        ("Long texts", f"A text of over {MOST:,} characters goes on in the row below."),
    )
    for row, (name, text) in enumerate(facts):
        sheet.write_string(row, 0, name, label)
        sheet.write_string(row, 1, holdable(text)[:MOST], value)
