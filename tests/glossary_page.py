"""The glossary beside the text in a browser, as the tests of it use it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

SECONDS = 1000
TEXT = (
    "وصل الوفد إلى دمشق أمس.\n\nغادر الوزير دمشق إلى موسكو.\n\n"
    "قال لافروف إن الوفد وصل.\n\nزار الرئيس دمشق اليوم."
)


@contextmanager
def visiting(browser: Browser, address: str) -> Iterator[Page]:
    """A visitor; nothing may be wrong in the browser's view meanwhile."""
    context = browser.new_context(
        accept_downloads=True, locale="en-GB", viewport={"width": 1280, "height": 900}
    )
    wrong: list[str] = []
    page = context.new_page()
    page.set_default_timeout(30 * SECONDS)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.goto(address)
    page.wait_for_selector("#workspace [data-ready]", state="attached")
    yield page
    hit = page.evaluate("window.hit")
    context.close()
    assert not wrong
    assert hit is None


def translate(page: Page, text: str) -> None:
    page.locator("#source-text textarea").evaluate(
        "(e, text) => { e.value = text; e.dispatchEvent(new Event('input', {bubbles: true})) }",
        text,
    )
    page.click("#translate")
    expect(page.locator("#sheets .row")).to_have_count(text.count("\n\n") + 1)
    settled(page)


def settled(page: Page) -> None:
    expect(page.locator("#sheets .row.pending")).to_have_count(0, timeout=60 * SECONDS)


def english(page: Page) -> list[str]:
    return page.locator("#sheets .target").all_text_contents()


def rows_with(page: Page, text: str) -> Locator:
    return page.locator("#sheets .target", has_text=text)


def open_panel(page: Page, tab: str = "here") -> None:
    if page.locator("#terms").is_hidden():
        page.click("#terms-toggle")
    expect(page.locator("#terms-count")).not_to_be_empty()
    page.click(f"#terms-tab-{tab}")
    expect(page.locator(f"#terms-tab-{tab}")).to_have_attribute("aria-selected", "true")


def entry(page: Page, source: str) -> Locator:
    return page.locator(f'.term-entry[data-source="{source}"]')


def fill(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.fill(f"#terms-{name}", value)
    page.click("#terms-form [type=submit]")


def say(page: Page) -> Locator:
    return page.locator("#terms-message")


def has_focus(page: Page, locator: Locator) -> None:
    expect(locator).to_be_focused()


def load(page: Page, name: str, data: bytes) -> None:
    page.set_input_files(
        "#terms-file", {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def take(page: Page, view: str, kind: str) -> tuple[str, bytes]:
    page.click("#terms-download summary")
    with page.expect_download() as waiting:
        page.click(f'#terms-download [data-view="{view}"][data-format="{kind}"]')
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def select(page: Page, row: int, words: str) -> None:
    """Select words of a row's Arabic as with the mouse, and let the button go over them."""
    page.locator("#sheets .source").nth(row).evaluate(
        """(side, words) => {
          const walker = document.createTreeWalker(side, NodeFilter.SHOW_TEXT);
          const nodes = [], range = document.createRange();
          while (walker.nextNode()) nodes.push(walker.currentNode);
          const text = nodes.map((node) => node.data).join('');
          const from = text.indexOf(words), to = from + words.length;
          let passed = 0;
          for (const node of nodes) {
            const end = passed + node.data.length;
            if (from >= passed && from < end) range.setStart(node, from - passed);
            if (to > passed && to <= end) range.setEnd(node, to - passed);
            passed = end;
          }
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          side.dispatchEvent(new MouseEvent('click', {bubbles: true}));
        }""",
        words,
    )
