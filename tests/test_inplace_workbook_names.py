"""Workbooks: sheets, columns of tables and texts in formulas under English names."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from documents import libreoffice, needs_libreoffice
from inplace import InEnglish, in_english
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table

from translator.formats.inplace.formulas import Names, rewritten, texts_in
from translator.formats.inplace.opened import Reading
from translator.formats.inplace.registry import open_data
from translator.formats.inplace.workbook_names import column_names, sheet_names
from translator.script import has_arabic

__all__ = ["in_english"]

NAMES = Names(
    text=lambda text: {"دمشق": "Damascus", "قال": 'he "said"'}.get(text, text),
    sheets={"الأخبار": "News", "ورقة 2": "Bob's", "ب": "B"},
    columns={"العدد": "Number", "عدد 2": "No. [2]"},
)


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("SUM(الأخبار!C2:C4)", "SUM('News'!C2:C4)"),
        ("SUM('الأخبار'!$C$2,'ورقة 2'!A1)", "SUM('News'!$C$2,'Bob''s'!A1)"),
        ("SUM('الأخبار:ب'!A1)", "SUM('News:B'!A1)"),
        ("SUM(الأخبار:ب!A1)", "SUM('News:B'!A1)"),
        ("A1:الأخبار!B2", "A1:'News'!B2"),
        ("'[1]الأخبار'!A1+[1]الأخبار!A1", "'[1]الأخبار'!A1+[1]الأخبار!A1"),
        ("'[x.xlsx]الأخبار'!A1", "'[x.xlsx]الأخبار'!A1"),
        ('IF(A1="دمشق","قال",الأخبار)', 'IF(A1="Damascus","he ""said""",الأخبار)'),
        ('HYPERLINK("#\'الأخبار\'!A1","دمشق")', 'HYPERLINK("#\'News\'!A1","Damascus")'),
        ("SUM(T[العدد])", "SUM(T[Number])"),
        ("SUM(T[[#All],[العدد]:[عدد 2]])", "SUM(T[[#All],[Number]:[No. '[2']]])"),
        ("T[@العدد]*[@[عدد 2]]", "T[@[Number]]*[@[No. '[2']]]"),
        ("T[#Headers]", "T[#Headers]"),
        ('"الأخبار!A1"&"x', '"الأخبار!A1"&"x'),
        ("A1&'الأخبار", "A1&'الأخبار"),
    ],
)
def test_formulas_go_by_other_names(formula: str, wanted: str) -> None:
    assert rewritten(formula, NAMES) == wanted
    assert rewritten(formula, Names()) in (formula, wanted) or "'" in rewritten(formula, Names())


def test_texts_of_formulas_are_those_that_say_something() -> None:
    assert list(texts_in('IF(A1="نعم","أ""ب","#\'س\'!A1")')) == ["نعم", 'أ"ب']
    assert list(texts_in('TEXT(A1,"dd م")&"سنة"')) == ["سنة"]


def test_names_are_such_as_excel_allows() -> None:
    english = {"أ": "News: a/b [c]", "ب": "news a b c", "ج": "x" * 40, "د": "'", "ه": "History"}
    found = sheet_names(["أ", "ب", "ج", "د", "ه", "Sheet1", "ع"], english)
    assert found == {"أ": "News a b c", "ب": "news a b c 2", "ج": "x" * 30, "ه": "History 2"}
    numbered = ["ورقة1", "ورقة2 (2)", "مخطط 3", "بيانات 2017", "ملخص_٢", "٢٠١٧"]
    english = {"بيانات": "Data", "ملخص": "Summary"}
    assert sheet_names(numbered, english) == {
        "ورقة1": "Sheet1",
        "ورقة2 (2)": "Sheet2 (2)",
        "مخطط 3": "Chart 3",
        "بيانات 2017": "Data 2017",
        "ملخص_٢": "Summary_2",
    }
    assert column_names(["أ", "ب", "c"], {"أ": "C", "ب": "a  b"}) == {"أ": "C 2", "ب": "a b"}


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "الأخبار"
    for row in (["المدينة", "القتلى", "الحالة"], ["دمشق", 5, "مؤكد"], ["حلب", 7, "منفي"]):
        sheet.append(row)
    sheet["A5"] = '=IF(C2="مؤكد","نعم","لا")'
    sheet["A6"] = '=COUNTIF(A2:A3,"*دمشق*")+SUMIF(C2:C3,"منفي",B2:B3)'
    sheet["B2"].number_format = '0 "قتيل"'
    sheet["A2"].comment = Comment("مدينة كبيرة", "x")
    choice = DataValidation(type="list", formula1='"مؤكد,منفي"', promptTitle="اختيار الحالة")
    choice.prompt, choice.errorTitle, choice.error = "اختر من القائمة", "خطأ", "اختر " * 60
    choice.add("C2:C3")
    sheet.add_data_validation(choice)
    red = PatternFill(bgColor="FF0000")
    sheet.conditional_formatting.add("C2:C3", CellIsRule("equal", ['"مؤكد"'], fill=red))
    sheet.oddHeader.center.text = '&"Arial,Bold"أخبار &P من &N'
    sheet.auto_filter.ref = "A1:C3"
    sheet.auto_filter.add_filter_column(2, ["مؤكد"])
    other = book.create_sheet("المصدر الثاني")
    other["A1"] = "='الأخبار'!B2*2"
    other["A2"] = "=SUM(T[العدد])"
    other["A3"] = "=المجموع+1"
    other["A4"].hyperlink = Hyperlink(ref="A4", location="الأخبار!A1", tooltip="إلى الأخبار")
    other["A4"] = "اذهب"
    for place, value in (("D1", "العدد"), ("E1", "عدد"), ("D2", 3), ("E2", 4)):
        other[place] = value
    other.add_table(Table(displayName="T", ref="D1:E2"))
    book.defined_names["المجموع"] = DefinedName("المجموع", attr_text="'الأخبار'!$B$3")
    book.properties.title = "أخبار دمشق"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.fixture(scope="module")
def english(in_english: InEnglish) -> bytes:
    return in_english(workbook(), "a.xlsx")


def test_nothing_but_names_of_names_and_people_is_arabic(english: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(english)) as archive:
        for member in archive.namelist():
            text = archive.read(member).decode("utf-8", "replace").replace("المجموع", "")
            assert not has_arabic(text), member


def test_formulas_compare_with_what_the_cells_say(english: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(english))
    news, other = book.worksheets
    city, confirmed, denied = news["A2"].value, news["C2"].value, news["C3"].value
    assert city == "Damascus"
    assert str(news["A5"].value).startswith(f'=IF(C2="{confirmed}","')
    assert news["A6"].value == f'=COUNTIF(A2:A3,"*{city}*")+SUMIF(C2:C3,"{denied}",B2:B3)'
    assert other["A1"].value == f"='{news.title}'!B2*2"
    assert book.defined_names["المجموع"].attr_text == f"'{news.title}'!$B$3"
    assert other["A4"].hyperlink.location == f"'{news.title}'!A1"
    [choice] = news.data_validations.dataValidation
    assert choice.formula1 == f'"{confirmed},{denied}"'
    assert len(choice.error) <= 255
    [rule] = [rule for ranged in news.conditional_formatting for rule in ranged.rules]
    assert rule.formula == [f'"{confirmed}"']
    [column] = news.auto_filter.filterColumn
    assert column.filters.filter == [confirmed]
    assert re.fullmatch(r'0 "[^"\u0600-\u06ff]+"', news["B2"].number_format)
    assert news.oddHeader.center.text.count("&P") == 1
    heads = [one.name for one in other.tables["T"].tableColumns]
    assert heads == [other["D1"].value, other["E1"].value]
    assert len({one.casefold() for one in heads}) == 2
    assert str(other["A2"].value) == f"=SUM(T[{heads[0]}])"


def test_the_file_is_reckoned_anew_where_it_has_formulas(english: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(english)) as archive:
        book = archive.read("xl/workbook.xml").decode()
    assert re.search(r"<definedNames>.*</definedNames><calcPr [^>]*fullCalcOnLoad=\"1\"", book)


@needs_libreoffice
def test_libreoffice_reckons_the_same(english: bytes, tmp_path: Path) -> None:
    sheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    found = []
    for name, data in (("old", workbook()), ("new", english)):
        (tmp_path / name).mkdir()
        pages = libreoffice(tmp_path / name, data, ".xlsx", sheets)
        tables = [one.read_text(encoding="utf-8").splitlines() for one in pages]
        found.append(sorted(tables, key=len))
    (old_other, old_news), (new_other, new_news) = found
    assert old_news[5].split(",")[0] == new_news[5].split(",")[0] == "8"
    assert new_news[4].split(",")[0] == "Yes"
    assert [line.split(",")[0] for line in old_other[:3]] == ["10", "3", "8"]
    assert [line.split(",")[0] for line in new_other[:3]] == ["10", "3", "8"]


def test_sheets_that_a_formula_makes_up_or_a_macro_uses_keep_their_names(
    in_english: InEnglish,
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book.worksheets[1]["B9"] = '=INDIRECT("\'"&A1&"\'!B2")'
    data = io.BytesIO()
    book.save(data)
    by_formula = in_english(data.getvalue(), "a.xlsx")
    macros = io.BytesIO(workbook())
    with zipfile.ZipFile(macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    for written in (by_formula, in_english(macros.getvalue(), "a.xlsm")):
        read = openpyxl.load_workbook(io.BytesIO(written))
        assert read.sheetnames == ["الأخبار", "المصدر الثاني"]
        assert read.worksheets[1]["A1"].value == "='الأخبار'!B2*2"
        assert read.worksheets[0]["A2"].value == "Damascus"


def test_a_template_is_a_workbook(in_english: InEnglish) -> None:
    data = workbook()
    assert in_english(data, "a.xltx") == in_english(data, "a.xlsx")
    assert open_data(data, "a.XLTX", Reading()).suffix == ".xltx"


PIVOT = (
    '<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<cacheSource type="worksheet"><worksheetSource ref="A1:C3" sheet="الأخبار"/></cacheSource>'
    '<cacheFields count="2"><cacheField name="المدينة"><sharedItems count="3"><s v="دمشق"/>'
    '<s v="حلب"/><s v="دمشق "/></sharedItems></cacheField><cacheField name="x"/></cacheFields>'
    "</pivotCacheDefinition>"
)


def test_what_pivot_tables_and_threads_of_comments_hold(in_english: InEnglish) -> None:
    data = io.BytesIO(workbook())
    thread = (
        "<ThreadedComments><threadedComment><text>وصل.</text></threadedComment></ThreadedComments>"
    )
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/pivotCache/pivotCacheDefinition1.xml", PIVOT)
        archive.writestr("xl/threadedComments/threadedComment1.xml", thread)
    written = in_english(data.getvalue(), "a.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(written))
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        pivot = archive.read("xl/pivotCache/pivotCacheDefinition1.xml").decode()
        assert not has_arabic(archive.read("xl/threadedComments/threadedComment1.xml").decode())
    assert f'sheet="{book.sheetnames[0]}"' in pivot
    assert f'<cacheField name="{book.worksheets[0]["A1"].value}">' in pivot
    items = re.findall('<s v="([^"]*)"', pivot)
    assert items[:2] == ["Damascus", "Aleppo"]
    assert len(set(items)) == 3


_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="{o}office:1.0" xmlns:table="{o}table:1.0" xmlns:text="{o}text:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body>
<office:spreadsheet><table:table table:name="بيانات">{rows}</table:table>
<table:table table:name="محور"><table:table-row><table:table-cell/></table:table-row></table:table>
<table:data-pilot-tables><table:data-pilot-table table:name="P"
 table:target-range-address="محور.A1:محور.B4"><table:source-cell-range
 table:cell-range-address="بيانات.A1:بيانات.B5"/><table:data-pilot-field
 table:source-field-name="المدينة" table:orientation="row"><table:data-pilot-level/>
</table:data-pilot-field><table:data-pilot-field table:source-field-name="العدد"
 table:orientation="data" table:function="sum"/></table:data-pilot-table>
</table:data-pilot-tables></office:spreadsheet></office:body></office:document>"""


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    text = f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'


@needs_libreoffice
def test_a_pivot_table_adds_up_the_same_in_english(in_english: InEnglish, tmp_path: Path) -> None:
    rows = [["المدينة", "العدد"], ["دمشق", 5], ["حلب", 7], ["دمشق", 2], ["حلب", 1]]
    cells = "".join(
        f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows
    )
    flat = FLAT.format(o=_OPEN, rows=cells).encode()
    [made] = libreoffice(tmp_path, flat, ".fods", "xlsx")
    english = in_english(made.read_bytes(), "a.xlsx")
    with zipfile.ZipFile(io.BytesIO(english)) as archive:
        pivots = [name for name in archive.namelist() if "pivot" in name]
        assert len(pivots) >= 3
        assert not any(has_arabic(archive.read(name).decode()) for name in archive.namelist())
    sheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    (tmp_path / "new").mkdir()
    pages = libreoffice(tmp_path / "new", english, ".xlsx", sheets)
    [pivot] = [text for text in (one.read_text() for one in pages) if "Total" in text]
    assert "Aleppo,8" in pivot
    assert "Damascus,7" in pivot


def test_cached_texts_of_formulas_are_english(in_english: InEnglish) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet("x")
        sheet.write("A1", "دمشق")
        sheet.write_formula("A2", "=A1", None, "دمشق")
        sheet.write_formula("A3", '="مدينة "&A1', None, "مدينة دمشق")
    read = openpyxl.load_workbook(io.BytesIO(in_english(data.getvalue(), "a.xlsx")), data_only=True)
    [sheet] = read.worksheets
    assert sheet["A2"].value == "Damascus"
    assert "Damascus" in sheet["A3"].value
