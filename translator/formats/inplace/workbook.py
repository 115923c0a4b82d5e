"""The parts of an Excel workbook that hold text: sheets, shared strings, comments, tables."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from translator.formats.inplace.package import Package, damaged
from translator.script import has_arabic

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_RELATION = re.compile(r"\{[^}]*\}id\Z")


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of a name below a root, whichever of the standard's two namespaces it uses."""
    return (one for one in root.iter("{*}" + name) if isinstance(one, etree._Element))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds text: its column (a letter), and the number of a shared string or the
    element of a text of its own. `is_head`: the head of a column of an Excel table."""

    element: etree._Element
    column: str
    shared: int | None
    inline: etree._Element | None
    is_head: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its part, and the rows and columns of the heads of its tables, with these tables."""

    member: str
    root: etree._Element
    heads: tuple[tuple[int, int, int], ...]
    tables: tuple[etree._Element, ...] = ()

    def cells(self) -> Iterator[Cell]:
        """The cells with a text of their own; what a formula gives is none."""
        for row in _all(self.root, "row"):
            column = 0
            for element in row:
                if _name(element) != "c":
                    continue
                place = _REFERENCE.fullmatch(element.get("r") or "")
                column = _number(place[1]) if place else column + 1
                line = int(place[2]) if place else int(row.get("r") or 0)
                children = {_name(child): child for child in element}
                kind = element.get("t")
                if kind not in ("s", "inlineStr") or "f" in children:
                    continue
                value = (children["v"].text or "").strip() if "v" in children else ""
                shared = int(value) if kind == "s" and value.isdecimal() else None
                head = any(
                    line == top and first <= column <= last for top, first, last in self.heads
                )
                yield Cell(element, letters(column), shared, children.get("is"), head)

    def head_of(self, place: str) -> tuple[etree._Element, int] | None:
        """The table whose head a cell ("B3") is, and the number of its column in it."""
        found = _REFERENCE.fullmatch(place)
        if found is None:
            return None
        column, line = _number(found[1]), int(found[2])
        for (top, first, last), table in zip(self.heads, self.tables, strict=True):
            if line == top and first <= column <= last:
                return table, column - first
        return None


@dataclass(slots=True)
class Workbook:
    """A workbook's parts with text, as trees that may be changed."""

    sheets: list[Sheet]
    shared: tuple[str, etree._Element] | None
    styles: tuple[str, etree._Element] | None
    others: list[tuple[str, etree._Element]]
    drawings: list[tuple[str, etree._Element]]
    strings: list[etree._Element] = field(default_factory=list)
    tables: list[tuple[str, etree._Element]] = field(default_factory=list)
    main: tuple[str, etree._Element] | None = None

    @staticmethod
    def is_arabic(text: str) -> bool:
        """Whether a cell's text is one to translate."""
        return has_arabic(text)

    def roots(self) -> Iterator[tuple[str, etree._Element]]:
        """All trees with the names of their parts."""
        yield from ((sheet.member, sheet.root) for sheet in self.sheets)
        yield from (one for one in (self.shared, self.styles) if one is not None)
        yield from self.others
        yield from self.drawings

    def comments(self) -> Iterator[etree._Element]:
        """The texts of comments."""
        for _, root in self.others:
            yield from _all(root, "text")

    def text_of(self, cell: Cell) -> str:
        """What a cell shows."""
        element = cell.inline
        if cell.shared is not None and cell.shared < len(self.strings):
            element = self.strings[cell.shared]
        if element is None:
            return ""
        return "".join(one.text or "" for one in _all(element, "t"))

    def shown_in(self, cell: etree._Element) -> str:
        """What a cell shows, by its element."""
        for child in cell:
            if _name(child) == "is":
                return "".join(one.text or "" for one in _all(child, "t"))
            value = (child.text or "").strip()
            if _name(child) == "v" and cell.get("t") == "s" and value.isdecimal():
                text = self.strings[int(value)] if int(value) < len(self.strings) else None
                return "" if text is None else "".join(one.text or "" for one in _all(text, "t"))
        return ""

    def uses(self) -> Counter[etree._Element]:
        """By how many cells each shared string is shown."""
        count: Counter[etree._Element] = Counter()
        for sheet in self.sheets:
            for cell in sheet.cells():
                if cell.shared is not None and cell.shared < len(self.strings):
                    count[self.strings[cell.shared]] += 1
        return count

    def add_string(self, element: etree._Element) -> int:
        """Add a shared string; its number."""
        assert self.shared is not None  # there is one to copy
        root = self.shared[1]
        self.strings[-1].addnext(element)
        self.strings.append(element)
        if root.get("uniqueCount"):
            root.set("uniqueCount", str(len(self.strings)))
        return len(self.strings) - 1

    @staticmethod
    def show(cell: etree._Element, number: int) -> None:
        """Have a cell show another shared string."""
        for child in cell:
            if _name(child) == "v":
                child.text = str(number)

    def turn(self) -> None:
        """Turn the sheets left to right, and cells whose format says right to left."""
        for sheet in self.sheets:
            for view in _all(sheet.root, "sheetView"):
                if "rightToLeft" in view.attrib:
                    del view.attrib["rightToLeft"]
        if self.styles is None:
            return
        for alignment in _all(self.styles[1], "alignment"):
            if alignment.get("readingOrder") == "2":
                del alignment.attrib["readingOrder"]  # each cell goes by its own text
                if alignment.get("horizontal") == "right":
                    del alignment.attrib["horizontal"]


def workbook_of(whole: Package) -> Workbook:
    """The parts of a workbook. Raises DocumentError where it has no sheet."""
    main = _main(whole)
    targets = _targets(whole, main)
    root = whole.xml(main)
    sheets: list[Sheet] = []
    others: list[tuple[str, etree._Element]] = []
    drawings: dict[str, etree._Element] = {}
    tables: list[tuple[str, etree._Element]] = []
    for entry in _all(root, "sheet"):
        key = next(
            (value for name, value in entry.attrib.items() if _RELATION.search(str(name))), ""
        )
        member, kind = targets.get(str(key), ("", ""))
        if not kind.endswith("/worksheet") or member not in whole.members:
            continue
        own = _targets(whole, member)
        heads: list[tuple[int, int, int]] = []
        headed: list[etree._Element] = []
        for part, what in own.values():
            if what.endswith("/table") and part in whole.members:
                table = whole.xml(part)
                tables.append((part, table))
                heads += _heads(table)
                headed += [table] * (len(heads) - len(headed))
            elif what.endswith("/comments") and part in whole.members:
                others.append((part, whole.xml(part)))
            elif what.endswith("/drawing") and part in whole.members:
                drawings[part] = whole.xml(part)
                for chart, what_in_it in _targets(whole, part).values():
                    if what_in_it.endswith("/chart") and chart in whole.members:
                        drawings[chart] = whole.xml(chart)
        sheets.append(Sheet(member, whole.xml(member), tuple(heads), tuple(headed)))
    if not sheets:
        raise damaged(whole.name, "there is no sheet in it")
    parts = {
        kind.rpartition("/")[2]: (member, whole.xml(member))
        for member, kind in targets.values()
        if kind.endswith(("/sharedStrings", "/styles")) and member in whole.members
    }
    book = Workbook(
        sheets, parts.get("sharedStrings"), parts.get("styles"), others, [*drawings.items()]
    )
    book.tables, book.main = tables, (main, root)
    if book.shared is not None:
        book.strings = [one for one in book.shared[1] if _name(one) == "si"]
    return book


def letters(column: int) -> str:
    """The name of a column by its number from 1."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def _heads(table: etree._Element) -> list[tuple[int, int, int]]:
    """The row and the columns of the heads of a table."""
    first, _, last = (table.get("ref") or "").partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if table.get("headerRowCount") == "0" or start is None or end is None:
        return []
    return [(int(start[2]), _number(start[1]), _number(end[1]))]


def _main(whole: Package) -> str:
    for member, kind in _targets(whole, "").values():
        if kind.endswith("/officeDocument") and member in whole.members:
            return member
    raise damaged(whole.name, "there is no workbook in it")


def _targets(whole: Package, member: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: parts and their kinds, by the keys of the relations."""
    folder, _, file = member.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    if relations not in whole.members:
        return {}
    found = {}
    for one in _all(whole.xml(relations), "Relationship"):
        if one.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, one.get("Target") or ""))
        found[one.get("Id") or ""] = (target.lstrip("/"), one.get("Type") or "")
    return found
