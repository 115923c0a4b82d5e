"""Where text is in a part of a Word document: paragraphs, and attributes that hold words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from translator.document import Kind
from translator.formats.inplace.block import Block, Part, Run, said
from translator.formats.inplace.docx.names import ALTERNATE, every, name_of
from translator.formats.inplace.docx.read import Formed, formed
from translator.formats.inplace.docx.styles import Styles
from translator.formats.inplace.inline import Stretch, stretches
from translator.script import has_arabic

_DESCRIBED = frozenset({"docPr", "cNvPr", "shape", "rect", "oval", "group", "image"})
"""Elements of drawings, whatever their namespace, that say in words what can be seen."""
_NAMED = frozenset("lvlText tblCaption tblDescription alias listEntry helpText statusText".split())
"""Elements whose value is words: those around a list's numbers, what is said of a table or a field
to fill in, a choice."""
_SHOWN = {"listItem": "displayText", "hyperlink": "tooltip"}
"""Elements that show words in an attribute of their own: a choice, what a link says of itself."""
_DESCRIPTIONS = ("descr", "title", "alt")
_LIST_NUMBER = re.compile(r"(%\d)")


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph: its stretches, and for each the number of its block, None if it has none."""

    paragraph: etree._Element
    formed: Formed
    stretches: tuple[Stretch, ...]
    blocks: tuple[int | None, ...]

    @property
    def holds_arabic(self) -> bool:
        """Whether there is something to translate in it."""
        return any(block is not None for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Words:
    """An attribute with words: texts as they stand and numbers of blocks, in order."""

    element: etree._Element
    attribute: str
    pieces: tuple[str | int, ...]

    def put(self, parts: Sequence[Sequence[Part]]) -> None:
        """Put the English in, if all of it is there."""
        if all(parts[one] for one in self.pieces if isinstance(one, int)):
            texts = (one if isinstance(one, str) else said(parts[one]) for one in self.pieces)
            self.element.set(self.attribute, "".join(texts))


def places_of(
    root: etree._Element, kind: Kind | None, styles: Styles, blocks: list[Block]
) -> list[Place]:
    """The paragraphs of a part, those of tables and text boxes included; their blocks are added to
    `blocks`. `kind` is what they are, unless None.

    A text box is in the file twice, for newer and for older programs: such a twin has the blocks
    of the first.
    """
    twins = _twins(root)
    known: dict[etree._Element, Place] = {}
    places: list[Place] = []
    for paragraph in every(root, "p"):
        made = formed(paragraph)
        own_kind = kind or styles.kind(paragraph) or _kind_by_place(paragraph)
        found = tuple(stretches(made.inline, own_kind))
        numbers: list[int | None] = []
        twin = known.get(twins.get(paragraph, paragraph))
        if twin is not None and _texts(twin.stretches) == _texts(found):
            numbers += twin.blocks
        else:
            for one in found:
                numbers.append(None if one.block is None else len(blocks))
                if one.block is not None:
                    blocks.append(one.block)
        place = Place(paragraph, made, found, tuple(numbers))
        known[paragraph] = place
        places.append(place)
    return places


def _kind_by_place(paragraph: etree._Element) -> Kind | None:
    """A cell of a table is short and has no full stop, but no headline for all that."""
    cell = paragraph.getparent()
    return "body" if cell is not None and name_of(cell) == "tc" else None


def _texts(found: Sequence[Stretch]) -> list[str | None]:
    return [None if one.block is None else one.block.text for one in found]


def _twins(root: etree._Element) -> dict[etree._Element, etree._Element]:
    """Paragraphs that are there again for older programs, each with its first one."""
    twins: dict[etree._Element, etree._Element] = {}
    for both in root.iter(ALTERNATE):
        first, *others = (list(every(one, "p")) for one in both) if len(both) else ((),)
        for other in others:
            if len(other) == len(first):
                twins.update(zip(other, first, strict=True))
    return twins


def texts_of(root: etree._Element, blocks: list[Block]) -> list[Words]:
    """Attributes with Arabic: descriptions of pictures and tables, the words around a list's
    numbers, choices."""
    known: dict[str, int] = {block.text: n for n, block in enumerate(blocks)}
    found: list[Words] = []
    for element in root.iter():
        name = name_of(element)
        if name in _NAMED:
            attributes = [key for key in map(str, element.attrib) if key.endswith("}val")]
        elif name in _SHOWN:
            attributes = [key for key in map(str, element.attrib) if _shown(key, name)]
        elif name.rpartition("}")[2] in _DESCRIBED:
            attributes = [key for key in _DESCRIPTIONS if key in element.attrib]
        else:
            continue
        for key in attributes:
            text = str(element.get(key))
            if has_arabic(text):
                found.append(Words(element, key, tuple(_cut(text, blocks, known))))
    return found


def _shown(key: str, name: str) -> bool:
    return key.rpartition("}")[2] == _SHOWN[name]


def _cut(text: str, blocks: list[Block], known: dict[str, int]) -> list[str | int]:
    pieces: list[str | int] = []
    for one in _LIST_NUMBER.split(text):
        core = one.strip()
        if not has_arabic(core):
            pieces.append(one)
            continue
        if core not in known:
            known[core] = len(blocks)
            blocks.append(Block((Run(core),), "other"))
        before, _, after = one.partition(core)
        pieces += [before, known[core], after]
    return pieces
