"""Texts inside what stands in a page as it is: drawings (SVG), formulas, what is shown instead.

They are blocks of their own, never part of the sentence that a drawing stands in. What a drawing
places by its right edge stays there, though it is read from left to right then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from translator.formats.inplace.html.blocks import Flow, Region, Source, flows, kept
from translator.formats.inplace.html.direction import Edit
from translator.formats.inplace.html.tokens import Attribute, Token

_IN_DRAWINGS = frozenset({"text", "title", "desc", "foreignobject"})
_INSTEAD = frozenset({"object", "canvas", "video", "audio"})
"""Elements whose content is shown where they themselves cannot be."""
_HOLDERS = _INSTEAD | {"svg", "math"}
_SPANS = frozenset({"tspan", "textpath", "textPath", "a"})
_PLACES = frozenset({"x", "y", "dx", "dy", "rotate"})
_SWAPPED = {"start": "end", "end": "start"}
_ANCHOR = re.compile(r"(text-anchor\s*:\s*)([a-z]+)", re.IGNORECASE)
_DIRECTION = re.compile(r"(?<![\w-])direction\s*:\s*([a-z]+)", re.IGNORECASE)


def local(name: str) -> str:
    """The name of an element without a prefix, in small letters."""
    return name.rpartition(":")[2].lower()


def drawn_flows(source: Source) -> Iterator[Flow]:
    """The blocks of such texts, in order."""
    return flows(source, list(_regions(source)))


def _regions(source: Source) -> Iterator[Region]:
    if not any(local(one.name) in _HOLDERS for one in source.tree.elements):
        return
    within: list[str] = []
    barred: list[bool] = []
    end = 0
    for element in source.tree.elements:
        token, parent = source.tokens[element.start], element.parent
        name = local(element.name)
        around = within[parent] if parent >= 0 else ""
        within.append(name if name in ("svg", "math") else around)
        barred.append((parent >= 0 and barred[parent]) or kept(token) or name == "template")
        if barred[-1] or element.start < end or element.end < 0:
            continue
        if around == "svg" and name in _IN_DRAWINGS:
            inline = _SPANS if name == "text" else frozenset()
            yield from _lines(source, element.start + 1, element.end, inline)
        elif (around == "math" and name == "mtext") or (not around and name in _INSTEAD):
            yield Region(element.start + 1, element.end)
        else:
            continue
        end = element.end


def _lines(source: Source, first: int, end: int, inline: frozenset[str]) -> Iterator[Region]:
    """A text of a drawing as its lines: spans with a place of their own begin one."""
    begin = first
    for number in range(first, end):
        token = source.tokens[number]
        if inline and token.kind == "start" and _placed(token):
            last = source.tree.elements[source.tree.owners[number]].end
            if begin < number:
                yield Region(begin, number, inline)
            if last > number:
                yield Region(number + 1, last, inline)
                begin = last + 1
    if begin < end:
        yield Region(begin, end, inline)


def _placed(token: Token) -> bool:
    return local(token.name) == "tspan" and any(one.name in ("x", "y") for one in token.attributes)


def place_edits(
    source: Source, drawn: Sequence[Flow], right_to_left: Callable[[int], bool]
) -> Iterator[Edit]:
    """Changes of tags that put English where the Arabic was; `right_to_left` says how the page
    around a drawing was read.

    A text that began at its right edge ends there now; where each letter had a place of its own,
    the first is kept.
    """
    for number in sorted({_text_around(source, flow) for flow in drawn} - {-1}):
        element, token = source.element(number)
        turn = _is_rtl(source, number, right_to_left)
        for one in source.tokens[element.start : element.end]:
            if one.kind == "start" and local(one.name) in ("text", "tspan"):
                for attribute in one.attributes:
                    new = _placed_anew(attribute, turn=turn)
                    if new != attribute.value:
                        yield attribute.start, attribute.end, quoted_as(source, attribute, new)
        if turn:
            added = "" if token.get("direction") else ' direction="ltr"'
            if not _own_anchor(token):
                anchor = _SWAPPED.get(_anchor_around(source, element.parent), "")
                added += f' text-anchor="{anchor}"' if anchor else ""
            at = token.start + 1 + len(element.name)
            if added:
                yield at, at, added


def _placed_anew(attribute: Attribute, *, turn: bool) -> str:
    value = attribute.value
    if attribute.name in _PLACES:
        values = value.replace(",", " ").split()
        return values[0] if len(values) > 1 else value
    if not turn:
        return value
    if attribute.name == "direction":
        return "ltr"
    if attribute.name == "text-anchor":
        return _SWAPPED.get(value.strip(), value)
    if attribute.name == "style":
        value = _DIRECTION.sub(lambda found: found[0].replace(found[1], "ltr"), value)
        return _ANCHOR.sub(lambda found: found[1] + _SWAPPED.get(found[2], found[2]), value)
    return value


def quoted_as(source: Source, attribute: Attribute, value: str) -> str:
    """A value without quotes in it, in those that the attribute has."""
    quote = source.text[attribute.start]
    return f"{quote}{value}{quote}" if quote in ("'", '"') else f'"{value}"'


def _text_around(source: Source, flow: Flow) -> int:
    """The text of a drawing that a block stands in; -1 where it stands elsewhere."""
    number = source.tree.owners[flow.first]
    while number >= 0 and local(source.tree.elements[number].name) in ("tspan", "textpath", "a"):
        number = source.tree.elements[number].parent
    return number if number >= 0 and local(source.tree.elements[number].name) == "text" else -1


def _is_rtl(source: Source, number: int, outside: Callable[[int], bool]) -> bool:
    """Whether a text of a drawing is laid out from right to left."""
    drawing = number
    while number >= 0:
        element, token = source.element(number)
        found = _DIRECTION.search(token.get("style") or "")
        said = found[1] if found else token.get("direction")
        if said:
            return said.strip().lower() == "rtl"
        if local(element.name) == "svg":
            drawing = number
        number = element.parent
    return outside(drawing)


def _own_anchor(token: Token) -> str:
    found = _ANCHOR.search(token.get("style") or "")
    return found[2] if found else (token.get("text-anchor") or "").strip()


def _anchor_around(source: Source, number: int) -> str:
    while number >= 0:
        element, token = source.element(number)
        found = _own_anchor(token)
        if found:
            return found
        number = element.parent
    return "start"
