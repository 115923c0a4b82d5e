"""What an office document says of itself: title, subject, description, keywords."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from translator.formats.inplace.block import Block, Part, Run, said
from translator.script import has_arabic

_SHOWN = ("title", "subject", "description", "keywords", "keyword", "category")


@dataclass(frozen=True, slots=True)
class Property:
    """A property with Arabic in it, and the number of its block."""

    element: etree._Element
    block: int

    def put(self, parts: Sequence[Sequence[Part]]) -> None:
        """Put the English in, if there is one."""
        if parts[self.block]:
            self.element.text = said(parts[self.block])


def properties_in(root: etree._Element, blocks: list[Block]) -> list[Property]:
    """The properties of a document, from its part that holds them; new texts are added to
    `blocks`. Names of people stay."""
    known = {block.text: number for number, block in enumerate(blocks)}
    found: list[Property] = []
    for element in root.iter(*(f"{{*}}{name}" for name in _SHOWN)):
        text = " ".join((element.text or "").split())
        if len(element) or not has_arabic(text):
            continue
        if text not in known:
            known[text] = len(blocks)
            blocks.append(Block((Run(text),), "other"))
        found.append(Property(element, known[text]))
    return found
