"""Many visitors of a real page over HTTP against bulk on the same texts, in one run, as ratios.

    python benchmarks/page.py [--clients N] [--rounds N] [--sets NAME...]

Each round and set of articles has a `translator ui` of its own in a child process, and a child that
translates the same articles as bulk does; neither has seen them before. Every visitor does what the
page's script does: opens a desk, presses Translate through Gradio's queue, and asks for news until
nothing is under way; all come at the same moment. The sets are those of benchmarks/serving.py:
"repeated", the five articles of ui/examples in turn, and "distinct", without a sentence in common.
Afterwards each visitor's rows, as they were shown and as they are downloaded, are compared with
bulk's: the run fails where one differs.

The main figure is the ratio of processor time, the server's process against bulk's (from /proc, so
on Linux only): other programs on the machine, and the visitors themselves, move it least. Times to
the first row count from pressing Translate; a visitor who is alone has an article of their own.
Last, a term is added that stands in three sentences of an article: from the call to their new rows.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import json
import multiprocessing
import os
import re
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx
from serving import Alternating, distinct, repeated, spread

from glossary.term import Glossary
from translator.api import Translator
from translator.document import Document
from translator.formats import to_document

SETS = ["repeated", "distinct"]

START = 120.0
"""Seconds that the server may take to begin."""

_CELL = re.compile(r'<p class="(source|target)"[^>]*>(.*?)</p>', re.DOTALL)
_ROW = re.compile(r'<div class="row[^"]*" id="([^"]+)"')


class Client:
    """A visitor's browser, as far as the server can tell.

    rows: the HTML of each row by its id, as the page shows it. began: when Translate was pressed.
    times: when rows came, in seconds after that; calls: how often news was asked for.
    """

    def __init__(self, address: str, config: dict[str, Any]) -> None:
        parts = {one["props"].get("elem_id"): one["id"] for one in config["components"]}
        self._values = {one["id"]: one["props"].get("value") for one in config["components"]}
        self._workspace, self._box = parts["workspace"], parts["source-text"]
        self._event = next(
            one
            for one in config["dependencies"]
            if one["backend_fn"] and [parts["translate"], "click"] in one["targets"]
        )
        self._session = secrets.token_hex(6)
        self._http = httpx.AsyncClient(base_url=address, timeout=600, trust_env=False)
        self.token = ""
        self.version = self.calls = 0
        self.state: dict[str, Any] = {}
        self.rows: dict[str, str] = {}
        self.began = 0.0
        self.times: list[float] = []

    async def ask(self, name: str, **values: Any) -> dict[str, Any]:
        """What a function of the page answers."""
        call = {"fn_name": name, "component_id": self._workspace, "session_hash": self._session}
        data = {"token": self.token, **values}
        answer = await self._http.post("gradio_api/component_server", json={**call, "data": data})
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    async def open(self) -> None:
        """Have a desk."""
        self.token = (await self.ask("open"))["token"]

    async def press(self, text: str) -> None:
        """Press Translate over a text, and wait until Gradio says that the event is over."""
        values = {**self._values, self._box: text}
        inputs = [self.token, *(values[number] for number in self._event["inputs"][1:])]
        call = {"data": inputs, "fn_index": self._event["id"], "session_hash": self._session}
        self.began, self.times = time.perf_counter(), []
        (await self._http.post("gradio_api/queue/join", json=call)).raise_for_status()
        place = f"gradio_api/queue/data?session_hash={self._session}"
        async with self._http.stream("GET", place) as events:
            async for line in events.aiter_lines():
                if "close_stream" in line:
                    break

    async def follow(self) -> None:
        """Ask for news until nothing is under way any more, as the page's script does."""
        while True:
            state = await self.ask("sync", since=self.version)
            self.calls += 1
            self._show(state)
            if not state["running"] and state["version"] <= self.version:
                return
            self.version = state["version"]

    def _show(self, state: dict[str, Any]) -> None:
        self.state = state
        if state["sheets"] is not None:
            self.rows = {}
            for sheet in state["sheets"]:
                places = [*_ROW.finditer(sheet)]
                ends = [*(one.start() for one in places[1:]), len(sheet)]
                for one, end in zip(places, ends, strict=True):
                    self.rows[one[1]] = sheet[one.start() : end]
        self.rows |= {f"{sheet}-{segment}": row for sheet, segment, row in state["rows"]}
        if state["ready"]:
            self.times.append(time.perf_counter() - self.began)

    async def translate(self, text: str) -> None:
        """Everything a visitor does with a text."""
        await self.open()
        await self.press(text)
        await self.follow()

    def shown(self) -> list[tuple[str, str]]:
        """Source and target of each row, as they are shown."""
        return [_texts(row) for row in self.rows.values()]

    async def records(self) -> list[dict[str, Any]]:
        """The segments of the download in JSON Lines."""
        answer = await self.ask("download", format="jsonl")
        lines = b64decode(answer["data"]).decode("utf-8").splitlines()
        return [one for one in map(json.loads, lines) if "translation" in one]

    async def close(self) -> None:
        """Go away."""
        await self._http.aclose()


def _texts(row: str) -> tuple[str, str]:
    cells = {side: html.unescape(re.sub(r"<[^>]*>", "", cell)) for side, cell in _CELL.findall(row)}
    return cells["source"].strip(), cells["target"].strip()


@contextmanager
def page(*options: str) -> Iterator[tuple[str, int]]:
    """A server of the page in a child process: its address and the number of the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "translator", "ui", "--port", str(port), *options]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    try:
        end = time.monotonic() + START
        while True:
            try:
                httpx.get(f"{address}config", timeout=START, trust_env=False).raise_for_status()
                break
            except httpx.HTTPError:
                if server.poll() is not None or time.monotonic() > end:
                    raise
                time.sleep(0.2)
        yield address, server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(15)


def config_of(address: str) -> dict[str, Any]:
    """What Gradio tells browsers of the page's parts."""
    found: dict[str, Any] = httpx.get(f"{address}config", timeout=60, trust_env=False).json()
    return found


def processor_of(process: int) -> float:
    """Seconds of processor time that a process has used, all its threads together."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def bulk(there: Connection) -> None:
    """What the child that translates in bulk does: groups of texts in, seconds, processor time and
    the translations out, until the connection is closed."""
    translator, glossary = Translator.load(), Glossary.default()
    while True:
        try:
            documents: list[Document] = there.recv()
        except EOFError:
            return
        began, processor = time.perf_counter(), time.process_time()
        found = [*translator.translate_documents(documents, glossary=glossary)]
        seconds, used = time.perf_counter() - began, time.process_time() - processor
        there.send((seconds, used, [[one.target for one in whole.translations] for whole in found]))


@contextmanager
def in_bulk() -> Iterator[Connection]:
    """A child that translates as bulk does."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    child = spawn.Process(target=bulk, args=(there,), daemon=True)
    child.start()
    there.close()
    try:
        yield here
    finally:
        here.close()
        child.join()


async def visits(address: str, documents: Sequence[Document]) -> list[Client]:
    """A visitor for each document, all at once."""
    config = config_of(address)
    clients = [Client(address, config) for _ in documents]
    await asyncio.gather(
        *(
            client.translate(document.text)
            for client, document in zip(clients, documents, strict=True)
        )
    )
    return clients


async def check(
    clients: Sequence[Client], documents: Sequence[Document], expected: Sequence[Sequence[str]]
) -> None:
    """Every visitor has their own article, translated as bulk does."""
    for client, document, targets in zip(clients, documents, expected, strict=True):
        sources = [one.text for _, _, one in document.segments()]
        assert client.shown() == [
            (source.strip(), target.strip())
            for source, target in zip(sources, targets, strict=True)
        ], "the rows of a visitor are not those of bulk"
        records = await client.records()
        assert [one["source"] for one in records] == sources
        assert [one["translation"] for one in records] == list(targets)


TERM = "جوليندار"
"""A name that no glossary has, for a term that is added."""


async def change(address: str) -> float:
    """Seconds from adding a term that stands in three sentences to their new rows."""
    [first, *_] = repeated(1)
    named = "".join(
        f"\n\nقال {who} إن {TERM} مدينة قديمة." for who in ("الوزير", "السفير", "الوفد")
    )
    client = Client(address, config_of(address))
    await client.translate(first.text + named)
    began = time.perf_counter()
    answer = await client.ask("term_save", fields={"source": TERM, "target": "Gulindar"})
    assert len(answer["rows"]) == 3, answer
    await client.follow()
    seconds = time.perf_counter() - began
    shown = client.shown()
    assert sum("Gulindar" in target for _, target in shown) == 3
    await client.close()
    return seconds


async def round_of(turns: Alternating, documents: Sequence[Document], alone: Document) -> None:
    """A server and a bulk that know nothing, and what both take for the documents."""
    with in_bulk() as other, page() as (address, process):
        [lone] = await visits(address, [alone])
        other.send([alone])  # it is warm then, as the server is
        _, _, expected = other.recv()
        await check([lone], [alone], expected)
        turns.add("alone", lone.times[0])
        before = processor_of(process)
        began = time.perf_counter()
        clients = await visits(address, documents)
        turns.add("page", time.perf_counter() - began)
        turns.add("processor of page", processor_of(process) - before)
        other.send(list(documents))
        seconds, used, expected = other.recv()
        turns.add("bulk", seconds)
        turns.add("processor of bulk", used)
        await check(clients, documents, expected)
        for client in clients:
            turns.add("first", client.times[0])
            turns.add("last", client.times[-1])
            turns.add("calls", client.calls)
            await client.close()
        turns.add("change", await change(address))


def main() -> int:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--clients", type=int, default=50)
    arguments.add_argument("--rounds", type=int, default=1)
    arguments.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    given = arguments.parse_args()

    # The page segments a text itself, which is no list of lines there.
    *apart, alone = (to_document(one.text, one.name) for one in distinct(given.clients + 1))
    for name in given.sets:
        documents = apart if name == "distinct" else repeated(given.clients)
        words = sum(len(document.text.split()) for document in documents)
        print(f"{name}: {len(documents)} articles, {words} Arabic words", flush=True)
        turns = Alternating(given.rounds)
        for _ in range(given.rounds):
            asyncio.run(round_of(turns, documents, alone))
        for side in ("bulk", "page"):
            print(f"  {side}: {words / turns.median(side):6.0f} words/s")
        work = turns.ratio("processor of bulk", "processor of page")
        print(f"  page / bulk, words a second of processor time: {work:.2f}", end=", ")
        print(f"words a second: {turns.ratio('bulk', 'page'):.2f}")
        print(f"  first row: {spread(turns.seconds['first'])}")
        print(f"  last row:  {spread(turns.seconds['last'])}")
        print(f"  first row of a lone visitor: {turns.median('alone'):.2f} s")
        print(f"  questions for news: {statistics.median(turns.seconds['calls']):.0f} a visitor")
        print(f"  three sentences again after a changed term: {turns.median('change'):.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
