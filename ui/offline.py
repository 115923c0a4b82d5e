"""`translator ui --check-offline`: whether serving the page contacts another machine.

The server runs in a process of its own with an empty home, as after a fresh installation, and is
used as a browser uses it. Python's own reports (audit events) say what it connects to, looks up and
starts; where there is a /proc, the sockets of the process are looked at too, which shows those that
a library opens behind Python's back, if they last longer than the pause between two looks.
"""

from __future__ import annotations

import ipaddress
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from translator.errors import TranslatorError

_TEXT = "وصل الوزير إلى موسكو. وقال لافروف إن المحادثات كانت مفيدة."
_ROOT = Path(__file__).resolve().parent.parent
_CHILD = (
    "import sys; sys.path[0] = sys.argv[1]; "
    "from ui.offline import serve_watched; serve_watched(sys.argv[2], sys.argv[3:])"
)
_BESIDE = ("config", "theme.css", "favicon.ico", "gradio_api/startup-events")
"""What the page's scripts ask for by themselves."""

_START = 120.0
"""Seconds the server may take to answer."""

_PATIENCE = 60.0
"""Seconds a translation may take."""

_PROC = Path("/proc")
_TABLES = ("tcp", "tcp6", "udp", "udp6")
_PAUSE = 0.01
"""Seconds between two looks at the server's sockets."""

_MASKS = ("GRADIO_", "HF_", "HUGGINGFACE_", "TRANSFORMERS_", "XDG_")
"""Variables that are taken from the server: they could keep it quiet here and nowhere else."""

_ASKED = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_LOOKED_UP = frozenset(
    {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
)
_STARTED = frozenset({"subprocess.Popen", "os.system", "os.posix_spawn", "os.exec", "os.fork"})


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `faults` names what should not be there."""

    what: str
    found: str
    faults: tuple[str, ...] = ()

    def __str__(self) -> str:
        mark = "NO" if self.faults else "ok"
        return f"{mark}  {self.what}: {', '.join(self.faults) or self.found}"


def check_offline(options: Sequence[str]) -> list[Check]:
    """Serve the page with `options` of `translator ui`, use it, and say what was contacted.

    Raises TranslatorError where the page does not come up or does not answer as it should.
    """
    with tempfile.TemporaryDirectory(prefix="translator-") as folder:
        record = Path(folder, "record")
        with (
            _started(Path(folder), record, options) as (address, process),
            Watch(process.pid) as watch,
        ):
            _wait(address, process, Path(folder, "log"))
            asked, foreign = _first_load(address)
            translations = _translate(address)
        events = [json.loads(line) for line in record.read_text("utf-8").splitlines()]
    if not events or not translations:
        raise TranslatorError("the check itself failed: nothing of the server was recorded")
    return [
        Check("the page", f"{asked} requests answered"),
        Check("what the page loads", "all from its own server", foreign),
        Check("translations", f"{len(translations)}, such as {translations[0]!r}"),
        _network(events, _ASKED, "connections"),
        _network(events, _LOOKED_UP, "names looked up"),
        _programs(events),
        _sockets(watch),
    ]


def _network(events: list[dict[str, str]], kinds: frozenset[str], what: str) -> Check:
    found = [event["what"] for event in events if event["event"] in kinds]
    outside = sorted({place for place in found if not is_local(place)})
    return Check(what, f"{len(found)}, none beyond this machine", tuple(outside))


def _programs(events: list[dict[str, str]]) -> Check:
    started = sorted({event["what"] for event in events if event["event"] in _STARTED})
    return Check("programs started", "none", tuple(started))


def _sockets(watch: Watch) -> Check:
    if not watch.looks:
        return Check("sockets", "not looked at, there is no /proc here")
    outside = tuple(sorted(watch.outside))
    return Check("sockets", f"looked at {watch.looks} times, none leads elsewhere", outside)


@contextmanager
def _started(
    folder: Path, record: Path, options: Sequence[str]
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", _CHILD, str(_ROOT), str(record), "ui", "--port", str(port)]
    with Path(folder, "log").open("wb") as messages:
        process = subprocess.Popen(
            [*command, *options],
            env=_cold(folder / "home"),
            stdin=subprocess.DEVNULL,
            stdout=messages,
            stderr=messages,
        )
    try:
        yield f"http://127.0.0.1:{port}/", process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _cold(home: Path) -> dict[str, str]:
    """The environment of somebody who has just come: an empty home and no settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_MASKS)}
    places = {"HOME": "", "USERPROFILE": "", "HF_HOME": "huggingface", "TMPDIR": "tmp"}
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        places[f"XDG_{name}_HOME"] = name.lower()
    for name, place in places.items():
        folder = home / place
        folder.mkdir(parents=True, exist_ok=True)
        kept[name] = str(folder)
    return kept


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START
    while True:
        try:
            _get(address)
            return
        except OSError as error:
            if process.poll() is not None or time.monotonic() > end:
                said = log.read_text("utf-8", "replace").strip().splitlines()
                reason = said[-1] if said else str(error)
                raise TranslatorError(f"the page did not come up: {reason}") from None
        time.sleep(0.1)


def _first_load(address: str) -> tuple[int, tuple[str, ...]]:
    """Ask for what a browser asks for first: how much that was, and what lies elsewhere."""
    page = _get(address).decode("utf-8")
    named = re.findall(r"""<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=["']([^"']+)""", page)
    wanted = {urljoin(address, name) for name in named}
    wanted |= {urljoin(address, name) for name in _BESIDE}
    for style in [place for place in wanted if urlsplit(place).path.endswith(".css")]:
        loads = re.findall(r"""(?:url\(|@import\s)["']?([^"')]+)""", _get(style).decode("utf-8"))
        wanted |= {urljoin(style, name) for name in loads if not name.startswith("data:")}
    own = {place for place in wanted if urlsplit(place).netloc == urlsplit(address).netloc}
    for place in sorted(own):
        _get(place)
    return len(own) + 1, tuple(sorted(wanted - own))


def _translate(address: str) -> list[str]:
    """Have the page translate; the translations, in order, none where it took too long."""
    state_of = begin(address, _TEXT)
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        state = state_of()
        if state["ready"] and not state["running"]:
            cells = re.findall(r'<p class="target".*?>(.*?)</p>', state["sheets"][0], re.DOTALL)
            return [re.sub(r"<[^>]*>", "", cell).strip() for cell in cells]
        time.sleep(0.1)
    return []


def begin(address: str, text: str) -> Callable[[], dict[str, Any]]:
    """Press the page's button over a text, without a browser; what is returned asks how it stands.

    Raises OSError where the page does not answer as it should.
    """
    config = json.loads(_get(f"{address}config"))
    parts = {one["props"].get("elem_id"): one["id"] for one in config["components"]}
    values = {one["id"]: one["props"].get("value") for one in config["components"]}
    session = secrets.token_hex(6)

    def ask(name: str, data: dict[str, Any]) -> dict[str, Any]:
        call = {"fn_name": name, "component_id": parts["workspace"], "session_hash": session}
        answer: dict[str, Any] = _post(
            f"{address}gradio_api/component_server", {**call, "data": data}
        )
        return answer

    token = ask("open", {})["token"]
    values[parts["source-text"]] = text
    event = next(
        one
        for one in config["dependencies"]
        if one["backend_fn"] and [parts["translate"], "click"] in one["targets"]
    )
    inputs = [token, *(values[number] for number in event["inputs"][1:])]
    call = {"data": inputs, "fn_index": event["id"], "session_hash": session}
    _post(f"{address}gradio_api/queue/join", call)
    _get(f"{address}gradio_api/queue/data?session_hash={session}")  # ends with the event
    return lambda: ask("sync", {"token": token, "since": 0})


def _get(address: str) -> bytes:
    with _open(urllib.request.Request(address)) as answer:
        return bytes(answer.read())


def _post(address: str, call: Any) -> Any:
    """The answer to a call of one of the page's functions, JSON both ways."""
    head = {"Content-Type": "application/json"}
    with _open(urllib.request.Request(address, json.dumps(call).encode(), head)) as answer:
        return json.load(answer)


def _open(request: urllib.request.Request) -> Any:
    """Ask the server itself, whatever proxy the environment names. Raises OSError."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return direct.open(request, timeout=30)


def serve_watched(record: str, arguments: Sequence[str]) -> None:
    """Run the command `arguments` in this process, writing each audit event of note to `record`."""
    out = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def hook(event: str, values: tuple[Any, ...]) -> None:
        if event in _ASKED:
            place = values[1]
            if place is not None:  # a message on a socket that is connected already
                _write(out, event, place[0] if isinstance(place, tuple) else "")
        elif event in _LOOKED_UP:
            place = values[0]
            _write(out, event, place[0] if isinstance(place, tuple) else place)
        elif event in _STARTED:
            _write(out, event, values[0] if values else event)

    sys.addaudithook(hook)
    from translator.cli import main

    sys.exit(main(arguments))


def _write(out: int, event: str, what: Any) -> None:
    text = what.decode("utf-8", "replace") if isinstance(what, bytes) else str(what or "")
    os.write(out, json.dumps({"event": event, "what": text}).encode() + b"\n")


def is_local(host: str) -> bool:
    """Whether a host, by name or address, is this machine's loopback; none is, too."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host in {"", "localhost"}
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback or address.is_unspecified


class Watch:
    """Looks at the sockets of a process over and over, from entering to leaving.

    looks: how many times it could. outside: the places beyond this machine that were seen, as
    `tcp 192.0.2.1:443`.
    """

    def __init__(self, process: int) -> None:
        self.looks = 0
        self.outside: set[str] = set()
        self._process = process
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.is_set():
            with suppress(OSError):  # it ended, or there is no /proc here
                self.outside |= remote_places(self._process)
                self.looks += 1
            self._over.wait(_PAUSE)


def remote_places(process: int) -> set[str]:
    """Places beyond this machine that a process or a child of it has a socket to. OSError: none."""
    inodes: set[str] = set()
    for one in _family(process):
        inodes |= _inodes(one)
    found = set()
    for table in _TABLES:
        path = _PROC / str(process) / "net" / table
        if path.exists():
            for line in path.read_text("ascii").splitlines()[1:]:
                fields = line.split()
                host, port = _place(fields[2])
                if fields[9] in inodes and not is_local(host):
                    found.add(f"{table} {host}:{port}")
    return found


def _family(process: int) -> list[int]:
    found = [process]
    for one in found:
        with suppress(OSError):
            for task in (_PROC / str(one) / "task").iterdir():
                with suppress(OSError):
                    found += map(int, (task / "children").read_text("ascii").split())
    return found


def _inodes(process: int) -> set[str]:
    found = set()
    folder = _PROC / str(process) / "fd"
    for name in os.listdir(folder):
        with suppress(OSError):
            target = re.fullmatch(r"socket:\[(\d+)\]", os.readlink(folder / name))
            if target is not None:
                found.add(target[1])
    return found


def _place(field: str) -> tuple[str, int]:
    """`0100007F:1F90` is 127.0.0.1 and 8080: words of four bytes in the machine's own order."""
    address, _, port = field.partition(":")
    raw = bytes.fromhex(address)
    words = [raw[start : start + 4] for start in range(0, len(raw), 4)]
    if sys.byteorder == "little":
        words = [word[::-1] for word in words]
    family = socket.AF_INET if len(raw) == 4 else socket.AF_INET6
    return socket.inet_ntop(family, b"".join(words)), int(port, 16)
