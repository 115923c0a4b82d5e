"""The readings that a glossary gives: its terms over what is known of their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossary.gloss import clitics
from glossary.gloss.english import agreement, every_key
from glossary.gloss.glossed import Sentence
from glossary.gloss.spelled import letters_of
from glossary.gloss.types import Analysis, Morph
from glossary.match import Occurrence
from glossary.sound import likeness
from glossary.term import Term

_NAMES = frozenset(("person", "place", "organization"))
_LATIN_WORD = re.compile(r"[^\s]+")
_LATIN_ARTICLE = re.compile("^(?:al|el|ad|an|ar|as|ash|at|az)-", re.IGNORECASE)
_ALIKE = 0.6


def name_terms(sentence: Sentence, occurrences: Sequence[Occurrence]) -> None:
    """Put the reading that a term gives in front of a sentence's words where it stands."""
    for occurrence in occurrences:
        first, last = occurrence.outer
        inside = [
            index
            for index, (start, end) in enumerate(sentence.spans)
            if start < last and first < end
        ]
        glosses = _glosses([sentence.words[index].surface for index in inside], occurrence.term)
        for place, (index, english) in enumerate(zip(inside, glosses, strict=True)):
            proclitic = occurrence.proclitic if place == 0 else ""
            word = sentence.words[index]
            letters, _ = letters_of(word.surface)
            numbers = sentence.order(index)
            known = tuple(word.reading(number).analysis for number in numbers)
            reading = _reading(letters, proclitic, english, occurrence.term, known, len(inside) > 1)
            told = _told(reading)
            rest = [
                number for number, one in zip(numbers, known, strict=True) if _told(one) != told
            ]
            sentence.settle(index, word.behind([(reading, 0.0)], rest))


def _told(one: Analysis) -> tuple[str, str, str]:
    """By what a reading differs from that of a term, whose English goes before its own."""
    return one.pos, one.lemma, one.split()


def _glosses(surfaces: list[str], term: Term) -> list[str]:
    """The English of each word of a term: word by word for a name that sounds so, otherwise the
    whole."""
    whole = [term.target] * len(surfaces)
    english = _LATIN_WORD.findall(term.target)
    if len(surfaces) == 1 or len(english) != len(surfaces):
        return whole
    alike = [
        likeness(surface, _LATIN_ARTICLE.sub("", word)) >= _ALIKE
        for surface, word in zip(surfaces, english, strict=True)
    ]
    return english if term.type in _NAMES and all(alike) else whole


def _reading(
    letters: str,
    proclitic: str,
    english: str,
    term: Term,
    ranked: tuple[Analysis, ...],
    several: bool,
) -> Analysis:
    whole = term.source if several else ""
    wanted = every_key(term.target) | every_key(english)
    fitting = [one for one in ranked if _fits(one, proclitic)]
    meant = next((one for one in fitting if agreement(one.gloss, wanted) > 0), None)
    named = term.type in _NAMES and (not several or term.type != "organization")
    if meant or (fitting and not named):
        base = meant or fitting[0]
        # The lexicon has some names as nouns (دمشق); the glossary knows better.
        pos = "name" if named and not several else base.pos
        return base._replace(
            pos=pos,
            gloss=english,
            source="glossary",
            term=whole,
            stem=base.stem._replace(gloss=english, pos=pos),
        )
    front, stem = _cut(letters, proclitic)
    names = [one for one in fitting if one.pos == "name" and one.stem.form == stem]
    vocalized = names[0].stem.vocalized if names else stem
    pos = "name" if named or english[:1].isupper() else "noun"
    return Analysis(
        front, Morph(stem, vocalized, english, pos), (), vocalized, pos, english, "glossary", whole
    )


def _fits(one: Analysis, proclitic: str) -> bool:
    """Whether a reading has before the article what the glossary found written on to the term."""
    before = "".join(morph.form for morph in one.proclitics if morph.gloss != "the")
    return before == ("ل" if proclitic == "لل" else proclitic)


def _cut(letters: str, proclitic: str) -> tuple[tuple[Morph, ...], str]:
    """A word's clitics and the rest, cut where the glossary has found the term."""
    cut = proclitic.removesuffix("ل") if proclitic.endswith("لل") else proclitic
    front = [clitics.PARTICLES[letter] for letter in cut if letter in clitics.PARTICLES]
    rest = letters[len(cut) :]
    if front and front[-1] is clitics.FOR and rest.startswith("ل") and proclitic.endswith("لل"):
        return (*front, clitics.THE_AFTER_L), rest[1:]
    if rest.startswith("ال") and len(rest) > 4:
        return (*front, clitics.THE), rest[2:]
    return tuple(front), rest
