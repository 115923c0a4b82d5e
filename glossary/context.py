"""What the words beside a term say about it: half of a longer name, or a name at all.

Source of the rules: docs/terminology.md, "Words that are also names" and "Halves of names".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossary import everyday
from glossary.fold import Folded, has_article
from glossary.spelling import QUOTES, Token, readings

if TYPE_CHECKING:
    from glossary.term import Term

_NAMES = ("person", "place", "organization")
_SECOND_HALVES = frozenset(("الدين", "الله"))
_ABBREVIATED = frozenset(("د", "أ", "ا"))
_TO = "الي"


@dataclass(frozen=True, slots=True)
class Beside:
    """The words beside a stretch of a folded text, empty where none stands next to it.

    `before` holds every word that the one before may be, its proclitics on or off, folded as
    `after` is; `written` is the one before as the text has it; `alone` says whether the stretch
    fills a quotation.
    """

    before: frozenset[str]
    written: str
    after: str
    alone: bool


def beside(folded: Folded, tokens: Sequence[Token], first: int, last: int, end: int) -> Beside:
    """The words beside the tokens `[first, last)`; `end` is where the stretch ends in the text.

    White space and quotation marks part no neighbours; stops, commas and brackets do.
    """
    text = folded.text
    before: frozenset[str] = frozenset()
    written, after = "", ""
    if first:
        word, start, stop = tokens[first - 1]
        gap = text[stop : tokens[first][1]]
        if _is_slight(gap.removeprefix("." if word in _ABBREVIATED else "")):
            written = folded.letters[start:stop]
            before = frozenset(reading for reading, _ in readings(word))
    if last < len(tokens):
        word, start, _ = tokens[last]
        if _is_slight(text[end:start]):
            after = word
    opening, closing = text[: tokens[first][1]][-1:], text[end : end + 1]
    return Beside(before, written, after, opening in QUOTES and closing in QUOTES)


def _is_slight(gap: str) -> bool:
    inner = gap.replace("_", " ").strip()
    return gap.count("\n") < 2 and bool(gap) and all(c in QUOTES or c.isspace() for c in inner)


def is_name(term: Term) -> bool:
    """Whether a term is a name: by its type, or by the capital of its English where it has none."""
    return term.type in _NAMES or (not term.type and term.target[:1].isupper())


def everyday_class(term: Term, words: tuple[str, ...], keys: tuple[str, ...]) -> str:
    """Which kind of everyday word a spelling is: noun, adjective or verb; empty if it is none.

    Only a name of one word can be one, and a row that says `exact` is taken at its word. With the
    article the type must say that it is a name, for adjectives have capitals too (السوري, Syrian).
    """
    if len(words) > 1 or term.match == "exact" or not is_name(term):
        return ""
    if has_article(words[0]) and not term.type:
        return ""
    key = keys[0]
    if key in everyday.NOUNS:
        return "noun"
    if key in everyday.ADJECTIVES:
        return "adjective"
    return "verb" if key in everyday.VERBS else ""


def is_half(term: Term, word: str, proclitic: bool, single: bool, near: Beside) -> bool:
    """Whether a term whose first word is `word` is only half of a name, or its opposite.

    Behind عبد and شبه (عبد الملك, شبه الجزيرة) a word is half of a name; in front of الدين and
    الله so is a person's name of one word (نور الدين); behind غير an adjective means its opposite.
    """
    if not proclitic:
        if "شبه" in near.before or ("عبد" in near.before and has_article(word)):
            return True
        if single and "غير" in near.before and not is_name(term):
            return True
    person = term.type == "person" or (not term.type and is_name(term))
    return single and person and not has_article(word) and near.after in _SECOND_HALVES


def is_shown(everyday_class: str, term: Term, word: str, proclitic: str, near: Beside) -> bool:
    """Whether the words beside an everyday word show that it is a name there.

    `word` is the word as the glossary spells it, `everyday_class` what `everyday_class` said.
    """
    if near.after in everyday.INTENSIFIERS:
        return False
    definite = has_article(word)
    if everyday_class != "noun" and not definite:
        prepositions = "بكل" if everyday_class == "adjective" else "بك"
        if proclitic[-1:] and proclitic[-1] in prepositions:
            return True
        if not proclitic and _behind_preposition(everyday_class, near):
            return True
    kinds = (term.type,) if term.type else _NAMES
    return any(_SIGNS[kind](everyday_class, word, proclitic, near) for kind in kinds)


def _behind_preposition(everyday_class: str, near: Beside) -> bool:
    if everyday_class == "verb" and "من" in near.before:  # "who was", or "from Cannes to"
        return near.after == _TO
    return bool(near.before & everyday.PREPOSITIONS)


def _person(kind: str, word: str, proclitic: str, near: Beside) -> bool:
    definite = has_article(word)
    if _joined(proclitic, near):
        return True
    if proclitic or kind == "verb":
        return False
    before = near.before
    if before & everyday.GIVEN or before & everyday.PARTICLES or before & everyday.NAMING:
        return True
    if definite and kind == "adjective":
        return False
    return bool(
        before & everyday.SPEECH
        or near.written in _ABBREVIATED
        or any(map(_is_role, before))
        or (near.written[-1:] != "ة" and any(map(_is_kin, before)))
        or (kind == "adjective" and (near.after in everyday.GIVEN or _is_relation(near.written)))
    )


def _joined(proclitic: str, near: Beside) -> bool:
    """Whether و joins the word to a given name, before or behind it."""
    if proclitic == "و" and near.before & everyday.GIVEN:
        return True
    return not proclitic and near.after[:1] == "و" and near.after[1:] in everyday.GIVEN


def _is_role(word: str) -> bool:
    if not has_article(word):
        return False
    bare = word[2:]
    return bare in everyday.ROLES or bare.removesuffix("ه") in everyday.ROLES


def _is_relation(word: str) -> bool:
    """Whether a word is a definite adjective of relation: الفرنسي كريم بنزيمة."""
    return has_article(word) and len(word) > 5 and word.endswith(("ي", "ية"))


def _is_kin(word: str) -> bool:
    return any(
        word.endswith(pronoun) and word[: -len(pronoun)] in everyday.KIN
        for pronoun in everyday.PRONOUNS
    )


def _place(kind: str, word: str, proclitic: str, near: Beside) -> bool:
    return not proclitic and any(
        not _agrees(kind, noun, word) for noun in near.before & everyday.TOWNS
    )


def _organization(kind: str, word: str, proclitic: str, near: Beside) -> bool:
    if near.alone:
        return True
    return not proclitic and any(
        not _agrees(kind, noun, word) for noun in near.before & everyday.BODIES
    )


def _agrees(kind: str, noun: str, word: str) -> bool:
    """Whether a word may be the adjective of the noun (bare) before it."""
    feminine = word[-1] in "ةه" or word.endswith("اء")
    return kind == "adjective" and not has_article(word) and (noun[-1] == "ه") == feminine


_SIGNS = {"person": _person, "place": _place, "organization": _organization}
