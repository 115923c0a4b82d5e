"""Readings of words without the lexicon: split by rule, known by the project's own counts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from glossary.gloss import clitics
from glossary.gloss.senses import BESIDE, UNKNOWN, load_senses
from glossary.gloss.types import Analysis, Morph

Split = tuple[tuple[Morph, ...], str, tuple[Morph, ...]]
"""What is written on in front, the stem, what is written on behind."""

_CONJUNCTIONS = (((), ""), ((clitics.AND,), "و"), ((clitics.SO,), "ف"))
_PREPOSITIONS = (
    ((), ""),
    ((clitics.THE,), "ال"),
    ((clitics.WITH,), "ب"),
    ((clitics.WITH, clitics.THE), "بال"),
    ((clitics.FOR,), "ل"),
    ((clitics.FOR, clitics.THE_AFTER_L), "لل"),
    ((clitics.LIKE,), "ك"),
    ((clitics.LIKE, clitics.THE), "كال"),
    ((clitics.WILL,), "س"),
)
_SHORTEST = 2
_MOST_WORDS = 3


def splits(letters: str) -> Iterator[Split]:
    """Every way in which clitics may stand on a word, whatever the rest is."""
    for conjunction, opening in _CONJUNCTIONS:
        if not letters.startswith(opening):
            continue
        for others, written in _PREPOSITIONS:
            start = opening + written
            rest = letters[len(start) :]
            if not letters.startswith(start) or len(rest) < _SHORTEST:
                continue
            front = (*conjunction, *others)
            yield front, rest, ()
            if front and front[-1].gloss == "the":
                continue
            for form, (vocalized, person) in clitics.PRONOUNS.items():
                if rest.endswith(form) and len(rest) - len(form) >= _SHORTEST:
                    back = clitics.pronoun(form, vocalized, person, possessed=True)
                    yield front, rest[: -len(form)], (back,)


@lru_cache(maxsize=16384)
def seen(letters: str) -> tuple[Analysis, ...]:
    """The readings of a word whose stem the project's corpus has, likeliest first."""
    table = load_senses()
    found: list[tuple[float, Analysis]] = []
    for front, stem, back in splits(letters):
        for pos, words in table.words(stem).items():
            if not _may_stand(front, back, pos):
                continue
            english = [
                word.removeprefix(BESIDE)
                for word, _ in sorted(words.items(), key=lambda pair: -pair[1])
                if word != UNKNOWN
            ][:_MOST_WORDS]
            if not english:
                continue
            behind = (_object(back[0]),) if back and pos == "verb" else back
            met = sum(count for word, count in words.items() if not word.startswith(BESIDE))
            share = met * 0.12 ** (len(front) + len(back))
            gloss = "/".join(english)
            features = features_of(stem, pos)
            found.append(
                (
                    share,
                    Analysis(
                        front,
                        Morph(stem, stem, gloss, pos),
                        behind,
                        stem,
                        pos,
                        gloss,
                        "alignment",
                        "",
                        features,
                    ),
                )
            )
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0]))


def _may_stand(front: tuple[Morph, ...], back: tuple[Morph, ...], pos: str) -> bool:
    last = front[-1].gloss if front else ""
    if pos == "verb":
        return last in ("", "and", "so", "will")
    if last == "will":
        return False
    return not back or pos == "noun"


def _object(pronoun: Morph) -> Morph:
    person = clitics.PRONOUNS[pronoun.form][1]
    return clitics.pronoun(pronoun.form, pronoun.vocalized, person, possessed=False)


def features_of(stem: str, pos: str) -> str:
    """What the letters alone tell of a stem's inflection."""
    if pos == "verb":
        return "IPFV" if stem[0] in "يتنأ" and len(stem) > 3 else "PFV"
    if pos in ("noun", "adjective"):
        if stem.endswith("ات"):
            return "F.PL"
        if stem.endswith("ة"):
            return "F.SG"
    return ""
