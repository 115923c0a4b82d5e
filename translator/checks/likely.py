"""Which words of an Arabic sentence are likely to be names: a linear model over their spelling, how
the project's corpus uses them, and their neighbours.

`training/likely_names.py` fits it to the project's corpus, where a word is a name if a capitalised
word of its English is spelled as the name would be. `likely.zip` holds what was learned.
"""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from glossary import names
from glossary.fold import ARABIC_LETTER
from glossary.reading.letters import arabic_letters
from glossary.reading.table import sure_names
from translator.document import Span

PATH = Path(__file__).with_name("likely.zip")
WEIGHT = 0.05
"""What a weight in the table counts by."""
LEAST = -2.5
"""Score of a word by itself below which its neighbours hardly ever make a name of it."""

_WORD = re.compile("[\u0621-\u065f\u066e-\u06d3\u06fa-\u06fc\u0750-\u077f]+")
_FOLD = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_FRONT = re.compile("(?:[وف]?(?:[بك]?ال|لل|[بكل])|[وف])(?=.{3})")
_BACK = re.compile("(?<=...)(?:هما|ها|هم|هن|نا|كم|وا|ات|ون|ين|ان|تين|يه|[هياتوك])$")
_INSIDE = frozenset("بن ابن بنت آل أبو أبي أم فون دي دو فان سان".split())
_QUOTES = frozenset("\"'“”«»″‘’")
_HYPHENS = frozenset(("-", "–"))
_SMALL = frozenset(
    "في من إلى على عن مع بين أن إن التي الذي الذين بعد قبل خلال منذ إنه أنه كما حيث ضد نحو لدى "
    "عند قرب".split()
)
_NEVER = (4, 0)
_PLAINLY = 1.0
_LEANS_ON = frozenset(("adjD", "def", "adj", "x", "pe", "peD", "giv", "nam", "son"))
"""Kinds of words behind which the word before them still says something."""

Counts = tuple[int, int]
"""How often, in steps (`step`), the corpus has a word as no name, and as one."""


class Word(NamedTuple):
    """A word of a sentence, where it stands, and what stands before it (`gap`). (A named tuple: a
    text makes one for each of its words.)"""

    text: str
    span: Span
    gap: str


@dataclass(frozen=True, slots=True)
class Table:
    """What was learned: `weights` of features, and what the corpus makes of folded words and of
    their stems."""

    bias: float
    weights: Mapping[str, float]
    seen: Mapping[str, Counts]

    def counts(self, word: str) -> tuple[Counts, Counts]:
        """Of a word as it is, and of its stem."""
        plain, stem = folded(word)
        return self.seen.get(plain, (0, 0)), self.seen.get(stem, (0, 0))


@cache
def table(path: Path = PATH) -> Table:
    """The table that ships with the tool."""
    with zipfile.ZipFile(path) as archive:
        weights, seen = (
            [line.split("\t") for line in archive.read(name).decode("utf-8").splitlines()]
            for name in ("weights.tsv", "seen.tsv")
        )
    known = {name: int(weight) * WEIGHT for name, weight in weights}
    counts = {word: (int(two[0]), int(two[1])) for two, *words in seen for word in words}
    return Table(known.pop(""), known, counts)


def words_of(source: str) -> list[Word]:
    """The words in Arabic letters, in order."""
    found = []
    end = 0
    for match in _WORD.finditer(source):
        span = match.span()
        between = source[end : span[0]]
        found.append(Word(match[0], span, gap(between) if between != " " else ""))
        end = span[1]
    return found


def scored(words: Sequence[Word], last: str = "") -> Iterator[tuple[int, float]]:
    """The words that may be names, by their numbers, each with its score.

    Above 0 a word is likelier a name than not. `last`: what stands behind the last word. Words that
    their neighbours hardly ever make a name (`LEAST`) are left out.
    """
    known = table()
    for number, word in enumerate(words):
        score = _alone(word.text)
        if score > LEAST and (behind(words, number) or _can_be(word.text)):
            around = neighbours(words, number, gap(last), _unseen)
            lexical = _lexical(known.counts(word.text)[0], "L")
            yield (
                number,
                score
                + sum(known.weights.get(one, 0.0) for one in around)
                + known.weights.get(f"{around[0]}|{lexical}", 0.0),
            )


def ordinary(word: str) -> bool:
    """Whether the corpus often has a word as no name."""
    return table().counts(word)[0][0] >= 3


def unheard(word: str) -> bool:
    """Whether the corpus has neither a word as no name nor its stem often."""
    (as_none, _), (stem, _) = table().counts(word)
    return not as_none and stem < 3


@lru_cache(maxsize=65536)
def _alone(word: str) -> float:
    """What a word's own spelling and use add up to."""
    known = table()
    whole, stem = known.counts(word)
    if whole == _NEVER and not stem[1]:
        return -math.inf
    return known.bias + sum(known.weights.get(one, 0.0) for one in features(word, whole, stem))


def behind(words: Sequence[Word], number: int) -> bool:
    """Whether the word just before is a name or joins names: then the shape of this one says
    little."""
    return number > 0 and not words[number].gap and kind(words[number - 1].text) in _NAMES


_NAMES = frozenset(("giv", "nam", "son"))


def announced(words: Sequence[Word], number: int) -> bool:
    """Whether a name is expected: behind a given name, بن or a kind of place."""
    before = kind(words[number - 1].text) if number and not words[number].gap else ""
    return before in ("giv", "son", "pl")


@lru_cache(maxsize=65536)
def _can_be(word: str) -> bool:
    """Whether nothing in a word's shape says that it is no name, or a nationality."""
    return (
        ARABIC_LETTER.search(word) is not None
        and not _small(word)
        and not names.is_common(word)
        and not names.says(word)
        and not names.is_plural(word)
        and not names.is_plural_verb(word)
        and not (names.has_pronoun(word) and len(word) > 4)
        and not (names.is_definite(word) and names.is_adjective(word))
    )


def _small(word: str) -> bool:
    """Whether a word is one of the small ones; not where it only looks like the accusative of one
    and much else says that it is a name (سوفا)."""
    return names.is_function(word) and not (word.endswith("ا") and _alone(word) > _PLAINLY)


def features(word: str, whole: Counts, stem: Counts) -> list[str]:
    """Of a word by itself, given what the corpus makes of it and of its stem."""
    found = [_lexical(whole, "L"), _lexical(stem, "S")]
    if whole == stem == (0, 0):
        found.append("U")
    letters = f"^{arabic_letters(word)}$"
    for size in (2, 3, 4):
        found += ["g" + letters[at : at + size] for at in range(len(letters) - size + 1)]
    found.append(f"len{min(len(letters) - 2, 9)}")
    return found


def neighbours(
    words: Sequence[Word], number: int, last: str, unseen: Callable[[str], bool]
) -> list[str]:
    """Features of the words around one; the first is that of the word before it.

    `last` is the gap behind the last word; `unseen` says of a word that the corpus hardly has it.
    """
    before = words[number].gap
    after = words[number + 1].gap if number + 1 < len(words) else last
    if not number:
        found = ["pstart"]
    elif before in ("", "-"):
        near = kind(words[number - 1].text)
        found = [f"p{near}{'?' if unseen(words[number - 1].text) else ''}{before}"]
        if not before and number > 1 and not words[number - 1].gap and near in _LEANS_ON:
            found.append(f"pp{kind(words[number - 2].text)}+{near}")
    else:
        found = [f"pgap{before}"]
    if number == len(words) - 1:
        found.append("nend")
    elif after in ("", "-"):
        following = words[number + 1].text
        found.append(f"n{kind(following)}{'?' if unseen(following) else ''}{after}")
    else:
        found.append(f"ngap{after}")
    if before == after == "q":
        found.append("qq")
    return found


@lru_cache(maxsize=65536)
def kind(word: str) -> str:
    """What a word says of those beside it: a small word itself, a given name, a title, a verb …"""
    if word in _SMALL:
        return f"={word}"
    if word in _INSIDE:
        return "son"
    plain, definite, sure = arabic_letters(word), names.is_definite(word), sure_names()
    if plain in sure.begin:
        return "giv"
    cue = names.cue(word)
    if cue:
        return cue[:2] + ("D" if definite else "")
    if names.says(word):
        return "says"
    if names.is_function(word):
        return "fn"
    if names.is_common(word):
        return "inst"
    if plain in sure.names:
        return "nam"
    if names.is_adjective(word):
        return "adjD" if definite else "adj"
    if definite:
        return "def"
    return "end" if names.is_plural_verb(word) or names.has_pronoun(word) else "x"


@lru_cache(maxsize=65536)
def folded(word: str) -> tuple[str, str]:
    """A word in one spelling, and what is left of it without particles and endings."""
    plain = arabic_letters(word).translate(_FOLD)
    bare = _FRONT.sub("", plain, count=1) if _FRONT.match(plain) else plain
    stem = _BACK.sub("", bare)
    if stem != bare and len(stem) > 4:
        stem = _BACK.sub("", stem)
    return plain, stem


def step(count: int) -> int:
    """A number of times as a step: never, once, to three, to ten, more."""
    return sum(count >= least for least in (1, 2, 4, 11))


@lru_cache(maxsize=65536)
def _unseen(word: str) -> bool:
    return all(sum(counts) <= 1 for counts in table().counts(word))


def _lexical(counts: Counts, of: str) -> str:
    return f"{of}{counts[0]}{counts[1]}"


def gap(text: str) -> str:
    """What stands between two words: nothing but space, a quotation mark, a hyphen, a number, or a
    stop."""
    bare = text.strip()
    if not bare:
        return ""
    if not _QUOTES.isdisjoint(bare):
        return "q"
    if bare in _HYPHENS:
        return "-"
    return "#" if bare[-1].isdecimal() or bare[0].isdecimal() else "."
