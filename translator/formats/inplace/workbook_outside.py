"""All of a workbook that is no cell: its words, and the names of its sheets and tables' columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from lxml import etree

from translator.formats.inplace.block import Block, Part
from translator.formats.inplace.formulas import Names
from translator.formats.inplace.package import Package
from translator.formats.inplace.values import Value, value_of
from translator.formats.inplace.workbook import Workbook
from translator.formats.inplace.workbook_names import (
    column_names,
    columns_of,
    linked_members,
    may_be_renamed,
    reckon_anew,
    rename,
    sheet_names,
    sheets_of,
    worded,
)
from translator.formats.inplace.workbook_words import Place, places
from translator.script import has_arabic

_LINE_END = re.compile("_x000[aAdD]_")
_CONTROLS = re.compile(r"<x:Fmla\w+>([^<]*)")


class Outside:
    """The words and names of a workbook. `trees` are all parts that may change, by their names."""

    def __init__(self, whole: Package, workbook: Workbook) -> None:
        self._workbook = workbook
        self.trees = dict(workbook.roots())
        self.trees |= dict(workbook.tables)
        main = workbook.main
        assert main is not None  # a workbook that was read has its part
        self._main = self.trees.setdefault(*main)
        for member in linked_members(whole.members):
            if member not in self.trees:
                self.trees[member] = whole.xml(member)
        self._places: list[Place] = [
            one for member, root in self.trees.items() for one in places(member, root)
        ]
        free = may_be_renamed(whole.members, self.trees.values()) and not _named_by_controls(whole)
        self._sheets = sheets_of(self._main) if free else []
        self._columns = [name for _, root in workbook.tables for name in columns_of(root)]
        self._words: list[tuple[str, Value]] = []
        self.columns: dict[etree._Element, str] = {}

    @property
    def count(self) -> int:
        """How many blocks the words make."""
        return sum(len(value.blocks) for _, value in self._words)

    def blocks(self, known: Collection[str]) -> list[Block]:
        """The words as blocks, each once, but for those that cells say (`known`)."""
        wanted = [text for place in self._places for text in place.texts]
        wanted += [*map(worded, self._sheets), *map(_said, self._columns)]
        self._words = [
            (text, value_of(text))
            for text in dict.fromkeys(wanted)
            if has_arabic(text) and text not in known
        ]
        return [block for _, value in self._words for block in value.blocks]

    def put(self, cells: Mapping[str, str], parts: Iterator[Sequence[Part]]) -> None:
        """Put the English in: `cells` is that of cells by their Arabic, `parts` that of the blocks.

        Afterwards `columns` has, for the head of every column of a table, what it is to say.
        """
        english = dict(cells)
        for text, value in self._words:
            english[text] = " ".join(value.in_english(parts).split(" "))
        columns = column_names(
            self._columns, {name: english.get(_said(name), "") for name in self._columns}
        )
        sheets = sheet_names(self._sheets, english)
        self.columns = self._heads(columns)
        said = english | {_said(old): new for old, new in columns.items()}
        for place in self._places:
            place.put(lambda text: said.get(text, text))
        for root in self.trees.values():
            rename(root, Names(sheets=sheets, columns=columns))
        if any(True for sheet in self._workbook.sheets for _ in sheet.root.iter("{*}f")):
            reckon_anew(self._main)

    def _heads(self, columns: Mapping[str, str]) -> dict[etree._Element, str]:
        heads: dict[etree._Element, str] = {}
        for sheet in self._workbook.sheets:
            for cell in sheet.cells() if sheet.heads else ():
                found = sheet.head_of((cell.element.get("r") or "").replace("$", ""))
                if found is None:
                    continue
                names = columns_of(found[0])
                if found[1] < len(names) and has_arabic(names[found[1]]):
                    name = names[found[1]]
                    heads[cell.element] = columns.get(name, _said(name))
        return heads


def _said(name: str) -> str:
    """The name of a column as its head says it, line breaks as such."""
    return _LINE_END.sub("\n", name)


def _named_by_controls(whole: Package) -> bool:
    """Whether form controls of the old kind refer to a sheet with an Arabic name."""
    return any(
        has_arabic("".join(_CONTROLS.findall(whole.read(member).decode("utf-8", "replace"))))
        for member in whole.members
        if member.endswith(".vml")
    )
