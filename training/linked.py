"""A pair with links between spans of its two texts, which follow when either text is edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Linked:
    """links: pairs of a source and a target span that mean each other (half-open, characters)."""

    source: str
    target: str
    links: tuple[tuple[Span, Span], ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """A source span and a target span, and what takes their places. The new texts are linked
    with each other, word by word where they have as many words."""

    source: Span
    target: Span
    new_source: str
    new_target: str


def edited(pair: Linked, edits: Sequence[Edit]) -> Linked:
    """The pair with edits made, whose spans do not overlap on either side."""
    source, at_source = _replaced(pair.source, [(e.source, e.new_source) for e in edits])
    target, at_target = _replaced(pair.target, [(e.target, e.new_target) for e in edits])
    links = [
        (at_source(s), at_target(t))
        for s, t in pair.links
        if not any(_overlap(s, e.source) or _overlap(t, e.target) for e in edits)
    ]
    for edit in edits:
        start, first = at_source(edit.source)[0], at_target(edit.target)[0]
        links += word_by_word(edit.new_source, start, edit.new_target, first)
    return Linked(source, target, tuple(links))


def respelt(pair: Linked, changes: Sequence[tuple[Span, str]]) -> Linked:
    """The pair with source spans changed that no link holds (punctuation)."""
    source, at = _replaced(pair.source, changes)
    return Linked(source, pair.target, tuple((at(s), t) for s, t in pair.links))


def joined(first: Linked, second: Linked) -> Linked:
    """Two pairs as one, a space between."""
    down, right = len(first.source) + 1, len(first.target) + 1
    moved = tuple(
        ((s0 + down, s1 + down), (t0 + right, t1 + right)) for (s0, s1), (t0, t1) in second.links
    )
    return Linked(
        f"{first.source} {second.source}",
        f"{first.target} {second.target}",
        (*first.links, *moved),
    )


def word_by_word(source: str, start: int, target: str, first: int) -> list[tuple[Span, Span]]:
    """Links of the words of a rendering in the source, which begins at `start`, with those of the
    same in the target, at `first`.

    The source may begin with particles of its own, which are linked to nothing.
    """
    sources, targets = _spans(source), _spans(target)
    sources = sources[max(0, len(sources) - len(targets)) :]
    if len(sources) != len(targets):
        return [((start, start + len(source)), (first, first + len(target)))]
    return [
        ((start + s0, start + s1), (first + t0, first + t1))
        for (s0, s1), (t0, t1) in zip(sources, targets, strict=True)
    ]


def _spans(text: str) -> list[Span]:
    spans: list[Span] = []
    place = 0
    for word in text.split():
        place = text.index(word, place)
        spans.append((place, place + len(word)))
        place += len(word)
    return spans


def _replaced(text: str, edits: Sequence[tuple[Span, str]]) -> tuple[str, Callable[[Span], Span]]:
    """The text with spans replaced, and a map of old spans outside them to new ones."""
    parts: list[str] = []
    moves: list[tuple[int, int]] = []
    end = shift = 0
    for (start, stop), new in sorted(edits):
        parts += [text[end:start], new]
        end = stop
        shift += len(new) - (stop - start)
        moves.append((stop, shift))
    parts.append(text[end:])

    def at(span: Span) -> Span:
        move = max((m for m in moves if m[0] <= span[0]), default=(0, 0))[1]
        until = max((m for m in moves if m[0] < span[1]), default=(0, 0))[1]
        return span[0] + move, span[1] + until

    return "".join(parts), at


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
