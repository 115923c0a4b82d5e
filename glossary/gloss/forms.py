"""The frequent forms of words, analysed, weighed and romanized ahead of time.

What is kept of a form says exactly what `weigh.known` and `readings.Reading` would work out; it is
read from the compiled file when a word first asks for it.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import accumulate, pairwise
from marshal import dumps, load, loads
from struct import Struct

from glossary.gloss.steps import Tagged, load_steps, tagged
from glossary.gloss.types import Analysis, Morph

Row = tuple[float, int, int, str, int]
"""A reading: the logarithm of its probability, its two numbers (`candidates`), its tag, its signs
(`frames`)."""

Told = tuple[str | int, ...]
"""What is told of a reading that may come first (`work.worked_out`), nothing of a hopeless one."""

Form = tuple[str, Sequence[Row], Tagged, Sequence[int], Sequence[Told]]
"""A word, its readings, their different tags, the number of the first reading of each tag, and what
these tell; of a word without readings one thing is told."""

Record = tuple[int, tuple[float, ...], bytes, str, str, int, str, str, str, str]
"""Of a word the number of its tags, the weight and the number of the first reading of each, and
what the very first reading tells; where that is not a reading of the lexicon there is -1 for its
frame and the whole (`written`) for its English. What few words are asked for stands behind it
(`behind`)."""

Joints = dict[int, list[tuple[int, int, int]]]
"""Prefixes and suffixes of certain letters: by the category of a stem those that may stand around
it, as the prefix's number, the frame's around stems of kind 0, and what the frame has as `told`."""

FORMAT = 2
"""Python's own format of values: the last one that writes equal ones as equal bytes."""
_ROW = Struct("=dqiHH")
"""Weight, numbers of a reading, number of its tag, signs."""


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """The table; make one with `unpacked`, an empty one with no arguments.

    `records` has the words with a `Record` of each in Python's own format; `tags` and `tagged`
    are what is numbered there, `frames` the numbers of the frames in all of it and `joints` those
    of the prefixes and suffixes in these.
    """

    records: dict[str, bytes] = field(default_factory=dict)
    tags: Sequence[str] = ()
    tagged: Sequence[Tagged] = ()
    frames: Sequence[int] = ()
    joints: Mapping[tuple[str, str], Joints] = field(default_factory=dict)

    def rows(self, packed: bytes) -> list[Row]:
        """The readings of a record."""
        names = self.tags
        return [
            (weight, kind, one, names[name], signs)
            for weight, kind, one, name, signs in _ROW.iter_unpack(behind(packed)[1])
        ]


def behind(packed: bytes) -> tuple[tuple[Told, ...], bytes]:
    """What stands behind the `Record` of a word: what the first readings of all tags but the first
    tell, and the rows."""
    file = BytesIO(packed)
    load(file)
    found: tuple[tuple[Told, ...], bytes] = load(file)
    return found


def written(one: Analysis) -> str:
    """An analysis as text."""
    return json.dumps(one, ensure_ascii=False)


def read(text: str) -> Analysis:
    """The analysis of a text that `written` made."""
    before, stem, after, *others = json.loads(text)
    return Analysis(_morphs(before), Morph(*stem), _morphs(after), *others)


def _morphs(rows: list[list[str]]) -> tuple[Morph, ...]:
    return tuple([Morph(*row) for row in rows])


def packed(forms: Iterable[Form]) -> dict[str, bytes]:
    """The table as sections of a compiled file."""
    words: list[str] = []
    records: list[bytes] = []
    tags: dict[str, int] = {}
    kinds: dict[tuple[tuple[str, ...], tuple[int, ...]], int] = {}
    frames: set[int] = set()
    for word, rows, kind, firsts, told in forms:
        words.append(word)
        row_bytes = bytearray()
        for weight, one, other, name, signs in rows:
            frames.add(one)
            row_bytes += _ROW.pack(weight, one, other, tags.setdefault(name, len(tags)), signs)
        peaks = tuple([rows[number][0] for number in firsts])
        number = kinds.setdefault(kind[:2], len(kinds))
        first = told[0] if len(told[0]) > 3 else (*told[0][:2], -1, told[0][2], "", "", "")
        made = (number, peaks, bytes(firsts), *first), (tuple(told[1:]), bytes(row_bytes))
        records.append(b"".join([dumps(one, FORMAT) for one in made]))
    return {
        "words": "\n".join(words).encode(),
        "tags": json.dumps([list(tags), list(kinds)], ensure_ascii=False).encode(),
        "ends": array("I", accumulate(map(len, records))).tobytes(),
        "records": b"".join(records),
        "frames": array("q", sorted(one for one in frames if one >= 0)).tobytes(),
    }


def unpacked(sections: dict[str, bytes]) -> Forms:
    """The table of a compiled file."""
    words = sections["words"].decode().split("\n")
    ends = array("I", sections["ends"])
    body = sections["records"]
    tags, kinds = json.loads(sections["tags"])
    load_steps().meet(tags)
    records = [body[first:last] for first, last in pairwise((0, *ends))]
    return Forms(
        dict(zip(words, records, strict=False)),  # of no words there is one, the empty one
        tags,
        [tagged(tuple(names), tuple(signs)) for names, signs in kinds],
        array("q", sections["frames"]),
        loads(sections["joints"]) if "joints" in sections else {},
    )
