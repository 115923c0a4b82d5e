"""Taking results in the groups in which they become ready."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")


def groups(items: Iterator[T], pause: float, share: float = 0.2) -> Iterator[list[T]]:
    """Yield what `items` gives in non-empty lists, each as soon as its items are there.

    `items` comes in bursts and is read on a thread of its own, so that what is ready is never held
    back by the wait for what is not. Lists come at least `pause` seconds apart, and further apart
    where using one takes long, so that using them takes at most the `share` of the time. An
    exception of `items` is raised here, after what came before it.
    """
    found: queue.SimpleQueue[T] = queue.SimpleQueue()
    arrived, ended = threading.Event(), threading.Event()
    fault: list[BaseException] = []

    def read() -> None:
        try:
            for item in items:
                found.put(item)
                arrived.set()
        except BaseException as error:  # it belongs to whoever reads the groups
            fault.append(error)
        ended.set()
        arrived.set()

    threading.Thread(target=read, name="translation", daemon=True).start()
    while True:
        arrived.wait()
        arrived.clear()
        over = ended.is_set()
        group = []
        while not found.empty():
            group.append(found.get())
        if group:
            began = time.monotonic()
            yield group
            if not over:
                used = time.monotonic() - began
                ended.wait(max(pause, used * (1 - share) / share))
        if over:
            break
    if fault:
        raise fault[0]
