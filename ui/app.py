"""The page: its parts and what happens when they are used."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

# Before Gradio is imported: it reads the first at once. Nobody is told that the page is used.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr

from glossary import Glossary
from translator.api import Translator
from translator.document import TranslatedDocument
from translator.errors import DocumentError
from translator.formats import write
from translator.render import masthead_html, message_html
from ui.examples import Example, examples
from ui.source import Source, file_name, read_upload, sentence
from ui.work import Step, Stops, run

TITLE = "Arabic to English, side by side"
_LINES = 8
_AT_ONCE = 4
"""Translations at the same time, over all visitors; the model itself shares out the processors."""
_TO_THE_ROWS = """() => {
    const head = document.getElementById("result-head");
    if (head.getBoundingClientRect().top > 0.75 * window.innerHeight)
        head.scrollIntoView({behavior: "smooth", block: "start"});
}"""
"""On a small screen the rows appear below what is seen: go there when a translation begins."""
_CACHE = (600, 3600)
"""Seconds between two clearings of the folder of downloads, and the age of what goes then."""


def build(translator: Translator, glossary: Glossary | None) -> gr.Blocks:
    """The page over a loaded model, shared by all visitors."""
    stops = Stops()
    provenance = translator.provenance(glossary)
    page: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=_CACHE) as page:
        loaded = gr.State(Source())
        _html("masthead", masthead_html(provenance.model, provenance.glossary))
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=2, min_width=280, elem_id="choices"):
                upload = gr.File(show_label=False, label="Text file", height=88, elem_id="file")
                gr.Markdown("Articles to try", elem_id="examples-label")
                with gr.Column(elem_id="examples"):
                    buttons = [
                        (gr.Button(example.title, elem_classes="example"), example)
                        for example in examples()
                    ]
            with gr.Column(scale=5, min_width=320, elem_id="text"):
                box = gr.Textbox(
                    label="Arabic text",
                    placeholder="Paste Arabic text here",
                    lines=_LINES,
                    max_lines=_LINES,
                    rtl=True,
                    autoscroll=False,
                    elem_id="source-text",
                    html_attributes=gr.InputHTMLAttributes(lang="ar", spellcheck=False),
                )
                with gr.Row(elem_id="actions"):
                    go = gr.Button("Translate", variant="primary", elem_id="translate")
                    halt = gr.Button("Stop", interactive=False, elem_id="stop")
        message = _html("message")
        with gr.Row(elem_id="result-head"):
            status = _html("status")
            with gr.Row(elem_id="downloads"):
                as_html = _download_button("html", "HTML")
                as_jsonl = _download_button("jsonl", "JSON Lines")
        rows = _html("rows")

        shown = [message, status, rows, go, halt, as_html, as_jsonl]
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

        def translate(text: str, source: Source, request: gr.Request) -> Iterator[list[Any]]:
            yield from _translate(translator, glossary, stops, text, source, request)

        def stop(request: gr.Request) -> None:
            stops.stop(request.session_hash or "")

        go.click(
            translate,
            [box, loaded],
            shown,
            concurrency_limit=_AT_ONCE,
            trigger_mode="once",
            **private,
        )
        go.click(None, None, None, js=_TO_THE_ROWS, **private)
        halt.click(stop, None, None, queue=False, **private)
        page.unload(stop)
        upload.upload(_upload, upload, [box, loaded, upload, message], **private)
        for button, example in buttons:
            button.click(partial(_pick, example), None, [box, loaded, message], **private)
    return page


def _html(name: str, value: str = "") -> gr.HTML:
    """A place for HTML of our own, without Gradio's styles for it and without a script."""
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None)


def _download_button(suffix: str, format_name: str) -> gr.DownloadButton:
    return gr.DownloadButton(
        f"Download {format_name}", visible=False, size="sm", elem_id=f"download-{suffix}"
    )


def _translate(
    translator: Translator,
    glossary: Glossary | None,
    stops: Stops,
    text: str,
    source: Source,
    request: gr.Request,
) -> Iterator[list[Any]]:
    session = request.session_hash or ""
    stop = stops.start(session)
    try:
        with tempfile.TemporaryDirectory(prefix="translator-") as folder:
            for step in run(translator, glossary, text, source, stop):
                yield _shown(step, Path(folder))
    finally:
        stop.set()  # also when the visitor left and the run was dropped half-way
        stops.end(session, stop)


def _shown(step: Step, folder: Path) -> list[Any]:
    """A step as values of the page's parts. Gradio copies the downloads before it goes on."""
    downloads = [gr.update(visible=False), gr.update(visible=False)]
    if step.result is not None:
        downloads = [
            gr.update(value=str(_download(step.result, to, folder)), visible=True)
            for to in ("html", "jsonl")
        ]
    return [
        step.message,
        step.status,
        step.rows,
        gr.update(interactive=not step.running),
        gr.update(interactive=step.running),
        *downloads,
    ]


def _download(result: TranslatedDocument, to: str, folder: Path) -> Path:
    path = folder / file_name(result.document.name, to)
    path.write_text(write(result, to), encoding="utf-8", newline="")
    return path


def _upload(path: str | None) -> list[Any]:
    """Put an uploaded file's text into the box, or say why it is refused; the file goes."""
    if path is None:
        return [gr.skip(), gr.skip(), gr.skip(), ""]
    try:
        source = read_upload(Path(path))
    except DocumentError as error:
        return [gr.skip(), gr.skip(), None, message_html(sentence(error))]
    finally:
        Path(path).unlink(missing_ok=True)
    return [source.text, source, None, message_html(f"{source.name} is loaded.", "note")]


def _pick(example: Example) -> list[Any]:
    return [example.text, Source(example.name, example.text), ""]
