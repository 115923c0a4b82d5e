"""Translation memories, TMX: units with Arabic and without English get an English variant.

A unit that has English stays, as does all else. What the model wrote says so, in a property
`x-origin`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from translator.formats.inplace.block import Piece
from translator.formats.inplace.exchange import (
    Codes,
    Content,
    Exchange,
    content_of,
    fill,
    insert_after,
    is_arabic,
    is_english,
    language,
    name_of,
    set_english,
    text_of,
)
from translator.formats.inplace.opened import Opened, Reading

_CODES = Codes(
    around=frozenset({"hi"}),
    halves={"bpt": "ept"},
    opening_id=lambda one: one.get("i") or "",
    closing_id=lambda one: one.get("i") or "",
    fixed=lambda one: False,
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit to translate: its Arabic variant, an empty English one if there is any, and what is
    inside the Arabic."""

    arabic: etree._Element
    english: etree._Element | None
    content: Content


def opened(data: bytes, name: str, reading: Reading) -> Opened:
    """A translation memory taken apart. No choice in `reading` concerns it.

    Raises DocumentError for what is no TMX or not well-formed, and where every unit with Arabic
    has English.
    """
    return _TMX.opened(data, name)


def _units(root: etree._Element, name: str) -> Iterator[_Unit]:
    for unit in root.iter("{*}tu"):
        variants = [one for one in unit if name_of(one) == "tuv"]
        english = [one for one in variants if is_english(language(one))]
        arabic = [one for one in variants if is_arabic(language(one)) and _segment(one) is not None]
        if not arabic or any(text_of(_segment(one)).strip() for one in english):
            continue
        segment = _segment(arabic[0])
        if segment is not None:
            content = content_of(segment, _CODES)
            yield _Unit(arabic[0], english[0] if english else None, content)


def _segment(variant: etree._Element) -> etree._Element | None:
    return next((one for one in variant if name_of(one) == "seg"), None)


def _write(unit: _Unit, pieces: Sequence[Piece], by_model: bool) -> None:
    variant = unit.english
    if variant is None:
        variant = etree.Element(unit.arabic.tag)
        set_english(variant)
        variant.text = unit.arabic.text
        insert_after(unit.arabic, variant)
    segment = _segment(variant)
    if segment is None:
        segment = etree.SubElement(variant, "seg")
        segment.tail = unit.arabic[-1].tail
    if by_model:
        origin = etree.Element("prop", {"type": "x-origin"})
        origin.text = "machine"
        origin.tail = variant.text
        segment.addprevious(origin)
    fill(segment, unit.content, pieces)


_TMX = Exchange(
    root="tmx",
    called="TMX",
    suffixes=(".tmx",),
    units=_units,
    written=_write,
    nothing=", every unit with Arabic has English; to use it as a memory, give it with --tm",
)
