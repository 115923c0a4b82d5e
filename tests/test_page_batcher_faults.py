"""A fault of the batcher is that of one visitor, and closing it ends in time."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence

import pytest
from batches import PATIENCE, Plug, Visitor, batcher, numbered, single

from translator.api import Translator
from translator.engine import Decoding, Engine, Hypothesis, Job, Pieces
from translator.pipeline import Request
from ui.batcher import Batcher, Closed

__all__ = ["batcher", "single"]


def faulty(monkeypatch: pytest.MonkeyPatch, error: Exception, word: str) -> None:
    """The engine fails at every sentence that holds a word."""
    encode = Engine.encode

    def failing(self: Engine, text: str) -> Pieces:
        if word in text:
            raise error
        return encode(self, text)

    monkeypatch.setattr(Engine, "encode", failing)


@pytest.mark.parametrize("kind", [RuntimeError, MemoryError, IndexError])
def test_a_fault_is_that_of_one_visitor(
    single: Batcher,
    translator: Translator,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    kind: type[Exception],
) -> None:
    error = kind("وصل القنصل")
    faulty(monkeypatch, error, "القنصل")
    sound, guilty = [Visitor(), Visitor(), Visitor()], Visitor()
    plug = Plug(single, translator)
    for n, visitor in enumerate(sound[:2]):
        single.submit(visitor.work(numbered(5, f"خبر {n}"), translator))
    single.submit(guilty.work([*numbered(1), Request("وصل القنصل."), *numbered(9)], translator))
    with caplog.at_level(logging.DEBUG):
        plug.pull.set()
        assert guilty.over.wait(PATIENCE)
        for n, visitor in enumerate(sound[:2]):
            wanted = translator.translate_together(numbered(5, f"خبر {n}"))
            assert visitor.wait() == wanted
    assert guilty.errors == [error]
    assert (guilty.rows, guilty.ends) == ([], 1)
    assert "القنصل" not in caplog.text
    assert kind.__name__ in caplog.text
    single.submit(sound[2].work(numbered(3), translator))
    assert len(sound[2].wait()) == 3


def test_a_fault_that_passes_is_no_fault(
    batcher: Batcher, translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded, calls = Engine.decoded, [0]

    def failing_once(
        self: Engine, jobs: Sequence[Job], how: Decoding
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        calls[0] += 1
        if calls[0] == 1:
            raise RuntimeError("out of memory")
        return decoded(self, jobs, how)

    wanted = translator.translate_together(numbered(6))
    monkeypatch.setattr(Engine, "decoded", failing_once)
    visitor = Visitor()
    batcher.submit(visitor.work(numbered(6), translator))
    assert visitor.wait() == wanted


def test_a_visitor_who_fails_harms_nobody_else(single: Batcher, translator: Translator) -> None:
    def fail() -> None:
        raise KeyError("the page is gone")

    broken, sound = Visitor(), Visitor()
    broken.then = fail
    plug = Plug(single, translator)
    single.submit(broken.work(numbered(8), translator))
    single.submit(sound.work(numbered(8), translator))
    plug.pull.set()
    assert len(sound.wait()) == 8
    assert broken.over.wait(PATIENCE)
    assert [type(error) for error in broken.errors] == [KeyError]
    assert len(broken.calls) == 1


def test_closing_ends_in_time_whatever_is_going_on(
    translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, go_on = threading.Event(), threading.Event()

    def waiting(self: Engine, text: str) -> Pieces:
        stuck.set()
        go_on.wait(PATIENCE)
        raise RuntimeError

    batcher = Batcher(1)
    visitors = [Visitor(), Visitor()]
    monkeypatch.setattr(Engine, "encode", waiting)
    batcher.submit(visitors[0].work(numbered(4), translator))
    assert stuck.wait(PATIENCE)
    batcher.submit(visitors[1].work(numbered(4), translator))
    began = time.monotonic()
    batcher.close()
    assert time.monotonic() - began < 2
    go_on.set()
    for visitor in visitors:
        assert visitor.over.wait(PATIENCE)
        assert [type(error) for error in visitor.errors] == [Closed]
        assert (visitor.rows, visitor.ends) == ([], 1)
    with pytest.raises(Closed):
        batcher.submit(visitors[0].work(numbered(1), translator))


def test_a_program_ends_in_peace_while_a_batch_is_decoded() -> None:
    program = (
        "import threading\n"
        "from translator.api import Translator\n"
        "from translator.pipeline import Request\n"
        "from ui.batcher import Batcher, Work\n"
        "requests = [Request(f'قال الوزير إن الوفد رقم {n} وصل.') for n in range(200)]\n"
        "begun = threading.Event()\n"
        "tell = lambda *_: begun.set()\n"
        "Batcher().submit(Work(requests, Translator.load(), tell, print, tell))\n"
        "begun.wait()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The server is being stopped")
