"""Signs that a model has no piece for: what it reads in their place, and those at the ends.

A model that cannot read a sign makes rubbish of it ("[" for an emoji, "[45" for €45). A sum's sign
is read as the currency's word, brackets as round ones; what says nothing (an emoji, an arrow, the
mark of a hashtag) as a space. Signs that a sentence begins or ends with are copied by the pipeline.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from translator.clean import Kept
from translator.script import ADDRESS

_SIGN = re.compile(r"[^\w\s\u064b-\u065f\u0670]|[_\u00bc-\u00be\u2150-\u215f]")
_SCALE = r"(?:\s(?:ألف|آلاف|الف|مليون|ملايين|مليار|مليارات|بليون|تريليون)(?!\w))?"
_SUM = re.compile(rf"[$€£¥₪₺₽₤]\s?(\d[\d.,٫٬]*{_SCALE})")
_CURRENCIES = {
    "€": "يورو",
    "£": "جنيه إسترليني",
    "₤": "ليرة",
    "¥": "ين",
    "₪": "شيكل",
    "₺": "ليرة تركية",
    "₽": "روبل",
    "$": "دولار",
}
_READ = {
    "[": "(",
    "]": ")",
    "{": "(",
    "}": ")",
    " & ": " و",
    "°": " درجة ",
    "‰": " في الألف ",
    "½": " ونصف",
    "¼": " وربع",
    "¾": " وثلاثة أرباع",
    **{sign: f" {word} " for sign, word in _CURRENCIES.items()},
}
"""What is read for a sign, where the model has none for it."""

_PICTURES = (
    "\u00a9\u00ae\u2122\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d"
    "\ufe0f\u200d\U0001f000-\U0001faff\U000e0020-\U000e007f"
)
_MARK = r"[-–—•●○◦▪■□▸►➤*·‣✓#>]+\s+"
_HEAD = re.compile(rf"(?:{_MARK}|[{_PICTURES}]\s*|{ADDRESS.pattern}[.:?!؟-]*\s+)+(?=\S)")
_PICTURE = re.compile(f"[{_PICTURES}]")


def head(text: str) -> int:
    """Length of what a sentence begins with and is no part of it: list marks with the space after
    them, emoji, arrows, stars and the like, a web address that a post begins with."""
    match = _HEAD.match(text)
    return match.end() if match else 0


def tail(text: str) -> int:
    """Where the emoji, stars and the like begin that a sentence ends with, and the space before
    them; its length where there are none."""
    end = len(text.rstrip())
    start = end
    while start and (_PICTURE.match(text, start - 1) or text[start - 1].isspace()):
        start -= 1
    return start if start < end else len(text)


def readable(kept: Kept, knows: Callable[[str], bool]) -> Kept:
    """A text with what the model reads in the place of signs; `knows` says of a character whether
    the model has a piece for it. Spans in the text before stay known."""
    unknown = {sign for sign in set(_SIGN.findall(kept.text)) if not knows(sign)}
    if not unknown:
        return kept
    text: list[str] = []
    origin: list[int] = []

    def add(written: str, places: range) -> None:
        text.append(written)
        origin.extend(places if len(places) == len(written) else [places[0]] * len(written))

    at = 0
    while at < len(kept.text):
        character = kept.text[at]
        amount = _SUM.match(kept.text, at) if character in unknown else None
        if amount:
            add(amount[1], range(*amount.span(1)))
            last = amount.end() - 1
            add(f" {_CURRENCIES[character]}", range(last, last + 1))
            at = amount.end()
        elif character not in unknown:
            add(character, range(at, at + 1))
            at += 1
        else:
            read = _READ.get(kept.text[max(0, at - 1) : at + 2]) or _READ.get(character, " ")
            add(read, range(at, at + 1))
            at += 1
    if kept.origin is not None:
        origin = [kept.origin[place] for place in origin]
    return Kept("".join(text), tuple(origin))
