"""The book of parcels where workers can ask for them: an actor beside the run that was started."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Sequence

from translator.bulk.ray.book import Book, Parcel

_LOOK = 5.0
"""Seconds after which somebody who waits looks for a parcel that is late."""


class Mail:
    """One event loop answers all: nothing here runs side by side."""

    def __init__(self) -> None:
        self._book = Book()
        self._closed = False
        self._news = asyncio.Event()

    async def put(self, number: int, sources: Sequence[str], links: bool) -> None:
        """Have a parcel wait."""
        self._book.put(number, sources, links)
        self._tell()

    async def take(self, ticket: int, node: str) -> Parcel | None:
        """The parcel for a ticket, once there is one; None after the end."""
        while not self._closed:
            parcel = self._book.take(ticket, node, time.monotonic())
            if parcel is not None:
                return parcel
            news = self._news
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(news.wait(), _LOOK)
        return None

    async def done(self, number: int) -> None:
        """A parcel has come back."""
        self._book.done(number, time.monotonic())

    async def lost(self, node: str) -> int:
        """A node is gone for good; how many parcels wait again."""
        return self._again(self._book.lost(node))

    async def recall(self) -> int:
        """Those who had parcels are no more; how many wait again."""
        return self._again(self._book.recall())

    async def close(self) -> None:
        """The end: nobody gets anything more."""
        self._closed = True
        self._tell()

    def _again(self, number: int) -> int:
        if number:
            self._tell()
        return number

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
