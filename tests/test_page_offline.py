"""Serving and using the page contacts nobody, and the check that says so would see it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import NoBrowserError, chromium, serving
from playwright.sync_api import Request, expect

from ui.offline import is_local, remote_places

COMMAND = [sys.executable, "-m", "translator", "ui", "--check-offline"]

SPY = """
import ctypes, socket, subprocess, sys, threading, time

def tell():
    while "translator.cli" not in sys.modules:
        time.sleep(0.05)
    try:
        socket.getaddrinfo("192.0.2.7", 80)
        open_one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        open_one.connect(("192.0.2.1", 9))
    except OSError:
        pass
    subprocess.run(["true"])
    native = ctypes.CDLL(None, use_errno=True)
    place = (2).to_bytes(2, sys.byteorder) + bytes([0, 9, 192, 0, 2, 2]) + bytes(8)
    native.connect(native.socket(2, 2, 0), place, 16)
    time.sleep(60)

threading.Thread(target=tell, daemon=True).start()
"""
"""What a library that tells tales would do, as Python's start-up runs it in every process.

The addresses are kept for documentation (RFC 5737), and connecting a datagram socket sends nothing.
"""

LOOPBACK_ONLY = """
import fcntl, os, socket, struct, sys
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))  # up and running
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
    try:
        probe.connect(("192.0.2.1", 9))
        sys.exit("there is a network here")
    except OSError:
        pass
os.execv(sys.argv[1], sys.argv[1:])
"""


def run(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def test_nobody_is_contacted(tmp_path: Path) -> None:
    done = run(COMMAND, TMPDIR=str(tmp_path))
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert lines[-1] == "offline: nothing beyond this machine was contacted"
    assert len(lines) == 8
    assert all(line.startswith("ok  ") for line in lines[:-1])
    assert "Moscow" in lines[2]
    assert "looked at" in lines[6]
    assert not list(tmp_path.iterdir()), "the home that was made for it is gone"


def test_a_library_that_tells_tales_is_seen(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(SPY, "utf-8")
    done = run(COMMAND, PYTHONPATH=str(tmp_path))
    assert done.returncode == 1, done.stdout + done.stderr
    verdict = done.stdout.splitlines()[-1]
    assert verdict.startswith("NOT offline: ")
    assert "NO  names looked up: 192.0.2.7" in done.stdout
    assert "NO  programs started: true" in done.stdout
    assert "NO  connections: 192.0.2.1" in done.stdout
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return  # without a network there are no such sockets to be seen
    if Path("/proc/self/net/udp").exists():
        assert "udp 192.0.2.2:9" in verdict


def test_what_cannot_be_served_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "broken.tsv"
    broken.write_text("source\nx\n", "utf-8")
    done = run([*COMMAND, "--glossary", str(broken)])
    assert done.returncode == 2
    assert str(broken) in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_with_nothing_but_the_loopback() -> None:
    unshare = shutil.which("unshare")
    if unshare is None or run([unshare, "-rn", "true"]).returncode:
        pytest.skip("this system does not let a user make a network namespace (unshare -rn)")
    apart = [unshare, "-rn", sys.executable, "-c", LOOPBACK_ONLY, *COMMAND]
    done = run(apart)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Moscow" in done.stdout


def test_a_browser_asks_no_other_host(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    home = {**kept, "HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path)}
    asked: set[str] = set()

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"}:
            asked.add(parts.hostname or request.url)

    try:
        with serving(environment=home) as address, chromium() as browser:
            page = browser.new_page()
            page.on("request", note)
            page.goto(address)
            page.locator("#source-text textarea").fill("وصل الوزير إلى موسكو.")
            page.click("#translate")
            expect(page.locator("#sheets .target").first).to_contain_text("Moscow", timeout=60_000)
    except NoBrowserError as error:
        pytest.skip(str(error))
    assert asked == {"127.0.0.1"}


def test_which_addresses_are_this_machine() -> None:
    for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost", "", "0.0.0.0", "::ffff:127.0.0.1"):
        assert is_local(host), host
    for host in ("192.0.2.1", "10.0.0.1", "fe80::1%eth0", "::ffff:192.0.2.1", "localhost.evil"):
        assert not is_local(host), host


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="there is no /proc here")
def test_sockets_of_a_process_are_seen() -> None:
    assert remote_places(os.getpid()) == set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("without a network no socket leads elsewhere")
        assert remote_places(os.getpid()) == {"udp 192.0.2.1:9"}
