"""A paragraph of a Word document written from pieces, in English.

Formats that Arabic letters have of their own become those of all letters, directions are turned,
and Arabic that is left in the English is told to run from right to left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from translator.formats.characters import holdable
from translator.formats.direction import opposed
from translator.formats.inplace.block import Mark, Piece
from translator.formats.inplace.docx.names import SPACE, child, drop, made, name_of, put, value
from translator.formats.inplace.docx.read import Bit, Field, Formed
from translator.formats.inplace.docx.styles import TWINS, Styles
from translator.formats.inplace.inline import Turn, laid_out

ENGLISH = "en-US"
"""What English is called where the document does not say which one it has."""

_BREAK_OR_TAB = re.compile("([\n\t])")
_KEPT_INSIDE = frozenset({"sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData"})


def write_paragraph(
    paragraph: etree._Element, formed: Formed, pieces: Sequence[Piece], styles: Styles
) -> None:
    """Put `pieces` in the place of what a paragraph holds beside its properties."""
    _Writer(paragraph, formed, styles).write(pieces)


def english(
    paragraph: etree._Element, properties: etree._Element | None, styles: Styles
) -> etree._Element:
    """A run's properties for English, a new element, perhaps empty."""
    new = made(paragraph, "rPr") if properties is None else deepcopy(properties)
    for plain, twin in TWINS:
        found = styles.twin(paragraph, properties, plain, twin)
        if found is not None:
            put(new, made(paragraph, plain, value(found)))
    unturned(new, paragraph, properties, styles)
    fonts = child(new, "rFonts")
    if fonts is not None:
        for key in [key for key in fonts.attrib if str(key).endswith("}hint")]:
            del fonts.attrib[key]
    language = child(new, "lang")
    said = value(language) or styles.language()
    if not said.lower().startswith("en"):
        if language is None:
            put(new, made(paragraph, "lang", ENGLISH))
        else:
            put(new, _with_value(language, ENGLISH))
    return new


def unturned(
    properties: etree._Element,
    paragraph: etree._Element,
    was: etree._Element | None,
    styles: Styles,
) -> None:
    """Tell a run's properties that its letters run from left to right and are no Arabic ones."""
    drop(properties, "rtl", "cs")
    for name in ("rtl", "cs"):
        if styles.run_is(paragraph, was, name):
            put(properties, made(paragraph, name, "0"))


def _with_value(element: etree._Element, text: str) -> etree._Element:
    new = made(element, name_of(element), text)
    for key, other in element.attrib.items():
        if key not in new.attrib:
            new.set(key, other)
    return new


@dataclass(slots=True)
class _Writer:
    paragraph: etree._Element
    formed: Formed
    styles: Styles
    texts: dict[etree._Element, bytes] = field(default_factory=dict)
    known: dict[bytes, etree._Element] = field(default_factory=dict)

    def write(self, pieces: Sequence[Piece]) -> None:
        formats = list(self._formats(pieces))
        for old in list(self.paragraph):
            if name_of(old) != "pPr":
                self.paragraph.remove(old)
        sinks = [self.paragraph]
        started: set[int] = set()
        place = 0
        for one in laid_out(pieces, self.formed.inline):
            if isinstance(one, Turn):
                self._turn(one, sinks)
                started.add(one.number)
                continue
            if isinstance(one, Mark):
                self._mark(self.formed.marks[one.key], sinks[-1])
            else:
                self._text(one.text, formats[place], sinks[-1])
            place += 1
        for number, ends in self.formed.ranges.items():
            if number not in started:  # no letter of what it reached over came through
                for end in ends:
                    self._bit(Bit(end), self.paragraph)

    def _turn(self, turn: Turn, sinks: list[etree._Element]) -> None:
        number = turn.number
        if turn.what == "start":
            self._bit(Bit(self.formed.ranges[number][0]), sinks[-1])
        elif turn.what == "end":
            self._bit(Bit(self.formed.ranges[number][1]), sinks[-1])
        elif number in self.formed.shells:
            if turn.what == "close":
                sinks.pop()
                return
            shell, inside = _emptied(self.formed.shells[number])
            sinks[-1].append(shell)
            sinks.append(inside)
        elif number in self.formed.fields:
            found = self.formed.fields[number]
            for bit in found.before if turn.what == "open" else found.after:
                self._bit(Bit(deepcopy(bit.element), bit.run), sinks[-1])

    def _mark(self, mark: Bit | Field, sink: etree._Element) -> None:
        for bit in (mark,) if isinstance(mark, Bit) else (*mark.before, *mark.after):
            self._bit(bit, sink)

    def _bit(self, bit: Bit, sink: etree._Element) -> None:
        bit.element.tail = None
        if bit.run is None:
            sink.append(bit.element)
            return
        run = made(self.paragraph, "r")
        properties = self._english(child(bit.run, "rPr"))
        if len(properties):
            run.append(deepcopy(properties))
        run.append(bit.element)
        sink.append(run)

    def _formats(self, pieces: Sequence[Piece]) -> Iterator[etree._Element | None]:
        """The run properties of every piece, as they are in the source. A space between two
        formats has what they share."""
        known = [self._format(piece) for piece in pieces]
        for place, (piece, found) in enumerate(zip(pieces, known, strict=True)):
            if isinstance(piece, Mark) or found is not None:
                yield found[0] if found else None
                continue
            left = next((one for one in reversed(known[:place]) if one), None)
            right = next((one for one in known[place + 1 :] if one), None)
            if left and right:
                yield _shared(left[0], right[0])
            else:
                yield (left or right or (None,))[0]

    def _format(self, piece: Piece) -> tuple[etree._Element | None] | None:
        for number in piece.path:
            if number in self.formed.formats:
                return (self.formed.formats[number],)
        return None

    def _text(self, text: str, properties: etree._Element | None, sink: etree._Element) -> None:
        text = holdable(text)
        place = 0
        for start, end in (*opposed(text, rtl=False), (len(text), len(text))):
            if place < start:
                plain = self._english(properties)
                self._run(text[place:start], plain, sink)
            if start < end:
                arabic = deepcopy(properties)
                if arabic is None:
                    arabic = made(self.paragraph, "rPr")
                put(arabic, made(self.paragraph, "rtl"))
                self._run(text[start:end], arabic, sink)
            place = end

    def _english(self, properties: etree._Element | None) -> etree._Element:
        """The properties for English, worked out once for all runs of a paragraph like it."""
        key = b"" if properties is None else etree.tostring(properties)
        if key not in self.known:
            self.known[key] = english(self.paragraph, properties, self.styles)
        return self.known[key]

    def _run(self, text: str, properties: etree._Element, sink: etree._Element) -> None:
        """Add text to the run before, if that is one of ours with the same properties."""
        look = b"".join(map(etree.tostring, properties))
        run = sink[-1] if len(sink) else None
        if run is None or self.texts.get(run) != look:
            run = made(self.paragraph, "r")
            if len(properties):
                run.append(deepcopy(properties))
            sink.append(run)
            self.texts[run] = look
        for part in _BREAK_OR_TAB.split(text):
            if part in ("\n", "\t"):
                run.append(made(run, "br" if part == "\n" else "tab"))
            elif part:
                held = run[-1] if len(run) and name_of(run[-1]) == "t" else made(run, "t")
                held.text = (held.text or "") + part
                if held.text != held.text.strip():
                    held.set(SPACE, "preserve")
                run.append(held)


def _emptied(shell: etree._Element) -> tuple[etree._Element, etree._Element]:
    """A copy of an element that contains runs, without them, and where they go in it."""
    new = deepcopy(shell)
    for one in list(new):
        if name_of(one) not in _KEPT_INSIDE:
            new.remove(one)
    new.tail = None
    if name_of(shell) != "sdt":
        return new, new
    content = made(shell, "sdtContent")
    new.append(content)
    end = child(new, "sdtEndPr")
    if end is not None:
        content.addprevious(end)
    return new, content


def _shared(first: etree._Element | None, second: etree._Element | None) -> etree._Element | None:
    if first is None or second is None:
        return None
    there = {_look(one) for one in second}
    shared = deepcopy(first)
    for old, new in zip(list(first), list(shared), strict=True):
        if _look(old) not in there:
            shared.remove(new)
    return shared


def _look(element: etree._Element | None) -> tuple[str, ...]:
    """What two elements have in common that say the same, whatever prefixes are declared."""
    if element is None:
        return ()
    own = sorted(f"{key!s}={text!s}" for key, text in element.attrib.items())
    if not own and not len(element) and name_of(element) == "rPr":
        return ()
    return (str(element.tag), *own, *(part for one in element for part in (*_look(one), "/")))
