"""The interlinear page: Arabic, its romanization and its glosses, word under word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from translator.formats.text import one_line
from translator.gloss.cells import Cell, cells
from translator.gloss.document import GlossedDocument
from translator.gloss.leipzig import used
from translator.render.templates import render


@dataclass(frozen=True, slots=True)
class _Example:
    """A segment with its number, as linguists number their examples."""

    number: int
    opens: bool
    cells: tuple[Cell, ...]
    free: str


@dataclass(frozen=True, slots=True)
class _Text:
    name: str
    examples: tuple[_Example, ...]


def interlinear(documents: Sequence[GlossedDocument], *, lexicon: bool) -> str:
    """A whole HTML page of glossed documents, with nothing outside it needed to read it.

    Segments are numbered through all documents. `lexicon` says whether the Buckwalter lexicon was
    at work, which the foot of the page tells.
    """
    texts: list[_Text] = []
    number = 0
    for document in documents:
        examples = []
        paragraph = None
        for segment in document.segments:
            number += 1
            free = one_line(segment.english) if segment.english else ""
            opens = segment.paragraph != paragraph
            paragraph = segment.paragraph
            examples.append(_Example(number, opens, cells(segment), free))
        texts.append(_Text(document.name, tuple(examples)))
    lines = [example.cells for text in texts for example in text.examples]
    values: dict[str, Any] = {
        "texts": texts,
        "abbreviations": used(cell.parts for line in lines for cell in line),
        "terms": any(cell.term for line in lines for cell in line),
        "unknown": any(part.text == "?" for line in lines for cell in line for part in cell.parts),
        "translated": any(segment.free for text in texts for segment in text.examples),
        "provenance": next((one.provenance for one in documents if one.provenance), None),
        "lexicon": lexicon,
    }
    return render("interlinear.html", **values)
