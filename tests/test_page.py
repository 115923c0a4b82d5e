"""The page over the real model: texts that come in, and what a reader sees of them."""

from __future__ import annotations

import io
import itertools
import re
import zipfile

from playwright.sync_api import Page, expect
from visitor import (
    FIRST,
    LONG,
    PASTED,
    SECOND,
    SEEDS,
    alert,
    arabic,
    begin,
    box,
    download,
    drop,
    english,
    finish,
    many,
    put,
    records,
    records_of,
    rows,
    state,
    style,
    translate,
)

pytest_plugins = ["visitor"]

HOSTILE = '<script>window.hit = 1</script> قال لافروف <img src=x onerror="window.hit = 2"> كلمة.'


def test_a_pasted_text_side_by_side_with_its_terms(page: Page) -> None:
    box(page).fill(PASTED)
    assert style(box(page), "direction") == "rtl"
    translate(page)
    expect(rows(page)).to_have_count(2)
    expect(page.locator("#sheets section.paragraph")).to_have_count(2)
    assert arabic(page) == [FIRST, SECOND]
    row = rows(page).nth(0)
    source, target = row.locator(".source"), row.locator(".target")
    assert (source.get_attribute("lang"), target.get_attribute("lang")) == ("ar", "en")
    here, there = source.bounding_box(), target.bounding_box()
    assert here is not None
    assert there is not None
    assert there["x"] + there["width"] <= here["x"], "the source stands to the right"
    assert re.search(r"2 segments, \d+ of \d+ terms met", page.inner_text("#status .summary"))
    mark = source.locator("mark", has_text="لافروف")
    number = mark.get_attribute("data-term")
    partner = target.locator(f'mark[data-term="{number}"]')
    expect(partner).to_have_text("Lavrov")
    for one in (mark, partner):
        one.hover()
        tip = style(one, "content", "::after")
        assert "Lavrov" in tip
        assert "The model wrote it" in tip
        assert one.get_attribute("aria-description") == one.get_attribute("data-tip")
    paper = style(page.locator("body"), "backgroundColor")
    tool, other = (rows(page).nth(n).locator("[data-do=edit]") for n in (0, 1))
    assert (style(tool, "opacity"), style(other, "opacity")) == ("1", "0")
    assert style(row, "backgroundColor") not in {paper, "rgba(0, 0, 0, 0)"}, "the row is lit"


def test_words_light_up_with_their_partners(page: Page) -> None:
    translate(page, PASTED)
    row = rows(page).nth(0)
    source, target = row.locator(".source"), row.locator(".target")
    target.locator(".w", has_text="Moscow").hover()
    expect(page.locator("#sheets .w.lit")).to_have_text(["موسكو", "Moscow"])
    source.locator(".w", has_text="مفيدة").hover()
    expect(target.locator(".w.lit").last).to_have_text("useful")
    page.mouse.move(0, 0)
    expect(page.locator("#sheets .w.lit")).to_have_count(0)

    said = page.locator("#announce")
    source.focus()
    for _ in range(2):  # onward is to the left in Arabic
        page.keyboard.press("ArrowLeft")
    expect(source.locator(".w.lit")).to_have_text("لافروف")
    expect(target.locator(".w.lit")).to_have_text("Lavrov")
    expect(said).to_contain_text("لافروف, is Lavrov")
    expect(said).to_contain_text("The model wrote it")
    page.keyboard.press("ArrowRight")
    expect(source.locator(".w.lit")).to_have_text("قال")
    target.focus()
    page.keyboard.press("ArrowRight")
    expect(target.locator(".w.lit")).to_have_text("Lavrov")
    page.keyboard.press("Enter")
    expect(page.locator("#card .card-source")).to_have_text("لافروف")
    expect(page.locator("#card .card-term")).to_contain_text("the model wrote it")
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    expect(target).to_be_focused()
    rows(page).nth(1).locator(".target").focus()
    expect(page.locator("#sheets .w.lit")).to_have_count(0)


def test_every_side_runs_in_its_direction(page: Page) -> None:
    page.set_viewport_size({"width": 1400, "height": 900})
    translate(page, "ضرب صاروخ Tomahawk 59 قاعدة.\n\nBBC 24 قالت إن 3 جنود قتلوا.")
    for side, direction in (("source", "rtl"), ("target", "ltr")):
        found = page.locator(f"#sheets .{side}").evaluate_all(
            "all => all.map((e) => getComputedStyle(e).direction)"
        )
        assert found == [direction] * 2
    words = (
        rows(page)
        .nth(0)
        .locator(".source")
        .evaluate(
            """e => {
          const found = {}, text = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
          while (text.nextNode()) {
            for (const word of text.currentNode.data.matchAll(/[\\p{L}\\d]+/gu)) {
              const range = document.createRange();
              range.setStart(text.currentNode, word.index);
              range.setEnd(text.currentNode, word.index + word[0].length);
              const { left, right, top } = range.getBoundingClientRect();
              found[word[0]] = { left, right, top };
            }
          }
          return found;
        }"""
        )
    )
    order = ["ضرب", "صاروخ", "59", "Tomahawk", "قاعدة"]  # from the right, as it is seen
    assert set(order) == set(words)
    for right, left in itertools.pairwise(order):
        assert words[left]["right"] <= words[right]["left"] + 1, f"{left} is left of {right}"
    assert max(word["top"] for word in words.values()) - words["59"]["top"] < 20, "one line"


def test_the_articles_of_the_page(page: Page) -> None:
    warned = 0
    for number, path in enumerate(SEEDS):
        page.locator("#examples button").nth(number).click()
        text = path.read_text("utf-8")
        expect(box(page)).to_have_value(text)
        translate(page)
        expect(page.locator("#status .name")).to_have_text(path.name)
        found = records(page)
        assert [one["source"] for one in found] == arabic(page)
        assert [one["translation"] for one in found] == english(page)
        assert [text[slice(*one["span"])] for one in found] == arabic(page)
        assert [[warning["message"] for warning in one["warnings"]] for one in found] == rows(
            page
        ).evaluate_all(
            "all => all.map((row) =>"
            " [...row.querySelectorAll('.warnings span')].map((e) => e.textContent))"
        )
        doubtful = [one for one in found if one["warnings"]]
        warned += len(doubtful)
        expect(page.locator("#doubtful-count")).to_have_text(str(len(doubtful)))
        page.check("#only-doubtful")
        expect(page.locator("#sheets .row:visible")).to_have_count(len(doubtful))
        expect(page.locator("#sheets .paragraph:visible")).to_have_count(len(doubtful))
        assert page.is_visible("#no-doubtful") == (not doubtful)
        page.uncheck("#only-doubtful")
        expect(page.locator("#sheets .row:visible")).to_have_count(len(found))
    assert warned >= 2

    kinds = {one["kind"] for one in found}
    assert "related" in kinds, "the last article ends in related ones"
    apart = page.locator("#sheets .apart .row")
    boilerplate = [one for one in found if one["kind"] in {"related", "navigation", "caption"}]
    expect(apart).to_have_count(len(boilerplate))
    expect(page.locator("#sheets .apart .kind", has_text="Related articles")).to_have_count(1)
    page.click("#settings > button")
    page.check("#drop input")
    translate(page)
    expect(apart).to_have_count(0)
    expect(rows(page)).to_have_count(len(found) - len(boilerplate))


def test_dropped_files_in_several_encodings(page: Page) -> None:
    text = "عاجل من المراسل\r\n\r\nقال لافروف إن الوفد وصل.\r\n"
    for encoding in ("cp1256", "utf-8-sig", "utf-16"):
        name = f"خبر {encoding}.txt"
        put(page, "")
        drop(page, (name, text.encode(encoding)))
        expect(box(page)).to_have_value(text.replace("\r\n", "\n"))
        expect(page.locator("#message [role=status]")).to_have_text(f"{name} is loaded.")
        translate(page)
        given, data = download(page, "jsonl")
        assert given == f"خبر {encoding}.jsonl"
        found = records_of(data)
        assert {one["document"] for one in found} == {name}
        assert [one["source"] for one in found] == ["عاجل من المراسل", "قال لافروف إن الوفد وصل."]
        for one in found:
            assert text[slice(*one["span"])] == one["source"], "spans fit the file, not the box"


def test_several_files_at_once(page: Page) -> None:
    texts = {f"{name}.txt": f"وصل الوفد {name}.\n\n{FIRST}" for name in ("واحد", "اثنان", "ثلاثة")}
    drop(page, *((name, text.encode()) for name, text in texts.items()))
    chips = page.locator("#loaded li")
    expect(chips).to_have_count(3)
    assert chips.locator("bdi").all_text_contents() == list(texts)
    page.get_by_role("button", name="Remove اثنان.txt").click()
    expect(chips).to_have_count(2)
    translate(page)
    expect(page.locator("#status .name")).to_have_text("2 texts")
    expect(page.locator("#sheets h2")).to_have_text(["واحد.txt", "ثلاثة.txt"])
    expect(rows(page)).to_have_count(4)
    shown = english(page)
    name, data = download(page, "txt")
    assert name == "translations-txt.zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["واحد.txt", "ثلاثة.txt"]
        files = [archive.read(one).decode("utf-8") for one in archive.namelist()]
    for number, file in enumerate(files):
        for sentence in shown[2 * number : 2 * number + 2]:
            assert sentence in file
    page.get_by_role("button", name="Remove واحد.txt").click()
    expect(chips).to_have_count(0)
    expect(box(page)).to_have_value(texts["ثلاثة.txt"])


def test_files_that_are_refused_get_a_sentence(page: Page) -> None:
    put(page, PASTED)
    for name, data, reason in [
        ("report.pdf", b"%PDF-1.7 ...", "is a PDF"),
        ("letter.docx", b"PK\x03\x04 word/document.xml", "damaged"),
        ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .docx"),
        ("page.txt", b"<!DOCTYPE html><html><body>x</body></html>", "web page"),
        ("noise.txt", bytes(range(256)) * 20, "noise.txt"),
    ]:
        drop(page, (name, data))
        expect(alert(page)).to_contain_text(reason)
        expect(alert(page)).to_contain_text(name)
        expect(box(page)).to_have_value(PASTED)
    drop(page, ("a.txt", FIRST.encode()), ("b.pdf", b"%PDF-1.7 ..."))
    expect(alert(page)).to_contain_text("b.pdf")
    expect(alert(page)).not_to_contain_text("a.txt")


def test_texts_that_cannot_be_translated_get_a_sentence(page: Page) -> None:
    for text, reason in [
        (" \n ", "There is nothing to translate; paste Arabic text"),
        ("Only English here.", "The text holds no Arabic; paste a text written in Arabic."),
        ("قال الوزير. " * 20_000, "240,000 characters and this page takes 200,000; shorten it"),
    ]:
        put(page, text)
        page.click("#translate")
        expect(alert(page)).to_contain_text(reason)
        expect(rows(page)).to_have_count(0)
        expect(page.locator("#translate")).to_be_enabled()
    translate(page, PASTED)
    expect(alert(page)).to_have_count(0)


def test_stop_keeps_what_is_ready_and_clear_takes_all_away(page: Page) -> None:
    put(page, many(1000))
    begin(page)
    expect(page.locator("#translate")).to_be_disabled()
    expect(page.locator("#downloads")).to_be_hidden()
    page.wait_for_selector("#sheets .row:not(.pending)")
    page.click("#stop")
    expect(state(page)).to_contain_text("Stopped after")
    finish(page)
    expect(page.locator("#stop")).to_be_disabled()
    done = [one for one in english(page) if one]
    assert 0 < len(done) < LONG
    expect(state(page)).to_have_text(f"Stopped after {len(done)} of {LONG} segments")
    found = records(page)
    assert [one["translation"] for one in found] == done
    assert [one["segment"] for one in found] == list(range(len(done)))
    page.click("#clear")
    expect(rows(page)).to_have_count(0)
    expect(box(page)).to_have_value("")
    expect(page.locator("#status")).to_be_empty()
    expect(page.locator("#copy-all")).to_be_hidden()
    page.reload()
    page.wait_for_selector("[data-ready]", state="attached")
    expect(rows(page)).to_have_count(0)
    expect(box(page)).to_have_value("")


def test_markup_is_text_wherever_it_comes_from(page: Page) -> None:
    drop(page, ("<img src=x onerror=window.hit=3>.txt", HOSTILE.encode()))
    name = "img src=x onerror=window.hit=3.txt"  # what Gradio leaves of it
    expect(page.locator("#message [role=status]")).to_have_text(f"{name} is loaded.")
    translate(page)
    assert "".join(arabic(page)).replace(" ", "") == HOSTILE.replace(" ", "")
    expect(page.locator("#status .name")).to_have_text(name)
    row = rows(page).last
    row.hover()
    row.locator("[data-do=edit]").click()
    row.locator(".edit textarea").fill("A <script>window.hit = 4</script> & <img src=x> word.")
    page.keyboard.press("Enter")
    expect(row.locator(".target")).to_have_text(
        "A <script>window.hit = 4</script> & <img src=x> word."
    )
    row.locator(".target .w").first.click()
    expect(page.locator("#card .card-target")).to_be_visible()
    drop(page, ("<b>other</b>.txt", HOSTILE.encode()), ("two.txt", HOSTILE.encode()))
    expect(page.locator("#loaded li")).to_have_count(3)
    expect(page.locator(":is(#work, #loaded) :is(img, script), #loaded b")).to_have_count(0)
    html = download(page, "html")[1].decode("utf-8")
    assert "window.hit = 4" in html
    assert not re.search(r"<(script|img)", html)
    for to, part in (("docx", "word/document.xml"), ("xlsx", "xl/sharedStrings.xml")):
        with zipfile.ZipFile(io.BytesIO(download(page, to)[1])) as archive:
            inside = archive.read(part).decode("utf-8")
        assert "&lt;script&gt;window.hit = 4" in inside
        assert "<script" not in inside
    assert page.evaluate("window.hit") is None
