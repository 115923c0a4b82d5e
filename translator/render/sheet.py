"""A document on the page: its rows, there from the first moment, filled as translations come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translator.document import Kind, Origin, Segment, Translation
from translator.render.blocks import grouped
from translator.render.marks import Piece, pieces
from translator.render.templates import render
from translator.trust import Estimate, estimate


@dataclass(frozen=True, slots=True)
class Line:
    """A segment on the page. `translation` is None until there is one; a `pending` one is being
    made, also where the former still stands."""

    paragraph: int
    kind: Kind
    segment: Segment
    translation: Translation | None = None
    pending: bool = True


@dataclass(frozen=True, slots=True)
class _Row:
    index: int
    source: list[Piece]
    target: list[Piece]
    warnings: Sequence[tuple[str, str]]
    origin: Origin
    pending: bool
    trust: Estimate | None = None


def sheet_html(key: str, name: str, lines: Iterable[Line], *, alone: bool) -> str:
    """A document with all its rows. `key` is its id on the page; the only document on it, `alone`,
    needs no heading."""
    blocks = grouped((line.paragraph, line.kind, _row(line)) for line in lines)
    return render("sheet.html", key=key, name=name, blocks=blocks, alone=alone)


def row_html(key: str, line: Line) -> str:
    """One row, as it stands in `sheet_html`."""
    return render("row.html", key=key, line=_row(line)).strip()


def _row(line: Line) -> _Row:
    given = line.translation
    if given is None:
        source = pieces(line.segment.text, (), "source")  # words have no partners yet
        return _Row(line.segment.index, source, [], (), "machine", line.pending)
    return _Row(
        index=line.segment.index,
        source=pieces(given.source, given.terms, "source", given.alignment),
        target=pieces(given.target, given.terms, "target", given.alignment),
        warnings=[(warning.kind, warning.message) for warning in given.warnings],
        origin=given.origin,
        pending=line.pending,
        trust=estimate(given),
    )
