"""Lines grouped by the paragraph they stand in, as both the file and the page show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from translator.document import BOILERPLATE, Kind

T = TypeVar("T")

KIND_LABELS: dict[Kind, str] = {
    "body": "",
    "headline": "Headline",
    "source": "Source",
    "caption": "Caption",
    "related": "Related articles",
    "navigation": "Navigation",
    "other": "Other",
}


@dataclass(slots=True)
class Block(Generic[T]):
    """The rows of one paragraph, ready for the template. `label` is empty where it would repeat."""

    number: int
    kind: Kind
    apart: bool
    label: str
    lines: list[T]


def grouped(lines: Iterable[tuple[int, Kind, T]]) -> list[Block[T]]:
    """Group lines, each with its paragraph's number and kind, by paragraph; a kind's label stands
    once where several paragraphs share it."""
    blocks: list[Block[T]] = []
    for number, kind, line in lines:
        if not blocks or blocks[-1].number != number:
            repeated = bool(blocks) and blocks[-1].kind == kind
            label = "" if repeated else KIND_LABELS.get(kind, kind)
            blocks.append(Block(number, kind, kind in BOILERPLATE, label, []))
        blocks[-1].lines.append(line)
    return blocks
