"""Glosses in the card of a word, over the real model and lexicon."""

from __future__ import annotations

from typing import Any

import glossary_desk
import pytest
from playwright.sync_api import Browser, Page, expect
from test_page_accessibility import NARROW, faults
from visitor import rows, translate, visit

from ui import workshop
from ui.desk import Desk
from ui.glosses import glosses_of

pytest_plugins = ["visitor"]

TEXT = "وصل الوزير إلى دمشق.\n\nوسيلتقيهم الرئيس غدا."


def test_a_word_that_is_clicked_is_glossed(page: Page) -> None:
    translate(page, TEXT)
    rows(page).nth(1).locator(".source .w", has_text="وسيلتقيهم").click()
    found = page.locator("#card .card-gloss")
    expect(found.locator(".card-reading")).to_contain_text("wa-sa-yaltaqī")
    expect(found.locator("dd").first).to_contain_text("و+س+يلتقي+هم")
    expect(found.locator("dd").first).to_contain_text("and=FUT=meet")
    expect(found).to_contain_text("verb")
    expect(page.locator("#card [data-do=term]")).to_be_focused()


def test_the_keyboard_opens_glosses_and_other_readings(page: Page) -> None:
    translate(page, TEXT)
    source = rows(page).nth(0).locator(".source")
    source.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    found = page.locator("#card .card-gloss")
    expect(found).to_contain_text("minister")
    expect(found.locator("dt")).to_have_text(["Parts", "Lemma", "Meaning"])
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#card .card-source")).to_have_text("وصل")
    expect(found.locator("summary")).to_contain_text("other reading")
    page.keyboard.press("Shift+Tab")
    expect(found.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(found.locator("li").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    expect(source).to_be_focused()


def test_an_english_word_shows_the_arabic_that_it_comes_from(page: Page) -> None:
    translate(page, TEXT)
    rows(page).nth(0).locator(".target .w", has_text="Damascus").click()
    expect(page.locator("#card .card-gloss .card-reading")).to_contain_text("Dimashq")


def test_several_words_are_glossed_one_by_one(page: Page) -> None:
    translate(page, TEXT)
    source = rows(page).nth(0).locator(".source")
    source.evaluate(
        """(side) => {
          const words = [...side.querySelectorAll('.w')];
          const range = document.createRange();
          range.setStart(words[1].firstChild, 0);
          range.setEnd(words[3].firstChild, words[3].textContent.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          words[1].click();
        }"""
    )
    expect(page.locator("#card .card-word")).to_have_count(3)
    expect(page.locator("#card .card-word .card-surface")).to_have_text(["الوزير", "إلى", "دمشق"])
    expect(page.locator("#card .card-word").nth(2).locator("div", has_text="Here")).to_contain_text(
        "Damascus"
    )


@pytest.mark.parametrize(("look", "phone"), [("light", False), ("dark", True)])
def test_axe_finds_nothing_in_a_card_with_glosses(
    browser: Browser, address: str, look: str, phone: bool
) -> None:
    size = {"viewport": NARROW} if phone else {}
    with visit(browser, address, color_scheme=look, reduced_motion="reduce", **size) as page:
        translate(page, TEXT)
        rows(page).nth(0).locator(".source .w").first.click()
        page.locator("#card summary").click()
        expect(page.locator("#card .card-gloss li").first).to_be_visible()
        assert faults(page) == []
        if phone:
            card = page.locator("#card").bounding_box()
            assert card is not None
            assert card["x"] >= 0
            assert card["x"] + card["width"] <= NARROW["width"]


def said(desk: Desk, start: int, end: int) -> str:
    """The glosses of a stretch of the first row's Arabic."""
    row = next(desk.rows())
    assert row.line.translation is not None
    return glosses_of(desk, row, row.line.translation, "source", start, end)


def test_the_lexicon_is_loaded_with_the_first_card_only(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[Any] = []
    real = workshop.load_lexicon

    def load() -> Any:
        loaded.append(real())
        return loaded[-1]

    monkeypatch.setattr(workshop, "load_lexicon", load)
    desk = glossary_desk.desk(text=TEXT)
    assert not loaded
    for _ in range(2):
        assert "arrive" in said(desk, 0, 3)
    assert len(loaded) == 1


def test_without_the_lexicon_the_card_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "load_lexicon", lambda: None)
    found = said(glossary_desk.desk(text=TEXT), 0, 3)
    assert "pip install" in found
    assert "arrive" in found, "the English of the translation stands for the meaning"


def test_what_a_text_says_is_escaped_in_the_card() -> None:
    assert "<img" not in said(glossary_desk.desk(text="قال <img> إن"), 0, 99)
