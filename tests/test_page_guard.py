"""What the page's server lets through, what its answers carry, and who may log in."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import anyio
import pytest
from browser import NoBrowserError, chromium, free_port, running, serving
from playwright.sync_api import ConsoleMessage, expect
from starlette.types import Message, Receive, Scope, Send

from translator.errors import InputError
from ui.accounts import checker, read_accounts
from ui.bodies import names_uploads_only
from ui.guard import MAX_CALL, MAX_UPLOAD, ROUTES, Guard, Hosts
from ui.server import Service, hosts_of, reaches_beyond

USERS = {"amal": "s3cret:colon", "بشير": "كلمة السر"}
JSON = {"Content-Type": "application/json"}

PARTS = (
    "default-src 'self'", "script-src-attr 'none'", "connect-src 'self'", "object-src 'none'",
    "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'",
)  # fmt: skip
"""What the policy must say of all but scripts and styles."""

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
        files, shown = gr.File(), gr.Textbox()
        files.upload(lambda path: open(path).read(), files, shown)
    return page

if "unguarded" in sys.argv:  # Gradio's own look at the names of files must hold alone
    import ui.guard
    ui.guard.names_uploads_only = lambda call, uploads: True
    sys.argv.remove("unguarded")
launch(Service(port=int(sys.argv[1]), accounts=dict(zip(sys.argv[2::2], sys.argv[3::2]))), build)
"""
"""A page that says who is logged in, in the server that the real one has."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The real page, open to everybody."""
    with serving() as address:
        yield address


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


class Answer:
    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status = answer.status
        self.headers = answer.headers
        streams = (answer.getheader("content-type") or "").startswith("text/event-stream")
        self.body = "" if streams else answer.read().decode("utf-8")


def ask(
    address: str,
    method: str,
    path: str,
    headers: dict[str, str] | None = None,
    body: bytes | None = None,
) -> Answer:
    """A request as it is given here, its path untouched; the Host header is the right one."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.netloc, timeout=20)
    given = {"Host": place.netloc, **(headers or {})}
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    if body is not None and "Transfer-Encoding" not in given:
        given.setdefault("Content-Length", str(len(body)))
    for name, value in given.items():
        connection.putheader(name, value)
    connection.endheaders(body)
    try:
        return Answer(connection.getresponse())
    finally:
        connection.close()


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


def test_every_answer_carries_the_headers(address: str, locked: str) -> None:
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
        ask(locked, "GET", "/config"),
    ]
    assert [answer.status for answer in answers] == [
        200, 200, 200, 200, 200, 404, 404, 421, 422, 400, 401,
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
        ("/gradio_api/upload", form, 50_000_000),
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


@pytest.mark.parametrize("guarded", [True, False])
def test_no_file_but_an_uploaded_one_is_read(tmp_path: Path, guarded: bool) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", "utf-8")
    port = free_port()
    command = [sys.executable, "-c", PAGE, str(port), *([] if guarded else ["unguarded"])]
    with running(command, port) as (address, _):
        form = {"Content-Type": "multipart/form-data; boundary=x"}
        name = b'Content-Disposition: form-data; name="files"; filename="a.txt"'
        part = b"--x\r\n" + name + b"\r\n\r\nmy own\r\n--x--\r\n"
        (mine,) = json.loads(ask(address, "POST", "/gradio_api/upload", form, part).body)
        assert "my own" in _read_by_the_page(address, mine)
        up = "/.." * len(Path(mine).parents)
        for path in (str(secret), f"{Path(mine).parent}{up}{secret}", os.path.relpath(secret)):
            said = _read_by_the_page(address, path)
            assert "the secret" not in said
            assert "not uploaded" in said
        if guarded:
            assert "not uploaded here" in _read_by_the_page(address, "http://192.0.2.1/x.txt")
    assert secret.read_text("utf-8") == "the secret"


def _read_by_the_page(address: str, path: str) -> str:
    """What the small page answers to an upload that never was, of a file at `path`."""
    file = {"path": path, "meta": {"_type": "gradio.FileData"}}
    call = {"data": [file], "fn_index": 0, "session_hash": "abcdef"}
    join = ask(address, "POST", "/gradio_api/queue/join", JSON, json.dumps(call).encode())
    if join.status != 200:
        return join.body
    data = f"{address}gradio_api/queue/data?session_hash=abcdef"
    with urllib.request.urlopen(data, timeout=20) as stream:
        return stream.read().decode("utf-8")


def test_files_that_a_call_names(tmp_path: Path) -> None:
    folder = str(tmp_path)
    (tmp_path / "link").symlink_to("/etc")
    for path in (f"{folder}/x", None):
        assert names_uploads_only(json.dumps({"data": [[{"path": path}]]}).encode(), folder)
    for path in (
        "/etc/passwd", folder, f"{folder}/../x", f"{folder}x/y", f"{folder}/link/passwd", "x", "",
        "http://192.0.2.1/", f"file://{folder}/x", 7, [f"{folder}/x"], f"{folder}/x\0",
    ):  # fmt: skip
        for data in ({"path": path}, [{"a": [{"b": {"path": path, "url": f"{folder}/x"}}]}]):
            assert not names_uploads_only(json.dumps({"data": data}).encode(), folder), path
    assert names_uploads_only(b"no JSON", folder)
    assert not names_uploads_only(b"[" * 100_000 + b"]" * 100_000, folder)


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


def _keep(said: list[str], message: ConsoleMessage) -> None:
    if message.type in {"error", "warning"}:
        said.append(message.text)


def test_the_page_works_under_its_policy(address: str, locked: str) -> None:
    try:
        with chromium() as browser:
            for place in (address, locked):
                page = browser.new_page()
                said: list[str] = []
                page.on("console", partial(_keep, said))
                page.on("pageerror", lambda error, said=said: said.append(str(error)))
                page.goto(place)
                if place == locked:
                    page.locator("input").nth(0).fill("بشير")
                    page.locator("input").nth(1).fill(USERS["بشير"])
                    page.get_by_role("button", name=re.compile("log ?in", re.IGNORECASE)).click()
                expect(page.locator("#translate")).to_be_visible(timeout=30_000)
                page.wait_for_timeout(500)
                assert not [text for text in said if "401" not in text]
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
