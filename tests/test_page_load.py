"""The page's server: many visitors at once, requests that make no sense, visitors who go away."""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
import visitor
from browser import JSON, Answer, ask
from playwright.sync_api import Browser, expect
from visitor import Server

from glossary import Glossary
from translator.api import Translator
from translator.segment import segment
from ui.app import _Events
from ui.batcher import Batcher
from ui.desk import Desk
from ui.desks import Desks
from ui.layers import Layer, Layers
from ui.news import news
from ui.state import state_of
from ui.workshop import Workshop

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
from page import Client, config_of

pytest_plugins = ["visitor"]

CALL, JOIN = "/gradio_api/component_server", "/gradio_api/queue/join"
LONG = "\n\n".join(f"قال الوزير رقم {n} إن الوفد وصل إلى المدينة." for n in range(300))
PATIENCE = 120


@pytest.fixture(scope="module")
def config(server: Server) -> dict[str, Any]:
    return config_of(server[0])


@pytest.fixture
def workshop(translator: Translator) -> Iterator[Workshop]:
    made = Workshop(translator, Layers([Layer("default", "Shipped", Glossary.default())]))
    yield made
    made.batcher.close()


def until_still(desk: Desk) -> None:
    end = time.monotonic() + PATIENCE
    while desk.running:
        assert time.monotonic() < end
        time.sleep(0.02)


async def visit(address: str, config: dict[str, Any], text: str) -> Client:
    client = Client(address, config)
    await client.translate(text)
    await client.close()
    return client


def test_fifty_visitors_at_once_have_each_their_own(
    server: Server, config: dict[str, Any], translator: Translator
) -> None:
    texts = [
        f"وصل الوفد رقم {n} إلى خان شيخون.\n\nقال الوزير إن {n * n + 3} شخصا غادروا."
        for n in range(50)
    ]

    async def all_of_them() -> list[Client]:
        return await asyncio.gather(*(visit(server[0], config, text) for text in texts))

    clients = asyncio.run(all_of_them())
    documents = [segment(text) for text in texts]
    whole = translator.translate_documents(documents, glossary=Glossary.default())
    for client, one in zip(clients, whole, strict=True):
        assert client.shown() == [(row.source, row.target) for row in one.translations]
        assert client.state["status"].count("Translated in") == 1
    assert len({client.token for client in clients}) == 50


def call(config: dict[str, Any], name: object, data: object) -> dict[str, Any]:
    [workspace] = [
        one["id"] for one in config["components"] if one["props"].get("elem_id") == "workspace"
    ]
    return {"fn_name": name, "component_id": workspace, "session_hash": "s", "data": data}


def post(address: str, path: str, body: object) -> Answer:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return ask(address, "POST", path, JSON, data)


def test_requests_that_make_no_sense_are_answered(server: Server, config: dict[str, Any]) -> None:
    address, process = server
    good = call(config, "sync", {})
    deep = b"[" * 100_000 + b"]" * 100_000
    [event] = [one["id"] for one in config["dependencies"] if one["api_name"] == "translate"]
    press = {"data": ["made-up", *[None] * 5], "fn_index": event, "session_hash": "s"}
    bodies: list[tuple[str, object]] = [
        *((path, body) for path in (CALL, JOIN) for body in (b"", b"{", b"\xff\xfe", [], None, 5)),
        *((CALL, {**good, name: None}) for name in ("fn_name", "component_id", "session_hash")),
        *((CALL, {**good, "component_id": number}) for number in (-1, 99_999, 10**400, "x", 1.5)),
        *((CALL, {**good, "fn_name": name}) for name in ("__class__", "", 3, "made_up", ["open"])),
        (CALL, b'{"fn_name": "sync", "data": ' + deep + b"}"),
        (JOIN, b'{"session_hash": "s", "data": ' + deep + b"}"),
        *((JOIN, {**press, "fn_index": number}) for number in (-1, 9_999, "x", None, [1])),
        (JOIN, {**press, "session_hash": None}),
        (JOIN, {**press, "data": "x"}),
    ]
    for path, body in bodies:
        answer = post(address, path, body)
        failed = answer.body == "That failed; the log of the server says more.\n"
        assert 400 <= answer.status < 500 or failed, (path, body, answer.body)
        assert answer.body
        assert "Traceback" not in answer.body
    for data in ([], ["made-up"], [{"a": 1}] * 6, press["data"]):  # refused where it is carried out
        assert post(address, JOIN, {**press, "data": data}).status == 200
    asyncio.run(visit(address, config, "وصل الوفد."))
    assert process.poll() is None


FUNCTIONS = """open sync stop clear edit revert undo card gloss loaded remove download terms_panel
terms_list term_form term_save term_remove terms_upload terms_take""".split()
JUNK: list[object] = [
    None,
    True,
    -1,
    10**30,
    1.5,
    "",
    "x" * 100_000,
    "\ud800",
    [],
    [[]],
    {},
    {"a": 1},
]


def test_functions_take_anything(server: Server, config: dict[str, Any]) -> None:
    address, process = server
    client = Client(address, config)

    async def translated() -> None:
        await client.translate("وصل الوفد إلى خان شيخون.")
        await client.close()

    asyncio.run(translated())
    [row] = client.rows
    place = {"sheet": row.rpartition("-")[0], "segment": 0}
    names = """since number text start end side format view query offset count source target was
    version fields name data""".split()
    for function in FUNCTIONS:
        for junk in JUNK:
            answer = post(address, CALL, call(config, function, junk))
            assert answer.status == 200, (function, junk)
            for extra in (place, {"sheet": junk, "segment": junk}):
                data = {"token": client.token, **dict.fromkeys(names, junk), **extra}
                answer = post(address, CALL, call(config, function, data))
                assert answer.status == 200, (function, junk)
                found = json.loads(answer.body)
                assert isinstance(found, dict)
                assert "log of the server" not in answer.body, (function, junk, found)
        for token in ("", "made-up", client.token[:-1], client.token.swapcase(), None, 1, ["x"]):
            found = json.loads(post(address, CALL, call(config, function, {"token": token})).body)
            assert found == {"gone": True} or (function == "open" and found["new"])
    assert process.poll() is None


def test_more_than_a_server_takes_gets_a_sentence(workshop: Workshop) -> None:
    workshop.batcher.close()
    workshop.batcher = Batcher(1, most_jobs=1)
    desks = Desks(workshop)
    events = _Events(desks)
    first, second = desks.open(None), desks.open(None)
    request = gr.Request()
    chosen = (workshop.default, 2, ["default"], False, request)
    events.translate(first.token, LONG, *chosen)
    events.translate(second.token, "وصل الوفد.", *chosen)
    assert (
        "The server is busy (texts being translated: 1); try again in a minute."
        in (state_of(second, 0)["message"])
    )
    assert not second.running
    assert not second.sheets
    first.stop()
    end = time.monotonic() + PATIENCE
    while len(workshop.batcher):
        assert time.monotonic() < end
        time.sleep(0.02)
    events.translate(second.token, "وصل الوفد.", *chosen)
    until_still(second)
    assert state_of(second, 0)["ready"]


def test_many_files_are_not_all_named(workshop: Workshop, tmp_path: Path) -> None:
    desks = Desks(workshop)
    desk = desks.open(None)
    paths = [tmp_path / f"{number}.txt" for number in range(50)]
    for path in paths:
        path.write_text("وصل الوفد.", encoding="utf-8")
    _Events(desks).upload(desk.token, [str(path) for path in paths], "", gr.Request())
    assert "50 texts are loaded." in state_of(desk, 0)["message"]
    assert [source.name for source in desk.sources] == [path.name for path in paths]
    assert not any(path.exists() for path in paths)


def test_a_page_that_went_away_does_not_keep_the_model_busy(workshop: Workshop) -> None:
    gone, here = Desk(workshop), Desk(workshop)
    for desk in (gone, here):
        desk.translate([segment(LONG)], workshop.choice())
    gone.used -= 61
    until_still(gone)
    for desk, whole in ((gone, False), (here, True)):
        until_still(desk)
        assert all(row.line.translation for row in desk.rows()) == whole
    assert "60 seconds; press Translate to have the rest." in state_of(gone, 0)["message"]
    assert not here.message[0]


def test_news_is_told_at_once_and_then_at_a_pace(workshop: Workshop) -> None:
    desk = Desk(workshop)
    desk.translate([segment(LONG)], workshop.choice())

    async def follow() -> list[float]:
        since, times = 0, []
        while True:
            await news(desk, since)
            state = await asyncio.to_thread(state_of, desk, since)
            times.append(time.monotonic())
            desk.answered, desk.seen = times[-1], state["ready"]
            if not state["running"] and state["version"] <= since:
                return times
            since = state["version"]

    began = time.monotonic()
    times = asyncio.run(follow())
    assert len(times) >= 4, "there is more than one answer while it runs"
    assert times[0] - began < 5, "all rows are shown before there is any English"
    gaps = [after - before for before, after in itertools.pairwise(times[1:-2])]
    assert all(gap > 0.2 for gap in gaps), gaps
    assert not desk.running


def memory_of(process: int) -> float:
    """Megabytes that a process holds."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise AssertionError("the process has no memory")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_visitors_who_came_and_went_leave_nothing_much(
    server: Server, config: dict[str, Any]
) -> None:
    address, process = server

    async def visits(numbers: range) -> None:
        for start in numbers[::10]:
            await asyncio.gather(
                *(visit(address, config, f"وصل الوفد رقم {n}.") for n in range(start, start + 10))
            )

    asyncio.run(visits(range(100)))
    before = memory_of(process.pid)
    asyncio.run(visits(range(100, 300)))
    grown = memory_of(process.pid) - before
    assert grown < 40, f"{grown:.0f} MB more for 200 visitors"


def test_clear_right_after_translate_has_the_last_word(browser: Browser, server: Server) -> None:
    with visitor.visit(browser, server[0]) as page:
        visitor.put(page, "وصل الوفد إلى خان شيخون.")
        with page.expect_request(lambda one: '"clear"' in (one.post_data or "")):
            page.evaluate("for (const id of ['translate', 'clear']) window[id].click()")
        page.wait_for_function("window.desk.refresh().then(() => true)")
        expect(visitor.rows(page)).to_have_count(0)
        expect(visitor.box(page)).to_have_value("")


def test_rows_stay_where_an_edit_waits_for_a_server_that_was_started_again(
    browser: Browser, server: Server
) -> None:
    """For the page a server that does not know its desk any more is one that was started again."""
    with visitor.visit(browser, server[0]) as page:
        visitor.put(page, LONG)
        visitor.begin(page)
        page.wait_for_selector("#sheets .row:not(.pending)")
        visitor.edit(page, 0, "Written by hand.")
        page.evaluate("""sessionStorage.setItem('translator-desk', JSON.stringify(
            {...JSON.parse(sessionStorage.getItem('translator-desk')), token: 'forgotten'}))""")
        page.evaluate("void window.desk.refresh()")  # a fast machine may be done already
        expect(visitor.alert(page)).to_contain_text("The server was started again.")
        page.wait_for_timeout(1500)
        expect(visitor.alert(page)).to_contain_text("The server was started again.")
        expect(visitor.rows(page)).to_have_count(300)
        page.click("#translate")
        expect(visitor.alert(page)).to_have_count(0)
        visitor.finish(page)
        assert visitor.english(page)[0] == "Written by hand."
