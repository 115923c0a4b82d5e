"""Directions of pages, tables and lists in an OpenDocument text, turned to left-to-right."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from translator.formats.inplace.odt.names import every, name_of, set_value, value
from translator.formats.inplace.odt.styles import RIGHT_TO_LEFT, Properties, Styles
from translator.script import has_arabic

_TABLE = "style:table-properties"
_AROUND_TEXT = ("style:page-layout-properties", "style:section-properties")


def turn_tables(
    root: etree._Element,
    styles: Styles,
    stay: Sequence[etree._Element],
    told: Sequence[etree._Element],
) -> None:
    """Tables with their first column at the left, where English begins.

    stay: paragraphs that keep their Arabic. told: those that were translated. A table that only
    has some of the first keeps its direction.
    """
    kept = _tables(stay) - _tables(told)
    for table in every(root, "table:table"):
        name = value(table, "table:style-name")
        new: Properties = {}
        if table not in kept and styles.is_rtl("table", name, _TABLE):
            new["style:writing-mode"] = "lr-tb"
            if styles.said("table", name, _TABLE, "table:align") == "right":
                new["table:align"] = "left"
        elif table in kept and styles.page_is_rtl and not styles.says_itself("table", name, _TABLE):
            new["style:writing-mode"] = "rl-tb"
        if new:
            set_value(table, "table:style-name", styles.variant("table", name, {_TABLE: new}))


def _tables(paragraphs: Sequence[etree._Element]) -> set[etree._Element]:
    return {
        one
        for paragraph in paragraphs
        for one in paragraph.iterancestors()
        if name_of(one) == "table:table"
    }


def turn_pages(root: etree._Element) -> None:
    """Pages and sections from left to right, and lists counted by Arabic letters by Latin ones."""
    for properties in every(root, *_AROUND_TEXT):
        if value(properties, "style:writing-mode") in RIGHT_TO_LEFT:
            set_value(properties, "style:writing-mode", "lr-tb")
    for style in every(root, "text:list-level-style-number", "text:outline-level-style"):
        if has_arabic(value(style, "style:num-format") or ""):
            set_value(style, "style:num-format", "a")
