"""Readings of a whole name: its words, the article, and the small words that join them."""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from glossary.reading import forms
from glossary.reading.letters import arabic_letters
from glossary.reading.word import Sounds

_SHORTEST_STEM = 3
_NEXT_FORM = 1.5
"""Nats between one way to write a small word and the next."""
_ARTICLE_ALONE, _NO_ARTICLE = 2.5, 1.0
"""Nats that the article costs where the word is all of the name, and its lack elsewhere."""
_WHOLE = 4.0
"""Nats by which ال is likelier an article than two letters of the name (الكسندر)."""
_ENDING = 0.7
_FEMININE = re.compile("(?:iyy?|i|y)(?:ah?|eh?)$")

Option = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands in its name: `first`, or behind the word `after`."""

    first: bool
    after: str


def options(words: Sequence[str], sounds: Sounds, limit: int) -> list[Option]:
    """Readings of a name with scores in nats, best first.

    `words`: of the name, in `arabic_letters`.
    """
    parts: list[list[Option]] = []
    at = 0
    while at < len(words):
        place = Place(at == 0, words[at - 1] if at else "")
        behind = words[at + 1] if at + 1 < len(words) else ""
        joined = _joined(words[at], behind, sounds)
        if joined:
            parts.append(joined)
            at += 2
        else:
            parts.append(_single(words[at], behind, place, sounds))
            at += 1
    best: list[Option] = [(0.0, "")] if parts else []
    for part in parts:
        best = heapq.nlargest(
            limit * 3,
            ((a + b, f"{left} {right}".strip()) for a, left in best for b, right in part),
        )
    unlike: dict[str, Option] = {}
    for score, text in sorted(best, key=lambda option: (-option[0], option[1])):
        text = text[:1].upper() + text[1:] if not text.startswith("al-") else text
        unlike.setdefault(text.casefold(), (score, text))
    return list(unlike.values())[:limit]


def _joined(word: str, behind: str, sounds: Sounds) -> list[Option]:
    """Readings of a word and the one behind it where they are written as one name."""
    if behind == forms.TEEN and word in forms.TEENS:
        return [(0.0, forms.TEENS[word])]
    if word == forms.SERVANT and behind.startswith("ال"):
        servant = forms.SERVANTS.get(behind)
        if servant:
            return _ranked(servant)
        return _formed(forms.SERVANT_FORMS, _stems(behind[2:], sounds))
    if word == forms.SERVANT and behind in forms.SERVANTS:
        return _ranked(forms.SERVANTS[behind])
    if word in forms.FATHERS and behind.startswith("ال"):
        return _formed(forms.FATHER_FORMS, _stems(behind[2:], sounds))
    listed = forms.TOGETHER.get(behind, {}).get(word)
    if listed:
        return _ranked(listed)
    after = {forms.FAITH: forms.FAITH_FORMS, forms.GOD: forms.GOD_FORMS, **forms.SUFFIXES}
    return _formed(after[behind], _stems(word, sounds)) if behind in after else []


def _single(word: str, behind: str, place: Place, sounds: Sounds) -> list[Option]:
    """Readings of a word that stands for itself."""
    if word in forms.OF_THE and place.after in forms.VON:
        return [(0.0, forms.OF_THE[word])]
    if not place.first and not behind and word in forms.ORDINALS:
        return [(0.0, forms.ORDINALS[word]), *_later(_with_article(word, place, sounds))]
    if behind and word in forms.BEGINNINGS:
        return _ranked(forms.BEGINNINGS[word])
    if behind and word in forms.CONNECTORS:
        listed = forms.CONNECTORS[word]
        return _ranked([form.capitalize() for form in reversed(listed)] if place.first else listed)
    return _with_article(word, place, sounds)


def _with_article(word: str, place: Place, sounds: Sounds) -> list[Option]:
    """Readings of a word, with the article and without where it begins with one."""
    if not word.startswith("ال") or len(word) < _SHORTEST_STEM + 2:
        return _stems(word, sounds)
    whole = [(score - _WHOLE, text) for score, text in _stems(word, sounds)]
    if word in sounds.table.pairs and word[2:] not in sounds.table.pairs:
        return [(score + 2 * _WHOLE, text) for score, text in whole]
    found: list[Option] = []
    for score, stem in _stems(word[2:], sounds):
        bare, article = (0.0, _ARTICLE_ALONE) if place.first else (_NO_ARTICLE, 0.0)
        found += [(score - bare, stem), (score - article, f"al-{stem}")]
    known = [o for o in whole if o[1].lower().replace("'", "") in sounds.table.counts]
    return sorted(found + known[:1], key=lambda option: -option[0])


def _stems(word: str, sounds: Sounds) -> list[Option]:
    """Readings of a word by sound, as written in English, their scores those of a distribution."""
    read = sounds.read(word)
    if not read:
        return []
    top = read[0][1]
    total = math.log(sum(math.exp(score - top) for _, score in read)) + top
    written = sounds.table.written
    found = [(score - total, written.get(latin) or latin.capitalize()) for latin, score in read]
    return found if word in sounds.table.pairs else _with_feminine(word, found)


def _with_feminine(word: str, found: list[Option]) -> list[Option]:
    """With the usual endings of ية in place of those that the sound gave."""
    if not word.endswith("ية") or len(word) < _SHORTEST_STEM + 2:
        return found
    best: dict[str, float] = {}
    for score, text in found:
        stem = _FEMININE.sub("", text)
        for number, form in enumerate(forms.FEMININE_FORMS if stem != text else ("{0}",)):
            new = form.format(stem)
            best[new] = max(best.get(new, -math.inf), score - _ENDING * number)
    return sorted(((score, text) for text, score in best.items()), key=lambda option: -option[0])


def _formed(listed: Sequence[str], stems: Sequence[Option]) -> list[Option]:
    """The likeliest readings of a word put into forms."""
    return [
        (score - _NEXT_FORM * number, form.format(stem, stem.lower()))
        for score, stem in stems[:3]
        for number, form in enumerate(listed)
    ]


def _later(found: Iterable[Option]) -> list[Option]:
    return [(score - _NEXT_FORM, text) for score, text in found]


def _ranked(listed: Iterable[str]) -> list[Option]:
    return [(-_NEXT_FORM * number, form) for number, form in enumerate(listed)]


def split(name: str) -> list[str]:
    """The words of a name in plain letters; hyphens part words, too."""
    for mark in "-\u2010\u2011\u2013\u00a0":
        name = name.replace(mark, " ")
    words: list[str] = []
    for word in name.split():
        plain = arabic_letters(word)
        front = next((w for w in forms.WRITTEN_ON if plain.startswith(w + "ال")), "")
        words += [front, plain[len(front) :]] if front else [plain] if plain else []
    return words
