"""XLIFF 1.2 (also 1.0, 1.1) and 2.x: the English goes into the targets.

A unit whose target is approved, or filled with more than a copy of the source, stays, as does what
is not to be translated. What was translated is marked so that a person looks at it:
`needs-review-translation` with the qualifier `mt-suggestion` in 1.2, `translated` (not `reviewed`)
in 2.x.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from translator.errors import DocumentError
from translator.formats.inplace.block import Piece
from translator.formats.inplace.exchange import (
    Codes,
    Content,
    Exchange,
    content_of,
    empty_like,
    fill,
    insert_after,
    is_english,
    language,
    name_of,
    set_english,
    text_of,
)
from translator.formats.inplace.opened import Opened, Reading
from translator.script import has_arabic

_TO_FILL = frozenset({"new", "needs-translation", "initial"})
"""States of a target that waits for its text, whatever stands in it."""

_DONE = frozenset({"translated", "signed-off", "reviewed", "final"})
"""States of a target that somebody says is right, even where it is the source again."""

_OLD_CODES = Codes(
    around=frozenset({"g", "mrk"}),
    halves={"bpt": "ept", "bx": "ex"},
    opening_id=lambda one: one.get("rid") or one.get("id") or "",
    closing_id=lambda one: one.get("rid") or one.get("id") or "",
    fixed=lambda one: one.get("mtype") == "protected" or one.get("translate") == "no",
)
_NEW_CODES = Codes(
    around=frozenset({"pc", "mrk"}),
    halves={"sc": "ec", "sm": "em"},
    opening_id=lambda one: one.get("id") or "",
    closing_id=lambda one: one.get("startRef") or "",
    fixed=lambda one: one.get("translate") == "no",
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence to translate: where it stands and what is inside. `within` is the source element
    it is in where several are marked inside one (1.2)."""

    source: etree._Element
    content: Content
    within: etree._Element | None = None


def opened(data: bytes, name: str, reading: Reading) -> Opened:
    """An XLIFF file taken apart. No choice in `reading` concerns it.

    Raises DocumentError for what is no XLIFF or not well-formed, for a file whose target language
    is not English, and where nothing is left to translate.
    """
    return _XLIFF.opened(data, name)


def _units(root: etree._Element, name: str) -> Iterator[_Unit]:
    new = _is_new(root)
    declared = (
        [root.get("trgLang")]
        if new
        else [one.get("target-language") for one in root if name_of(one) == "file"]
    )
    for tag in filter(None, declared):
        if not is_english(tag):
            raise DocumentError(
                f"{name} is to be translated into {tag}; give a file whose target language is "
                "English"
            )
    return _new_units(root) if new else _old_units(root)


def _is_new(root: etree._Element) -> bool:
    return (root.get("version") or "").startswith("2")


def _translatable(element: etree._Element) -> bool:
    """Whether neither an element nor any around it says no."""
    one: etree._Element | None = element
    while one is not None:
        said = one.get("translate")
        if said:
            return said != "no"
        one = one.getparent()
    return True


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if name_of(child) == name), None)


def _is_open(target: etree._Element | None, state: str, source: etree._Element) -> bool:
    """Whether a target is to be written: it is missing, empty, waits by its state, or is a copy of
    the Arabic source, as many tools begin with."""
    said = text_of(target).split()
    if target is None or not said or state in _TO_FILL:
        return True
    return state not in _DONE and has_arabic("".join(said)) and said == text_of(source).split()


def _old_units(root: etree._Element) -> Iterator[_Unit]:
    for unit in root.iter("{*}trans-unit"):
        source, target = _child(unit, "source"), _child(unit, "target")
        if source is None or not _translatable(unit) or unit.get("approved") == "yes":
            continue
        state = "" if target is None else target.get("state") or ""
        cut = _child(unit, "seg-source")
        segments = [] if cut is None else [m for m in cut.iter("{*}mrk") if _is_segment(m)]
        if not segments:
            if _is_open(target, state, source):
                yield _Unit(source, content_of(source, _OLD_CODES))
            continue
        for mark in segments:
            own = None if target is None else _segment(target, mark.get("mid"))
            if _is_open(own, state, mark):
                yield _Unit(mark, content_of(mark, _OLD_CODES), cut)


def _is_segment(mark: etree._Element) -> bool:
    return mark.get("mtype") == "seg"


def _segment(target: etree._Element, mid: str | None) -> etree._Element | None:
    found = (one for one in target.iter("{*}mrk") if _is_segment(one) and one.get("mid") == mid)
    return next(found, None)


def _new_units(root: etree._Element) -> Iterator[_Unit]:
    for segment in root.iter("{*}segment"):
        source, target = _child(segment, "source"), _child(segment, "target")
        state = segment.get("state") or ("initial" if target is None else "")
        if source is None or not _translatable(segment):
            continue
        if _is_open(target, state, source):
            yield _Unit(source, content_of(source, _NEW_CODES))


def _write(unit: _Unit, pieces: Sequence[Piece], by_model: bool) -> None:
    holder = unit.source.getparent() if unit.within is None else unit.within.getparent()
    assert holder is not None  # a source is in a unit
    before = unit.source if unit.within is None else unit.within
    target = _target(holder, before)
    if unit.within is None:
        fill(target, unit.content, pieces)
    else:
        fill(_marked(target, unit.within, unit.source), unit.content, pieces)
    if name_of(holder) == "segment":  # 2.x
        holder.set("state", "translated")
        holder.attrib.pop("subState", "")
    else:
        target.set("state", "needs-review-translation")
        if by_model:
            target.set("state-qualifier", "mt-suggestion")


def _target(holder: etree._Element, before: etree._Element) -> etree._Element:
    """The target of a unit or segment; a new one stands behind its source."""
    target = _child(holder, "target")
    if target is None:
        source = _child(holder, "source")
        space = holder.tag.rpartition("}")[0] + "}" if "}" in holder.tag else ""
        target = etree.Element(f"{space}target")
        if source is not None and language(source):
            set_english(target)
        insert_after(before, target)
    return target


def _marked(target: etree._Element, cut: etree._Element, source: etree._Element) -> etree._Element:
    """The place of a segment in a target that is cut as its source is. What the source has between
    its segments is taken over when the target is first cut."""
    found = _segment(target, source.get("mid"))
    if found is not None:
        return found
    if not any(_is_segment(one) for one in target.iter("{*}mrk")):
        for child in list(target):
            target.remove(child)
        target.text = cut.text
        for child in cut:
            twin = empty_like(child)
            target.append(twin)
            twin.tail = child.tail
            for mark in child.iter("{*}mrk"):
                if mark is not child and _is_segment(mark):
                    inner = empty_like(mark)
                    twin.append(inner)
                    inner.tail = mark.tail
    found = _segment(target, source.get("mid"))
    if found is None:
        found = empty_like(source)
        target.append(found)
    return found


def _declare(root: etree._Element) -> None:
    """Name the target language where it is not, and its direction."""
    if _is_new(root):
        if not root.get("trgLang"):
            root.set("trgLang", "en")
        for one in root.iter("{*}file", "{*}unit"):
            if one.get("trgDir") == "rtl":
                one.set("trgDir", "ltr")
        return
    for one in root:
        if name_of(one) == "file" and not one.get("target-language"):
            one.set("target-language", "en")


_XLIFF = Exchange(
    root="xliff",
    called="XLIFF",
    suffixes=(".xlf", ".xliff"),
    units=_units,
    written=_write,
    finished=_declare,
    nothing=": its units with Arabic have targets, are approved, or are not to be translated; "
    "empty the targets that are to be written anew",
)
