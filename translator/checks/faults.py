"""English that is broken as such: Arabic left in it, loops, subword marks, another language, an
impossible length."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

from translator.document import Warning
from translator.repetition import loop, words_of
from translator.script import ADDRESS

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_INVISIBLE = re.compile("[\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,9}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_MARK = re.compile(
    r"[\u2581\u2047\ufffd]"  # SentencePiece's space, its unknown piece, a broken character
    r"|\w@@(?!\S)|(?<!\S)@@\w"  # pieces of subword-nmt
    r"|<(?:unk|s|/s|pad|mask|eos|bos|extra_id_\d+)>"
    r"|\[(?:UNK|PAD|CLS|SEP|MASK)\]"
    r"|<\|?(?:end|start)[a-z]*\|?>|>>[a-z]{2,3}(?:_[A-Za-z]+)?<<"
)
_SCRIPT_OF_LATIN = frozenset({"LATIN", "MODIFIER", "FULLWIDTH", "ARABIC", "FEMININE", "MASCULINE"})

# Measured on 30,500 news pairs made by people: the ratios lie between 0.7 and 2.2, wider the
# shorter the sentence, so a slope for long ones and an offset that leaves short ones room.
_LONGEST = (1.9, 25.0)
_SHORTEST = (0.7, 8.0)

# Words that English shares with its neighbours (a, as, no, in, on, do, me) are in neither list.
_ENGLISH = words_of(
    "the of to and for with by from at is are were be been has have had will would not this "
    "these it its he his she they their we our you who which what said says after before under "
    "into against between about than more all but or if when my how why where can could"
)
_OTHER_LANGUAGES = words_of(
    "o os um uma de da dos das em na nos nas que não e é ao à com por para foi são como mais seu "
    "sua el la los las del en y un una con es se le les des et est dans pour sur une au aux qui "
    "der und das den von mit ist zu il di che della per"
)


@functools.lru_cache(maxsize=4096)  # a translation is judged when decoded and when done
def faults(source: str, target: str) -> tuple[Warning, ...]:
    """The warnings of a broken `target`, gravest kind first: arabic, artifact, loop, length."""
    found = [
        ("arabic", _arabic_left(source, target)),
        ("artifact", _mark(source, target) or _script(source, target) or _language(target)),
        ("loop", _loop(source, target)),
        ("length", _length(source, target)),
    ]
    return tuple(Warning(kind, message) for kind, message in found if message)


def empty(source: str, target: str) -> str | None:
    """The message where `source` says something and `target` nothing, else None."""
    if any(map(str.isalnum, source)) and not any(map(str.isalnum, target)):
        return "the translation is empty"
    return None


def _arabic_left(source: str, target: str) -> str | None:
    """Arabic letters or digits: a reader of English can read neither. An address stays as it is."""
    if not _ARABIC.search(target):
        return None
    for address in ADDRESS.findall(source):
        target = target.replace(address, "")
    letters = [word for word in target.split() if any(map(_is_arabic_letter, word))]
    if letters:
        return f"Arabic left in the translation: {_some(letters)}"
    digits = [word for word in target.split() if any(map(_is_arabic_digit, word))]
    return f"Arabic digits left in the translation: {_some(digits)}" if digits else None


def _is_arabic_letter(char: str) -> bool:
    return bool(_ARABIC.match(char)) and unicodedata.category(char) in ("Lo", "Lm")


def _is_arabic_digit(char: str) -> bool:
    return bool(_ARABIC.match(char)) and char.isdecimal()


def only_digits(target: str) -> bool:
    """Whether no letter of `target` is Arabic."""
    return not any(map(_is_arabic_letter, target))


def _mark(source: str, target: str) -> str | None:
    for pattern, name in ((_ENTITY, "an HTML entity"), (_MARK, "a mark of the tokenizer")):
        own = set(pattern.findall(source))
        left = [mark for mark in pattern.findall(target) if mark not in own]
        if left:
            return f"{name} in the translation: {_some(left)}"
    return None


def _script(source: str, target: str) -> str | None:
    """Letters that are neither Latin nor Arabic nor in the source."""
    if target.isascii():
        return None
    known = set(source)
    for char in target:
        if ord(char) > 0x24F and char.isalpha() and char not in known:
            script = unicodedata.name(char, "UNKNOWN").split()[0]
            if script not in _SCRIPT_OF_LATIN:
                return f"letters of another script in the translation: {char} ({script.title()})"
    return None


def _language(target: str) -> str | None:
    """Latin letters but not English: no common English word and several of its neighbours'."""
    words = re.findall(r"[^\W\d_]+", target.lower())
    if len(words) < 6 or not _ENGLISH.isdisjoint(words):
        return None
    foreign = [word for word in words if word in _OTHER_LANGUAGES]
    if len(foreign) * 5 >= len(words) and len(set(foreign)) > 1:
        return f"the translation is not English: {_some(foreign)}"
    return None


def _loop(source: str, target: str) -> str | None:
    repeated = loop(source, target)
    return f"repeated over and over: {repeated[:80]}" if repeated else None


def _length(source: str, target: str) -> str | None:
    theirs = len(_INVISIBLE.sub("", source))
    ours = len(target)
    if ours > _LONGEST[0] * theirs + _LONGEST[1]:
        return f"far too long: {ours} characters for {theirs}"
    if ours < _SHORTEST[0] * theirs - _SHORTEST[1]:
        return f"far too short: {ours} characters for {theirs}"
    return None


def _some(items: Sequence[str], most: int = 3) -> str:
    """The first few different items, for a message."""
    different = list(dict.fromkeys(items))
    return ", ".join(item[:30] for item in different[:most]) + (" …" if different[most:] else "")
