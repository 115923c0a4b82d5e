"""A queue between two stages of a run: bounded by weight, closed by the giver, or stopped."""

from __future__ import annotations

import sys
import threading
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Stopped(Exception):  # noqa: N818 - no error: the run ends before its work does
    """The run was stopped: what is under way is dropped."""


class Channel(Generic[T]):
    """Hands things on from thread to thread, first in, first out.

    What waits weighs `most` at most together; a thing that weighs more is taken where none waits.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: deque[tuple[T, int]] = deque()
        self._weight = 0
        self._closed = self._stopped = False
        self._changed = threading.Condition()

    def put(self, item: T, weight: int = 1) -> None:
        """Hand something on, once there is room. Raises Stopped."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._stopped or not self._waiting or self._weight + weight <= self._most
            )
            if self._stopped:
                raise Stopped
            self._waiting.append((item, weight))
            self._weight += weight
            self._changed.notify_all()

    def take(self) -> T | None:
        """The next thing; None once the channel is closed and empty. Raises Stopped."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._closed or self._waiting)
            if self._stopped:
                raise Stopped
            if not self._waiting:
                return None
            item, weight = self._waiting.popleft()
            self._weight -= weight
            self._changed.notify_all()
            return item

    def close(self) -> None:
        """Nothing more will be put."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def drain(self) -> list[T]:
        """All that waits; from now on there is room for anything."""
        with self._changed:
            found = [item for item, _ in self._waiting]
            self._waiting.clear()
            self._weight, self._most = 0, sys.maxsize
            self._changed.notify_all()
            return found

    def stop(self) -> None:
        """Wake all who wait; they, and all who come later, get Stopped."""
        with self._changed:
            self._stopped = True
            self._waiting.clear()
            self._weight = 0
            self._changed.notify_all()
