"""Elements of WordprocessingML by their short names, in both of its namespaces.

Word writes the namespace of the transitional standard, and that of the strict one when it is told
to; the names are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from lxml import etree

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_BRACED = tuple(f"{{{space}}}" for space in (TRANSITIONAL, STRICT))
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"

_RUN_ORDER = """
    ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow
    emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs
    highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath
""".split()
_PARAGRAPH_ORDER = """
    pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr
    shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE
    autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents
    suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr
    sectPr pPrChange
""".split()
_TABLE_ORDER = """
    tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc
    tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription
    tblPrChange
""".split()
_ORDERS = {
    parent: {name: place for place, name in enumerate(order)}
    for parent, order in (
        ("rPr", _RUN_ORDER),
        ("pPr", _PARAGRAPH_ORDER),
        ("tblPr", _TABLE_ORDER),
    )
}


def name_of(element: etree._Element) -> str:
    """The short name of an element, with its namespace in braces where that is another one's;
    empty for a comment."""
    tag = element.tag
    return _short(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    for space in _BRACED:
        if tag.startswith(space):
            return tag[len(space) :]
    return tag


def _space(element: etree._Element) -> str:
    """The namespace of the document an element stands in, in braces."""
    tag = element.tag
    if isinstance(tag, str) and tag.startswith(_BRACED):
        return tag[: tag.index("}") + 1]
    parent = element.getparent()
    return _BRACED[0] if parent is None else _space(parent)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that name."""
    if element is None:
        return None
    for one in element:
        if name_of(one) == name:
            return one
    return None


def every(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """All elements of that name, in document order."""
    return root.iter(*(f"{space}{name}" for space in _BRACED))


def value(element: etree._Element | None, attribute: str = "val") -> str | None:
    """An attribute of an element in the namespace of the document."""
    return None if element is None else element.get(f"{_space(element)}{attribute}")


def set_value(element: etree._Element, text: str, attribute: str = "val") -> None:
    """Set such an attribute."""
    element.set(f"{_space(element)}{attribute}", text)


def is_on(element: etree._Element) -> bool:
    """Whether a property that is there or not is on."""
    return (value(element) or "true").lower() not in ("0", "false", "off", "none")


def switched(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property is on, off, or not mentioned (None)."""
    found = child(properties, name)
    return None if found is None else is_on(found)


def made(like: etree._Element, name: str, text: str | None = None) -> etree._Element:
    """A new element in the namespace that `like` stands in, its value set if one is given."""
    element = like.makeelement(f"{_space(like)}{name}", nsmap=cast("dict[str, str]", like.nsmap))
    if text is not None:
        set_value(element, text)
    return element


def put(parent: etree._Element, element: etree._Element) -> None:
    """Put a property where the standard wants it among the others, in place of one of its name."""
    name = name_of(element)
    old = child(parent, name)
    if old is not None:
        parent.replace(old, element)
        return
    order = _ORDERS[name_of(parent)]
    last = len(order)
    for place, other in enumerate(parent):
        if order.get(name_of(other), last) > order[name]:
            parent.insert(place, element)
            return
    parent.append(element)


def drop(parent: etree._Element | None, *names: str) -> None:
    """Take properties away."""
    for one in [one for one in (() if parent is None else parent) if name_of(one) in names]:
        one.getparent().remove(one)  # type: ignore[union-attr]
