"""Raw Arabic text to paragraphs and segments.

The rules and the reasons for them are in docs/segmentation.md; tests/data/segmentation holds
articles cut by hand. `segment` never changes a character: joining the segments with what lies
between their spans (white space, if anything) gives the text back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from translator.document import Document, Kind, Paragraph, Segment
from translator.script import has_arabic
from translator.segment.furniture import classify
from translator.segment.lines import Line, split_lines
from translator.segment.reflow import Group, announces, is_label, reflow
from translator.segment.stops import sentence_ends
from translator.segment.words import is_nominal, is_verb

__all__ = ["segment", "segment_lines"]

_MAX_HEADLINE = 130
_MAX_HEADLINE_WORDS = 18


def segment(text: str, name: str = "text") -> Document:
    """Cut a text into paragraphs and sentences, headlines and labels.

    Args:
        text: the text as read; any Unicode, any line ends.
        name: what the document is called in outputs.

    Returns:
        A document whose segments are in order, do not overlap, have no white space at their ends
        and hold every character of the text that is not white space (`str.isspace`). Two segments
        may touch (a full stop without a space behind it).
    """
    lines = split_lines(text)
    groups = reflow(lines, classify(lines))
    kinds = _settle(lines, groups)
    paragraphs: list[Paragraph] = []
    index = 0
    for group, kind in zip(groups, kinds, strict=True):
        whole = group.whole or kind == "headline"
        segments = tuple(
            Segment(index + i, text[start:end], (start, end))
            for i, (start, end) in enumerate(
                _spans(text, lines[group.first].start, lines[group.last].end, whole)
            )
        )
        index += len(segments)
        paragraphs.append(Paragraph(segments, kind))
    return Document(name, tuple(paragraphs), text)


def segment_lines(text: str, name: str = "text") -> Document:
    """Make every line one segment and one paragraph, never joined or cut.

    A line is what ends in a line feed (a carriage return before it is white space), so that one
    line of output for each line of input needs no more than putting each segment's translation in
    its place. Page ends, U+2028 and the like stay inside their line. A line of white space has no
    segment. Kinds are `body`, and `other` where there is no Arabic letter: a line is never taken
    for something a user may drop.
    """
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        shown = line.strip()
        if shown:
            at = start + len(line) - len(line.lstrip())
            piece = Segment(len(paragraphs), shown, (at, at + len(shown)))
            paragraphs.append(Paragraph((piece,), "body" if has_arabic(shown) else "other"))
        start += len(line) + 1
    return Document(name, tuple(paragraphs), text)


def _spans(text: str, start: int, end: int, whole: bool) -> Iterator[tuple[int, int]]:
    if whole:
        yield start, end
        return
    paragraph = text[start:end]
    at = 0
    for cut in [*sentence_ends(paragraph), len(paragraph)]:
        piece = paragraph[at:cut]
        shown = piece.strip()
        if shown:
            begin = start + at + len(piece) - len(piece.lstrip())
            yield begin, begin + len(shown)
        at = cut


def _settle(lines: Sequence[Line], groups: Sequence[Group]) -> list[Kind]:
    """The kind of every paragraph: those still open are body or headline by their place.

    A headline needs a text below it; a file of titles or a poem is body.
    """
    texts = [" ".join(line.text for line in lines[g.first : g.last + 1]) for g in groups]
    open_groups = [i for i, group in enumerate(groups) if group.kind in (None, "body", "headline")]
    whole = [
        i
        for i in open_groups
        if len(texts[i]) > 20 and (lines[groups[i].last].stop or is_verb(texts[i]))
    ]
    last_prose = max(whole, default=-1)
    kinds: list[Kind] = []
    begun = False
    for i, group in enumerate(groups):
        kind = group.kind
        if kind is None or kind == "headline":
            if not has_arabic(texts[i]) and len(texts[i].split()) < 3:
                kind = "other"
            elif kind is None:
                titled = is_label(texts[i]) if begun else _may_be_title(texts[i])
                stop = lines[group.last].stop
                kind = "headline" if titled and not stop and i < last_prose else "body"
        begun = begun or kind == "body"
        kinds.append(kind)
    return kinds


def _may_be_title(text: str) -> bool:
    few = len(text) <= _MAX_HEADLINE and len(text.split()) <= _MAX_HEADLINE_WORDS
    return few and not announces(text) and (is_nominal(text) or len(text.split()) <= 12)
