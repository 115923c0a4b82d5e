"""What stands inside a paragraph of an office document, whatever its file format calls it.

A paragraph is read into pieces (`block.Run`, `block.Mark`) whose paths hold numbers. What a number
stands for is known to the format; here is what all formats do with them: the text between two tabs
is a block of its own, a field stands once, a bookmark begins before it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from unicodedata import decimal

from translator.document import Kind, Span
from translator.formats.inplace.block import Block, Mark, Part, Path, Piece, Run
from translator.formats.inplace.project import projected
from translator.script import has_arabic

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Inline:
    """The pieces of a paragraph, and what is to be known of the numbers in them.

    cuts: keys of marks that part the text, such as tabs and page breaks.
    unseen: keys of marks that take no room, such as deleted text.
    once: numbers in paths of what may not be written twice: a content control, a field.
    fixed: those of `once` whose text no translation changes: the number of a page.
    ranges: numbers in paths of what is no element but reaches from a mark to a mark: a bookmark.
    formats: numbers in paths of what is no element but says how letters look.
    held: numbers in paths of what must not get lost, as a format may: a link, a field.
    """

    pieces: tuple[Piece, ...]
    cuts: frozenset[int] = frozenset()
    unseen: frozenset[int] = frozenset()
    once: frozenset[int] = frozenset()
    fixed: frozenset[int] = frozenset()
    ranges: frozenset[int] = frozenset()
    formats: frozenset[int] = frozenset()
    held: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a paragraph: what is before its text, the text, what is after it.

    `block` is the text where it is to be translated, None where nothing in it is Arabic; `before`
    then holds everything.
    """

    before: tuple[Piece, ...]
    block: Block | None = None
    after: tuple[Piece, ...] = ()


def stretches(inline: Inline, kind: Kind | None) -> list[Stretch]:
    """A paragraph from cut to cut. White space and marks around a text are left out of it."""
    found: list[Stretch] = []
    held: list[Piece] = []
    for piece in inline.pieces:
        if isinstance(piece, Mark) and piece.key in inline.cuts:
            found += [_stretch(held, kind), Stretch((piece,))]
            held = []
        else:
            held.append(piece)
    found.append(_stretch(held, kind))
    return [one for one in found if one.before or one.block]


def _stretch(pieces: Sequence[Piece], kind: Kind | None) -> Stretch:
    text = "".join(piece.text for piece in pieces if isinstance(piece, Run))
    if not has_arabic(text):
        return Stretch(tuple(pieces))
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    before: list[Piece] = []
    core: list[Piece] = []
    after: list[Piece] = []
    place = 0
    for piece in pieces:
        if isinstance(piece, Mark):
            # A mark between the first and the last letter is inside.
            (before if place <= start else core if place < end else after).append(piece)
            continue
        stop = place + len(piece.text)
        for into, low, high in ((before, 0, start), (core, start, end), (after, end, len(text))):
            kept = piece.text[max(low - place, 0) : max(min(high, stop) - place, 0)]
            if kept:
                into.append(Run(kept, piece.path))
        place = stop
    return Stretch(tuple(before), Block(tuple(core), kind), tuple(after))


def in_english(
    inline: Inline,
    found: Sequence[Stretch],
    parts: Sequence[Sequence[Part]],
    *,
    breaks: bool = True,
) -> tuple[Piece, ...]:
    """The pieces of a paragraph with those of its stretches translated that have parts; `parts`
    are in the order of `found`, empty where a stretch stays as it is. With `breaks` line breaks
    inside a sentence stay, at the words that they followed."""
    pieces: list[Piece] = []
    for one, own in zip(found, parts, strict=True):
        pieces += one.before
        if one.block is not None:
            new = projected(one.block, own, breaks=breaks) if own else one.block.pieces
            if own:
                new = _tight(new, inline.unseen)
                new = _with_numbers(new, one.block.pieces, inline.fixed)
                new = _with_all(new, one.block.pieces, inline.held)
            pieces += new
        pieces += one.after
    for number in sorted(inline.once):
        pieces = _once(pieces, number, inline.ranges | inline.formats)
    return tuple(pieces)


def _tight(pieces: Sequence[Piece], unseen: frozenset[int]) -> tuple[Piece, ...]:
    """Pieces without the second of two spaces that only have something unseen between them."""
    tight: list[Piece] = []
    spaced = False
    for piece in pieces:
        if isinstance(piece, Mark):
            spaced = spaced and piece.key in unseen
        else:
            text = piece.text.lstrip(" ") if spaced else piece.text
            if not text:
                continue
            piece, spaced = Run(text, piece.path), text.endswith(" ")
        tight.append(piece)
    return tuple(tight)


def _with_all(
    pieces: tuple[Piece, ...], source: Sequence[Piece], held: frozenset[int]
) -> tuple[Piece, ...]:
    """Pieces in which nothing is missing that has letters in the source: where the English has
    fewer words than the source has formats, it goes around the longest of them."""
    there = {number for piece in pieces for number in piece.path}
    lost = {
        number: None
        for piece in source
        if isinstance(piece, Run) and any(letter.isalnum() for letter in piece.text)
        for number in piece.path
        if number in held and number not in there
    }
    if not lost:
        return pieces
    longest = max(pieces, key=lambda one: len(getattr(one, "text", "")))
    wrapped = replace(longest, path=(*lost, *longest.path))
    return tuple(wrapped if one is longest else one for one in pieces)


def _once(pieces: Sequence[Piece], number: int, no_elements: frozenset[int]) -> list[Piece]:
    """Pieces in which a number is in the paths of one stretch only, the longest. A stretch ends
    where one of the elements around it does."""
    groups: list[list[int]] = []
    around: tuple[int, ...] = ()
    for place, piece in enumerate(pieces):
        if number not in piece.path:
            continue
        above = piece.path[: piece.path.index(number)]
        above = tuple(one for one in above if one not in no_elements)
        if groups and groups[-1][-1] == place - 1 and above == around:
            groups[-1].append(place)
        else:
            groups.append([place])
        around = above
    if len(groups) < 2:
        return list(pieces)
    sizes = [sum(len(getattr(pieces[n], "text", "")) for n in group) for group in groups]
    longest = groups[sizes.index(max(sizes))]
    return [
        piece if place in longest else replace(piece, path=_less(piece.path, number))
        for place, piece in enumerate(pieces)
    ]


def _less(path: Path, number: int) -> Path:
    return tuple(one for one in path if one != number)


def _with_numbers(
    pieces: tuple[Piece, ...], source: Sequence[Piece], fixed: frozenset[int]
) -> tuple[Piece, ...]:
    """Pieces in which the text of each field is the one it had, wherever word links put the field.

    The same number is looked for nearest to where the field is; where it does not stand in the
    English, it is put there.
    """
    wanted: dict[int, Run] = {}
    for one in source:
        if isinstance(one, Mark):
            continue
        for number in fixed.intersection(one.path):
            first = wanted.get(number, Run("", one.path))
            wanted[number] = Run((first.text + one.text).strip(), first.path)
    wanted = {number: one for number, one in wanted.items() if one.text.isdecimal()}
    if not wanted:
        return pieces
    letters: list[tuple[str, Path]] = []
    marks: list[tuple[int, Mark]] = []
    near: dict[int, int] = {}
    for piece in pieces:
        if isinstance(piece, Mark):
            marks.append((len(letters), piece))
            continue
        path = tuple(one for one in piece.path if one not in fixed)
        letters += [(letter, path) for letter in piece.text]
        near.update((number, len(letters)) for number in piece.path)
    last = 0
    for number, one in wanted.items():
        at = max(near.get(number, len(letters)), last)
        start, end = _same_number(letters, one.text, at, fixed)
        new = _spaced(letters, start, end, one, fixed)
        letters[start:end] = new
        grown = len(new) - (end - start)
        marks = [(place + grown if place >= max(end, 1) else place, mark) for place, mark in marks]
        near = {key: place + grown if place >= end else place for key, place in near.items()}
        last = start + len(new)
    return tuple(_again(letters, marks))


def _same_number(
    letters: Sequence[tuple[str, Path]], text: str, near: int, fixed: frozenset[int]
) -> Span:
    """Where a number stands that belongs to no field yet, nearest to a place; else that place,
    behind the field that is there."""
    english = "".join(letter for letter, _ in letters)
    same = [
        one.span()
        for one in _NUMBER.finditer(english)
        if int(one[0]) == int(text) and not fixed.intersection(letters[one.start()][1])
    ]
    while near < len(letters) and (
        fixed.intersection(letters[near][1]) or (near and english[near - 1 : near + 1].isalnum())
    ):
        near += 1
    return min(same, key=lambda span: abs(span[0] - near), default=(near, near))


def _spaced(
    letters: Sequence[tuple[str, Path]], start: int, end: int, one: Run, fixed: frozenset[int]
) -> list[tuple[str, Path]]:
    """The figures of a field, as English writes them, with what parts them from their neighbours:
    two numbers that would run together get a stroke between them ("Page 1 / 2")."""
    new = [(str(decimal(letter)), one.path) for letter in one.text]
    if start < end:
        return new
    if start and fixed.intersection(letters[start - 1][1]):
        new[:0] = [(letter, ()) for letter in " / "]
    elif start and not letters[start - 1][0].isspace():
        new.insert(0, (" ", ()))
    if start < len(letters) and letters[start][0].isalnum():
        new.append((" ", ()))
    return new


def _again(
    letters: Sequence[tuple[str, Path]], marks: Sequence[tuple[int, Mark]]
) -> Iterator[Piece]:
    waiting = list(marks)
    text = ""
    path: Path = ()
    for place, (letter, own) in enumerate(letters):
        due = bool(waiting) and waiting[0][0] <= place
        if text and (due or own != path):
            yield Run(text, path)
            text = ""
        while waiting and waiting[0][0] <= place:
            yield waiting.pop(0)[1]
        text, path = text + letter, own
    if text:
        yield Run(text, path)
    yield from (mark for _, mark in waiting)


@dataclass(frozen=True, slots=True)
class Turn:
    """Where an element opens or closes around pieces, or a range starts or ends."""

    what: Literal["open", "close", "start", "end"]
    number: int


def laid_out(pieces: Sequence[Piece], inline: Inline) -> Iterator[Piece | Turn]:
    """Pieces with all that opens and closes between them, properly nested; formats do not."""
    ranges, no_elements = inline.ranges, inline.ranges | inline.formats
    last = {n: at for at, piece in enumerate(pieces) for n in piece.path if n in ranges}
    started: set[int] = set()
    opened: list[int] = []
    for at, piece in enumerate(pieces):
        path = [number for number in piece.path if number not in no_elements]
        kept = 0
        while kept < min(len(path), len(opened)) and path[kept] == opened[kept]:
            kept += 1
        while len(opened) > kept:
            yield Turn("close", opened.pop())
        for number in piece.path:
            if number in ranges and number not in started:
                started.add(number)
                yield Turn("start", number)
        for number in path[kept:]:
            opened.append(number)
            yield Turn("open", number)
        yield piece
        for number in piece.path:
            if last.get(number) == at:
                yield Turn("end", number)
    while opened:
        yield Turn("close", opened.pop())
