"""Texts in drawings and formulas, and what a page says to search engines (JSON-LD)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import lxml.html
import pytest
from lxml import etree
from web_pages import English, english, marked

from translator.script import has_arabic

__all__ = ["english"]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (
            "<svg><title>خريطة</title><desc>وصف</desc></svg>",
            "<svg><title>T0</title><desc>T1</desc></svg>",
        ),
        ("<p>نص <svg><title>خريطة</title></svg>", "<p>T0 <svg><title>T1</title></svg>"),
        ("<svg aria-label='خريطة'><path d=x /></svg>", "<svg aria-label='T0'><path d=x /></svg>"),
        (
            "<svg><foreignObject><div>نص</div><p>ثان</foreignObject></svg>",
            "<svg><foreignObject><div>T0</div><p>T1</foreignObject></svg>",
        ),
        (
            "<math><mtext> حيث </mtext><mi>x</mi></math>",
            "<math><mtext> T0 </mtext><mi>x</mi></math>",
        ),
        ("<object data=x><p>بديل</p></object>", "<object data=x><p>T0</p></object>"),
        ("<video src=x>لا يعرض الملف</video>", "<video src=x>T0</video>"),
        ("<svg><style>/* نص */</style></svg><p>ا", "<svg><style>/* نص */</style></svg><p>T0"),
        ("<p translate=no><svg><title>خريطة</title></svg><p>ا", None),
        ("<template><svg><title>خريطة</title></svg></template>", None),
    ],
)
def test_blocks_of_drawings(source: str, wanted: str | None) -> None:
    if wanted is None:
        assert "خريطة" in marked(source + "<p>نص")
    else:
        assert marked(source) == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ('<text x="9">نص', '<text direction="ltr" text-anchor="end" x="9">T0'),
        ("<text text-anchor=end>نص", '<text direction="ltr" text-anchor="start">T0'),
        ("<text text-anchor=middle>نص", '<text direction="ltr" text-anchor=middle>T0'),
        ("<g style='text-anchor:end'><text>نص", None),
        (
            "<text direction='rtl' style='direction:rtl; text-anchor : start'>نص",
            "<text direction='ltr' style='direction:ltr; text-anchor : end'>T0",
        ),
        ('<text direction="ltr" x="1 2,3">نص', '<text direction="ltr" x="1">T0'),
        (
            '<text>نص<tspan class=b>آخر</tspan></text><text><tspan x="9" dy="1 2">سطر</tspan>'
            '<tspan x="9" text-anchor="end">سطر</tspan>',
            '<text direction="ltr" text-anchor="end"><tspan class=b>T0</tspan></text>'
            '<text direction="ltr" text-anchor="end"><tspan x="9" dy="1">T1</tspan>'
            '<tspan x="9" text-anchor="start">T2</tspan>',
        ),
    ],
)
def test_what_is_placed_by_its_right_edge_stays_there(source: str, wanted: str | None) -> None:
    found = marked(f"<html dir=rtl><body><svg>{source}</text></svg>")
    if wanted is None:
        wanted = '<g style=\'text-anchor:end\'><text direction="ltr" text-anchor="start">T0'
    assert found == f"<html dir=ltr><body><svg>{wanted}</text></svg>"
    outside = marked(f"<body><svg>{source}</text></svg>")
    assert ("text-anchor" in outside) == ("text-anchor" in source)


def test_persian_and_urdu_are_no_arabic() -> None:
    assert marked('<p>نص<p lang=fa title="متن">این متن<p xml:lang="ur-PK">یہ<p lang=ar-SY>نص') == (
        '<p>T0<p lang=fa title="متن">این متن<p xml:lang="ur-PK">یہ<p lang=en>T1'
    )


@pytest.mark.parametrize(
    "number",
    [
        '<span dir="ltr">+963 11 222 3333</span>',
        "<bdo dir=ltr>AB-12</bdo>",
        '<a href="tel:+96311"><b>0096311</b></a>',
        '<a href="mailto:a@b.example">a@b.example</a>',
    ],
)
def test_telephone_numbers_and_addresses_stay(number: str, english: English) -> None:
    written = english(f"<p>هاتف الوزير {number} في دمشق.</p>".encode())
    assert written.count(number) == 1
    assert written.count("Damascus") == 1
    assert not has_arabic(english(f"<p><span dir=ltr>قال {number} الوزير</span></p>".encode()))


_BROWSER = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom")
_PAGE = """<!DOCTYPE html><html dir="rtl" lang="ar"><head><title>x</title></head>
<body style="margin:0"><svg width="400" height="100">
<text x="390" y="40" font-size="20">وصل الوفد إلى دمشق.</text></svg></body></html>"""


@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Chromium on the path")
def test_a_browser_draws_the_english_where_the_arabic_was(english: English, tmp_path: Path) -> None:
    def edges(page: str) -> list[float]:
        """Left and right edge of the text, and the place of its last letter, as drawn."""
        script = (
            "<script>const t=document.querySelector('text'),n=t.getNumberOfChars();"
            "const b=t.getBBox();document.title=JSON.stringify("
            "[b.x,b.x+b.width,t.getExtentOfChar(n-1).x])</script></body>"
        )
        (tmp_path / "a.html").write_text(page.replace("</body>", script), encoding="utf-8")
        shown = subprocess.run(
            [*_BROWSER, (tmp_path / "a.html").as_uri()],
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        found = json.loads(lxml.html.document_fromstring(shown).findtext(".//title") or "")
        return [float(one) for one in found]

    old, new = edges(_PAGE), edges(english(_PAGE.encode()))
    assert old[1] == pytest.approx(390, abs=1)
    assert new[1] == pytest.approx(390, abs=1)
    assert new[0] > 0
    assert new[2] > new[1] - 10  # the full stop is at the right


def _data(page: str) -> list[dict[str, object]]:
    root = lxml.html.document_fromstring(page)
    return [json.loads(one) for one in root.xpath("//script[@type='application/ld+json']/text()")]


def test_what_a_page_tells_search_engines_is_english(english: English) -> None:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": "وصل الوفد إلى دمشق",
                "articleBody": "وصل الوفد أمس. وقصفت الطائرات المدينة.\n\n&quot;قال&quot; الوزير.",
                "inLanguage": "ar-SY",
                "url": "https://example.org/أخبار",
                "description": "<p>وصف</p>",
                "keywords": ["سوريا", "Russia"],
                "author": {"@type": "Person", "name": "أحمد"},
                "identifier": "خبر",
            }
        ],
    }
    for escaped in (True, False):
        raw = json.dumps(data, ensure_ascii=escaped, indent=1)
        page = (
            f'<html lang=ar><head><script type="application/ld+json">{raw}</script>'
            '<script type=\'application/json\'>{"name": "نص"}</script></head>'
            "<body><h1>وصل الوفد إلى دمشق</h1><p>وصل الوفد أمس. وقصفت الطائرات المدينة.</p>"
        )
        written = english(page.encode())
        [found] = _data(written)
        [article] = found["@graph"]  # type: ignore[misc]
        root = lxml.html.document_fromstring(written)
        assert article["headline"] == root.findtext(".//h1")
        assert article["articleBody"].startswith(root.findtext(".//p") or "-")
        assert article["articleBody"].count("\n\n") == 1
        assert article["inLanguage"] == "en"
        assert article["keywords"][0] == "Syria"
        assert not has_arabic(json.dumps(article["author"], ensure_ascii=False))
        assert not has_arabic(str(article["description"]))
        assert str(article["description"]).startswith("<p>")
        assert str(article["description"]).endswith("</p>")
        for key in ("url", "identifier"):
            assert article[key] == data["@graph"][0][key]  # type: ignore[index]
        assert '{"name": "نص"}' in written
        assert raw.count("\n") == written.split("ld+json")[1].split("</script>")[0].count("\n")


def test_what_stands_in_the_page_and_in_its_data_is_one_text() -> None:
    page = (
        '<script type="application/ld+json">{"headline": "خبر", "text": "%s"}</script><h1>خبر</h1>'
    )
    assert marked(page % "خبر").startswith(
        '<script type="application/ld+json">{"headline": "T0", "text": "T0"}'
    )
    assert '"text": "T1"' in marked(page % "خبر آخر")
    broken = '<script type="application/ld+json">{"headline": "خبر",}</script><p>نص'
    assert marked(broken) == broken.replace("<p>نص", "<p>T0")


def test_an_xhtml_drawing_stays_well_formed(english: English) -> None:
    source = (
        '<html xmlns="http://www.w3.org/1999/xhtml" dir="rtl"><head><title>نص</title></head><body>'
        '<svg:svg xmlns:svg="http://www.w3.org/2000/svg"><svg:text>دمشق</svg:text></svg:svg>'
        '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mtext>دمشق</m:mtext></m:math>'
        "</body></html>"
    )
    root = etree.fromstring(english(source.encode(), "a.xhtml").encode())
    assert root.xpath("string(//*[local-name()='text'])") == "Damascus"
    assert root.xpath("string(//*[local-name()='mtext'])") == "Damascus"
