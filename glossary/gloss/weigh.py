"""How likely each reading of a word is by itself, before anything is known of its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from glossary.gloss.candidates import matches, otherwise, reading
from glossary.gloss.forms import Row
from glossary.gloss.frames import Frame, signs
from glossary.gloss.lexicon import Lexicon, Match
from glossary.gloss.senses import Met, load_senses
from glossary.gloss.shape import OTHER_ENDING, ending, inflected, shape
from glossary.gloss.tags import tag
from glossary.gloss.types import Analysis

LATER = log(0.9)
"""What each place further back in the lexicon's order costs, where nothing else tells."""

Told = dict[tuple[str, str], list[Met] | None]
"""What the corpus has for forms as parts of speech."""


def known(surface: str, lexicon: Lexicon | None) -> list[Row]:
    """The readings of a word that do not depend on its sentence, likeliest first."""
    letters, found = matches(surface, lexicon)
    if not found or lexicon is None:
        found = found + otherwise(letters)
    return weighed(found, letters, lexicon)


def weighed(found: Sequence[Match], letters: str, lexicon: Lexicon | None) -> list[Row]:
    """Readings with what ranking asks of them, likeliest first; of one alone nothing is asked."""
    alone = len(found) == 1
    rows: list[Row] = []
    told: Told = {}
    for place, match in enumerate(found):
        kind, number = match
        if kind >= 0 and lexicon is not None:
            around = lexicon.frames[kind]
            form = letters[len(around.front) : len(letters) - len(around.back)]
            chance = 1.0 if alone else _chance(around, form, number, lexicon, told)
            name, marks = around.tag_of(form), around.signs
        else:
            one = reading(match, letters, lexicon)
            chance = 1.0 if alone else chance_of(one)
            name, marks = tag(one), signs(one.pos, one.proclitics, one.enclitics)
        rows.append((0.0 if alone else log(chance) + place * LATER, kind, number, name, marks))
    if not alone:
        rows.sort(key=_weight, reverse=True)  # what is alike stays in its order
    return rows


def chance_of(one: Analysis) -> float:
    """The probability of a reading."""
    return load_senses().chance(one.stem.form, one.pos, one.gloss) * shape(one)


def _chance(around: Frame, form: str, stem: int, lexicon: Lexicon, told: Told) -> float:
    """`chance_of` a reading of the lexicon that is not made; `told` keeps the counts of forms."""
    share = around.share
    if not around.settled:
        share *= inflected(around.features, form, bool(around.enclitics))
    if form[-1:] in OTHER_ENDING and not around.enclitics:
        share *= ending(form, around.vocalized(lexicon.stem(stem)[1]))
    table, pos = load_senses(), around.pos
    if (form, pos) not in told:
        told[form, pos] = table.told(form, pos)
    met = told[form, pos]
    if met is None:
        return table.unmet(pos) * share
    return table.share(met, pos, lexicon.keys(stem)) * share


def _weight(row: Row) -> float:
    return row[0]
