"""Whether a rendering is met in an English sentence, on the two strings alone."""

from __future__ import annotations

import re
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
    break, all apostrophes are one.
    The first letter may have either case (but not for dates: "may" is not May), and the other
    words may be capitalized as in a headline. Capitals throughout count for names (SHAYRAT), and
    for every form where the whole text is in capitals. A form inside one of the forms to avoid is
    none; what is both, by these rules, is right ("White Helmets" where "white helmets" is to be
    avoided). Source: docs/terminology.md.
    """
    return [span for span, right in _places(term, english) if right]


def avoided(term: Term, english: str) -> list[tuple[int, int]]:
    """Every place where one of the forms to avoid stands, by the rules of `renderings`.

    A form to avoid inside a longer right one, or that differs from a right one only in what these
    rules allow, is none.
    """
    return [span for span, right in _places(term, english) if not right]


def _places(term: Term, english: str) -> list[tuple[tuple[int, int], bool]]:
    low = _lowered(english)
    if not any(key in low for key in _keys(term)):
        return []
    pattern, wrong = _pattern(term, english.isupper())
    if pattern is None:
        return []
    return [(found.span(), found.lastgroup not in wrong) for found in pattern.finditer(english)]


@lru_cache(maxsize=64)
def _lowered(english: str) -> str:
    return english.lower()


@lru_cache(maxsize=65536)
def _keys(term: Term) -> frozenset[str]:
    """Letters of which some stand in any text that holds a form: a look that is a hundred times
    cheaper than making the pattern of a term that is not there."""
    keys = set()
    for form in (term.target, *term.accept, *term.avoid):
        runs = _LETTERS.findall(form.lower())
        longest = max(runs, key=len, default="")
        keys.add(longest[:-1] or longest or form.strip()[:1].lower())  # the end of a plural may go
    return frozenset(keys)


@lru_cache(maxsize=8192)
def _pattern(term: Term, headline: bool) -> tuple[re.Pattern[str] | None, frozenset[str]]:
    """All forms of a term and the names of the groups to avoid.

    The longest come first, and of forms alike but for case and hyphens the right one: a pattern
    takes the first that fits. `headline` says that the text has capitals only.
    """
    forms = {" ".join(form.split()): True for form in term.avoid if form.strip()}
    forms |= {" ".join(f.split()): False for f in (term.target, *term.accept) if f.strip()}
    if not forms:
        return None, frozenset()
    parts: list[str] = []
    wrong: set[str] = set()
    date = term.type == "date"
    for number, form in enumerate(sorted(forms, key=lambda form: (-len(form), forms[form]))):
        plural = term.type != "place" or not form.split()[-1][:1].isupper()
        alternatives = [_form(form, either_case=not date, plural=plural)]
        if _may_be_shouted(form, headline=headline, date=date):
            alternatives.append(_form(form.upper(), either_case=False, plural=plural))
        parts.append(f"(?P<f{number}>{'|'.join(alternatives)})")
        if forms[form]:
            wrong.add(f"f{number}")
    return re.compile("|".join(parts)), frozenset(wrong)


def _may_be_shouted(form: str, *, headline: bool, date: bool) -> bool:
    """Whether a form may be met in capitals throughout."""
    if date:
        return headline and form.lower() not in _VERBS_IN_CAPITALS
    letters = sum(map(str.isalpha, form))
    return headline or (letters >= _SHOUTED and any(map(str.isupper, form)))


def _form(form: str, *, either_case: bool, plural: bool) -> str:
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
