"""The frequent forms of words, analysed, weighed and romanized ahead of time.

What is kept of a form says exactly what `weigh.known` and `readings.Reading` would work out; it is
read from the compiled file when a word first asks for it.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from struct import Struct

Row = tuple[float, int, int, str, int]
"""A reading: the logarithm of its probability, its two numbers (`candidates`), its tag, its signs
(`frames`)."""

Tagged = tuple[tuple[str, ...], tuple[int, ...]]
"""The different tags of a word's readings, and the signs of the first reading of each."""

Form = tuple[str, Sequence[Row], Tagged, Sequence[int], Sequence[Sequence[str]]]
"""A word, its readings, their tags, the number of the first reading of each tag, and what a
`Reading` is told of these."""

_ROW = Struct("=dqiHH")
"""Weight, numbers of a reading, number of its tag, signs."""


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """The table; make one with `unpacked`, an empty one with no arguments.

    `numbers` numbers the words. What is known of word n lies in `row_bytes` from
    `rows_at[n]`, in `peaks`, `firsts` and `told_at` from `at[n]`, and is `tagged[kinds[n]]`.
    `frames` are the numbers of the frames in all of it.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    tags: Sequence[str] = ()
    tagged: Sequence[Tagged] = ()
    kinds: Sequence[int] = ()
    at: Sequence[int] = ()
    peaks: Sequence[float] = ()
    firsts: bytes = b""
    rows_at: Sequence[int] = ()
    row_bytes: bytes = b""
    told_at: Sequence[int] = ()
    told_bytes: bytes = b""
    frames: Sequence[int] = ()

    def rows(self, number: int) -> list[Row]:
        """A word's readings."""
        first, last, names = self.rows_at[number], self.rows_at[number + 1], self.tags
        return [
            (weight, kind, one, names[name], signs)
            for weight, kind, one, name, signs in _ROW.iter_unpack(self.row_bytes[first:last])
        ]

    def told(self, number: int, place: int) -> list[str]:
        """What a `Reading` is told of the first one of a tag, by the tag's place, if anything."""
        at = self.at[number] + place
        text = self.told_bytes[self.told_at[at] : self.told_at[at + 1]]
        return text.decode().split("\t") if text else []


def packed(forms: Iterable[Form]) -> dict[str, bytes]:
    """The table as sections of a compiled file."""
    words: list[str] = []
    tags: dict[str, int] = {}
    tagged: dict[Tagged, int] = {}
    kinds = array("H")
    at, rows_at, told_at = array("I", [0]), array("I", [0]), array("I", [0])
    peaks = array("d")
    firsts, row_bytes, told_bytes = bytearray(), bytearray(), bytearray()
    frames: set[int] = set()
    for word, rows, kind, first, told in forms:
        words.append(word)
        kinds.append(tagged.setdefault(kind, len(tagged)))
        peaks.extend(rows[number][0] for number in first)
        firsts.extend(first)
        at.append(len(firsts))
        for weight, one, other, name, signs in rows:
            frames.add(one)
            row_bytes += _ROW.pack(weight, one, other, tags.setdefault(name, len(tags)), signs)
        rows_at.append(len(row_bytes))
        for fields in told:
            told_bytes += "\t".join(fields).encode()
            told_at.append(len(told_bytes))
    return {
        "words": "\n".join(words).encode(),
        "tags": json.dumps([list(tags), list(tagged)], ensure_ascii=False).encode(),
        "kinds": kinds.tobytes(),
        "at": at.tobytes(),
        "peaks": peaks.tobytes(),
        "firsts": bytes(firsts),
        "rows_at": rows_at.tobytes(),
        "rows": bytes(row_bytes),
        "told_at": told_at.tobytes(),
        "told": bytes(told_bytes),
        "frames": array("q", sorted(one for one in frames if one >= 0)).tobytes(),
    }


def unpacked(sections: dict[str, bytes]) -> Forms:
    """The table of a compiled file."""
    words = sections["words"].decode().split("\n")
    tags, tagged = json.loads(sections["tags"])
    return Forms(
        {word: number for number, word in enumerate(words)},
        tags,
        [(tuple(names), tuple(signs)) for names, signs in tagged],
        array("H", sections["kinds"]),
        array("I", sections["at"]),
        array("d", sections["peaks"]),
        sections["firsts"],
        array("I", sections["rows_at"]),
        sections["rows"],
        array("I", sections["told_at"]),
        sections["told"],
        array("q", sections["frames"]),
    )
