"""Text changed before and after the model, with all spans and the attention kept right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from translator.document import Span
from translator.engine import Engine, Hypothesis, Pieces

_ONE_STOP = re.compile(r"\.(?!\.)")

Edit = tuple[Span, str]
"""A span of a text and what is written in its place."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A source sentence with some of it written otherwise; `spans[i]` is where the character i
    of `text` comes from in the sentence as given."""

    text: str
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, text: str) -> Rewritten:
        """The sentence itself."""
        return cls(text, tuple((place, place + 1) for place in range(len(text))))

    def replaced(self, edits: Sequence[tuple[Span, str]]) -> Rewritten:
        """With spans of its text replaced, none overlapping; nothing may come from nowhere."""
        text, end = "", 0
        spans: list[Span] = []
        for (start, stop), new in sorted(edits):
            text += self.text[end:start] + new
            spans += self.spans[end:start]
            spans += [(self.spans[start][0], self.spans[stop - 1][1])] * len(new)
            end = stop
        return Rewritten(text + self.text[end:], (*spans, *self.spans[end:]))

    def pieces(self, engine: Engine) -> Pieces:
        """What the model reads, with spans in the sentence as given."""
        pieces = engine.encode(self.text)
        offsets = tuple(
            (self.spans[start][0], self.spans[end - 1][1]) if start < end else (0, 0)
            for start, end in pieces.offsets
        )
        return Pieces(pieces.pieces, offsets)


def edited(hypothesis: Hypothesis, edits: Sequence[tuple[Span, str]], engine: Engine) -> Hypothesis:
    """A hypothesis with spans of its text replaced, none overlapping; the score stays.

    An empty span is a place where something is put in. The new words look where those they
    replace did, what is put in where the word after it does. A full stop behind what is spelled
    with one (U.S.) is not written twice.
    """
    text, end = "", 0
    came: list[int] = []  # for each character its place in the old text
    for (start, stop), new in sorted(edits):
        text += hypothesis.text[end:start] + new
        came += [*range(end, start), *[start] * len(new)]
        end = stop + bool(new.endswith(".") and _ONE_STOP.match(hypothesis.text, stop))
    came += range(end, len(hypothesis.text))
    text += hypothesis.text[end:]
    owner = [-1] * (len(hypothesis.text) + 1)
    for row, (start, stop) in enumerate(hypothesis.offsets):
        owner[start:stop] = [row] * (stop - start)
    pieces, offsets = engine.target_pieces(text)
    rows = np.zeros((len(offsets), hypothesis.attention.shape[1]), dtype=np.float32)
    for row, (start, _) in enumerate(offsets):
        old = owner[came[start]] if start < len(came) else -1
        if 0 <= old < len(hypothesis.attention):
            rows[row] = hypothesis.attention[old]
    return Hypothesis(text, pieces, offsets, hypothesis.score, rows)
