"""Whether a rendering is met in an English sentence, on the two strings alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from glossary.term import Term

_APOSTROPHE = "['\u2018\u2019\u02bc\u2032]"
_HYPHEN = "[-\u2010\u2011]"
_LETTERS = re.compile(r"[a-z0-9]+")
_SPACE = rf"(?:(?!\s*\n\s*\n)\s+|{_HYPHEN})"
_BEFORE = r"(?<![^\W_])(?<![^\W_]['\u2018\u2019\u02bc])"
_AFTER = rf"(?=(?:{_APOSTROPHE}[sS]?)?(?![^\W_])(?!{_APOSTROPHE}[^\W_]))"
_SHOUTED = 4
"""Letters that a form must have to be met in capitals inside a sentence: UN is not "Un"."""
_VERBS_IN_CAPITALS = frozenset(("may", "march", "sat", "sun"))


def renderings(term: Term, english: str) -> list[tuple[int, int]]:
    """Every place where the target or an accepted form of a term stands in an English text.

    Half-open spans, sorted, none overlapping, the longer form winning. A form stands as words of
    its own: a plural ending belongs to the span (also of the noun before "of", and behind a number,
    S-400s, but not of a place: Hamas is no plural of Hama), a possessive may follow, a hyphen may
    stand on either side and for a space inside, white space may be of any width, with one line
    break, all apostrophes are one. The first letter may have either case (but not for dates: "may"
    is not May), and the other words may be capitalized as in a headline. Capitals throughout count
    for names (SHAYRAT), and for every form where the whole text is in capitals. A form inside one
    of the forms to avoid is none; what is both, by these rules, is right ("White Helmets" where
    "white helmets" is to be avoided). Source: docs/terminology.md.
    """
    return [span for span, right in _places(term, english) if right]


def avoided(term: Term, english: str) -> list[tuple[int, int]]:
    """Every place where one of the forms to avoid stands, by the rules of `renderings`.

    A form to avoid inside a longer right one, or that differs from a right one only in what these
    rules allow, is none.
    """
    return [span for span, right in _places(term, english) if not right]


def _places(term: Term, english: str) -> list[tuple[tuple[int, int], bool]]:
    """Every place of a form, and whether that form is right.

    Of forms that begin at one place the longer comes first, of forms alike but for case and hyphens
    the right one.
    """
    low = _lowered(english)
    headline = english.isupper()
    found = [
        (match.start(), order, match.end(), form.right)
        for order, form in enumerate(_forms(term))
        if form.key in low
        for match in _pattern(form, headline).finditer(english)
    ]
    places: list[tuple[tuple[int, int], bool]] = []
    reached = 0
    for start, _, end, right in sorted(found):
        if start >= reached:
            places.append(((start, end), right))
            reached = end
    return places


@lru_cache(maxsize=64)
def _lowered(english: str) -> str:
    return english.lower()


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of a term. `right`: whether it is one to be avoided or not. `key`: letters that stand
    in any text that holds it, in lower case: a look for them is a hundred times cheaper than making
    a pattern that nothing will match."""

    text: str
    right: bool
    date: bool
    plural: bool
    key: str


@lru_cache(maxsize=65536)
def _forms(term: Term) -> tuple[_Form, ...]:
    rights = {" ".join(form.split()): False for form in term.avoid if form.strip()}
    rights |= {" ".join(f.split()): True for f in (term.target, *term.accept) if f.strip()}
    forms = []
    for form in sorted(rights, key=lambda form: (-len(form), not rights[form])):
        plural = term.type != "place" or not form.split()[-1][:1].isupper()
        longest = max(_LETTERS.findall(form.lower()), key=len, default="")
        key = longest[:-1] or longest or form[:1].lower()  # the end of a plural may go
        forms.append(_Form(form, rights[form], term.type == "date", plural, key))
    return tuple(forms)


@lru_cache(maxsize=16384)
def _pattern(form: _Form, headline: bool) -> re.Pattern[str]:
    """What a form looks like. `headline` says that the text has capitals only."""
    alternatives = [_spelled(form.text, either_case=not form.date, plural=form.plural)]
    if _may_be_shouted(form.text, headline=headline, date=form.date):
        alternatives.append(_spelled(form.text.upper(), either_case=False, plural=form.plural))
    return re.compile("|".join(alternatives))


def _may_be_shouted(form: str, *, headline: bool, date: bool) -> bool:
    """Whether a form may be met in capitals throughout."""
    if date:
        return headline and form.lower() not in _VERBS_IN_CAPITALS
    letters = sum(map(str.isalpha, form))
    return headline or (letters >= _SHOUTED and any(map(str.isupper, form)))


def _spelled(form: str, *, either_case: bool, plural: bool) -> str:
    words = form.split()
    parts = [_word(words[0], either_case=either_case, headline=True)]
    parts += [_word(word, either_case=False, headline=True) for word in words[1:]]
    for place, word in enumerate(words[1:-1]):
        if word.lower() == "of" and words[place][-1].isalpha():  # members of Congress
            parts[place] = _plural(parts[place], words[place])
    body = _SPACE.join(parts)
    before = _BEFORE if words[0][0].isalnum() else ""
    if words[0][0].isdigit():
        before += r"(?<![0-9][.,])"
    last = words[-1][-1]
    if last.isdigit():
        many = "s?" if any(map(str.isalpha, form)) else ""
        return f"{before}{body}{many}{_AFTER}(?![.,][0-9])"
    if not last.isalpha() or not plural:
        return f"{before}{body}{_AFTER}"
    return f"{before}{_plural(body, words[-1])}{_AFTER}"


def _plural(body: str, word: str) -> str:
    low = word.lower()
    capitals = len(word) > 1 and word.isupper()
    y = "Y" if capitals else "y"
    if low.endswith(("s", "x", "z", "ch", "sh")):
        return f"{body}(?:es|ES)?" if capitals else f"{body}(?:es)?"
    if len(low) > 2 and low[-1] == "y" and low[-2] not in "aeiou" and body[-1] == y:
        return f"{body[:-1]}(?:Y|IES|YS)" if capitals else f"{body[:-1]}(?:y|ies|ys)"
    return f"{body}[sS]?" if capitals else f"{body}s?"


def _word(word: str, *, either_case: bool, headline: bool) -> str:
    first = word[0]
    other = first.swapcase()
    case = either_case or (headline and first.islower())
    start = f"[{first}{other}]" if case and first != other and len(other) == 1 else _any(first)
    return start + "".join(map(_any, word[1:]))


def _any(character: str) -> str:
    if character in "'\u2018\u2019\u02bc\u2032":
        return _APOSTROPHE
    if character in "-\u2010\u2011":
        return rf"{_HYPHEN}(?:[^\S\n]*\n[^\S\n]*)?"
    return re.escape(character)
