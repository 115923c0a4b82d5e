"""The page: rows say why they are not to be trusted, and the weakest are gone to first."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from visitor import SEEDS, english, put, records, rows, translate

pytest_plugins = ["visitor"]


def test_rows_say_why_and_then_the_band(page: Page) -> None:
    text = SEEDS[0].read_text(encoding="utf-8")
    translate(page, text)
    found = records(page)
    assert len({one["trust"]["band"] for one in found if one["trust"]}) > 1
    for number, one in enumerate(found):
        row = rows(page).nth(number)
        if one["trust"] is None or one["trust"]["band"] == "good":
            expect(row.locator(".trust")).to_have_count(0)
            continue
        said = row.locator(".trust").inner_text().split()
        assert said[-1] == one["trust"]["band"]
        told = " ".join(said[:-1])
        assert all(reason in one["trust"]["reasons"] for reason in told.split("; ") if reason)
        assert told or row.locator(".warnings li").count(), "a band without any reason"
        assert "%" not in row.inner_text()


def test_the_weakest_are_gone_to_first_by_button_and_by_key(page: Page) -> None:
    translate(page, SEEDS[0].read_text(encoding="utf-8"))
    order = page.evaluate(
        """() => [...document.querySelectorAll('#sheets .row[data-trust]')]
          .filter((row) => row.dataset.trust !== 'good')
          .sort((one, other) => one.dataset.order - other.dataset.order).map((row) => row.id)"""
    )
    assert len(order) > 2
    button = page.locator("#weakest")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{order[0]} .target")).to_be_focused()
    expect(page.locator(f"#{order[0]}")).to_be_in_viewport()
    expect(page.locator("#announce")).to_have_text(re.compile(rf"^1 of {len(order)}: \S"))
    page.keyboard.press("w")
    expect(page.locator(f"#{order[1]} .target")).to_be_focused()
    page.keyboard.press("e")
    area = page.locator(f"#{order[1]} textarea")
    area.fill("")
    page.keyboard.press("w")
    expect(area).to_have_value("w")
    page.keyboard.press("Escape")
    for _ in order[2:]:
        button.click()
    expect(page.locator(f"#{order[-1]} .target")).to_be_focused()
    button.click()
    expect(page.locator(f"#{order[0]} .target")).to_be_focused()


def test_what_a_person_wrote_is_not_judged(page: Page) -> None:
    text = SEEDS[0].read_text(encoding="utf-8")
    translate(page, text)
    weak = page.locator('.row[data-trust="poor"], .row[data-trust="check"]').first
    key = weak.get_attribute("id")
    row = page.locator(f"#{key}")
    row.locator(".target").focus()
    page.keyboard.press("e")
    row.locator("textarea").fill("I wrote this.")
    page.keyboard.press("Enter")
    expect(row.locator(".target")).to_have_text("I wrote this.")
    expect(row).not_to_have_attribute("data-trust", re.compile(""))
    expect(row.locator(".trust")).to_have_count(0)
    number = int(row.get_attribute("data-segment") or 0)
    assert records(page)[number]["trust"] is None


def test_without_a_weak_row_there_is_nothing_to_go_to(page: Page) -> None:
    put(page, "")
    expect(page.locator("#weakest")).to_be_disabled()
    translate(page, "قال ترامب.")
    assert len(english(page)) == 1
    weak = page.locator('.row[data-trust="poor"], .row[data-trust="check"]').count()
    expect(page.locator("#weakest")).to_be_enabled(enabled=bool(weak))
