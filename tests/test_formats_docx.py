"""Word documents: directions, what kind a row is, and what LibreOffice makes of them."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from unicodedata import bidirectional

import pytest
from documents import (
    MADE,
    W,
    article,
    libreoffice,
    made,
    needs_libreoffice,
    style_of,
    text_of,
    word,
    word_rows,
)
from lxml import etree

from translator.document import TermUse, Translation
from translator.document import Warning as Caution
from translator.formats import write
from translator.formats.direction import opposed, reads_right_to_left
from translator.trust import estimate

__all__ = ["article"]


# --- directions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rtl", "against"),
    [
        ("قال الوزير", True, []),
        ("كتبت (New York Times) اليوم", True, ["New York Times"]),
        ("طائرة F-16 و 12 صاروخاً", True, ["F-16"]),
        ("شبكة 5G، عام 2017", True, ["5G"]),
        ("من http://a.b/c?x=1 نقلاً", True, ["http://a.b/c?x=1"]),
        ("Café e\u0301", True, ["Café e\u0301"]),
        ("Windows ١٢ ثم", True, ["Windows"]),
        ("He said", False, []),
        ('the word "خان شيخون" stays', False, ["خان شيخون"]),
        ("مقالات 12, then", False, ["مقالات 12"]),
        ("12 - 13", False, []),
    ],
)
def test_stretches_that_run_against_their_paragraph(text, rtl, against):
    assert [text[start:end] for start, end in opposed(text, rtl=rtl)] == against


def test_a_line_takes_the_direction_of_its_first_letter():
    assert reads_right_to_left("12 - أخبار.txt")
    assert not reads_right_to_left("a خبر")
    assert not reads_right_to_left("12")


def test_word_is_told_which_way_every_run_goes(article):
    mixed = made(
        ("كتبت New York Times عن F-16.", "Written خان شيخون in 2017."),
        name="خبر.txt",
    )
    for result in (mixed, article):
        root = word(write(result, "docx"))
        assert root.find(f".//{W}bidiVisual") is None
        for row in list(root.iter(f"{W}tr")):
            cells = list(row.iter(f"{W}tc"))
            if len(cells) < 2:
                continue
            for cell, rtl in zip(cells, (False, True), strict=True):
                for paragraph in cell.iter(f"{W}p"):
                    assert (paragraph.find(f"{W}pPr/{W}bidi") is not None) == rtl
        for one in root.iter(f"{W}r"):
            rtl = one.find(f"{W}rPr/{W}rtl") is not None
            kinds = {_strong(letter) for letter in text_of(one)} - {None}
            assert kinds <= {"right"} if rtl else kinds <= {"left"}
            language = one.find(f"{W}rPr/{W}lang")
            assert language.attrib == ({f"{W}bidi": "ar-SA"} if rtl else {f"{W}val": "en-US"})
    runs = [text_of(one) for one in word(write(mixed, "docx")).iter(f"{W}r")]
    assert "New York Times" in runs
    assert "F-16" in runs
    title = next(p for p in word(write(mixed, "docx")).iter(f"{W}p") if "خبر" in text_of(p))
    assert title.find(f"{W}pPr/{W}bidi") is not None


def test_a_sentence_that_is_not_good_says_so_under_its_english():
    doubtful = Translation("نعم قال الوزير", "Yes minister", -2.5, warnings=(Caution("name", "x"),))
    plain = made(("نعم", "Yes"))
    result = replace(plain, translations=(doubtful,))
    found = estimate(doubtful)
    assert found is not None
    assert found.band == "poor"
    assert found.besides
    said = {style_of(one): text_of(one) for one in word(write(result, "docx")).iter(f"{W}p")}
    assert said["Remark"] == "name: x"
    assert said["Trust"] == f"{'; '.join(found.besides)}; poor"
    for other in (replace(doubtful, score=-0.01, warnings=()), replace(doubtful, origin="person")):
        styles = map(
            style_of, word(write(replace(plain, translations=(other,)), "docx")).iter(f"{W}p")
        )
        assert "Trust" not in set(styles)


def _strong(letter: str) -> str | None:
    return {"L": "left", "R": "right", "AL": "right", "AN": "right"}.get(bidirectional(letter))


def test_arabic_has_a_font_and_a_size_of_its_own():
    with zipfile.ZipFile(io.BytesIO(write(made(("نعم", "Yes")), "docx"))) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
        used = {e.get(f"{W}val") for e in word(_zipped(archive)).iter(f"{W}pStyle")}
    fonts = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert fonts.get(f"{W}cs") == "Arial"
    assert not [name for name in fonts.attrib if "heme" in name]
    known = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
    assert used <= set(known)
    size = known["Arabic"].find(f"{W}rPr/{W}szCs")
    assert size.get(f"{W}val") == "26"


def _zipped(archive: zipfile.ZipFile) -> bytes:
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as copy:
        copy.writestr("word/document.xml", archive.read("word/document.xml"))
    return again.getvalue()


# --- Word ------------------------------------------------------------------------------------


def test_a_document_shows_what_kind_a_row_is():
    terms = (TermUse("حلب", "حلب", "Aleppo", (3, 6), (0, 6), "model"),)
    warnings = (Caution("number", "59 is missing, حلب"), Caution("term", "no"))
    result = made(
        (Translation("عنوان", "Head"), "headline"),
        (Translation("في حلب", "Aleppo now", -1.0, (), terms, warnings), "body"),
        (Translation("صورة", "Photo"), "caption"),
        (Translation("أخرى", "Other"), "related"),
        (Translation("ثالث", "Third"), "related"),
    )
    data = write(result, "docx")
    assert word_rows(data) == [
        [["Head"], ["عنوان"]],
        [["Aleppo now", "number: 59 is missing, حلب", "term: no"], ["في حلب"]],
        [["Photo"], ["صورة"]],
        [["Other"], ["أخرى"]],
        [["Third"], ["ثالث"]],
    ]
    root = word(data)
    rows = list(root.iter(f"{W}tr"))
    assert [text_of(row) for row in rows if len(row.findall(f"{W}tc")) == 1] == [
        "Caption",
        "Related articles",
    ]
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    bold = [text_of(r) for r in root.iter(f"{W}r") if r.find(f"{W}rPr/{W}b") is not None]
    assert bold == ["Head", "عنوان"]
    assert all(
        r.find(f"{W}bCs") is not None for r in root.iter(f"{W}rPr") if r.find(f"{W}b") is not None
    )
    marked = [text_of(r) for r in root.iter(f"{W}r") if r.find(f"{W}rPr/{W}u") is not None]
    assert marked == ["Aleppo", "حلب"]
    shaded = [text_of(c) for c in root.iter(f"{W}tc") if c.find(f"{W}tcPr/{W}shd") is not None]
    assert "Photo" in shaded
    assert "Head" not in shaded


def test_a_row_higher_than_a_page_may_be_split():
    root = word(write(made(("نعم", "Yes"), ("نعم", "word " * 2000)), "docx"))
    whole = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in root.iter(f"{W}tr")]
    assert whole == [True, True, False]


def test_a_long_glossary_name_stands_whole_at_the_foot():
    made_of = replace(MADE, glossary="names " * 60)
    result = replace(made(("نعم", "Yes")), provenance=made_of)
    assert made_of.sentence() in text_of(word(write(result, "docx")))


def test_another_reader_opens_the_document(article):
    import docx

    document = docx.Document(io.BytesIO(write(article, "docx")))
    [table] = document.tables
    english = {cell.paragraphs[0].text for row in table.rows for cell in row.cells[:1]}
    assert {t.target for t in article.translations} <= english


@needs_libreoffice
def test_libreoffice_reads_every_sentence_in_order(tmp_path, article):
    result = replace(
        article,
        translations=(
            replace(article.translations[0], warnings=(Caution("number", "59 is missing"),)),
            *article.translations[1:],
        ),
    )
    [out] = libreoffice(tmp_path, write(result, "docx"), ".docx", "txt:Text (encoded):UTF8")
    text = " ".join(out.read_text(encoding="utf-8-sig").split())
    assert "59 is missing" in text
    place = text.index("العربية")
    for translation in result.translations:
        for side in (translation.target, translation.source):  # the order of the columns
            place = text.index(" ".join(side.split()), place)
    assert result.provenance.sentence() in text[place:]


@needs_libreoffice
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext on the path")
def test_libreoffice_sets_english_left_and_arabic_right(tmp_path, article):
    # Warnings quote Arabic words among the English.
    made = tuple(replace(one, warnings=()) for one in article.translations)
    plain = replace(article, translations=made)
    [pdf] = libreoffice(tmp_path, write(plain, "docx"), ".docx", "pdf")
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-bbox", str(pdf), "-"], check=True, capture_output=True
    )
    page = etree.fromstring(done.stdout, etree.HTMLParser(encoding="utf-8"))
    middle = float(page.find(".//page").get("width")) / 2
    words = [(float(w.get("xmin")), float(w.get("xmax")), w.text) for w in page.iter("word")]
    kremlin = [left for left, _, text in words if text == "Kremlin"]
    arabic = [right for _, right, text in words if text and _strong(text[0]) == "right"]
    assert kremlin
    assert max(kremlin) < middle
    assert len(arabic) > 50
    assert min(arabic) > middle
