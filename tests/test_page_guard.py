"""What the page's server lets through, and what its answers carry."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import anyio
import pytest
from browser import JSON, NoBrowserError, ask, chromium, serving
from playwright.sync_api import ConsoleMessage, expect
from starlette.types import Message, Receive, Scope, Send

from translator.errors import InputError
from ui.guard import MAX_CALL, MAX_UPLOAD, MAX_UPLOADS, Guard, Hosts
from ui.server import Service, hosts_of, reaches_beyond

pytest_plugins = ["visitor"]

PARTS = (
    "default-src 'self'", "script-src-attr 'none'", "connect-src 'self'", "object-src 'none'",
    "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'",
)  # fmt: skip
"""What the policy must say of all but scripts and styles."""


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd", "/file=/etc/passwd", "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=https://example.org/", "/gradio_api/info", "/gradio_api/info/",
        "/gradio_api/openapi.json", "/openapi.json", "/docs", "/redoc", "/gradio_api/mcp",
        "/gradio_api/call/translate", "/gradio_api/run/predict", "/gradio_api/api/predict",
        "/gradio_api/stream/a/0/1/playlist.m3u8", "/gradio_api/deep_link", "/?deep_link=abc",
        "/config?deep_link=abc", "/config?deep%5flink=abc", "/gradio_api/custom_component/a/b/c/d",
        "/svelte/svelte.js", "/monitoring", "/monitoring/summary", "/gradio_api/queue/status",
        "/gradio_api/token", "/gradio_api/user", "/gradio_api/app_id", "/gradio_api/runs",
        "/gradio_api/dev/reload", "/gradio_api/vibe-code", "/robots.txt", "/pwa_icon",
        "/gradio_api/login_check", "/gradio_api", "/gradio_api/",
        # The same in other spellings, and what could lead out of the assets.
        "/gradio_api/%66ile=/etc/passwd", "//gradio_api/info", "/gradio_api//info",
        "/./gradio_api/info", "/assets/../gradio_api/info", "/assets/../../../../etc/passwd",
        "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fetc/passwd", "/static/.hidden",
        "/static/..\\..\\etc", "/assets/", "/assets", "//assets/x", "/%61ssets/index.js",
        "/config//", "/config%2f", "/config/..", "/GRADIO_API/info", "/gradio_api/info%00",
        "/config;x", "/gradio_api/heartbeat/", "/gradio_api/heartbeat/a/b", "/x", "/%", "*",
        "http://x/config/x",
    ],
)  # fmt: skip
def test_what_the_page_does_not_need_is_not_there(address: str, path: str) -> None:
    for method in ("GET", "POST", "HEAD"):
        answer = ask(address, method, path, JSON, b"{}" if method == "POST" else None)
        assert answer.status in {404, 400}, (method, answer.status)
        assert "root:" not in answer.body


def test_no_path_leads_past_the_prefix(address: str) -> None:
    for header in ("X-Forwarded-Prefix", "X-Script-Name", "X-Original-URL", "X-Rewrite-URL"):
        assert ask(address, "GET", "/gradio_api/info", {header: "/gradio_api"}).status == 404
        assert ask(address, "GET", "/", {header: "/gradio_api/info"}).status == 200
    page = ask(address, "GET", "/", {"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in page.body


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "X"])
def test_methods_that_no_route_has(address: str, method: str) -> None:
    for path in ("/", "/config", "/gradio_api/queue/join", "/login"):
        answer = ask(address, method, path, {"Origin": "http://evil.example"})
        assert answer.status == 405
        assert answer.headers["Allow"] in {"GET", "POST"}
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_every_answer_carries_the_headers(address: str) -> None:
    answers = [
        ask(address, "GET", "/"),
        ask(address, "HEAD", "/"),
        ask(address, "GET", "/config"),
        ask(address, "GET", "/theme.css"),
        ask(address, "GET", "/static/js/iframeResizer.contentWindow.min.js"),
        ask(address, "GET", "/static/none.js"),
        ask(address, "GET", "/nothing"),
        ask(address, "GET", "/", {"Host": "evil.example"}),
        ask(address, "POST", "/gradio_api/queue/join", JSON, b"{}"),
        ask(address, "POST", "/gradio_api/component_server", JSON, b"[]"),
    ]
    assert [answer.status for answer in answers] == [
        200, 200, 200, 200, 200, 404, 404, 421, 422, 400,
    ]  # fmt: skip
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        for part in PARTS:
            assert part in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in answer.headers["Permissions-Policy"]
        assert "Server" not in answer.headers
    kept = answers.pop(4)
    assert kept.headers.get("Cache-Control") != "no-store"
    assert {a.headers["Cache-Control"] for a in answers if a is not answers[4]} == {"no-store"}


def test_only_its_own_names_are_answered(address: str) -> None:
    port = urlsplit(address).port
    for host in ("127.0.0.1", f"localhost:{port}", "LOCALHOST.", "127.8.9.1", f"[::1]:{port}"):
        assert ask(address, "GET", "/config", {"Host": host}).status == 200, host
    for host in (
        "evil.example", f"evil.example:{port}", "192.168.1.5", "localhost.evil.example", "",
        "127.0.0.1.evil.example", "localhost@evil.example", "[::2]", "evil.example/localhost",
        "2130706433", "0x7f.1",
    ):  # fmt: skip
        assert ask(address, "GET", "/config", {"Host": host}).status in {421, 400}, host


def test_the_names_of_a_server() -> None:
    assert not reaches_beyond("127.0.0.1")
    assert not reaches_beyond("localhost")
    assert not reaches_beyond("::1")
    assert not reaches_beyond("[::1]")
    assert reaches_beyond("0.0.0.0")
    assert reaches_beyond("::")
    assert reaches_beyond("192.168.1.5")
    assert reaches_beyond("news.example.org")
    wide = hosts_of(Service("0.0.0.0", names=("News.example.org",)))
    for host in ("news.example.org:443", "10.0.0.7:7860", "[fe80::1]", socket.gethostname()):
        assert wide.allow(host), host
    assert not wide.allow("evil.example")
    assert not wide.allow(None)
    behind = hosts_of(Service(names=("news.example.org",)))
    assert behind.allow("news.example.org")
    assert not behind.allow("10.0.0.7")
    for name in ("https://news.example.org", "news.example.org:443", "", "a b"):
        with pytest.raises(InputError, match=r"^--name .*: give the bare name of a host"):
            hosts_of(Service(names=(name,)))


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Site": "nonsense"},
    ],
)
def test_requests_from_other_sites_are_refused(address: str, headers: dict[str, str]) -> None:
    for path in ("/gradio_api/queue/join", "/gradio_api/component_server", "/login"):
        assert ask(address, "POST", path, {**JSON, **headers}, b"{}").status == 403
    assert ask(address, "GET", "/logout", headers).status == 403


def test_the_page_itself_may_be_linked_to(address: str) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert ask(address, "GET", "/", link).status == 200
    own = {"Origin": address.rstrip("/"), "Sec-Fetch-Site": "same-origin", **JSON}
    assert ask(address, "POST", "/gradio_api/queue/join", own, b"{}").status == 422
    assert ask(address, "GET", "/config", {"Sec-Fetch-Site": "none"}).status == 200


def test_a_body_is_taken_in_its_form_only(address: str) -> None:
    plain = {"Content-Type": "text/plain"}
    for path in ("/gradio_api/queue/join", "/gradio_api/component_server", "/gradio_api/upload"):
        assert ask(address, "POST", path, plain, b"{}").status == 415
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    assert ask(address, "POST", "/gradio_api/component_server", form, b"--x--\r\n").status == 415


def test_bodies_that_are_too_long(address: str) -> None:
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    for path, kind, most in (
        ("/gradio_api/queue/join", JSON, MAX_CALL),
        ("/gradio_api/upload", form, MAX_UPLOADS),
    ):
        declared = {**kind, "Content-Length": str(most + 1)}
        answer = ask(address, "POST", path, declared, b"{")
        assert answer.status == 413
        assert answer.body == "This is more than the page takes at once.\n"
        assert ask(address, "POST", path, {**kind, "Content-Length": "9" * 18}, b"").status == 413
    name = b'Content-Disposition: form-data; name="files"; filename="a.txt"'
    part = b"--x\r\n" + name + b"\r\n\r\n%b\r\n--x--\r\n"
    upload = ask(address, "POST", "/gradio_api/upload", form, part % (b"a" * (MAX_UPLOAD + 1)))
    assert upload.status == 413
    assert "maximum allowed size" in upload.body
    assert ask(address, "POST", "/gradio_api/upload", form, part % b"a").status == 200
    assert ask(address, "GET", "/config", {"Content-Length": "5"}, b"hello").status == 413
    assert ask(address, "GET", "/config").status == 200


def test_a_stream_that_grows_too_long_is_cut_off(address: str) -> None:
    place = urlsplit(address)
    head = (
        f"POST /gradio_api/component_server HTTP/1.1\r\nHost: {place.netloc}\r\n"
        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    chunk = b"%x\r\n%b\r\n" % (100_000, b" " * 100_000)
    sent = 0
    with socket.create_connection((place.hostname, place.port), timeout=20) as client:
        client.sendall(head.encode())
        client.settimeout(0.5)
        try:
            while sent < 50 * MAX_CALL:
                client.sendall(chunk)
                sent += len(chunk)
        except OSError:
            pass
        client.settimeout(20)
        try:
            said = client.recv(1000)
        except ConnectionResetError:  # the answer was lost with what had not been read
            said = b"HTTP/1.1 413 "
    assert said.startswith(b"HTTP/1.1 413 ")
    assert sent < 4 * MAX_CALL
    assert ask(address, "GET", "/config").status == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTTP/1.1\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 9,
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST /gradio_api/upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
        b"Transfer-Encoding: chunked\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\nzz",
        b"POST /gradio_api/component_server HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n"
        b"Content-Type: application/json\r\n\r\n{",
        b"GET /gradio_api/queue/data HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        b"Sec-WebSocket-Version: 13\r\n\r\n",
    ],
)
def test_broken_requests_do_no_harm(address: str, sent: bytes) -> None:
    place = urlsplit(address)
    clients = [socket.create_connection((place.hostname, place.port)) for _ in range(20)]
    for client in clients:
        client.sendall(sent)
    began = time.monotonic()
    assert ask(address, "GET", "/config").status == 200
    assert time.monotonic() - began < 5
    for client in clients:
        client.settimeout(0.2)
        with contextlib.suppress(OSError):  # most say nothing and wait
            assert not client.recv(100).startswith((b"HTTP/1.1 2", b"HTTP/1.1 1"))
        client.close()
    assert ask(address, "GET", "/config").status == 200


def _answer(guard: Guard, scope: dict[str, Any], messages: list[Message]) -> list[Message]:
    """What the guard sends, where `messages` come in and then nothing more."""
    sent: list[Message] = []

    async def receive() -> Message:
        if messages:
            return messages.pop(0)
        await anyio.sleep_forever()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    anyio.run(guard, scope, receive, send)
    return sent


async def _reads_all(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that reads a body and swallows its own troubles, as Gradio does."""
    while True:
        message = await receive()
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"done"})


def test_a_body_that_stalls_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.bodies._PATIENCE", 0.1)
    guard = Guard(_reads_all, Hosts(frozenset({"localhost"}), False), "/none")
    scope = {
        "type": "http", "method": "POST", "path": "/gradio_api/queue/join",
        "raw_path": b"/gradio_api/queue/join", "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
    }  # fmt: skip
    part = {"type": "http.request", "body": b"{", "more_body": True}
    assert _answer(guard, scope, [dict(part)])[0]["status"] == 408
    whole = {"type": "http.request", "body": b"}", "more_body": False}
    assert _answer(guard, scope, [dict(part), whole])[0]["status"] == 200


def test_a_websocket_is_closed() -> None:
    guard = Guard(_reads_all, Hosts(frozenset({"localhost"}), False), "/none")
    scope = {"type": "websocket", "path": "/", "headers": [(b"host", b"localhost")]}
    assert _answer(guard, scope, []) == [{"type": "websocket.close", "code": 1008}]


def test_behind_a_proxy_with_tls() -> None:
    with serving("--name", "News.example.org", "--no-glossary") as address:
        outside = {"Host": "news.example.org", "X-Forwarded-Proto": "https"}
        config = json.loads(ask(address, "GET", "/config", outside).body)
        assert config["root"] == "https://news.example.org"
        own = {**JSON, **outside, "Origin": "https://news.example.org"}
        assert ask(address, "POST", "/gradio_api/queue/join", own, b"{}").status == 422
        other = {**own, "Origin": "https://evil.example"}
        assert ask(address, "POST", "/gradio_api/queue/join", other, b"{}").status == 403
        assert ask(address, "GET", "/config", {"Host": "www.example.org"}).status == 421


def _keep(said: list[str], message: ConsoleMessage) -> None:
    if message.type in {"error", "warning"}:
        said.append(message.text)


def test_the_page_works_under_its_policy(address: str) -> None:
    try:
        with chromium() as browser:
            page = browser.new_page()
            said: list[str] = []
            page.on("console", partial(_keep, said))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.goto(address)
            expect(page.locator("#translate")).to_be_visible(timeout=30_000)
            page.wait_for_timeout(500)
            assert not said
            # The policy holds: markup that got into the page could not run or load anything.
            page.evaluate(
                """() => {
                    const box = document.createElement("div");
                    box.innerHTML = '<img src=x: onerror="window.hit = 1">' +
                        '<img src="http://192.0.2.1/x.png">';
                    document.body.append(box);
                }"""
            )
            page.wait_for_timeout(500)
            assert page.evaluate("window.hit") is None
            assert any("192.0.2.1" in text for text in said)
    except NoBrowserError as error:
        pytest.skip(str(error))
