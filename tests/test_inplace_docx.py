"""Word documents translated in place, with the embedded model, read back by other programs."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace

import docx
import pytest
from documents import ROOT, W, libreoffice, needs_libreoffice, text_of
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree
from word_parts import NAMES, STRICT_NAMES, TRANSITIONAL_NAMES, content, contents_file, word_file

from glossary import Glossary
from translator.document import TranslatedDocument
from translator.errors import DocumentError
from translator.formats.inplace.docx.opening import opened
from translator.formats.inplace.opened import Opened, Reading
from translator.script import has_arabic

SENTENCE = "أعلن البيت الأبيض أن الرئيس الأمريكي وصل إلى خان شيخون اليوم."
NEWS = ROOT / "tests/data/documents/news.fodt"


@pytest.fixture(scope="module")
def translate(translator):
    glossary = Glossary.default()

    def of(one: Opened) -> TranslatedDocument:
        return next(translator.translate_documents([one.document], glossary=glossary))

    return of


@pytest.fixture(scope="module")
def in_english(translate):
    def of(data: bytes, name: str = "news.docx") -> bytes:
        one = opened(data, name, Reading())
        return one.rebuilt(translate(one))

    return of


def saved(document) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def marked(*names: str) -> list:
    return [OxmlElement(f"w:{name}") for name in names]


# --- runs ------------------------------------------------------------------------------------


def test_every_word_a_run_of_its_own_is_one_sentence(in_english):
    document = docx.Document()
    line = document.add_paragraph()
    line._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for number, word in enumerate(SENTENCE.split()):
        run = line.add_run((" " if number else "") + word)
        run._r.set(qn("w:rsidR"), f"00AB{number:04}")
        properties = run._r.get_or_add_rPr()
        properties.extend(marked("rtl"))
        language = OxmlElement("w:lang")
        language.set(qn("w:bidi"), f"ar-{'SA' if number % 2 else 'SY'}")
        properties.append(language)
    [line] = docx.Document(io.BytesIO(in_english(saved(document)))).paragraphs
    assert line.text.startswith("The White House announced")
    assert "Khan Shaykhun" in line.text
    assert len(line.runs) == 1
    assert line._p.pPr is None or line._p.pPr.find(qn("w:bidi")) is None
    assert line.runs[0]._r.rPr.find(qn("w:rtl")) is None


def test_a_term_over_three_runs_is_met_and_keeps_its_formats(in_english):
    document = docx.Document()
    line = document.add_paragraph("أعلن البيت الأبيض أن الرئيس الأمريكي وصل إلى ")
    for text, look in (("خا", "bCs"), ("ن شي", "iCs"), ("خون", "szCs")):
        run = line.add_run(text)
        run._r.get_or_add_rPr().extend(marked(look))
        if look == "szCs":
            run._r.rPr[-1].set(qn("w:val"), "40")
    line.add_run(" اليوم.")
    [line] = docx.Document(io.BytesIO(in_english(saved(document)))).paragraphs
    assert "Khan Shaykhun" in line.text
    looks = {run.text: (run.bold, run.italic, run.font.size) for run in line.runs}
    assert {"Khan", "Shaykhun"} <= set(looks)
    formats = {look for text, look in looks.items() if text in ("Khan", "Shaykhun")}
    assert len(formats) == 2  # two words have two of the three
    assert all(any(look) for look in formats)
    assert looks[line.runs[0].text] == (None, None, None)


# --- what else is in a paragraph -------------------------------------------------------------


@pytest.fixture(scope="module", params=[TRANSITIONAL_NAMES, STRICT_NAMES], ids=["usual", "strict"])
def names(request) -> dict[str, str]:
    return request.param


@pytest.fixture(scope="module")
def all_in_one(in_english, names) -> tuple[bytes, bytes]:
    before = word_file(names)
    return before, in_english(before)


def test_no_arabic_is_left_but_what_was_deleted(all_in_one, names):
    _, after = all_in_one
    for name in NAMES:
        root = content(after, name)
        texts = [one.text or "" for one in root.iter(f"{{{names['w']}}}t")]
        assert not [text for text in texts if has_arabic(text)], name
        assert any(text.strip() for text in texts)
    deleted = content(after, "word/document.xml").iter(f"{{{names['w']}}}delText")
    assert ["محذوف" for _ in deleted] == ["محذوف"]


def test_everything_that_is_no_text_stays(all_in_one, names):
    before, after = (content(data, "word/document.xml") for data in all_in_one)
    same = """footnoteReference commentReference bookmarkStart bookmarkEnd hyperlink del sdt sym
        commentRangeStart commentRangeEnd drawing pict tab txbxContent tbl tr tc p fldSimple sectPr
        headerReference""".split()
    for name in same:
        tag = f"{{{names['w']}}}{name}"
        assert len(list(after.iter(tag))) == len(list(before.iter(tag))), name
    inserted = "".join(text_of_any(one, names) for one in after.iter(f"{{{names['w']}}}ins"))
    assert inserted.strip() == "The president arrived"  # around what was deleted, in two
    assert [one.text for one in after.iter(f"{{{names['w']}}}instrText")] == [
        one.text for one in before.iter(f"{{{names['w']}}}instrText")
    ]


def test_ranges_and_fields_begin_before_they_end(all_in_one, names):
    root = content(all_in_one[1], "word/document.xml")
    order = [one for one in root.iter() if isinstance(one.tag, str)]
    place = {
        (etree.QName(one).localname, one.get(f"{{{names['w']}}}id")): order.index(one)
        for one in order
    }
    for start, end, key in (
        ("bookmarkStart", "bookmarkEnd", "1"),
        ("commentRangeStart", "commentRangeEnd", "0"),
    ):
        between = order[place[start, key] : place[end, key]]
        assert any(etree.QName(one).localname == "t" for one in between), start
    for paragraph in root.iter(f"{{{names['w']}}}p"):
        depth = 0
        for mark in paragraph.iter(f"{{{names['w']}}}fldChar"):
            kind = mark.get(f"{{{names['w']}}}fldCharType")
            depth += {"begin": 1, "separate": 0, "end": -1}[kind]
            assert depth >= 0
        assert depth == 0


def test_the_number_of_a_page_stays_in_its_field(all_in_one, names):
    [paragraph] = content(all_in_one[1], "word/footer1.xml")
    inside, results = False, []
    for one in paragraph.iter():
        kind = one.get(f"{{{names['w']}}}fldCharType")
        if kind:
            inside = kind == "separate"
        elif inside and etree.QName(one).localname == "t":
            results.append(one.text)
    assert results == ["3", "7"]
    assert text_of_any(paragraph, names).lower().startswith("page 3")


def text_of_any(paragraph, names: dict[str, str]) -> str:
    return "".join(one.text or "" for one in paragraph.iter(f"{{{names['w']}}}t"))


def test_a_text_box_says_the_same_twice(all_in_one, names):
    root = content(all_in_one[1], "word/document.xml")
    boxes = [text_of_any(box, names) for box in root.iter(f"{{{names['w']}}}txbxContent")]
    assert len(boxes) == 2
    assert boxes[0] == boxes[1]
    assert "Syria" in boxes[0]


def test_tabs_and_line_breaks_part_what_they_parted(all_in_one, names):
    root = content(all_in_one[1], "word/document.xml")
    tab = next(root.iter(f"{{{names['w']}}}tab"))
    paragraph = next(one for one in tab.iterancestors() if one.tag == f"{{{names['w']}}}p")
    order = [one for one in paragraph.iter() if etree.QName(one).localname in ("t", "tab", "br")]
    assert [etree.QName(one).localname for one in order] == ["t", "tab", "t", "br", "t"]


def test_directions_are_turned(all_in_one, names):
    w = f"{{{names['w']}}}"
    for name in NAMES:
        root = content(all_in_one[1], name)
        assert not [
            e
            for e in root.iter(f"{w}bidi", f"{w}rtl", f"{w}cs", f"{w}bidiVisual")
            if e.get(f"{w}val") != "0"
        ], name
        assert not [e for e in root.iter(f"{w}jc") if e.get(f"{w}val") in ("right", "end")], name
    document = content(all_in_one[1], "word/document.xml")
    in_style = next(p for p in document.iter(f"{w}p") if style_of(p, w) == "Arabic")
    assert in_style.find(f"{w}pPr/{w}bidi").get(f"{w}val") == "0"  # its style says otherwise
    assert in_style.find(f"{w}pPr/{w}ind").get(f"{w}start") == "720"
    run = in_style.find(f".//{w}rPr/{w}rtl")
    assert run.get(f"{w}val") == "0"
    assert in_style.find(f".//{w}r/{w}rPr/{w}sz").get(f"{w}val") == "32"  # of its style's szCs
    [figure] = [r for r in document.iter(f"{w}r") if r.findtext(f"{w}t") == "12"]
    assert figure.find(f"{w}rPr/{w}sz").get(f"{w}val") == "30"  # as large as the Arabic was
    styles = content(all_in_one[1], "word/styles.xml")
    assert styles.find(f".//{w}rPrDefault//{w}lang").get(f"{w}val") == "en-US"
    numbering = content(all_in_one[1], "word/numbering.xml")
    level = numbering.find(f".//{w}lvl")
    assert level.find(f"{w}numFmt").get(f"{w}val") == "lowerLetter"
    words = level.find(f"{w}lvlText").get(f"{w}val")
    assert words.endswith(" %1:")
    assert not has_arabic(words)


def style_of(paragraph, w: str) -> str | None:
    style = paragraph.find(f"{w}pPr/{w}pStyle")
    return None if style is None else style.get(f"{w}val")


def test_a_bound_control_does_not_take_its_arabic_back(all_in_one, names):
    root = content(all_in_one[1], "word/document.xml")
    [control] = root.iter(f"{{{names['w']}}}sdt")
    assert control.find(f"{{{names['w']}}}sdtPr/{{{names['w']}}}alias") is not None
    assert control.find(f".//{{{names['w']}}}dataBinding") is None


def test_a_table_of_contents_keeps_its_field_over_paragraphs(in_english):
    paragraphs = [
        ("begin", "الحكومة السورية", "1"),
        ("", "وقف إطلاق النار", "2"),
    ]
    after = in_english(contents_file(paragraphs))
    lines = list(content(after, "word/document.xml").iter(f"{W}p"))
    assert [text_of(line) for line in lines] == ["Syrian government\t1", "ceasefire\t2", ""]
    for line in lines[:2]:
        [link] = line.iter(f"{W}hyperlink")
        assert [one.text for one in link.iter(f"{W}instrText")] == [" PAGEREF x "]
    kinds = [m.get(f"{W}fldCharType") for line in lines for m in line.iter(f"{W}fldChar")]
    assert kinds[:2] == ["begin", "separate"]
    assert kinds.count("begin") == kinds.count("end") == 3
    assert kinds[-1] == "end"


def test_charts_are_in_english(all_in_one):
    root = content(all_in_one[1], "word/charts/chart1.xml")
    texts = [one.text or "" for one in root.iter() if one.tag.endswith(("}t", "}v"))]
    assert texts[0].lower().endswith("number of dead")
    assert texts[1:] == ["", "Aleppo", "BBC"]
    [properties] = [one for one in root.iter() if one.tag.endswith("}pPr")]
    assert dict(properties.attrib) == {"algn": "l"}


def test_kinds_come_from_styles(names):
    one = opened(word_file(names), "news.docx", Reading())
    kinds = {p.segments[0].text: p.kind for p in one.document.paragraphs}
    assert kinds["الحكومة السورية تعلن وقف إطلاق النار"] == "headline"
    assert kinds["صورة من مدينة حلب"] == "caption"
    assert kinds["حلب"] == "body"


# --- the file --------------------------------------------------------------------------------


def test_other_parts_stay_byte_for_byte_and_equal_input_gives_equal_bytes(in_english):
    before = word_file(TRANSITIONAL_NAMES, {"word/vbaProject.bin": b"\0macro"})
    after = in_english(before, "news.docm")
    assert after == in_english(before, "news.docm")
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert [(m.filename, m.date_time) for m in new.infolist()] == [
            (m.filename, m.date_time) for m in old.infolist()
        ]
        for name in ("word/vbaProject.bin", "word/media/image1.png", "docProps/core.xml"):
            assert new.read(name) == old.read(name)
    assert opened(before, "news.docm", Reading()).suffix == ".docm"
    assert opened(before, "news", Reading()).suffix == ".docx"


def test_what_has_no_translation_keeps_its_arabic_and_direction(translate):
    one = opened(word_file(TRANSITIONAL_NAMES), "news.docx", Reading())
    whole = translate(one)
    kept = [p for p in whole.document.paragraphs if p.segments[0].text == "صورة من مدينة حلب"]
    paragraphs = tuple(p for p in whole.document.paragraphs if p not in kept)
    out = {s.index for p in kept for s in p.segments}
    translations = tuple(
        t
        for (_, _, s), t in zip(whole.document.segments(), whole.translations, strict=True)
        if s.index not in out
    )
    less = replace(
        whole, document=replace(whole.document, paragraphs=paragraphs), translations=translations
    )
    root = content(one.rebuilt(less), "word/document.xml")
    [caption] = [p for p in root.iter(f"{W}p") if text_of(p) == "صورة من مدينة حلب"]
    assert caption.find(f"{W}pPr/{W}bidi") is not None
    assert caption.find(f".//{W}rtl") is not None


def test_nothing_translated_is_a_failure(translate):
    one = opened(word_file(TRANSITIONAL_NAMES), "news.docx", Reading())
    whole = translate(one)
    same = tuple(replace(t, target=t.source) for t in whole.translations)
    with pytest.raises(DocumentError, match=r"news\.docx would come out as it went in"):
        one.rebuilt(replace(whole, translations=same))
    with pytest.raises(DocumentError, match="nothing in it was translated"):
        one.rebuilt(
            replace(whole, document=replace(whole.document, paragraphs=()), translations=())
        )


# --- other programs --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def of_libreoffice(tmp_path_factory, in_english):
    """A document that LibreOffice wrote, before and after, with what it makes of them."""
    folder = tmp_path_factory.mktemp("office")
    [before] = libreoffice(folder, NEWS.read_bytes(), NEWS.suffix, "docx")
    after = folder / "english.docx"
    after.write_bytes(in_english(before.read_bytes()))
    [text] = libreoffice(folder, after.read_bytes(), ".docx", "txt:Text (encoded):UTF8")
    return before, after, text


@needs_libreoffice
def test_libreoffice_opens_its_document_in_english(of_libreoffice):
    before, after, text = of_libreoffice
    read = text.read_text(encoding="utf-8-sig")
    assert not has_arabic(read)
    for words in ("The White House", "Khan Shaykhun", "new agreement", "Aleppo", "BBC News"):
        assert words in read
    old, new = docx.Document(str(before)), docx.Document(str(after))
    assert len(old.paragraphs) == len(new.paragraphs)
    assert [len(t.rows) for t in old.tables] == [len(t.rows) for t in new.tables]
    assert len(old.inline_shapes) == len(new.inline_shapes)
    [link] = next(p for p in new.paragraphs if p.hyperlinks).hyperlinks
    assert (link.address, link.text) == ("https://example.org/", "new agreement")
    [bold] = [r for p in new.paragraphs[:2] for r in p.runs if r.bold]
    assert bold.text == "The White House"  # bold for Arabic letters alone, in the source
    assert "Syria" in content(after.read_bytes(), "word/document.xml").xpath("string()")


@needs_libreoffice
@pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc on the path")
def test_pandoc_finds_the_same_structure(of_libreoffice):
    def structure(path) -> list[str]:
        done = subprocess.run(
            ["pandoc", "-f", "docx", "-t", "json", path], check=True, capture_output=True
        )
        return [one["t"] for one in json.loads(done.stdout)["blocks"]]

    def plain(path) -> str:
        done = subprocess.run(
            ["pandoc", "-f", "docx", "-t", "plain", path], check=True, capture_output=True
        )
        return done.stdout.decode()

    before, after, _ = of_libreoffice
    assert structure(before) == structure(after)
    text = plain(after)
    assert not has_arabic(text)
    assert "military source" in text  # of the footnote
