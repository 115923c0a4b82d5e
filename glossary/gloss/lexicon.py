"""Analyses of a word by the Buckwalter lexicon: every prefix, stem and suffix that go together."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from glossary.gloss import compiled
from glossary.gloss.types import Analysis, Morph

LONGEST_PREFIX = 4
LONGEST_SUFFIX = 6
KEPT = 65536
"""Prefixes and suffixes around a category of stems that are kept as going together."""

Clitics = tuple[Morph, ...]
Affix = tuple[int, Clitics, str, str, int, str]
"""Category, clitics, vowelled inflection, what it is inflected for, letters of the clitics, and all
of it but the category as one text."""
Stem = tuple[int, str, str, str, str, Clitics, Clitics, str]
"""Category, part of speech, English, features, vowelled form, clitics around, lemma."""
Match = tuple[Affix, Stem, Affix, int, int]
"""What a word may be made of, and where its stem begins and ends."""
Joined = list[tuple[int, Affix, Affix]]
"""A prefix's number among those of its letters, the prefix, a suffix."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The compiled tables; make one with `load_lexicon`.

    Stems are read from their compiled lines when a word first asks for them.
    """

    prefixes: dict[str, list[Affix]]
    suffixes: dict[str, list[Affix]]
    stems: dict[str, str]
    ab: frozenset[int]
    ac: frozenset[int]
    bc: frozenset[int]
    numbered: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    parsed: dict[str, Stem] = field(default_factory=dict)
    joined: dict[tuple[str, str, int], Joined] = field(default_factory=dict)

    def __contains__(self, stem: str) -> bool:
        return stem in self.stems

    def analyses(self, letters: str, written: str = "") -> list[Analysis]:
        """The analyses of a word without vowel signs, in the lexicon's own order.

        written: how the word stands in the text, where `letters` is another spelling of it, as
        long; the forms of the analyses are cut from it. Readings that differ in nothing that an
        `Analysis` tells come once.
        """
        written = written or letters
        found: dict[tuple[object, ...], Analysis] = {}
        for prefix, stem, suffix, start, end in self._matches(letters):
            told = (start, end, stem[1:5], stem[7], prefix[5], suffix[5])
            if told not in found:
                found[told] = _analysis(prefix, stem, suffix, written)
        if written != letters:
            return [_as_written(one, written) for one in found.values()]
        return list(found.values())

    def _matches(self, letters: str) -> list[Match]:
        size = len(letters)
        stems, prefixes, suffixes = self.stems, self.prefixes, self.suffixes
        ends = [
            end
            for end in range(size, max(0, size - LONGEST_SUFFIX - 1), -1)
            if letters[end:] in suffixes
        ]
        found: list[Match] = []
        for start in range(min(LONGEST_PREFIX, size - 1) + 1):
            before = letters[:start]
            if before not in prefixes:
                continue
            for end in ends:
                if end <= start:
                    break
                key = letters[start:end]
                if key in stems:
                    after = letters[end:]
                    here = []
                    for category, line in self._lines(key):
                        joined = self.joined.get((before, after, category))
                        if joined is None:
                            joined = self._join(before, after, category)
                        if joined:
                            stem = self._stem(line)
                            here += [
                                (number, (prefix, stem, suffix, start, end))
                                for number, prefix, suffix in joined
                            ]
                    if len(here) > 1:  # by prefix, then by stem, then by suffix
                        here.sort(key=_first)
                    found += [match for _, match in here]
        return found

    def _join(self, before: str, after: str, category: int) -> Joined:
        """The prefixes and suffixes of these letters that go with a stem and with each other."""
        found = [
            (number, prefix, suffix)
            for number, prefix in enumerate(self.prefixes[before])
            if prefix[0] << 10 | category in self.ab
            for suffix in self.suffixes[after]
            if prefix[0] << 10 | suffix[0] in self.ac and category << 10 | suffix[0] in self.bc
        ]
        if len(self.joined) >= KEPT:
            self.joined.clear()
        self.joined[before, after, category] = found
        return found

    def _lines(self, key: str) -> list[tuple[int, str]]:
        """The lines of the stems of these letters, each with its category."""
        found = self.numbered.get(key)
        if found is None:
            found = [(int(line.partition("\t")[0]), line) for line in self.stems[key].split("\n")]
            self.numbered[key] = found
        return found

    def _stem(self, line: str) -> Stem:
        found = self.parsed.get(line)
        if found is None:
            found = self.parsed[line] = _stem(line)
        return found


def _first(one: tuple[int, Match]) -> int:
    return one[0]


def _clitics(rows: list[list[str]]) -> Clitics:
    return tuple(Morph(*row) for row in rows)


def _affix(row: list[Any]) -> Affix:
    category, rows, vocalized, features = row
    clitics = _clitics(rows)
    size = sum(len(morph.form) for morph in clitics)
    return category, clitics, vocalized, features, size, json.dumps(row[1:])


def _stem(line: str) -> Stem:
    category, pos, gloss, features, vocalized, before, after, lemma = line.split("\t")
    front = _clitics(json.loads(before)) if before else ()
    back = _clitics(json.loads(after)) if after else ()
    return int(category), pos, gloss, features, vocalized, front, back, lemma


def _as_written(one: Analysis, written: str) -> Analysis:
    """A reading of another spelling, its clitics cut from the word as it stands too."""
    morphs = []
    at = 0
    for morph in one.morphs:
        size = len(morph.form)
        form = written[at : at + size]
        morphs.append(morph if form == morph.form else replace(morph, form=form))
        at += size
    before, after = len(one.proclitics), len(one.proclitics) + 1
    return replace(
        one,
        proclitics=tuple(morphs[:before]),
        stem=morphs[before],
        enclitics=tuple(morphs[after:]),
    )


def _analysis(prefix: Affix, stem: Stem, suffix: Affix, written: str) -> Analysis:
    _, before, opening, person, front, _ = prefix
    _, after, ending, inflection, back, _ = suffix
    _, pos, gloss, features, vocalized, inner, outer, lemma = stem
    if inner:
        before = (*before, *inner)
        front += sum(len(morph.form) for morph in inner)
    if outer:
        after = (*outer, *after)
        back += sum(len(morph.form) for morph in outer)
    form = written[front : len(written) - back]
    if pos == "verb":
        features = ".".join(part for part in (features, person or inflection) if part)
    else:
        features = inflection
    return Analysis(
        before,
        Morph(form, opening + vocalized + ending, gloss, pos),
        after,
        lemma,
        pos,
        gloss,
        "lexicon",
        "",
        features,
    )


def _pairs(rows: list[list[int]]) -> frozenset[int]:
    return frozenset(one << 10 | other for one, other in rows)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon | None:
    """The Buckwalter lexicon, None where the extra `gloss` is not installed.

    The first call of all compiles it (two seconds); later ones read it from the user's cache
    folder. Raises GlossaryError where the package's files are damaged.
    """
    return read_lexicon()


def read_lexicon(folder: Path | None = None, cache: Path | None = None) -> Lexicon | None:
    """`load_lexicon` without memory; folder and cache are those of `compiled.load`."""
    record = compiled.load(folder, cache)
    if record is None:
        return None
    return Lexicon(
        {letters: [_affix(row) for row in rows] for letters, rows in record["prefixes"].items()},
        {letters: [_affix(row) for row in rows] for letters, rows in record["suffixes"].items()},
        record["stems"],
        _pairs(record["ab"]),
        _pairs(record["ac"]),
        _pairs(record["bc"]),
    )
