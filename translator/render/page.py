"""Whole files and the parts of the page around the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from translator.document import (
    Paragraph,
    Segment,
    TermUse,
    TranslatedDocument,
    Translation,
)
from translator.render.blocks import Block, grouped
from translator.render.marks import METHODS, Piece, pieces
from translator.render.tally import Tally
from translator.render.templates import render
from translator.trust import Estimate, estimate

Row = tuple[int, Paragraph, Segment, Translation]
"""What `TranslatedDocument.rows()` yields: paragraph number, paragraph, segment, translation."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One segment, ready for the template."""

    index: int
    source: list[Piece]
    target: list[Piece]
    warnings: Sequence[tuple[str, str]]
    trust: Estimate | None


def _line(segment: Segment, translation: Translation) -> _Line:
    return _Line(
        index=segment.index,
        source=pieces(translation.source, translation.terms, "source"),
        target=pieces(translation.target, translation.terms, "target"),
        warnings=[(warning.kind, warning.message) for warning in translation.warnings],
        trust=estimate(translation),
    )


def _blocks(rows: Iterable[Row]) -> list[Block[_Line]]:
    return grouped(
        (number, paragraph.kind, _line(segment, translation))
        for number, paragraph, segment, translation in rows
    )


def rows_css() -> str:
    """The stylesheet of rows, in the file and on the page, light and dark."""
    return render("rows.css")


def side_by_side(translated: TranslatedDocument) -> str:
    """A whole HTML page of a translated document, with nothing outside it needed to read it."""
    return render(
        "side_by_side.html",
        name=translated.document.name,
        blocks=_blocks(translated.rows()),
        summary=Tally.of(translated.translations).sentence(),
        provenance=translated.provenance,
        methods=_methods_used(translated.translations),
    )


def masthead_html(model: str, glossary: str) -> str:
    """The head of the page: what it is, and which model and glossary are at work."""
    return render("masthead.html", model=model, glossary=glossary)


def message_html(text: str, level: Literal["error", "note"] = "error") -> str:
    """A sentence to the user; nothing for an empty text."""
    return render("message.html", text=text, level=level)


def status_html(
    name: str,
    done: int,
    total: int,
    state: str,
    *,
    running: bool = False,
    translations: Sequence[Translation] = (),
) -> str:
    """The progress line: the document's name and the state in words.

    While `running`, a bar shows `done` of `total` segments. With `translations` (what there is at
    the end) their counts and a legend of the marks stand beside it.
    """
    return render(
        "status.html",
        name=name,
        done=done,
        total=total,
        state=state,
        running=running,
        summary=Tally.of(translations).sentence() if translations else "",
        methods=_methods_used(translations),
    )


def _methods_used(translations: Iterable[Translation]) -> list[tuple[str, str]]:
    """`(look, words)` for the legend, of the methods that occur, cheapest first."""
    used = {term.method for translation in translations for term in translation.terms}
    return [(method or "unmet", words) for method, words in METHODS.items() if method in used]


def workspace_html(formats: Sequence[tuple[str, str]]) -> str:
    """The part of the page below the text: tools, a place for sheets, a place for the glossary.

    `formats` are the names of what can be downloaded and what each is in words.
    """
    return render(
        "workspace.html", formats=[{"name": name, "words": words} for name, words in formats]
    )


def loaded_html(names: Sequence[str]) -> str:
    """The names of several texts that are loaded, each with a button that takes it away."""
    return render("loaded.html", names=names)


def card_html(source: str, target: str, terms: Sequence[TermUse]) -> str:
    """What is known of a word or words that were pointed at: their other side, their terms."""
    described = [
        {
            "surface": use.surface,
            "words": f"{use.rendering or 'unmet'}, {METHODS.get(use.method, str(use.method))}",
            "note": use.note,
        }
        for use in terms
    ]
    return render("card.html", source=source, target=target, terms=described)
