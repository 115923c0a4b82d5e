"""What the exchange formats of translators (XLIFF, TMX) share: codes inside text, the XML around.

Codes are copied from the source into the target, with their ids. Those in pairs, one element or
two, go around the English of what they were around; each stands once.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar, cast

from lxml import etree

from translator.document import TranslatedDocument
from translator.errors import DocumentError
from translator.formats.inplace.block import (
    Block,
    Mark,
    Part,
    Path,
    Piece,
    Run,
    document_of,
    parts_of,
)
from translator.formats.inplace.inline import Inline, Stretch, Turn, in_english, laid_out, stretches
from translator.formats.inplace.opened import Opened
from translator.formats.inplace.package import parsed
from translator.formats.inplace.unchanged import refuse_unchanged
from translator.formats.kinds import suffix_of
from translator.script import has_arabic

_DECLARATION = re.compile(r"<\?xml[^>]*\?>\s*")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Codes:
    """How a format marks codes, by names of elements without their namespace.

    around: those with text inside that goes on with the sentence. halves: for the opening element
    of a pair the name of the closing one; `opening_id` and `closing_id` give what both share.
    fixed: whether an element in `around` holds what must stay as it is.
    """

    around: frozenset[str]
    halves: dict[str, str]
    opening_id: Callable[[etree._Element], str]
    closing_id: Callable[[etree._Element], str]
    fixed: Callable[[etree._Element], bool]


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a source element: its pieces, and for each number the element it stands for,
    with the closing one of a pair."""

    inline: Inline
    elements: tuple[tuple[etree._Element, etree._Element | None], ...]
    stretches: tuple[Stretch, ...]

    @property
    def blocks(self) -> list[Block]:
        """What is to be translated."""
        return [one.block for one in self.stretches if one.block is not None]

    def english(self, parts: Iterable[Sequence[Part]]) -> tuple[Piece, ...] | None:
        """The pieces in English; None where no part is translated."""
        waiting = iter(parts)
        own = [next(waiting) if one.block is not None else () for one in self.stretches]
        if not any(own):
            return None
        return in_english(self.inline, self.stretches, own, breaks=False)


class Unit(Protocol):
    """A unit to translate, with what is inside its source."""

    @property
    def content(self) -> Content:
        """What is inside."""


AnyUnit = TypeVar("AnyUnit", bound=Unit)


@dataclass(frozen=True, slots=True)
class Exchange(Generic[AnyUnit]):
    """A format: its root element, what people call it, its usual suffix and the others.

    `units` finds the units to translate (raising DocumentError), `written` puts pieces into one,
    `machine` where the model wrote any of it, and `finished` is told of the root at the end.
    `nothing` is why nothing is left to translate, behind the name of the file.
    """

    root: str
    called: str
    suffixes: tuple[str, ...]
    units: Callable[[etree._Element, str], Iterable[AnyUnit]]
    written: Callable[[AnyUnit, Sequence[Piece], bool], None]
    nothing: str
    finished: Callable[[etree._Element], None] = lambda root: None

    def opened(self, data: bytes, name: str) -> Opened:
        """A file taken apart. Raises DocumentError for what is no such file or not well-formed, and
        where nothing is left to translate."""
        blocks = [block for one in self._found(data, name)[1] for block in one.content.blocks]
        if not blocks:
            raise DocumentError(f"nothing in {name} is left to translate{self.nothing}")

        def rebuilt(translated: TranslatedDocument) -> bytes:
            refuse_unchanged(translated.translations, name)
            root, units = self._found(data, name)
            parts = iter(parts_of(translated, blocks))
            for unit in units:
                own = [next(parts) for _ in unit.content.blocks]
                pieces = unit.content.english(own)
                if pieces is not None:
                    by_model = any(one.translation.origin == "machine" for p in own for one in p)
                    self.written(unit, pieces, by_model)
            self.finished(root)
            return bytes_of(root, data)

        suffix = suffix_of(name)
        known = suffix.lower() in self.suffixes
        document = document_of(name, blocks)
        return Opened(document, suffix if known else self.suffixes[0], rebuilt, formatted=True)

    def _found(self, data: bytes, name: str) -> tuple[etree._Element, list[AnyUnit]]:
        """The tree of the file anew, and its units to translate."""
        root = tree_of(data, name)
        if name_of(root) != self.root:
            raise DocumentError(
                f"{name} is no {self.called} file, its first element is {name_of(root)}; "
                "check its name"
            )
        return root, [unit for unit in self.units(root, name) if unit.content.blocks]


def name_of(element: etree._Element) -> str:
    """The name of an element without its namespace; none for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def content_of(element: etree._Element, codes: Codes) -> Content:
    """What is inside an element that holds a sentence."""
    pieces: list[Piece] = []
    elements: list[tuple[etree._Element, etree._Element | None]] = []
    _read(element, (), codes, pieces, elements)
    numbers = frozenset(number for piece in pieces for number in piece.path)
    inline = Inline(tuple(pieces), once=numbers, held=numbers)
    return Content(inline, tuple(elements), tuple(stretches(inline, "body")))


def _read(
    element: etree._Element,
    path: Path,
    codes: Codes,
    pieces: list[Piece],
    elements: list[tuple[etree._Element, etree._Element | None]],
) -> None:
    closing = _pairs(element, codes)
    if element.text:
        pieces.append(Run(element.text, path))
    for child in element:
        name = name_of(child)
        if child in closing:
            elements.append((child, closing[child]))
            path = (*path, len(elements) - 1)
        elif child in closing.values():
            path = path[:-1]
        elif name in codes.around and not codes.fixed(child) and text_of(child).strip():
            elements.append((child, None))
            _read(child, (*path, len(elements) - 1), codes, pieces, elements)
        elif name:
            elements.append((child, None))
            pieces.append(Mark(len(elements) - 1, path))
        if child.tail:
            pieces.append(Run(child.tail, path))


def _pairs(element: etree._Element, codes: Codes) -> dict[etree._Element, etree._Element]:
    """The closing elements of the opening ones in a content, of pairs that hold text and are
    properly nested; what is crossed stands for itself."""
    found: dict[etree._Element, etree._Element] = {}
    opened: list[etree._Element] = []
    for child in element:
        name = name_of(child)
        if name in codes.halves:
            opened.append(child)
        elif name in codes.halves.values():
            mine = [
                one
                for one in opened
                if codes.halves[name_of(one)] == name
                and codes.opening_id(one) == codes.closing_id(child)
            ]
            if mine:
                if opened[-1] is mine[-1] and _text_between(mine[-1], child):
                    found[mine[-1]] = child
                opened.remove(mine[-1])
    return found


def _text_between(first: etree._Element, last: etree._Element) -> bool:
    one: etree._Element | None = first
    while one is not None and one is not last:
        if (one.tail or "").strip():
            return True
        one = one.getnext()
    return False


def fill(target: etree._Element, content: Content, pieces: Sequence[Piece]) -> None:
    """Put pieces into an element, in place of what it holds, codes copied from the source."""
    for child in list(target):
        target.remove(child)
    target.text = None
    stack = [target]
    for one in laid_out(pieces, content.inline):
        if isinstance(one, Run):
            _append(stack[-1], one.text)
        elif isinstance(one, Mark):
            stack[-1].append(_copy(content.elements[one.key][0]))
        elif isinstance(one, Turn):
            first, last = content.elements[one.number]
            if last is not None:
                stack[-1].append(_copy(first if one.what == "open" else last))
            elif one.what == "open":
                element = empty_like(first)
                stack[-1].append(element)
                element.attrib.pop("dir", "")
                stack.append(element)
            else:
                stack.pop()


def _copy(element: etree._Element) -> etree._Element:
    twin = copy.deepcopy(element)
    twin.tail = None
    return twin


def empty_like(element: etree._Element) -> etree._Element:
    """An element with the same name and attributes and nothing in it."""
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    # The types know no namespace without a prefix.
    return etree.Element(element.tag, attributes, cast(dict[str, str], element.nsmap))


def _append(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def insert_after(before: etree._Element, new: etree._Element) -> None:
    """Put an element behind another, on a line of its own if that one has its own."""
    tail = before.tail
    before.addnext(new)
    new.tail = tail
    parent = before.getparent()
    first = parent.text if parent is not None else None
    before.tail = first if first is not None and not first.strip() else tail


def text_of(element: etree._Element | None) -> str:
    """All text inside an element."""
    return "" if element is None else "".join(map(str, element.itertext()))


def language(element: etree._Element) -> str:
    """The language an element says it is in, in small letters."""
    return (element.get(_LANGUAGE) or element.get("lang") or "").lower()


def is_english(tag: str) -> bool:
    """Whether a language tag is one of English."""
    return tag.lower().replace("_", "-").partition("-")[0] in ("en", "eng")


def is_arabic(tag: str) -> bool:
    """Whether a language tag is one of Arabic."""
    return tag.lower().replace("_", "-").partition("-")[0] in ("ar", "ara", "arb")


def set_english(element: etree._Element) -> None:
    """Say that an element is in English."""
    element.set(_LANGUAGE, "en")


def tree_of(data: bytes, name: str) -> etree._Element:
    """The root of an exchange file. Raises DocumentError for what is no XML, and without Arabic."""
    root = parsed(data, name)
    if not has_arabic(text_of(root)):
        raise DocumentError(f"{name} holds no Arabic text; give a file with texts in Arabic")
    return root


def bytes_of(root: etree._Element, data: bytes) -> bytes:
    """An exchange file again: in its own encoding, with its declaration, line ends and mark.

    data: the file as it was read.
    """
    tree = root.getroottree()
    encoding = tree.docinfo.encoding or "UTF-8"
    old = data.decode(encoding, "replace")
    mark = old[:1] if old.startswith("\ufeff") else ""
    declaration = _DECLARATION.match(old, len(mark))
    new = etree.tostring(tree, encoding="unicode")
    if declaration:
        new = declaration[0].replace("\r\n", "\n") + new
    if old.endswith(("\n", "\r")) and not new.endswith("\n"):
        new += "\n"
    if "\r\n" in old[:4096]:
        new = new.replace("\n", "\r\n")
    return (mark + new).encode(encoding, "xmlcharrefreplace")
