"""What training changes in a pair, so that the model learns to copy and to bear bad spelling."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.linked import Edit, Linked, edited, respelt
from training.names import Replaceable, invented

INLINE = 0.4
"""Pairs in which names may stand inline, in English; of these names the share below does."""
INLINE_NAMES = 0.6
OTHER_NAME = 0.5
"""Inline names that are changed to another name on both sides, every other one an invented one."""
INLINE_WORD = 0.08
"""Pairs in which one common word stands inline."""
NUMBERS = 0.2
"""Pairs in which numbers are changed on both sides."""

_NUMBER = re.compile(r"(?<![\w%$])(?<!\d[.,:/-])\d{1,4}(?!\w|[.,:/-]\d)")


@dataclass(frozen=True, slots=True)
class Example:
    """A pair and what may be replaced in it."""

    pair: Linked
    replaceable: tuple[Replaceable, ...]


def varied(example: Example, names: Sequence[str], chance: random.Random) -> Linked:
    """The pair as one pass of training sees it; `names` are English names to put in."""
    edits: list[Edit] = []
    draw = chance.random()
    if draw < INLINE:
        edits = [
            _inline(example.pair, one, names, chance)
            for one in example.replaceable
            if one.is_name and chance.random() < INLINE_NAMES
        ]
    elif draw < INLINE + INLINE_WORD:
        common = [one for one in example.replaceable if not one.is_name]
        if common:
            edits = [_inline(example.pair, chance.choice(common), (), chance)]
    pair = edited(example.pair, edits) if edits else example.pair
    if chance.random() < NUMBERS:
        pair = _other_numbers(pair, chance)
    return _misspelt(pair, chance)


def _inline(pair: Linked, one: Replaceable, names: Sequence[str], chance: random.Random) -> Edit:
    rendering = pair.target[slice(*one.target)]
    possessive = "'s" if rendering.endswith("'s") else ""
    name = rendering[: len(rendering) - len(possessive)]
    if names and chance.random() < OTHER_NAME:
        name = invented(names, chance) if chance.random() < 0.5 else chance.choice(names)
    particles = f"{one.particles} " if one.particles else ""
    return Edit(one.source, one.target, particles + name, name + possessive)


def _other_numbers(pair: Linked, chance: random.Random) -> Linked:
    """Whole numbers of up to four digits that stand once on each side, changed alike."""
    sources = list(_NUMBER.finditer(pair.source))
    targets = list(_NUMBER.finditer(pair.target))
    if not sources or len(sources) > 8:
        return pair
    edits = []
    for found in sources:
        number = found.group()
        same = [m for m in targets if m.group() == number]
        if len(same) != 1 or sum(m.group() == number for m in sources) != 1:
            continue
        if chance.random() < 0.7:
            other = _like(number, chance)
            edits.append(Edit(found.span(), same[0].span(), other, other))
    return edited(pair, edits) if edits else pair


def _like(number: str, chance: random.Random) -> str:
    if len(number) == 4 and 1900 < int(number) < 2030:
        return str(chance.randint(1940, 2029))
    least = 10 ** (len(number) - 1) if len(number) > 1 else 2
    return str(chance.randint(least, 10 ** len(number) - 1))


def _misspelt(pair: Linked, chance: random.Random) -> Linked:
    """Sloppy spelling and punctuation of the source, in one pair of ten."""
    draw = chance.random()
    if draw < 0.04:  # same length: the links stay
        return Linked(pair.source.replace("ة ", "ه "), pair.target, pair.links)
    if draw < 0.06:
        marks = [m.span() for m in re.finditer(r"(?<=\w)[،.](?=\s|$)", pair.source)]
        return respelt(pair, [(span, " " + pair.source[slice(*span)]) for span in marks])
    if draw < 0.08:
        return Linked(pair.source.rstrip(".؟!"), pair.target, pair.links)
    if draw < 0.10:
        marks = [m.span() for m in re.finditer('"', pair.source)]
        return respelt(pair, [(span, "") for span in marks])
    return pair
