"""Directions in a Word document, turned from right-to-left to left-to-right.

Word means the side where lines begin by "left" in a paragraph that runs from right to left, for
alignment and indents alike (ECMA-376 part 4, 14.11.2; part 1, 17.3.1.13 says "start"). So most of
them are right once the direction is turned. Two habits of programs are met beside it: Arabic
aligned right in paragraphs that run from left to right, and documents that mean the right side of
the page by "right" throughout.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from translator.formats.inplace.docx_names import (
    STRICT,
    child,
    drop,
    every,
    made,
    name_of,
    put,
    set_value,
    switched,
    value,
)
from translator.formats.inplace.docx_styles import Styles
from translator.formats.inplace.docx_write import ENGLISH, unturned

_END = frozenset({"right", "end"})
_KASHIDA = frozenset({"lowKashida", "mediumKashida", "highKashida"})
_ARABIC_LISTS = frozenset({"arabicAlpha", "arabicAbjad"})


def means_right(paragraphs: Iterable[etree._Element], styles: Styles) -> bool:
    """Whether a document's right-to-left paragraphs with Arabic are mostly aligned "right", which
    nobody wants who sees it: it is the left side of the page that is meant by it."""
    right = others = 0
    for paragraph in paragraphs:
        if styles.bidi(paragraph):
            if styles.alignment(paragraph) in _END:
                right += 1
            else:
                others += 1
    return right > others


def turn_paragraph(
    paragraph: etree._Element, styles: Styles, *, translated: bool, right: bool
) -> bool:
    """Set a paragraph from left to right; says whether anything changed.

    translated: its text was Arabic. right: what `means_right` says of the document.
    """
    before = etree.tostring(paragraph)
    was_bidi, alignment = styles.bidi(paragraph), styles.alignment(paragraph)
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = made(paragraph, "pPr")
        paragraph.insert(0, properties)
    drop(properties, "bidi")
    if was_bidi and styles.bidi(paragraph):
        put(properties, made(paragraph, "bidi", "0"))
    if alignment in _END and (right if was_bidi else translated):
        strict = str(paragraph.tag).startswith(f"{{{STRICT}}}")
        put(properties, made(paragraph, "jc", "start" if strict else "left"))
    elif alignment in _KASHIDA:
        put(properties, made(paragraph, "jc", "both"))
    mark = child(properties, "rPr")
    if mark is not None:
        unturned(mark, paragraph, mark, styles)
    if not translated:
        _turn_runs(paragraph, styles)
    if not len(properties):
        paragraph.remove(properties)
    return etree.tostring(paragraph) != before


def _turn_runs(paragraph: etree._Element, styles: Styles) -> None:
    """Runs without Arabic letters that were told to run from right to left."""
    for run in every(paragraph, "r"):
        properties = child(run, "rPr")
        if properties is None and not styles.run_is(paragraph, None, "rtl"):
            continue
        if properties is None:
            properties = made(paragraph, "rPr")
            run.insert(0, properties)
        unturned(properties, paragraph, properties, styles)


def turn_sections_and_tables(
    root: etree._Element, styles: Styles, kept: frozenset[etree._Element]
) -> None:
    """Columns of text and of tables from left to right: the first one is where English begins.

    kept: tables that stay as they are, since their text does.
    """
    for section in every(root, "sectPr"):
        drop(section, "bidi", "rtlGutter")
    for table in every(root, "tbl"):
        properties = child(table, "tblPr")
        if properties is None or table in kept:
            continue
        drop(properties, "bidiVisual")
        for style in styles.chain("table", value(child(properties, "tblStyle"))):
            if switched(child(style, "tblPr"), "bidiVisual"):
                put(properties, made(table, "bidiVisual", "0"))
                break


def turn_numbering(root: etree._Element) -> None:
    """Lists from left to right, and those counted by Arabic letters by Latin ones."""
    for level in every(root, "lvl"):
        drop(child(level, "pPr"), "bidi")
        drop(child(level, "rPr"), "rtl", "cs")
        format_ = child(level, "numFmt")
        if format_ is not None and value(format_) in _ARABIC_LISTS:
            set_value(format_, "lowerLetter")


def set_language(styles_root: etree._Element) -> bool:
    """Make English the language of what says nothing else; says whether that is new."""
    changed = False
    for default in every(styles_root, "rPrDefault"):
        language = child(child(default, "rPr"), "lang")
        if language is not None and (value(language) or "").lower().startswith("ar"):
            set_value(language, ENGLISH)
            changed = True
    return changed


def tables_around(paragraph: etree._Element) -> Iterable[etree._Element]:
    """The tables a paragraph stands in, innermost first."""
    return (one for one in paragraph.iterancestors() if name_of(one) == "tbl")
