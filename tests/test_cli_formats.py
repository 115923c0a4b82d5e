"""`translator translate` with files of every kind: the same file in English, or another."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from command_line import ARTICLE, OTHER, Run, files, put, run

__all__ = ["run"]

PAGE = (
    '<!DOCTYPE html>\n<html dir="rtl" lang="ar"><head><title>خبر</title></head>'
    '<body><nav><a href="/">الرئيسية</a></nav><p class="lead">وصل الوفد إلى <b>دمشق</b>.</p>'
    "</body></html>\n"
)
SUBTITLES = "1\n00:00:01,000 --> 00:00:04,000\nوصل الوفد الروسي إلى دمشق.\n"
TABLE = "id,title,text\n1,خبر,وصل الوفد الروسي إلى دمشق.\n"


def document(*paragraphs: str) -> bytes:
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def zipped(**members: str | bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return data.getvalue()


# --- what comes out --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", PAGE),
        ("a.docx", document("وصل الوفد إلى دمشق.")),
        ("a.srt", SUBTITLES),
        ("a.md", "# خبر\n\nوصل الوفد إلى **دمشق**.\n"),
        ("a.txt.gz", gzip.compress(ARTICLE.encode())),
    ],
)
def test_without_an_output_the_english_text_is_printed(
    run: Run, name: str, content: str | bytes
) -> None:
    outcome = run("translate", put(name, content))
    assert outcome.status == 0, outcome.err
    assert "Damascus" in outcome.out
    for markup in ("<", "**", "-->", "#"):
        assert markup not in outcome.out
    assert files() == [name]


def test_the_same_file_in_english_by_the_name_of_the_output(run: Run) -> None:
    put("a.docx", document("وصل الوفد إلى دمشق.", OTHER.strip()))
    assert run("translate", "a.docx", "-o", "b.docx").out == ""
    english = [one.text for one in docx.Document("b.docx").paragraphs]
    assert ["Damascus" in english[0], "Aleppo" in english[1], len(english)] == [True, True, 2]
    put("a.html", PAGE)
    assert run("translate", "a.html", "-o", "b.html").status == 0
    page = Path("b.html").read_text(encoding="utf-8")
    assert '<p class="lead">' in page
    assert "<b>Damascus</b>" in page
    put("a.srt", SUBTITLES)
    assert run("translate", "a.srt", "-o", "b.srt").status == 0
    assert Path("b.srt").read_text(encoding="utf-8").startswith(SUBTITLES[:31])


def test_in_a_folder_each_input_has_its_own_kind(run: Run) -> None:
    put("a.txt", OTHER)
    put("b.htm", PAGE)
    put("c.srt", SUBTITLES)
    put("d.docx", document("وصل الوفد إلى دمشق."))
    put("e.csv.gz", gzip.compress(TABLE.encode()))
    names = ["a.txt", "b.htm", "c.srt", "d.docx", "e.csv.gz"]
    outcome = run("translate", *names, "-o", "out", "--field", "text")
    assert outcome.status == 0, outcome.err
    assert files("out") == ["a.txt", "b.htm", "c.srt", "d.docx", "e.csv"]
    assert Path("out/e.csv").read_text(encoding="utf-8").startswith("id,title,text\n1,خبر,The ")
    assert '<p class="lead">' in Path("out/b.htm").read_text(encoding="utf-8")


def test_one_file_of_its_own_kind_on_standard_output(run: Run) -> None:
    outcome = run("translate", put("a.srt", SUBTITLES), "--to", "same")
    assert outcome.out.startswith("1\n00:00:01,000 --> 00:00:04,000\n")
    put("b.srt", SUBTITLES)
    outcome = run("translate", "a.srt", "b.srt", "--to", "same")
    assert (outcome.status, outcome.out) == (2, "")
    assert "several srt files do not fit into one output" in outcome.err
    put("a.txt", OTHER)
    put("b.txt", OTHER)
    outcome = run("translate", "a.txt", "b.txt", "--to", "same")
    assert outcome.out.count("Aleppo") == 2


def test_the_outputs_of_texts_are_there_for_every_kind(run: Run) -> None:
    put("a.docx", document("وصل الوفد إلى دمشق."))
    put("a.html", PAGE)
    record = json.loads(run("translate", "a.docx", "--to", "jsonl").out)
    assert "Damascus" in record["translation"]
    assert record["document"] == "a.docx"
    assert run("translate", "a.html", "-o", "b.docx").status == 0
    assert "side" not in run("translate", "a.docx", "-o", "c.html").err
    page = Path("c.html").read_text(encoding="utf-8")
    assert "وصل الوفد" in page
    assert "Damascus" in page


def test_both_languages_of_a_page_side_by_side(run: Run) -> None:
    put("a.html", PAGE)
    assert run("translate", "a.html", "-o", "b.html", "--side-by-side").status == 0
    page = Path("b.html").read_text(encoding="utf-8")
    assert "وصل الوفد" in page
    assert 'class="lead"' not in page


def test_provenance_of_text_that_stays_text(run: Run) -> None:
    put("a.txt", OTHER)
    outcome = run("translate", "a.txt", "--to", "same", "--provenance")
    assert "Machine translation by arabic-translator" in outcome.out


# --- what is read ----------------------------------------------------------------------------


def test_columns_are_chosen_with_field(run: Run) -> None:
    put("a.csv", TABLE)
    outcome = run("translate", "a.csv")
    assert (outcome.status, outcome.out) == (2, "")
    assert "Arabic in several columns (title, text)" in outcome.err
    assert outcome.err.count("\n") == 1
    outcome = run("translate", "a.csv", "--field", "title", "--field", "text", "-o", "b.csv")
    assert outcome.status == 0
    assert "خبر" not in Path("b.csv").read_text(encoding="utf-8")


def test_a_workbook_comes_back_with_its_formulas(run: Run) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["وصل الوفد إلى دمشق.", 2, "=B1*2"])
    book.save("a.xlsx")
    assert run("translate", "a.xlsx", "-o", "b.xlsx").status == 0
    row = [cell.value for cell in openpyxl.load_workbook("b.xlsx").worksheets[0][1]]
    assert "Damascus" in str(row[0])
    assert row[1:] == [2, "=B1*2"]


def test_menus_can_be_left_out_of_a_page_and_stay_in_it(run: Run) -> None:
    put("a.html", PAGE)
    outcome = run("translate", "a.html", "-o", "b.html", "--drop-boilerplate")
    assert outcome.status == 0, outcome.err
    page = Path("b.html").read_text(encoding="utf-8")
    assert "الرئيسية" in page
    assert "Damascus" in page


# --- archives --------------------------------------------------------------------------------


def test_an_archive_becomes_a_folder(run: Run) -> None:
    put("news.zip", zipped(x__a_txt=OTHER, a_html=PAGE, a_txt=OTHER, photo_png=b"x"))
    outcome = run("translate", "news.zip", "-o", "out", "--to", "same")
    assert outcome.status == 0, outcome.err
    assert files("out") == ["news.zip/a.html.html", "news.zip/a.txt.txt", "news.zip/x/a.txt"]
    outcome = run("translate", "news.zip")
    assert outcome.out.count("Aleppo") == 2
    outcome = run("translate", "news.zip", "-o", "all.txt")
    assert outcome.status == 2
    assert "the files of an archive need a folder" in outcome.err


def test_what_cannot_be_read_in_an_archive_is_said_and_the_rest_done(run: Run) -> None:
    put("news.zip", zipped(a_txt=OTHER, b_txt="Hello", c_pdf=b"%PDF-1.4"))
    outcome = run("translate", "news.zip", "-o", "out")
    assert outcome.status == 1
    assert outcome.err.count("\n") == 2
    assert "news.zip/b.txt holds no Arabic" in outcome.err
    assert "news.zip/c.pdf is a PDF" in outcome.err
    assert files("out") == ["news.zip/a.txt"]
    put("bad.zip", zipped(b_txt="Hello"))
    outcome = run("translate", "bad.zip")
    assert (outcome.status, outcome.out) == (2, "")


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["a.txt", "-o", "b.srt"], "only a .srt file becomes one, a.txt cannot"),
        (["a.txt", "-o", "b.epub"], "only a .epub file becomes one"),
        (["a.html", "-o", "a.html"], "is an input"),
        (["a.txt", "-o", "b.rtf"], ".rtf files cannot be written"),
        (["page.txt"], "give it a name that ends in .html"),
        (["a.html", "--lines"], "leave that option out"),
        (["a.html", "--to", "same", "--side-by-side"], "contradict"),
        (["none.docx"], "does not exist"),
        (["broken.docx"], "damaged"),
        (["back.txt"], "spelled backwards"),
        (["a.txt", "a.html", "-o", "b.docx"], "is a file's name"),
    ],
)
def test_bad_input_gets_one_sentence(run: Run, argv: list[str], words: str) -> None:
    put("a.txt")
    put("a.html", PAGE)
    put("page.txt", PAGE)
    put("broken.docx", b"PK\3\4 nothing")
    put("back.txt", "\n".join(line[::-1] for line in (ARTICLE + OTHER).splitlines()))
    before = files()
    outcome = run("translate", *argv)
    assert (outcome.status, outcome.out) == (2, "")
    assert words in outcome.err
    assert outcome.err.count("\n") == 1
    assert files() == before


def test_a_file_that_comes_out_as_it_went_in_is_a_failure(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from translator.api import Translator

    whole = Translator.translate_documents

    def nothing(self, documents, **options):  # type: ignore[no-untyped-def]
        for one in whole(self, documents, **options):
            same = tuple(replace(t, target=t.source) for t in one.translations)
            yield replace(one, translations=same)

    monkeypatch.setattr(Translator, "translate_documents", nothing)
    put("a.srt", SUBTITLES)
    outcome = run("translate", "a.srt", "-o", "b.srt")
    assert outcome.status == 1
    assert "a.srt would come out as it went in" in outcome.err
    assert files() == ["a.srt"]


def test_help_says_what_is_read_and_what_comes_out(run: Run) -> None:
    text = " ".join(run("translate", "--help").out.split())
    for words in ("docx", "srt", "same file in English", "--field NAME", "--article", "same}"):
        assert words in text


def test_a_line_without_end_is_refused_before_it_takes_hours(run):
    put("endless.txt", "قال الوزير إن الوفد وصل " * 5_000)
    outcome = run("translate", "endless.txt")
    assert outcome.status == 2
    assert re.search(r"endless\.txt holds a sentence of 1\d\d,\d{3} characters", outcome.err)
    assert "put line breaks into it" in outcome.err
