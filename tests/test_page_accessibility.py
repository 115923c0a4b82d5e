"""The page for everybody: without a mouse, on a phone, in the dark, read aloud."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from visitor import (
    PASTED,
    SEEDS,
    box,
    drop,
    english,
    finish,
    ready,
    rows,
    style,
    translate,
    visit,
)

pytest_plugins = ["visitor"]

NARROW = {"width": 390, "height": 844}
TABS = 80
"""Presses of the tab key after which what is looked for is not there."""


def faults(page: Page) -> list[str]:
    """What axe finds that keeps people from using the page: rule, place, reason."""
    found: list[dict[str, Any]] = (
        Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    )
    return [
        f"{one['id']} at {node['target']}: {node['failureSummary']}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    for _ in range(TABS):
        page.keyboard.press(key)
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


@pytest.mark.parametrize(("look", "phone"), [("light", False), ("dark", True)])
def test_axe_finds_nothing_serious(browser: Browser, address: str, look: str, phone: bool) -> None:
    size = {"viewport": NARROW} if phone else {}
    with visit(browser, address, color_scheme=look, reduced_motion="reduce", **size) as page:
        assert faults(page) == [], "an empty page"
        page.click("#settings > button")
        drop(page, ("a.txt", PASTED.encode()), ("b.txt", SEEDS[2].read_bytes()))
        expect(page.locator("#loaded li")).to_have_count(2)
        translate(page)
        expect(page.locator("#sheets .warnings").first).to_be_attached()
        assert faults(page) == [], "rows, warnings, names of files, settings"
        row = rows(page).nth(1)
        row.hover()
        row.locator("[data-do=edit]").click()
        row.locator(".edit textarea").fill("He will be back.")
        assert faults(page) == [], "a sentence that is edited"
        page.keyboard.press("Enter")
        expect(row.locator(".origin")).to_have_text("Edited")
        rows(page).nth(0).locator(".source .w", has_text="لافروف").click()
        expect(page.locator("#card")).to_be_visible()
        assert faults(page) == [], "the card of a word"
        page.keyboard.press("Escape")
        page.click("#downloads summary")
        expect(page.locator("#download-txt")).to_be_visible()
        assert faults(page) == [], "downloads"


def test_a_phone_shows_one_column_without_scrolling_sideways(
    browser: Browser, address: str
) -> None:
    def fits() -> bool:
        return int(page.evaluate("document.documentElement.scrollWidth")) <= 390

    options = {"has_touch": True, "is_mobile": True, "reduced_motion": "reduce"}
    with visit(browser, address, viewport=NARROW, **options) as page:
        assert fits()
        order = [page.locator(one).bounding_box() for one in ("#source-text", "#actions", "#file")]
        heights = [one["y"] for one in order if one]
        assert heights == sorted(heights), "the text comes first"
        drop(page, ("خبر.txt", SEEDS[2].read_bytes()), ("a" * 80 + ".txt", PASTED.encode()))
        expect(page.locator("#loaded li")).to_have_count(2)
        translate(page)
        assert fits()
        expect(page.locator("#bar")).to_be_in_viewport()
        expect(page.locator("#sheets .columns:visible")).to_have_count(0)
        row = rows(page).nth(1)
        source, target = (row.locator(side).bounding_box() for side in (".source", ".target"))
        assert source is not None
        assert target is not None
        assert source["y"] + source["height"] <= target["y"], "the English stands below"
        assert source["width"] > 300
        assert style(row.locator("[data-do=edit]"), "opacity") == "1", "there is no pointing here"
        row.locator("[data-do=edit]").tap()
        assert fits()
        row.get_by_role("button", name="Leave as it was").tap()
        row.locator(".target .w").first.tap()
        expect(page.locator("#card")).to_be_visible()
        card = page.locator("#card").bounding_box()
        assert card is not None
        assert card["x"] >= 0
        assert card["x"] + card["width"] <= 390
        page.get_by_role("button", name="Close").tap()
        page.locator("#downloads summary").tap()
        assert fits()
        shown = page.locator("#work button:visible, #work summary:visible, #actions button")
        for place in shown.evaluate_all(
            "all => all.map((e) => { const r = e.getBoundingClientRect();"
            " return [e.textContent, r.left, r.right, r.height] })"
        ):
            name, left, right, height = place
            assert left >= 0, name
            assert right <= 390, name
            assert height >= 24, name


def test_light_dark_and_as_the_system(browser: Browser, address: str) -> None:
    with visit(browser, address, color_scheme="dark") as page:
        body = page.locator("body")

        def dark() -> bool:
            red, *_ = style(body, "backgroundColor").removeprefix("rgb(").split(",")
            return int(red) < 128

        assert dark()
        for name, expected in (("Light", False), ("Dark", True)):
            page.click("#settings > button")
            page.get_by_role("radio", name=name).check()
            assert dark() == expected
            page.emulate_media(color_scheme="light")
            assert dark() == expected
            page.reload()
            ready(page)
            assert dark() == expected
        page.click("#settings > button")
        expect(page.get_by_role("radio", name="Dark")).to_be_checked()
        page.get_by_role("radio", name="As the system").check()
        assert not dark()
        page.emulate_media(color_scheme="dark")
        assert dark()
        page.reload()
        ready(page)
        assert dark()


def test_all_without_a_mouse(page: Page) -> None:
    tab_to(page, "#source-text textarea")
    page.keyboard.insert_text(PASTED)
    expect(box(page)).to_have_value(PASTED)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#sheets .row:not(.pending)")).to_have_count(2)
    finish(page)
    machine = english(page)
    tab_to(page, "#sheets .row .source")
    tab_to(page, "#sheets .row .target")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#announce")).to_contain_text("Lavrov, is لافروف")
    page.keyboard.press("e")
    area = page.locator(".edit textarea")
    expect(area).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("Lavrov was content.")
    page.keyboard.press("Enter")
    target = rows(page).nth(0).locator(".target")
    expect(target).to_have_text("Lavrov was content.")
    expect(target).to_be_focused()
    tab_to(page, "#undo", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(target).to_have_text(machine[0])
    tab_to(page, "#downloads summary")
    page.keyboard.press("Enter")
    tab_to(page, "#download-tsv")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == "text.tsv"
    tab_to(page, "#sheets .row .target")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "where the keyboard is can be seen"
