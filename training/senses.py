"""Counts for the glosser: which word a stem is, and which kinds of words follow each other.

    python -m training.senses [--rounds 4] [--links FILE]

Reads the project's own pairs (`corpus/`; what is held out for measuring is left out), links their
words (`align.py`), and lets the English side decide which of a word's readings by the Buckwalter
lexicon is meant: expectation-maximization over a hidden Markov model of tags (Baum et al. 1970),
in which a reading is likely where its stem is frequent in that sense, where it fits beside its
neighbours and where the English has it. Writes `glossary/gloss/data/senses.tsv` (Arabic stems and
English words, both as the corpus has them, and counts) and `neighbours.tsv`. Needs the extra
`gloss`; nothing of the lexicon's text gets into the files. Takes about half an hour.
"""

from __future__ import annotations

import argparse
import pickle
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from glossary.errors import GlossaryError
from glossary.fold import fold
from glossary.gloss.candidates import candidates
from glossary.gloss.english import SHORT, STOP, agreement, key, senses, shorts
from glossary.gloss.lexicon import Lexicon
from glossary.gloss.load import load_lexicon
from glossary.gloss.senses import (
    BESIDE,
    DATA,
    UNKNOWN,
)
from glossary.gloss.shape import shape
from glossary.gloss.tags import BOUNDARY, tag
from glossary.gloss.types import Analysis
from training.align import align
from training.base_forms import Vocabulary
from training.counts import Counts, Form, from_files, neighbours_lines, senses_lines
from training.pairs import CORPUS, DEVELOPMENT, HELD_OUT
from translator.words import words

UNTRANSLATED = 0.1
AMONG = 0.4
NO_PERSON = 0.1
"""What a verb in the first or second person counts where the English has no such pronoun."""
NUMBER = "Q0"
NOTHING = "?"
MOST = 24
LEAST = 0.003

_ARABIC = re.compile("[\u0621-\u06d3]")
_QUOTES = frozenset("\"'“”«»")
_PERSONS = {
    "1": frozenset(("i", "we", "my", "our", "me", "us", "ours")),
    "2": frozenset(("you", "your", "yours")),
}


@dataclass(slots=True)
class Choice:
    """A reading at one place: its stem, tag and gloss, what it counts before anything is known of
    its stem, and the English words that bear it out; `beside` are the words linked to it where
    none does: meanings that the lexicon does not list."""

    form: Form
    tag: str
    gloss: str
    prior: float
    english: tuple[str, ...]
    beside: tuple[str, ...] = ()
    weight: float = 0.0


Place = list[Choice]

Known = tuple[Analysis, str, float, frozenset[str], frozenset[str]]
"""A reading, its tag, its shape's probability, the keys of its gloss and their families."""


def read_pairs(corpus: Path = CORPUS) -> list[tuple[str, str]]:
    """The corpus without what is held out for measuring and choosing, however it is spelled."""
    held: set[str] = set()
    for path in (*HELD_OUT, DEVELOPMENT):
        for line in path.read_text(encoding="utf-8").splitlines():
            held.update(_plain(cell) for cell in line.split("\t"))
    pairs = []
    for path in sorted(corpus.rglob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) >= 2 and _plain(cells[0]) not in held:
                pairs.append((cells[0], cells[1]))
    return pairs


def _plain(text: str) -> str:
    return "".join(fold(text).text.split())


class Reader:
    """From a pair with its word links to the readings of its words."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self.lexicon = lexicon
        self.vocabulary = vocabulary
        self.readings: dict[str, list[Known]] = {}

    def places(self, arabic: str, english: str, links: Iterable[tuple[int, int]]) -> list[Place]:
        """A sentence's places from edge to edge; punctuation and numbers are places too."""
        spans = words(english)
        target = [english[start:end] for start, end in spans]
        keys = [key(re.sub("['’]s?$", "", word.lower())) for word in target]
        everything = frozenset(keys)
        lower = {word.lower() for word in target}
        absent = [person for person, said in _PERSONS.items() if lower.isdisjoint(said)]
        linked: dict[int, list[int]] = defaultdict(list)
        for source, other in links:
            linked[source].append(other)
        far = {one: target[place] for place, one in enumerate(keys) if one not in STOP}
        all_families = shorts(everything)
        found = [_edge(BOUNDARY)]
        last = 0
        for number, (start, end) in enumerate(words(arabic)):
            between = arabic[last:start].strip()
            last = end
            if any(character not in _QUOTES for character in between):
                found.append(_edge(BOUNDARY))
            word = arabic[start:end]
            if not _ARABIC.search(word):
                found.append(_edge(NUMBER))
                continue
            near = {keys[other]: target[other] for other in linked[number]}
            found.append(
                self._place(word, near, far, everything, all_families, absent) or _edge(NOTHING)
            )
        found.append(_edge(BOUNDARY))
        return found

    def _place(
        self,
        word: str,
        near: dict[str, str],
        far: dict[str, str],
        everything: frozenset[str],
        all_families: frozenset[str],
        absent: list[str],
    ) -> Place:
        linked = frozenset(near)
        place = []
        near_families = {own[:SHORT] for own in near}
        for reading, name, prior, keys, families in self._readings(word):
            direct = among = 0.0
            if not families.isdisjoint(near_families):
                direct = agreement(reading.gloss, linked)
            elif not families.isdisjoint(all_families):
                among = AMONG * agreement(reading.gloss, everything)
            told = near if direct else far if among else {}
            english = self._bearing(keys, told, reading.pos) if told else ()
            weight = prior * (UNTRANSLATED + max(direct, among if english else 0.0))
            if any(f".{person}." in reading.features for person in absent):
                weight *= NO_PERSON
            form = (reading.stem.form, reading.pos)
            beside = () if english else self._content(near, reading.pos)
            found = Choice(form, name, reading.gloss, weight, english or (UNKNOWN,), beside)
            place.append(found)
        return place

    def _content(self, near: dict[str, str], pos: str) -> tuple[str, ...]:
        """The linked words that say something, where they are few enough to be one meaning.

        A letter says nothing: it is half of "U.S.".
        """
        telling = [word for own, word in near.items() if own not in STOP and len(own) > 1]
        return tuple(self.vocabulary.base(word, pos) for word in telling[:2])

    def _bearing(self, keys: frozenset[str], told: dict[str, str], pos: str) -> tuple[str, ...]:
        families = shorts(keys)
        return tuple(
            self.vocabulary.base(word, pos)
            for own, word in told.items()
            if own in keys or own[:SHORT] in families
        )

    def _readings(self, word: str) -> list[Known]:
        found = self.readings.get(word)
        if found is None:
            found = []
            seen = set()
            for reading in candidates(word, self.lexicon)[:MOST]:
                name = tag(reading)
                told = (reading.stem.form, name, reading.gloss)
                if told not in seen:
                    seen.add(told)
                    keys = frozenset().union(*senses(reading.gloss))
                    found.append((reading, name, shape(reading), keys, shorts(keys)))
            self.readings[word] = found
        return found


def _edge(name: str) -> Place:
    return [Choice(("", ""), name, "", 1.0, ())]


def counted(sentences: Iterable[list[Place]], before: Counts | None) -> Counts:
    """One round over all sentences; the first one knows nothing but what the English tells."""
    found = Counts()
    for places in sentences:
        for place in places:
            _weigh(place, before)
        shares = _shares(places, before)
        for place, share in zip(places, shares, strict=True):
            for choice, part in zip(place, share, strict=True):
                if part > LEAST and choice.form[0]:
                    told = found.senses.setdefault(choice.form, {})
                    for word in choice.english:
                        told[word] = told.get(word, 0.0) + part / len(choice.english)
                    for word in choice.beside:
                        beside = BESIDE + word
                        told[beside] = told.get(beside, 0.0) + part / len(choice.beside)
                    pos = choice.form[1]
                    found.totals[pos] = found.totals.get(pos, 0.0) + part
        for number in range(len(places) - 1):
            for choice, part in zip(places[number], shares[number], strict=True):
                if part < LEAST:
                    continue
                row = found.following.setdefault(choice.tag, {})
                for other, after in zip(places[number + 1], shares[number + 1], strict=True):
                    row[other.tag] = row.get(other.tag, 0.0) + part * after
    for row in found.following.values():
        for name, count in row.items():
            found.alone[name] = found.alone.get(name, 0.0) + count
    total = sum(found.alone.values()) or 1.0
    found.alone = {name: count / total for name, count in found.alone.items()}
    return found


def _weigh(place: Place, before: Counts | None) -> None:
    """Set the choices' weights, and drop for good those that are hopeless."""
    for number, choice in enumerate(place):
        known = 0.9**number if before is None else before.chance(choice.form, choice.gloss)
        choice.weight = choice.prior * known if choice.form[0] else 1.0
    total = sum(choice.weight for choice in place)
    for choice in place:
        choice.weight /= total
    if before is not None:
        place[:] = [choice for choice in place if choice.weight > LEAST]


def _shares(places: list[Place], before: Counts | None) -> list[list[float]]:
    """The posterior of every choice: forward-backward (Rabiner 1989)."""
    if before is None:
        return [[choice.weight for choice in place] for place in places]
    step = before.step
    forward = [[1.0] * len(places[0])]
    for previous, place in pairwise(places):
        ways = forward[-1]
        forward.append(
            _scaled(
                choice.weight
                * sum(
                    way * step(one.tag, choice.tag) for one, way in zip(previous, ways, strict=True)
                )
                for choice in place
            )
        )
    shares = [[1.0] * len(places[-1])]
    backward = [1.0] * len(places[-1])
    for number in range(len(places) - 2, -1, -1):
        following = [
            (choice.tag, choice.weight * way)
            for choice, way in zip(places[number + 1], backward, strict=True)
        ]
        backward = _scaled(
            sum(step(choice.tag, name) * way for name, way in following)
            for choice in places[number]
        )
        shares.append(_scaled(a * b for a, b in zip(forward[number], backward, strict=True)))
    shares.reverse()
    return shares


def _scaled(values: Iterable[float]) -> list[float]:
    found = list(values)
    total = sum(found) or 1.0
    return [value / total for value in found]


def main() -> None:
    """Count, and write both files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=4, help="rounds over the corpus (4)")
    parser.add_argument("--links", type=Path, help="a file that keeps pairs and links in between")
    parser.add_argument("--go-on", action="store_true", help="start from the files as they are")
    arguments = parser.parse_args()
    lexicon = load_lexicon()
    if lexicon is None:
        raise GlossaryError("the lexicon is not installed: pip install 'arabic-translator[gloss]'")
    if arguments.links and arguments.links.exists():
        pairs, links = pickle.loads(arguments.links.read_bytes())
    else:
        pairs = read_pairs()
        links = align(pairs)
        if arguments.links:
            arguments.links.write_bytes(pickle.dumps((pairs, links)))
    reader = Reader(lexicon, Vocabulary(english for _, english in pairs))
    sentences = [
        reader.places(arabic, english, own)
        for (arabic, english), own in zip(pairs, links, strict=True)
    ]
    counts = from_files() if arguments.go_on else None
    for number in range(arguments.rounds):
        started = time.monotonic()
        counts = counted(sentences, counts)
        print(
            f"round {number + 1}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True
        )
        DATA.mkdir(exist_ok=True)
        for name, lines in (
            ("senses.tsv", senses_lines(counts)),
            ("neighbours.tsv", neighbours_lines(counts)),
        ):
            (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
