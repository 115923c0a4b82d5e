"""Text of charts, diagrams and text boxes: words in a drawing, whose paragraphs are short.

A paragraph's words all get the look of its first ones. What a chart remembers of its table is put
into English too; the table itself, a workbook inside the document, stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from translator.formats.inplace.block import Block, Part, Run, said
from translator.script import has_arabic


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paragraph of a drawing, or a label: the elements that hold its text, and its block."""

    element: etree._Element
    texts: tuple[etree._Element, ...]
    block: int

    def put(self, parts: Sequence[Sequence[Part]]) -> None:
        """Put the English in, from left to right, if there is one."""
        if not parts[self.block]:
            return
        for place, one in enumerate(self.texts):
            one.text = "" if place else said(parts[self.block])
        for properties in self.element:
            if _local(properties) == "pPr":
                properties.attrib.pop("rtl", "")
                if properties.get("algn") == "r":
                    properties.set("algn", "l")


def drawn_in(root: etree._Element, blocks: list[Block]) -> list[Drawn]:
    """The texts with Arabic of a chart or diagram; new ones are added to `blocks`."""
    known = {block.text: number for number, block in enumerate(blocks)}
    found: list[Drawn] = []
    for element, texts in _paragraphs(root):
        text = "".join(one.text or "" for one in texts).strip()
        if not has_arabic(text):
            continue
        if text not in known:
            known[text] = len(blocks)
            blocks.append(Block((Run(text),), "other"))
        found.append(Drawn(element, texts, known[text]))
    return found


def _paragraphs(
    root: etree._Element,
) -> Iterator[tuple[etree._Element, tuple[etree._Element, ...]]]:
    for element in root.iter():
        name = _local(element)
        if name == "p":
            yield element, tuple(one for run in element for one in run if _local(one) == "t")
        elif name == "strCache":
            for one in element.iter():
                if _local(one) == "v":
                    yield one, (one,)


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
