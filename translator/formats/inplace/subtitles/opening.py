"""Subtitles, SubRip (.srt) and WebVTT (.vtt): times and all that is no text stay byte for byte.

A sentence that runs over several cues is translated whole, and its English shared out over them
again. Each cue shows at most two lines; cues without Arabic stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from translator.document import TranslatedDocument
from translator.errors import DocumentError
from translator.formats.decode import decoded
from translator.formats.inplace.block import Block, Part, Piece, Run, document_of, parts_of, said
from translator.formats.inplace.opened import Opened, Reading
from translator.formats.inplace.project import projected
from translator.formats.inplace.subtitles.share import in_lines, shared
from translator.formats.inplace.subtitles.turns import (
    LINE_BREAK,
    Tags,
    Turn,
    turns_of,
    without_direction,
)
from translator.formats.inplace.subtitles.voices import voices_of, with_voices
from translator.formats.inplace.unchanged import refuse_unchanged
from translator.formats.kinds import suffix_of

_LINE = re.compile("([^\r\n]*)(\r\n|\r|\n|\\Z)")
_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:[ \t].*)?")
_NEARLY_TIMES = re.compile(r"\s*\d+\s*:[\s\d:.,Oo]*(?:[-–—=][-–—= ]{0,3}>|→)\s*(?:\d.*|\Z)")
"""A line meant to be times, whether it is or not. Taken for text, it would be translated."""
_NUMBER = re.compile(r"\s*\d+\s*")

_PAUSE = 3.0
"""Seconds between two cues from which on no sentence reaches from one to the other."""
_MOST_CUES = 8
_MOST_LETTERS = 400
_STOP = re.compile("[.!?؟…:؛]+[\"'”’»)\\]]*\\Z")
_GOES_ON = re.compile("(?:,|،|\\.\\.+|…|-|–)\\Z")
_TAIL = 20
"""Letters at the end of a text among which its stop is looked for."""
_FEW_STOPS = 0.25
"""The share of cues with a stop under which a file is taken to have none, so that each cue stands
alone unless a comma or dots say that it goes on."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue: where its text stands in the file, its times in seconds, its line break."""

    span: tuple[int, int]
    start: float
    end: float
    newline: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Turns that are read together: the numbers of their cues and of the turns in these, the
    block of their text, and where each begins in it."""

    places: tuple[tuple[int, int], ...]
    block: Block
    starts: tuple[int, ...]


def opened(data: bytes, name: str, reading: Reading) -> Opened:
    """Subtitles taken apart. No choice in `reading` concerns them.

    Raises DocumentError for a file that holds no times, a line of times that cannot be read (with
    its number), or no Arabic.
    """
    found = decoded(data, name)
    text = found.text
    _refuse_broken_times(text, name)
    is_vtt = text.startswith("WEBVTT")
    tags = Tags(entities=is_vtt)
    cues = list(_cues(text, tags, is_vtt=is_vtt))
    if not cues:
        raise DocumentError(
            f"{name} holds no subtitles, no line with times as 00:01:02,500 --> 00:01:05,000; "
            "if it is a text, give it a name that ends in .txt"
        )
    groups = list(_groups(cues))
    if not groups:
        raise DocumentError(f"{name} holds no Arabic text; give subtitles in Arabic")
    voices = voices_of(text) if is_vtt else ()
    blocks = [group.block for group in groups] + [Block((Run(one),), "other") for one in voices]

    def rebuilt(translated: TranslatedDocument) -> bytes:
        refuse_unchanged(translated.translations, name)
        new: dict[tuple[int, int], tuple[Piece, ...]] = {}
        all_parts = parts_of(translated, blocks)
        for group, parts in zip(groups, all_parts[: len(groups)], strict=True):
            if parts:
                new.update(zip(group.places, _english(group, parts, cues), strict=True))
        written = _written(text, cues, tags, new)
        if is_vtt:
            called = zip(voices, all_parts[len(groups) :], strict=True)
            written = with_voices(written, {voice: said(own) for voice, own in called if own})
        return found.encoded(written)

    suffix = suffix_of(name)
    if suffix.lower() not in (".srt", ".vtt"):
        suffix = ".vtt" if is_vtt else ".srt"
    return Opened(document_of(name, blocks), suffix, rebuilt, formatted=True)


def _refuse_broken_times(text: str, name: str) -> None:
    for number, line in enumerate(_LINE.finditer(text), 1):
        if _NEARLY_TIMES.fullmatch(line[1]) and not _TIMES.fullmatch(line[1]):
            raise DocumentError(
                f"{name}, line {number}: these are no times as 00:01:02,500 --> 00:01:05,000; "
                "correct this line"
            )


def _cues(text: str, tags: Tags, *, is_vtt: bool) -> Iterator[_Cue]:
    """The cues in order. In SubRip a cue goes on until the number of the next one, so that what
    stands behind a blank line is not lost; in WebVTT a blank line ends it, as the standard says."""
    lines = [(*match.span(1), match[2]) for match in _LINE.finditer(text)]
    timed = [n for n, (start, end, _) in enumerate(lines) if _TIMES.fullmatch(text, start, end)]
    for at, number in enumerate(timed):
        first = number + 1
        if is_vtt:
            last = first
            until = timed[at + 1] if at + 1 < len(timed) else len(lines)
            while last < until and lines[last][0] < lines[last][1]:
                last += 1
        else:
            last = timed[at + 1] if at + 1 < len(timed) else len(lines)
            if (
                at + 1 < len(timed)
                and last > first
                and _NUMBER.fullmatch(text, *lines[last - 1][:2])
            ):
                last -= 1
            while last > first and not text[slice(*lines[last - 1][:2])].strip():
                last -= 1
        times = _TIMES.fullmatch(text, *lines[number][:2])
        if times is None or last <= first:
            continue
        span = (lines[first][0], lines[last - 1][1])
        yield _Cue(
            span,
            _seconds(times.groups()[:4]),
            _seconds(times.groups()[4:]),
            lines[number][2] or "\n",
            tuple(turns_of(text[slice(*span)], tags)),
        )


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _groups(cues: Sequence[_Cue]) -> Iterator[_Group]:
    """The turns that hold Arabic, those together that a sentence may run through."""
    ends = [_STOP.search(turn.text[-_TAIL:]) is not None for cue in cues for turn in cue.turns]
    stopped = sum(ends) >= _FEW_STOPS * len(ends)
    open_group: list[tuple[int, int]] = []
    for number, cue in enumerate(cues):
        for place, turn in enumerate(cue.turns):
            if open_group and not (
                place == 0 and _goes_on(cues, open_group, number, stopped=stopped)
            ):
                yield _group(cues, open_group)
                open_group = []
            if turn.is_arabic:
                open_group.append((number, place))
    if open_group:
        yield _group(cues, open_group)


def _goes_on(
    cues: Sequence[_Cue], before: Sequence[tuple[int, int]], number: int, *, stopped: bool
) -> bool:
    """Whether the sentence at the end of a group may go on in a cue."""
    last, place = before[-1]
    cue, turn, following = cues[last], cues[last].turns[place], cues[number].turns[0]
    if last != number - 1 or place != len(cue.turns) - 1 or following.starts_anew:
        return False
    if not following.is_arabic or turn.is_apart or following.is_apart:
        return False
    if not -1 < cues[number].start - cue.end < _PAUSE or turn.voice != following.voice:
        return False
    size = sum(len(cues[n].turns[p].text) for n, p in before) + len(following.text)
    if len(before) >= _MOST_CUES or size > _MOST_LETTERS:
        return False
    if _GOES_ON.search(turn.text[-_TAIL:]):
        return True
    return stopped and not _STOP.search(turn.text[-_TAIL:])


def _group(cues: Sequence[_Cue], places: Sequence[tuple[int, int]]) -> _Group:
    pieces: list[Piece] = []
    starts: list[int] = []
    length = 0
    for number, place in places:
        if pieces:
            pieces.append(Run(" "))
            length += 1
        starts.append(length)
        pieces += cues[number].turns[place].pieces
        length += len(cues[number].turns[place].text)
    return _Group(tuple(places), Block(tuple(pieces), "body"), tuple(starts))


def _english(group: _Group, parts: Sequence[Part], cues: Sequence[_Cue]) -> list[tuple[Piece, ...]]:
    """The English pieces of each turn of a group."""
    pieces = tuple(without_direction(piece) for piece in projected(group.block, parts))
    if len(group.places) == 1:
        return [pieces]
    times = [cues[number].end - cues[number].start for number, _ in group.places]
    return shared(pieces, parts, group.starts, times)


def _written(
    text: str, cues: Sequence[_Cue], tags: Tags, new: Mapping[tuple[int, int], tuple[Piece, ...]]
) -> str:
    """The file's text with the English in place of the turns that have one."""
    out: list[str] = []
    end = 0
    for number, cue in enumerate(cues):
        if not any((number, place) in new for place in range(len(cue.turns))):
            continue
        lines = [
            turn.with_text(tags.written(in_lines(new[number, place], alone=len(cue.turns) == 1)))
            if (number, place) in new
            else turn.raw
            for place, turn in enumerate(cue.turns)
        ]
        out.append(text[end : cue.span[0]])
        out.append(LINE_BREAK.sub(cue.newline, cue.newline.join(lines)))
        end = cue.span[1]
    return "".join([*out, text[end:]])
