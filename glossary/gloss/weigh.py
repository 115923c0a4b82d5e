"""How likely each reading of a word is by itself, before anything is known of its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from operator import itemgetter

from glossary.gloss.candidates import matches, otherwise, reading
from glossary.gloss.forms import Row
from glossary.gloss.frames import signs
from glossary.gloss.lexicon import Lexicon, Match
from glossary.gloss.senses import Met, load_senses
from glossary.gloss.shape import OTHER_ENDING, ending, inflected, shape
from glossary.gloss.tags import FEMININE, tag
from glossary.gloss.types import Analysis

LATER = log(0.9)
"""What each place further back in the lexicon's order costs, where nothing else tells."""

_WEIGHT = itemgetter(0)

_UNASKED: list[Met] = []
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
    if len(found) == 1:
        return [_alone(found[0], letters, lexicon)]
    rows: list[Row] = []
    told: Told = {}
    table, size = load_senses(), len(letters)
    lines = table.lines
    for place, match in enumerate(found):
        kind, number = match
        if kind >= 0 and lexicon is not None:
            around = lexicon.frames[kind]
            pos, start, stop, name, feminine, marks, share, settled = around.weighing
            form = letters[start : size - stop]
            last = form[-1:]
            if last == FEMININE:
                name = feminine
            if not settled:
                share *= inflected(around.features, form, bool(around.enclitics))
            if last in OTHER_ENDING and not around.enclitics:
                share *= ending(form, around.vocalized(lexicon.stem(number)[1]))
            if form not in lines:
                chance = table.unmet[pos] * share
            else:
                asked = form, pos
                met = told.get(asked, _UNASKED)
                if met is _UNASKED:
                    met = told[asked] = table.told(form, pos)
                if met:
                    chance = table.share(met, pos, lexicon.keys(number)) * share
                else:
                    chance = table.unmet[pos] * share
        else:
            one = reading(match, letters, lexicon)
            chance = chance_of(one)
            name, marks = tag(one), signs(one.pos, one.proclitics, one.enclitics)
        rows.append((log(chance) + place * LATER, kind, number, name, marks))
    rows.sort(key=_WEIGHT, reverse=True)  # what is alike stays in its order
    return rows


def _alone(match: Match, letters: str, lexicon: Lexicon | None) -> Row:
    kind, number = match
    if kind >= 0 and lexicon is not None:
        _, start, stop, name, feminine, marks, _, _ = lexicon.frames[kind].weighing
        last = letters[start : len(letters) - stop][-1:]
        return 0.0, kind, number, feminine if last == FEMININE else name, marks
    one = reading(match, letters, lexicon)
    return 0.0, kind, number, tag(one), signs(one.pos, one.proclitics, one.enclitics)


def chance_of(one: Analysis) -> float:
    """The probability of a reading."""
    return load_senses().chance(one.stem.form, one.pos, one.gloss) * shape(one)
