"""The page in a real browser, over the real model: what a visitor does and sees."""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import NoBrowserError, chromium, free_port, serving
from playwright.sync_api import Browser, Dialog, Locator, Page, Request, expect

from translator.errors import InputError

SECONDS = 1000
PASTED = "قال لافروف في موسكو إن المحادثات كانت مفيدة.\n\nوأضاف الوزير أن الوفد سيعود غدا."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        with chromium() as found:
            yield found
    except NoBrowserError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    scratch = tmp_path_factory.mktemp("scratch")
    terms = tmp_path_factory.mktemp("terms") / "terms.tsv"
    terms.write_text("source\ttarget\tnote\nلافروف\tLavrov\t<b>minister</b>\n", encoding="utf-8")
    environment = {**os.environ, "TMPDIR": str(scratch)}
    with serving("--glossary", str(terms), environment=environment) as address:
        yield address
    left = [path for path in scratch.rglob("*") if path.is_file()]
    assert not left, f"files left behind after the page was closed: {left}"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A visitor's page. No dialog may open and nothing may be asked of another host."""
    with visit(browser, address) as page:
        yield page


class visit:  # noqa: N801 - used as a function
    def __init__(self, browser: Browser, address: str) -> None:
        self.context = browser.new_context(accept_downloads=True, locale="en-GB")
        self.address = address
        self.hosts: set[str] = set()
        self.dialogs: list[str] = []

    def __enter__(self) -> Page:
        self.context.on("request", self._requested)
        page = self.context.new_page()
        page.set_default_timeout(60 * SECONDS)
        page.on("dialog", self._dialog)
        page.goto(self.address)
        page.wait_for_selector("#translate")
        return page

    def __exit__(self, kind: object, *_: object) -> None:
        self.context.close()
        if kind is None:
            assert self.hosts == {"127.0.0.1"}
            assert not self.dialogs

    def _requested(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"}:
            self.hosts.add(parts.hostname or request.url)

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


def box(page: Page) -> Locator:
    return page.locator("#source-text textarea")


def put(page: Page, text: str) -> None:
    """Fill the box at once: typing a long text into it, as `fill` does, takes minutes."""
    box(page).evaluate(
        "(e, text) => { e.value = text; e.dispatchEvent(new Event('input', {bubbles: true})) }",
        text,
    )


def drop(page: Page, name: str, data: bytes) -> None:
    page.set_input_files(
        "#file input[type=file]", {"name": name, "mimeType": "text/plain", "buffer": data}
    )


def translate(page: Page) -> None:
    page.click("#translate")
    expect(page.locator("#download-jsonl")).to_be_visible(timeout=60 * SECONDS)


def download(page: Page, suffix: str) -> tuple[str, str]:
    """The suggested name and the text of a download."""
    with page.expect_download() as waiting:
        page.click(f"#download-{suffix}")
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text("utf-8")


def alert(page: Page) -> Locator:
    return page.locator("#message [role=alert]")


def style(locator: Locator, name: str) -> str:
    return str(locator.evaluate("(e, name) => getComputedStyle(e)[name]", name))


def test_pasted_text_side_by_side(page: Page) -> None:
    box(page).fill(PASTED)
    assert style(box(page), "direction") == "rtl"
    translate(page)
    rows = page.locator("#rows .row")
    expect(rows).to_have_count(2)
    expect(page.locator("#rows section.paragraph")).to_have_count(2)
    source, target = rows.nth(0).locator(".source"), rows.nth(0).locator(".target")
    assert style(source, "direction") == "rtl"
    assert source.get_attribute("lang") == "ar"
    assert style(target, "direction") == "ltr"
    assert source.text_content() == PASTED.split("\n")[0]
    assert re.search(r"[A-Za-z]{3}", target.text_content() or "")
    here, there = source.bounding_box(), target.bounding_box()
    assert here is not None
    assert there is not None
    assert there["x"] + there["width"] <= here["x"], "the source stands to the right"
    assert "segments" in page.locator("#status .summary").inner_text()
    assert "met" in page.locator("#status .summary").inner_text()


def test_terms_are_marked_on_both_sides(page: Page) -> None:
    box(page).fill(PASTED)
    translate(page)
    row = page.locator("#rows .row").nth(0)
    mark = row.locator(".source mark", has_text="لافروف")
    number = mark.get_attribute("data-term")
    expect(row.locator(f'.target mark[data-term="{number}"]')).to_have_text("Lavrov")
    mark.hover()
    tip = str(mark.evaluate("e => getComputedStyle(e, '::after').content"))
    assert "Lavrov" in tip
    assert any(words in tip.lower() for words in ("wrote it", "inline", "prescribed", "put in"))


def test_an_article_of_the_page(page: Page) -> None:
    article = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))[1]
    page.locator("#examples button").nth(1).click()
    expect(box(page)).to_have_value(article.read_text("utf-8"))
    page.click("#translate")
    page.wait_for_selector("#rows .row")
    expect(page.locator("#download-jsonl")).to_be_visible(timeout=60 * SECONDS)
    assert page.locator("#status .name").inner_text() == article.name
    name, text = download(page, "jsonl")
    assert name == f"{article.stem}.jsonl"
    records = [json.loads(line) for line in text.splitlines()]
    shown = page.locator("#rows .row")
    assert [r["source"] for r in records] == shown.locator(".source").all_text_contents()
    assert [r["translation"] for r in records] == shown.locator(".target").all_text_contents()
    warnings = sum(len(record["warnings"]) for record in records)
    assert page.locator("#rows .warnings li").count() == warnings


def test_a_dropped_file_and_its_downloads(page: Page) -> None:
    text = "عاجل من المراسل\r\n\r\nقال لافروف إن الوفد وصل.\r\n"
    drop(page, "خبر عاجل.txt", text.encode("cp1256"))
    expect(box(page)).to_have_value(text.replace("\r\n", "\n"))
    translate(page)
    name, lines = download(page, "jsonl")
    assert name == "خبر عاجل.jsonl"
    records = [json.loads(line) for line in lines.splitlines()]
    assert {record["document"] for record in records} == {"خبر عاجل.txt"}
    for record in records:
        start, end = record["span"]
        assert text[start:end] == record["source"], "spans fit the file, not the text box"
    name, html = download(page, "html")
    assert name == "خبر عاجل.html"
    assert "Machine translation by" in html
    for record in records:
        assert record["source"].split()[-1] in html


def test_markup_in_an_article_is_text(page: Page) -> None:
    text = (
        "<script>window.hit = 1; alert(1)</script> قال لافروف "
        '<img src=x onerror="window.hit = 1; alert(2)"> إن الوفد وصل.'
    )
    box(page).fill(text)
    translate(page)
    assert "".join(page.locator("#rows .source").all_text_contents()).replace(" ", "") == (
        text.replace(" ", "")
    )
    expect(page.locator("#rows img, #rows script")).to_have_count(0)
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    _, html = download(page, "html")
    assert "<script" not in html
    assert "<img" not in html


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("report.pdf", b"%PDF-1.7 ...", "is a PDF"),
        ("letter.docx", b"PK\x03\x04 word/document.xml", "word processor document"),
        ("page.txt", b"<!DOCTYPE html><html><body>x</body></html>", "web page"),
    ],
)
def test_refused_files_get_a_sentence(page: Page, name: str, data: bytes, reason: str) -> None:
    box(page).fill(PASTED)
    drop(page, name, data)
    expect(alert(page)).to_contain_text(reason)
    expect(alert(page)).to_contain_text(name)
    expect(box(page)).to_have_value(PASTED)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" \n ", "nothing to translate"),
        ("Only English here.", "holds no Arabic"),
        ("قال الوزير. " * 20_000, "240,000 characters"),
    ],
)
def test_text_that_cannot_be_translated(page: Page, text: str, reason: str) -> None:
    put(page, text)
    page.click("#translate")
    expect(alert(page)).to_contain_text(reason)
    expect(page.locator("#rows .row")).to_have_count(0)
    expect(page.locator("#translate")).to_be_enabled()
    box(page).fill(PASTED)
    translate(page)
    expect(alert(page)).to_have_count(0)


def test_a_phone_shows_one_column_and_the_heads_of_two_stick(page: Page) -> None:
    put(page, "قال لافروف إن الوفد وصل.\n\n" * 20)
    translate(page)
    last = page.locator("#rows .row").last
    last.scroll_into_view_if_needed()
    heads = page.locator("#rows .columns").bounding_box()
    assert heads is not None
    assert heads["y"] == 0
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#rows .columns")).to_be_hidden()
    source, target = (last.locator(side).bounding_box() for side in (".source", ".target"))
    assert source is not None
    assert target is not None
    assert source["y"] + source["height"] <= target["y"], "the translation stands below"
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_stop_keeps_what_is_ready(page: Page) -> None:
    put(page, "\n\n".join(f"قال الوزير رقم {n} إن الوفد وصل إلى المدينة." for n in range(600)))
    page.click("#translate")
    page.wait_for_selector("#rows .row")
    expect(page.locator("#translate")).to_be_disabled()
    page.click("#stop")
    expect(page.locator("#status .state")).to_contain_text("Stopped after")
    expect(page.locator("#translate")).to_be_enabled()
    _, text = download(page, "jsonl")
    records = [json.loads(line) for line in text.splitlines()]
    assert 0 < len(records) < 600
    expect(page.locator("#rows .row")).to_have_count(len(records))
    assert [record["segment"] for record in records] == list(range(len(records)))


def test_visitors_do_not_mix(browser: Browser, address: str) -> None:
    with visit(browser, address) as one, visit(browser, address) as other:
        texts = {one: "وصل الوزير إلى موسكو.\n\n" * 20, other: "غادر الرئيس دمشق.\n\n" * 20}
        for page, text in texts.items():
            box(page).fill(text)
        for page in texts:
            page.click("#translate")
        for page, text in texts.items():
            expect(page.locator("#download-jsonl")).to_be_visible(timeout=60 * SECONDS)
            assert set(page.locator("#rows .source").all_text_contents()) == {text.split("\n")[0]}
            expect(page.locator("#rows .row")).to_have_count(20)


def test_addresses_that_cannot_be_used_get_a_sentence() -> None:
    from ui.app import launch

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=rf"^cannot listen on 127\.0\.0\.1:{port}: .*--port$"):
            launch(port=port)
    with pytest.raises(InputError, match=r"^cannot listen on 192\.0\.2\.1:.*--port$"):
        launch(host="192.0.2.1", port=free_port())
    with pytest.raises(InputError, match=r"^cannot listen on no host:.*--port$"):
        launch(host="no host", port=free_port())
    with pytest.raises(InputError, match="no port 99999"):
        launch(port=99999)
