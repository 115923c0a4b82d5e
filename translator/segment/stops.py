"""Where sentences end inside a paragraph.

Marks do not speak for themselves in Arabic news: quotation marks stand in any direction, a full
stop follows initials, spaces precede it. So every run of stop marks is looked at with what stands
before and behind it (`sentence_ends`).
"""

from __future__ import annotations

import re
from bisect import bisect_left

from translator.script import has_arabic
from translator.segment.words import (
    INVISIBLE,
    fold,
    is_attribution,
    is_saying,
    opens_sentence,
)

STOPS = ".!?؟۔…"
QUOTES = '"“”„‟″«»'
CLOSERS = QUOTES + "'’)]}"

_RUN = re.compile(f"[{STOPS}]+")
_QUOTE = re.compile(f"[{QUOTES}]")
_GAP = re.compile(rf"[\s{INVISIBLE}]*")
_LINE_END = " \t\r\n\u00a0" + CLOSERS + "\u200e\u200f\u200b\u200c\u200d\ufeff\u202a\u202b\u202c"
_BRACKETED = re.compile(r"\(([^().!?؟\n]{2,30})\)\s*[.]?\s*\Z")
_NEVER_AFTER_STOP = "،؛,;:)]}؍"

_ABBREVIATIONS = frozenset(
    """
dr mr mrs ms st no nos vs etc inc ltd co corp jr sr gen col lt sgt sen rep gov prof rev fig vol
jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n e.g i.e a.m p.m ph.d
جيه اف اس ال ام ار اتش دبليو كيه ايه
""".split()
)
_NUMBER_UNITS = frozenset("ه م ق ت ص".split())
_DOTTED = re.compile(r"(?:\w\.)+\w\Z")
_TITLE_WITH_CLITIC = re.compile("[ولف]د|و[ام]")
_LIST_NUMBER = re.compile(rf"(?:\A\s*[(\[–—•*-]?\s*|[{QUOTES}:.،؛؟!]\s+)\d{{1,2}}\Z")
_OPENING = re.compile(r"[\"'“”″«»(\[{–/-]")
_WEB_TAILS = frozenset("كوم نت اورغ اونلاين تيوب".split())


class Quotations:
    """The quotation marks of a text, and whether a quotation is open at a place.

    A mark glued to the word behind it opens, one glued to what is before it closes, whatever its
    shape; one that stands apart does what the last one did not.
    """

    def __init__(self, text: str) -> None:
        self._at = [match.start() for match in _QUOTE.finditer(text)]
        self._open = [False]
        for at in self._at:
            step = _step(text, at)
            self._open.append(not self._open[-1] if step is None else step)

    def open_before(self, place: int) -> bool:
        """Whether the last mark before the place opened a quotation."""
        return self._open[bisect_left(self._at, place)]


def _step(text: str, at: int) -> bool | None:
    before, behind = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    glued_before = bool(before) and not before.isspace()
    glued_behind = bool(behind) and (behind.isalnum() or behind in "([")
    return None if glued_before == glued_behind else glued_behind


def is_abbreviation(before: str) -> bool:
    """Whether a text (what stands before a full stop) ends in an initial or an abbreviation."""
    words = before[-40:].split()
    if not words:
        return False
    token = _OPENING.split(fold(words[-1]))[-1]
    if len(token) == 1 and token.isalpha():
        # A unit or an era after a number is no initial: "2017 م."
        after_number = len(words) > 1 and words[-2][-1].isdigit()
        return not (after_number and token in _NUMBER_UNITS)
    if token.lower() in _ABBREVIATIONS or _DOTTED.search(token) is not None:
        return not token[-1:].isdigit()
    return _TITLE_WITH_CLITIC.fullmatch(token) is not None


def ends_sentence(line: str) -> bool:
    """Whether a line ends in a stop, closing marks behind it allowed; initials are no end."""
    bare = line.rstrip(_LINE_END)
    if not bare or bare[-1] not in STOPS:
        return False
    single = bare[-1] == "." and bare[-2:-1] != "." and len(bare) == len(line.rstrip())
    return not (single and is_abbreviation(bare[:-1]))


def is_attribution_tail(text: str) -> bool:
    """Whether a text begins with up to three words of attribution and a stop (وفق البيان .).

    The end of the text is as good as a stop.
    """
    match = _RUN.search(text, 0, 60)
    if match is None and len(text) > 60:
        return False
    words = text[: match.start() if match else 60].split()
    return 1 <= len(words) <= 3 and is_attribution(text)


def sentence_ends(text: str) -> list[int]:
    """The places inside a paragraph behind which a new sentence begins.

    Each is the offset just behind the last mark of a sentence; the end of the text is not among
    them. The text must not begin or end with white space.
    """
    quotes = Quotations(text)
    ends: list[int] = []
    start = done = 0
    for match in _RUN.finditer(text):
        if match.start() < done:
            continue
        end, run = _extend(text, match.end(), match.group(), quotes)
        done = end
        gap = _GAP.match(text, end)
        following = gap.end() if gap else end
        if following >= len(text):
            break
        if _is_end(text, start, match.start(), run, end, following):
            ends.append(end)
            start = following
    return ends


def _extend(text: str, end: int, run: str, quotes: Quotations) -> tuple[int, str]:
    """Take in the closing marks and further stops that belong to a stop: `. ”` and `.” .`"""
    while end < len(text):
        gap = _GAP.match(text, end)
        at = gap.end() if gap else end
        if at >= len(text):
            break
        mark = text[at]
        if mark in STOPS:
            # Three dots behind a space begin the next thought.
            if at > end and text[at : at + 2] in ("..", "…"):
                break
        elif mark in QUOTES:
            if not _closes(text, at, end, quotes):
                break
        elif mark not in ")]}" and (mark not in "'’" or at > end):
            break
        run += mark
        end = at + 1
    return end, run


def _closes(text: str, at: int, end: int, quotes: Quotations) -> bool:
    """Whether the quotation mark at `at`, behind a stop that ends at `end`, closes a quotation.

    Its place says so: alone at the end or before a space and glued to the stop it closes, glued
    to the next word and not to the stop it opens. Else it closes what was opened before it.
    """
    behind = text[at + 1 : at + 2]
    glued_behind = bool(behind) and not behind.isspace() and behind not in STOPS + CLOSERS + "،؛,"
    if len(text) - at < 6 and not text[at + 1 :].strip(_LINE_END + STOPS):
        return True
    glued_before = at == end
    if glued_before != glued_behind:
        return glued_before
    return quotes.open_before(at)


def _is_end(text: str, start: int, stop: int, run: str, end: int, following: int) -> bool:
    marks = [mark for mark in run if mark in STOPS]
    before, after = text[max(0, stop - 40) : stop], text[following : following + 90]
    if ".." in text[stop:end] or "…" in marks:
        return False
    if after[0] in _NEVER_AFTER_STOP or before[-1:] == "(":
        return False
    quoted = any(mark in QUOTES for mark in run)
    if (quoted or before.rstrip()[-1:] in QUOTES) and (is_saying(after) or is_attribution(after)):
        return False
    if is_attribution_tail(after):
        return False
    if _BRACKETED.match(text, following) and has_arabic(after):
        return False
    questions = set(marks) - {".", "۔"}
    if following == end and not quoted:
        if questions:
            return has_arabic(before[-1:]) and has_arabic(after[0])
        return _glued_end(before, after)
    if questions:
        # "Yahoo! News", a name in a sentence of another alphabet
        return not (_is_latin(before[-1:]) and _is_latin(after[0]) and has_arabic(text[start:stop]))
    if marks[0] == ".":
        return _full_stop_ends(text, start, stop, run, after)
    return True


def _full_stop_ends(text: str, start: int, stop: int, run: str, after: str) -> bool:
    before = text[max(start, stop - 40) : stop]
    if _LIST_NUMBER.search(before) and not opens_sentence(after):
        return False
    last = before.rstrip()
    if run == "." and is_abbreviation(last):
        return opens_sentence(after) and fold(after)[:1] == "و"
    if last[-1:].isdigit() and after[0].isdigit():
        return re.search(r"\d{3}\Z", last) is not None
    return not after[0].islower()


def _glued_end(before: str, after: str) -> bool:
    """Whether a full stop without a space behind it ends a sentence: only between Arabic words."""
    left = re.search(r"[^\s]*\Z", before)
    token = left.group() if left else ""
    right = re.match(r"\w+", fold(after))
    if right is None or len(right.group()) < 2 or right.group() in _WEB_TAILS:
        return False
    if any(mark in token for mark in "./@:") or not has_arabic(after[0]):
        return False
    letters = fold(token).strip(QUOTES + "()[]")
    return len(letters) > 2 and (has_arabic(letters[-1]) or letters[-1].isdigit())


def _is_latin(mark: str) -> bool:
    return mark.isascii() and mark.isalpha()
