"""A paragraph of an OpenDocument text written from pieces, in English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from translator.formats.characters import holdable
from translator.formats.inplace.block import Mark, Piece
from translator.formats.inplace.inline import Turn, laid_out
from translator.formats.inplace.odt.names import made, name_of, set_value, value
from translator.formats.inplace.odt.read import Formed
from translator.formats.inplace.odt.styles import Properties, Styles

_SPECIAL = re.compile("([\n\t]|(?<= ) +|^ +)")
_PARAGRAPH, _TEXT = "style:paragraph-properties", "style:text-properties"
_END = frozenset({"end", "right"})


def write_paragraph(
    paragraph: etree._Element, formed: Formed, pieces: Sequence[Piece], styles: Styles
) -> None:
    """Put `pieces` in the place of what a paragraph holds."""
    for one in list(paragraph):
        paragraph.remove(one)
    paragraph.text = None
    _Writer(formed, styles, [paragraph]).write(pieces)


def turn_paragraph(paragraph: etree._Element, styles: Styles, *, translated: bool) -> None:
    """Give a paragraph a style that runs from left to right and, for a translated one, is that of
    English text, if its own is not.

    Office programs write "end" for the right side of the page, whatever the direction. So what
    ends there in Arabic starts at the left in English.
    """
    name = value(paragraph, "text:style-name")
    rtl = styles.is_rtl("paragraph", name, _PARAGRAPH)
    new: dict[str, Properties] = {_PARAGRAPH: {}, _TEXT: {}}
    if rtl:
        new[_PARAGRAPH]["style:writing-mode"] = "lr-tb"
    if rtl or translated:
        for attribute in ("fo:text-align", "fo:text-align-last"):
            if styles.said("paragraph", name, _PARAGRAPH, attribute) in _END:
                new[_PARAGRAPH][attribute] = "start"
    if translated or (rtl and _is_figure(paragraph)):
        new[_TEXT] = styles.english("paragraph", name)
    if any(new.values()):
        set_value(paragraph, "text:style-name", styles.variant("paragraph", name, new))


def _is_figure(paragraph: etree._Element) -> bool:
    """Whether a paragraph is a number: those had the look of the Arabic around them."""
    text = "".join(map(str, paragraph.itertext()))
    return any(map(str.isdecimal, text)) and not any(map(str.isalpha, text))


def keep_paragraph(paragraph: etree._Element, styles: Styles) -> None:
    """Give a paragraph that stays in Arabic a style that says so itself, if it has the direction
    of the page, since that is turned."""
    name = value(paragraph, "text:style-name")
    if styles.page_is_rtl and not styles.says_itself("paragraph", name, _PARAGRAPH):
        new = {_PARAGRAPH: {"style:writing-mode": "rl-tb"}}
        set_value(paragraph, "text:style-name", styles.variant("paragraph", name, new))


@dataclass(slots=True)
class _Writer:
    formed: Formed
    styles: Styles
    sinks: list[etree._Element]

    def write(self, pieces: Sequence[Piece]) -> None:
        started: set[int] = set()
        for one in laid_out(pieces, self.formed.inline):
            if isinstance(one, Turn):
                started.add(one.number)
                self._turn(one)
            elif isinstance(one, Mark):
                self._put(self.formed.marks[one.key])
            else:
                self._text(one.text)
        for number, ends in self.formed.ranges.items():
            if number not in started:  # no letter of what it reached over came through
                for end in ends:
                    self._put(end)

    def _put(self, element: etree._Element) -> None:
        element.tail = None
        self.sinks[-1].append(element)

    def _turn(self, turn: Turn) -> None:
        if turn.what in ("start", "end"):
            self._put(self.formed.ranges[turn.number][turn.what == "end"])
        elif turn.what == "close":
            self.sinks.pop()
        else:
            shell = deepcopy(self.formed.shells[turn.number])
            for inner in list(shell):
                shell.remove(inner)
            shell.text = None
            self._restyle(shell)
            self._put(shell)
            self.sinks.append(shell)

    def _restyle(self, shell: etree._Element) -> None:
        name = value(shell, "text:style-name")
        if name_of(shell) == "text:span" and name is not None:
            new = self.styles.english("text", name)
            if new:
                variant = self.styles.variant("text", name, {_TEXT: new})
                set_value(shell, "text:style-name", variant)

    def _text(self, text: str) -> None:
        for part in _SPECIAL.split(holdable(text)):
            if part == "\n":
                made(self.sinks[-1], "text:line-break")
            elif part == "\t":
                made(self.sinks[-1], "text:tab")
            elif len(part) > 1 and not part.strip(" "):
                set_value(made(self.sinks[-1], "text:s"), "text:c", str(len(part)))
            elif part:
                self._letters(part)

    def _letters(self, text: str) -> None:
        sink = self.sinks[-1]
        if len(sink):
            sink[-1].tail = (sink[-1].tail or "") + text
        else:
            sink.text = (sink.text or "") + text
