"""Who may log in to the page, and that nothing but the form to log in is there without."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import anyio
import pytest
from browser import JSON, NoBrowserError, ask, chromium, free_port, running, serving
from playwright.sync_api import Page, expect

from translator.errors import InputError
from ui.accounts import checker, read_accounts
from ui.guard import ROUTES

USERS = {"amal": "s3cret:colon", "بشير": "كلمة السر"}

PAGE = """
import sys
import gradio as gr
from fastapi import Request
from ui.accounts import user_of
from ui.server import Service, launch

def who(_: object, request: gr.Request) -> str:
    assert isinstance(request, Request)
    return str(user_of(request))

def build() -> gr.Blocks:
    with gr.Blocks(analytics_enabled=False) as page:
        gr.HTML("", elem_id="asked", server_functions=[who])
    return page

launch(Service(port=int(sys.argv[1]), accounts=dict(zip(sys.argv[2::2], sys.argv[3::2]))), build)
"""
"""A page that says who is logged in, in the server that the real one has."""


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real page behind a login."""
    path = tmp_path_factory.mktemp("accounts") / "accounts"
    path.write_text("# who\n" + "".join(f"{user}:{USERS[user]}\n" for user in USERS), "utf-8")
    path.chmod(0o600)
    with serving("--auth", f"@{path}") as address:
        yield address


@pytest.fixture(scope="module")
def asking() -> Iterator[str]:
    """A small page with a function that says who is logged in, behind a login."""
    port = free_port()
    accounts = [part for pair in USERS.items() for part in pair]
    with running([sys.executable, "-c", PAGE, str(port), *accounts], port) as (address, _):
        yield address


def log_in(address: str, user: str) -> dict[str, str]:
    """The cookie of a user who has just logged in, as a header."""
    form = urlencode({"username": user, "password": USERS[user]}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = ask(address, "POST", "/login", kind, form)
    assert answer.status == 200, answer.body
    cookies = answer.headers.get_all("Set-Cookie") or []
    assert cookies
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert cookie.lower().endswith("samesite=lax")
    return {"Cookie": "; ".join(cookie.partition(";")[0] for cookie in cookies)}


def test_without_the_cookie_only_the_login_is_there(locked: str) -> None:
    paths = {"/config/?": "/config", "/gradio_api/component_server/?":
             "/gradio_api/component_server"}  # fmt: skip
    asked = 0
    for route in ROUTES:
        if route.public:
            continue
        path = re.sub(r"\[.*\}", "abcdefghij", paths.get(route.pattern, route.pattern))
        for cookie in ({}, {"Cookie": "access-token=x; access-token-unsecure-=y"}):
            kind = {"Content-Type": route.kinds[0]} if route.kinds else {}
            body = b"{}" if route.most else None
            answer = ask(locked, route.method, path, {**kind, **cookie}, body)
            assert answer.status == 401, (path, answer.status)
            asked += 1
    assert asked == 18
    page = ask(locked, "GET", "/")
    assert page.status == 200
    config = re.search(r"window\.gradio_config = (\{.*?\});</script>", page.body)
    assert config is not None
    known = json.loads(config[1])
    assert known["auth_required"] is True
    assert not known["components"]
    assert not known["dependencies"]


def test_logging_in_and_out(locked: str) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for user, password in (("amal", "wrong"), ("nobody", "s3cret:colon"), ("amal", "")):
        form = urlencode({"username": user, "password": password}).encode()
        assert ask(locked, "POST", "/login", kind, form).status in {400, 422}
    cookie = log_in(locked, "amal")
    assert ask(locked, "GET", "/config", cookie).status == 200
    assert ask(locked, "GET", "/logout", cookie).status == 302
    assert ask(locked, "GET", "/config", cookie).status == 401


def test_a_function_of_the_page_knows_who_asks(asking: str) -> None:
    cookies = {user: log_in(asking, user) for user in USERS}
    config = json.loads(ask(asking, "GET", "/config", cookies["amal"]).body)
    number = next(
        one["id"] for one in config["components"] if one["props"].get("elem_id") == "asked"
    )
    call = {"data": {}, "fn_name": "who", "session_hash": "abc", "component_id": number}
    body = json.dumps(call).encode()
    path = "/gradio_api/component_server"
    for user, cookie in cookies.items():
        answer = ask(asking, "POST", path, {**JSON, **cookie}, body)
        assert answer.status == 200, answer.body
        assert json.loads(answer.body) == user
    assert ask(asking, "POST", path, JSON, body).status == 401
    unsafe = {**call, "fn_name": "__init__"}
    answer = ask(asking, "POST", path, {**JSON, **cookies["amal"]}, json.dumps(unsafe).encode())
    assert answer.status == 404


def test_accounts_are_read(tmp_path: Path) -> None:
    path = tmp_path / "accounts"
    path.write_bytes("\ufeff# staff\r\n\r\namal:a:b\r\nبشير:كلمة\n".encode())
    path.chmod(0o600)
    assert read_accounts(["sara:x y", f"@{path}"]) == (
        {"sara": "x y", "amal": "a:b", "بشير": "كلمة"}, [],
    )  # fmt: skip
    path.chmod(0o644)
    _, warnings = read_accounts([f"@{path}"])
    assert warnings == [f"{path} can be read by others on this machine; chmod 600 hides it"]
    assert read_accounts([]) == ({}, [])


def test_accounts_that_are_none_get_a_sentence_without_the_password(tmp_path: Path) -> None:
    path = tmp_path / "accounts"
    for text, reason in (
        ("", "no account is there"),
        ("# nobody\n", "no account is there"),
        ("amal:ok1\nhunter2\n", f"{path}, line 2: an account is USER:PASSWORD"),
        ("amal: hunter2\n", f"{path}, line 1: an account is USER:PASSWORD"),
        (":hunter2\n", "line 1"),
        ("amal:hunter2\n# x\namal:hunter2\n", "line 3: this user has an account already"),
    ):
        path.write_text(text, "utf-8")
        with pytest.raises(InputError) as caught:
            read_accounts([f"@{path}"])
        assert reason in str(caught.value)
        assert "hunter2" not in str(caught.value)
    path.write_bytes("أمل:hunter2".encode("cp1256"))
    for value in (
        f"@{path}",
        "hunter2",
        "amal:",
        ":hunter2",
        "@",
        "@amal:hunter2",
        "amal:hunter2 ",
    ):
        with pytest.raises(InputError) as caught:
            read_accounts([value])
        assert str(caught.value).startswith("--auth")
        assert "hunter2" not in str(caught.value)


def test_passwords_are_compared_whole() -> None:
    check = checker(USERS)
    assert anyio.run(check, "amal", "s3cret:colon")
    assert anyio.run(check, "بشير", "كلمة السر")
    assert not anyio.run(check, "amal", "s3cret")
    assert not anyio.run(check, "amal", "كلمة السر")
    assert not anyio.run(check, "", "")
    assert not anyio.run(check, "x", "\udcff")


def test_logging_in_with_a_browser(locked: str) -> None:
    try:
        with chromium() as browser:
            page = browser.new_page()
            said: list[str] = []
            page.on("console", lambda message: said.append(message.text))
            page.goto(locked)
            page.locator("input").nth(0).fill("بشير")
            page.locator("input").nth(1).fill(USERS["بشير"])
            page.get_by_role("button", name=re.compile("log ?in", re.IGNORECASE)).click()
            expect(page.locator("#translate")).to_be_visible(timeout=30_000)
            page.wait_for_timeout(500)
            assert not [text for text in said if "Content Security Policy" in text]
            cookies = page.context.cookies()
            assert cookies
            assert all(cookie["httpOnly"] for cookie in cookies)
            assert {cookie["sameSite"] for cookie in cookies} == {"Lax"}
    except NoBrowserError as error:
        pytest.skip(str(error))


def test_who_logs_in_after_another_in_one_tab_sees_nothing_of_them(locked: str) -> None:
    def enter(page: Page, user: str) -> None:
        page.locator("input").nth(0).fill(user)
        page.locator("input").nth(1).fill(USERS[user])
        page.get_by_role("button", name=re.compile("log ?in", re.IGNORECASE)).click()
        ready = "#workspace [data-ready], #workspace[data-ready]"
        page.wait_for_selector(ready, state="attached", timeout=30_000)

    try:
        with chromium() as browser:
            page = browser.new_page()
            page.goto(locked)
            enter(page, "amal")
            expect(page.locator("#account")).to_contain_text("Signed in as amal")
            page.locator("#source-text textarea").fill("وصل الوفد إلى دمشق.")
            page.click("#translate")
            page.locator("#sheets .row").hover()
            page.click("#sheets [data-do=edit]")
            page.fill("#sheets .edit textarea", "A secret of Amal.")
            page.keyboard.press("Enter")
            page.wait_for_selector("#sheets [data-origin=person]")
            for leave in ("#account button", "/logout"):
                if leave.startswith("#"):
                    page.click(leave)
                else:
                    page.goto(locked.rstrip("/") + leave)
                enter(page, "بشير")
                expect(page.locator("#account")).to_contain_text("بشير")
                expect(page.locator("#source-text textarea")).to_have_value("")
                assert page.locator("#sheets .row").count() == 0
                kept = page.evaluate("Object.values({...sessionStorage}).join()")
                assert "دمشق" not in kept
                assert "secret" not in kept
                page.goto(locked.rstrip("/") + "/logout")
                enter(page, "amal")
                page.locator("#source-text textarea").fill("وصل الوفد إلى دمشق.")
    except NoBrowserError as error:
        pytest.skip(str(error))
