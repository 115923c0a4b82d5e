"""The hand-labelled words of data/glosses.tsv, and how many of them a glosser has right.

A word counts as right where the first analysis has one of its splits, one of its parts of speech
and an English gloss whose head word, stemmed, is that of a labelled one. The lemma is counted
apart, and so is each of the three. The head word of a gloss is its first content word for a verb
("carry out": carry), otherwise the last before a preposition ("member of parliament": member,
"White House": house); a gloss of function words alone ("so that", "not") counts as a whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary.gloss.types import WordGloss

GOLD = Path(__file__).parent / "data" / "glosses.tsv"

Glosser = Callable[[str], Sequence[WordGloss]]
"""From a sentence to the glosses of its words."""

_LEADING = frozenset("a an the to be is are was were it they he she there one's sb sth".split())
_PREPOSITIONS = frozenset(
    "of for in on at to by with from into about over as against between up out off down".split()
)
_FUNCTION = (
    _LEADING
    | _PREPOSITIONS
    | frozenset(
        "and or but that which who whom what this these those not no so if than then i we you "
        "him her them us me his its their our your do does did will would can could may".split()
    )
)
_DIACRITICS = re.compile("[\u064b-\u0652\u0670\u0640]")
_ALEFS = str.maketrans("أإآٱى", "ااااي")


@dataclass(frozen=True, slots=True)
class Label:
    """A word in its sentence, with everything that is right for it."""

    sentence: str
    start: int
    surface: str
    split: frozenset[str]
    lemma: frozenset[str]
    pos: frozenset[str]
    gloss: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is right in the first analysis of a labelled word."""

    label: Label
    found: str
    split: bool
    pos: bool
    gloss: bool
    lemma: bool

    @property
    def right(self) -> bool:
        """Whether the analysis counts as right; the lemma does not matter."""
        return self.split and self.pos and self.gloss


@dataclass(frozen=True, slots=True)
class GlossScore:
    """How many of the labelled words are right, in all and by what is asked."""

    verdicts: tuple[Verdict, ...]

    def share(self, asked: str = "right") -> float:
        """The share of the words with `asked` (right, split, pos, gloss, lemma) as labelled."""
        had = [bool(getattr(verdict, asked)) for verdict in self.verdicts]
        return sum(had) / len(had)

    def __str__(self) -> str:
        parts = (f"{asked} {self.share(asked):.1%}" for asked in ("split", "pos", "gloss", "lemma"))
        return f"right {self.share():.1%} of {len(self.verdicts)} ({', '.join(parts)})"


def read_gold(path: Path = GOLD) -> tuple[Label, ...]:
    """The labels of the file, in its order."""
    labels = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            sentence, start, surface, split, lemma, pos, gloss = line.split("\t")
            labels.append(
                Label(
                    sentence=sentence,
                    start=int(start),
                    surface=surface,
                    split=frozenset(split.split("|")),
                    lemma=frozenset(map(_folded, lemma.split("|"))),
                    pos=frozenset(pos.split("|")),
                    gloss=tuple(gloss.split("|")),
                )
            )
    return tuple(labels)


def judge(labels: Sequence[Label], glosser: Glosser) -> GlossScore:
    """What `glosser` says of each labelled word, set beside its label.

    Each sentence is glossed once; a word is found by where it starts. A word that the glosser
    leaves out or has no analysis for is wrong in everything.
    """
    glossed: dict[str, dict[int, WordGloss]] = {}
    for sentence in dict.fromkeys(label.sentence for label in labels):
        glossed[sentence] = {word.span[0]: word for word in glosser(sentence)}
    return GlossScore(
        tuple(_verdict(label, glossed[label.sentence].get(label.start)) for label in labels)
    )


def heads(gloss: str, verb: bool) -> frozenset[str]:
    """The stemmed head words of a gloss, one for each alternative that `/`, `;`, `,` or `|` parts.

    What stands in brackets is left out.
    """
    plain = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>", " ", gloss)
    alternatives = re.split(r"[/;,|]", plain)
    return frozenset(filter(None, (_head(one, verb) for one in alternatives)))


def _verdict(label: Label, word: WordGloss | None) -> Verdict:
    best = word.best if word is not None else None
    if best is None:
        return Verdict(label, "", split=False, pos=False, gloss=False, lemma=False)
    asked = {head for gloss in label.gloss for head in heads(gloss, best.pos == "verb")}
    split = best.split()
    return Verdict(
        label,
        f"{split} {best.lemma} {best.pos} {best.gloss}",
        split=_article(split) in label.split,
        pos=best.pos in label.pos,
        gloss=bool(asked & heads(best.gloss, best.pos == "verb")),
        lemma=_folded(best.lemma) in {_folded(lemma) for lemma in label.lemma},
    )


def _article(split: str) -> str:
    """The split with the article after ل as the labels have it: للأمم is ل+ال+أمم."""
    bare = _DIACRITICS.sub("", split)
    return re.sub(r"(?:^|(?<=\+))ل\+ل\+", "ل+ال+", bare)


def _folded(lemma: str) -> str:
    return _DIACRITICS.sub("", lemma).translate(_ALEFS)


def _head(gloss: str, verb: bool) -> str:
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", gloss.casefold())
        if not unicodedata.combining(letter)
    )
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", plain)
    if all(word in _FUNCTION for word in words):
        return " ".join(words)
    while words[0] in _LEADING | _PREPOSITIONS:
        words = words[1:]
    if verb:
        return _stem(words[0])
    for place, word in enumerate(words):
        if word in _PREPOSITIONS:
            words = words[:place]
            break
    return _stem(words[-1])


def _stem(word: str) -> str:
    """The word without its English endings, so that "plans", "planned" and "planning" are one."""
    word = re.sub(r"['’]s?$", "", word)
    for ending, put in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + put
            break
    word = re.sub(r"([b-df-hj-np-tv-z])\1$", r"\1", word)
    return re.sub(r"e$", "", word) if len(word) > 3 else word
