"""A web page taken apart into blocks, and put together again around their English."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from translator.formats.inplace.block import Block, Mark, Part, Piece, Run
from translator.formats.inplace.html.attributes import AttributeText, attribute_texts
from translator.formats.inplace.html.blocks import Flow, Source, flows, kept
from translator.formats.inplace.html.charset import declared_anew
from translator.formats.inplace.html.data import (
    DataText,
    data_edits,
    data_texts,
    flat,
    language_edits,
)
from translator.formats.inplace.html.direction import (
    Edit,
    Marker,
    counter_rules,
    english_elements,
    holders,
    turned,
)
from translator.formats.inplace.html.drawn import drawn_flows, local, place_edits
from translator.formats.inplace.html.tokens import tokens
from translator.formats.inplace.html.tree import tree_of
from translator.formats.inplace.html.write import quoted, with_value, written
from translator.formats.inplace.project import projected, with_all
from translator.script import has_arabic

_ENGLISH_SIGNS = str.maketrans("،؛؟", ",;?")


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a page: first those of its text, in order, then those of its attributes, of
    its drawings, and of its data for search engines.

    `linked` are the texts of style sheets outside the page, where they are at hand.
    """

    source: Source
    flows: tuple[Flow, ...]
    attributes: tuple[AttributeText, ...] = ()
    drawn: tuple[Flow, ...] = ()
    data: tuple[DataText, ...] = ()
    linked: tuple[str, ...] = ()

    @property
    def blocks(self) -> list[Block]:
        """All blocks; those without Arabic are there to be read, and stay as they are."""
        return [
            *(one.block for one in self.flows),
            *(one.block for one in self.attributes),
            *(one.block for one in self.drawn),
            *(block for one in self.data for block in one.blocks),
        ]

    @property
    def formatted(self) -> bool:
        """Whether a sentence has formatting or pictures in it."""
        return any(formatted(one.block) for one in (*self.flows, *self.drawn))


def formatted(block: Block) -> bool:
    """Whether word links are wanted to put a block's formatting back."""
    paths = {piece.path for piece in block.pieces if isinstance(piece, Run)}
    return len(paths) > 1 or any(isinstance(piece, Mark) for piece in block.pieces)


def page_of(text: str, *, xml: bool) -> Page:
    """Take a page apart."""
    cut = tokens(text, xml=xml)
    source = Source(text, cut, tree_of(cut, xml=xml), xml)
    drawn = [one for one in drawn_flows(source) if has_arabic(one.block.text)]
    page = Page(source, tuple(flows(source)), tuple(attribute_texts(source)), tuple(drawn))
    return replace(page, data=data_texts(source, page.blocks))


def rebuilt(page: Page, parts: Sequence[Sequence[Part]]) -> tuple[str, bool]:
    """The page in English, and whether any text in it is another than before.

    `parts` are the translated segments of each of its blocks. A page of which nothing is
    translated comes back as it was, but for what it says of its encoding.
    """
    source = page.source
    ends = list(accumulate(map(len, (page.flows, page.attributes, page.drawn))))
    flows = _translated(source, page.flows, parts[: ends[0]])
    attributes = [
        (one, _text(projected(one.block, own)))
        for one, own in zip(page.attributes, parts[ends[0] : ends[1]], strict=True)
        if own
    ]
    drawn = _translated(source, page.drawn, parts[ends[1] : ends[2]])
    english_of = {
        flat(one.translation.source): one.translation.target for own in parts for one in own
    }
    data = list(data_edits(page.data, parts[ends[2] :], english_of))
    edits = list(declared_anew(source))
    if not flows and not attributes and not drawn and not data:
        return "".join(_edited(source, edits)), False
    done = {flow.first for flow, _ in flows}
    left = [one for one in page.flows if one.first not in done and has_arabic(one.block.text)]
    holding = [*_holding(source, flows), *_holding(source, drawn)]
    english = english_elements(source, [*holding, *_shown(source, attributes)])
    marker = Marker(source, english, page.linked)
    stay = [flow.owner for flow in left] + _untouched(source, [flow for flow, _ in drawn])
    held = holders(source, english, stay)
    places = list(place_edits(source, [flow for flow, _ in drawn], marker.was_right_to_left))
    placed = {edit[:2] for edit in places if edit[0] < edit[1]}
    edits += places + [edit for edit in turned(source, english) if edit[:2] not in placed]
    edits += [*data, *language_edits(source)]
    edits += _options(source, [flow for flow, _ in flows])
    edits += _marked(source, marker, held)
    edits += [
        (one.attribute.start, one.attribute.end, with_value(source, one.attribute, text))
        for one, text in attributes
    ]
    place, rules = counter_rules(source, page.linked, arabic_left=bool(stay))
    if rules:
        edits.append((place, place, rules))

    tags = _edited(source, edits)
    for flow, pieces in drawn:
        text = written(source, flow, pieces, tags)
        tags[flow.first : flow.end] = [text, *[""] * (flow.end - flow.first - 1)]
    result = list(tags)
    for flow, pieces in flows:
        result[flow.first : flow.end] = [""] * (flow.end - flow.first)
        result[flow.first] = written(source, flow, pieces, tags)
    for number in _signs(source, english, result):
        result[number] = result[number].translate(_ENGLISH_SIGNS)
    for flow, holder in zip(left, held, strict=False):
        added = marker.attributes(flow.owner) if holder < 0 else ""
        if added:
            _wrap(source, flow, added, result)
    changed = any(_text(pieces) != flow.block.text for flow, pieces in (*flows, *drawn))
    changed = changed or bool(data)
    changed = changed or any(text != one.block.text for one, text in attributes)
    return "".join(result), changed


def _translated(
    source: Source, flows: Sequence[Flow], parts: Sequence[Sequence[Part]]
) -> list[tuple[Flow, tuple[Piece, ...]]]:
    return [
        (flow, _in_english(source, flow, own))
        for flow, own in zip(flows, parts, strict=True)
        if own and has_arabic(flow.block.text)
    ]


def _in_english(source: Source, flow: Flow, own: Sequence[Part]) -> tuple[Piece, ...]:
    pieces = projected(flow.block, own, breaks=True)
    return with_all(pieces, flow.block, _links(source, flow))


def _links(source: Source, flow: Flow) -> set[int]:
    """The elements of a block that are links."""
    numbers = {number for piece in flow.block.pieces for number in piece.path}
    return {number for number in numbers if source.tree.elements[number].name == "a"}


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, Run))


def _edited(source: Source, edits: Sequence[Edit]) -> list[str]:
    """Every token of a page with the changes in it; what is put in between two tokens goes with
    the first."""
    starts = [token.start for token in source.tokens]
    texts = [source.raw(number) for number in range(len(starts))]
    for start, end, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        number = (bisect_right(starts, start) if start < end else bisect_left(starts, start)) - 1
        at, text = start - starts[number], texts[number]
        texts[number] = text[:at] + new + text[at + end - start :]
    return texts


def _holding(source: Source, flows: Sequence[tuple[Flow, Sequence[Piece]]]) -> Iterator[int]:
    """The elements that hold English, inline ones among them."""
    for flow, _ in flows:
        yield flow.owner
        yield source.tree.owners[flow.first]
        for piece in flow.block.pieces:
            yield from piece.path[-1:]


def _shown(source: Source, attributes: Sequence[tuple[AttributeText, str]]) -> Iterator[int]:
    for one, _ in attributes:
        yield source.tree.owners[one.token]


def _untouched(source: Source, drawn: Sequence[Flow]) -> list[int]:
    """Elements that are kept from translation with Arabic in them, drawings among them where more
    is in them than the blocks in English."""
    done = {number for flow in drawn for number in range(flow.first, flow.end)}
    found: list[int] = []
    end = -1
    for number, element in enumerate(source.tree.elements):
        token = source.tokens[element.start]
        if element.start <= end or not (kept(token) or local(element.name) == "svg"):
            continue
        end = element.last
        inside = set(range(element.start + 1, max(end, element.start) + 1)) - done
        if any(has_arabic(source.raw(one)) for one in inside):
            found.append(number)
    return found


def _options(source: Source, flows: Sequence[Flow]) -> Iterator[Edit]:
    """What a form sends for a choice is its text, unless it has a value: it gets its old one."""
    for flow in flows:
        if flow.owner < 0:
            continue
        element, token = source.element(flow.owner)
        if element.name == "option" and token.get("value") is None:
            at = token.start + 1 + len(token.name)
            yield at, at, f" value={quoted(flow.block.text, '')}"


def _marked(source: Source, marker: Marker, held: Sequence[int]) -> Iterator[Edit]:
    """The changes that keep elements right-to-left which stay Arabic."""
    for number in sorted(set(held) - {-1}):
        element, token = source.element(number)
        added = marker.attributes(number)
        if added:
            at = token.start + 1 + len(element.name)
            yield at, at, added


def _signs(source: Source, english: set[int], result: Sequence[str]) -> Iterator[int]:
    """Texts of signs alone between what is English now: commas between links."""
    for number, token in enumerate(source.tokens):
        text = result[number]
        if token.kind != "text" or source.tree.owners[number] not in english:
            continue
        if text == source.raw(number) and not any(letter.isalnum() for letter in text):
            yield number


def _wrap(source: Source, flow: Flow, attributes: str, result: list[str]) -> None:
    """Mark a block that stays Arabic inside an element that is English otherwise."""
    if source.element(flow.owner)[0].name in ("textarea", "title", "option"):
        return
    first, last = flow.first, flow.end - 1
    result[first] = f"{flow.lead}<span{attributes}>{result[first][len(flow.lead) :]}"
    end = result[last]
    result[last] = f"{end[: len(end) - len(flow.tail)]}</span>{flow.tail}"
