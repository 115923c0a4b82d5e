"""Lines that are no prose: the words of a web page, tags, captions, lists of other articles.

The set phrases are in `phrases`; here is how a line is held against them, and what follows for
the lines around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.document import Kind
from translator.script import has_arabic
from translator.segment.lines import Line
from translator.segment.phrases import (
    BREADCRUMBS,
    BULLET,
    BYLINE,
    CAPTION,
    CAPTION_BELOW,
    CREDIT,
    DATE_WORDS,
    NAVIGATION,
    NUMBER,
    READ_ALSO,
    READ_ALSO_INLINE,
    RELATED,
    TAG,
    TAG_PART,
    TAG_SEAM,
)
from translator.segment.stops import CLOSERS
from translator.segment.words import fold

_STRIP = " \t\u00a0:.…*|»«›>-–—•\"'”“[]0123456789٠١٢٣٤٥٦٧٨٩()"

_INNER_STOP = re.compile(r"\w{3}[^\w\s]?[.؟!]\s")
_FOREIGN_TAIL = re.compile(r"(.{6,}?)\s+[-–—|·•»]+\s+([^\u0620-\u064a]{1,60}[^\u0620-\u064a.])\Z")
_SITE_TAIL = re.compile(r"(.{6,}?)\s*[-–—|·•»«]+\s*(\S.{1,40})\Z")


def is_navigation(folded: str) -> bool:
    """Whether a folded line is a button, a footer or a trail of a web page."""
    bare = folded.strip(_STRIP)
    return NAVIGATION.fullmatch(bare) is not None or BREADCRUMBS.fullmatch(bare) is not None


def is_caption(folded: str) -> bool:
    """Whether a folded line describes or credits a picture."""
    if CAPTION.fullmatch(folded):
        return True
    credit = CREDIT.fullmatch(folded)
    # Two words and a credit are a dateline's, as is a name with a dash: "Damascus (agency)".
    head = folded[: credit.start(1)].rstrip() if credit else ""
    return 3 <= len(head.split()) <= 22 and head[-1] not in "-–—|/.؟!"


def is_source(folded: str) -> bool:
    """Whether a folded line is a tag: agency, place and desk, or who wrote it."""
    bare = folded.strip(" \t\u00a0.:")
    if len(bare.split()) > 9:
        return False
    if BYLINE.fullmatch(bare):
        return True
    if _INNER_STOP.search(bare):
        return False  # a sentence with its source behind it
    parts = [part for part in TAG_SEAM.split(bare.lower()) if part.strip()]
    if len(parts) == 1:
        return TAG.fullmatch(bare.lower()) is not None
    desks = [part for part in parts if TAG_PART.fullmatch(part.strip(" )"))]
    # "place - agency" and "agency" are tags; with longer parts a dash is a headline's.
    return bool(desks) and len(parts) <= 4 and all(len(part.split()) <= 4 for part in parts)


def is_date(folded: str) -> bool:
    """Whether a folded line holds a date or a time and nothing else."""
    words = re.sub(r"[\d/:،,.\-–()|]+", " ", folded).split()
    return bool(words) and any(c.isdigit() for c in folded) and all(w in DATE_WORDS for w in words)


def page_titles(lines: Sequence[Line]) -> set[int]:
    """Which of the first lines are a page's own title, with the name of the site behind it."""
    titles = set()
    shown = [i for i, line in enumerate(lines[:12]) if not line.invisible][:8]
    spelled = {" ".join(fold(lines[i].text).split()) for i in shown}
    for position, i in enumerate(shown[:3]):
        text = lines[i].text
        if len(text) > 200:
            continue
        foreign = _FOREIGN_TAIL.match(text)
        if foreign and has_arabic(foreign[1]) and re.search("[^\\W\\d_]", foreign[2]):
            if not is_source(fold(text)):
                titles.add(i)
            continue
        tail = _SITE_TAIL.match(text)
        if tail is None or lines[i].stop or len(tail[2].split()) > 5:
            continue
        repeated = " ".join(fold(tail[1]).split()) in spelled
        if repeated or ("|" in text and position == 0 and not is_source(fold(text))):
            titles.add(i)
    return titles


def classify(lines: Sequence[Line]) -> list[Kind | None]:
    """The kind of every line that is no prose; None for the others."""
    kinds: list[Kind | None] = []
    titles = page_titles(lines)
    listing = endless = begun = False
    prose = 0
    for i, line in enumerate(lines):
        if i in titles:
            kinds.append("navigation")
            continue
        if listing and not endless and _is_prose(line):
            listing = False  # the list stood inside the article
        prose += len(line.text)
        begun = begun or (line.stop and prose > 60)
        if len(line.text) > 160:
            kinds.append("related" if listing else None)
            continue
        kind, heads = _short_line(line)
        if kind is None and i and _is_captioned(lines[i - 1], line):
            kind = "caption"
        if kind == "other" and _is_part_of_prose(lines, kinds, i):
            kind = None
        if heads and not begun:
            kind = "navigation"  # the menu above the article
        elif kind == "related":
            endless = endless or heads == "endless"
            listing = listing or heads != ""
        elif listing and kind not in ("navigation", "other"):
            kind = "related"
        kinds.append(kind)
    return kinds


def _short_line(line: Line) -> tuple[Kind | None, str]:
    """The kind of a line of at most 160 characters, and which sort of list it heads if any."""
    folded = " ".join(fold(line.text).split())
    bare = folded.strip(_STRIP)
    if not has_arabic(bare):
        return (None if _is_foreign_prose(line) or line.marks_only else "other"), ""
    if RELATED.fullmatch(bare):
        return "related", "endless"
    if READ_ALSO.fullmatch(bare):
        return "related", "list"
    if READ_ALSO_INLINE.fullmatch(folded):
        return "related", ""
    if is_navigation(folded):
        return "navigation", ""
    if line.stop:
        return None, ""
    if is_caption(folded):
        return "caption", ""
    if is_source(folded):
        return "source", ""
    return ("other" if is_date(folded) else None), ""


def _is_captioned(above: Line, line: Line) -> bool:
    """Whether the line above says that this one is about a picture."""
    return above.block == line.block and CAPTION_BELOW.fullmatch(fold(above.text)) is not None


def _is_part_of_prose(lines: Sequence[Line], kinds: Sequence[Kind | None], at: int) -> bool:
    """Whether a line without letters is a number in a broken sentence, or a bullet set apart."""
    if at + 1 == len(lines) or lines[at + 1].block != lines[at].block:
        return False
    if BULLET.fullmatch(lines[at].text):
        return True
    before = lines[at - 1] if at else None
    broken = before is not None and before.block == lines[at].block and not before.stop
    return broken and kinds[at - 1] is None and NUMBER.fullmatch(lines[at].text) is not None


def _is_prose(line: Line) -> bool:
    return line.stop and line.text.rstrip(CLOSERS + " ")[-1:] == "." and len(line.text) > 60


def _is_foreign_prose(line: Line) -> bool:
    return len(line.text.split()) > 4 or (line.stop and len(line.text.split()) > 2)
