"""The server of the page: where it listens, how it begins, what it keeps and how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import JSON, ask, free_port, running

from translator.errors import InputError
from ui.bodies import names_uploads_only
from ui.offline import begin

UI = [sys.executable, "-m", "translator", "ui"]
ARTICLES = [path.read_text("utf-8") for path in Path(__file__).parent.glob("../seeds/*.txt")]

PAGE = """
import sys
import gradio as gr
import ui.server
from ui.server import Service, launch

ui.server._UPLOADS = (1, 1)
ui.server._IDLE = 0.5

def build() -> gr.Blocks:
    with gr.Blocks(analytics_enabled=False) as page:
        files, shown = gr.File(), gr.Textbox()
        files.upload(lambda path: open(path).read(), files, shown)
    return page

if "unguarded" in sys.argv:  # Gradio's own look at the names of files must hold alone
    import ui.guard
    ui.guard.names_uploads_only = lambda call, uploads: True
launch(Service(port=int(sys.argv[1])), build)
"""
"""A page that shows uploaded files, in the server that the real one has, with less patience."""


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The impatient page, and the folder for its temporary files."""
    folder = tmp_path_factory.mktemp("hasty")
    port = free_port()
    command = [sys.executable, "-c", PAGE, str(port)]
    with running(command, port, environment={**os.environ, "TMPDIR": str(folder)}) as (address, _):
        yield address, folder


REFUSED = """
import atexit, sys
from translator.cli import main

slow = {"ctranslate2", "gradio"}
atexit.register(lambda: print(*slow.intersection(sys.modules), end=""))
sys.exit(main(["ui", *sys.argv[1:]]))
"""
"""The command, which names what it has loaded of all that is slow."""


def refused(*options: str) -> tuple[int, str]:
    """Exit status and message of a server that does not start; nothing slow was loaded for it."""
    command = [sys.executable, "-c", REFUSED, *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert not done.stdout
    return done.returncode, done.stderr


def test_addresses_that_cannot_be_used_get_a_sentence() -> None:
    from ui.server import Service, launch

    def never() -> None:
        raise AssertionError("nothing is built for an address that cannot be had")

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=rf"^cannot listen on 127\.0\.0\.1:{port}: .*--port$"):
            launch(Service(port=port), never)
    with pytest.raises(InputError, match=r"^cannot listen on 192\.0\.2\.1:.*--port$"):
        launch(Service("192.0.2.1", free_port()), never)
    with pytest.raises(InputError, match=r"^cannot listen on no host:.*--port$"):
        launch(Service("no host", free_port()), never)
    with pytest.raises(InputError, match="no port 99999"):
        launch(Service(port=99999), never)


def test_what_is_wrong_is_said_before_anything_slow(tmp_path: Path) -> None:
    broken = tmp_path / "broken.tsv"
    broken.write_text("source\nx\n", "utf-8")
    port = str(free_port())
    for options, status, reason in (
        (["--port", port, "--glossary", str(broken)], 2, str(broken)),
        (["--port", port, "--model", str(tmp_path / "none")], 2, "no such model folder"),
        (["--port", port, "--name", "https://x"], 2, "--name https://x: give the bare name"),
        (["--port", port, "--auth", "hunter2"], 2, "--auth number 1: an account is USER:PASSWORD"),
        (["--port", port, "--auth", "@hunter2:x"], 2, "after @ stands a file of accounts"),
        (["--port", "0"], 2, "0 is not a port"),
        (["--port", port, "--threads", "none"], 2, "none is not a whole number"),
    ):
        code, said = refused(*options)
        assert code == status, said
        assert reason in said
        assert "Traceback" not in said
        assert "hunter2" not in said


@pytest.mark.parametrize(
    ("host", "shown", "options", "warned"),
    [
        ("127.0.0.1", "127.0.0.1", [], False),
        ("localhost", "", [], False),
        ("::1", "[::1]", [], False),
        ("0.0.0.0", "127.0.0.1", [], True),
        ("0.0.0.0", "127.0.0.1", ["--auth", "amal:hunter2"], False),
    ],
)
def test_the_address_that_is_printed_can_be_opened(
    host: str, shown: str, options: list[str], warned: bool
) -> None:
    if ":" in host and not _has_ipv6():
        pytest.skip("this machine has no IPv6")
    command = [*UI, "--host", host, "--port", str(free_port()), "--no-glossary", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        line = server.stderr.readline()
        assert line.startswith("translator: warning: whoever reaches 0.0.0.0") == warned
        line = server.stderr.readline() if warned else line
        address = line.removeprefix("The page is at ").partition(" ")[0]
        try:
            assert address.startswith(f"http://{shown}")
            with urllib.request.urlopen(address, timeout=20) as answer:
                assert answer.status == 200
        finally:
            server.terminate()
            rest = server.stderr.read()
    assert server.returncode == 0
    assert "hunter2" not in line + rest


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_ends_at_once_also_while_translating(tmp_path: Path, sign: signal.Signals) -> None:
    port = free_port()
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with running([*UI, "--port", str(port), "--beam", "8"], port, environment=environment) as (
        address,
        server,
    ):
        folders = [path for path in tmp_path.iterdir() if path.name.startswith("translator-")]
        assert [stat.S_IMODE(path.stat().st_mode) for path in folders] == [0o700]
        state = begin(address, "\n\n".join(ARTICLES * 3))
        heart = urllib.request.urlopen(f"{address}gradio_api/heartbeat/abcdef", timeout=20)
        waiting = threading.Thread(target=_until_it_breaks, args=(state,), daemon=True)
        waiting.start()
        time.sleep(1)
        assert state()["running"]
        began = time.monotonic()
        server.send_signal(sign)
        server.wait(10)
        assert time.monotonic() - began < 2.5  # 2 on a machine with nothing else to do
        assert server.returncode == 0
        heart.close()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in folders if path.exists()]


def _until_it_breaks(state: object) -> None:
    assert callable(state)
    try:
        while True:
            state()
    except OSError:
        pass


def test_uploads_are_kept_apart_and_not_for_long(hasty: tuple[str, Path]) -> None:
    address, folder = hasty
    body = (
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        b"secret\r\n--x--\r\n"
    )
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    request = urllib.request.Request(f"{address}gradio_api/upload", body, kind)
    with urllib.request.urlopen(request, timeout=20) as answer:
        stored = [Path(path) for path in json.load(answer)]
    assert [path.read_bytes() for path in stored] == [b"secret"]
    inside = next(iter(folder.glob("translator-*")))
    assert stat.S_IMODE(inside.stat().st_mode) == 0o700
    assert all(inside in path.parents for path in stored)
    assert [path for path in folder.rglob("*") if path.is_file()] == stored
    end = time.monotonic() + 15
    while any(path.exists() for path in stored) and time.monotonic() < end:
        time.sleep(0.2)
    assert not any(path.exists() for path in stored)


def test_a_connection_that_asks_nothing_goes(hasty: tuple[str, Path]) -> None:
    address, _ = hasty
    place = address.removeprefix("http://").rstrip("/").split(":")
    for sent in (
        b"",
        b"GET / HTTP/1.1\r\nHost: loc",
        b"GET /config HTTP/1.1\r\nHost: localhost\r\n\r\nG",
    ):
        with socket.create_connection((place[0], int(place[1])), timeout=10) as client:
            client.sendall(sent)
            began = time.monotonic()
            while client.recv(100_000):
                pass
            assert time.monotonic() - began < 5
    with urllib.request.urlopen(f"{address}gradio_api/heartbeat/abcdef", timeout=10) as heart:
        time.sleep(2)
        assert heart.readline() == b"data: ALIVE\n", "what is being answered is left alone"


def test_fifty_visitors_with_open_pages(hasty: tuple[str, Path]) -> None:
    address, _ = hasty
    hearts = [
        urllib.request.urlopen(f"{address}gradio_api/heartbeat/visitor{number}", timeout=20)
        for number in range(100)
    ]
    began = time.monotonic()
    with urllib.request.urlopen(f"{address}config", timeout=20) as answer:
        assert answer.status == 200
    assert time.monotonic() - began < 5
    for heart in hearts:
        heart.close()


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
