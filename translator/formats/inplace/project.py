"""Formatting inside sentences, carried from the source to the target along the word links.

Each target word takes the formatting of the source words it is linked with; words without a link
take that of their neighbours. What no word took (a link whose words the model left out) goes to
the word at the same share of the sentence, so that nothing is lost. Pictures and the numbers of
notes follow the word before them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from translator.document import Link, Span, Translation
from translator.formats.inplace.block import Block, Mark, Part, Path, Piece, Run
from translator.words import words


def projected(block: Block, parts: Sequence[Part]) -> tuple[Piece, ...]:
    """The pieces of a block in English: `parts` are its segments, in order, at least one.

    Every mark of the block is in it once, and every path with letters in it at least once; the
    runs of a path may be parted by others.
    """
    paths = [piece.path for piece in block.pieces if isinstance(piece, Run) for _ in piece.text]
    text = block.text
    letters: list[tuple[str, Path]] = []
    marks: list[tuple[int, Mark]] = []
    waiting = list(_marks(block))
    end = 0
    for number, part in enumerate(parts):
        source = part.translation.source
        if number:
            gap = "\n" if "\n" in text[end : part.start] else " "
            letters.append((gap, _common(letters[-1][1] if letters else (), paths[part.start])))
        begin, end = part.start, part.start + len(source)
        at = len(letters)
        letters += _segment(part.translation, paths[begin:end])
        last = number == len(parts) - 1
        inside = [one for one in waiting if last or one[0] < end]
        waiting = waiting[len(inside) :]
        for place, mark in inside:
            marks.append((at + _place(part.translation, place - begin), mark))
    return tuple(_pieces(letters, marks))


def _segment(translation: Translation, paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """The characters of a translation, each with its path."""
    target = translation.target
    seen = Counter(
        path for path, letter in zip(paths, translation.source, strict=True) if letter.isalnum()
    )
    if len(seen) <= 1:
        only = next(iter(seen), paths[0] if paths else ())
        return [(letter, only) for letter in target]
    spans = words(target)
    if not spans:
        return [(letter, paths[0]) for letter in target]
    found: list[Path | None] = [
        _path(span, translation.alignment, translation.source, paths) for span in spans
    ]
    given = _filled(found)
    for path in seen:
        if path not in given:
            _give(given, path, paths)
    letters: list[tuple[str, Path]] = []
    end = 0
    for number, (start, stop) in enumerate(spans):
        before = given[number - 1] if number else given[0]
        letters += _between(target[end:start], before, given[number])
        letters += [(letter, given[number]) for letter in target[start:stop]]
        end = stop
    letters += [(letter, given[-1]) for letter in target[end:]]
    return letters


def _path(span: Span, links: Sequence[Link], source: str, paths: Sequence[Path]) -> Path | None:
    """The path that most letters of the source words have which a target word is linked with."""
    count: Counter[Path] = Counter()
    for s0, s1, t0, t1 in links:
        if t0 < span[1] and span[0] < t1:
            count.update(
                paths[place] for place in range(s0, min(s1, len(paths))) if source[place].isalnum()
            )
    return count.most_common(1)[0][0] if count else None


def _filled(found: Sequence[Path | None]) -> list[Path]:
    """Paths for words that have none: what those on either side share, at an end the one there is;
    a word alone inside a stretch of another path belongs to it."""
    known = [n for n, path in enumerate(found) if path is not None]
    filled: list[Path] = []
    for number, path in enumerate(found):
        if path is None:
            left = max((n for n in known if n < number), default=None)
            right = min((n for n in known if n > number), default=None)
            around = [found[n] or () for n in (left, right) if n is not None]
            path = _common(*around) if len(around) == 2 else around[0] if around else ()
        filled.append(path)
    for number in range(1, len(filled) - 1):
        before, after = filled[number - 1], filled[number + 1]
        if before == after and _common(before, filled[number]) == filled[number]:
            filled[number] = before
    return filled


def _give(given: list[Path], path: Path, paths: Sequence[Path]) -> None:
    """Give a path that no word has to the word where it stands in the source, as a share."""
    places = [place for place, one in enumerate(paths) if one == path]
    share = (places[0] + places[-1] + 1) / 2 / len(paths)
    wanted = int(share * len(given))
    count = Counter(given)
    free = [n for n, one in enumerate(given) if count[one] > 1 or not one]
    if free:
        given[min(free, key=lambda n: abs(n - wanted))] = path


def _between(text: str, before: Path, after: Path) -> Iterator[tuple[str, Path]]:
    """What stands between two words: signs that close go with the first, that open with the
    second, white space with what both share."""
    shared = _common(before, after)
    seen_space = False
    for letter in text:
        if letter.isspace():
            seen_space = True
            yield letter, shared
        elif before == after:
            yield letter, before
        elif seen_space or letter in "([{“‘«":
            yield letter, after
        else:
            yield letter, before


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


def _place(translation: Translation, place: int) -> int:
    """Where in the target something stands that is at a place of the source."""
    source, target = translation.source, translation.target
    if place <= 0:
        return 0
    if not any(letter.isalnum() for letter in source[place:]):
        rest = len(source) - len(source[place:].lstrip())
        return len(target) if place >= rest or not source[place:].strip() else _before_end(target)
    before = [span for span in words(source) if span[0] < place]
    for start, end in reversed(before):
        ends = [t1 for s0, s1, _, t1 in translation.alignment if s0 < end and start < s1]
        if ends:
            return max(ends)
    return 0 if not before else min(len(target), round(place / len(source) * len(target)))


def _before_end(target: str) -> int:
    """The place before the sign that ends a sentence."""
    return len(target.rstrip().rstrip(".!?:;,\"'”’»)"))


def _pieces(
    letters: Sequence[tuple[str, Path]], marks: Sequence[tuple[int, Mark]]
) -> Iterator[Piece]:
    waiting = sorted(marks, key=lambda one: one[0])
    text = ""
    path: Path = ()
    for place, (letter, own) in enumerate(letters):
        while waiting and waiting[0][0] <= place:
            if text:
                yield Run(text, path)
                text = ""
            yield waiting.pop(0)[1]
        if text and own != path:
            yield Run(text, path)
            text = ""
        text, path = text + letter, own
    if text:
        yield Run(text, path)
    for _, mark in waiting:
        yield mark
