"""What the small words of English hang on, and what in Arabic may stand for them.

Attention is poor on them: most have no Arabic word of their own. An article and "of" go with the
noun they stand before, an auxiliary and a subject pronoun with the verb, a preposition or a
possessive with its particle or ending, which in Arabic is often written to the noun.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from glossary.fold import fold


@dataclass(frozen=True, slots=True)
class FunctionWord:
    """An English function word.

    alone: Arabic words that stand for it, folded; before: letters that do, written to the front
    of a word; behind: endings that do. `leans_back`: it belongs to the word before it (an object
    pronoun). `noun`: it stands before a noun phrase, whose first Arabic word is its head.
    `wordless`: Arabic mostly has nothing for it.
    """

    alone: frozenset[str] = frozenset()
    before: str = ""
    behind: tuple[str, ...] = ()
    leans_back: bool = False
    noun: bool = False
    wordless: bool = False


@lru_cache(maxsize=16384)
def folded(word: str) -> str:
    """An Arabic word as the table has it."""
    return fold(word).text


_PHRASES = {
    "of": ("من عن", ""),
    "and": ("و ثم كما", "وف"),
    "in": ("في خلال ضمن", "ب"),
    "on": ("على في يوم بشأن حول", "ب"),
    "at": ("في عند على لدى", "ب"),
    "to": ("إلى أن على حتى كي لكي", "ل"),
    "into": ("إلى في داخل", ""),
    "from": ("من عن منذ ممن", ""),
    "by": ("من بواسطة عبر قبل", "ب"),
    "with": ("مع", "بول"),
    "for": ("منذ أجل طوال خلال", "ل"),
    "as": ("كما بصفته باعتباره بأن بأنه بأنها", "كب"),
}
_CLAUSES = {
    "but": "لكن ولكن غير إلا بيد لكنه",
    "that": "أن إن بأن أنه إنه أنها إنها الذي التي ذلك تلك",
    "who": "الذي التي الذين من اللواتي ممن",
    "which": "الذي التي ما الأمر وهو وهي فيها فيه",
    **dict.fromkeys(
        "is are was were be been being".split(),
        "كان كانت يكون تكون سيكون هو هي وكان وكانت هم ليس",
    ),
    **dict.fromkeys("have has had do does did having".split(), "قد لقد وقد"),
    **dict.fromkeys(
        "he she it they we i you".split(),
        "هو هي هم نحن أنا إنه أنه أنها إنها أنهم بأنه بأنها لأنه",
    ),
}
_POSSESSIVES = {"his": "ه", "her": "ها", "its": "ها ه", "their": "هم ها هن هما", "our": "نا"}
_POSSESSIVES |= {"my": "ي", "your": "ك كم"}
_OBJECTS = {"him": "ه", "them": "هم ها هن هما", "us": "نا", "me": "ني"}


def _set(text: str) -> frozenset[str]:
    return frozenset(folded(word) for word in text.split())


FUNCTION_WORDS: dict[str, FunctionWord] = {
    **dict.fromkeys(("the", "a", "an"), FunctionWord(noun=True, wordless=True)),
    **{
        word: FunctionWord(_set(alone), before, noun=True, wordless=word == "of")
        for word, (alone, before) in _PHRASES.items()
    },
    **{word: FunctionWord(_set(alone)) for word, alone in _CLAUSES.items()},
    **dict.fromkeys(("will", "would"), FunctionWord(_set("سوف لن"), "س")),
    **{
        word: FunctionWord(behind=tuple(ending.split()), noun=True)
        for word, ending in _POSSESSIVES.items()
    },
    **{
        word: FunctionWord(behind=tuple(ending.split()), leans_back=True)
        for word, ending in _OBJECTS.items()
    },
}

VERB = re.compile(
    "(?:[^e]ed|^(?:said|says|told|took|takes|held|met|began|went|came|gave|sent|made|found|left|"
    "rose|fell|won|lost|saw|hit|struck|ran|put|set|cut|kept|led|spoke|broke|brought|bought|became|"
    "built|fought|grew|knew|paid|sold|shot|stood|thought|wrote|can|could|may|might|must|should))$"
)
"""English words that after a noun are verbs, so that the noun phrase ends before them."""
