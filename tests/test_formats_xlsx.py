"""Workbooks: columns, texts that stay texts, and what LibreOffice makes of them."""

from __future__ import annotations

import csv
import io

import openpyxl
from documents import HOSTILE, article, libreoffice, made, needs_libreoffice, sheet_rows

from translator.document import TermUse, Translation
from translator.document import Warning as Caution
from translator.formats import write
from translator.formats.characters import holdable
from translator.formats.xlsx import COLUMNS

__all__ = ["article"]


def test_a_workbook_has_a_row_a_segment(article):
    data = write(article, "xlsx")
    rows = sheet_rows(data)
    assert [row["English"] for row in rows] == [t.target for t in article.translations]
    assert [row["Arabic"] for row in rows] == [holdable(t.source) for t in article.translations]
    assert [row["Kind"] for row in rows] == [p.kind for _, p, _, _ in article.rows()]
    assert [row["Score"] for row in rows] == [
        None if t.score is None else round(t.score, 4) for t in article.translations
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Translation"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:J{len(rows) + 1}"
    assert not sheet.sheet_view.rightToLeft
    assert (sheet["C2"].alignment.readingOrder, sheet["D2"].alignment.readingOrder) == (2, 1)
    assert sheet["C2"].alignment.wrap_text
    assert [name for name, _ in COLUMNS] == [cell.value for cell in sheet[1]]


def test_terms_and_warnings_have_columns():
    terms = (
        TermUse("حلب", "حلب", "Aleppo", (0, 3), (0, 6), "inline"),
        TermUse("إدلب", "وإدلب", None, (4, 9), None, None),
    )
    warnings = (Caution("term", "وإدلب is unmet"), Caution("number", "59"))
    result = made((Translation("حلب وإدلب", "Aleppo", None, (), terms, warnings), "body"))
    [row] = sheet_rows(write(result, "xlsx"))
    assert row["Terms"] == "حلب → Aleppo (inline)\nوإدلب → (unmet)"
    assert row["Warnings"] == "term: وإدلب is unmet\nnumber: 59"
    assert row["Score"] is None


@needs_libreoffice
def test_libreoffice_reads_a_workbook_as_it_is(tmp_path, article):
    texts = made(*((f"نص {text}", text) for text in HOSTILE))
    for number, result in enumerate((article, texts)):
        folder = tmp_path / str(number)
        folder.mkdir()
        to = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
        _, out = libreoffice(folder, write(result, "xlsx"), ".xlsx", to)
        rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"), newline="")))
        assert [row["English"] for row in rows] == [t.target for t in result.translations]
        assert [row["Arabic"] for row in rows] == [t.source for t in result.translations]
