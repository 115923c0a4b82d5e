"""When a page that asks for news of its desk is answered.

Whoever waits for the first rows is answered as soon as there are some. After these the answers keep
a pace, slower where many texts are being translated: each answer costs what a sentence or two do,
and rows that came meanwhile go into the same one.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

import anyio

from ui.desk import Desk

_WAIT = 10.0
"""Seconds that a question for news waits for some."""

_PACE, _FOR_EACH = 0.2, 0.04
"""Seconds from one answer to the next, and those that each text being translated adds."""


async def news(desk: Desk, since: int) -> None:
    """Wait until a page that knows a desk up to change number `since` is to be answered.

    A desk on which nothing is under way is answered for at once.
    """
    now = time.monotonic()
    end = now + _WAIT
    pace = _PACE + _FOR_EACH * len(desk.workshop.batcher)
    early = min(desk.answered + pace, end) if desk.seen else now
    while desk.running:
        known = desk.version
        left = (end if known == since else early) - time.monotonic()
        if left <= 0:
            return
        await _change(desk, known, left)


async def _change(desk: Desk, known: int, seconds: float) -> None:
    """Wait until a desk is no longer as it was at change number `known`, `seconds` at most."""
    loop = asyncio.get_running_loop()
    changed = asyncio.Event()

    def tell() -> None:
        with suppress(RuntimeError):  # the server has ended
            loop.call_soon_threadsafe(changed.set)

    desk.waiting.append(tell)
    if desk.version == known:  # it was not changed before somebody could tell
        with anyio.move_on_after(seconds):
            await changed.wait()
