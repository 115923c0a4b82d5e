"""Documents, workbooks and memories alike: what is said of them, and that no text is lost."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from command_line import files, process, put, run
from documents import (
    DOCUMENTS,
    HOSTILE,
    MADE,
    SEED,
    article,
    made,
    memory,
    sheet_rows,
    text_of,
    word,
    word_rows,
)
from lxml import etree

from glossary.formats.tmx import units
from translator.commands import translate as command
from translator.document import Origin, TermUse, Translation
from translator.formats import WITH_ALIGNMENT, WRITERS, write
from translator.formats.characters import holdable
from translator.formats.output import write_file
from translator.formats.xlsx import MOST

__all__ = ["article", "run"]


# --- all of them -----------------------------------------------------------------------------


@pytest.mark.parametrize("to", WRITERS)
def test_every_format_gives_bytes_and_says_what_it_is(to):
    one = WRITERS[to]
    data = write(made(("نعم.", "Yes.")), to)
    assert isinstance(data, bytes)
    assert (one.name, one.suffix) == (to, f".{to}")
    assert one.mime.count("/") == 1
    assert one.binary == (b"\0" in data)
    assert (to in WITH_ALIGNMENT) == one.needs_alignment == (to == "jsonl")


def test_equal_input_gives_equal_bytes(article):
    first = [write(article, to) for to in DOCUMENTS]
    time.sleep(2.1)  # archives count two seconds as one moment
    assert [write(article, to) for to in DOCUMENTS] == first
    later = replace(article, provenance=replace(MADE, date="2031-05-06"))
    assert not set(first) & {write(later, to) for to in DOCUMENTS}


@pytest.mark.parametrize("date", ["", "yesterday", "1979-12-31", "9999-01-01"])
@pytest.mark.parametrize("to", DOCUMENTS)
def test_a_strange_date_spoils_no_file(to, date):
    data = write(replace(made(("نعم.", "Yes.")), provenance=replace(MADE, date=date)), to)
    assert b"Yes." in data or zipfile.ZipFile(io.BytesIO(data)).testzip() is None


@pytest.mark.parametrize("to", DOCUMENTS)
def test_what_made_it_is_always_said(to):
    data = write(made(("نعم.", "Yes.")), to, provenance=False)
    if to == "tmx":
        assert MADE.sentence() in etree.fromstring(data).findtext("header/note")
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert MADE.sentence() in core
        assert "<dc:title>article.txt</dc:title>" in core
        assert "2026-01-31T00:00:00Z" in core
        assert "python-docx" not in core
    seen = text_of(word(data)) if to == "docx" else str(_about(data))
    assert "Machine translation, Arabic to English" in seen
    for fact in ("tiny 2", "default abc", "beam 2", "2026-01-31"):
        assert fact in seen


def _about(data: bytes) -> dict[str, str]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["About"]
    return {str(name): str(value) for name, value in sheet.iter_rows(values_only=True)}


def test_segments_that_people_wrote_are_told_from_the_rest():
    origins: tuple[Origin, ...] = ("machine", "memory", "person", "memory")
    result = made(*((Translation("نعم", "Yes", origin=origin), "body") for origin in origins))
    sentence = "Of 4 segments 2 were taken from a translation memory and 1 was written by a person."
    assert sentence in text_of(word(write(result, "docx")))
    sheet = write(result, "xlsx")
    assert sentence in _about(sheet)["What this is"]
    assert [row["Origin"] for row in sheet_rows(sheet)] == list(origins)
    tree = etree.fromstring(write(result, "tmx"))
    assert [e.text for e in tree.iterfind(".//tu/prop[@type='x-origin']")] == list(origins)
    assert sentence in [e.text for e in tree.iterfind("header/note")]


# --- text comes through ----------------------------------------------------------------------


def test_texts_that_look_like_code_stay_texts():
    rows = made(*((f"نص {text}", text) for text in HOSTILE))
    expected = [(f"نص {text}", text) for text in HOSTILE]

    docx = write(rows, "docx")
    assert [(arabic, english) for [english], [arabic] in word_rows(docx)] == expected

    xlsx = write(rows, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(xlsx))
    for row, pair in zip(book["Translation"].iter_rows(min_row=2), expected, strict=True):
        cells = row[2], row[3]
        assert [cell.data_type for cell in cells] == ["s", "s"]
        assert all(cell.hyperlink is None for cell in cells)
        assert tuple(str(cell.value).replace("_x005F_", "_") for cell in cells) == pair
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"<hyperlink" not in sheet

    tmx = memory(write(rows, "tmx"))
    assert [(unit.source, unit.target) for unit in tmx.units] == expected


def test_line_breaks_of_every_kind_stay_and_what_xml_cannot_hold_is_seen():
    english = "a\nb\r\nc\rd\x85e\u2028f\u2029g\x0bh\x0ci\x00j\x1bk\ud800l\uffffm"
    expected = "a\nb\nc\nd\ne\nf\ng\nh\ni\ufffdj\ufffdk\ufffdl\ufffdm"
    assert holdable(english) == expected
    result = made(("أ\nب\0", english), name="x\0\ud800\n.txt")
    assert word_rows(write(result, "docx")) == [[[expected], ["أ\nب\ufffd"]]]
    [row] = sheet_rows(write(result, "xlsx"))
    assert (row["Arabic"], row["English"]) == ("أ\nب\ufffd", expected)
    [unit] = memory(write(result, "tmx")).units
    assert (unit.source, unit.target) == ("أ\nب\ufffd", expected)


@pytest.mark.parametrize(
    "text", ["word " * 8000, "x" * 40_000, "\U00010400" * 40_000, "سطر\n" * 20_000]
)
def test_no_length_loses_text(text):
    terms = tuple(TermUse("حلب", "حلب", "Aleppo", (0, 3), (0, 4), "model") for _ in range(2500))
    result = made(("قبل", "Before"), (Translation(text, text, -1.0, (), terms), "body"), ("", ""))

    rows = sheet_rows(write(result, "xlsx"))
    assert [row["Segment"] for row in rows] == [0, *[1] * (len(rows) - 2), 2]
    assert {row["Origin"] for row in rows} == {"machine"}
    for column in ("Arabic", "English"):
        pieces = [str(row[column] or "") for row in rows[1:-1]]
        assert "".join(pieces) == text
        assert max(len(piece.encode("utf-16-le")) // 2 for piece in pieces) <= MOST
    assert "".join(str(row["Terms"] or "") for row in rows).count("Aleppo (model)") == 2500

    assert word_rows(write(result, "docx"))[1] == [[text], [text]]
    assert memory(write(result, "tmx")).units[1].target == text


def test_long_texts_are_cut_between_words():
    rows = sheet_rows(write(made(("نعم", "word " * 8000)), "xlsx"))
    assert [str(row["English"])[-5:] for row in rows] == ["word ", "word "]


def test_an_empty_translation_is_a_row_but_no_offer_of_a_memory(tmp_path):
    result = made(("نعم", ""), ("لا", "No"))
    assert word_rows(write(result, "docx")) == [[[""], ["نعم"]], [["No"], ["لا"]]]
    assert [row["English"] for row in sheet_rows(write(result, "xlsx"))] == ["", "No"]
    (tmp_path / "a.tmx").write_bytes(write(result, "tmx"))
    assert [(ar, en) for _, ar, en in units(tmp_path / "a.tmx")] == [("لا", "No")]
    tree = etree.parse(tmp_path / "a.tmx")
    assert [e.text for e in tree.iterfind(".//tu/tuv/seg")] == ["نعم", "لا", "No"]


# --- memories --------------------------------------------------------------------------------


def test_a_memory_keeps_to_the_standard(article):
    root = etree.fromstring(write(article, "tmx"))
    assert root.getroottree().docinfo.doctype == '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    assert (root.tag, root.attrib) == ("tmx", {"version": "1.4"})
    header, body = root
    assert header.tag == "header"
    assert set(header.attrib) == {
        "creationtool",
        "creationtoolversion",
        "segtype",
        "o-tmf",
        "adminlang",
        "srclang",
        "datatype",
        "creationdate",
    }
    assert (header.get("srclang"), header.get("segtype")) == ("ar", "sentence")
    assert {child.tag for child in header} == {"note", "prop"}
    assert len(body) == len(article.translations)
    for unit, (_, paragraph, segment, translation) in zip(body, article.rows(), strict=True):
        assert [child.tag for child in unit] == ["prop"] * (len(unit) - 2) + ["tuv", "tuv"]
        properties = {prop.get("type"): prop.text for prop in unit.iterfind("prop")}
        assert properties.pop("x-score", None) == (
            None if translation.score is None else f"{translation.score:.4f}"
        )
        assert properties == {
            "x-document": SEED.name,
            "x-segment": str(segment.index),
            "x-kind": paragraph.kind,
            "x-origin": "machine",
        }
        for variant in unit.iterfind("tuv"):
            assert len(variant.attrib) == 1
            assert [child.tag for child in variant] == ["seg"]


def test_two_readers_find_every_pair_of_a_memory(tmp_path, article):
    data = write(article, "tmx")
    pairs = [(t.source, t.target) for t in article.translations]
    assert [(unit.source, unit.target) for unit in memory(data).units] == pairs
    (tmp_path / "a.tmx").write_bytes(data)
    ours = [(arabic, english) for _, arabic, english in units(tmp_path / "a.tmx")]
    assert ours == [(" ".join(a.split()), " ".join(e.split())) for a, e in pairs]


# --- the command line ------------------------------------------------------------------------


@pytest.mark.parametrize("to", DOCUMENTS)
def test_the_name_after_o_says_the_format(run, to):
    put("a.txt", "قتل ثلاثة مدنيين في قصف على مدينة حلب.\n")
    assert run("translate", "a.txt", "-o", f"b.{to.upper()}").status == 0
    data = Path(f"b.{to.upper()}").read_bytes()
    assert "Aleppo" in (text_of(word(data)) if to == "docx" else _all_text(data, to))
    outcome = run("bulk", "a.txt", "-o", "out", "--to", to, "--to", "txt")
    assert outcome.status == 0, outcome.err
    made = [name for name in files("out") if not name.startswith(".translator/")]
    assert made == sorted([f"a.{to}", "a.txt"])
    assert Path(f"out/a.{to}").read_bytes() == data


def _all_text(data: bytes, to: str) -> str:
    return data.decode() if to == "tmx" else str(sheet_rows(data))


def test_several_documents_go_into_a_folder(run):
    put("a.txt")
    put("b.txt")
    refused = run("translate", "a.txt", "b.txt", "--to", "docx")
    assert (refused.status, refused.out) == (2, "")
    assert "several docx files do not fit into one output; name a folder with -o" in refused.err
    assert run("translate", "a.txt", "b.txt", "--to", "docx", "-o", "out").status == 0
    assert files("out") == ["a.docx", "b.docx"]


def test_standard_output_gets_the_bytes(tmp_path):
    article = put(str(tmp_path / "a.txt"))
    out, err = process("translate", article, "--to", "xlsx").communicate(timeout=120)
    assert err == b""
    assert [row["Segment"] for row in sheet_rows(out)] == list(range(4))


@pytest.mark.parametrize("to", ["docx", "xlsx"])
def test_a_terminal_gets_no_binary_file(run, monkeypatch, to):
    put("a.txt")
    monkeypatch.setattr(command.sys.stdout, "isatty", lambda: True, raising=False)
    outcome = run("translate", "a.txt", "--to", to)
    assert (outcome.status, outcome.out) == (2, "")
    assert (
        outcome.err == f"translator: a {to} file is nothing for a terminal; name a file with -o\n"
    )


def test_bytes_are_written_as_they_are(tmp_path):
    write_file(tmp_path / "a.docx", b"\r\n\0\xff")
    assert (tmp_path / "a.docx").read_bytes() == b"\r\n\0\xff"


def test_the_libraries_are_loaded_only_where_needed():
    program = (
        "import sys, translator.formats, translator.commands.translate; "
        "sys.exit(' '.join({'docx', 'xlsxwriter', 'jinja2'} & set(sys.modules)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
