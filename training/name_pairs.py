"""Names in Arabic and Latin letters, to learn the reading of names from.

Three sources: the glossary's rows, the names in the project's own corpus (an Arabic word and a
capitalised English one of the same sentence that sound alike) and, with `--public`, single names
that others have published for any use (`PUBLIC`). Never among them is a word of a name that is
held out (`tests/data/readings.tsv`), unless many names have it, as with given names.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary.fold import ARABIC_LETTER
from glossary.names import CONNECTORS, LEADING, is_adjective, name_likeness, without_particles
from glossary.reading import forms
from glossary.reading.letters import arabic_letters, latin_letters
from glossary.sound import latin_sounds, likeness
from training.pairs import CORPUS, HELD_OUT
from translator.words import words

ROOT = Path(__file__).resolve().parent.parent
HELD_OUT_NAMES = ROOT / "tests" / "data" / "readings.tsv"
ROWS = (ROOT / "glossary" / "data" / "people.tsv", ROOT / "glossary" / "data" / "places.tsv")
PUBLIC = {"names_wikidata_coling": 1, "names_google_translit": 1}
"""Files of single names whose licences (CC0, Apache 2.0; `sources.toml`) let weights be shipped,
and the weight of a pair of each."""

ALIKE, ALIKE_AT_ALL = 0.75, 0.5
A_READING = 0.6
"""Likeness from which the English of a row is a reading of its Arabic, no translation."""
FOLDS = 3
COMMON = ROOT / "training" / "name_words.txt"
"""Words that many names have in common, as given names are: the file says how they were chosen."""

_FOLD = str.maketrans("أإآىةؤئ", "ااايهوي")
_DEMONYM = re.compile(r"(?:ian|ean|ican|man|ish|ese|ic|i|ch|ss|an)s?$")
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"^(?:al|el)[- ]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A row of names: its Arabic, its English forms (the usual one first), person or place."""

    source: str
    accept: tuple[str, ...]
    kind: str


def key(word: str) -> str:
    """What spellings of an Arabic word share that nobody would call different words."""
    plain = arabic_letters(word)
    plain = plain[2:] if plain.startswith("ال") and len(plain) > 4 else plain
    return plain.translate(_FOLD)


def _joined(source: str) -> str:
    return key(source.replace(" ", ""))


def without_article(word: str) -> str:
    """A Latin word without the Arabic article written on to it."""
    return _ARTICLE.sub("", word)


def latin_key(word: str) -> str:
    """What spellings of a Latin word share that nobody would call different words."""
    return latin_letters(_ARTICLE.sub("", word))


def held_out(path: Path = HELD_OUT_NAMES) -> tuple[Name, ...]:
    """The names that nothing may be learned from."""
    lines = [x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(Name(r["source"], tuple(r["accept"].split("|")), r["type"]) for r in table)


def development(fold: int) -> tuple[Name, ...]:
    """A third of the glossary's rows that are readings, to choose by; none of the names held out.

    `fold`: 0, 1 or 2. One spelling of each name, in the order of the SHA-256 of "development 2026:"
    and the source.
    """
    rest = [
        name
        for name in rows(Withheld(held_out(), common()))
        if name_likeness(name.source, name.accept[0]) >= A_READING
    ]
    rest.sort(key=lambda n: hashlib.sha256(f"development 2026:{n.source}".encode()).digest())
    seen: set[str] = set()
    found = []
    for name in rest:
        forms_of = {latin_key(form.replace(" ", "")) for form in name.accept}
        if seen.isdisjoint(forms_of):
            found.append(name)
        seen |= forms_of
    return tuple(found[fold::FOLDS])


def common(path: Path = COMMON) -> frozenset[str]:
    """Words that many names have in common, or that join their parts: known to all readers."""
    lines = path.read_text(encoding="utf-8").splitlines()
    listed = {word for line in lines if not line.startswith("#") for word in line.split()}
    return frozenset(listed | {key(word) for word in (*CONNECTORS, *LEADING, *forms.SERVANTS)})


def rows(withheld: Withheld | None = None) -> Iterator[Name]:
    """The glossary's people and places, each spelling a name of its own.

    Without those of a name `withheld`, however either side is spelled.
    """
    for path in ROWS:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["source"].startswith("#") or row["type"] not in ("person", "place"):
                    continue
                accept = (row["target"], *filter(None, row["accept"].split("|")))
                for source in (row["source"], *filter(None, row["variants"].split("|"))):
                    name = Name(source, accept, row["type"])
                    if not (withheld and withheld.is_name(name)):
                        yield name


class Withheld:
    """The words of names held out, in both scripts."""

    def __init__(self, names: Sequence[Name], common: Collection[str]) -> None:
        self.arabic: set[str] = set()
        self.latin: set[str] = set()
        self.names = {_joined(name.source) for name in names}
        self.forms = {latin_key(form.replace(" ", "")) for name in names for form in name.accept}
        for name in names:
            words = name.source.split()
            alone = len(words) == 1
            known = [] if alone else [word for word in words if key(word) in common]
            rare = [word for word in words if word not in known]
            self.arabic |= {key(word) for word in rare}
            for form in name.accept:
                for word in re.split("[- ]", form):
                    if any(likeness(other, word) >= ALIKE for other in known):
                        continue
                    short = len(latin_sounds(word)) < 2
                    if alone or short or any(likeness(r, word) >= ALIKE_AT_ALL for r in rare):
                        self.latin.add(latin_key(word))
                self.latin.add(latin_key(form.replace(" ", "")))
        small = {"al", "el", "bin", "ben", "abu", "abd", "abdul", "abdel", "de", "von", "der", "le"}
        self.latin -= {"", *small}

    def is_name(self, name: Name) -> bool:
        """Whether a row is one of the names held out, in another spelling or form perhaps."""
        return _joined(name.source) in self.names or any(
            latin_key(form.replace(" ", "")) in self.forms for form in name.accept
        )

    def holds(self, arabic: str, latin: str) -> bool:
        """Whether a pair of words is withheld."""
        return key(arabic) in self.arabic or latin_key(latin) in self.latin


def of_rows(names: Iterable[Name]) -> Iterator[tuple[str, str, int]]:
    """Pairs of words of the names of rows, with a weight: 3 in the usual form, 1 in others."""
    for name in names:
        arabic = name.source.split()
        for place, form in enumerate(name.accept):
            latin = _ARTICLE.sub("", re.sub(r"(?<=[ -])(?:al|el)[- ]", "", form)).split()
            if len(latin) != len(arabic) or name_likeness(name.source, form) < ALIKE:
                continue
            for a, b in zip(arabic, latin, strict=True):
                if likeness(a, b) >= ALIKE or len(arabic) == 1 or min(len(a), len(b)) < 4:
                    yield a, b, 3 if place == 0 else 1


@dataclass(frozen=True, slots=True)
class Found:
    """What a corpus holds: pairs of words with their numbers, which follow which, the words of
    names in English, and how often each Arabic word stands there at all."""

    pairs: Counter[tuple[str, str]]
    behind: dict[str, set[str]]
    capitals: Counter[str]
    arabic: Counter[str]


def of_corpus(corpus: Path = CORPUS) -> Found:
    """Names in the project's own pairs, those left out that the model is measured on."""
    seen = {
        line.split("\t")[0] for path in HELD_OUT for line in path.read_text("utf-8").splitlines()
    }
    pairs = []
    for path in sorted(corpus.glob("*/*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            source, _, target = line.partition("\t")
            if source not in seen:
                pairs.append((source, target))
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for _, target in pairs:
        for start, end in words(target):
            word = target[start:end]
            if word[0].isupper():
                large[word.lower()] += start > 0
            else:
                small[word.lower()] += 1
    found: Counter[tuple[str, str]] = Counter()
    behind: dict[str, set[str]] = defaultdict(set)
    capitals: Counter[str] = Counter()
    written: Counter[str] = Counter()
    for source, target in pairs:
        arabic = [source[s:e] for s, e in words(source) if ARABIC_LETTER.search(source[s:e])]
        latin = [target[s:e] for s, e in words(target)]
        written.update(arabic)
        before: tuple[int, int, str] | None = None
        for number, word in enumerate(latin):
            form = _POSSESSIVE.sub("", word)
            low = word.lower()
            if not _ARTICLE.sub("", form)[:1].isupper() or large[low] <= 2 * small[low]:
                continue
            capitals[form] += 1
            place = number / len(latin)
            best = max(
                (
                    (likeness(a, form), -abs(i / len(arabic) - place), i)
                    for i, a in enumerate(arabic)
                ),
                default=(0.0, 0.0, 0),
            )
            if best[0] < ALIKE:
                continue
            at = best[2]
            name = arabic[at][without_particles(arabic[at], form, after_cue=False) :]
            if _DEMONYM.search(form) and is_adjective(name):
                continue
            found[name, form] += 1
            if before and before[:2] == (at - 1, number - 1):
                behind[before[2]].add(key(name))
            before = (at, number, name)
    return Found(found, dict(behind), capitals, written)
