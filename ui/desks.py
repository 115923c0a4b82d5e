"""Everybody's desks: opened by an unguessable token, closed when left alone for long."""

from __future__ import annotations

import hmac
import threading
import time

from ui.desk import Desk
from ui.workshop import Workshop

IDLE = 12 * 3600.0
"""Seconds after which a desk that nobody used is cleared away with what lies on it."""

MOST = 500
"""Desks at the same time; beyond it the one left alone longest goes."""


class Desks:
    """The desks of one server."""

    def __init__(self, workshop: Workshop, most: int = MOST, idle: float = IDLE) -> None:
        self.workshop = workshop
        self._most, self._idle = most, idle
        self._lock = threading.Lock()
        self._desks: dict[str, Desk] = {}

    def __len__(self) -> int:
        return len(self._desks)

    def open(self, user: str | None) -> Desk:
        """A new desk for a visitor."""
        desk = Desk(self.workshop, user)
        now = time.monotonic()
        with self._lock:
            left = [one for one in self._desks.values() if now - one.used > self._idle]
            free = [one for one in self._desks.values() if not one.running]
            while len(self._desks) - len(left) >= self._most and (oldest := _oldest(free, left)):
                left.append(oldest)
            for one in left:
                self._desks.pop(one.token, None)
            self._desks[desk.token] = desk
        for one in left:
            one.stop()
        return desk

    def find(self, token: object, user: str | None) -> Desk | None:
        """The desk that a token opens, to the user whose it is; None where there is none."""
        if not isinstance(token, str):
            return None
        with self._lock:
            desk = self._desks.get(token)
        if desk is None or not hmac.compare_digest((desk.user or "").encode(), _name(user)):
            return None
        desk.used = time.monotonic()
        return desk


def _name(user: str | None) -> bytes:
    return (user or "").encode()


def _oldest(desks: list[Desk], but: list[Desk]) -> Desk | None:
    return min((one for one in desks if one not in but), key=lambda one: one.used, default=None)
