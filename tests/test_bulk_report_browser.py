"""The report and the index of a bulk run in a browser: found, sorted, read aloud, offline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from bulk_account import MADE
from playwright.sync_api import Browser, Page, expect

from translator.bulk.events import Done, Failed, Finished, Low, Started
from translator.bulk.report.account import Account
from translator.bulk.report.details import Details, Heard, Named, Remark, Unmet
from translator.bulk.report.index import ON_A_PAGE, write_index
from translator.bulk.report.this_run import ThisRun
from translator.bulk.report.write import write_report

TEXTS = (
    ("انفجار قرب مطار الشعيرات", "Explosion near Shayrat airport", "الشعيرات", "Shayrat", 2),
    ("مقتل ثلاثة مدنيين في حلب", "Three civilians killed in Aleppo", "حلب", "Aleppo", 11),
    ("وصول الوفد إلى دمشق", "The delegation arrives in Damascus", "دمشق", "Damascus", 0),
)


def documents() -> Iterator[Done | Failed]:
    for number in range(ON_A_PAGE + 1):
        source, target, term, name, warnings = TEXTS[number % 3]
        yield Done(
            f"2017/{number:04} خبر.txt",
            (f"out/2017/{number:04} خبر.html",),
            *(15, 320, 12, 1, warnings),
            kinds=(("number", warnings),) if warnings else (),
            methods=(("model", 10), ("inline", 2)),
            lowest=(Low(3, -1.0 - number / 1000, f"{source} {number}", target),),
            details=Details(
                (source, target),
                (Named(term, name, "place", 2),),
                (Unmet("خان شيخون", 1, 4),),
                (Remark(2, "number", "59 is missing"),) if warnings else (),
                (Heard("كفرنبل", ("Kafranbel", "Kafr Nabl")[number % 2], 0.9, "place", 1, 0),),
                counted=True,
            ),
        )
    yield Failed("2017/bad.txt", "2017/bad.txt is empty; give a file that holds Arabic text")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of two pages and a report."""
    out = tmp_path_factory.mktemp("pages")
    account = Account(documents)
    time = [0.0]
    this = ThisRun(now=lambda: time[0])
    this.add(Started(account.files, 0, "2026-01-02", resumed=False))
    for one in documents():
        time[0] += 0.2
        this.add(one)
    this.add(Finished(account.files, 0, 1, time[0]))
    index = write_index(account, out)
    write_report(out / "report.html", account, this, ("in/photo.jpg",), MADE, out, index)
    return out


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must ask for nothing but the files opened, and find nothing to complain of."""
    context = browser.new_context()
    found = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    found.on("request", lambda request: asked.append(request.url))
    found.on("console", lambda message: complaints.append(message.text))
    found.on("pageerror", lambda error: complaints.append(str(error)))
    yield found
    context.close()
    assert [url for url in asked if not url.startswith("file:")] == []
    assert complaints == []


def shown(page: Page) -> list[str]:
    """The files of the rows that are shown, in order."""
    names: list[str] = page.locator(".documents tbody tr:visible bdi").all_inner_texts()
    return names


def test_the_index_is_searched_in_both_languages(page: Page, pages: Path) -> None:
    page.goto((pages / "index.html").as_uri())
    expect(page.locator(".documents tbody tr")).to_have_count(ON_A_PAGE)
    for wanted, number in (("shayrat", 334), ("الشَّعيرات", 334), ("دمشق damascus", 333)):
        page.fill("#wanted", wanted)
        expect(page.locator("#found")).to_have_text(f"{number} of 1000 on this page")
        assert page.locator(".documents tbody tr:not([hidden])").count() == number
    page.fill("#wanted", "0007")
    assert shown(page) == ["2017/0007 خبر.txt"]
    page.fill("#wanted", "")
    expect(page.locator("#found")).to_have_text("")


def test_the_index_is_sorted_by_what_is_clicked(page: Page, pages: Path) -> None:
    page.goto((pages / "index.html").as_uri())
    page.fill("#wanted", "000")  # ten documents
    page.click("th button:text('Warnings')")
    numbers = page.locator("tbody tr:visible td.number").all_inner_texts()
    assert numbers == ["11"] * 3 + ["2"] * 4 + ["0"] * 3
    page.click("th button:text('English')")
    assert page.locator("th[aria-sort='ascending']").inner_text().startswith("English")
    first = page.locator("tbody tr:visible .line").first
    expect(first).to_have_text("Explosion near Shayrat airport")
    page.click("th button:text('English')")
    expect(first).to_have_text("Three civilians killed in Aleppo")
    page.click("th button:text('File')")
    assert shown(page) == sorted(shown(page))


def test_without_scripts_the_index_is_whole(browser: Browser, pages: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((pages / "index.html").as_uri())
    assert page.locator(".documents tbody tr").count() == ON_A_PAGE
    expect(page.locator(".tools")).to_be_hidden()
    page.click(".pages a")
    assert page.locator(".documents tbody tr").count() == 1
    context.close()


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("name", ["report.html", "index-2.html"])
def test_axe_finds_nothing_serious_and_nothing_sticks_out(
    browser: Browser, pages: Path, name: str, look: Any
) -> None:
    for width in (390, 1200):
        context = browser.new_context(color_scheme=look, viewport={"width": width, "height": 800})
        page = context.new_page()
        page.goto((pages / name).as_uri())
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        faults = [
            f"{one['id']} at {node['target']}: {node['failureSummary']}"
            for one in found
            if one["impact"] in {"serious", "critical"}
            for node in one["nodes"]
        ]
        assert faults == []
        wide: int = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
        context.close()
