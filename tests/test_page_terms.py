"""The glossary beside the text in a real browser, over the real model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import serving
from glossary_page import (
    TEXT,
    english,
    entry,
    fill,
    has_focus,
    load,
    open_panel,
    rows_with,
    say,
    select,
    settled,
    take,
    translate,
    visiting,
)
from playwright.sync_api import Browser, Page, expect

pytest_plugins = ["visitor"]

HOSTILE = '<img src=x onerror="window.hit = 1"><script>window.hit = 1</script>'


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A visitor's page with the text translated."""
    with visiting(browser, address) as page:
        translate(page, TEXT)
        yield page


def test_words_that_are_selected_become_a_term(page: Page) -> None:
    before = english(page)
    select(page, 0, "وصل الوفد")
    page.click("#card [data-do=term]")
    expect(page.locator("#terms-form-name")).to_have_text("Add a term")
    expect(page.locator("#terms-source")).to_have_value("وصل الوفد")
    has_focus(page, page.locator("#terms-target"))
    fill(page, source="الوفد", target="the Mission")
    expect(rows_with(page, "Mission")).to_have_count(2)
    expect(page.locator("#announce")).to_have_text(
        "الوفد is the Mission now; 2 sentences are translated again."
    )
    expect(page.locator("#terms-form")).to_have_count(0)
    expect(entry(page, "الوفد")).to_contain_text("twice, both met")
    has_focus(page, entry(page, "الوفد").locator("[data-terms=change]"))
    after = english(page)
    assert [after[1], after[3]] == [before[1], before[3]]
    expect(page.locator("#sheets mark", has_text="Mission")).to_have_count(2)


def test_the_term_of_a_word_is_opened_changed_and_taken_back(page: Page) -> None:
    before = english(page)
    page.locator("#sheets .source .w", has_text="دمشق").first.click()
    page.click("#card [data-do=term]")
    expect(page.locator("#terms-form-name")).to_contain_text("Change دمشق")
    expect(page.locator("#terms-target")).to_have_value("Damascus")
    page.keyboard.type("Sham City")
    page.keyboard.press("Enter")
    expect(rows_with(page, "Sham City")).to_have_count(3)
    expect(page.locator("#sheets .row.new")).to_have_count(3)
    expect(say(page)).to_contain_text("3 sentences are translated again")
    open_panel(page, "changed")
    expect(page.locator(".term-entry")).to_have_count(1)
    expect(entry(page, "دمشق").locator(".term-target")).to_have_text("Sham City")
    page.click("#undo")
    expect(rows_with(page, "Damascus")).to_have_count(3)
    settled(page)
    assert english(page) == before
    expect(page.locator("#terms-count")).to_have_text("Nothing is changed here yet.")
    expect(say(page)).to_be_empty()


def test_a_term_is_switched_off_and_on(page: Page) -> None:
    open_panel(page)
    entry(page, "دمشق").locator("[data-terms=remove]").click()
    expect(say(page)).to_contain_text("دمشق is switched off; 3 sentences")
    expect(page.locator("#sheets mark", has_text="دمشق")).to_have_count(0)
    expect(entry(page, "دمشق")).to_have_count(0)
    open_panel(page, "changed")
    expect(entry(page, "دمشق")).to_contain_text("switched off")
    entry(page, "دمشق").get_by_role("button", name="Switch on دمشق").click()
    expect(say(page)).to_contain_text("دمشق is switched on again, as Damascus; 3 sentences")
    expect(page.locator("#sheets .source mark", has_text="دمشق")).to_have_count(3)


def test_a_row_made_here_is_deleted(page: Page) -> None:
    open_panel(page)
    entry(page, "دمشق").locator("[data-terms=change]").click()
    fill(page, target="Sham City")
    expect(rows_with(page, "Sham City")).to_have_count(3)
    entry(page, "دمشق").get_by_role("button", name="Delete دمشق").click()
    expect(say(page)).to_contain_text("دمشق is deleted; it is Damascus again")
    expect(rows_with(page, "Damascus")).to_have_count(3)


def test_occurrences_one_after_the_other(page: Page) -> None:
    open_panel(page)
    button = entry(page, "دمشق").locator("[data-terms=show]")
    for number in (1, 2, 3, 1):
        button.click()
        expect(page.locator("#announce")).to_have_text(re.compile(f"^{number} of 3: "))
        row = page.locator("#sheets .row").nth([0, 1, 3][(number - 1) % 3])
        expect(row.locator(".source mark", has_text="دمشق")).to_be_in_viewport()
        expect(row).to_have_class(re.compile(r"\bnew\b"))
    has_focus(page, button)


def test_search_and_more(page: Page) -> None:
    open_panel(page, "all")
    expect(page.locator(".term-entry")).to_have_count(50)
    page.click("#terms-more")
    expect(page.locator(".term-entry")).to_have_count(100)
    page.fill("#terms-query", "انقره")
    expect(page.locator(".term-entry").first).to_contain_text("Ankara")
    page.fill("#terms-query", "lavrov")
    expect(page.locator(".term-entry .term-source").first).to_have_text("لافروف")
    page.fill("#terms-query", "nothing like that")
    expect(page.locator("#terms-count")).to_have_text("No term has “nothing like that”.")
    page.focus("#terms-query")
    page.keyboard.press("Escape")
    expect(page.locator("#terms")).to_be_visible()
    expect(page.locator(".term-entry")).to_have_count(50)


def test_errors_beside_the_form_and_escape(page: Page) -> None:
    open_panel(page)
    page.click("#terms-new")
    has_focus(page, page.locator("#terms-source"))
    fill(page, source="Aleppo", target="Aleppo")
    expect(page.locator("#terms-error")).to_contain_text("holds no Arabic letter")
    has_focus(page, page.locator("#terms-source"))
    fill(page, source="حلب", target="")
    expect(page.locator("#terms-error")).to_contain_text("The English is empty")
    has_focus(page, page.locator("#terms-target"))
    page.keyboard.press("Escape")
    expect(page.locator("#terms-form")).to_have_count(0)
    has_focus(page, page.locator("#terms-new"))
    expect(page.locator("#message [role=alert]")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#terms")).to_be_hidden()
    has_focus(page, page.locator("#terms-toggle"))
    expect(page.locator("#terms-toggle")).to_have_attribute("aria-expanded", "false")


def test_tabs_by_keyboard(page: Page) -> None:
    open_panel(page)
    page.focus("#terms-tab-here")
    page.keyboard.press("ArrowRight")
    has_focus(page, page.locator("#terms-tab-changed"))
    expect(page.locator("#terms-count")).to_have_text("Nothing is changed here yet.")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    has_focus(page, page.locator("#terms-tab-here"))
    expect(page.locator("#terms-count")).to_have_text("3 terms in this text.")
    expect(page.locator("#terms-list")).to_have_attribute("aria-labelledby", "terms-tab-here")


@pytest.mark.parametrize("kind", ["tsv", "csv", "tbx"])
def test_files_go_from_one_visitor_to_another(
    page: Page, browser: Browser, address: str, kind: str
) -> None:
    open_panel(page)
    entry(page, "دمشق").locator("[data-terms=change]").click()
    fill(page, target="Sham City", note="One, “two”; <three>")
    expect(rows_with(page, "Sham City")).to_have_count(3)
    name, data = take(page, "changed", kind)
    assert name == f"changed-terms.{kind}"
    with visiting(browser, address) as other:
        translate(other, TEXT)
        open_panel(other, "changed")
        expect(other.locator("#terms-count")).to_have_text("Nothing is changed here yet.")
        load(other, f"mine.{kind}", data)
        expect(say(other)).to_contain_text(f"mine.{kind}: 1 term taken from 1 ")
        expect(rows_with(other, "Sham City")).to_have_count(3)
        expect(entry(other, "دمشق")).to_contain_text("One, “two”; <three>")
        assert take(other, "changed", kind)[1] == data
        other.click("#undo")
        expect(rows_with(other, "Damascus")).to_have_count(3)


def test_uploads_that_cannot_be_used(page: Page) -> None:
    open_panel(page)
    for name, data, reason in (
        ("broken.tbx", b"<tbx><body>", "broken.tbx"),
        ("<b>bold.pdf", b"%PDF-1.7", "<b>bold.pdf is no glossary file"),
        ("large.tsv", b"x" * 2_100_000, "large.tsv has 2.1 MB, and 2 MB are the most"),
    ):
        load(page, name, data)
        expect(say(page).locator("[role=alert]")).to_contain_text(reason)
        expect(say(page).locator("b")).to_have_count(0)
    open_panel(page, "changed")
    expect(page.locator("#terms-count")).to_have_text("Nothing is changed here yet.")


def test_visitors_terms_stay_apart(page: Page, browser: Browser, address: str) -> None:
    with visiting(browser, address) as other:
        translate(other, TEXT)
        open_panel(other)
        open_panel(page)
        entry(page, "دمشق").locator("[data-terms=change]").click()
        fill(page, target="Sham City")
        expect(rows_with(page, "Sham City")).to_have_count(3)
        open_panel(other, "changed")
        expect(other.locator("#terms-count")).to_have_text("Nothing is changed here yet.")
        expect(rows_with(other, "Sham City")).to_have_count(0)
        expect(page.locator(".terms-where")).to_have_text("Changes stay in this tab.")


def test_a_file_that_is_written_and_others_who_write_it(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("source\ttarget\n# kept\nالوفد\tthe Mission\n", encoding="utf-8")
    with serving("--glossary", str(path)) as address, visiting(browser, address) as page:
        translate(page, TEXT)
        open_panel(page, "changed")
        expect(page.locator(".terms-where")).to_have_text(
            "Changes are written to mine.tsv, for everyone who uses this page."
        )
        with visiting(browser, address) as other:
            translate(other, TEXT)
            open_panel(other, "changed")
            entry(other, "الوفد").locator("[data-terms=change]").click()
            entry(page, "الوفد").locator("[data-terms=change]").click()
            fill(other, target="the Deputation")
            expect(rows_with(other, "Deputation")).to_have_count(2)
        fill(page, target="the Embassy")
        expect(page.locator("#terms-error")).to_contain_text("meanwhile, to the Deputation")
        assert "the Deputation" in path.read_text(encoding="utf-8")
        page.click("#terms-form [type=submit]")
        expect(rows_with(page, "Embassy")).to_have_count(2)
        text = path.read_text(encoding="utf-8")
        assert "الوفد\tthe Embassy" in text
        assert "# kept" in text
        path.write_text(text + "حلب\tHaleb\n", encoding="utf-8")
        open_panel(page, "changed")
        expect(entry(page, "حلب")).to_contain_text("Haleb")


def test_hostile_values_are_shown_as_text(page: Page) -> None:
    open_panel(page)
    page.click("#terms-new")
    fill(page, source=f"لافروف {HOSTILE}"[:200], target=HOSTILE, note=HOSTILE)
    expect(say(page)).to_contain_text("<img src=x")
    open_panel(page, "changed")
    listed = page.locator(".term-entry")
    expect(listed).to_have_count(1)
    expect(listed.locator(".term-target")).to_have_text(HOSTILE)
    listed.locator("[data-terms=change]").click()
    expect(page.locator("#terms-target")).to_have_value(HOSTILE)
    expect(page.locator("#terms img, #terms script, #sheets img")).to_have_count(0)


def test_the_list_keeps_its_place(page: Page) -> None:
    open_panel(page, "all")
    page.click("#terms-more")
    expect(page.locator(".term-entry")).to_have_count(100)
    button = page.locator(".term-entry").nth(80).locator("[data-terms=remove]")
    source = page.locator(".term-entry").nth(80).get_attribute("data-source")
    button.scroll_into_view_if_needed()
    button.focus()
    top = page.locator("#terms").evaluate("e => e.scrollTop")
    assert top > 0
    page.keyboard.press("Enter")
    switched = page.locator(f'.term-entry[data-source="{source}"]')
    expect(switched).to_contain_text("switched off")
    expect(page.locator(".term-entry")).to_have_count(100)
    has_focus(page, switched.locator("[data-terms=remove]"))
    assert page.locator("#terms").evaluate("e => e.scrollTop") > 0


@pytest.mark.parametrize(("width", "height"), [(900, 800), (390, 844)])
def test_on_narrow_screens_a_sheet_over_the_page(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.focus("#terms-toggle")
    page.keyboard.press("Enter")
    panel = page.locator("#terms")
    expect(panel).to_have_attribute("aria-modal", "true")
    has_focus(page, page.locator("#terms-name"))
    box = panel.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] == pytest.approx(width, abs=1)
    assert box["y"] + box["height"] == pytest.approx(height, abs=1)
    page.keyboard.press("Shift+Tab")
    assert panel.evaluate("e => e.contains(document.activeElement)")
    page.keyboard.press("Tab")
    has_focus(page, panel.get_by_role("button", name="Close the glossary"))
    small = panel.locator("button:visible, summary:visible, .terms-upload").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).filter(r => r.width < 24 || r.height < 24)"
    )
    assert not small
    assert panel.evaluate("e => e.scrollWidth <= e.clientWidth")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    has_focus(page, page.locator("#terms-toggle"))
    page.click("#terms-toggle")
    entry(page, "دمشق").locator("[data-terms=show]").click()
    expect(panel).to_be_hidden()
    has_focus(page, page.locator("#sheets .source").first)


def test_arabic_is_right_to_left_everywhere(page: Page) -> None:
    open_panel(page, "all")
    page.fill("#terms-query", "دمشق")
    expect(page.locator("#terms-count")).to_contain_text("found")
    wrong = page.locator("#terms").evaluate(
        """panel => [...panel.querySelectorAll('[lang=ar]')].filter(
          (e) => getComputedStyle(e).direction !== 'rtl').length"""
    )
    assert wrong == 0
    assert page.locator("#terms-query").evaluate("e => getComputedStyle(e).direction") == "rtl"
    arabic = page.locator("#terms-rows").evaluate(
        r"""list => {
          const walker = document.createTreeWalker(list, NodeFilter.SHOW_TEXT);
          const bare = [];
          while (walker.nextNode()) {
            const {data, parentElement} = walker.currentNode;
            const marked = parentElement.closest('[lang=ar], bdi');
            if (/[\u0600-\u06ff]/.test(data) && !marked) bare.push(data);
          }
          return bare;
        }"""
    )
    assert arabic == []
