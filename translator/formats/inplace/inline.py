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

from translator.document import Kind
from translator.formats.inplace.block import Block, Mark, Part, Path, Piece, Run
from translator.formats.inplace.project import projected
from translator.script import has_arabic

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Inline:
    """The pieces of a paragraph, and what is to be known of the numbers in them.

    cuts: keys of marks that part the text, such as tabs and page breaks.
    once: numbers in paths of what may not be written twice: a content control, a field.
    fixed: those of `once` whose text no translation changes: the number of a page.
    ranges: numbers in paths of what is no element but reaches from a mark to a mark: a bookmark.
    held: numbers in paths of what must not get lost, as a format may: a link, a field.
    """

    pieces: tuple[Piece, ...]
    cuts: frozenset[int] = frozenset()
    once: frozenset[int] = frozenset()
    fixed: frozenset[int] = frozenset()
    ranges: frozenset[int] = frozenset()
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
    inline: Inline, found: Sequence[Stretch], parts: Sequence[Sequence[Part]]
) -> tuple[Piece, ...]:
    """The pieces of a paragraph with those of its stretches translated that have parts; `parts`
    are in the order of `found`, empty where a stretch stays as it is."""
    pieces: list[Piece] = []
    for one, own in zip(found, parts, strict=True):
        pieces += one.before
        if one.block is not None:
            new = projected(one.block, own) if own else one.block.pieces
            for number in sorted(inline.fixed) if own else ():
                new = _with_number(new, one.block.pieces, number)
            pieces += _with_all(new, one.block.pieces, inline.held) if own else new
        pieces += one.after
    for number in sorted(inline.once):
        pieces = _once(pieces, number)
    return tuple(pieces)


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


def _once(pieces: Sequence[Piece], number: int) -> list[Piece]:
    """Pieces in which a number is in the paths of one stretch only, the longest."""
    groups: list[list[int]] = []
    for place, piece in enumerate(pieces):
        if number in piece.path:
            if groups and groups[-1][-1] == place - 1:
                groups[-1].append(place)
            else:
                groups.append([place])
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


def _with_number(
    pieces: tuple[Piece, ...], source: Sequence[Piece], number: int
) -> tuple[Piece, ...]:
    """Pieces in which the text of a field is the one it had, wherever word links put the field.

    The same number is looked for nearest to where the field is; where it does not stand in the
    English, it is put there.
    """
    held = [one for one in source if isinstance(one, Run) and number in one.path]
    text = "".join(one.text for one in held)
    if not text or "".join(_texts(pieces, number)) == text:
        return pieces
    wanted, place, near = _value(text), 0, -1
    letters: list[tuple[str, Path]] = []
    marks: list[tuple[int, Mark]] = []
    for piece in pieces:
        if isinstance(piece, Mark):
            marks.append((place, piece))
            continue
        if number in piece.path and near < 0:
            near = place
        letters += [(letter, _less(piece.path, number)) for letter in piece.text]
        place += len(piece.text)
    near = place if near < 0 else near
    english = "".join(letter for letter, _ in letters)
    same = [one.span() for one in _NUMBER.finditer(english) if _value(one[0]) == wanted]
    start, end = min(same, key=lambda span: abs(span[0] - near), default=(near, near))
    new = [(letter, held[0].path) for letter in text]
    if start == end and start and not english[start - 1].isspace():
        new.insert(0, (" ", ()))
    if start == end and english[start : start + 1].isalnum():
        new.append((" ", ()))
    grown = len(new) - (end - start)
    letters[start:end] = new
    moved = [(place + grown if place >= end else place, mark) for place, mark in marks]
    return tuple(_again(letters, moved))


def _texts(pieces: Sequence[Piece], number: int) -> Iterator[str]:
    return (one.text for one in pieces if isinstance(one, Run) and number in one.path)


def _value(text: str) -> int | str:
    return int(text) if text.strip().isdecimal() else text.strip()


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


def laid_out(pieces: Sequence[Piece], ranges: frozenset[int]) -> Iterator[Piece | Turn]:
    """Pieces with all that opens and closes between them, properly nested."""
    last = {n: at for at, piece in enumerate(pieces) for n in piece.path if n in ranges}
    started: set[int] = set()
    opened: list[int] = []
    for at, piece in enumerate(pieces):
        path = [number for number in piece.path if number not in ranges]
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
