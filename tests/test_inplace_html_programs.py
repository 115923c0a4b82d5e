"""Web pages of other programs, and what a browser and pandoc see in those in English."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from documents import libreoffice, needs_libreoffice
from web_pages import NEWS, English, english, news

from translator.script import has_arabic

__all__ = ["english", "news"]


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc on the path")
def test_page_made_by_pandoc_reads_the_same_in_pandoc(english: English) -> None:
    markdown = (
        "---\ntitle: أخبار دمشق\nlang: ar\ndir: rtl\n---\n\n# العنوان\n\n"
        "قال **الوزير** هذا[^1].\n\n"
        "- نقطة أولى\n- نقطة ثانية\n\n| أ | ب |\n|---|---|\n| حلب | 12 |\n\n[^1]: حاشية قصيرة.\n"
    )
    page = subprocess.run(
        ["pandoc", "-s", "-t", "html"], input=markdown.encode(), capture_output=True, check=True
    ).stdout
    written = english(page, "p.html")
    assert _outline(page) == _outline(written.encode())
    assert not has_arabic(lxml.html.fromstring(written).text_content())
    assert 'lang="en"' in written
    assert 'dir="ltr"' in written


def _outline(page: bytes) -> list[str]:
    """The blocks of a page as pandoc reads it, without their text."""
    read = subprocess.run(
        ["pandoc", "-f", "html", "-t", "json"], input=page, capture_output=True, check=True
    ).stdout.decode()
    kinds = "Header|Para|Plain|BulletList|OrderedList|Table|Note|Link|Strong|BlockQuote"
    return re.findall(rf'"t":"({kinds})"', read)


@needs_libreoffice
def test_page_made_by_libreoffice(english: English, tmp_path: Path) -> None:
    source = "<meta charset=utf-8><p dir=rtl>قال <b>الوزير</b> هذا.</p><table><tr><td>حلب</table>"
    [text] = libreoffice(tmp_path, source.encode(), ".html", "odt")
    [made] = libreoffice(tmp_path, text.read_bytes(), ".odt", "html:HTML (StarWriter)")
    page = made.read_bytes()
    assert b"rtl" in page
    written = english(page, "a.html")
    assert "rtl" not in written.replace('[dir="rtl"]', "")
    root = lxml.html.fromstring(written)
    assert "minister" in root.xpath("string(//b)").lower()
    assert root.xpath("string(//td)").strip() == "Aleppo"


@pytest.fixture(scope="module")
def dump() -> Callable[[Path], str]:
    if shutil.which("chromium") is None:
        pytest.skip("needs Chromium on the path")

    def of(page: Path) -> str:
        return subprocess.run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--dump-dom",
                page.as_uri(),
            ],
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout.decode()

    return of


def test_browser_sees_the_same_elements(
    news: str, dump: Callable[[Path], str], tmp_path: Path
) -> None:
    (tmp_path / "old.html").write_bytes(NEWS.read_text(encoding="utf-8").encode("cp1256"))
    (tmp_path / "new.html").write_bytes(news.encode())
    old, new = (
        [
            (
                one.tag,
                sorted(set(one.keys()) - {"dir", "lang", "value", "direction", "text-anchor"}),
            )
            for one in lxml.html.document_fromstring(dump(tmp_path / name)).iter()
            if isinstance(one.tag, str)
        ]
        for name in ("old.html", "new.html")
    )
    new.remove(("style", []))  # the rules that were added
    assert new == old
    assert 'data-done="تم"' in dump(tmp_path / "new.html")
