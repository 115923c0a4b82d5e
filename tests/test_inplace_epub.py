"""Electronic books translated in place, read back by pandoc and lxml."""

from __future__ import annotations

import gzip
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from documents import libreoffice, needs_libreoffice
from lxml import etree

from glossary import Glossary
from translator import Translator
from translator.engine import Decoding, Engine
from translator.errors import DocumentError
from translator.formats.inplace.epub.opening import opened
from translator.formats.inplace.opened import Reading
from translator.script import has_arabic

PLAIN = Reading()
DC = "{http://purl.org/dc/elements/1.1/}"
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"
 xml:lang="ar" dir="rtl">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="i">urn:uuid:1</dc:identifier>
<dc:title id="t"> أخبار دمشق </dc:title>
<dc:creator>محمد علي</dc:creator><dc:language>ar-SY</dc:language>
<dc:description>&lt;p&gt;وصف&lt;/p&gt;</dc:description></metadata>
<manifest><item id="c1" href="text/%D8%A7.xhtml" media-type="application/xhtml+xml"/>
<item id="c2" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="far" href="https://example.org/a.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="a.css" media-type="text/css"/>
<item id="f" href="f.otf" media-type="font/otf"/></manifest>
<spine toc="ncx" page-progression-direction="rtl">
<itemref idref="c2"/><itemref idref="c1"/></spine>
<guide><reference type="toc" title="المحتويات" href="nav.xhtml"/></guide></package>"""
PAGE = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" lang="ar" '
    'xml:lang="ar" dir="rtl"><head><title>{0}</title>'
    '<link rel="stylesheet" href="../a.css"/></head>'
    "<body>{1}</body></html>"
)
TABLE = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" xml:lang="ar"><docTitle><text>أخبار دمشق'
    "</text></docTitle><docAuthor><text>محمد علي</text></docAuthor><navMap><navPoint id='a'>"
    "<navLabel><text>حلب</text></navLabel><content src='text/two.xhtml'/></navPoint></navMap></ncx>"
)
NAV = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head>'
    '<title/></head><body><nav epub:type="toc" dir="rtl"><ol><li><a href="text/two.xhtml">حلب</a>'
    "</li></ol></nav></body></html>"
)
FONT = bytes(range(256)) * 8
MEMBERS: dict[str, str | bytes] = {
    "mimetype": b"application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OPS/book.opf": PACKAGE,
    "OPS/text/ا.xhtml": PAGE.format("دمشق", "<p>وصل الوزير إلى دمشق.<br/>وغادر.</p><img src='x'/>"),
    "OPS/text/two.xhtml": PAGE.format("حلب", "<h1>حلب</h1><p>مدينة <b>حلب</b> كبيرة.</p>"),
    "OPS/nav.xhtml": NAV,
    "OPS/toc.ncx": TABLE,
    "OPS/a.css": "p { direction: rtl; text-align: right }",
    "OPS/f.otf": FONT,
    "OPS/unlisted.xhtml": "<html>نص</html>",
}
ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="{}"/>'
    "</EncryptedData></encryption>"
)
English = Callable[[bytes], zipfile.ZipFile]


def book(**other: str | bytes) -> bytes:
    """The book above; members by their names with `_` for what is no letter."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in {**MEMBERS, **other}.items():
            info = zipfile.ZipInfo(name, (2017, 4, 5, 6, 7, 8))
            stored = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return packed.getvalue()


@pytest.fixture(scope="module")
def english(engine: Engine) -> English:
    """A book in English, by the embedded model and the shipped glossary."""
    translator = Translator(engine, Decoding())

    def translate(data: bytes) -> zipfile.ZipFile:
        made = opened(data, "book.epub", PLAIN)
        translated = next(
            translator.translate_documents([made.document], glossary=Glossary.default())
        )
        written = made.rebuilt(translated)
        assert written == made.rebuilt(translated)
        return zipfile.ZipFile(io.BytesIO(written))

    return translate


@pytest.fixture(scope="module")
def archive(english: English) -> zipfile.ZipFile:
    return english(
        book(**{"META-INF/encryption.xml": ENCRYPTION.format("http://www.idpf.org/2008/embedding")})
    )


def test_pages_contents_and_title_are_english(archive: zipfile.ZipFile) -> None:
    page = etree.fromstring(archive.read("OPS/text/two.xhtml"))
    assert page.get("dir") == "ltr"
    assert page.get("lang") == page.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert [one.text for one in page.iter("{*}h1", "{*}b")] == ["Aleppo", "Aleppo"]
    assert "p { direction: ltr; text-align: left }" in "".join(page.itertext())
    assert b"Damascus" in archive.read("OPS/text/ا.xhtml")
    assert b"<img src='x'/>" in archive.read("OPS/text/ا.xhtml")
    nav = etree.fromstring(archive.read("OPS/nav.xhtml"))
    assert nav.xpath("string(//*[local-name()='a'])") == "Aleppo"
    assert nav.xpath("//*[local-name()='nav']/@dir") == ["ltr"]
    table = etree.fromstring(archive.read("OPS/toc.ncx"))
    texts = ["".join(one.itertext()) for one in table.iter("{*}text")]
    assert "Damascus" in texts[0]
    assert texts[1:] == ["محمد علي", "Aleppo"]


def test_drawings_and_formulas_of_a_book_are_english(english: English) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>حلب</title>'
        '<text x="9" direction="rtl">دمشق</text><path d="M0 0"/></svg>'
    )
    cover = PAGE.format(
        "دمشق",
        f"<p>مدينة <i>حلب</i>.</p>{drawing}<m:math alttext='حلب' "
        "xmlns:m='http://www.w3.org/1998/Math/MathML'><m:mtext>حلب</m:mtext></m:math>",
    )
    item = '<item id="d" href="d.svg" media-type="image/svg+xml"/>'
    items = item + '<item id="z" href="z.svg" media-type="image/svg+xml"/></manifest>'
    packed = gzip.compress(drawing.encode(), mtime=0)
    found = english(
        book(
            **{
                "OPS/book.opf": PACKAGE.replace("</manifest>", items),
                "OPS/d.svg": drawing,
                "OPS/z.svg": packed,
                "OPS/text/two.xhtml": cover,
            }
        )
    )
    for member in ("OPS/d.svg", "OPS/text/two.xhtml"):
        root = etree.fromstring(found.read(member))
        assert not has_arabic("".join(root.itertext()))
        assert root.xpath("string(//*[local-name()='text'])") == "Damascus"
        assert root.xpath("string(//*[local-name()='text']/@text-anchor)") == "end"
    assert root.xpath("string(//*[local-name()='math']/@alttext)") == "Aleppo"
    assert found.read("OPS/z.svg") == packed


def test_package_says_english_and_left_to_right(archive: zipfile.ZipFile) -> None:
    root = etree.fromstring(archive.read("OPS/book.opf"))
    assert root.findtext(f".//{DC}language") == "en"
    assert "Damascus" in root.findtext(f".//{DC}title", "")
    assert root.findtext(f".//{DC}creator") == "محمد علي"
    assert root.findtext(f".//{DC}description") == "<p>وصف</p>"
    assert root.get("dir") == "ltr"
    spine = next(root.iter("{*}spine"))
    assert spine.get("page-progression-direction") == "default"
    assert not has_arabic(str(next(root.iter("{*}reference")).get("title")))


def test_all_else_is_byte_for_byte_the_same(archive: zipfile.ZipFile) -> None:
    assert archive.namelist()[:-1] == list(MEMBERS)
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert {one.date_time for one in archive.infolist()} == {(2017, 4, 5, 6, 7, 8)}
    for name in (
        "mimetype",
        "META-INF/container.xml",
        "OPS/a.css",
        "OPS/f.otf",
        "OPS/unlisted.xhtml",
    ):
        content = MEMBERS[name]
        wanted = content.encode() if isinstance(content, str) else content
        assert archive.read(name) == wanted


def test_reading_order_is_that_of_the_spine() -> None:
    texts = [one.text for _, _, one in opened(book(), "a.epub", PLAIN).document.segments()]
    assert texts[:2] == ["حلب", "حلب"]
    assert texts.index("وصل الوزير إلى دمشق.") > texts.index("مدينة حلب كبيرة.")
    assert "محمد علي" not in texts


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 no archive", "damaged"),
        (book(**{"META-INF/encryption.xml": ENCRYPTION.format("urn:x#aes")}), "protected against"),
        (book(**{"META-INF/container.xml": "<container/>"}), "where its contents are"),
        (book(**{"OPS/book.opf": "<package"}), "damaged"),
        (
            book(**{"OPS/book.opf": '<!DOCTYPE p [<!ENTITY a SYSTEM "/etc/passwd">]><p>&a;</p>'}),
            "entities",
        ),
        (
            book(
                **dict.fromkeys(list(MEMBERS)[3:7], "<html/>"),
                **{"OPS/book.opf": PACKAGE.replace("أخبار دمشق", "").replace("المحتويات", "")},
            ),
            "no Arabic",
        ),
    ],
    ids=["damaged", "protected", "no package", "broken package", "entities", "no Arabic"],
)
def test_what_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        opened(data, "bad.epub", PLAIN)
    assert "bad.epub" in str(caught.value)


def test_archive_that_grows_out_of_proportion_is_refused() -> None:
    with pytest.raises(DocumentError, match="far more"):
        opened(book(**{"OPS/f.otf": b"\0" * (80 << 20)}), "bomb.epub", PLAIN)


def _outline(data: bytes, folder: Path) -> list[str]:
    path = folder / "book.epub"
    path.write_bytes(data)
    read = subprocess.run(
        ["pandoc", str(path), "-t", "json"], capture_output=True, check=True
    ).stdout.decode()
    kinds = "Header|Para|Plain|BulletList|Table|Note|Link|Strong|BlockQuote|Image"
    return re.findall(rf'"t":"({kinds})"', read)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc on the path")
@pytest.mark.parametrize("kind", ["epub3", "epub2"])
def test_books_made_by_pandoc(english: English, tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.md").write_text(
        "---\ntitle: أخبار دمشق\nlang: ar\n---\n\n# حلب\n\nقال **الوزير** هذا[^1].\n\n"
        "[^1]: حاشية قصيرة.\n\n# دمشق\n\n- نقطة\n\n| أ | ب |\n|---|---|\n| حلب | 12 |\n",
        encoding="utf-8",
    )
    source = tmp_path / f"{kind}.epub"
    subprocess.run(["pandoc", str(tmp_path / "a.md"), "-t", kind, "-o", str(source)], check=True)
    data = source.read_bytes()
    with english(data) as made:
        assert made.testzip() is None
        assert isinstance(made.fp, io.BytesIO)
        assert _outline(made.fp.getvalue(), tmp_path) == _outline(data, tmp_path)
        for name in made.namelist():
            if name.endswith((".xhtml", ".opf", ".ncx")):
                root = etree.fromstring(made.read(name))
                assert not has_arabic("".join(root.itertext())), name


@needs_libreoffice
def test_book_made_by_libreoffice(english: English, tmp_path: Path) -> None:
    page = "<meta charset=utf-8><h1 dir=rtl>حلب</h1><p dir=rtl>قال <b>الوزير</b> هذا.</p>"
    [text] = libreoffice(tmp_path, page.encode(), ".html", "odt")
    [book] = libreoffice(tmp_path, text.read_bytes(), ".odt", "epub")
    with english(book.read_bytes()) as made:
        pages = [name for name in made.namelist() if name.endswith(".xhtml")]
        text = "".join("".join(etree.fromstring(made.read(name)).itertext()) for name in pages)
    assert not has_arabic(text)
    assert "minister" in text.lower()
