"""The page: its parts, and what happens when they are used.

Gradio draws the text box, the file drop, the buttons and the settings. Everything below them is
HTML of our own (translator/render), kept up to date by our own script (ui/js) through the functions
of `ui.actions`: a row is replaced when it changes, so that what is being read, edited or pointed
at stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from glossary.errors import GlossaryError
from translator.errors import DocumentError, TranslatorError
from translator.formats import without_boilerplate
from translator.render import masthead_html, workspace_html
from translator.settings import MAX_BEAM
from ui.actions import Actions
from ui.desk import Desk
from ui.desks import Desks
from ui.downloads import OFFERED
from ui.examples import Example, examples
from ui.source import MOST, Source, in_box, read_upload, taken_from
from ui.workshop import Choice, Workshop

TITLE = "Arabic to English, side by side"
_LINES = 8
_NAMED = 3
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build(workshop: Workshop) -> gr.Blocks:
    """The page over what all visitors share."""
    desks = Desks(workshop)
    events = _Events(desks)
    layers = workshop.layers
    start = workshop.choice()
    page: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False) as page:
        token = gr.Textbox(visible=False)  # what opens the visitor's desk; the script fills it in
        _html("masthead", masthead_html(*workshop.names(start)))
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=2, min_width=280, elem_id="choices"):
                upload = gr.File(
                    show_label=False,
                    label="Text files",
                    file_count="multiple",
                    height=88,
                    elem_id="file",
                )
                gr.Markdown("Articles to try", elem_id="examples-label")
                with gr.Column(elem_id="examples"):
                    buttons = [
                        (gr.Button(example.title, elem_classes="example"), example)
                        for example in examples()
                    ]
            with gr.Column(scale=5, min_width=320, elem_id="text"):
                _html("loaded")
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
                    clear = gr.Button("Clear", elem_id="clear")
                    halt = gr.Button("Stop", elem_id="stop")
                    go = gr.Button("Translate", variant="primary", elem_id="translate")
                with gr.Accordion("Settings", open=False, elem_id="settings"), gr.Row():
                    model = gr.Dropdown(
                        list(workshop.models), value=start.model, label="Model", elem_id="model"
                    )
                    beam = gr.Slider(
                        1,
                        MAX_BEAM,
                        value=start.beam,
                        step=1,
                        label="Beam: hypotheses kept while decoding",
                        elem_id="beam",
                    )
                    chosen = gr.CheckboxGroup(
                        [(layer.label, layer.key) for layer in layers.layers],
                        value=list(start.layers),
                        label="Glossaries",
                        elem_id="layers",
                        visible=bool(layers.layers),
                    )
                    drop = gr.Checkbox(
                        label="Leave out captions, related articles and navigation",
                        elem_id="drop",
                    )
                    look = gr.Radio(
                        ["As the system", "Light", "Dark"],
                        value="As the system",
                        label="Appearance",
                        elem_id="look",
                        interactive=True,  # no event of the server's makes it so
                    )
        gr.HTML(
            workspace_html(list(OFFERED.items())),
            elem_id="workspace",
            apply_default_css=False,
            js_on_load="window.desk.start(element, server)",
            server_functions=Actions(desks).functions(),
        )

        settings = [model, beam, chosen, drop]
        go.click(
            events.translate,
            [token, box, *settings],
            None,
            js=_with_token(1 + len(settings)),
            concurrency_limit=None,
            trigger_mode="once",
            **_PRIVATE,
        ).then(None, None, None, js="() => window.desk.translated()", **_PRIVATE)
        halt.click(None, None, None, js="() => window.desk.stop()", **_PRIVATE)
        clear.click(None, None, box, js="() => window.desk.clear()", **_PRIVATE)
        upload.upload(
            events.upload,
            [token, upload, box],
            [upload, box],
            js=_with_token(2),
            concurrency_limit=None,
            **_PRIVATE,
        ).then(None, None, None, js="() => window.desk.loaded()", **_PRIVATE)
        for button, example in buttons:
            button.click(
                events.picking(example),
                [token],
                box,
                js=_with_token(0),
                concurrency_limit=None,
                **_PRIVATE,
            ).then(None, None, None, js="() => window.desk.loaded()", **_PRIVATE)
        page.load(
            events.chosen,
            [token],
            settings,
            js=_with_token(0),
            concurrency_limit=None,
            **_PRIVATE,
        )
        page.load(None, None, look, js="() => window.desk.look()", **_PRIVATE)
    return page


def _html(name: str, value: str = "") -> gr.HTML:
    """A place for HTML of our own, without Gradio's styles for it and without a script."""
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None)


def _with_token(others: int) -> str:
    """A script that puts the token of the visitor's desk before an event's other values."""
    names = ", ".join(f"v{number}" for number in range(others))
    rest = f", {names}" if names else ""
    return f"async (_{rest}) => [await window.desk.ready(){rest}]"


class _Events:
    """What Gradio's parts set off; all of it happens on the desk of the visitor's token."""

    def __init__(self, desks: Desks) -> None:
        self._desks = desks

    def _desk(self, token: str, request: gr.Request) -> Desk:
        """The desk of an event: the script opens it before, so it is there."""
        desk = self._desks.find(token, request.username)
        if desk is None:
            raise gr.Error("The page is out of date; load it again")
        return desk

    def translate(
        self,
        token: str,
        box: str,
        model: str,
        beam: float,
        layers: Sequence[str],
        drop: bool,
        request: gr.Request,
    ) -> None:
        """Begin to translate; what comes of it, and what is wrong, is told through the desk."""
        desk = self._desk(token, request)
        try:
            taken = taken_from(box or "", desk.sources)
            documents = [one.document for one in taken]
            if drop:
                documents = [without_boilerplate(document) for document in documents]
            number = min(max(1, int(beam)), MAX_BEAM)
            choice = Choice(model, number, tuple(layers), bool(drop))
            desk.translate(documents, choice, [one.opened for one in taken])
        except (TranslatorError, GlossaryError) as error:
            desk.say(str(error))

    def upload(
        self, token: str, paths: Sequence[str] | None, box: str, request: gr.Request
    ) -> list[Any]:
        """Take uploaded files onto the desk, or say which are refused and why; the files go.

        The only text that is loaded is put into the box.
        """
        desk = self._desk(token, request)
        wrong: list[str] = []
        found: list[Source] = []
        for path in map(Path, paths or ()):
            try:
                if len(desk.sources) + len(found) >= MOST:
                    raise DocumentError(
                        f"{path.name} is left out: {MOST} files at once are the most"
                    )
                found += read_upload(path)
            except DocumentError as error:
                wrong.append(str(error))
            finally:
                path.unlink(missing_ok=True)
        before = desk.sources
        held = in_box(before)
        replaces = held is not None and len(found) == 1
        desk.sources = tuple(found) if replaces else (*before, *found)[:MOST]
        few = len(found) <= _NAMED
        loaded = ", ".join(source.name for source in found) if few else f"{len(found)} texts"
        if wrong:
            desk.say(
                " ".join(message if message.endswith(".") else f"{message}." for message in wrong)
            )
        elif found:
            desk.say(f"{loaded} {'is' if len(found) == 1 else 'are'} loaded.", "note")
        if not found:
            return [None, gr.skip()]
        if only := in_box(desk.sources):
            return [None, only.text]
        same = held is not None and held.text.replace("\r\n", "\n") == box
        return [None, "" if same else gr.skip()]

    def picking(self, example: Example) -> Callable[..., str]:
        """What a click on an example does."""

        def pick(token: str, request: gr.Request) -> str:
            desk = self._desk(token, request)
            desk.sources = (Source(example.name, example.text),)
            desk.say("")
            return example.text

        return pick

    def chosen(self, token: str, request: gr.Request) -> list[Any]:
        """The settings as the visitor left them, after the page was loaded again."""
        choice = self._desk(token, request).choice
        return [choice.model, choice.beam, list(choice.layers), choice.drop_boilerplate]
