"""What readings are made from: units, how they follow one another, Latin words, known pairs.

The file is a zip archive of plain parts, made by `training/readings.py`: `units.tsv` (Arabic and
Latin letters), `words.tsv` (Latin words of names with how often they stand in the project's own
English, and their consonants), `pairs.tsv` (Arabic words with their Latin one, from the glossary
and that corpus, and whether they are always names), `names.tsv` and `names.weights` (Latin words
that people and places have anywhere, under their consonants, in the order of the weights, a byte
each), and the n-gram tables of units and of Latin letters.
"""

from __future__ import annotations

import zipfile
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from glossary.reading.grams import Grams, unpacked
from glossary.reading.letters import latin_letters

PATH = Path(__file__).resolve().parent.parent / "data" / "readings.zip"
UNIT_BASE, UNIT_ORDER = 4096, 4
LETTER_BASE, LETTER_ORDER = 32, 5
ZERO = 48
"""The byte of a weight of 0 in `names.weights`."""


@dataclass(frozen=True, slots=True)
class Table:
    """All that a reader knows.

    units: Latin letters of each unit, by number; number: the number of Arabic and Latin letters.
    by_letters: the units of Arabic letters.
    counts: Latin words in small letters with how often each stands in English text; sounding:
    the same by their consonants (`glossary.sound.latin_sounds`); written: how a word is written
    where a capital at the front is not all.
    listed: words of names anywhere, in small letters, with a weight in quarters of a nat, 48 more;
    listing: the same by their consonants, parted by spaces.
    pairs: Latin words of a known Arabic word with how often; paired: all of those Latin words.
    """

    units: Sequence[str]
    number: Mapping[tuple[str, str], int]
    by_letters: Mapping[str, Sequence[int]]
    unit_grams: Grams
    letter_grams: Grams
    counts: Mapping[str, int]
    sounding: Mapping[str, Sequence[str]]
    written: Mapping[str, str]
    listed: Mapping[str, int]
    listing: Mapping[str, str]
    pairs: Mapping[str, Mapping[str, int]]
    paired: frozenset[str]

    def without(self, words: Container[str], listed: bool = False) -> Table:
        """The table of a reader that has seen some Latin words in no English text; and in no list
        of names, if `listed`."""
        kept = {word: count for word, count in self.counts.items() if word not in words}
        sounding = {
            sounds: [word for word in alike if word in kept]
            for sounds, alike in self.sounding.items()
        }
        lists = {w: n for w, n in self.listed.items() if not (listed and w in words)}
        return replace(self, counts=kept, sounding=sounding, listed=lists)


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
    number: dict[tuple[str, str], int] = {}
    by_letters: dict[str, list[int]] = {}
    for place, (arabic, latin) in enumerate(lines("units.tsv"), 1):
        units.append(latin)
        number[arabic, latin] = place
        by_letters.setdefault(arabic, []).append(place)
    counts: dict[str, int] = {}
    written: dict[str, str] = {}
    sounding: dict[str, list[str]] = {}
    for word, count, sounds in lines("words.tsv"):
        plain = word.lower() if word.isalpha() else latin_letters(word)
        counts[plain] = int(count)
        sounding.setdefault(sounds, []).append(plain)
        if word != plain.capitalize():
            written[plain] = word
    listing = dict(line for line in lines("names.tsv") if len(line) == 2)
    listed = dict(zip(" ".join(listing.values()).split(" "), parts["names.weights"], strict=True))
    pairs: dict[str, dict[str, int]] = {}
    for arabic, latin, count, _ in lines("pairs.tsv"):
        pairs.setdefault(arabic, {})[latin] = int(count)
    return Table(
        units,
        number,
        by_letters,
        grams("units", UNIT_BASE, UNIT_ORDER),
        grams("letters", LETTER_BASE, LETTER_ORDER),
        counts,
        sounding,
        written,
        listed,
        listing,
        pairs,
        frozenset(latin for known in pairs.values() for latin in known),
    )


@dataclass(frozen=True, slots=True)
class Sure:
    """Arabic words, without article, that are names nearly wherever the project's corpus has them.

    begin: those that many names have in common, as given names are.
    latin: Latin words, in small letters, that stand for a word which may be a name.
    """

    names: frozenset[str]
    begin: frozenset[str]
    latin: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def sure_names(path: Path = PATH) -> Sure:
    """Read them alone; much cheaper than the whole table."""
    with zipfile.ZipFile(path) as archive:
        lines = archive.read("pairs.tsv").decode("utf-8").splitlines()
    begin: set[str] = set()
    names: set[str] = set()
    written: dict[str, tuple[str, ...]] = {}
    for line in lines:
        arabic, latin, _, sure = line.split("\t")
        written[arabic] = (*written.get(arabic, ()), latin)
        if sure != "0":
            (begin if sure == "2" else names).add(arabic)
    return Sure(frozenset(begin | names), frozenset(begin), written)
