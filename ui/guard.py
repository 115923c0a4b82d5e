"""What stands before Gradio: which requests are let through, and what every answer carries.

Gradio serves much that this page has no use for (files, a proxy, an interface for programs). The
guard lets through what the page needs and nothing else, so that what Gradio adds one day is closed
until it is wanted here. It is pure ASGI and stands outside everything else, so that Gradio's own
error answers pass through it too.
"""

from __future__ import annotations

import ipaddress
import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.bodies import FAILED, NOT_UPLOADED, TOO_LONG, Body, Refusal, again, names_uploads_only

_log = logging.getLogger(__name__)

MAX_UPLOAD = 20_000_000
"""Bytes of an uploaded file."""

MAX_CALL = 4_000_000
"""Bytes of a call's JSON: a text at the page's limit of characters, and what came with it."""

_MAX_LOGIN = 10_000
MAX_UPLOADS = 100_000_000
"""Bytes of the files that a visitor sends at once. Of each of them Gradio looks at the size."""

_JSON = "application/json"
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_SESSION = "[A-Za-z0-9_-]{1,64}"
_FILE = r"[A-Za-z0-9_~@-][A-Za-z0-9_.~@-]*"


@dataclass(frozen=True, slots=True)
class Route:
    """A path of the page's own: how it is asked, how much it takes, who may.

    most: bytes of a request's body.
    kinds: content types of the body.
    public: asked before a visitor has logged in, too.
    kept: the answer may be kept by the browser.
    names_files: the body may say which uploaded files it means.
    """

    pattern: str
    method: str = "GET"
    most: int = 0
    kinds: tuple[str, ...] = ()
    public: bool = False
    kept: bool = False
    names_files: bool = False


ROUTES = (
    Route("/", public=True),  # without the cookie it is the form to log in
    Route("/config/?"),
    Route(rf"/assets/({_FILE}/)*{_FILE}", public=True, kept=True),
    Route(rf"/static/({_FILE}/)*{_FILE}", public=True, kept=True),
    Route("/(gradio_api/)?theme.css", public=True),
    Route("/favicon.ico", public=True),
    Route("/manifest.json", public=True),
    Route("/login/?", "POST", _MAX_LOGIN, _FORMS, public=True),
    Route("/logout"),
    Route("/gradio_api/startup-events"),
    Route(f"/gradio_api/heartbeat/{_SESSION}"),
    Route("/gradio_api/queue/data"),
    Route("/gradio_api/upload_progress"),
    Route("/gradio_api/upload", "POST", MAX_UPLOADS, _FORMS[:1]),
    Route("/gradio_api/queue/join", "POST", MAX_CALL, (_JSON,), names_files=True),
    Route("/gradio_api/component_server/?", "POST", MAX_CALL, (_JSON,)),
)
"""All that is answered. Paths are matched as they were sent: none holds an escape."""

_ROUTES = tuple((re.compile(route.pattern, re.ASCII), route) for route in ROUTES)
_NOT_SERVED = frozenset({"deep_link"})
"""Parameters that make a route of the page do something else."""

_POLICY = {
    "default-src": "'self'",
    # Gradio writes its settings and its start into the page, and makes functions of the js of
    # events and of the templates of gr.HTML: it does not come up without these two.
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
    # No attribute of an element is a script (onerror="..."): that is how markup in a text would
    # come to run, and neither Gradio nor the page has any.
    "script-src-attr": "'none'",
    "style-src": "'self' 'unsafe-inline'",
    "connect-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
_HEADERS = (
    ("content-security-policy", "; ".join(f"{key} {value}" for key, value in _POLICY.items())),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("x-dns-prefetch-control", "off"),  # links in an article are not looked up
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
)
_OURS = frozenset(name.encode() for name, _ in _HEADERS)

_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\s:/@\[\]\\]+))(?::\d{1,5})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names under which the page may be asked for.

    A page of another site can make a name of its own lead to this machine (DNS rebinding), but not
    make the browser send another name than that. An IP address is nobody's name.

    names: in lower case.
    addresses: any IP address is taken, not only those of the loopback.
    """

    names: frozenset[str]
    addresses: bool

    def allow(self, header: str | None) -> bool:
        """Whether a request with this Host header is for this page."""
        found = _HOST.fullmatch(header or "")
        if found is None:
            return False
        name = (found[1] or found[2]).lower().removesuffix(".")
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return name in self.names
        return self.addresses or address.is_loopback


@dataclass(frozen=True, slots=True)
class Guard:
    """An ASGI application before another one.

    hosts: the names the page answers to.
    uploads: the folder that uploaded files are put in.
    user: who is logged in, None where nobody is; None itself where no login is asked for.
    """

    app: ASGIApp
    hosts: Hosts
    uploads: str
    user: Callable[[HTTPConnection], str | None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, itself or by the application behind it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        route = self._admitted(scope, headers)
        if isinstance(route, Refusal):
            await _refuse(route, scope, send)
        elif route.most:
            await self._with_body(route, _trusted(scope), receive, send)
        else:
            await self.app(_trusted(scope), receive, _dressed(send, route.kept))

    def _admitted(self, scope: Scope, headers: Headers) -> Route | Refusal:
        route = self._route(scope, headers)
        if isinstance(route, Refusal):
            return route
        return self._refusal(route, scope, headers) or route

    def _route(self, scope: Scope, headers: Headers) -> Route | Refusal:
        if not self.hosts.allow(headers.get("host")):
            return Refusal(
                421, "The page is not served under this name (translator ui --name allows one)."
            )
        path = scope["path"]
        routes = [route for pattern, route in _ROUTES if pattern.fullmatch(path)]
        query = scope["query_string"].decode("latin-1")
        extra = _NOT_SERVED.intersection(
            key for key, _ in parse_qsl(query, keep_blank_values=True, max_num_fields=None)
        )
        if not routes or scope.get("raw_path", path.encode()) != path.encode() or extra:
            return Refusal(404, "There is no such page here.")
        for route in routes:
            if scope["method"] == route.method or (scope["method"], path) == ("HEAD", "/"):
                return route
        allowed = ", ".join(route.method for route in routes)
        return Refusal(405, "This is not asked that way.", (("allow", allowed),))

    def _refusal(self, route: Route, scope: Scope, headers: Headers) -> Refusal | None:
        """Why a request for a route is refused, None where it is not. Its body is not read yet."""
        if _foreign(headers, navigates=route.pattern == "/"):
            return Refusal(403, "The request comes from a page of another site.")
        if self.user is not None and not route.public and self.user(HTTPConnection(scope)) is None:
            return Refusal(401, "Please log in.")
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if route.most and kind not in route.kinds:
            return Refusal(415, f"The request's body must be {' or '.join(route.kinds)}.")
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return Refusal(400, "The request's length is no number.")
        if len(length) > 18 or int(length) > route.most:
            return TOO_LONG
        if not route.most and "transfer-encoding" in headers:
            return TOO_LONG
        return None

    async def _with_body(self, route: Route, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a body as it comes; what is wrong with it is told to the sender."""
        body = Body(receive, route.most)
        source: Receive = body
        started = False
        answer = _dressed(send, kept=False)

        async def unless_broken(message: Message) -> None:
            nonlocal started
            if body.fault is None and not started and message.get("status") == 500:
                body.fault = FAILED
            if body.fault is None or started:
                started = True
                await answer(message)

        if route.names_files:
            whole = await body.whole()
            if whole is not None and not names_uploads_only(whole, self.uploads):
                body.fault = NOT_UPLOADED
            source = again(whole or b"", receive)
        if body.fault is None:
            try:
                await self.app(scope, source, unless_broken)
            except ClientDisconnect:  # it went away in the middle, or was told here that it did
                pass
            except Exception:
                if body.fault is None:
                    raise
                if body.fault is FAILED:
                    _log.exception("%s failed", scope["path"])
        if body.fault is not None and not started:
            await _refuse(body.fault, scope, send)


def _trusted(scope: Scope) -> Scope:
    """The request without the headers by which a client could give the page another address.

    Gradio writes the address that X-Forwarded-Host names into the page; the Host header says it
    as well, and that one was looked at.
    """
    kept = [pair for pair in scope["headers"] if pair[0] != b"x-forwarded-host"]
    return {**scope, "headers": kept}


def _foreign(headers: Headers, *, navigates: bool) -> bool:
    """Whether a page of another site sent the request.

    navigates: following a link to here is allowed. Browsers send Sec-Fetch-Site only where the
    page is on the loopback or behind TLS; elsewhere what is left is Origin, sent with every POST.
    """
    site = headers.get("sec-fetch-site")
    if site in {"same-origin", "none"}:
        return False
    if site is not None:
        return not (navigates and headers.get("sec-fetch-mode") == "navigate")
    origin = headers.get("origin")
    if origin is None:
        return False
    return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def _dressed(send: Send, kept: bool) -> Send:
    """`send`, with our headers in place of those that the application may have set."""

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _with_ours(message.get("headers", ()), kept)}
        await send(message)

    return dressed


def _with_ours(headers: Iterable[tuple[bytes, bytes]], kept: bool) -> list[tuple[bytes, bytes]]:
    found = []
    for raw_name, value in headers:
        name = raw_name.lower()
        if name in _OURS or name == b"server" or name.startswith(b"access-control-"):
            continue
        if name == b"cache-control" and not kept:
            continue
        found.append((name, _at_home(value) if name == b"set-cookie" else value))
    found += [(name.encode(), value.encode()) for name, value in _HEADERS]
    if not kept:
        found.append((b"cache-control", b"no-store"))
    return found


def _at_home(cookie: bytes) -> bytes:
    """A cookie that is sent to this page from nowhere else; Gradio's would go with any request."""
    plain = re.sub(rb";\s*samesite=[a-z]*", b"", cookie, flags=re.IGNORECASE)
    return plain + b"; SameSite=Lax"


async def _refuse(refusal: Refusal, scope: Scope, send: Send) -> None:
    body = (refusal.sentence + "\n").encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
        *((name.encode(), value.encode()) for name, value in refusal.headers),
    ]
    start = {"type": "http.response.start", "status": refusal.status}
    await send({**start, "headers": _with_ours(headers, kept=False)})
    shown = b"" if scope["method"] == "HEAD" else body
    await send({"type": "http.response.body", "body": shown})
