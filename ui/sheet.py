"""Documents as they lie on a desk: a row a segment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from translator.document import Document, Translation
from translator.formats.inplace.opened import Opened
from translator.memory import key
from translator.render import Line


@dataclass(slots=True)
class Row:
    """A line of a sheet as it stands, and the model's own English for it, if it is known.

    `key` is what exact matches of a translation memory share. `ticket` is the number of the last
    translation ordered for it: what comes for an earlier one is out of date. `version` is the
    change in which the row last became another.
    """

    line: Line
    key: str
    machine: Translation | None = None
    ticket: int = 0
    version: int = 0

    @property
    def source(self) -> str:
        """The segment's text."""
        return self.line.segment.text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document on the desk. `key` names it on the page; `opened` is the file it came from, where
    that can be rebuilt with the English."""

    key: str
    document: Document
    rows: tuple[Row, ...]
    opened: Opened | None = None


def rows_of(document: Document, version: int) -> Iterator[Row]:
    """The rows of a document that nothing is known of yet."""
    for number, paragraph, segment in document.segments():
        line = Line(number, paragraph.kind, segment, pending=False)
        yield Row(line, key(segment.text), version=version)
