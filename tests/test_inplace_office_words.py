"""What office documents say beside their paragraphs, and line breaks inside a sentence."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from inplace import InEnglish, in_english

from translator.script import has_arabic

__all__ = ["in_english"]

LINES = ("وصل الوفد الروسي", "إلى مدينة دمشق", "صباح يوم الثلاثاء")
CHOICE = (
    '<w:sdtPr><w:alias w:val="المدينة"/><w:tag w:val="مدينة"/><w:dropDownList>'
    '<w:listItem w:displayText="دمشق" w:value="دمشق"/><w:listItem w:displayText="حلب" w:value="2"/>'
    "</w:dropDownList></w:sdtPr>"
)


def word() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for number, line in enumerate(LINES):
        run = paragraph.add_run(line)
        run.bold = number == 1
        if number < len(LINES) - 1:
            run.add_break()
    inline = document.add_paragraph("في ")
    text = "<w:sdtContent><w:r><w:t>دمشق</w:t></w:r></w:sdtContent>"
    inline._p.append(parse_xml(f"<w:sdt {nsdecls('w')}>{CHOICE}{text}</w:sdt>"))
    inline._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w")} w:anchor="x" w:tooltip="مدينة دمشق">'
            "<w:r><w:t> والمدينة</w:t></w:r></w:hyperlink>"
        )
    )
    document.core_properties.title = "أخبار دمشق"
    document.core_properties.keywords = "دمشق"
    document.core_properties.author = "أحمد"
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.fixture(scope="module")
def english(in_english: InEnglish) -> docx.document.Document:
    return docx.Document(io.BytesIO(in_english(word(), "a.docx")))


def test_line_breaks_inside_a_sentence_stay_in_word(english: docx.document.Document) -> None:
    lines = english.paragraphs[0].text.split("\n")
    assert len(lines) == 3
    assert "Damascus" in " ".join(lines)
    assert all(line.strip() == line and line for line in lines)


def test_choices_and_what_links_say_are_english(english: docx.document.Document) -> None:
    body = english.element.body
    items = list(body.iter(qn("w:listItem")))
    assert [one.get(qn("w:displayText")) for one in items] == ["Damascus", "Aleppo"]
    assert [one.get(qn("w:value")) for one in items] == ["دمشق", "2"]  # what programs go by
    [link] = body.iter(qn("w:hyperlink"))
    assert "Damascus" in link.get(qn("w:tooltip"))
    [alias] = body.iter(qn("w:alias"))
    assert not has_arabic(alias.get(qn("w:val")))


def test_properties_are_english_but_for_names_of_people(english: docx.document.Document) -> None:
    said = english.core_properties
    assert "Damascus" in said.title
    assert said.keywords == "Damascus"
    assert said.author == "أحمد"


_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = (
    f'xmlns:office="{_BASE}office:1.0" xmlns:text="{_BASE}text:1.0" xmlns:meta="{_BASE}meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def test_the_same_in_opendocument(in_english: InEnglish) -> None:
    breaks = "<text:line-break/>".join(LINES)
    chosen = (
        '<text:drop-down text:name="م"><text:label text:value="دمشق"/>'
        '<text:label text:value="حلب"/>دمشق</text:drop-down>'
    )
    content = (
        f"<office:document-content {_NAMES}><office:body><office:text><text:p>{breaks}</text:p>"
        f"<text:p>{chosen}</text:p></office:text></office:body></office:document-content>"
    )
    meta = (
        f"<office:document-meta {_NAMES}><office:meta><dc:title>أخبار دمشق</dc:title>"
        "<dc:creator>أحمد</dc:creator><meta:keyword>دمشق</meta:keyword>"
        "</office:meta></office:document-meta>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("meta.xml", meta)
    with zipfile.ZipFile(io.BytesIO(in_english(data.getvalue(), "a.odt"))) as archive:
        text = archive.read("content.xml").decode()
        said = archive.read("meta.xml").decode()
    assert text.count("<text:line-break/>") == 2
    assert text.count("Damascus") == 3
    assert not has_arabic(text.replace('text:name="م"', ""))
    assert "<meta:keyword>Damascus</meta:keyword>" in said
    assert "<dc:creator>أحمد</dc:creator>" in said
    assert not has_arabic(said.replace("أحمد", ""))


def test_line_breaks_in_a_cell_stay(in_english: InEnglish) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "\n".join(LINES)
    data = io.BytesIO()
    book.save(data)
    read = openpyxl.load_workbook(io.BytesIO(in_english(data.getvalue(), "a.xlsx")))
    assert str(read.active["A1"].value).count("\n") == 2
