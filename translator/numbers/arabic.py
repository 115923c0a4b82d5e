"""Numbers of an Arabic text: digits and words, as newspapers spell them.

The grammar is that of the standard language in either gender and any case: units before tens
(خمسة وعشرون), teens (أحد عشر), hundreds in one word or two (ثلاثمئة, ثلاث مائة), scales with their
duals and plurals (ألفان, ثلاثة آلاف, 15 ألفا و300), halves behind (مليون ونصف المليون).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from fractions import Fraction

from translator.numbers import arabic_words as words
from translator.numbers.digits import lex, words_if_no_digits
from translator.numbers.number import LARGEST_SCALE, Number, Numbers, number, share_scale

_NEVER_FIRM = frozenset(("", "soft", "dual", "one", "percent"))


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    value: int
    word: str
    linked: bool = False
    article: bool = False
    preposed: bool = False
    close: bool = True
    numbers: tuple[Number, ...] = ()


def read_arabic(text: str) -> Numbers:
    """All numbers of an Arabic text, and the months it names."""
    tokens = _tokens(text)
    months = frozenset(words.MONTHS[t.word] for t in tokens if t.word in words.MONTHS)
    if not any(token.kind for token in tokens):
        return Numbers((), months)
    numbers: list[Number] = []
    ranges: list[int] = []
    at = tied = 0
    while at < len(tokens):
        token = tokens[at]
        found, after = _parse(tokens, at)
        if found:
            between = tokens[tied:at]
            if (
                numbers
                and len(between) <= 1
                and (
                    (not between and (token.linked or token.close))
                    or (between and between[0].word in words.TIES)
                )
            ):
                ranges.append(len(numbers) - 1)
            if numbers and [word.word for word in between] == ["الا"]:
                numbers[-1:] = _less(numbers[-1], found.pop(0))
            numbers.extend(found)
            tied = after
        at = max(after, at + 1)
    numbers = share_scale(numbers, ranges)
    return Numbers(tuple(numbers), months)


def may_state_numbers(text: str) -> bool:
    """Whether `read_arabic` could find a firm number: a fast look at the words, one by one.

    A no is certain, a yes is not. What only explains a number (a dual, "one", "the second") is
    none here.
    """
    found = words_if_no_digits(words.fold(text))
    return found is None or any(map(_may_be_firm, found))


@functools.lru_cache(maxsize=20_000)
def _may_be_firm(word: str) -> bool:
    token = _token(word)
    return token.kind not in _NEVER_FIRM and not (token.kind == "ordinal" and token.value <= 2)


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    for lexeme in lex(words.fold(text)):
        if lexeme.numbers:
            token = _Token("digits", 0, lexeme.text, numbers=lexeme.numbers)
        else:
            token = _token(lexeme.text)
            if not lexeme.close:
                token = replace(token, close=False)
        if tokens and tokens[-1].word in ("و", "ف") and token.kind and lexeme.close:
            tokens.pop()  # "و300", "و تسعة"
            token = replace(token, linked=True)
        if token.kind == "ten" and tokens and tokens[-1].word == "واحد":
            tokens[-1] = replace(tokens[-1], linked=True)  # "وأحد عشر": and eleven
        tokens.append(token)
    return tokens


@functools.lru_cache(maxsize=20_000)  # most words of a text are looked up again and again
def _token(word: str) -> _Token:
    """Look a word up, first as it is, then without و ف, then without ب ك ل and the article."""
    if word in words.LEXICON:
        kind, value = words.LEXICON[word]
        return _Token(kind, value, word)
    match = words.CLITICS.match(word)
    for group in ("and", "preposition", "article") if match else ():
        cut = match.end(group) if match else 0
        entry = words.LEXICON.get(word[cut:]) if cut > 0 else None
        if entry and match:
            article = bool(match["article"]) and group == "article"
            return _Token(
                *entry,
                word[cut:],
                linked=bool(match["and"]),
                article=article,
                preposed=bool(match["preposition"]) and group != "and",
            )
    return _Token("dual" if words.is_dual(word) else "", 0, word)


def _parse(tokens: list[_Token], at: int) -> tuple[list[Number], int]:
    """The number that begins at a token, if one does, and where it ends."""
    token = tokens[at]
    if token.kind == "digits" and (len(token.numbers) > 1):
        return list(token.numbers), at + 1
    if token.kind in ("soft", "ordinal", "fraction", "dual") or (
        token.kind == "one" and _tens(tokens, at)[1] == at + 1
    ):
        return _soft(tokens, at)
    if token.kind == "percent" or (token.word in words.HUNDRED and _is_percent(tokens, at)):
        return [], at + 1
    found, after = _scaled(tokens, at)
    if found is None:
        return [], at + 1
    while found.scale > 1 and after < len(tokens) and tokens[after].linked:
        more, end = _scaled(tokens, after)
        if more is None or more.value >= found.scale or not more.firm:
            break
        found, after = replace(found.plus(more), scale=max(more.scale, 1)), end
    return [found], after


def _less(hours: Number, minutes: Number) -> tuple[Number, Number]:
    """الثالثة إلا ربعا is a quarter to three, also written 2:45."""
    hour, before = hours.value, minutes.value
    before *= 60 if before < 1 else 1
    if hour.denominator > 1 or not 1 <= hour <= 12 or not 0 < before < 60:
        return hours, minutes
    return hours.also((hour - 1 or Fraction(12),)), minutes.also((60 - before,))


def _is_percent(tokens: list[_Token], at: int) -> bool:
    return tokens[at].article and at > 0 and tokens[at - 1].word in ("في", "ب")


def _scaled(tokens: list[_Token], at: int) -> tuple[Number | None, int]:
    """A number below a thousand with the scales behind it, or a scale alone."""
    token = tokens[at]
    if token.kind == "scale":
        if token.word in words.PLURAL_SCALES:
            return _counted_behind(tokens, at)
        values = words.DUAL_SCALES.get(token.word, (token.value,))
        if at + 1 < len(tokens) and tokens[at + 1].linked:
            values = values[:1]  # the dual مليونا has its noun right behind it
        firm = not token.article and (token.word != "الف" or _firm(tokens, at, 1000))
        found, after = replace(number(*values, firm=firm), scale=token.value), at + 1
    else:
        small, after = _below_thousand(tokens, at)
        if small is None:
            return None, at + 1
        found = small
    while after < len(tokens) and tokens[after].kind == "scale" and not tokens[after].linked:
        if not tokens[after].close or tokens[after].word in words.DUAL_ONLY:
            break
        if found.scale >= LARGEST_SCALE:
            break
        found, after = found.times(tokens[after].value), after + 1
    return _with_half(tokens, found, after)


def _counted_behind(tokens: list[_Token], at: int) -> tuple[Number | None, int]:
    """الملايين السبعة are seven million; millions alone are no number."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind and tokens[at].article and behind.article and behind.kind in ("unit", "ten"):
        count = number(behind.value)
        return count.times(tokens[at].value).also(*count.readings), at + 2
    return None, at + 1


def _with_half(tokens: list[_Token], found: Number, after: int) -> tuple[Number, int]:
    """Take in ونصف, وربع, and the scale repeated behind them (ونصف المليون)."""
    for ahead in (after, after + 1):
        if ahead >= len(tokens):
            break
        token = tokens[ahead]
        if not token.close:
            break
        if token.kind == "fraction" and token.linked:
            part = Fraction(1, token.value) * found.scale
            more = tuple((r[0] + part,) for r in found.readings if len(r) == 1)
            if ahead == after and found.scale > 1:
                found = replace(found, readings=(*more, *found.readings))
                end = ahead + 1
                again = tokens[end] if end < len(tokens) else None
                if again and again.kind == "scale" and again.value == found.scale:
                    end += 1
                return found, end
            return found.also(*more), after
    return found, after


def _below_thousand(tokens: list[_Token], at: int) -> tuple[Number | None, int]:
    token = tokens[at]
    if token.kind == "digits":
        return _with_century(tokens, at), at + 1
    if token.kind == "hundred":
        return _behind_hundred(tokens, at + 1, token.value, not _definite(tokens, at))
    if token.kind == "unit":
        after = at + 1
        if after < len(tokens) and tokens[after].kind == "hundred" and token.value > 2:
            behind = tokens[after]
            if behind.word in words.HUNDRED and not behind.linked and not behind.article:
                return _behind_hundred(tokens, after + 1, token.value * 100, True)
    small, after = _tens(tokens, at)
    return (
        (None, at + 1) if small is None else (number(small, firm=_firm(tokens, at, small)), after)
    )


def _with_century(tokens: list[_Token], at: int) -> Number:
    """A number in digits; two of them behind a month, a year or an article may be a year."""
    found = tokens[at].numbers[0]
    before = tokens[at - 1].word if at else ""
    dated = before in words.MONTHS or before in words.YEARS
    if len(tokens[at].word) == 2 and found.value.denominator == 1 and (dated or before == "ال"):
        if found.value > 25:
            return found.also((1900 + found.value,))
        if dated:
            return found.also((2000 + found.value,))
    return found


def _firm(tokens: list[_Token], at: int, value: int) -> bool:
    """Whether a number in words is one beyond doubt.

    الاثنين and يوم اثنين are a Monday, خمس السكان a fifth, تسع القاعة and ألف الكاتب verbs, أبو ستة
    a name, بئر السبع a place, لست "I am not", and القرن العشرين only dates the decade before it.
    """
    token = tokens[at]
    before = tokens[at - 1].word if at else ""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if value == 2:
        return not token.article and before not in words.DAY_WORDS
    if before == "عقد":  # the fourth decade of a life is one's thirties
        return False
    if before == "قرن" and at > 1 and tokens[at - 2].kind == "soft":
        return False
    if token.word in words.PARTS_OR_VERBS:
        definite = behind is not None and (
            behind.article
            or behind.word.startswith("ال")
            or (behind.kind in ("unit", "tens", "digits") and not behind.linked)
        )
        return not (definite or token.article or (token.word == "ست" and token.preposed))
    return before not in words.FATHERS


def _definite(tokens: list[_Token], at: int) -> bool:
    """Whether a hundred or the word behind it has the article: مائه الوسخ is "its dirty water"."""
    behind = tokens[at + 1].word if at + 1 < len(tokens) else ""
    return tokens[at].article or (behind.startswith("ال") and not tokens[at + 1].kind)


def _behind_hundred(tokens: list[_Token], at: int, value: int, firm: bool) -> tuple[Number, int]:
    if at < len(tokens) and tokens[at].linked and tokens[at].kind in ("unit", "ten", "tens", "one"):
        small, after = _tens(tokens, at)
        if small is not None:
            return number(value).plus(number(small)), after
    return number(value, firm=firm), at


def _tens(tokens: list[_Token], at: int) -> tuple[int | None, int]:
    """1 to 99 in words: a unit, a teen, tens, or unit and tens."""
    token = tokens[at]
    if token.kind in ("ten", "tens"):
        return token.value, at + 1
    if token.kind not in ("unit", "one"):
        return None, at + 1
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind and behind.kind == "ten" and not behind.linked and behind.close:
        return token.value + 10, at + 2
    if behind and behind.kind == "tens" and behind.linked:
        return token.value + behind.value, at + 2
    if token.word in words.ONLY_IN_TEENS:
        return None, at + 1
    return token.value, at + 1


def _soft(tokens: list[_Token], at: int) -> tuple[list[Number], int]:
    """Words that explain a number more than they state one, and what grows from them."""
    token = tokens[at]
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.kind == "dual":
        values = [Fraction(2)]
        if behind and behind.kind == "fraction" and behind.linked:
            values.append(2 + Fraction(1, behind.value))
        return [number(*values, firm=False)], at + 1
    if token.kind == "soft":
        return [number(*words.SOFT[token.word], firm=False)], at + 1
    if token.kind == "fraction":
        return _fraction(token, behind, at)
    if behind and behind.kind == "ten" and not behind.linked and behind.close:
        value = token.value + 10
        return [number(value, firm=_firm(tokens, at, value))], at + 2
    if behind and behind.kind == "tens" and behind.linked and token.article == behind.article:
        return [number(token.value + behind.value)], at + 2
    name = token.word == "رابعه" and not token.article  # a square and a saint
    firm = token.kind == "ordinal" and token.value > 2 and not name
    return [number(token.value, firm=firm and _firm(tokens, at, token.value))], at + 1


def _fraction(token: _Token, behind: _Token | None, at: int) -> tuple[list[Number], int]:
    """نصف is a half, also of an hour or of a hundred; نصف مليون is a number of its own."""
    part = Fraction(1, token.value)
    scales = behind is not None and behind.kind == "scale" and not behind.linked
    if behind and scales and not token.linked and behind.word not in words.PLURAL_SCALES:
        return [number(part * behind.value)], at + 2
    values = (part, token.value, 60 * part, 100 * part, 1 + part, 60 - 60 * part)
    return [number(*values, firm=False)], at + 1
