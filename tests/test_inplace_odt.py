"""OpenDocument texts translated in place, with the embedded model, read back by other programs."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from documents import ROOT, libreoffice, needs_libreoffice
from lxml import etree

from glossary import Glossary
from translator import Translator
from translator.document import TranslatedDocument
from translator.engine import Decoding
from translator.errors import DocumentError
from translator.formats.inplace.odt.names import full
from translator.formats.inplace.odt.opening import opened
from translator.formats.inplace.opened import Opened, Reading
from translator.script import has_arabic

NEWS = ROOT / "tests/data/documents/news.fodt"
_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = " ".join(
    f'xmlns:{prefix}="{_BASE}{space}:1.0"'
    for prefix, space in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
        ("manifest", "manifest"),
    )
)
_P = '<text:p text:style-name="P1">'
_STYLES = f"""<office:document-styles {_NAMES}><office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:language="ar"
 fo:country="SY"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Strong" style:family="text"><style:text-properties
 style:font-weight-complex="bold"/></style:style></office:styles>
<office:automatic-styles><style:page-layout style:name="pm"><style:page-layout-properties
 style:writing-mode="rl-tb"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm">
<style:header><text:p>وكالة أنباء محلية</text:p></style:header><style:footer>
<text:p>الصفحة <text:page-number>3</text:page-number> من
 <text:page-count>7</text:page-count></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>"""
_CONTENT = f"""<office:document-content {_NAMES}><office:automatic-styles>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:text-align="end" style:writing-mode="rl-tb"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:language="fr"/>
</style:style><style:style style:name="T2" style:family="text"><style:text-properties
 fo:font-style="italic"/></style:style>
<style:style style:name="Ta" style:family="table"><style:table-properties table:align="right"/>
</style:style><text:list-style style:name="L1"><text:list-level-style-number text:level="1"
 style:num-prefix="المادة " style:num-suffix=":" style:num-format="أ, ب, ت, ..."/></text:list-style>
</office:automatic-styles><office:body><office:text>
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>محذوف</text:p>
</text:deletion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">الحكومة السورية تعلن وقف إطلاق النار</text:h>
{_P}<text:bookmark-start text:name="who"/>قال وزير الخارجية<text:bookmark-end text:name="who"/> إن
 <office:annotation office:name="a1"><text:p>تعليق على الخبر</text:p></office:annotation>الاتفاق
<office:annotation-end office:name="a1"/> الجديد<text:change text:change-id="c1"/> يبدأ يوم الأحد
<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>
<text:p>نقلت الوكالة الخبر عن مصدر عسكري.</text:p></text:note-body></text:note>.</text:p>
{_P}<text:span text:style-name="T1">أعلن</text:span> <text:span
 text:style-name="T1">البيت</text:span><text:s/><text:span
 text:style-name="T1">الأ</text:span>بيض أن الرئيس <text:span
 text:style-name="T2">الأمريكي</text:span> وصل إلى
 <text:span text:style-name="Strong">خان</text:span> <text:span
 text:style-name="T2">شيخون</text:span> اليوم.</text:p>
{_P}الوزير<text:tab/>وكالة الأنباء.<text:line-break/>عاد الرئيس إلى دمشق.</text:p>
<table:table table:style-name="Ta"><table:table-column table:number-columns-repeated="2"/>
<table:table-row><table:table-cell>{_P}حلب</text:p></table:table-cell><table:table-cell>{_P}12</text:p>
</table:table-cell></table:table-row></table:table>
{_P}<draw:frame><draw:text-box><text:p>اقرأ المزيد عن الحرب في سوريا</text:p></draw:text-box>
<svg:desc>صورة من مدينة حلب</svg:desc></draw:frame></text:p>
<text:p text:style-name="Caption">صورة من مدينة دمشق</text:p>
</office:text></office:body></office:document-content>"""
_MANIFEST = f"<manifest:manifest {_NAMES}>{{}}</manifest:manifest>"
_LOCKED = _MANIFEST.format(
    '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
    "</manifest:file-entry>"
)


def odt(**more: str) -> bytes:
    """The document, with other text in some of its members (by the first word of their names)."""
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": _CONTENT,
        "Pictures/one.png": "\x00\x01",
        "styles.xml": _STYLES,
        "META-INF/manifest.xml": _MANIFEST.format(""),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, inside in parts.items():
            inside = more.get(name.rpartition("/")[2].partition(".")[0], inside)
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2017, 5, 4, 10, 30, 0)), inside, how)
    return packed.getvalue()


@pytest.fixture(scope="module")
def translate(engine):
    translator, glossary = Translator(engine, Decoding()), Glossary.default()

    def of(one: Opened) -> TranslatedDocument:
        return next(translator.translate_documents([one.document], glossary=glossary))

    return of


@pytest.fixture(scope="module")
def in_english(translate):
    def of(data: bytes) -> bytes:
        one = opened(data, "news.odt", Reading())
        return one.rebuilt(translate(one))

    return of


@pytest.fixture(scope="module")
def english(in_english) -> bytes:
    return in_english(odt())


def root_of(data: bytes, name: str = "content.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def texts(root: etree._Element, *names: str) -> list[str]:
    return [" ".join("".join(one.itertext()).split()) for one in root.iter(*map(full, names))]


def attribute(element: etree._Element | None, name: str) -> str | None:
    assert element is not None
    return element.get(full(name))


def styled(root: etree._Element, element: etree._Element, group: str) -> dict[str, str]:
    """The properties of the automatic style that an element has."""
    family = {"table": "table:style-name"}.get(group, "text:style-name")
    name = attribute(element, family)
    style = next(
        one for one in root.iter(full("style:style")) if attribute(one, "style:name") == name
    )
    found = style.find(full(f"style:{group}-properties"))
    return {} if found is None else {k.rpartition("}")[2]: v for k, v in found.attrib.items()}


def test_no_arabic_is_left_but_what_was_deleted(english):
    content, styles = root_of(english), root_of(english, "styles.xml")
    assert texts(content, "text:deletion") == ["محذوف"]
    for element in (
        *content.iter(full("text:p"), full("text:h"), full("svg:desc")),
        *styles.iter(full("text:p")),
    ):
        if element.getparent().tag != full("text:deletion"):
            assert not has_arabic("".join(element.itertext()))
    [level] = content.iter(full("text:list-level-style-number"))
    assert attribute(level, "style:num-format") == "a"
    assert attribute(level, "style:num-prefix").endswith(" ")
    assert not has_arabic(attribute(level, "style:num-prefix"))


def test_everything_that_is_no_text_stays(english):
    before, after = root_of(odt()), root_of(english)
    for name in """text:bookmark-start text:bookmark-end text:note text:change text:tab text:p
                   text:line-break office:annotation office:annotation-end draw:frame table:table
                   draw:text-box text:h table:table-row table:table-cell svg:desc""".split():
        found = [len(list(root.iter(full(name)))) for root in (before, after)]
        assert found[0] == found[1] > 0, name
    order = [one.tag for one in after.iter()]
    for start, end in (
        ("text:bookmark-start", "text:bookmark-end"),
        ("office:annotation", "office:annotation-end"),
    ):
        assert order.index(full(start)) < order.index(full(end))
    [start] = after.iter(full("text:bookmark-start"))
    assert "foreign minister" in start.tail.lower()


def test_spans_are_joined_where_they_look_alike(english):
    root = root_of(english)
    line = next(
        one for one in root.iter(full("text:p")) if "White House" in "".join(one.itertext())
    )
    spans = {"".join(one.itertext()): one for one in line.iter(full("text:span"))}
    assert {"Khan", "Shaykhun", "American"} <= set(spans)
    assert len(spans) == 3  # what is only said to be in another language is no format
    assert "Khan Shaykhun" in "".join(line.itertext())
    assert "White House" in line.text
    khan = styled(root, spans["Khan"], "text")
    assert khan["font-weight"] == "bold"  # the style says so of Arabic letters alone


def test_tabs_and_line_breaks_part_what_they_parted(english):
    [tab] = root_of(english).iter(full("text:tab"))
    assert "minister" in tab.getparent().text.lower()
    assert tab.getnext().tag == full("text:line-break")
    assert "Damascus" in tab.getnext().tail


def test_the_number_of_a_page_stays_in_its_field(english):
    styles = root_of(english, "styles.xml")
    assert texts(styles, "text:page-number", "text:page-count") == ["3", "7"]
    [line] = [text for text in texts(styles, "text:p") if "3" in text]
    assert line.lower().startswith("page 3")


def test_directions_are_turned_by_styles_of_their_own(english):
    content, styles = root_of(english), root_of(english, "styles.xml")
    [page] = styles.iter(full("style:page-layout-properties"))
    assert attribute(page, "style:writing-mode") == "lr-tb"
    for name in ("text:h", "text:p"):
        for element in content.iter(full(name)):
            if element.getparent().tag in (full("text:deletion"), full("draw:image")):
                continue
            said = styled(content, element, "paragraph")
            assert said["writing-mode"] == "lr-tb"
            assert said.get("text-align", "start") == "start"
    [heading] = content.iter(full("text:h"))
    assert styled(content, heading, "text") == {"language": "en", "country": "US"}
    [table] = content.iter(full("table:table"))
    assert styled(content, table, "table") == {"writing-mode": "lr-tb", "align": "left"}
    shared = next(
        o for o in content.iter(full("style:style")) if attribute(o, "style:name") == "P1"
    )
    assert attribute(shared[0], "style:writing-mode") == "rl-tb"  # as it was


def test_kinds_come_from_names_and_styles():
    kinds = {
        p.segments[0].text: p.kind for p in opened(odt(), "news.odt", Reading()).document.paragraphs
    }
    assert kinds["الحكومة السورية تعلن وقف إطلاق النار"] == "headline"
    assert kinds["صورة من مدينة دمشق"] == "caption"
    assert kinds["حلب"] == "body"


def test_what_has_no_translation_keeps_its_arabic_and_direction(translate):
    one = opened(odt(), "news.odt", Reading())
    whole = translate(one)
    kept = [p for p in whole.document.paragraphs if p.kind != "caption"]
    numbers = {segment.index for p in kept for segment in p.segments}
    pairs = zip(whole.document.segments(), whole.translations, strict=True)
    less = replace(
        whole,
        document=replace(whole.document, paragraphs=tuple(kept)),
        translations=tuple(t for (_, _, s), t in pairs if s.index in numbers),
    )
    root = root_of(one.rebuilt(less))
    [caption] = [p for p in root.iter(full("text:p")) if p.text == "صورة من مدينة دمشق"]
    assert styled(root, caption, "paragraph") == {"writing-mode": "rl-tb"}


def test_the_archive_stays_what_it_was(in_english, english):
    assert in_english(odt()) == english
    with zipfile.ZipFile(io.BytesIO(odt())) as old, zipfile.ZipFile(io.BytesIO(english)) as new:
        assert [(m.filename, m.date_time, m.compress_type) for m in new.infolist()] == [
            (m.filename, m.date_time, m.compress_type) for m in old.infolist()
        ]
        assert new.read("Pictures/one.png") == old.read("Pictures/one.png")
    assert english[30:38] == b"mimetype"
    assert english[38:].startswith(b"application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (lambda: odt(manifest=_LOCKED), "protected by a password"),
        (lambda: odt(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "no OpenDocument"),
        (lambda: odt(content="<office"), "damaged"),
        (lambda: odt()[:-40], "damaged"),
        (lambda: odt(content=f"<d {_NAMES}/>", styles=f"<d {_NAMES}/>"), "no Arabic"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data, message):
    with pytest.raises(DocumentError, match=message) as caught:
        opened(data(), "news.odt", Reading())
    assert str(caught.value).startswith("news.odt")


def test_nothing_translated_is_a_failure(translate):
    one = opened(odt(), "news.odt", Reading())
    whole = translate(one)
    same = tuple(replace(t, target=t.source) for t in whole.translations)
    with pytest.raises(DocumentError, match=r"news\.odt would come out as it went in"):
        one.rebuilt(replace(whole, translations=same))


@pytest.fixture(scope="module")
def of_libreoffice(tmp_path_factory, in_english):
    """A document that LibreOffice wrote, before and after."""
    folder = tmp_path_factory.mktemp("office")
    [before] = libreoffice(folder, NEWS.read_bytes(), ".fodt", "odt")
    after = folder / "english.odt"
    after.write_bytes(in_english(before.read_bytes()))
    return before, after


@needs_libreoffice
def test_libreoffice_opens_its_document_in_english(tmp_path, of_libreoffice):
    data = of_libreoffice[1].read_bytes()
    [text] = libreoffice(tmp_path, data, ".odt", "txt:Text (encoded):UTF8")
    read = text.read_text(encoding="utf-8-sig")
    assert not has_arabic(read)
    for words in ("The White House", "Khan Shaykhun", "new agreement", "Aleppo", "BBC News"):
        assert words in read


@needs_libreoffice
@pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc on the path")
def test_pandoc_finds_the_same_structure(of_libreoffice):
    found = []
    for path in of_libreoffice:
        done = subprocess.run(["pandoc", path, "-t", "json"], check=True, capture_output=True)
        found.append([one["t"] for one in json.loads(done.stdout)["blocks"]])
    assert found[0] == found[1]
    assert {"Header", "Table"} <= set(found[0])
