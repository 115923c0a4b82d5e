"""What readings are made from: units, how they follow one another, Latin words, known pairs.

The file is a zip archive of plain parts, made by `training/readings.py`: `units.tsv` (Arabic and
Latin letters), `words.tsv` (Latin words of names with how often they stand in the project's own
English), `pairs.tsv` (Arabic words with their Latin one, from the glossary and that corpus), and
the n-gram tables of units and of Latin letters.
"""

from __future__ import annotations

import zipfile
from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from glossary.reading.grams import Grams, unpacked
from glossary.reading.letters import latin_letters

PATH = Path(__file__).resolve().parent.parent / "data" / "readings.zip"
UNIT_BASE, UNIT_ORDER = 4096, 3
LETTER_BASE, LETTER_ORDER = 32, 5


@dataclass(frozen=True, slots=True)
class Table:
    """All that a reader knows.

    units: Latin letters of each unit, by number. by_letters: the units of Arabic letters.
    words: Latin words in small letters, in order; counts: how often each stands in English text;
    written: how a word is written where a capital at the front is not all. pairs: Latin words of
    a known Arabic word with how often.
    """

    units: Sequence[str]
    by_letters: Mapping[str, Sequence[int]]
    unit_grams: Grams
    letter_grams: Grams
    words: Sequence[str]
    counts: Mapping[str, int]
    written: Mapping[str, str]
    pairs: Mapping[str, Mapping[str, int]]

    def begins_word(self, start: str) -> bool:
        """Whether some known Latin word begins so."""
        at = bisect_left(self.words, start)
        return at < len(self.words) and self.words[at].startswith(start)

    def without(self, words: Container[str]) -> Table:
        """The table of a reader that has never seen some Latin words."""
        kept = [word for word in self.words if word not in words]
        return replace(self, words=kept, counts={word: self.counts[word] for word in kept})


@lru_cache(maxsize=1)
def load(path: Path = PATH) -> Table:
    """Read the table; once."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def lines(name: str) -> list[list[str]]:
        return [line.split("\t") for line in parts[name].decode("utf-8").splitlines()]

    def grams(name: str, base: int, order: int) -> Grams:
        follow, shorter = (
            unpacked(parts[f"{name}.{half}.keys"], parts[f"{name}.{half}.steps"])
            for half in ("follow", "shorter")
        )
        return Grams(base, order, follow, shorter)

    units = [""]
    by_letters: dict[str, list[int]] = {}
    for number, (arabic, latin) in enumerate(lines("units.tsv"), 1):
        units.append(latin)
        by_letters.setdefault(arabic, []).append(number)
    counts: dict[str, int] = {}
    written: dict[str, str] = {}
    for word, count in lines("words.tsv"):
        plain = latin_letters(word)
        counts[plain] = int(count)
        if word != plain.capitalize():
            written[plain] = word
    pairs: dict[str, dict[str, int]] = {}
    for arabic, latin, count in lines("pairs.tsv"):
        pairs.setdefault(arabic, {})[latin] = int(count)
    return Table(
        units,
        by_letters,
        grams("units", UNIT_BASE, UNIT_ORDER),
        grams("letters", LETTER_BASE, LETTER_ORDER),
        sorted(counts),
        counts,
        written,
        pairs,
    )
