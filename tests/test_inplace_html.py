"""Web pages translated in place: only text and what is said of direction is another."""

from __future__ import annotations

import html
import re
import time

import lxml.html
import pytest
from documents import MADE
from lxml import etree
from web_pages import NEWS, PLAIN, English, english, marked, news

from translator.document import TranslatedDocument, Translation
from translator.errors import DocumentError
from translator.formats.inplace.html.opening import opened
from translator.formats.inplace.html.page import page_of
from translator.formats.inplace.html.tokens import tokens
from translator.formats.inplace.opened import Reading
from translator.script import has_arabic

__all__ = ["english", "news"]


def test_only_texts_attributes_and_directions_of_the_news_page_change(news: str) -> None:
    source = NEWS.read_text(encoding="utf-8")
    same = ["script", "style", "template"]
    for name in same:
        pattern = re.compile(rf"<{name}\b.*?</{name}>", re.DOTALL)
        data = re.compile(r'(?<=ld\+json">).*?(?=</script>)')  # headline and text are English, too
        now, old = (pattern.findall(data.sub("", page)) for page in (news, source))
        assert [one for one in now if "direction: ltr" not in one] == old
    assert re.findall(r"<!.*?>", news) == re.findall(r"<!.*?>", source)
    for kept in (
        "onload=\"go('نعم')\"",
        'title="الافتراضي"',
        'content="https://example.org/أخبار?id=1&amp;p=2"',
        """href="/trump?x=1&amp;y=2" id="t" data-x='{"a": "ب"}'>""",
        'name=q placeholder="',
        'value="دمشق" dir=ltr',
        "<code>بيان.txt</code>",
        '</title><linearGradient id="g"/><text direction="ltr" text-anchor="end">',
        ">هذا النص يبقى كما هو.</p>",
        ">شركة النور</span>",
        '<sup><a href="#n1">[1]</a></sup>',
        "<br/>",
    ):
        assert kept in news, kept


def test_what_the_news_page_says(news: str) -> None:
    page = lxml.html.document_fromstring(news)
    assert page.get("lang") == "en"
    assert page.get("dir") == "ltr"
    assert page.xpath("//meta/@charset") == ["utf-8"]
    assert "Astana" in page.findtext(".//title", "")
    assert page.xpath("string(//meta[@name='description']/@content)").count("Astana") == 1
    assert page.xpath("string(//meta[@property='og:locale']/@content)") == "en_US"
    assert [one.text for one in page.xpath("//nav/a")][1].lower() == "policy" or len(
        page.xpath("//nav/a")
    ) == 3
    assert page.xpath("string(//p/strong)").endswith("White House")
    assert page.xpath("string(//p/a)") == "Donald Trump"
    assert page.xpath("string(//img/@alt)").startswith("Donald Trump")
    assert page.xpath("//option/@value") == ["دمشق", "2"]
    assert page.xpath("//option/text()") == ["Damascus", "Aleppo"]
    assert "12" in page.xpath("//td//text()")
    shown = page.xpath(
        "//body//text()[not(ancestor::script or ancestor::template"
        " or ancestor::code or ancestor::*[@translate='no' or @class='notranslate'])]"
    )
    assert not [text for text in shown if has_arabic(text)]


def test_kinds_come_from_the_markup() -> None:
    document = opened(NEWS.read_bytes(), "news.html", PLAIN).document
    kinds = {segment.text: paragraph.kind for _, paragraph, segment in document.segments()}
    assert kinds["البيت الأبيض يشارك في محادثات أستانة"] == "headline"
    assert kinds["سياسة"] == kinds["مقتل مدنيين في حلب"] == kinds["بحث:"] == "navigation"
    assert kinds["دونالد ترامب"] == kinds["الضحايا"] == "caption"
    assert kinds["تستمر المحادثات يومين، وفق الرسمي."] == "body"
    assert not any("يبقى" in text or "قالب" in text or "برنامج" in text for text in kinds)


def test_arabic_that_stays_reads_from_right_to_left(news: str) -> None:
    assert '<p dir="rtl" lang="ar" translate="no">' in news
    assert '<span dir="rtl" lang="ar" class=notranslate>' in news
    assert "<svg viewBox" in news
    left = marked("<html dir=rtl lang=ar><div>نص أول<p>نص ثان</div><p>كلام", keep="أول")
    assert left == (
        '<html dir=ltr lang=en><div><span dir="rtl" lang="ar">نص أول</span><p>T1</div><p>T2'
    )
    menu = marked("<html dir=rtl><nav><ul><li>قائمة<li>قائمة</ul></nav><p>كلام", keep="قائمة")
    assert menu == '<html dir=ltr><nav dir="rtl"><ul><li>قائمة<li>قائمة</ul></nav><p>T2'


def test_directions_and_alignments_are_turned(news: str) -> None:
    assert 'style="direction:ltr; margin:0"' in news
    assert "<p align=left>" in news
    assert '<td align="left">' in news
    rules = re.findall(r"</style><style>\n(.*?)\n</style>", news, re.DOTALL)[0].split("\n")
    assert rules == [
        "html, body { direction: ltr }",
        "body { direction: ltr }",
        ".text, .lead > p { text-align: left }",
        '[dir="rtl"] { direction: rtl !important; text-align: right !important }',
    ]
    row = '<tr><th align=right>نص</th><td align={0}>5</td><td style="text-align:{0}"></td></tr>'
    assert marked(f"<table>{row.format('right')}</table>") == (
        f"<table>{row.format('left')}</table>".replace("right>نص", "left>T0")
    )
    assert marked("<p>نص<table><td align=right>5</table>").endswith("<td align=right>5</table>")
    assert marked('<bdo dir="rtl">نص</bdo>') == '<bdo dir="ltr">T0</bdo>'
    assert marked("<img align=right><p dir=ltr>نص") == "<img align=right><p dir=ltr>T0"


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("<p>نص<p>نص ثان", "<p>T0<p>T1"),
        ("<ul><li>واحد<li><b>اثنان</b></ul>", "<ul><li>T0<li><b>T1</b></ul>"),
        ("<b>نص <p>آخر</b> كلام", "<b>T0 <p>T1</b>"),
        ("<div>\n  <b> نص </b>\n</div>", "<div>\n  <b>T0</b>\n</div>"),
        ("<p>نص<br><br>\nآخر</p>", "<p>T0<br><br>\nT1</p>"),
        ("<p>النص الأول.<br>الثاني.", "<p>T0<br>T1"),
        ("<p><i class=x></i> نص <!-- ا --></p>", "<p><i class=x></i> T0 <!-- ا --></p>"),
        ("<p><span>وز</span><span>ير</span>", "<p><span>T0</span>"),
        ("<p><a id=a> </a>نص", "<p><a id=a> </a>T0"),
        ("<p>a < b و &lt;p&gt; نص", "<p>T0"),
        ("<p>English only &copy;<p>نص", "<p>English only &copy;<p>T1"),
        ("<title>نص <b></title><p>x", "<title>T0</title><p>x"),
        ("<a>نص</a>\n<a>آخر</a>", "<a>T0</a>\n<a>T1</a>"),
        ("<textarea>نص\nآخر</textarea>", "<textarea>T0\nT1</textarea>"),
        ("<p>نص</p", "<p>T0</p"),
        ("<p><ruby>نص<rt>ns</rt></ruby> آخر", "<p><ruby>T0<rt>ns</rt></ruby>"),
        ("<dl><dt>نص<dd>آخر</dl>", "<dl><dt>T0<dd>T1</dl>"),
        ("<table><td><p>نص</p>آخر<td>نص</table>", "<table><td><p>T0</p>T1<td>T2</table>"),
        ("<p>نص<wbr><img src=a>", "<p>T0<wbr><img src=a>"),
        ("<p>نص <img src=a> آخر", "<p>T0 <img src=a>"),
        ("<p>نص <span class=s>|</span> آخر", "<p>T0 <span class=s>|</span>"),
        (
            "<details><summary>نص</summary>آخر</details>",
            "<details><summary>T0</summary>T1</details>",
        ),
        ("<p><a>نص</a>، <a>آخر</a>؛", "<p><a>T0</a>, <a>T1</a>;"),
        ("<p title=>نص</p></div></p>", "<p title=>T0</p></div></p>"),
        ("<p>نص<script>'ا'</script></p>", "<p>T0<script>'ا'</script></p>"),
        ("<plaintext>ا<p>", None),
        ("<style>ا", None),
    ],
)
def test_sources_of_every_sort(source: str, wanted: str | None) -> None:
    if wanted is None:
        with pytest.raises(DocumentError, match="no Arabic"):
            marked(source)
    else:
        assert marked(source) == wanted


def test_values_are_quoted_and_escaped() -> None:
    page = opened("<img alt=نص title='ا' class=a>".encode(), "a.html", PLAIN)
    said = tuple(Translation(one.text, "a \"b\" 'c' <&>") for _, _, one in page.document.segments())
    written = page.rebuilt(TranslatedDocument(page.document, said, MADE)).decode()
    assert written == (
        "<img alt=\"a &quot;b&quot; 'c' &lt;&amp;&gt;\" "
        "title='a \"b\" &#39;c&#39; &lt;&amp;&gt;' class=a>"
    )
    assert {html.unescape(one) for one in lxml.html.fromstring(written).values()} == {
        "a \"b\" 'c' <&>",
        "a",
    }


def test_ids_are_not_doubled_where_a_link_is_parted() -> None:
    page = opened("<p><a id=x href=y>قال الوزير</a> إن <b>هذا</b>".encode(), "a.html", PLAIN)
    text = page.document.paragraphs[0].segments[0].text
    links = ((0, 3, 0, 3), (4, 10, 8, 11), (14, 17, 4, 7))
    made = (Translation(text, "one two six", alignment=links),)
    written = page.rebuilt(TranslatedDocument(page.document, made, MADE)).decode()
    assert written == "<p><a id=x href=y>one</a> <b>two</b> <a href=y>six</a>"


def test_encodings() -> None:
    arabic = "<p>قال الوزير إن المحادثات ستبدأ غدا في دمشق"
    said = '<html><head><meta http-equiv=Content-Type content="text/html; charset=iso-8859-6">'
    for source, data, wanted in (
        (arabic, arabic.encode("cp1256"), "<p>T0"),
        (arabic, arabic.encode("utf-16"), "\ufeff<p>T0"),
        (arabic, arabic.encode("utf-8-sig"), "\ufeff<p>T0"),
        (
            said + arabic,
            (said + arabic).encode("iso8859-6"),
            '<html><head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><p>T0',
        ),
        ("", b"<head><p>" + arabic[3:].encode("cp1256"), '<head><meta charset="utf-8"><p>T0'),
        ("", b"<meta charset=x-none>" + arabic.encode(), '<meta charset="utf-8"><p>T0'),
        ("", b"<meta charset=utf-8>" + arabic.encode("cp1256"), '<meta charset="utf-8"><p>T0'),
        ("", b"<meta charset=ascii><p>&#1575;&#1604;", '<meta charset="utf-8"><p>T0'),
    ):
        assert marked(data) == wanted, source


def test_broken_bytes_between_good_ones_stay() -> None:
    data = ("<p>قال الوزير إن المحادثات ستبدأ غدا في دمشق" * 3).encode() + b"<hr title=\xd9>"
    page = opened(data, "a.html", PLAIN)
    made = tuple(Translation(one.text, "x") for _, _, one in page.document.segments())
    assert page.rebuilt(TranslatedDocument(page.document, made, MADE)).endswith(b"x<hr title=\xd9>")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"<p>English</p>", "no Arabic"),
        (b"\0" * 400 + "<p>نص".encode(), "binary"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related\n", "MHT"),
    ],
)
def test_what_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        opened(data, "bad.html", PLAIN)
    assert "bad.html" in str(caught.value)


def test_a_page_in_which_nothing_is_translated_is_a_failure() -> None:
    page = opened("<p>نص".encode(), "a.html", PLAIN)
    same = tuple(Translation(one.text, one.text) for _, _, one in page.document.segments())
    with pytest.raises(DocumentError, match=r"a\.html .* nothing in it was translated"):
        page.rebuilt(TranslatedDocument(page.document, same, MADE))


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 10_000 + "نص" + "</div>" * 10_000,
        "<div>" * 10_000 + "نص",
        "<b>x" * 5_000 + "نص" + "</b>" * 5_000,
        "<p><span>" * 5_000 + "نص" + "</i>" * 5_000,
        "<ul><li>" * 5_000 + "نص",
        '<p title="' + "ن" * 500_000 + '">نص',
        "<p>نص" + "<" * 50_000,
        "<p>نص<a " + "b=' " * 50_000,
        "<p>نص<!--" * 5_000,
        "<p>نص\0\0آخر</p>" + "&" * 50_000,
        "<p>نص<br>" + "<br> " * 20_000 + "آخر",
        "<p>" + "<a>نص</a> " * 5_000,
    ],
    ids=lambda source: f"{source[:12]!r}",
)
def test_hostile_pages_are_taken_apart_in_time(source: str) -> None:
    start = time.monotonic()
    cut = tokens(source, xml=False)
    assert "".join(source[one.start : one.end] for one in cut) == source
    assert page_of(source, xml=False).blocks
    assert time.monotonic() - start < 8
    if len(source) < 100_000:
        assert "T0" in marked(source)


def test_xhtml_stays_well_formed() -> None:
    source = (
        '<?xml version="1.0" encoding="windows-1256"?>\n<!DOCTYPE html [<!ENTITY paper "ج">]>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ar" lang="ar" dir="rtl"><head>'
        "<title/><script>//<![CDATA[\nif (1 < 2) {}\n//]]></script></head>"
        "<body><p>قال <b id='b'>الوزير</b> في &paper; أمس.<br/>وغادر.</p>"
        "<p><![CDATA[نص < نص]]></p><p/><p>نص &amp; &#x41;</p></body></html>"
    )
    written = marked(source.encode("cp1256"), "page.xhtml")
    root = etree.fromstring(written.encode(), etree.XMLParser(resolve_entities=False))
    assert root.get("lang") == "en"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert 'encoding="UTF-8"' in written
    assert "&paper;" in written
    assert "<title/><script>//<![CDATA[\nif (1 < 2) {}\n//]]></script>" in written
    assert "<p>T2</p><p/><p>T3</p>" in written


ARTICLE = (
    '<html lang=ar><head><title>وصول الوزير - موقع</title><meta name=author content="محمد علي">'
    '<meta property="article:published_time" content="2017-05-04T10:00:00Z"></head><body>'
    "<nav><a href=/x>الرئيسية</a></nav><article><h1>وصول الوزير إلى دمشق</h1><p>وصل وزير الخارجية "
    'الروسي اليوم إلى <a href="https://example.org/d">دمشق</a> في زيارة تستمر يومين.</p>'
    "<template><p>قالب لا يرى</p></template><p>وقال الوزير إن المحادثات تناولت <b>مناطق خفض "
    "التصعيد</b> ووقف إطلاق النار.</p></article><footer>الحقوق محفوظة 2016</footer></body></html>"
)


def test_the_article_alone(english: English) -> None:
    written = english(ARTICLE.encode(), "a.html", Reading(article=True))
    page = lxml.html.document_fromstring(written)
    assert (page.get("dir"), page.get("lang")) == ("ltr", "en")
    assert [one.tag for one in page.xpath("//article/*")] == ["h1", "p", "p", "p", "p"]
    assert "Damascus" in page.findtext(".//h1", "")
    assert page.xpath("//p[@class='date']/text()") == ["2017-05-04"]
    assert page.xpath("count(//p[@class='author'])") == 1
    assert page.xpath("//a/@href") == ["https://example.org/d"]
    assert page.xpath("string(//a)") == "Damascus"
    assert page.xpath("count(//b)") >= 1
    assert not has_arabic(written)
    assert "2016" not in written


def test_the_news_page_without_its_menus_and_related_links() -> None:
    page = opened(NEWS.read_bytes(), "a.html", Reading(article=True))
    text = page.document.text
    assert "أعلن البيت الأبيض" in text
    for left_out in ("جنيف", "الرئيسية", "محفوظة", "بحث", "قالب", "2017"):
        assert left_out not in text
    assert page.document.paragraphs[0].kind == "headline"


def test_a_page_without_an_article_says_so() -> None:
    with pytest.raises(DocumentError, match=r"no article was found in a\.html"):
        opened("<nav><a href=x>نص</a></nav>".encode(), "a.html", Reading(article=True))
