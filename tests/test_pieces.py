"""Pieces against the text they spell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from translator.pieces import spelled, trimmed

PIECES = st.lists(st.sampled_from(["▁", "▁▁", "▁the", "▁▁b", "man", "s▁", ".", "▁U"]), max_size=8)


@given(PIECES)
def test_each_piece_stands_at_its_span(pieces: list[str]) -> None:
    text, offsets = spelled(pieces)
    assert text == "".join(pieces).replace("▁", " ").strip(" ")
    assert len(offsets) == len(pieces)
    end = 0
    for piece, (start, stop) in zip(pieces, offsets, strict=True):
        assert end <= start <= stop <= len(text)
        assert text[start:stop].rstrip() == piece.replace("▁", " ").strip()
        end = stop


def test_the_space_before_a_word_is_not_the_word() -> None:
    assert spelled(["▁The", "▁man", "."]) == ("The man.", ((0, 3), (4, 7), (7, 8)))
    assert spelled([]) == ("", ())
    assert trimmed(" قال  هو", [(0, 4), (4, 8), (8, 8)]) == ((1, 4), (6, 8), (8, 8))
