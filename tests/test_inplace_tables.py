"""Records, tables and workbooks in English: chosen texts change, all else stays."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from documents import libreoffice, needs_libreoffice
from hypothesis import given, settings
from hypothesis import strategies as st
from inplace import ARABIC, InEnglish, in_english
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.worksheet.table import Table

from translator.document import Document, Provenance, TranslatedDocument, Translation
from translator.errors import DocumentError
from translator.formats.inplace.opened import Reading
from translator.formats.inplace.registry import open_data
from translator.script import has_arabic

__all__ = ["in_english"]

ARRIVED = "وصل الوفد الروسي إلى دمشق."
YES = "وقال الوزير نعم."
RAID = "قتل ثلاثة مدنيين في قصف على حلب."


def fields(*names: str) -> Reading:
    return Reading(fields=names)


def refusal(data: str | bytes, name: str, *names: str) -> str:
    with pytest.raises(DocumentError) as caught:
        open_data(data.encode() if isinstance(data, str) else data, name, fields(*names))
    assert "\n" not in str(caught.value)
    return str(caught.value)


# --- JSON Lines ------------------------------------------------------------------------------

RECORDS = (
    '{"id": 1,  "title": "خبر", "meta": {"body":  "'
    + ARRIVED
    + "\\n\\n"
    + YES
    + '", "x": [1.0, "a"]}, "n": 1e3}\n\n'
    + '{"id": 2,"meta":{"body":'
    + json.dumps(RAID)
    + ', "list": ["نعم", {"body": "لا"}]}}'
)


def test_only_the_chosen_key_changes(in_english: InEnglish) -> None:
    english = in_english(RECORDS.encode(), "a.jsonl", fields("meta.body")).decode()
    old, new = RECORDS.split("\n"), english.split("\n")
    assert [len(new), new[1]] == [3, ""]
    body = json.loads(new[0])["meta"]["body"]
    assert "Damascus" in body
    assert body.count("\n\n") == 1
    assert new[0].startswith('{"id": 1,  "title": "خبر", "meta": {"body":  "')
    assert new[0].endswith('", "x": [1.0, "a"]}, "n": 1e3}')
    last = json.loads(new[2])
    assert "Aleppo" in last["meta"]["body"]
    assert new[2].isascii() or "نعم" in new[2]
    assert last["meta"]["list"] == json.loads(old[2])["meta"]["list"]


def test_the_items_of_a_list_have_its_key(in_english: InEnglish) -> None:
    record = json.dumps({"texts": [ARRIVED, "x", RAID], "n": None}, ensure_ascii=False)
    english = json.loads(in_english(record.encode(), "a.ndjson"))
    assert [("Damascus" in one, "Aleppo" in one) for one in english["texts"]] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_a_key_that_cannot_be_chosen_is_asked_for() -> None:
    message = refusal(RECORDS, "a.jsonl")
    assert "several keys (title, meta.body, meta.list, meta.list.body)" in message
    assert "--field" in message
    assert "no key body; it has title, meta.body" in refusal(RECORDS, "a.jsonl", "body")
    assert "no Arabic text in meta.x" in refusal(RECORDS, "a.jsonl", "meta.x")
    assert "no Arabic" in refusal('{"a": "b"}', "a.jsonl")


@pytest.mark.parametrize("line", ["{", "[1, 2", "{'a': 1}", "قال", '{"a": "b" "c"}', "[" * 9999])
def test_a_line_that_is_no_json_is_named(line: str) -> None:
    assert "a.jsonl, line 2: this is no JSON" in refusal(f'{{"a": "نعم"}}\n{line}\n', "a.jsonl")


# --- tables as text --------------------------------------------------------------------------


def rows(data: bytes, encoding: str = "utf-8", **dialect: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), **dialect))  # type: ignore[arg-type]


def test_separator_quotes_mark_line_ends_and_ragged_rows_stay(in_english: InEnglish) -> None:
    table = f'id;text;n\r\n1;"وصل الوفد إلى ""دمشق""";2,5\r\n2;{RAID};\r\n3\r\n\r\n"4";"";x;y\r\n'
    data = b"\xef\xbb\xbf" + table.encode()
    english = in_english(data, "a.csv")
    assert english.startswith(b'\xef\xbb\xbfid;text;n\r\n1;"')
    assert english.endswith(b'3\r\n\r\n"4";"";x;y\r\n')
    before, after = rows(data, delimiter=";"), rows(english, delimiter=";")
    assert [len(row) for row in after] == [len(row) for row in before]
    assert '"' in after[1][1]
    assert "Aleppo" in after[2][1]
    assert not ARABIC.search(english.decode())


def test_a_cell_may_hold_lines_and_gets_quotes_where_it_needs_them(in_english: InEnglish) -> None:
    table = f'text,k\n"{ARRIVED}\n\n{YES}",a\nوصل الوفد إلى دمشق، وقال الوزير: "نعم".,b\n'
    english = rows(in_english(table.encode(), "a.csv"))
    assert english[1][0].count("\n\n") == 1
    assert [row[-1] for row in english] == ["k", "a", "b"]
    assert all(len(row) == 2 for row in english)


def test_tabs_without_quotation_marks(in_english: InEnglish) -> None:
    table = f'{ARRIVED}\tx\n"{RAID[:-1]}" اليوم\ty\n'
    english = in_english(table.encode(), "a.tsv").decode()
    assert [line.split("\t")[1:] for line in english.splitlines()] == [["x"], ["y"]]
    assert not ARABIC.search(english)


def test_a_first_row_of_names_stays_in_either_language(in_english: InEnglish) -> None:
    table = f"رقم|النص\n1|{ARRIVED}\n2|{RAID}\n"
    for reading in (fields(), fields("النص"), fields("2")):
        english = in_english(table.encode(), "a.csv", reading).decode()
        assert english.startswith("رقم|النص\n1|The ")
        assert not ARABIC.search(english.partition("\n")[2])


def test_without_names_the_first_row_is_one_like_the_others(in_english: InEnglish) -> None:
    english = in_english(f"1,{ARRIVED}\n2,{RAID}\n".encode(), "a.csv").decode()
    assert not ARABIC.search(english)
    assert english.startswith("1,")


def test_a_table_that_says_its_separator_to_excel(in_english: InEnglish) -> None:
    table = f"sep=|\r\nid|title\r\n1|{ARRIVED}\r\n2|a,b,c,d\r\n"
    for name in ((), ("title",), ("2",)):
        english = in_english(table.encode(), "a.csv", fields(*name)).decode()
        assert english.startswith("sep=|\r\nid|title\r\n1|")
        assert english.endswith("\r\n2|a,b,c,d\r\n")
        assert not has_arabic(english)


def test_a_column_that_cannot_be_chosen_is_asked_for() -> None:
    table = f"title,text\nخبر,{ARRIVED}\n"
    assert "Arabic in several columns (title, text)" in refusal(table, "a.csv")
    assert "no column body; it has title, text" in refusal(table, "a.csv", "body")
    assert "no column 3" in refusal(table, "a.csv", "3")
    assert "no Arabic" in refusal("a,b\n1,2\n", "a.csv")


TEXT = st.text(st.sampled_from('aبج ,;"\n\t|1'), max_size=6)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(TEXT, min_size=1, max_size=3), min_size=1, max_size=5),
    st.sampled_from(",;"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_any_table_comes_back_with_other_words_in_one_column(
    table: list[list[str]], separator: str, quoting: Any
) -> None:
    head = ["k", "text", "n"]
    table = [[ARRIVED, *row] for row in table]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, quoting=quoting).writerows([head, *table])
    opened = open_data(file.getvalue().encode(), "a.csv", fields("k"))
    english = rows(opened.rebuilt(with_words(opened.document, 'He, "x"; y')), delimiter=separator)
    assert english[0] == head
    assert [row[1:] for row in english[1:]] == [row[1:] for row in table]
    assert {row[0] for row in english[1:]} == {'He, "x"; y'}


def with_words(document: Document, words: str) -> TranslatedDocument:
    made = tuple(Translation(one.text, words) for _, _, one in document.segments())
    return TranslatedDocument(document, made, Provenance("t", "m", "g", "s", "2026-01-01"))


# --- workbooks -------------------------------------------------------------------------------


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "أخبار"
    sheet.sheet_view.rightToLeft = True
    sheet.append(["رقم", "الخبر", "قيمة"])
    sheet.append([1, ARRIVED, 2.5])
    sheet.append([2, "الخبر", "=C2*2"])
    sheet["B5"] = CellRichText(
        "قال الوزير إن ", TextBlock(InlineFont(b=True), "الجيش السوري"), " سيطر على إدلب."
    )
    sheet["B2"].alignment = Alignment(horizontal="right", readingOrder=2)
    sheet["B2"].comment = Comment(RAID, "x")
    sheet.add_table(Table(displayName="T", ref="A1:C3"))
    other = book.create_sheet("Other")
    other["D7"] = ARRIVED
    other["E7"] = "Latin"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.fixture(scope="module")
def translated_workbook(in_english: InEnglish) -> bytes:
    return in_english(workbook(), "a.xlsx")


def test_cells_comments_and_heads_are_english_and_formulas_and_numbers_stay(
    translated_workbook: bytes,
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(translated_workbook), rich_text=True)
    sheet, other = book["News"], book["Other"]
    heads = [str(cell.value) for cell in sheet[1]]
    assert not has_arabic("".join(heads))
    assert [one.name for one in sheet.tables["T"].tableColumns] == heads
    assert "Damascus" in str(sheet["B2"].value)
    assert [sheet["A2"].value, sheet["C2"].value, sheet["C3"].value] == [1, 2.5, "=C2*2"]
    assert str(sheet["B3"].value).isascii()
    assert "Damascus" in str(other["D7"].value)
    assert other["E7"].value == "Latin"
    assert sheet["B2"].comment is not None
    assert "Aleppo" in sheet["B2"].comment.text
    assert not sheet.sheet_view.rightToLeft
    assert sheet["B2"].alignment.horizontal is None


def test_rich_text_keeps_its_formats(translated_workbook: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(translated_workbook), rich_text=True)
    value = book["News"]["B5"].value
    assert isinstance(value, CellRichText)
    bold = [one.text for one in value if isinstance(one, TextBlock) and one.font.b]
    assert ["army" in text for text in bold] == [True]
    assert "Idlib" in str(value)


def test_parts_without_text_stay_byte_for_byte(translated_workbook: bytes) -> None:
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(io.BytesIO(translated_workbook)) as new,
    ):
        assert new.namelist() == old.namelist()
        same = [name for name in old.namelist() if old.read(name) == new.read(name)]
        assert {"xl/theme/theme1.xml", "[Content_Types].xml", "_rels/.rels"} <= set(same)


def test_only_the_columns_that_were_named(in_english: InEnglish) -> None:
    english = in_english(workbook(), "a.xlsx", fields("D"))
    book = openpyxl.load_workbook(io.BytesIO(english))
    assert book["أخبار"]["B2"].value == ARRIVED
    assert "Damascus" in str(book["Other"]["D7"].value)
    english = in_english(workbook(), "a.xlsx", fields("الخبر"))
    book = openpyxl.load_workbook(io.BytesIO(english))
    assert "Damascus" in str(book["أخبار"]["B2"].value)
    assert book["Other"]["D7"].value == ARRIVED
    assert "no column Z" in refusal(workbook(), "a.xlsx", "Z")


def test_workbooks_that_are_none() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    assert "Excel 97" in refusal(old, "a.xlsx")
    assert "password" in refusal(old + "EncryptedPackage".encode("utf-16-le"), "a.xlsx")
    assert "damaged" in refusal(workbook()[:-40], "a.xlsx")
    empty = io.BytesIO()
    openpyxl.Workbook().save(empty)
    assert "no Arabic" in refusal(empty.getvalue(), "a.xlsx")


@needs_libreoffice
def test_libreoffice_reads_what_was_written(translated_workbook: bytes, tmp_path: Path) -> None:
    [sheet] = libreoffice(tmp_path, translated_workbook, ".xlsx", "csv")
    table = rows(sheet.read_bytes())
    assert "Damascus" in table[1][1]
    assert table[2][2] == "5"


def test_text_boxes_and_titles_of_charts_are_english(in_english: InEnglish) -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet("أرقام")
        sheet.write_column("A1", ["المدينة", "دمشق", "حلب"])
        sheet.write_column("B1", ["القتلى", 3, 5])
        sheet.insert_textbox("D2", ARRIVED, {"align": {"horizontal": "right"}})
        chart = book.add_chart({"type": "column"})
        cells = {"categories": "='أرقام'!$A$2:$A$3", "values": "='أرقام'!$B$2:$B$3"}
        chart.add_series({**cells, "name": "='أرقام'!$B$1"})
        chart.set_title({"name": RAID})
        sheet.insert_chart("D9", chart)
    english = in_english(data.getvalue(), "a.xlsx")
    with zipfile.ZipFile(io.BytesIO(english)) as archive:
        box = archive.read("xl/drawings/drawing1.xml").decode()
        drawn = archive.read("xl/charts/chart1.xml").decode()
    assert "Damascus" in box
    assert not has_arabic(box)
    assert "Aleppo" in drawn
    assert not has_arabic(drawn)
    [sheet] = openpyxl.load_workbook(io.BytesIO(english)).worksheets
    assert drawn.count(f"'{sheet.title}'!") == 3
    assert [cell.value for cell in sheet["A"][1:]] == ["Damascus", "Aleppo"]
