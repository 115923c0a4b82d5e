"""The page: what is taken away, opened by other readers and compared with what is shown."""

from __future__ import annotations

import io

import docx
import pytest
from documents import memory, sheet_rows, word_rows
from lxml import html as html_reader
from playwright.sync_api import Browser, Page, expect
from visitor import (
    SEEDS,
    alert,
    arabic,
    download,
    drop,
    edit,
    english,
    records_of,
    rows,
    translate,
    visit,
)

from ui.downloads import OFFERED

pytest_plugins = ["visitor"]


def test_every_format_holds_what_the_page_shows(page: Page) -> None:
    article = SEEDS[2]
    page.locator("#examples button").nth(2).click()
    expect(page.locator("#source-text textarea")).to_have_value(article.read_text("utf-8"))
    translate(page)
    edit(page, 4, "Written by hand: 1 < 2 & 3.")
    sources, targets = arabic(page), english(page)
    flat = [" ".join(source.split()) for source in sources]
    offered = page.locator("#downloads button").evaluate_all(
        "all => all.map((e) => e.dataset.download)"
    )
    assert offered == list(OFFERED)
    expect(page.locator("#download-same")).to_have_attribute("hidden", "")
    files = {}
    for name in offered[1:]:
        given, files[name] = download(page, name)
        assert given == f"{article.stem}.{name}"
        expect(page.locator("#downloads")).not_to_have_attribute("open", "")

    text = files["txt"].decode("utf-8")
    assert "achine translation" in text
    place = 0
    for target in targets:
        place = text.index(target, place) + len(target)

    tree = html_reader.fromstring(files["html"])
    for side, texts in (("source", sources), ("target", targets)):
        found = [one.text_content() for one in tree.find_class(side)]
        assert [one.strip() for one in found] == [one.strip() for one in texts]
    warned = [
        " ".join(one.text_content().split()) for one in tree.xpath("//*[@class='warnings']/li")
    ]
    assert warned == [
        " ".join(one.split()) for one in page.locator("#sheets .warnings li").all_text_contents()
    ]
    assert warned

    in_word = word_rows(files["docx"])
    assert len(in_word) == len(targets)
    for row, source, target in zip(in_word, flat, targets, strict=True):
        assert target in " ".join(row[0])
        assert " ".join(" ".join(row[1]).split()) == source

    in_sheet = sheet_rows(files["xlsx"])
    assert [row["Arabic"] for row in in_sheet] == sources
    assert [row["English"] for row in in_sheet] == targets
    assert [row["Origin"] for row in in_sheet].count("person") == 1

    lines = [
        line.split("\t")
        for line in files["tsv"].decode("utf-8").splitlines()
        if not line.startswith("#")
    ]
    head = lines[0]
    assert [line[head.index("source")] for line in lines[1:]] == flat
    assert [line[head.index("translation")] for line in lines[1:]] == targets

    units = memory(files["tmx"]).units
    assert [(unit.source, unit.target) for unit in units] == list(
        zip(sources, targets, strict=True)
    )

    found = records_of(files["jsonl"])
    assert [(one["source"], one["translation"]) for one in found] == list(
        zip(sources, targets, strict=True)
    )
    marked = sum(len([term for term in one["terms"] if term["source_span"]]) for one in found)
    assert marked
    for one in found:
        numbers = page.locator(
            f'#sheets .row[data-segment="{one["segment"]}"] .source mark'
        ).evaluate_all("all => all.flatMap((e) => e.dataset.term.split(' '))")
        assert len(set(numbers)) == len(one["terms"])


@pytest.mark.parametrize("allowed", [True, False])
def test_copying(browser: Browser, address: str, allowed: bool) -> None:
    with visit(browser, address, permissions=["clipboard-read"]) as page:
        if allowed:
            page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        else:  # as on a page that is not served securely
            page.evaluate(
                "Object.defineProperty(navigator.clipboard, 'writeText',"
                " { value: () => Promise.reject(new Error('not allowed')) })"
            )
        expect(page.locator("#copy-all")).to_be_disabled()
        translate(page, "قال الوزير.\nوصل الوفد.\n\nغادر الرئيس دمشق.")
        sources, targets = arabic(page), english(page)
        said, read = page.locator("#announce"), "navigator.clipboard.readText()"
        page.click("#copy-all")
        expect(said).to_have_text("The English copied")
        paragraphs = page.locator("#sheets .paragraph").count()
        copied = page.evaluate(read).replace("\r\n", "\n")
        assert copied.split("\n\n") == [
            " ".join(one.locator(".target").all_text_contents())
            for one in page.locator("#sheets .paragraph").all()
        ]
        assert len(copied.split("\n\n")) == paragraphs
        page.click("#copy-both")
        expect(said).to_have_text("Both languages copied")
        assert page.evaluate(read).replace("\r\n", "\n").split("\n\n") == [
            f"{source}\n{target}" for source, target in zip(sources, targets, strict=True)
        ]
        expect(page.locator("#copy-both")).to_be_focused()
        rows(page).nth(1).hover()
        rows(page).nth(1).locator("[data-do=copy]").click()
        expect(said).to_have_text("The sentence copied")
        assert page.evaluate(read) == targets[1]
        expect(alert(page)).to_have_count(0)


def test_a_word_document_is_read_and_comes_back_as_one(page: Page) -> None:
    given = docx.Document()
    given.add_heading("عنوان الخبر", 1)
    paragraph = given.add_paragraph("وصل الوزير إلى ")
    paragraph.add_run("موسكو").bold = True
    held = io.BytesIO()
    given.save(held)
    drop(page, ("خبر.docx", held.getvalue()))
    expect(page.locator(".loaded li")).to_have_count(1)
    expect(page.locator(".loaded li")).to_contain_text("خبر.docx")
    translate(page)
    edit(page, 0, "A headline by hand")
    name, data = download(page, "same")
    assert name == "خبر.docx"
    heading, body = docx.Document(io.BytesIO(data)).paragraphs
    assert (heading.text, heading.style.name) == ("A headline by hand", "Heading 1")
    assert [run.text.strip(" .") for run in body.runs if run.bold] == ["Moscow"]
    assert [heading.text, body.text] == english(page)
