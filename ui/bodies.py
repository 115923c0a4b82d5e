"""The bodies of requests: how much may come, how slowly, and which files they may name."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

import anyio
from starlette.types import Message, Receive

_PATIENCE = 60.0
"""Seconds a request's body may take from its first byte to its last."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a request is answered that is not let through."""

    status: int
    sentence: str
    headers: tuple[tuple[str, str], ...] = ()


TOO_LONG = Refusal(413, "This is more than the page takes at once.")
NOT_UPLOADED = Refusal(403, "A file is named that was not uploaded here.")
FAILED = Refusal(500, "That failed; the log of the server says more.")
_TOO_SLOW = Refusal(408, "The request took too long to arrive.")


class Body:
    """A request's body as it comes, up to a size and within `_PATIENCE`.

    fault: why it is refused; from then on nothing more of it is handed on.
    """

    def __init__(self, receive: Receive, most: int) -> None:
        self.fault: Refusal | None = None
        self._receive = receive
        self._left = most
        self._ended = False
        self._end = anyio.current_time() + _PATIENCE

    async def __call__(self) -> Message:
        """The next message of the request."""
        if self._ended:
            return await self._receive()
        message: Message = {"type": "http.disconnect"}
        if self.fault is None:
            with anyio.move_on_at(self._end) as limit:
                message = await self._receive()
            if limit.cancelled_caught:
                self.fault = _TOO_SLOW
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.fault = TOO_LONG
            return {"type": "http.disconnect"}
        self._ended = message["type"] == "http.request" and not message.get("more_body", False)
        return message

    async def whole(self) -> bytes | None:
        """All of it, None where it did not come to its end."""
        parts = []
        while not self._ended:
            message = await self()
            if message["type"] != "http.request":
                return None
            parts.append(message.get("body", b""))
        return b"".join(parts)


def again(whole: bytes, receive: Receive) -> Receive:
    """A body that was read already, to be read once more."""
    left = [whole]

    async def again() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return again


def names_uploads_only(call: bytes, uploads: str) -> bool:
    """Whether a call's JSON names no file but such as lie in the folder of uploads.

    Gradio takes what a browser calls an upload for one, by `path`, whatever file of the machine it
    names, where it is mounted in another application (6.31); an address it goes and fetches. What
    is no JSON, Gradio refuses.
    """
    try:
        left = [json.loads(call)]
    except ValueError:
        return True
    except RecursionError:
        return False
    while left:
        value = left.pop()
        if isinstance(value, dict):
            path = value.get("path")
            if path is not None and not _lies_in(path, uploads):
                return False
            left += value.values()
        elif isinstance(value, list):
            left += value
    return True


def _lies_in(path: object, folder: str) -> bool:
    if not isinstance(path, str) or "\0" in path:
        return False
    inside = os.path.join(os.path.realpath(folder), "")
    return os.path.isabs(path) and os.path.realpath(path).startswith(inside)
