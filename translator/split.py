"""Cut a sentence that is longer than a model was trained for, at the best places there are."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from translator.document import Span

# Where a clause may begin, best first. Each pattern's match starts at the cut.
_CUTS = (
    re.compile(r"(?<=[؛;])\s+"),
    re.compile(
        r"(?<=[،,])\s+(?=و|كما\b|فيما\b|بينما\b|حيث\b|لكن\b|ثم\b|إذ\b|مشيرا|موضحا|مؤكدا|مضيفا)"
    ),
    re.compile(r"(?<=[،,:])\s+"),
    re.compile(r"\s+(?=و|كما\b|فيما\b|بينما\b|حيث\b|لكن\b|ثم\b|إذ\b|الذي\b|التي\b)"),
    re.compile(r"\s+"),
)
_COMMAS = ("،", ",", "؛", ";")
_AND_THAT = ("وأن", "وإن", "وان")
_OPENING, _CLOSING = '«“"″(', '»”"″)'


def parts(
    text: str,
    offsets: Sequence[Span],
    limit: int,
    whole: Sequence[Span] = (),
    inside: Span | None = None,
) -> list[Span]:
    """Spans of `text`, or of what is `inside` a span of it, of at most `limit` pieces each.

    One where all of it fits. `offsets` are the pieces' spans; `whole` are spans (terms) that are
    never cut. Quotations and parentheses are kept whole where they fit. Clause boundaries come
    first, then commas, then conjunctions, then any space; a run without a space is cut between
    pieces. The spans cover all of the text but the white space at the cuts.
    """
    start, end = inside or (0, len(text))
    return _cut(text, list(offsets), start, end, max(1, limit), [*whole, *_enclosed(text)], whole)


def _cut(
    text: str,
    offsets: list[Span],
    start: int,
    end: int,
    limit: int,
    preferred: Sequence[Span],
    whole: Sequence[Span],
) -> list[Span]:
    pieces = [offset for offset in offsets if start <= offset[0] < end]
    if len(pieces) <= limit:
        return [(start, end)] if text[start:end].strip() else []
    middle = pieces[len(pieces) // 2][0]
    # A cut near the middle leaves the most even parts; the outer sixths would leave stumps.
    margin = max(1, len(pieces) // 6)
    low, high = pieces[margin][0], pieces[-margin][0]
    for kept in (preferred, whole):
        for pattern in _CUTS:
            places = [
                match.span()
                for match in pattern.finditer(text, start, end)
                if low <= match.start() <= high and not _inside(match.start(), kept)
            ]
            if places:
                left, right = min(places, key=lambda place: abs(place[0] - middle))
                return [
                    *_cut(text, pieces, start, left, limit, preferred, whole),
                    *_cut(text, pieces, right, end, limit, preferred, whole),
                ]
    if middle <= start:
        return [(start, end)]
    return [
        *_cut(text, pieces, start, middle, limit, preferred, whole),
        *_cut(text, pieces, middle, end, limit, preferred, whole),
    ]


def _inside(place: int, spans: Sequence[Span]) -> bool:
    return any(start < place < end for start, end in spans)


def _enclosed(text: str) -> list[Span]:
    """Quotations and parentheses, paired in the order they stand."""
    found: list[Span] = []
    start: int | None = None
    for place, character in enumerate(text):
        if start is None and character in _OPENING:
            start = place
        elif start is not None and character in _CLOSING:
            found.append((start, place + 1))
            start = None
    return found


# English words that a part may begin with only because it was decoded as a sentence of its own.
_LOWERED = frozenset(
    "the a an and but or as while when where which who that this these those it he she they in on "
    "at of for from with by to after before during since until because so then also adding noting "
    "saying stressing pointing according its their his her if not no there".split()
)


def joined(
    texts: Sequence[str],
    mark: str = "",
    sources: Sequence[str] = (),
    kept: Collection[int] = (),
) -> tuple[str, list[int]]:
    """The translations of a sentence's parts as one sentence, and where each part begins in it.

    A list mark, with the space after it, stands before them. `sources` are the parts' Arabic: a
    comma at the end of one stands in English too, and where one begins with "and that" (وأن) and
    its English does not, "and" is put before it.

    The full stop that the model sets after an inner part goes, but for the parts numbered in
    `kept`, whose last word is spelled with one (U.S.), and a function word that it
    capitalized at the start of one is written small. No character is added inside a part, so
    offsets in a part stay good after adding its start.
    """
    text = mark
    starts: list[int] = []
    for number, part in enumerate(texts):
        inner = part.rstrip()
        inside = number < len(texts) - 1 and number not in kept
        if inside and inner.endswith(".") and not inner.endswith(".."):
            inner = inner[:-1]
        first = inner.split(" ", 1)[0].lower()
        if number and first in _LOWERED:
            inner = inner[:1].lower() + inner[1:]
        if number and text and inner:
            if sources and sources[number - 1].rstrip().endswith(_COMMAS) and text[-1].isalnum():
                text += ","
            text += " "
            if sources and sources[number].lstrip().startswith(_AND_THAT) and first != "and":
                text += "and "
        starts.append(len(text))
        text += inner
    return text, starts
