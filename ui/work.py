"""From the box to the rows: one translation of one visitor, step by step, and how it is stopped.

Every run has its own state; what runs share, the model and the glossary, is only read.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from glossary import Glossary
from glossary.errors import GlossaryError
from translator.api import Translator
from translator.document import Document, TranslatedDocument, Translation
from translator.errors import TranslatorError
from translator.render import Row, message_html, rows_html, status_html
from ui.ready import groups
from ui.source import Source, document_of, sentence

_log = logging.getLogger(__name__)

_PAUSE = 0.25
"""Seconds between two updates of the page at least: a long text must not flood the browser."""


class Stops:
    """The switches that stop running translations, one a visitor (by Gradio's session hash)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: dict[str, threading.Event] = {}

    def start(self, session: str) -> threading.Event:
        """A new switch for a visitor's run; a run of theirs still going on is stopped."""
        event = threading.Event()
        with self._lock:
            former = self._events.get(session)
            self._events[session] = event
        if former is not None:
            former.set()
        return event

    def stop(self, session: str) -> None:
        """Stop what the visitor is running, if anything."""
        with self._lock:
            event = self._events.get(session)
        if event is not None:
            event.set()

    def end(self, session: str, event: threading.Event) -> None:
        """Forget a switch whose run is over."""
        with self._lock:
            if self._events.get(session) is event:
                del self._events[session]


@dataclass(frozen=True, slots=True)
class Step:
    """What the page shows at one moment. `result` comes with the last step, if there is any."""

    message: str = ""
    status: str = ""
    rows: str = ""
    running: bool = False
    result: TranslatedDocument | None = None


def run(
    translator: Translator,
    glossary: Glossary | None,
    box: str,
    loaded: Source,
    stop: threading.Event,
) -> Iterator[Step]:
    """Translate what stands in the box and yield what to show, rows as they are ready.

    The last step has `running` false: with the whole result, with the part that was ready when
    `stop` was set, or with a sentence that says why there is none. Raises nothing.
    """
    step = Step()
    try:
        document = document_of(box, loaded)
        for step in _steps(translator, glossary, document, stop):
            yield step
    except (TranslatorError, GlossaryError) as error:
        yield replace(step, message=message_html(sentence(error)), running=False)
    except Exception as error:  # the page must come back to life whatever happened
        _log.exception("translation failed")
        text = f"The translation failed ({type(error).__name__}); the log of the server says more."
        yield replace(step, message=message_html(text), running=False)


def _steps(
    translator: Translator, glossary: Glossary | None, document: Document, stop: threading.Event
) -> Iterator[Step]:
    segments = list(document.segments())
    name, total = document.name, len(segments)
    done: list[Translation] = []
    rows: list[Row] = []
    yield Step(status=status_html(name, 0, total, "Translating…", running=True), running=True)
    began = time.monotonic()
    stream = translator.stream(document, glossary=glossary, cancelled=stop.is_set)
    for group in groups(stream, _PAUSE):
        rows += [(*segments[len(done) + n], translation) for n, translation in enumerate(group)]
        done += group
        if len(done) < total:
            state = f"{len(done)} of {total} segments"
            yield Step(
                status=status_html(name, len(done), total, state, running=True),
                rows=rows_html(rows),
                running=True,
            )
    seconds = time.monotonic() - began
    if len(done) < total:
        state = f"Stopped after {len(done)} of {total} segments"
    else:
        state = f"Translated in {seconds:.1f} s"
    yield Step(
        status=status_html(name, len(done), total, state, translations=done),
        rows=rows_html(rows),
        result=_result(translator, glossary, document, done) if done else None,
    )


def _result(
    translator: Translator, glossary: Glossary | None, document: Document, done: list[Translation]
) -> TranslatedDocument:
    """What is ready as a document of its own: the whole one, or its beginning."""
    left = len(done)
    paragraphs = []
    for paragraph in document.paragraphs:
        kept = paragraph.segments[:left]
        left -= len(kept)
        if kept:
            paragraphs.append(replace(paragraph, segments=kept))
    part = replace(document, paragraphs=tuple(paragraphs))
    return TranslatedDocument(part, tuple(done), translator.provenance(glossary))
