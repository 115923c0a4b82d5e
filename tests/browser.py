"""A server with the page and a Chromium to look at it, for the tests and docs/screenshot.py."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = [
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
_START = 90
_FETCH = 180


class NoBrowserError(Exception):
    """There is no Chromium here and none could be fetched; the message says why."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium on PATH, else Playwright's own, fetched if need be. Raises NoBrowserError."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    with sync_playwright() as playwright:
        if found is None:
            command = [sys.executable, "-m", "playwright", "install", "chromium"]
            try:
                subprocess.run(command, check=True, capture_output=True, timeout=_FETCH)
            except (subprocess.SubprocessError, OSError) as error:
                reason = f"no Chromium on PATH, and Playwright could not fetch one: {error}"
                raise NoBrowserError(reason) from None
        try:
            browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        except Error as error:
            raise NoBrowserError(f"Chromium does not start: {error.message}") from None
        yield browser
        browser.close()


_FIRST = random.SystemRandom().randrange(20_000, 32_000)  # tests run in several processes
_PORTS = itertools.chain(range(_FIRST, 32_000), range(20_000, _FIRST))


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on, and that no other call has returned.

    It is none of those that the system gives to connections of their own accord: in the seconds
    until a server listens there, one of these could be taken.
    """
    for port in _PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("all ports are taken")


@contextmanager
def serving(*options: str, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Run `translator ui` with `options` on a free port, yield its address, and end it."""
    port = free_port()
    command = [sys.executable, "-m", "translator", "ui", "--port", str(port), *options]
    with running(command, port, environment=environment) as (address, _):
        yield address


@contextmanager
def running(
    command: list[str],
    port: int,
    *,
    host: str = "127.0.0.1",
    environment: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a server that listens on `port`, yield its address and its process, and end it."""
    address = f"http://{host}:{port}/"
    with (
        tempfile.TemporaryFile("w+") as log,  # a pipe that nobody reads would stop the server
        subprocess.Popen(command, env=environment, stderr=log, text=True) as server,
    ):
        try:
            end = time.monotonic() + _START
            while True:
                if server.poll() is not None:
                    log.seek(0)
                    raise AssertionError(f"the page did not start: {log.read()}")
                try:
                    urllib.request.urlopen(address, timeout=5).close()
                    break
                except OSError:
                    if time.monotonic() > end:
                        raise
                    time.sleep(0.2)
            yield address, server
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()
                raise


JSON = {"Content-Type": "application/json"}


class Answer:
    """An answer, read to its end unless it is a stream of events."""

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
