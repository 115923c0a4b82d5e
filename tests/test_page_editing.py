"""The page: English written by hand, taken back, kept over a reload and over a restart."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from browser import free_port, running, serving
from documents import memory, sheet_rows, word_rows
from playwright.sync_api import Browser, Page, expect
from visitor import (
    FIRST,
    PASTED,
    SECONDS,
    alert,
    arabic,
    begin,
    box,
    download,
    edit,
    english,
    many,
    put,
    ready,
    records,
    rows,
    tab,
    translate,
    visit,
)

pytest_plugins = ["visitor"]

WRITTEN = "Lavrov called the Moscow talks “useful” & 12 others did not."


def test_an_edit_stands_wherever_its_sentence_stands(page: Page) -> None:
    translate(page, f"{PASTED}\n\n{FIRST}")
    machine = english(page)
    assert machine[0] == machine[2]
    edit(page, 0, WRITTEN)
    expect(rows(page).nth(2).locator(".target")).to_have_text(WRITTEN)
    expect(page.locator("#sheets .origin")).to_have_text(["Edited", "Edited"])
    assert english(page) == [WRITTEN, machine[1], WRITTEN]
    expect(rows(page).nth(0).locator(".warnings")).to_contain_text("12 is not in the source")
    expect(page.locator("#doubtful-count")).to_have_text("2")
    rows(page).nth(0).locator(".target .w", has_text="Moscow").hover()
    expect(rows(page).nth(0).locator(".source .w.lit")).to_have_text("موسكو")

    found = records(page)
    assert [one.get("origin", "machine") for one in found] == ["person", "machine", "person"]
    assert [one["translation"] for one in found] == english(page)
    in_word = word_rows(download(page, "docx")[1])
    assert [" ".join(row[0]).count(WRITTEN) for row in in_word] == [1, 0, 1]
    in_sheet = sheet_rows(download(page, "xlsx")[1])
    assert [row["English"] for row in in_sheet] == english(page)
    units = [(unit.source, unit.target) for unit in memory(download(page, "tmx")[1]).units]
    assert units == list(zip(arabic(page), english(page), strict=True))
    for name in ("txt", "tsv"):
        data = download(page, name)[1].decode("utf-8")
        assert data.count(WRITTEN) == 2

    translate(page)
    assert english(page) == [WRITTEN, machine[1], WRITTEN], "translating again takes nothing back"


def test_edits_are_taken_back_one_by_one(page: Page) -> None:
    translate(page, PASTED)
    machine = english(page)
    undo = page.locator("#undo")
    expect(undo).to_be_disabled()
    edit(page, 0, "One.")
    edit(page, 1, "Two.")
    edit(page, 0, "Three.")
    expect(undo).to_have_attribute("title", "Take back the edit")
    for expected in (["One.", "Two."], ["One.", machine[1]], machine):
        undo.click()
        expect(page.locator("#sheets .target")).to_have_text(expected)
    expect(page.locator("#sheets .origin")).to_have_count(0)
    expect(undo).to_be_disabled()

    edit(page, 0, "One.")
    rows(page).nth(0).get_by_role("button", name="Take the machine’s English").click()
    expect(page.locator("#sheets .target")).to_have_text(machine)
    expect(page.locator("#sheets .origin")).to_have_count(0)
    undo.click()
    expect(page.locator("#sheets .target").first).to_have_text("One.")

    row = rows(page).nth(1)
    row.hover()
    row.locator("[data-do=edit]").click()
    row.locator(".edit textarea").fill("Never kept.")
    page.keyboard.press("Escape")
    expect(row.locator(".edit")).to_have_count(0)
    expect(row.locator(".target")).to_have_text(machine[1])
    expect(row.locator(".target")).to_be_focused()


def test_an_open_edit_is_left_alone_while_others_translate(page: Page) -> None:
    text = many(3000)
    put(page, text)
    begin(page)
    page.wait_for_selector("#sheets .row:not(.pending)")
    first = rows(page).nth(0)
    expect(first).not_to_have_class("pending")
    first.hover()
    first.locator("[data-do=edit]").click()
    area = first.locator(".edit textarea")
    area.fill("Minister 3000 has")
    before = page.locator("#sheets .row:not(.pending)").count()
    page.wait_for_function(
        "n => document.querySelectorAll('#sheets .row:not(.pending)').length > n", arg=before
    )
    area.press_sequentially(" arrived.")
    expect(area).to_be_focused()
    expect(page.locator("#translate")).to_be_disabled()
    page.keyboard.press("Enter")
    expect(first.locator(".target")).to_have_text("Minister 3000 has arrived.")
    expect(page.locator("#translate")).to_be_disabled()

    second = rows(page).nth(1)  # rows laid out anew take an open edit over
    second.hover()
    second.locator("[data-do=edit]").click()
    second.locator(".edit textarea").fill("Minister 3001 is on the way.")
    page.click("#stop")
    translate(page, "\n\n".join(text.split("\n\n")[1:3]))
    moved = rows(page).nth(0)
    expect(moved.locator(".edit textarea")).to_have_value("Minister 3001 is on the way.")
    moved.get_by_role("button", name="Keep").click()
    expect(moved.locator(".target")).to_have_text("Minister 3001 is on the way.")


def test_a_reload_loses_nothing(page: Page) -> None:
    page.click("#settings > button")
    page.check("#drop input")
    page.locator("#beam input[type=number]").fill("1")
    page.keyboard.press("Tab")
    translate(page, PASTED)
    edit(page, 0, WRITTEN)
    shown = english(page)
    page.reload()
    ready(page)
    expect(page.locator("#sheets .target")).to_have_text(shown)
    expect(page.locator("#sheets .origin")).to_have_text(["Edited"])
    expect(box(page)).to_have_value(PASTED)
    page.click("#settings > button")
    expect(page.locator("#drop input")).to_be_checked()
    expect(page.locator("#beam input[type=number]")).to_have_value("1")
    page.click("#undo")
    expect(rows(page).nth(0).locator(".target")).not_to_have_text(WRITTEN)


def test_a_server_that_is_started_again(browser: Browser) -> None:
    port = free_port()
    command = [sys.executable, "-m", "translator", "ui", "--port", str(port)]
    with running(command, port) as (address, _):
        context = browser.new_context()
        stay = tab(context, address, faults=True)
        page = stay.__enter__()
        translate(page, PASTED)
        machine = english(page)
        edit(page, 0, WRITTEN)
        put(page, f"{PASTED}\n\n{many(0)}")
        begin(page)
        page.wait_for_function("!document.querySelectorAll('#sheets .row')[1].matches('.pending')")
        rows(page).nth(1).hover()
        rows(page).nth(1).locator("[data-do=edit]").click()
        area = page.locator(".edit textarea")
        area.fill("Half written")
    expect(alert(page)).to_have_text("The server does not answer; is it still running?")
    area.press("Enter")
    expect(area).to_have_value("Half written")
    with running(command, port):
        expect(alert(page)).to_contain_text("The server was started again", timeout=30 * SECONDS)
        expect(alert(page)).to_contain_text("Press Translate")
        expect(alert(page)).to_contain_text("your edits and terms are kept")
        expect(page.locator("#sheets .row.pending")).to_have_count(0)
        expect(area).to_have_value("Half written")
        translate(page, PASTED)
        expect(alert(page)).to_have_count(0)
        expect(rows(page).nth(0).locator(".target")).to_have_text(WRITTEN)
        expect(rows(page).nth(0).locator(".origin")).to_have_text("Edited")
        expect(area).to_have_value("Half written")
        page.keyboard.press("Tab")
        area.press("Escape")
        expect(rows(page).nth(1).locator(".target")).to_have_text(machine[1])
        stay.__exit__(None, None, None)
        context.close()


def test_what_one_visitor_writes_others_have_from_memory(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "kept.tmx"
    with serving("--tm", str(path)) as address, visit(browser, address) as page:
        translate(page, PASTED)
        machine = english(page)
        edit(page, 0, WRITTEN)
        units = [(unit.source, unit.target) for unit in memory(path.read_bytes()).units]
        assert units == [(FIRST, WRITTEN)]
        with visit(browser, address) as other:
            translate(other, PASTED)
            assert english(other) == [WRITTEN, machine[1]]
            expect(other.locator("#sheets .origin")).to_have_text(["From memory"])
            assert [one.get("origin", "machine") for one in records(other)] == ["memory", "machine"]
            rows(other).nth(0).get_by_role("button", name="Take the machine’s English").click()
            expect(rows(other).nth(0).locator(".target")).to_have_text(machine[0])
            expect(other.locator("#sheets .origin")).to_have_count(0)
        edit(page, 1, "He will be back.")
        page.click("#undo")
        expect(rows(page).nth(1).locator(".target")).to_have_text(machine[1])
        units = [(unit.source, unit.target) for unit in memory(path.read_bytes()).units]
        assert units == [(FIRST, WRITTEN)], "only what stands is in the memory"
    article, out = tmp_path / "in" / "a.txt", tmp_path / "out"
    article.parent.mkdir()
    article.write_text(PASTED, "utf-8")
    command = [sys.executable, "-m", "translator", "bulk", str(article.parent), "-o", str(out)]
    subprocess.run([*command, "--to", "jsonl", "--tm", str(path)], check=True, capture_output=True)
    found = [json.loads(line) for line in (out / "a.jsonl").read_text("utf-8").splitlines()]
    assert [one.get("origin", "machine") for one in found if "source" in one] == [
        "memory",
        "machine",
    ]
    assert found[-2]["translation"] == WRITTEN
