"""Excel workbooks and templates, .xlsx, .xlsm, .xltx and .xltm: cells, comments, drawings, charts.

The parts of the archive are edited, so that pictures, numbers, formats and all that is not
understood stays. Sheets and the columns of tables get English names, and formulas, charts and links
go by these; texts in formulas are what the cells say now. The view of a sheet is turned left to
right.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from translator.document import TranslatedDocument
from translator.errors import DocumentError
from translator.formats.inplace.block import Block, Piece, Run, document_of, parts_of
from translator.formats.inplace.drawing import Drawn, drawn_in
from translator.formats.inplace.inline import Inline, Stretch, in_english, stretches
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.package import Package, locked, package, written
from translator.formats.inplace.unchanged import refuse_unchanged
from translator.formats.inplace.values import chosen
from translator.formats.inplace.workbook import Workbook, workbook_of
from translator.formats.inplace.workbook_outside import Outside
from translator.formats.kinds import suffix_of

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
_KEPT_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class _Text:
    """A rich text: the element that holds it (`si`, `is`, `text`), its runs, what of it is
    translated and which blocks that makes. `cells` are those that show it."""

    element: etree._Element
    inline: Inline
    stretches: tuple[Stretch, ...]
    cells: tuple[etree._Element, ...] = ()


def opened(data: bytes, name: str, reading: Reading) -> Opened:
    """A workbook taken apart. `reading.fields` names columns, by their letter or by the first cell
    in them that holds anything; without it every text is translated.

    Raises DocumentError for files that are damaged, protected, of the format before 2007, or
    without Arabic.
    """
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise locked(name)
        raise DocumentError(
            f"{name} is a workbook of Excel 97 to 2003, which is not read; "
            "open it in its program and save it as .xlsx"
        )
    whole = package(data, name)
    found = _Texts(whole, reading.fields)
    if not found.blocks:
        raise DocumentError(f"{name} holds no Arabic text; give a workbook with texts in Arabic")

    def rebuilt(translated: TranslatedDocument) -> bytes:
        refuse_unchanged(translated.translations, name)
        return _rebuilt(whole, reading.fields, translated)

    suffix = suffix_of(name).lower()
    return Opened(
        document_of(name, found.blocks),
        suffix if suffix in _SUFFIXES else ".xlsx",
        rebuilt,
        found.formatted,
    )


class _Texts:
    """The texts of a workbook that are to be translated; made anew for every writing."""

    def __init__(self, whole: Package, fields: Sequence[str]) -> None:
        self.workbook: Workbook = workbook_of(whole)
        self.texts: list[_Text] = []
        self.blocks: list[Block] = []
        self.drawn: list[Drawn] = []
        wanted = self._wanted(fields, whole.name) if fields else None
        shared: dict[int, list[etree._Element]] = {}
        for sheet in self.workbook.sheets:
            for cell in sheet.cells():
                if wanted is not None and (
                    cell.is_head or (sheet.member, cell.column) not in wanted
                ):
                    continue
                if cell.shared is not None:
                    shared.setdefault(cell.shared, []).append(cell.element)
                elif cell.inline is not None:
                    self._add(cell.inline, (cell.element,))
        strings = self.workbook.strings
        for number, cells in sorted(shared.items()):
            if number < len(strings):
                self._add(strings[number], tuple(cells))
        if wanted is None:
            for comment in self.workbook.comments():
                self._add(comment, ())
            for _, root in self.workbook.drawings:
                self.drawn += drawn_in(root, self.blocks)
        self.outside = Outside(whole, self.workbook) if wanted is None else None
        if self.outside is not None:
            known = {_shown(text.inline.pieces) for text in self.texts}
            self.blocks += self.outside.blocks(known)

    @property
    def formatted(self) -> bool:
        """Whether a text has runs of several formats."""
        return any(len({run.path for run in _runs(text.inline.pieces)}) > 1 for text in self.texts)

    def _add(self, element: etree._Element, cells: tuple[etree._Element, ...]) -> None:
        inline = Inline(tuple(_pieces(element)))
        found = tuple(stretches(inline, None))
        blocks = [one.block for one in found if one.block is not None]
        if blocks:
            self.texts.append(_Text(element, inline, found, cells))
            self.blocks += blocks

    def _wanted(self, fields: Sequence[str], name: str) -> set[tuple[str, str]]:
        """The columns, as sheet and letter, that the names stand for."""
        labels: dict[str, set[tuple[str, str]]] = {}
        arabic: dict[str, None] = {}
        for sheet in self.workbook.sheets:
            heads: dict[str, str] = {}
            for cell in sheet.cells():
                text = self.workbook.text_of(cell)
                if not text.strip():
                    continue
                place = (sheet.member, cell.column)
                head = heads.setdefault(cell.column, text.strip())
                labels.setdefault(head, set()).add(place)
                labels.setdefault(cell.column, set()).add(place)
                if Workbook.is_arabic(text):
                    arabic[cell.column if cell.column in fields else head] = None
        names = chosen(fields, list(labels), list(arabic), name, "columns")
        return {place for label in names for place in labels[label]}


def _runs(pieces: Sequence[Piece]) -> Iterator[Run]:
    return (piece for piece in pieces if isinstance(piece, Run))


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _pieces(element: etree._Element) -> Iterator[Run]:
    """The runs of a rich text; the path is the place of the run in it."""
    for number, child in enumerate(element):
        if _name(child) == "t":
            yield Run(_unescaped(child.text or ""))
        elif _name(child) == "r":
            text = "".join(_unescaped(one.text or "") for one in child if _name(one) == "t")
            if text:
                yield Run(text, (number,))


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    """A text with what Excel writes as `_x000D_`: a carriage return, or an underscore."""
    return _ESCAPED.sub(lambda match: _character(int(match[1], 16)), text)


def _character(code: int) -> str:
    return (
        "\n"
        if code == 13
        else " "
        if code < 32
        else chr(code)
        if not 0xD800 <= code < 0xE000
        else "\ufffd"
    )


def _rebuilt(whole: Package, fields: Sequence[str], translated: TranslatedDocument) -> bytes:
    found = _Texts(whole, fields)
    workbook = found.workbook
    trees = dict(workbook.roots()) if found.outside is None else found.outside.trees
    before = {member: written(root) for member, root in trees.items()}
    all_parts = parts_of(translated, found.blocks)
    parts = iter(all_parts)
    english: dict[str, str] = {}
    shown: dict[etree._Element, int] = workbook.uses()
    for text in found.texts:
        own = [next(parts) if one.block is not None else () for one in text.stretches]
        if not any(own):
            continue
        pieces = in_english(text.inline, text.stretches, own)
        english.setdefault(_shown(text.inline.pieces), _shown(pieces))
        if _name(text.element) == "si" and shown[text.element] > len(text.cells):
            # Cells that stay as they are show the same text: these get one of their own.
            alone = copy.deepcopy(text.element)
            number = workbook.add_string(alone)
            for cell in text.cells:
                workbook.show(cell, number)
            _write(alone, pieces)
        else:
            _write(text.element, pieces)
    for drawn in found.drawn:
        drawn.put(all_parts)
    if found.outside is not None:
        found.outside.put(english, iter(all_parts[len(all_parts) - found.outside.count :]))
        _name_heads(workbook, found.outside.columns)
    workbook.turn()
    after = {member: written(root) for member, root in trees.items()}
    return whole.rewritten({member: new for member, new in after.items() if new != before[member]})


def _shown(pieces: Sequence[Piece]) -> str:
    return "".join(run.text for run in _runs(pieces))


def _name_heads(workbook: Workbook, columns: Mapping[etree._Element, str]) -> None:
    """Have the head of each column of a table say what the column is called."""
    for cell, name in columns.items():
        holder = next((one for one in cell if _name(one) == "is"), None)
        text = workbook.shown_in(cell)
        if text == name:
            continue
        if holder is None and cell.get("t") == "s" and workbook.strings:
            holder = etree.Element(workbook.strings[0].tag)
            workbook.show(cell, workbook.add_string(holder))
        if holder is not None:
            _write(holder, [Run(name)])


def _write(element: etree._Element, pieces: Sequence[Piece]) -> None:
    """Put runs in the place of those a rich text has; readings of its letters go."""
    old = list(element)
    for child in old:
        if _name(child) in ("t", "r", "rPh", "phoneticPr"):
            element.remove(child)
    space = element.tag.rpartition("}")[0] + "}"
    runs = [run for run in _runs(pieces) if run.text]
    for at, run in enumerate(runs):
        holder = element
        if run.path or len(runs) > 1:
            holder = etree.Element(f"{space}r")
            element.insert(at, holder)
            properties = (
                [one for one in old[run.path[0]] if _name(one) == "rPr"] if run.path else []
            )
            holder.extend(copy.deepcopy(one) for one in properties)
        text = etree.Element(f"{space}t")
        text.text = run.text
        if run.text != run.text.strip() or "\n" in run.text:
            text.set(_KEPT_SPACE, "preserve")
        if holder is element:
            element.insert(at, text)
        else:
            holder.append(text)
