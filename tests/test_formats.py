"""Reading bytes of every encoding and kind, and the layout of what is written."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.arguments.texts import TO
from translator.document import (
    Document,
    Paragraph,
    Provenance,
    Segment,
    TermUse,
    TranslatedDocument,
    Translation,
)
from translator.document import Warning as Caution
from translator.errors import DocumentError
from translator.formats import (
    WRITERS,
    decode,
    read,
    read_text,
    without_boilerplate,
    write,
    write_jsonl,
    write_text,
    write_tsv,
)
from translator.formats.columns import columns, wrap, write_columns
from translator.script import has_arabic

NEWS = (
    "قال وزير الخارجية إن المحادثات ستبدأ يوم الأحد في العاصمة.\r\n\r\n"
    "وأضاف أن الوفد وصل، وأن عدد القتلى بلغ 12 شخصاً؛ وفق البيان.\n"
)
SENTENCES = (
    "قال وزير الخارجية إن المحادثات ستبدأ يوم الأحد",
    "وصل الوفد إلى العاصمة صباح اليوم",
    "قتل ثلاثة مدنيين في غارة على السوق",
    "لا تعليق من الجيش حتى الآن",
    "من هو؟",
)
PROVENANCE = Provenance("translator 1", "tiny 2", "default abc", "beam 2", "2026-01-31")


def translated(text: str, english: dict[str, str], kinds: dict[str, str] | None = None):
    """A document whose segments are the keys of `english`, each a paragraph of its own."""
    paragraphs, translations, start = [], [], 0
    for index, (source, target) in enumerate(english.items()):
        start = text.index(source, start)
        segment = Segment(index, source, (start, start + len(source)))
        paragraphs.append(Paragraph((segment,), (kinds or {}).get(source, "body")))
        translations.append(Translation(source, target))
        start += len(source)
    document = Document("article.txt", tuple(paragraphs), text)
    return TranslatedDocument(document, tuple(translations), PROVENANCE)


# --- reading ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859_6"],
)
@pytest.mark.parametrize("text", [NEWS, *SENTENCES])
def test_every_encoding_is_read_to_the_character(encoding, text):
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1256"])
def test_two_letters_are_enough_where_the_letters_tell(encoding):
    assert decode("في القدس".encode(encoding), "a.txt") == "في القدس"


def test_a_mark_of_big_endian_utf16_is_taken_off():
    assert decode(b"\xfe\xff" + NEWS.encode("utf-16-be"), "a.txt") == NEWS


def test_windows_1256_with_french_words_keeps_them():
    text = "زار الوزير مقهى Café de la Paix في باريس، ثم عاد à pied إلى السفارة."
    assert decode(text.encode("cp1256"), "a.txt") == text


def test_english_utf16_is_read_too():
    text = "No Arabic here, but plain text."
    assert decode(text.encode("utf-16-le"), "a.txt") == text


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_utf8_text_comes_back_whole_behind_arabic(tail):
    text = "قال الوزير إن المحادثات ستبدأ غداً في العاصمة " + tail.replace("<", "")
    assert decode(text.encode("utf-8"), "a.txt") == text


def _zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "نص عربي" * 50)
    return file.getvalue()


BAD_CONTENT = {
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "is a PDF"),
    "docx": (_zip("[Content_Types].xml", "word/document.xml"), "word processor"),
    "xlsx": (_zip("[Content_Types].xml", "xl/workbook.xml"), "spreadsheet"),
    "pptx": (_zip("[Content_Types].xml", "ppt/presentation.xml"), "presentation"),
    "zip": (_zip("a.txt"), "archive"),
    "gzip": (gzip.compress(NEWS.encode()), "archive"),
    "bzip2": (bz2.compress(NEWS.encode()), "archive"),
    "xz": (lzma.compress(NEWS.encode()), "archive"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "office document"),
    "rtf": (rb"{\rtf1\ansi\ansicpg1256 \'e3\'cf\'ed\'e4\'c9}", "word processor"),
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "image"),
    "html": (f"<!DOCTYPE html><html><body><p>{NEWS}</p></body></html>".encode(), "web page"),
    "html after a comment": (f"\n<!-- x -->\n<HTML><p>{NEWS}".encode(), "web page"),
    "html in UTF-16": (f"<html><p>{NEWS}".encode("utf-16"), "web page"),
    "html in Windows-1256": (f"<html><p>{NEWS}".encode("cp1256"), "web page"),
    "piece of html": (f"<p>{NEWS}</p>\n<p>{NEWS}</p>\n<p>{NEWS}</p>".encode(), "web page"),
    "xml": (f'<?xml version="1.0"?><a>{NEWS}</a>'.encode(), "markup"),
    "subtitles": (
        b"1\n00:00:01,000 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nBye\n",
        "subtitle",
    ),
    "empty": (b"", "is empty"),
    "nul": (NEWS.encode() + b"\0\0" + NEWS.encode(), "binary data"),
    "binary": (bytes(range(256)) * 4, "binary data"),
    "elf": (b"\x7fELF\x02\x01\x01" + bytes(9), "not text"),
    "cut utf-8": (NEWS.encode()[:-40] + b"\xd9", "broken bytes in line"),
    "cut utf-16": (b"\xff\xfe" + NEWS.encode("utf-16-le") + b"\x06", "broken bytes in line"),
    "lone surrogate": (b"\xff\xfe" + NEWS.encode("utf-16-le") + b"\x00\xd8", "broken bytes"),
    "lone surrogate in utf-8": (NEWS.encode() + b"\xed\xa0\x80", "broken bytes in line 4"),
    "german latin-1": (
        "Für größere Übungen müssen wir früh ankommen".encode("latin-1"),
        "encoding",
    ),
}


@pytest.mark.parametrize("what", BAD_CONTENT)
def test_what_is_not_plain_text_is_refused_by_its_content(what):
    data, reason = BAD_CONTENT[what]
    with pytest.raises(DocumentError) as caught:
        decode(data, "article")
    message = str(caught.value)
    assert message.startswith("article ")
    assert reason in message
    assert "; " in message or what == "empty"
    assert "\n" not in message


@pytest.mark.parametrize(
    "suffix",
    [
        *("docx", "DOC", "odt", "rtf", "html", "htm", "pdf", "xlsx", "pptx", "epub", "zip", "gz"),
        *("jpg", "mp4", "csv", "json", "srt", "xml", "eml"),
    ],
)
def test_kinds_not_read_are_refused_by_their_name_too(tmp_path, suffix):
    name = f"a.{suffix}"
    (tmp_path / name).write_text(NEWS, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"; (open|save|copy|extract|unpack|type|give) "):
        read_text(tmp_path / name)


def test_text_about_web_pages_is_still_text():
    text = f"كتب المهاجم <script>alert(1)</script> في الصفحة <img onerror=x>.\n{NEWS}"
    assert decode(text.encode(), "a.txt") == text


def test_a_document_keeps_its_text_and_takes_its_name(tmp_path):
    path = tmp_path / "خبر.txt"
    path.write_bytes(b"\xef\xbb\xbf" + NEWS.encode())
    document = read(path, name="خبر")
    assert document.name == "خبر"
    assert document.text == NEWS
    assert all(NEWS[s.span[0] : s.span[1]] == s.text for _, _, s in document.segments())


def test_arabic_needs_a_letter():
    assert has_arabic("x ب")
    assert has_arabic("ﻻ")
    assert not has_arabic("١٢٣ ؟ ، 12 abc שלום")


@pytest.mark.parametrize("text", ["No Arabic.", " \n\t\n", "١٢٣"])
def test_no_arabic_is_refused(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match="holds no Arabic text"):
        read(tmp_path / "a.txt")


def test_boilerplate_can_be_left_out_but_not_everything():
    text = "أ\n\nب\n"
    kinds = {"ب": "related"}
    document = translated(text, {"أ": "A", "ب": "B"}, kinds).document
    assert [s.index for _, _, s in without_boilerplate(document).segments()] == [0]
    with pytest.raises(DocumentError, match="nothing but boilerplate; run without"):
        without_boilerplate(translated(text, {"ب": "B"}, kinds).document)


# --- writing ---------------------------------------------------------------------------------


def test_every_format_of_the_command_line_has_a_writer():
    assert tuple(WRITERS) == TO


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("أ\n\n\nب\n", "A\n\n\nB\n"),
        ("أ. ب\n", "A B\n"),
        ("أ.ب\n", "A B\n"),
        ("أ.\u00a0\u00a0ب\n", "A B\n"),
        ("أ\tب\n", "A\tB\n"),
        ("\n  أ\r\n\r\n    ب", "\n  A\r\n\r\n    B\n"),
        ("أ\n\u00a0\nب\n\n", "A\n\u00a0\nB\n\n"),
    ],
)
def test_text_keeps_the_layout(text, english):
    pieces = {"أ." if "أ." in text else "أ": "A", "ب": "B"}
    assert write_text(translated(text, pieces)) == english


def test_a_line_break_inside_a_segment_stays_out_of_the_english():
    result = translated("أول\nالسطر\n\nب\n", {"أول\nالسطر": "http://a \n b", "ب": "B"})
    assert write_text(result) == "http://a b\n\nB\n"


@pytest.mark.parametrize(
    ("kept", "english"),
    [
        ({"أ": "A", "ج": "C"}, "A\n\nC\n"),
        ({"ب": "B", "ج": "C"}, "B\n\nC\n"),
        ({"أ": "A", "ب": "B"}, "A\n\nB\n"),
        ({"ب": "B"}, "B\n"),
    ],
)
def test_paragraphs_left_out_leave_no_trace(kept, english):
    assert write_text(translated("أ\n\nب\n\nج\n", kept)) == english


def test_paragraphs_left_out_within_a_line_still_part_what_is_around_them():
    assert write_text(translated("أ ب ج", {"أ": "A", "ج": "C"})) == "A\n\nC\n"


def _marked() -> TranslatedDocument:
    source = "قصف\nالطيران إدلب\tليلاً"
    terms = (
        TermUse("إدلب", "إدلب", "Idlib", (12, 16), (8, 13), "inline"),
        TermUse("الطيران", "الطيران", None, (4, 11), None, None),
    )
    warnings = (Caution("term", "الطيران is unmet"), Caution("number", "59 is missing"))
    document = Document("a\tb.txt", (Paragraph((Segment(0, source, (0, len(source))),)),), source)
    translation = Translation(source, 'bombed "Idlib"\u2028now', -0.25, (), terms, warnings)
    return TranslatedDocument(document, (translation,), PROVENANCE)


def test_a_table_has_one_row_a_segment_whatever_is_in_the_cells():
    rows = list(
        csv.reader(write_tsv(_marked()).split("\n")[:-1], delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    assert rows == [
        [
            *("document", "paragraph", "segment", "kind", "source", "translation", "terms"),
            *("warnings", "reasons", "trust"),
        ],
        [
            "a b.txt",
            "0",
            "0",
            "body",
            "قصف الطيران إدلب ليلاً",
            'bombed "Idlib" now',
            "إدلب = Idlib (inline) | الطيران = (unmet)",
            "term: الطيران is unmet | number: 59 is missing",
            "a number may be wrong | a term of the glossary is not in it, or not for sure",
            "check",
        ],
    ]


def test_json_lines_are_the_records_of_the_interface():
    output = write_jsonl(_marked())
    assert "قصف" in output
    assert output.count("\n") == len(output.splitlines()) == 1
    assert [json.loads(line) for line in output.split("\n") if line] == _marked().to_dicts()


@pytest.mark.parametrize("to", ["txt", "tsv", "jsonl", "html"])
def test_every_format_can_say_what_made_it(to):
    with_it = write(_marked(), to, provenance=True).decode()
    assert "tiny 2" in with_it
    assert "default abc" in with_it
    without = write(_marked(), to).decode()
    assert ("tiny 2" in without) == (to == "html")


def test_one_language_under_the_other_in_a_file():
    result = translated("أ\n\nب ج\n", {"أ": "A", "ب ج": "B C"})
    assert write_columns(result) == "أ\nA\n\nب ج\nB C\n"


@pytest.mark.parametrize("width", [30, 79, 80, 100, 161])
def test_no_line_is_wider_than_the_terminal(width):
    arabic = "وَقَالَ الوزير " * 20 + "ـ" * 90 + " 漢字漢字 e\u0301"
    result = translated(arabic, {arabic: "He said " * 30 + "x" * 200})
    lines = write_columns(result, width=width).splitlines()
    assert max(map(columns, lines)) <= width - 1
    assert "He said" in "".join(lines)
    assert sum(line.count("الوزير") for line in lines) == 20


def test_columns_stand_at_one_place():
    result = translated("قال الوزير. " * 12, {"قال الوزير. " * 12: "He said so. " * 30})
    lines = write_columns(result, width=90).splitlines()
    assert len({columns(line.split("│")[0]) for line in lines}) == 1
    assert all(line.startswith("\u200e") for line in lines)


def test_wrapping_loses_nothing():
    assert wrap("", 5) == [""]
    assert "".join(wrap("abcdefgh ij", 3)) == "abcdefghij"
