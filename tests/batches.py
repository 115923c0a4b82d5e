"""Visitors of one batcher who note what is told, for the tests of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from translator.api import Translator
from translator.document import Translation
from translator.pipeline import Request
from ui.batcher import Batcher, Work

PATIENCE = 120
"""Seconds after which a test gives a text up; on a machine that is busy all takes long."""


@pytest.fixture
def batcher() -> Iterator[Batcher]:
    made = Batcher()
    yield made
    made.close()


@pytest.fixture
def single() -> Iterator[Batcher]:
    """One thread and small batches, so that the order of things is certain."""
    made = Batcher(1, batch=4)
    yield made
    made.close()


class Visitor:
    """Somebody who notes what is told, alone or in a diary shared with others."""

    def __init__(self, name: str = "", diary: list[tuple[str, str]] | None = None) -> None:
        self.name = name
        self.diary = [] if diary is None else diary
        self.rows: list[tuple[int, Translation]] = []
        self.calls: list[list[int]] = []
        self.errors: list[Exception] = []
        self.ends = 0
        self.over = threading.Event()
        self.then: Callable[[], None] = lambda: None
        self._calling = threading.Lock()

    def deliver(self, rows: list[tuple[int, Translation]]) -> None:
        assert self._calling.acquire(blocking=False), "two calls at the same time"
        self.diary.append((self.name, "rows"))
        self.rows += rows
        self.calls.append([number for number, _ in rows])
        self.then()
        self._calling.release()

    def failed(self, error: Exception) -> None:
        self.errors.append(error)

    def ended(self) -> None:
        self.diary.append((self.name, "end"))
        self.ends += 1
        self.over.set()

    def work(self, requests: Sequence[Request], translator: Translator) -> Work:
        return Work(requests, translator, self.deliver, self.failed, self.ended)

    def wait(self) -> list[Translation]:
        """All translations, once they are there: whole, in order, nothing twice."""
        assert self.over.wait(PATIENCE)
        assert self.errors == []
        assert [number for number, _ in self.rows] == list(range(len(self.rows)))
        assert self.ends == 1
        return [translation for _, translation in self.rows]


class Plug(Visitor):
    """A visitor with whose first row a thread is busy until `pull`: meanwhile others can come."""

    def __init__(self, batcher: Batcher, translator: Translator) -> None:
        super().__init__()
        self.held, self.pull = threading.Event(), threading.Event()
        self.then = self.hold
        batcher.submit(self.work(numbered(1, "انتظر"), translator))
        assert self.held.wait(PATIENCE)

    def hold(self) -> None:
        self.held.set()
        self.pull.wait(PATIENCE)


def numbered(count: int, word: str = "خبر") -> list[Request]:
    return [Request(f"{word} رقم {n}.") for n in range(count)]
