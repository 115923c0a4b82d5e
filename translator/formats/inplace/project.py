"""Formatting inside sentences, carried from the source to the target along the word links.

Each target word takes the formatting of the source words it is linked with; words without a link
take that of their neighbours. What no word took (a link whose words the model left out) goes to
the word at the same share of the sentence, so that nothing is lost. Pictures and the numbers of
notes follow the word before them.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from unicodedata import category

from translator.document import Link, Span, Translation
from translator.formats.inplace.block import Block, Mark, Part, Path, Piece, Run
from translator.formats.inplace.places import Places, touching
from translator.words import words

_OPENING = "([{“‘«"
_CLOSING = ".,;:!?)]}”’»"

Letter = tuple[str, Path]
"""A character of the English with its formatting."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark, the letter of the English it stands before, and whether spaces were around it."""

    place: int
    mark: Mark
    after_space: bool
    before_space: bool


def projected(block: Block, parts: Sequence[Part], *, breaks: bool = False) -> tuple[Piece, ...]:
    """The pieces of a block in English: `parts` are its segments, in order, at least one.

    breaks: line breaks inside sentences are kept, at the words that they followed.

    Every mark of the block is in it once, and every path with letters in it at least once; the
    runs of a path may be parted by others. Words of the block that are in no segment (a paragraph
    that was left out) stand between the others as they were.
    """
    paths = [piece.path for piece in block.pieces if isinstance(piece, Run) for _ in piece.text]
    text = block.text
    letters: list[Letter] = []
    marks: list[_Placed] = []
    waiting = deque(_marks(block))
    end = 0

    def put(until: int, place: Callable[[int], int]) -> None:
        while waiting and waiting[0][0] < until:
            at, mark = waiting.popleft()
            around = text[max(at - 1, 0) : at], text[at : at + 1]
            marks.append(_Placed(place(at), mark, around[0].isspace(), around[1].isspace()))

    for number, part in enumerate(parts):
        begin, stop = part.start, part.start + len(part.translation.source)
        _left_out(text, paths, (end, begin), letters, put)
        if letters:
            gap = "\n" if "\n" in text[end:begin] else " "
            letters.append((gap, _common(letters[-1][1], paths[begin] if begin < stop else ())))
        base = len(letters)
        letters += _segment(part.translation, paths[begin:stop])
        places = Places(part.translation)
        if breaks:
            _break(letters, base, places)
        last = number == len(parts) - 1 and not _has_words(text[stop:])
        put(
            len(text) + 1 if last else stop,
            partial(_base_and_place, base, places, begin),
        )
        end = stop
    _left_out(text, paths, (end, len(text)), letters, put)
    put(len(text) + 1, lambda _: len(letters))
    return tuple(_pieces(letters, marks))


def with_all(pieces: Sequence[Piece], block: Block, held: Container[int]) -> tuple[Piece, ...]:
    """Pieces in which no element of `held`, such as a link, is missing that has letters in the
    block: where the English has fewer words than the source has elements, each of these goes
    around the longest run that is in none of them."""
    found = list(pieces)
    there = {number for piece in found for number in piece.path}
    wanted = {
        number: None
        for piece in block.pieces
        if isinstance(piece, Run) and _has_words(piece.text)
        for number in piece.path
        if number in held and number not in there
    }
    for number in wanted:
        free = [
            place
            for place, piece in enumerate(found)
            if isinstance(piece, Run) and not any(one in held for one in piece.path)
        ]
        if free:
            place = max(free, key=lambda at: len(getattr(found[at], "text", "").strip()))
            found[place] = replace(found[place], path=(number, *found[place].path))
    return tuple(found)


def _base_and_place(base: int, places: Places, begin: int, at: int) -> int:
    return base + places.of(at - begin)


def _break(letters: list[Letter], base: int, places: Places) -> None:
    """Put the line breaks inside a sentence in the place of spaces; one that would stand at an end
    goes."""
    translation = places.translation
    if "\n" in translation.target:
        return
    for place, letter in enumerate(translation.source):
        if letter == "\n":
            at = base + places.of(place)
            while at < len(letters) and letters[at][0] != " ":
                at += 1
            if base < at < len(letters):
                letters[at] = ("\n", letters[at][1])


def _has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _left_out(
    text: str,
    paths: Sequence[Path],
    span: Span,
    letters: list[Letter],
    put: Callable[[int, Callable[[int], int]], None],
) -> None:
    """Take over the words between two segments, if there are any, with their marks."""
    start, end = span
    kept = text[start:end].strip()
    if not _has_words(kept):
        return
    first = start + text[start:end].index(kept)
    if letters:
        gap = "\n" if "\n" in text[start:first] else " "
        letters.append((gap, _common(letters[-1][1], paths[first])))
    base = len(letters)
    letters += zip(kept, paths[first : first + len(kept)], strict=True)
    put(end, lambda at: base + min(max(at - first, 0), len(kept)))


def _segment(translation: Translation, paths: Sequence[Path]) -> list[Letter]:
    """The characters of a translation, each with its path."""
    target = translation.target
    seen = Counter(
        path for path, letter in zip(paths, translation.source, strict=True) if letter.isalnum()
    )
    spans = words(target)
    if not spans or not seen:
        return [(letter, next(iter(seen), paths[0] if paths else ())) for letter in target]
    given = [next(iter(seen))] * len(spans)
    if len(seen) > 1:
        links, source = touching(translation.alignment, spans), translation.source
        given = _filled(
            [_path(span, own, source, paths) for span, own in zip(spans, links, strict=True)]
        )
        _give(given, seen, paths)
    signs = _signs(translation.source, paths)
    letters: list[Letter] = [(letter, signs.before(given[0])) for letter in target[: spans[0][0]]]
    end = spans[0][0]
    for number, (start, stop) in enumerate(spans):
        if number:
            letters += _between(target[end:start], given[number - 1], given[number], signs)
        letters += [(letter, given[number]) for letter in target[start:stop]]
        end = stop
    letters += [(letter, signs.at_end(given[-1])) for letter in target[end:]]
    return letters


@dataclass(frozen=True, slots=True)
class _Signs:
    """Which punctuation of a source belongs to the formatting of the word it touches: for the path
    of a word that of the sign right behind it and right before it, and that of the last sign."""

    behind: Mapping[Path, Path]
    ahead: Mapping[Path, Path]
    last: Path | None

    def before(self, path: Path) -> Path:
        """The path of signs at the start of a sentence."""
        return _common(path, self.ahead.get(path, path))

    def at_end(self, path: Path) -> Path:
        """The path of signs at the end of a sentence whose last word has the path given."""
        found = self.behind.get(path, self.last)
        return path if found is None else _common(path, found)

    def between(self, before: Path, after: Path, *, opening: bool) -> Path:
        """The path of a sign between two words of different paths."""
        shared = _common(before, after)
        if opening:
            return _common(after, self.ahead.get(after, shared))
        return _common(before, self.behind.get(before, shared))


def _signs(source: str, paths: Sequence[Path]) -> _Signs:
    behind: dict[Path, Path] = {}
    ahead: dict[Path, Path] = {}
    last: Path | None = None
    word = sign = -1
    for place, letter in enumerate(source):
        if letter.isalnum():
            if sign >= 0 and sign == place - 1:
                ahead.setdefault(paths[place], paths[sign])
            word, last = place, None
        elif category(letter)[0] in "PS":
            if word >= 0 and word == place - 1:
                behind.setdefault(paths[word], paths[place])
            sign = place
            last = paths[place] if last is None else last
        elif word == place - 1 and not letter.isspace():
            word = place  # a vowel sign belongs to its letter
    return _Signs(behind, ahead, last)


def _path(span: Span, links: Sequence[Link], source: str, paths: Sequence[Path]) -> Path | None:
    """The path that most letters of the source words have which a target word is linked with by
    these links.

    Where several words are linked with several as a whole, as those of a name are, each has its
    share of the source.
    """
    count: Counter[Path] = Counter()
    for s0, s1, t0, t1 in links:
        wide, whole = s1 - s0, max(t1 - t0, 1)
        start = s0 + wide * max(span[0] - t0, 0) // whole
        end = s0 - wide * -min(span[1] - t0, whole) // whole  # rounded up
        count.update(
            paths[place] for place in range(start, min(end, len(paths))) if source[place].isalnum()
        )
    return count.most_common(1)[0][0] if count else None


def _filled(found: Sequence[Path | None]) -> list[Path]:
    """Paths for words that have none: what those on either side share, at an end the one there is;
    a word alone inside a stretch of another path belongs to it."""
    left = list(accumulate(found, _latest))
    right = list(accumulate(reversed(found), _latest))
    filled: list[Path] = []
    for path, before, after in zip(found, left, reversed(right), strict=True):
        if path is None:
            around = [one for one in (before, after) if one is not None]
            path = _common(*around) if len(around) == 2 else around[0] if around else ()
        filled.append(path)
    for number in range(1, len(filled) - 1):
        one, other = filled[number - 1], filled[number + 1]
        if one == other and _common(one, filled[number]) == filled[number]:
            filled[number] = one
    return filled


def _latest(known: Path | None, path: Path | None) -> Path | None:
    return known if path is None else path


def _give(given: list[Path], wanted: Iterable[Path], paths: Sequence[Path]) -> None:
    """Give each path wanted that no word has to a word where it stands in the source, as a share;
    while there are words whose path others have too."""
    first: dict[Path, int] = {}
    last: dict[Path, int] = {}
    for place, path in enumerate(paths):
        first.setdefault(path, place)
        last[path] = place
    count = Counter(given)
    there = Counter(path[:n] for path in given for n in range(len(path) + 1))
    spare = {path for path, n in count.items() if n > 1 or not path}
    for path in wanted:
        if there[path]:
            continue
        if not spare:
            return
        share = (first[path] + last[path] + 1) / 2 / len(paths)
        place = _nearest(given, int(share * len(given)), spare)
        old = given[place]
        given[place] = path
        count[old] -= 1
        if not count[old] or (count[old] == 1 and old):
            spare.discard(old)
        count[path] = 1
        there.subtract(old[:n] for n in range(len(old) + 1))
        there.update(path[:n] for n in range(len(path) + 1))


def _nearest(given: Sequence[Path], wanted: int, spare: Container[Path]) -> int:
    """The word nearest to a place that has one of these paths; there is one."""
    for apart in range(len(given)):
        for place in (wanted - apart, wanted + apart):
            if 0 <= place < len(given) and given[place] in spare:
                return place
    return wanted


def _between(text: str, before: Path, after: Path, signs: _Signs) -> Iterator[Letter]:
    """What stands between two words: signs that close go with the first, that open with the
    second, in as far as signs did so in the source; white space with what both share."""
    shared = _common(before, after)
    seen_space = False
    for letter in text:
        if letter.isspace():
            seen_space = True
            yield letter, shared
        elif before == after:
            yield letter, before
        else:
            opening = seen_space or letter in _OPENING
            yield letter, signs.between(before, after, opening=opening)


def _common(first: Path, second: Path) -> Path:
    length = 0
    while length < min(len(first), len(second)) and first[length] == second[length]:
        length += 1
    return first[:length]


def _marks(block: Block) -> Iterator[tuple[int, Mark]]:
    place = 0
    for piece in block.pieces:
        if isinstance(piece, Mark):
            yield place, piece
        else:
            place += len(piece.text)


def _pieces(letters: Sequence[Letter], marks: Sequence[_Placed]) -> Iterator[Piece]:
    waiting = deque(sorted(marks, key=lambda one: one.place))
    text = ""
    path: Path = ()
    before = ""  # the last letter written, or that there was a mark
    spaced = False
    for place, (letter, own) in enumerate([*letters, ("", ())]):
        while waiting and waiting[0].place <= place:
            placed = waiting.popleft()
            if placed.after_space and before and not before.isspace():
                text += " "
            if text:
                yield Run(text, path)
                text = ""
            yield placed.mark
            spaced = placed.before_space
            before = "\0"
        if spaced and letter.strip() and letter not in _CLOSING:
            text, path = " ", _common(path, own)
        spaced = False
        if text and own != path:
            yield Run(text, path)
            text = ""
        if letter:
            text, path, before = text + letter, own, letter
    if text:
        yield Run(text, path)
