"""The page of `translator evaluate`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translator.render.bulk import Figure
from translator.render.plots import Bars, Whiskers
from translator.render.templates import render


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading a column; the first cell of a row is its name.

    caption: what it holds. notes: sentences below it. groups: headings over several columns, each
    with how many; the first is over the columns that are in no group, and empty.
    """

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()
    groups: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line with all its versions: `english` are name, text and score of each translation."""

    place: str
    source: str
    references: Sequence[str]
    english: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Sentences:
    """Lines picked out: an id for links, a heading, what they are picked by."""

    key: str
    heading: str
    lead: str
    lines: Sequence[Sentence]


@dataclass(frozen=True, slots=True)
class Against:
    """The first translation against another: its tests, or why there is none, and drawings."""

    key: str
    heading: str
    table: Table | None
    lead: str
    intervals: Whiskers | None
    changes: Bars | None


@dataclass(frozen=True, slots=True)
class Part:
    """Scores of parts of the text: a drawing, where it is not too many, and a table."""

    key: str
    heading: str
    drawing: Bars | None
    table: Table


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """What stands on the page, from its head to its foot."""

    title: str
    sentences: Sequence[str]
    systems: Sequence[tuple[str, str]]
    figures: Sequence[Figure]
    scores: Table
    against: Sequence[Against]
    spread: Bars
    parts: Sequence[Part]
    picked: Sequence[Sentences]
    again: Table
    tool: str


def evaluation_html(page: EvaluationPage) -> str:
    """The whole page; nothing outside it is needed to read it, and no script."""
    return render("evaluation.html", page=page)
