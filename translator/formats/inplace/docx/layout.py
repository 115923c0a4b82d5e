"""Directions in a Word document, turned from right-to-left to left-to-right.

Word means the side where lines begin by "left" in a paragraph that runs from right to left, for
alignment and indents alike (ECMA-376 part 1, 17.3.1.12 and 13, says "start"). So indents are right
once the direction is turned, and so are "left", "center" and "both". Where Arabic is aligned
"right", English begins at the left: many programs mean the right side of the page by it, whatever
the direction of the paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from translator.formats.inplace.docx.names import (
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
from translator.formats.inplace.docx.styles import Styles
from translator.formats.inplace.docx.write import ENGLISH, english, unturned

_END = frozenset({"right", "end"})
_KASHIDA = frozenset({"lowKashida", "mediumKashida", "highKashida"})
_ARABIC_LISTS = frozenset({"arabicAlpha", "arabicAbjad"})


def means_right(paragraphs: Iterable[etree._Element], styles: Styles) -> bool:
    """Whether a document's right-to-left paragraphs with Arabic are mostly aligned "right". Then
    the numbers and names between them, which need no translation, begin at the left as well."""
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
) -> None:
    """Set a paragraph from left to right.

    translated: its text was Arabic. right: what `means_right` says of the document.
    """
    was_bidi, alignment = styles.bidi(paragraph), styles.alignment(paragraph)
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = made(paragraph, "pPr")
        paragraph.insert(0, properties)
    drop(properties, "bidi")
    if was_bidi and styles.bidi(paragraph):
        put(properties, made(paragraph, "bidi", "0"))
    if alignment in _END and (translated or (was_bidi and right)):
        strict = str(paragraph.tag).startswith(f"{{{STRICT}}}")
        put(properties, made(paragraph, "jc", "start" if strict else "left"))
    elif alignment in _KASHIDA:
        put(properties, made(paragraph, "jc", "both"))
    _turn_mark(paragraph, properties, styles, was_arabic=translated)
    if not translated:
        _turn_runs(paragraph, styles, figures=was_bidi)
    _without_if_empty(properties)


def _turn_mark(
    paragraph: etree._Element, properties: etree._Element, styles: Styles, *, was_arabic: bool
) -> None:
    """The end of a paragraph: its look is that of the number of a list as well."""
    mark = child(properties, "rPr")
    if was_arabic:
        put(properties, english(paragraph, mark, styles))
    elif mark is not None:
        unturned(mark, paragraph, mark, styles)
    mark = child(properties, "rPr")
    if mark is not None:
        _without_if_empty(mark)


def _turn_runs(paragraph: etree._Element, styles: Styles, *, figures: bool) -> None:
    """Runs without Arabic letters that were told to run from right to left.

    figures: numbers in them had the look of the Arabic around them, and keep it.
    """
    for run in every(paragraph, "r"):
        around = run.getparent()
        while around is not None and name_of(around) != "p":
            around = around.getparent()
        if around is not paragraph:  # of a text box, which has a direction of its own
            continue
        properties = child(run, "rPr")
        text = "".join(one.text or "" for one in run if name_of(one) == "t")
        if figures and text.strip() and not any(map(str.isalpha, text)):
            new = english(paragraph, properties, styles)
        else:
            new = made(paragraph, "rPr") if properties is None else properties
            unturned(new, paragraph, properties, styles)
        if properties is None:
            run.insert(0, new)
        else:
            run.replace(properties, new)
        _without_if_empty(new)


def _without_if_empty(properties: etree._Element) -> None:
    parent = properties.getparent()
    if parent is not None and not len(properties):
        parent.remove(properties)


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
        if value(child(properties, "jc")) in _END:
            drop(properties, "jc")
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


def set_language(styles_root: etree._Element) -> None:
    """Make English the language of what says nothing else, if that is Arabic."""
    for default in every(styles_root, "rPrDefault"):
        language = child(child(default, "rPr"), "lang")
        if language is not None and (value(language) or "").lower().startswith("ar"):
            set_value(language, ENGLISH)


def tables_around(paragraph: etree._Element) -> Iterable[etree._Element]:
    """The tables a paragraph stands in, innermost first."""
    return (one for one in paragraph.iterancestors() if name_of(one) == "tbl")
