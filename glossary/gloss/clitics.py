"""What may be written on to a word: conjunctions, prepositions, the article, pronouns."""

from __future__ import annotations

from glossary.gloss.types import Morph

AND = Morph("و", "وَ", "and", "conjunction")
SO = Morph("ف", "فَ", "so", "conjunction")
WITH = Morph("ب", "بِ", "with/by/in", "preposition")
LIKE = Morph("ك", "كَ", "like/as", "preposition")
FOR = Morph("ل", "لِ", "for/to", "preposition")
THE = Morph("ال", "ال", "the", "particle")
THE_AFTER_L = Morph("ل", "ل", "the", "particle")
THE_UNWRITTEN = Morph("", "", "the", "particle")
WILL = Morph("س", "سَ", "will", "particle")
TO = Morph("ل", "لِ", "to", "particle")
INDEED = Morph("ل", "لَ", "indeed", "particle")
WHETHER = Morph("أ", "أَ", "whether", "particle")

PARTICLES: dict[str, Morph] = {one.form: one for one in (AND, SO, WITH, LIKE, FOR)}
"""What is written on to a name, by its letter."""

PROCLITICS: dict[tuple[str, str], Morph] = {
    ("wa", "CONJ"): AND,
    ("fa", "CONJ"): SO,
    ("bi", "PREP"): WITH,
    ("be", "PREP"): WITH,
    ("ka", "PREP"): LIKE,
    ("li", "PREP"): FOR,
    ("la", "PREP"): FOR,
    ("Al", "DET"): THE,
    ("sa", "FUT"): WILL,
    ("li", "SUBJUNC"): TO,
    ("la", "EMPHATIC_PARTICLE"): INDEED,
    ("la", "RESULT_CLAUSE_PARTICLE"): INDEED,
}
"""By vowelled form and tag, as the Buckwalter lexicon writes them."""

POSSESSED: dict[str, str] = {
    "1S": "my",
    "1P": "our",
    "2MS": "your",
    "2FS": "your",
    "2D": "your",
    "2MP": "your",
    "2FP": "your",
    "3MS": "his/its",
    "3FS": "her/its/their",
    "3D": "their",
    "3MP": "their",
    "3FP": "their",
}
"""English of a pronoun written on to a noun, by person, gender and number."""

GOVERNED: dict[str, str] = {
    "1S": "me",
    "1P": "us",
    "2MS": "you",
    "2FS": "you",
    "2D": "you",
    "2MP": "you",
    "2FP": "you",
    "3MS": "him/it",
    "3FS": "her/it/them",
    "3D": "them",
    "3MP": "them",
    "3FP": "them",
}
"""English of a pronoun written on to a verb, a preposition or a particle."""

PRONOUNS: dict[str, tuple[str, str]] = {
    "ه": ("هُ", "3MS"),
    "ها": ("هَا", "3FS"),
    "هما": ("هُمَا", "3D"),
    "هم": ("هُم", "3MP"),
    "هن": ("هُنَّ", "3FP"),
    "ك": ("كَ", "2MS"),
    "كما": ("كُمَا", "2D"),
    "كم": ("كُم", "2MP"),
    "كن": ("كُنَّ", "2FP"),
    "نا": ("نَا", "1P"),
    "ني": ("نِي", "1S"),
    "ي": ("ي", "1S"),
}
"""The pronouns written on to words: vowelled form, person."""


def pronoun(form: str, vocalized: str, person: str, possessed: bool) -> Morph:
    """A pronoun written on to a word; `possessed` where the word is a noun."""
    gloss = (POSSESSED if possessed else GOVERNED)[person]
    return Morph(form, vocalized, gloss, "pronoun")
