"""The server that shows the page: where it listens, and how it begins and ends."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.requests import HTTPConnection
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from translator.errors import InputError
from ui.accounts import checker, user_in
from ui.guard import MAX_UPLOAD, Guard, Hosts

if TYPE_CHECKING:  # Gradio takes seconds; a wrong address is told at once
    import gradio as gr
    from fastapi import FastAPI

_UPLOADS = (60, 600)
"""Seconds between two clearings of the folder of uploads, and the age of what goes then."""

_THREADS = 100
"""Threads for the page's functions: a visitor whose translation runs holds one."""

_LOOK = 0.02
"""Seconds between two looks of Gradio's queue for somebody who pressed a button."""

_SESSIONS = 500
"""Pages of which Gradio keeps what it made of its parts, some 60 KB each; none of ours is in it."""

_CONNECTIONS = 800
"""Connections at the same time; a visitor's browser holds up to six, most of them two."""

_IDLE = 20.0
"""Seconds after which a connection goes that has not sent the head of a request meanwhile."""

_GRACE = 1
"""Seconds that answers under way are given when the server ends."""

_LAST = 1.6
"""Seconds after which the process ends whatever a thread of it is still computing."""


@dataclass(frozen=True, slots=True)
class Service:
    """Where the page is served, under which names, and to whom.

    host: an address or a name of this machine to listen on.
    port: from 1 to 65535.
    names: further names that the page is asked for by, as behind a proxy.
    accounts: passwords by user; where there are none, nobody has to log in.
    """

    host: str = "127.0.0.1"
    port: int = 7860
    names: Sequence[str] = ()
    accounts: Mapping[str, str] = field(default_factory=dict, repr=False)


def launch(service: Service, build: Callable[[], gr.Blocks]) -> None:
    """Serve a page until interrupted (Ctrl-C, SIGTERM), then end the process with status 0.

    `build` makes the page; it is called once the address is had, and may take its time: browsers
    that come meanwhile wait. Interrupted before the page is served, it returns. Raises InputError
    where the port is taken, the host none of this machine's or a name no name, and what `build`
    raises.
    """
    hosts = hosts_of(service)
    server = None
    with suppress(KeyboardInterrupt), _signals(), _listening(service) as listener, _folder() as at:
        _settle_gradio(at)
        application, inside = _application(build(), service, listener)

        def user(request: HTTPConnection) -> str | None:
            return user_in(inside, request)

        guard = Guard(application, hosts, at, user if service.accounts else None)
        address = _address(listener)
        print(f"The page is at {address} (Ctrl-C ends it)", file=sys.stderr, flush=True)
        server = _Server(guard, at)
        server.run(sockets=[listener])
    print(file=sys.stderr, flush=True)
    if server is not None:
        # Python would wait for threads that translate, and CTranslate2 abort under others.
        os._exit(0)


def _application(
    page: gr.Blocks, service: Service, listener: socket.socket
) -> tuple[FastAPI, FastAPI]:
    """The page as an application, and Gradio's own within it, which knows who is logged in."""
    import gradio as gr
    from fastapi import FastAPI

    from ui.theme import head, theme

    page.delete_cache = _UPLOADS
    page.max_threads = page._queue.max_thread_count = _THREADS
    page._queue.sleep_when_free = _LOOK  # a thousand times a second else
    page.state_session_capacity = _SESSIONS
    host, port = listener.getsockname()[:2]
    application = gr.mount_gradio_app(
        FastAPI(openapi_url=None, docs_url=None, redoc_url=None),
        page,
        "/",
        server_name=host,
        server_port=port,
        auth=checker(service.accounts) if service.accounts else None,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        show_error=True,
        max_file_size=MAX_UPLOAD,
        theme=theme(),
        head=head(),
    )
    # Where it is false Gradio (6.31) takes any file of this machine that a visitor names for an
    # upload, and `mount_gradio_app` leaves it so. The guard looks at such names as well.
    page.has_launched = True
    return application, application.routes[-1].app


class _Connection(H11Protocol):
    """A connection that cannot be held without asking for anything, as Uvicorn's can."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to look after it."""
        super().connection_made(transport)
        self.loop.call_later(_IDLE, self._look, None)

    def _look(self, former: RequestResponseCycle | None) -> None:
        if self.transport.is_closing():
            return
        cycle = self.cycle
        if cycle is former and (cycle is None or cycle.response_complete):
            self.transport.close()
        else:
            self.loop.call_later(_IDLE, self._look, cycle)


class _Server(uvicorn.Server):
    """Uvicorn with limits, and with an end that no visitor and no translation can hold up."""

    def __init__(self, application: Any, folder: str) -> None:
        self._folder = folder
        settings = uvicorn.Config(
            application,
            http=_Connection,
            ws="none",
            log_level="error",
            access_log=False,
            server_header=False,
            forwarded_allow_ips="127.0.0.1,::1",
            limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=_GRACE,
        )
        super().__init__(settings)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what is under way: the streams of open pages never would of themselves."""
        last = threading.Timer(_LAST, self._leave)
        last.daemon = True
        last.start()
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # of what is cut off here
        await super().shutdown(sockets)

    def _leave(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        os._exit(0)


def hosts_of(service: Service) -> Hosts:
    """The names that the page answers to. Raises InputError for one that is none."""
    names = {"localhost"}
    beyond = reaches_beyond(service.host)
    if beyond:
        machine = socket.gethostname().lower()
        names |= {machine, machine.partition(".")[0], f"{machine.partition('.')[0]}.local"}
    for name in (*service.names, _bare(service.host)):
        if name in service.names and (not name or set(name) & set("/:@[]\\ ")):
            raise InputError(
                f"--name {name}: give the bare name of a host, such as news.example.org, "
                "without https:// and port"
            )
        names.add(name.lower().removesuffix("."))
    return Hosts(frozenset(names), beyond)


def reaches_beyond(host: str) -> bool:
    """Whether other machines can reach a server that listens on `host`."""
    bare = _bare(host)
    if bare.lower() == "localhost":
        return False
    try:
        return not ipaddress.ip_address(bare.partition("%")[0]).is_loopback
    except ValueError:
        return True


def _bare(host: str) -> str:
    """An IPv6 address without the brackets that it has in addresses of pages."""
    return host[1:-1] if host.startswith("[") and host.endswith("]") else host


@contextmanager
def _listening(service: Service) -> Iterator[socket.socket]:
    """The socket of the server: had before the model is loaded, so that nobody else takes it."""
    host, port = _bare(service.host), service.port
    if not 0 < port < 65536:
        raise InputError(f"there is no port {port}; give a --port between 1 and 65535")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, place = found[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise _unreachable(host, port, error) from None
    with listener:
        try:
            if os.name == "posix":  # elsewhere it would let two servers share a port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(place)
            listener.listen(1)  # the port is ours only then
            listener.setblocking(False)
        except OSError as error:
            raise _unreachable(host, port, error) from None
        yield listener


def _unreachable(host: str, port: int, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or "no such host"
    return InputError(
        f"cannot listen on {host}:{port}: {reason[:1].lower()}{reason[1:]}; "
        "give another --host or --port"
    )


def _address(listener: socket.socket) -> str:
    """The address that opens the page in a browser on this machine."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


@contextmanager
def _folder() -> Iterator[str]:
    """The one place for what visitors send: a folder for nobody else, gone with the server."""
    former = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="translator-") as folder:
        tempfile.tempdir = folder
        try:
            yield folder
        finally:
            tempfile.tempdir = former


def _settle_gradio(folder: str) -> None:
    """What Gradio reads from the environment, before it is imported.

    Nobody is told that the page is used, and no variable opens what no option here names: folders,
    a tunnel, another address of the page.
    """
    for name in [name for name in os.environ if name.startswith("GRADIO_")]:
        del os.environ[name]
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = folder


@contextmanager
def _signals() -> Iterator[None]:
    """The signals that end services and terminals end the server as Ctrl-C does."""
    former: dict[int, Any] = {}
    if threading.current_thread() is threading.main_thread():
        handlers: dict[str, Any] = {"SIGTERM": signal.default_int_handler, "SIGHUP": _as_sigterm}
        for name, handler in handlers.items():
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                former[number] = signal.signal(number, handler)
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _as_sigterm(*_: object) -> None:
    """Of the two Uvicorn knows only the one: from the other it would end without its shutdown."""
    signal.raise_signal(signal.SIGTERM)
