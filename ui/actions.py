"""What the page asks of the server, one function a wish. Each takes and gives JSON.

Whatever a browser sends is checked here; what goes wrong comes back as one sentence, `error`.
"""

from __future__ import annotations

import base64
import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

import anyio.to_thread
import gradio as gr
from starlette.requests import Request

from glossary.errors import GlossaryError
from translator.document import Translation
from translator.errors import TranslatorError
from translator.render import card_html, loaded_html
from ui.accounts import user_of
from ui.desk import Desk
from ui.desks import Desks
from ui.downloads import download
from ui.glosses import glosses_of
from ui.news import news
from ui.restore import restore
from ui.sheet import Row
from ui.source import in_box
from ui.state import sentence, state_of
from ui.terms import TERMS

_log = logging.getLogger(__name__)

Data = dict[str, Any]
T = TypeVar("T")

LONGEST = 10_000
"""Characters of one edited sentence at most."""


class Refused(TranslatorError):  # noqa: N818 - a wish that cannot be met, with its sentence
    """What a browser asked for does not make sense."""


class Actions:
    """The functions that the page's script calls, over the desks of all visitors."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    def functions(self) -> list[Callable[..., Any]]:
        """The functions as Gradio takes them: by their names, with plain arguments."""
        return [
            _answering(self._open, "open"),
            self._sync(),
            *(
                _answering(self._on_desk(does), name)
                for name, does in (
                    ("stop", _stop),
                    ("clear", _clear),
                    ("edit", _edit),
                    ("revert", _revert),
                    ("undo", _undo),
                    ("card", _card),
                    ("gloss", _gloss),
                    ("loaded", _loaded),
                    ("remove", _remove),
                    ("download", _download),
                    *TERMS.items(),
                )
            ),
        ]

    def _open(self, data: Data, request: gr.Request) -> Data:
        """The desk of a token, or a new one with what the page had kept of a former one."""
        user = user_of(_web(request))
        desk = self._desks.find(data.get("token"), user)
        if desk is None:
            desk = self._desks.open(user)
            if data.get("user") == user:  # what a page kept for somebody else is not for this one
                restore(desk, data.get("kept"))
            return {"token": desk.token, "user": user, "new": True}
        return {"token": desk.token, "user": user, "new": False}

    def _on_desk(self, does: Callable[[Desk, Data], Data]) -> Callable[[Data, gr.Request], Data]:
        def act(data: Data, request: gr.Request) -> Data:
            desk = self._desks.find(data.get("token"), user_of(_web(request)))
            return {"gone": True} if desk is None else does(desk, data)

        return act

    def _sync(self) -> Callable[..., Any]:
        async def sync(data: Data, request: gr.Request) -> Data:
            """What is new on a desk since a version; waits a while for something to be."""
            data = data if isinstance(data, dict) else {}
            desk = self._desks.find(data.get("token"), user_of(_web(request)))
            if desk is None:
                return {"gone": True}
            since = data.get("since")
            since = since if isinstance(since, int) and 0 <= since <= desk.version else 0
            await news(desk, since)
            state = await anyio.to_thread.run_sync(state_of, desk, since)
            desk.answered, desk.seen = time.monotonic(), state["ready"]
            return state

        return sync


def _answering(does: Callable[[Data, gr.Request], Data], name: str) -> Callable[..., Data]:
    """`does` as Gradio calls it: under `name`, its faults as sentences."""

    def answer(data: Data, request: gr.Request) -> Data:
        try:
            return does(data if isinstance(data, dict) else {}, request)
        except (TranslatorError, GlossaryError) as error:
            return {"error": sentence(str(error))}
        except Exception as error:  # the page must live on whatever happened
            _log.exception("%s failed", name)
            what = type(error).__name__
            return {"error": f"That failed ({what}); the log of the server says more."}

    answer.__name__, answer.__doc__ = name, does.__doc__
    return answer


def _web(request: gr.Request) -> Request:
    """The request as it is: Gradio (6.31) gives functions that a page's script calls its web
    framework's own, and only to those that ask for Gradio's."""
    assert isinstance(request, Request)
    return request


def _row(desk: Desk, data: Data) -> Row:
    key, segment = data.get("sheet"), data.get("segment")
    if isinstance(key, str) and isinstance(segment, int):
        try:
            return desk.row(key, segment)
        except KeyError:
            pass
    raise Refused("This sentence is not there any more; translate again")


def _stop(desk: Desk, _: Data) -> Data:
    desk.stop()
    return {}


def _clear(desk: Desk, _: Data) -> Data:
    desk.clear()
    return {}


def _edit(desk: Desk, data: Data) -> Data:
    text = data.get("text")
    if not isinstance(text, str):
        raise Refused("The English is missing; write it again")
    if len(text) > LONGEST:
        raise Refused(
            f"This English has {len(text):,} characters and a sentence may have {LONGEST:,}; "
            "shorten it"
        )
    row = _row(desk, data)
    desk.edit(row, " ".join(text.split()))
    return {}


def _revert(desk: Desk, data: Data) -> Data:
    desk.revert(_row(desk, data))
    return {}


def _undo(desk: Desk, _: Data) -> Data:
    desk.undo()
    return {}


def _card(desk: Desk, data: Data) -> Data:
    """What is known of the words between two offsets of one side of a row."""
    given, start, end, side = _pointed(_row(desk, data), data)
    here, there = (0, 2) if side == "source" else (2, 0)
    linked = [link for link in given.alignment if link[here] < end and start < link[here + 1]]
    text = (given.source, given.target) if side == "source" else (given.target, given.source)
    mine = text[0][start:end].strip()
    other = ""
    if linked:
        first, last = min(link[there] for link in linked), max(link[there + 1] for link in linked)
        other = text[1][first:last]
    terms = [
        use
        for use in given.terms
        if (span := use.source_span if side == "source" else use.target_span)
        and span[0] < end
        and start < span[1]
    ]
    source, target = (mine, other) if side == "source" else (other, mine)
    for use in terms:  # a word of a longer term stands for the term
        if side == "target" or (use.source_span[0] <= start and end <= use.source_span[1]):
            source, target = use.surface, use.rendering or target
    return {"html": card_html(source, target, terms), "source": source, "target": target}


def _gloss(desk: Desk, data: Data) -> Data:
    """What the words between two offsets of one side of a row are: comes behind their card."""
    row = _row(desk, data)
    given, start, end, side = _pointed(row, data)
    return {"html": glosses_of(desk, row, given, side, start, end)}


def _pointed(row: Row, data: Data) -> tuple[Translation, int, int, str]:
    """A row's translation, and the stretch of one of its sides that a browser asks about."""
    given = row.line.translation
    start, end, side = data.get("start"), data.get("end"), data.get("side")
    if given is None or not isinstance(start, int) or not isinstance(end, int):
        raise Refused("There is nothing to show yet; wait for the translation")
    return given, start, end, "source" if side == "source" else "target"


def _loaded(desk: Desk, _: Data) -> Data:
    sources = desk.sources
    names = [] if in_box(sources) else [source.name for source in sources]
    return {"html": loaded_html(names), "count": len(sources)}


def _remove(desk: Desk, data: Data) -> Data:
    number = data.get("number")
    with desk.lock:
        if isinstance(number, int) and 0 <= number < len(desk.sources):
            desk.sources = desk.sources[:number] + desk.sources[number + 1 :]
    only = in_box(desk.sources)
    return {**_loaded(desk, data), "text": only.text if only else ""}


def _download(desk: Desk, data: Data) -> Data:
    results = desk.results()
    if not results:
        raise Refused("There is nothing to take away yet; translate a text first")
    found = download(results, str(data.get("format")))
    return {
        "name": found.name,
        "mime": found.mime,
        "data": base64.b64encode(found.data).decode("ascii"),
    }
