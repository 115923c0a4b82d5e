"""The inflected forms of a term whose row says `inflect`: what endings can be read off its letters.

Dual, sound plurals, the feminine, the accusative alef and attached pronouns. Broken plurals
cannot be read off (list them as variants), and a final ي is left out where it would be the
adjective of relation (حمصي is no form of حمص).
"""

from __future__ import annotations

from glossary.fold import has_article

_PRONOUNS = ("ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "كما", "نا")

Forms = dict[str, str]


Endings = tuple[Forms, tuple[str, ...], tuple[str, ...]]


def _endings(word: str) -> Endings:
    """The free forms of a word by category, its construct forms, and what takes a pronoun."""
    if word.endswith("ة"):
        stem = word[:-1]
        return _unchanging(f"{stem}ت", f"{stem}ت", f"{stem}ات")
    if word.endswith("ى"):
        stem = word[:-1]
        return _unchanging(f"{stem}ي", f"{stem}ا", f"{stem}يات")
    if word.endswith("اء"):
        stem = word[:-1]
        return _unchanging(f"{stem}و", word, f"{stem}وات")
    free = {
        "dual": f"{word}ان",
        "oblique": f"{word}ين",
        "masculine plural": f"{word}ون",
        "feminine": f"{word}ة",
        "feminine dual": f"{word}تان",
        "feminine oblique": f"{word}تين",
        "feminine plural": f"{word}ات",
        "accusative": f"{word}ا",
    }
    construct = (f"{word}ا", f"{word}ي", f"{word}و", f"{word}تا", f"{word}تي", f"{word}ات")
    return free, construct, (word, f"{word}ت", *construct)


def _unchanging(stem: str, owned: str, plural: str) -> Endings:
    """The forms of a word of one gender: `stem` takes endings, `owned` pronouns."""
    free = {"dual": f"{stem}ان", "oblique": f"{stem}ين", "feminine plural": plural}
    construct = (f"{stem}ا", f"{stem}ي", plural)
    return free, construct, (owned, *construct)


def stem(word: str) -> str:
    """The letters that all forms of a word begin with."""
    return word[:-1] if len(word) > 2 and word[-1] in "ةىءه" else word


def inflected(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The inflected forms of a term given as its words (written letters, no marks).

    A phrase whose words all have the article, or none, may be a noun and its adjectives: they
    change together. Otherwise the first word is the head, and only the head changes.
    """
    with_article = all(has_article(word) for word in words)
    if with_article:
        bare = tuple(word[2:] for word in words)
        return [
            tuple("ال" + word for word in form)
            for form in _together(bare)
            if not form[0].endswith("ا")
        ]
    head, rest = words[0], words[1:]
    _, construct, bases = _endings(head)
    owned = [base + pronoun for base in bases for pronoun in _PRONOUNS]
    if not rest:
        return [*_together(words), *((form,) for form in owned)]
    forms = [(form, *rest) for form in construct]
    if not any(has_article(word) for word in words):
        definite = tuple("ال" + word for word in rest)
        forms += _together(words)
        forms += [(form, *definite) for form in owned]
    return forms


def _together(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    tables = [_endings(word)[0] for word in words]
    forms = [
        tuple(table[category] for table in tables)
        for category in tables[0]
        if all(category in table for table in tables)
    ]
    plural = tables[0]["feminine plural"]
    if len(words) > 1:  # things in the plural take the feminine singular: غارات جوية
        forms.append((plural, *(word if word[-1] == "ة" else word + "ة" for word in words[1:])))
    return forms
