"""A paragraph of an OpenDocument text read into pieces.

Spans that look the same are one format, those that change nothing a reader can see are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from translator.formats.inplace.block import Mark, Path, Piece, Run
from translator.formats.inplace.inline import Inline
from translator.formats.inplace.odt.names import name_of, value
from translator.formats.inplace.odt.styles import Styles

_SPACE = re.compile(r"[ \t\r\n]+")
_NOISE = frozenset({"", "text:soft-page-break"})
_CONTAINERS = frozenset({"text:a", "text:meta", "text:meta-field", "text:ruby-base"})
_MARKS = frozenset(
    {"text:note", "text:ruby", "office:annotation", "office:annotation-end", "text:bookmark"}
)
_UNSEEN = (
    "-start",
    "-end",
    ":bookmark",
    ":reference-mark",
    ":change",
    ":annotation",
    "-mark",
)
_ELSEWHERE = frozenset({"text:p", "text:h"})


@dataclass(slots=True)
class Formed:
    """A paragraph's pieces, and what the numbers in their paths and marks stand for."""

    inline: Inline
    shells: dict[int, etree._Element] = field(default_factory=dict)
    ranges: dict[int, tuple[etree._Element, etree._Element]] = field(default_factory=dict)
    marks: dict[int, etree._Element] = field(default_factory=dict)


def formed(paragraph: etree._Element, styles: Styles) -> Formed:
    """The pieces of a paragraph. Paragraphs inside it (of notes, frames) are not read; nothing is
    changed."""
    return _Reader(paragraph, styles).read()


class _Reader:
    def __init__(self, paragraph: etree._Element, styles: Styles) -> None:
        self.paragraph = paragraph
        self.styles = styles
        self.pieces: list[Piece] = []
        self.made = Formed(Inline(()))
        self.cuts: set[int] = set()
        self.once: set[int] = set()
        self.held: set[int] = set()
        self.ranges = _whole_ranges(paragraph)
        self.ranging: list[int] = []
        self.known: dict[tuple[Path, tuple[tuple[str, str], ...]], int] = {}
        self.count = 0
        self.last_link: tuple[str, Path, int, int] | None = None

    def read(self) -> Formed:
        self._children(self.paragraph, ())
        self.made.inline = Inline(
            tuple(self.pieces),
            cuts=frozenset(self.cuts),
            unseen=frozenset(
                key for key, one in self.made.marks.items() if name_of(one).endswith(_UNSEEN)
            ),
            once=frozenset(self.once),
            fixed=frozenset(number for number in self.once if self._is_number(number)),
            ranges=frozenset(self.made.ranges),
            held=frozenset(self.held),
        )
        return self.made

    def _is_number(self, number: int) -> bool:
        held = [one.text for one in self.pieces if isinstance(one, Run) and number in one.path]
        return "".join(held).strip().isdecimal()

    def _number(self) -> int:
        self.count += 1
        return self.count

    def _children(self, element: etree._Element, path: Path) -> None:
        self._text(_SPACE.sub(" ", element.text or ""), path)
        for one in element:
            name = name_of(one)
            if name == "text:span":
                self._span(one, path)
            elif name == "text:s":
                self._text(" " * int(value(one, "text:c") or "1"), path)
            elif name == "text:line-break":
                self._text("\n", path)
            elif one in self.ranges:
                self._range(one)
            elif name in _CONTAINERS or (
                name.startswith("text:") and name not in _MARKS and _is_field(one)
            ):
                self._container(one, name, path)
            elif name not in _NOISE:
                self._mark(one, path, cuts=name == "text:tab")
            self._text(_SPACE.sub(" ", one.tail or ""), path)

    def _text(self, text: str, path: Path) -> None:
        own = (*sorted(self.ranging), *path)
        last = self.pieces[-1] if self.pieces else None
        before = last.text if isinstance(last, Run) else ""
        if text.startswith(" ") and len(text) == 1 and before.endswith(" "):
            return  # white space in a row is one space, over elements too
        if not text:
            return
        if isinstance(last, Run) and last.path == own:
            self.pieces[-1] = Run(before + text, own)
        else:
            self.pieces.append(Run(text, own))

    def _mark(self, element: etree._Element, path: Path, *, cuts: bool = False) -> None:
        key = self._number()
        self.made.marks[key] = element
        if cuts:
            self.cuts.add(key)
        self.pieces.append(Mark(key, (*sorted(self.ranging), *path)))

    def _span(self, element: etree._Element, path: Path) -> None:
        look = self.styles.look(value(element, "text:style-name"))
        if look:
            key = (path, look)
            if key not in self.known:
                self.known[key] = self._number()
                self.made.shells[self.known[key]] = element
            path = (*path, self.known[key])
        self._children(element, path)

    def _container(self, element: etree._Element, name: str, path: Path) -> None:
        link = name == "text:a"
        if not link and not any(letter.isalnum() for letter in "".join(_texts(element))):
            self._mark(element, path)
            return
        same = (f"{name} {sorted(map(str, element.attrib.values()))}", path)
        held = self.last_link
        if link and held and held[:2] == same and held[3] == len(self.pieces):
            number = held[2]
        else:
            number = self._number()
            self.made.shells[number] = element
            self.held.add(number)
            if not link:
                self.once.add(number)
        before = len(self.pieces)
        self._children(element, (*path, number))
        if len(self.pieces) == before and not any(number in one.path for one in self.pieces):
            del self.made.shells[number]
            self._mark(element, path)
        self.last_link = (*same, number, len(self.pieces))

    def _range(self, element: etree._Element) -> None:
        number, is_start = self.ranges[element]
        if is_start:
            self.ranging.append(number)
            start, end = (one for one, held in self.ranges.items() if held[0] == number)
            self.made.ranges[number] = (start, end)
        elif number in self.ranging:
            self.ranging.remove(number)


def _texts(element: etree._Element) -> Iterator[str]:
    return (str(text) for text in element.itertext())


def _is_field(element: etree._Element) -> bool:
    """Whether an element holds text of the paragraph itself, such as the number of a page."""
    return bool((element.text or "").strip()) and not any(
        name_of(one) in _ELSEWHERE for one in element.iter()
    )


def _own(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Elements of a paragraph that are not those of one inside it."""
    for one in paragraph.iterdescendants():
        above = one.getparent()
        while above is not None and name_of(above) not in _ELSEWHERE:
            above = above.getparent()
        if above is paragraph:
            yield one


def _whole_ranges(paragraph: etree._Element) -> dict[etree._Element, tuple[int, bool]]:
    """The first and last marks of bookmarks and the like that have text between them, with a
    number below those of everything else, and whether they are the first."""
    found: dict[etree._Element, tuple[int, bool]] = {}
    waiting: dict[tuple[str, str], etree._Element] = {}
    number = 0
    own = list(_own(paragraph))
    for one in own:
        name = name_of(one)
        key = _range_key(one, name)
        if key is None:
            continue
        if not name.endswith("-end"):
            waiting[key] = one
        elif key in waiting:
            start = waiting.pop(key)
            if _text_between(own, start, one):
                number -= 1
                found[start], found[one] = (number, True), (number, False)
    return found


def _range_key(element: etree._Element, name: str) -> tuple[str, str] | None:
    """What the two ends of a range have in common; None for what is none."""
    if not name.endswith(("-start", "-end")) and name != "office:annotation":
        return None
    for attribute in ("text:name", "text:change-id", "text:id", "office:name"):
        found = value(element, attribute)
        if found is not None:
            return name.removesuffix("-start").removesuffix("-end"), found
    return None


def _text_between(own: list[etree._Element], start: etree._Element, end: etree._Element) -> bool:
    first, last = own.index(start), own.index(end)
    tails = [start.tail or ""]
    for one in own[first + 1 : last]:
        tails += [one.text or "", one.tail or ""]
    return bool("".join(tails).strip())
