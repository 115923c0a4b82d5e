"""A segment as cells of an interlinear line: each word with its gloss and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from glossary.gloss import WordGloss
from translator.gloss.document import GlossedSegment
from translator.gloss.leipzig import Part, Piece, parts


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of the line.

    `text` is a word, or a number or a word in other letters; `before` and `after` are the
    punctuation that touches it. `parts` is its gloss; `pos` is "" and `word` None for what is no
    Arabic word, `term` the glossary term that the word is a part of.
    """

    before: str
    text: str
    after: str
    parts: tuple[Part, ...]
    word: WordGloss | None = None

    @property
    def pos(self) -> str:
        """The word's part of speech, "" where none is known."""
        best = self.word.best if self.word else None
        return best.pos if best else ""

    @property
    def term(self) -> str:
        """The glossary term of several words that the word is a part of, "" for none."""
        best = self.word.best if self.word else None
        return best.term if best else ""


def cells(segment: GlossedSegment) -> tuple[Cell, ...]:
    """The cells of a segment, in order; together they hold all of its text but white space."""
    found: list[Cell] = []
    waiting = ""  # punctuation that belongs to what comes next
    text = segment.segment.text
    at = 0
    for word in segment.words:
        start, end = word.span
        waiting = _between(text[at:start], found, waiting)
        at = end
        if _is_punctuation(word):
            waiting = _between(text[start:end], found, waiting)
            continue
        found.append(Cell(waiting, word.surface, "", parts(word), word))
        waiting = ""
    waiting = _between(f"{text[at:]} ", found, waiting)
    if waiting:
        found.append(Cell("", waiting.strip(), "", ()))
    return tuple(found)


def _between(gap: str, found: list[Cell], waiting: str) -> str:
    """Put what stands between two words into cells; what touches the next word is given back, and
    so is what there is no word before for.

    Numbers and words in other letters become cells of their own, glossed by themselves.
    """
    touches = not gap[-1:].isspace()
    pieces = gap.split()
    for number, piece in enumerate(pieces):
        apart = number > 0 or gap[0].isspace()
        last = number == len(pieces) - 1
        if any(letter.isalnum() for letter in piece):
            found.append(_other(waiting, piece))
            waiting = ""
        elif not found or waiting:
            waiting += piece if last and touches else f"{piece} "
        elif apart and last and touches:
            waiting = piece
        else:
            before = found[-1]
            found[-1] = replace(before, after=f"{before.after}{' ' if apart else ''}{piece}")
    return waiting


def _other(waiting: str, piece: str) -> Cell:
    core = [n for n, letter in enumerate(piece) if letter.isalnum()]
    first, last = core[0], core[-1] + 1
    text = piece[first:last]
    return Cell(waiting + piece[:first], text, piece[last:], (Part("", text, (Piece(text),)),))


def _is_punctuation(word: WordGloss) -> bool:
    best = word.best
    return best is not None and best.pos == "punctuation"
