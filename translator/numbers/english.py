"""Numbers of an English text: digits and words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from translator.numbers import english_words as words
from translator.numbers.digits import lex, words_if_no_digits
from translator.numbers.number import LARGEST_SCALE, Number, Numbers, number, share_scale


class _Token(NamedTuple):
    kind: str
    value: int
    word: str
    close: bool = True
    glued: bool = False
    numbers: tuple[Number, ...] = ()


def read_english(text: str) -> Numbers:
    """All numbers of an English text, and the months it names."""
    tokens = _tokens(text)
    months = frozenset(words.MONTHS[t.word] for t in tokens if t.word in words.MONTHS)
    if not any(token.kind for token in tokens):
        return Numbers((), months)
    numbers: list[Number] = []
    ranges: list[int] = []
    at = tied = 0
    while at < len(tokens):
        found, after = _parse(tokens, at)
        if found:
            between = tokens[tied:at]
            if numbers and (not between or (len(between) == 1 and between[0].word in words.TIES)):
                ranges.append(len(numbers) - 1)
            numbers.extend(found)
            tied = after
        at = max(after, at + 1)
    numbers = share_scale(numbers, ranges)
    return Numbers(tuple(numbers), months)


def may_state_numbers(text: str) -> bool:
    """Whether `read_english` could find a firm number: a fast look at the words, one by one.

    A no is certain, a yes is not. What only explains a number ("both", "one", "the second") is
    none here.
    """
    found = words_if_no_digits(text)
    return found is None or not words.STATING.isdisjoint([word.lower() for word in found])


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    for lexeme in lex(text):
        word = lexeme.text.lower()
        glued = not lexeme.gap
        if lexeme.numbers:
            tokens.append(_Token("digits", 0, word, lexeme.close, glued, lexeme.numbers))
            continue
        kind, value = (
            words.LEXICON.get(word)
            or words.ROMAN.get(lexeme.text)
            or words.FOLDS.get(word)
            or ("", 0)
        )
        if kind == "suffix" and not (glued and tokens and tokens[-1].kind == "digits"):
            kind = ""
        tokens.append(_Token(kind, value, word, lexeme.close, glued))
    return tokens


def _kind(tokens: list[_Token], at: int) -> str:
    """The kind of a token if it belongs to the one before, "" otherwise."""
    return tokens[at].kind if at < len(tokens) and tokens[at].close else ""


def _word(tokens: list[_Token], at: int) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else ""


def _parse(tokens: list[_Token], at: int) -> tuple[list[Number], int]:
    """The number that begins at a token, if one does, and where it ends."""
    token = tokens[at]
    if token.kind == "digits" and len(token.numbers) > 1:
        return list(token.numbers), at + 1
    if token.kind == "soft":
        return [number(*words.SOFT.get(token.word, (token.value,)), firm=False)], at + 1
    if token.kind == "ordinal":
        firm = token.value > 2 and _word(tokens, at - 1) not in words.FRACTIONAL
        return [number(token.value, firm=firm)], at + 1
    if token.kind == "half":
        return _fraction(tokens, at)
    if token.word in ("a", "an") and _kind(tokens, at + 1) not in ("hundred", "scale"):
        return [], at + 1
    found, after = _scaled(tokens, at)
    if found is None:
        return [], at + 1
    while found.scale > 1 and not _is_range(tokens, after):
        ahead = after + (_word(tokens, after) in ("and", "-"))
        if not _kind(tokens, ahead) or not tokens[after].close:
            break
        more, end = _scaled(tokens, ahead)
        if more is None or more.value >= found.scale:
            break
        total = replace(found.plus(more), scale=max(more.scale, 1))
        if end == ahead + 1 and tokens[ahead].kind == "one":  # a thousand and one of them
            total = total.also(*found.readings)
        found, after = total, end
    return _tail(tokens, found, at, after)


def _is_range(tokens: list[_Token], at: int) -> bool:
    return _word(tokens, at) in ("to", "or")


def _tail(tokens: list[_Token], found: Number, at: int, after: int) -> tuple[list[Number], int]:
    """Take in what stands behind a number: ordinals' endings, dozens, parts, decades."""
    word = _word(tokens, after)
    if after < len(tokens) and tokens[after].glued and word in ("st", "nd", "rd", "th"):
        return [found], after + 1
    if after < len(tokens) and tokens[after].glued and word == "s":
        return [_decade(found)], after + 1
    if word in ("dozen", "dozens"):
        return [
            replace(found.times(12).also(*found.readings, (Fraction(20),)), firm=False)
        ], after + 1
    if word in words.PARTS:
        part = found.value / words.PARTS[word]
        return [number(part, found.value), number(words.PARTS[word], firm=False)], after + 1
    if word in ("decade", "decades"):
        return [found.also(*((r[0] * 10,) for r in found.readings))], after + 1
    if _kind(tokens, after) == "ordinal" and found.value in words.WHOLE_TENS:
        return [number(found.value + tokens[after].value)], after + 1
    return [found], after


def _decade(found: Number) -> Number:
    value = found.value
    if value >= 100 and value % 100 == 0:  # the 1800s are the nineteenth century
        return found.also((value / 100 + 1,))
    return found.also((value % 100,), (1900 + value % 100,)) if value >= 10 else found


def _scaled(tokens: list[_Token], at: int) -> tuple[Number | None, int]:
    token = tokens[at]
    if token.kind in ("hundred", "scale"):
        found = replace(number(token.value, firm=_firm(tokens, at)), scale=token.value)
        after = at + 1
        if token.kind == "hundred":
            found, after = _behind_hundred(tokens, replace(found, scale=1), after)
    else:
        small, after = _below_thousand(tokens, at)
        if small is None:
            return None, at + 1
        found = small
    found, after, halved = _and_a_half(tokens, found, after)
    while _kind(tokens, after) in ("scale", "suffix") and found.scale < LARGEST_SCALE:
        scaled = found.times(tokens[after].value)
        if tokens[after].word in ("m", "k", "b"):  # 100m may be metres, 29K an aircraft
            scaled = found.also(*scaled.readings)
        found, after = scaled, after + 1
    if not halved:
        found, after, _ = _and_a_half(tokens, found, after)
    return found, after


def _firm(tokens: list[_Token], at: int) -> bool:
    """A few thousand is no certain number."""
    return _word(tokens, at - 1) not in words.VAGUE


def _and_a_half(tokens: list[_Token], found: Number, at: int) -> tuple[Number, int, bool]:
    """Take in "and a half", of the scale before if there was one."""
    ahead = at
    for word in ("and", "a"):
        if _word(tokens, ahead) == word or (word == "a" and _word(tokens, ahead) == "one"):
            ahead += 1
    if ahead > at and _word(tokens, at) == "and" and _kind(tokens, ahead) == "half":
        part = Fraction(1, tokens[ahead].value) * found.scale
        more = tuple((r[0] + part,) for r in found.readings if len(r) == 1)
        return replace(found, readings=(*more, *found.readings)), ahead + 1, True
    return found, at, False


def _below_thousand(tokens: list[_Token], at: int) -> tuple[Number | None, int]:
    token = tokens[at]
    if token.kind == "digits":
        return token.numbers[0], at + 1
    if token.word in ("a", "an"):
        if _kind(tokens, at + 1) == "hundred":
            return _behind_hundred(tokens, number(100, firm=_firm(tokens, at)), at + 2)
        return number(1, firm=_firm(tokens, at)), at + 1
    small, after = _tens(tokens, at)
    if small is None:
        return None, at + 1
    if _kind(tokens, after) == "hundred":
        return _behind_hundred(tokens, number(small * 100), after + 1)
    if 10 <= small <= 20 and _kind(tokens, after) in ("teen", "tens"):
        rest, after = _tens(tokens, after)  # nineteen eighty-four
        year = Fraction(small * 100 + (rest or 0))
        return Number(((year,), (Fraction(small), Fraction(rest or 0)))), after
    return number(
        small, firm=token.kind != "one" or after > at + 1 or _scale_follows(tokens, after)
    ), after


def _scale_follows(tokens: list[_Token], at: int) -> bool:
    return _kind(tokens, at) in ("scale", "hundred")


def _behind_hundred(tokens: list[_Token], found: Number, at: int) -> tuple[Number, int]:
    ahead = at + (_word(tokens, at) == "and")
    if _kind(tokens, ahead) in ("unit", "teen", "tens", "one"):
        small, after = _tens(tokens, ahead)
        is_next = _kind(tokens, after) == "hundred"  # four hundred and five hundred thousand
        if small is not None and not is_next and (ahead > at or tokens[ahead].kind != "one"):
            return found.plus(number(small)), after
    return found, at


def _tens(tokens: list[_Token], at: int) -> tuple[int | None, int]:
    token = tokens[at]
    if token.kind in ("unit", "teen", "one"):
        return token.value, at + 1
    if token.kind != "tens":
        return None, at + 1
    if _kind(tokens, at + 1) in ("unit", "one"):
        return token.value + tokens[at + 1].value, at + 2
    return token.value, at + 1


def _fraction(tokens: list[_Token], at: int) -> tuple[list[Number], int]:
    """Half a million and a quarter of a million are numbers; a half alone explains many."""
    part = Fraction(1, tokens[at].value)
    ahead = at + 1
    for word in ("of", "a"):
        ahead += _word(tokens, ahead) == word
    if _kind(tokens, ahead) == "scale" and ahead - at <= 3:
        return [number(part * tokens[ahead].value)], ahead + 1
    if _word(tokens, ahead) == "dozen":
        return [number(6, 5, firm=False)], ahead + 1
    values = (part, tokens[at].value, 60 * part, 100 * part, 1 + part, 60 - 60 * part)
    return [number(*values, firm=False)], at + 1
