"""A visitor of the page in a real browser: what the tests of the page share.

A plug-in of pytest for the sake of its fixtures, imported before it is one: PYTEST_DONT_REWRITE.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from browser import free_port, running
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

Server = tuple[str, subprocess.Popen[str]]
"""The address of a server and its process."""

SECONDS = 1000
expect.set_options(timeout=30 * SECONDS)  # what takes a moment takes longer on a busy machine
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
FIRST, SECOND = "قال لافروف في موسكو إن المحادثات كانت مفيدة.", "وأضاف الوزير أن الوفد سيعود غدا."
PASTED = f"{FIRST}\n\n{SECOND}"
LONG = 900
"""Sentences that are not translated in a moment."""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that need no options; nothing of its visitors stays on the disk."""
    scratch = tmp_path_factory.mktemp("scratch")
    port = free_port()
    command = [sys.executable, "-m", "translator", "ui", "--port", str(port)]
    with running(command, port, environment={**os.environ, "TMPDIR": str(scratch)}) as found:
        yield found
    left = [path for path in scratch.rglob("*") if path.is_file()]
    assert not left, f"files left behind after the page was closed: {left}"


@pytest.fixture(scope="session")
def address(server: Server) -> str:
    return server[0]


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with contextlib.closing(browser.new_context(locale="en-GB")) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """A visitor in a tab of their own; what Gradio is made of is fetched once a module."""
    with tab(context, address) as page:
        yield page


@contextmanager
def visit(
    browser: Browser, address: str, *, faults: bool = False, **options: Any
) -> Iterator[Page]:
    """A visitor with a browser of their own; otherwise as `tab`."""
    with (
        contextlib.closing(browser.new_context(locale="en-GB", **options)) as context,
        tab(context, address, faults=faults) as page,
    ):
        yield page


@contextmanager
def tab(context: BrowserContext, address: str, *, faults: bool = False) -> Iterator[Page]:
    """The page, once its script has begun. No dialog may open, nothing may be asked of another
    host and, unless `faults` are expected, no error may reach the console."""
    hosts: set[str] = set()
    wrong: list[str] = []

    def requested(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"}:
            hosts.add(parts.hostname or url)

    page = context.new_page()
    page.on("request", lambda request: requested(request.url))
    page.set_default_timeout(60 * SECONDS)
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    if not faults:
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    ready(page)
    try:
        yield page
    finally:
        page.close()
    assert hosts == {"127.0.0.1"}
    assert not wrong


def ready(page: Page) -> None:
    """Wait until the page's script has begun."""
    page.wait_for_selector("[data-ready]", state="attached")


def box(page: Page) -> Locator:
    return page.locator("#source-text textarea")


def many(first: int) -> str:
    """`LONG` sentences numbered from `first`; the server knows those that it had before."""
    return "\n\n".join(
        f"قال الوزير رقم {n} إن الوفد وصل إلى المدينة." for n in range(first, first + LONG)
    )


def put(page: Page, text: str) -> None:
    """Fill the box at once: typing a long text into it, as `fill` does, takes minutes."""
    box(page).evaluate(
        "(e, text) => { e.value = text; e.dispatchEvent(new Event('input', {bubbles: true})) }",
        text,
    )


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    page.set_input_files(
        "#file input[type=file]",
        [{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in files],
    )


def begin(page: Page) -> None:
    """Press Translate and wait for the new rows."""
    former = page.evaluate("document.querySelector('#sheets .sheet')?.id ?? ''")
    page.click("#translate")
    page.wait_for_function(
        "id => (document.querySelector('#sheets .sheet')?.id ?? id) !== id", arg=former
    )


def finish(page: Page) -> None:
    """Wait until nothing is under way."""
    page.wait_for_function(
        "!document.querySelector('#sheets .row.pending') && !window.translate.disabled"
    )


def translate(page: Page, text: str = "") -> None:
    if text:
        put(page, text)
    begin(page)
    finish(page)


def rows(page: Page) -> Locator:
    return page.locator("#sheets .row")


def arabic(page: Page) -> list[str]:
    return page.locator("#sheets .source").all_text_contents()


def english(page: Page) -> list[str]:
    return page.locator("#sheets .target").all_text_contents()


def edit(page: Page, number: int, text: str) -> None:
    """Write the English of a row by hand."""
    row = rows(page).nth(number)
    row.hover()
    row.locator("[data-do=edit]").click()
    row.locator(".edit textarea").fill(text)
    row.get_by_role("button", name="Keep").click()
    expect(row.locator(".target")).to_have_text(text)
    expect(row.locator(".origin")).to_have_text("Edited")


def download(page: Page, name: str) -> tuple[str, bytes]:
    """The suggested name and the content of a download."""
    page.click("#downloads summary")
    with page.expect_download() as waiting:
        page.click(f"#download-{name}")
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def records(page: Page) -> list[dict[str, Any]]:
    """The records of the page's JSON Lines, but for the first, which says what made them."""
    return records_of(download(page, "jsonl")[1])


def records_of(data: bytes) -> list[dict[str, Any]]:
    made, *found = [json.loads(line) for line in data.decode("utf-8").splitlines()]
    assert "provenance" in made
    return found


def alert(page: Page) -> Locator:
    return page.locator("#message [role=alert]")


def state(page: Page) -> Locator:
    return page.locator("#status .state")


def style(locator: Locator, name: str, part: str | None = None) -> str:
    return str(
        locator.evaluate("(e, [name, part]) => getComputedStyle(e, part)[name]", [name, part])
    )
