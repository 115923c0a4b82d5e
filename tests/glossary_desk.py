"""A visitor's desk without a browser, for the tests of the glossary beside the text."""

from __future__ import annotations

import base64
import time
from functools import cache
from pathlib import Path
from typing import Any

from glossary import Glossary, Term
from glossary.file import GlossaryFile
from translator.api import Translator
from ui.catalogue import catalogue
from ui.desk import Desk
from ui.layers import Layer, Layers
from ui.source import taken_from
from ui.terms import TERMS, version_of
from ui.workshop import Workshop

TEXT = (
    "وصل الوفد إلى دمشق أمس.\n\nغادر الوزير دمشق إلى موسكو.\n\n"
    "قال لافروف إن الوفد وصل.\n\nزار الرئيس دمشق اليوم."
)


@cache
def _translator() -> Translator:
    return Translator.load()


@cache
def shipped() -> Layer:
    return Layer("shipped", "Shipped with the tool", Glossary.shipped())


def desk(layers: Layers | None = None, text: str = TEXT) -> Desk:
    """A desk over the shipped glossary, or over given layers, with a text translated."""
    made = Desk(Workshop(_translator(), layers or Layers([shipped()])))
    if text:
        made.translate([one.document for one in taken_from(text, ())], made.choice)
        settle(made)
    return made


def writing(path: Path) -> Layers:
    """The shipped glossary under a file that is written."""
    path.write_text("source\ttarget\ttype\n# kept\nالوفد\tthe Mission\n", encoding="utf-8")
    return Layers([shipped()], GlossaryFile(path))


def settle(desk: Desk) -> None:
    end = time.monotonic() + 60
    while desk.running:
        assert time.monotonic() < end, "the translation does not end"
        time.sleep(0.02)


def ask(desk: Desk, name: str, /, **data: Any) -> dict[str, Any]:
    answer = TERMS[name](desk, data)
    settle(desk)
    return answer


def english(desk: Desk) -> list[str]:
    return [row.line.translation.target for row in desk.rows() if row.line.translation]


def save(desk: Desk, was: Term | None = None, **fields: str) -> dict[str, Any]:
    values = {"was": was.source, "version": version_of(was)} if was else {"was": ""}
    return ask(desk, "term_save", fields=fields, **values)


def send(desk: Desk, name: str, data: bytes) -> dict[str, Any]:
    return ask(desk, "terms_upload", name=name, data=base64.b64encode(data).decode())


def term(desk: Desk, source: str) -> Term:
    assert desk.glossary is not None
    return catalogue(desk.glossary).by_source[source]


def remove(desk: Desk, source: str) -> dict[str, Any]:
    return ask(desk, "term_remove", source=source, version=version_of(term(desk, source)))
