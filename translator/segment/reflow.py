"""Put lines that were broken inside a sentence together again.

A line that ends in a stop is whole. For the others every rule of `_Reflow.joins` answers with
what it sees in the two lines, surest first; the shape of the whole text (`_filled_width`,
`_loose_blocks`) tells a filled column from verse and from lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.document import Kind
from translator.script import has_arabic
from translator.segment.lines import Line
from translator.segment.phrases import BULLET
from translator.segment.stops import QUOTES, Quotations, is_attribution_tail
from translator.segment.words import (
    is_nominal,
    is_report,
    is_verb,
    may_be_verb,
    needs_more,
    opens_sentence,
)

_ITEM = re.compile(
    "[-–—•*▪◦●○■□‣⁃·✓✔]\\s*(?=[^\\s*-])|[*]{2,3}\\s+(?=[^\\s*-])|[»>]\\s+(?=\\S)"
    "|[(]?[0-9٠-٩]{1,2}\\s*[.)\\-–/]\\s*(?=[^\\W\\d])"
    "|[(]?[ا-يأ]\\s?[)\\-–]\\s+"
    "|(?:أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا)ً?\\s*[:،\\-–]"
)
_OPEN_END = re.compile(r"(?:[،,؛/(\[–—-]|(?:^|\s)[" + QUOTES + r"]|:\s*[" + QUOTES + r"])\Z")
_CONTINUES = re.compile(r"[،؛,;)\]}؟]|[.!:](?:\s|\Z)")
_MAX_HEADLINE = 110
_MAX_LABEL = 60


@dataclass(frozen=True, slots=True)
class Group:
    """Lines `first` to `last` (inclusive) that make one paragraph.

    `kind` is None where only the whole document tells (body or headline). `whole`: the paragraph
    is one segment, whatever stops it holds.
    """

    first: int
    last: int
    kind: Kind | None
    whole: bool


def reflow(lines: Sequence[Line], kinds: Sequence[Kind | None]) -> list[Group]:
    """Group the lines into paragraphs. `kinds` holds the kind of every line that is no prose."""
    shape = _Reflow(lines, kinds)
    groups: list[Group] = []
    first = 0
    while first < len(lines):
        last = first
        while last + 1 < len(lines) and shape.joins(first, last):
            last += 1
        kind = kinds[first]
        if kind is None and first in shape.headlines:
            kind = "headline"
        elif kind is None and first in shape.plain:
            kind = "body"
        groups.append(
            Group(first, last, kind, kind is not None and kind not in ("body", "caption"))
        )
        first = last + 1
    return groups


def is_label(text: str) -> bool:
    """Whether a paragraph reads as a label between paragraphs: short and without a verb first."""
    few = len(text) <= _MAX_LABEL and len(text.split()) <= 9
    return few and not announces(text) and is_nominal(text)


def announces(text: str) -> bool:
    """Whether a paragraph ends in a colon and announces a list or a speech, as no title does."""
    return text[-1] == ":" and (len(text.split()) > 3 or not is_nominal(text))


class _Reflow:
    """The lines with what must be known of the whole text before two of them are joined."""

    def __init__(self, lines: Sequence[Line], kinds: Sequence[Kind | None]) -> None:
        self.lines = lines
        self.kinds = kinds
        self.items = _list_items(lines, kinds)
        self.next_item = _next_items(lines, self.items)
        self.width = _filled_width(lines, kinds)
        self.loose = set() if self.width else _loose_blocks(lines, kinds)
        self.headlines = self._opening_headlines()
        self.plain = {i for i, line in enumerate(lines) if line.block in self.loose} | self.items

    def joins(self, first: int, last: int) -> bool:
        """Whether the line behind `last` goes on with the paragraph that begins at `first`."""
        a, b = self.lines[last], self.lines[last + 1]
        if a.block != b.block or b.invisible or self.kinds[last] or self.kinds[last + 1]:
            return False
        if b.marks_only:
            return True
        if last + 1 in self.items:
            return False
        if _CONTINUES.match(b.text) or BULLET.fullmatch(a.text):
            return True
        if a.stop and not self._trails_off(first, last):
            return is_attribution_tail(b.text) or self._opens_quotation_at_end(first, last)
        if first in self.headlines:
            return False
        if _OPEN_END.search(a.text) or needs_more(a.text):
            return True
        if a.text[-1] == ":":
            return b.text[0] in QUOTES or (len(a.text) > 25 and a.block not in self.loose)
        if first in self.items:
            return self._item_goes_on(first, last)
        if first == last and self._is_label_above(last):
            return False
        if self.width:
            return self._fills(last) and not is_report(b.text)
        if last + 2 < len(self.lines) and self._is_label_above(last + 1, sure=True):
            return False
        return not (opens_sentence(b.text) or a.block in self.loose)

    def _quotation_open(self, first: int, last: int) -> bool:
        """Whether a quotation is open before the last character (a hint, no proof)."""
        text = " ".join(line.text for line in self.lines[max(first, last - 9) : last + 1])
        return Quotations(text).open_before(len(text) - 1)

    def _trails_off(self, first: int, last: int) -> bool:
        """Whether the line ends in dots inside a quotation or a filled column: no sure end."""
        if not self.lines[last].text.endswith(("..", "…")):
            return False
        return self._quotation_open(first, last) or bool(self.width and self._fills(last))

    def _opens_quotation_at_end(self, first: int, last: int) -> bool:
        """Whether a mark set apart behind the last stop opens the quotation of the next line."""
        text = self.lines[last].text
        apart = text[-1] in QUOTES and text[-2:-1].isspace()
        return apart and not self._quotation_open(first, last)

    def _item_goes_on(self, first: int, last: int) -> bool:
        a, b = self.lines[last], self.lines[last + 1]
        later = self.next_item[last + 1]
        if later is not None and self.lines[later].block == a.block:
            return not opens_sentence(b.text)
        # Behind the last item the article goes on, mostly with a conjunction.
        return not (opens_sentence(b.text) or is_verb(b.text) or b.text[0] == "و")

    def _is_label_above(self, at: int, sure: bool = False) -> bool:
        """Whether a line is a label, and the next line the sentence below it.

        `sure`: the line before has no stop, so this one must look like nothing but a label.
        """
        a, b = self.lines[at], self.lines[at + 1]
        if not is_label(a.text) or (self.width and len(a.text) > self.width * 0.8):
            return False
        if a.block != b.block or opens_sentence(f"{a.text} {b.text}"):
            return False
        few = len(a.text.split()) <= 4 or ":" in a.text
        if sure and (not few or a.stop or not opens_sentence(b.text)):
            return False
        if opens_sentence(b.text) or is_verb(b.text):
            return len(b.text) > len(a.text)
        return few and not may_be_verb(a.text) and b.stop and len(b.text) >= 2 * len(a.text)

    def _fills(self, at: int) -> bool:
        """Whether the line ended because the next word found no room in the column."""
        word = self.lines[at + 1].text.split(" ", 1)[0]
        return len(self.lines[at].text) + 1 + len(word) >= self.width

    def _opening_headlines(self) -> set[int]:
        """The headlines above the first sentence, where no blank line parts them from it."""
        zone: list[int] = []
        heads: set[int] = set()
        for i, line in enumerate(self.lines[:16]):
            if self.kinds[i] == "source":
                # A tag stands right above the text: what is above it is headlines.
                return heads | {z for z in zone if len(self.lines[z].text) <= _MAX_HEADLINE}
            if self.kinds[i] is None and not line.invisible:
                if zone and self.lines[zone[-1]].block != line.block:
                    zone = []
                zone.append(i)
                if line.stop or i in self.items:
                    return heads | self._heads_of(zone)
        return heads

    def _heads_of(self, zone: list[int]) -> set[int]:
        """The headlines among lines of which only the last ends in a stop."""
        texts = [self.lines[i].text for i in zone]
        count = 0
        while count < len(zone) - 1 and is_nominal(texts[count]) and len(texts[count]) <= 110:
            if _OPEN_END.search(texts[count]) or needs_more(texts[count]):
                break
            count += 1
        if count == 0:
            return set()
        begins = is_verb if may_be_verb(texts[0]) else may_be_verb
        for lead in range(1, count + 1):
            if begins(texts[lead]) or opens_sentence(texts[lead]):
                return set(zone[:lead])
        if may_be_verb(texts[0]):
            return set()
        if len(texts[0].split()) <= 3:
            return set(zone[:1]) | self._heads_of(zone[1:])
        alike = abs(len(texts[0]) - len(texts[1])) <= 14 or (self.width and self._fills(zone[0]))
        if len(zone) > 2 and alike:
            return set()
        return set(zone[:1]) if len(texts[1]) >= 1.3 * len(texts[0]) or len(zone) > 2 else set()


def _list_items(lines: Sequence[Line], kinds: Sequence[Kind | None]) -> set[int]:
    """Which lines begin an item of a list or a turn of a dialogue.

    A dash may as well stand inside a broken sentence, so the line before must be ended, be an
    item itself, or be another block's.
    """
    marks = [
        kind is None and (_ITEM.match(line.text) or BULLET.fullmatch(line.text)) is not None
        for line, kind in zip(lines, kinds, strict=True)
    ]
    items: set[int] = set()
    in_list = False
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else None
        begins = before is None or before.block != line.block or kinds[i - 1] is not None
        in_list = in_list and not begins
        if not marks[i]:
            continue
        ended = begins or (before is not None and (before.stop or before.text[-1] == ":"))
        if ended or in_list:
            items.add(i)
            in_list = True
    return items


def _next_items(lines: Sequence[Line], items: set[int]) -> list[int | None]:
    """For every line the next item at or behind it."""
    following: list[int | None] = [None] * (len(lines) + 1)
    for i in range(len(lines) - 1, -1, -1):
        following[i] = i if i in items else following[i + 1]
    return following


def _open_pairs(lines: Sequence[Line], kinds: Sequence[Kind | None]) -> list[int]:
    """The lines without a stop that have a line of prose right behind them."""
    return [
        i
        for i in range(len(lines) - 1)
        if not lines[i].stop
        and lines[i].block == lines[i + 1].block
        and kinds[i] is None
        and kinds[i + 1] is None
    ]


def _filled_width(lines: Sequence[Line], kinds: Sequence[Kind | None]) -> int:
    """The width of the column the text was filled into; 0 if its lines do not look so.

    In a filled column a line ends where the next word found no room: nearly all lines without a
    stop are about as long as the longest, and longer with the next word.
    """
    pairs = _open_pairs(lines, kinds)
    if len(pairs) < 4:
        return 0
    lengths = sorted(len(lines[i].text) for i in pairs)
    middle = lengths[len(lengths) // 2]
    if not 20 <= middle <= 140:
        return 0
    near = [i for i in pairs if abs(len(lines[i].text) - middle) <= 14]
    width = max(len(lines[i].text) for i in near)
    filled = [
        i for i in near if len(lines[i].text) + 1 + len(lines[i + 1].text.split(" ", 1)[0]) >= width
    ]
    return width if len(filled) >= 0.8 * len(pairs) else 0


def _loose_blocks(lines: Sequence[Line], kinds: Sequence[Kind | None]) -> set[int]:
    """Blocks of lines that stand for themselves: verse, lists without marks, a file of titles.

    No line of such a block ends in a stop, or hardly a line of the whole text does.
    """
    prose = [i for i, kind in enumerate(kinds) if kind is None and has_arabic(lines[i].text[:80])]
    if len(prose) >= 6 and sum(lines[i].stop for i in prose) < 0.15 * len(prose):
        return {lines[i].block for i in prose}
    counts: dict[int, list[int]] = {}
    for i in prose:
        counts.setdefault(lines[i].block, []).append(lines[i].stop)
    return {block for block, stops in counts.items() if len(stops) >= 4 and not any(stops)}
