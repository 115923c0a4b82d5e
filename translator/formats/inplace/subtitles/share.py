"""A sentence that ran over several cues, shared out over them; the lines within a cue.

Cuts stand between words. Where each stands is weighed: word links should not cross it, what each
cue gets should be as long as its Arabic and its time let expect and fit two lines, and a cut
behind a comma is better than one behind "the".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from translator.document import Link
from translator.formats.inplace.block import Mark, Part, Piece, Run

LINE = 42
"""Letters a line holds well; a cue has two."""

NOTHING = "…"
"""What a cue shows whose share has no word: the sentence has fewer words than cues."""

_CROSSING, _LENGTH, _OVERFLOW, _HANGING, _AT_STOP = 2.0, 1.5, 2.0, 0.25, -0.3
_HANGS = frozenset(
    "a an the of to in on at by for from with and or but as that which who is are was were be been "
    "has have had will would not his her its their our my this these".split()
)
_STOPS = (",", ";", ":", ".", "!", "?", "”", '"')


def shared(
    pieces: Sequence[Piece], parts: Sequence[Part], starts: Sequence[int], times: Sequence[float]
) -> list[tuple[Piece, ...]]:
    """The pieces of a block's English for each of its cues.

    `starts` says where each cue's Arabic begins in the block, `times` how many seconds it is shown.
    No word is cut; a cue for which no word is left gets `NOTHING`.
    """
    english = " ".join(part.translation.target for part in parts)
    words = [match.span() for match in re.finditer(r"\S+", english)]
    cues = len(starts)
    if len(words) < cues:
        one_each = _split(pieces, [len(english[a:b]) for a, b in words[:-1]] if words else [])
        return [*one_each, *[(Run(NOTHING),)] * (cues - len(one_each))]
    links = _links(parts)
    length = max(part.start + len(part.translation.source) for part in parts)
    cuts = _cuts(english, words, links, starts, length, times)
    sizes = [
        sum(end - start for start, end in words[first:last])
        for first, last in zip([0, *cuts[:-1]], cuts, strict=True)
    ]
    return _split(pieces, sizes)


def _links(parts: Sequence[Part]) -> list[Link]:
    """The word links of all parts, in the block and in the English joined by spaces."""
    links: list[Link] = []
    base = 0
    for part in parts:
        links += [
            (s0 + part.start, s1 + part.start, t0 + base, t1 + base)
            for s0, s1, t0, t1 in part.translation.alignment
        ]
        base += len(part.translation.target) + 1
    return links


def _cuts(
    english: str,
    words: Sequence[tuple[int, int]],
    links: Sequence[Link],
    starts: Sequence[int],
    length: int,
    times: Sequence[float],
) -> list[int]:
    """For each cue but the last the number of the word after its last one: the cheapest cuts."""
    bounds = list(starts[1:])
    ends = [*bounds, length]
    whole = sum(times)
    letters = [end - start for start, end in zip(starts, ends, strict=True)]
    wanted = [
        0.75 * own / max(length, 1) + 0.25 * (time / whole if whole > 0 else own / max(length, 1))
        for own, time in zip(letters, times, strict=True)
    ]
    count = len(words)
    # best[j]: the cheapest way for the cues so far to end before word j, and where each began.
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for cue in range(len(starts)):
        last = cue == len(starts) - 1
        ahead = len(starts) - cue - 1
        new: dict[int, tuple[float, list[int]]] = {}
        for to in [count] if last else range(cue + 1, count - ahead + 1):
            own = 0.0 if last else _cost(english, words, to, links, bounds[cue])
            options = [
                (cost + own + _size_cost(english, words, start, to, wanted[cue]), cuts, start)
                for start, (cost, cuts) in best.items()
                if start < to
            ]
            if options:
                cost, cuts, _ = min(options, key=lambda option: option[0])
                new[to] = (cost, cuts if last else [*cuts, to])
        best = new
    return best[count][1]


def _cost(
    english: str, words: Sequence[tuple[int, int]], to: int, links: Sequence[Link], bound: int
) -> float:
    place = words[to][0]
    crossing = sum(1 for s0, s1, t0, _ in links if ((s0 + s1) / 2 < bound) != (t0 < place))
    cost = _CROSSING * crossing / max(len(links), 1)
    before = english[slice(*words[to - 1])]
    if before.endswith(_STOPS):
        return cost + _AT_STOP
    return cost + (_HANGING if before.lower() in _HANGS else 0.0)


def _size_cost(
    english: str, words: Sequence[tuple[int, int]], start: int, to: int, wanted: float
) -> float:
    size = words[to - 1][1] - words[start][0]
    over = max(0, size - 2 * LINE) / (2 * LINE)
    return _LENGTH * abs(size / len(english) - wanted) + _OVERFLOW * over


def _split(pieces: Sequence[Piece], sizes: Sequence[int]) -> list[tuple[Piece, ...]]:
    """Pieces parted after so many letters (white space does not count); the rest is the last."""
    groups: list[list[Piece]] = [[]]
    waiting = list(sizes)
    left = waiting.pop(0) if waiting else -1
    for piece in pieces:
        if isinstance(piece, Mark):
            groups[-1].append(piece)
            continue
        text = ""
        for letter in piece.text:
            if left == 0 and not letter.isspace():
                groups[-1].append(replace(piece, text=text))
                groups.append([])
                text = ""
                left = waiting.pop(0) if waiting else -1
            text += letter
            left -= 0 if letter.isspace() else 1
        groups[-1].append(replace(piece, text=text))
    return [_trimmed(group) for group in groups]


def _trimmed(group: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces without white space at the ends of their text."""
    kept = [piece for piece in group if isinstance(piece, Mark) or piece.text]
    runs = [n for n, piece in enumerate(kept) if isinstance(piece, Run)]
    for n in runs[:1]:
        piece = kept[n]
        kept[n] = replace(piece, text=piece.text.lstrip()) if isinstance(piece, Run) else piece
    for n in runs[-1:]:
        piece = kept[n]
        kept[n] = replace(piece, text=piece.text.rstrip()) if isinstance(piece, Run) else piece
    return tuple(piece for piece in kept if isinstance(piece, Mark) or piece.text)


def in_lines(pieces: Sequence[Piece], *, alone: bool) -> tuple[Piece, ...]:
    """Pieces with a line break where their text is best broken; at most one, and none where
    others speak in the same cue."""
    text = "".join(piece.text for piece in pieces if isinstance(piece, Run))
    if not alone or len(text) <= LINE:
        return tuple(pieces)
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if not spaces:
        return tuple(pieces)
    place = min(spaces, key=lambda at: _break_cost(text, at))
    broken: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Run) and 0 <= place < len(piece.text):
            piece = replace(piece, text=f"{piece.text[:place]}\n{piece.text[place + 1 :]}")
            place = -1
        elif isinstance(piece, Run):
            place -= len(piece.text)
        broken.append(piece)
    return tuple(broken)


def _break_cost(text: str, at: int) -> float:
    longer = max(at, len(text) - at - 1)
    words = text[:at].split()
    cost = float(longer + 4 * max(0, longer - LINE))
    if words and words[-1].endswith(_STOPS):
        return cost - 6
    return cost + (4 if words and words[-1].lower() in _HANGS else 0)
