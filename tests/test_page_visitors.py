"""The page: visitors at the same time, and what a token opens."""

from __future__ import annotations

from playwright.sync_api import Browser, expect
from visitor import alert, arabic, begin, edit, english, finish, put, rows, translate, visit

pytest_plugins = ["visitor"]


def test_visitors_do_not_see_each_other(browser: Browser, address: str) -> None:
    shared = "وصل الوفد إلى خان شيخون."
    with visit(browser, address) as one, visit(browser, address) as other:
        texts = {one: "وصل الوزير إلى موسكو.\n\n", other: "غادر الرئيس دمشق.\n\n"}
        for page, text in texts.items():
            put(page, text * 20 + shared)
        for page in texts:
            begin(page)
        for page, text in texts.items():
            finish(page)
            assert arabic(page) == [text.strip()] * 20 + [shared]
        machine = english(other)
        edit(one, 20, "The delegation reached Khan Shaykhun at last.")
        edit(one, 0, "The minister is here.")
        other.reload()
        other.wait_for_selector("[data-ready]", state="attached")
        assert english(other) == machine
        translate(other)
        assert english(other) == machine
        expect(other.locator("#undo")).to_be_disabled()
        expect(other.locator("#sheets .origin")).to_have_count(0)
        one.click("#clear")
        expect(rows(one)).to_have_count(0)
        expect(rows(other)).to_have_count(21)


def test_a_token_that_was_made_up_opens_nothing(browser: Browser, address: str) -> None:
    with visit(browser, address) as page:
        translate(page, "وصل الوزير إلى موسكو.")
        token = page.evaluate("JSON.parse(sessionStorage.getItem('translator-desk')).token")
        assert len(token) >= 40
        for made_up in ("made-up", token[:-1], token.swapcase(), "", None, 1, ["x"], {"a": token}):
            for name in ("sync", "download", "loaded", "undo"):
                answer = page.evaluate(
                    "([name, token]) => window.desk.ask(name, { token, since: 0, format: 'txt' })",
                    [name, made_up],
                )
                assert answer is None
        expect(alert(page)).to_contain_text("Press Translate")
        assert page.evaluate("window.desk.ready()") == token, "the tab's own desk is as it was"
        page.reload()
        page.wait_for_selector("[data-ready]", state="attached")
        assert arabic(page) == ["وصل الوزير إلى موسكو."]
