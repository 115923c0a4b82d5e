"""English words as keys by which a gloss and a translation are compared.

Two words have one key where they are forms of one word (agreed, agrees); keys that begin alike are
of one family (agreement).
"""

from __future__ import annotations

import re
from functools import lru_cache

SHORT = 5
"""Two keys that agree in as many letters are of one family."""
FAMILY = 0.7
"""What a word of the same family counts beside the word itself."""

_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?|\d+")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_ENDINGS = (
    ("ies", "y", 4),
    ("ied", "y", 4),
    ("sses", "ss", 5),
    ("ches", "ch", 5),
    ("shes", "sh", 5),
    ("xes", "x", 4),
    ("ing", "", 5),
    ("ed", "", 5),
    ("s", "", 4),
)
_LAST = frozenset("sdg")
_EE = frozenset("agreed disagreed freed guaranteed decreed refereed".split())
_UNCHANGED = frozenset(("news", "series", "species", "united", "states"))
_WHOLE = ("ss", "eed")
IRREGULAR = dict(
    pair.split(":")
    for pair in """
    used:use said:say says:say told:tell met:meet went:go gone:go goes:go came:come held:hold
    made:make
    took:take taken:take gave:give given:give saw:see seen:see knew:know known:know found:find
    left:leave led:lead lost:lose kept:keep sent:send spent:spend stood:stand spoke:speak
    spoken:speak wrote:write written:write rose:rise risen:rise fell:fall fallen:fall felt:feel
    began:begin begun:begin became:become broke:break broken:break brought:bring built:build
    bought:buy caught:catch chose:choose chosen:choose drew:draw drawn:draw drove:drive
    driven:drive ate:eat eaten:eat fought:fight fled:flee flew:fly flown:fly forgot:forget got:get
    grew:grow grown:grow heard:hear hid:hide hidden:hide laid:lay lay:lie meant:mean paid:pay
    ran:run sold:sell shot:shoot showed:show shown:show sang:sing sat:sit slept:sleep swore:swear
    sworn:swear taught:teach thought:think threw:throw thrown:throw understood:understand won:win
    wore:wear worn:wear withdrew:withdraw withdrawn:withdraw struck:strike stole:steal
    stolen:steal stuck:stick sought:seek bore:bear born:bear borne:bear died:die dying:die
    lying:lie was:be were:be is:be are:be been:be being:be am:be had:have has:have did:do done:do
    does:do men:man women:woman children:child people:person lives:life wives:wife knives:knife
    feet:foot teeth:tooth countries:country families:family leaders:lead casualties:casualty
    better:good best:good worse:bad worst:bad us:we me:i him:he her:she them:they his:he hers:she
    its:it their:they our:we my:i your:you
    """.split()
)
"""Irregular forms, and words that are another's form, with the word itself."""

STOP = frozenset(
    """
    a an the of to in on at by for with from and or be have do not as that this it he she they we
    i you will would may can could should who which what one into than then so such some any verb
    sg pl masc fem du acc indef
    """.split()
)
"""Words that say little: they count only where a gloss has no other."""


@lru_cache(maxsize=32768)
def key(word: str) -> str:
    """The key of one word in lower case."""
    word = IRREGULAR.get(word, word)
    if word in STOP or word in _UNCHANGED:
        return word
    plain = word.removesuffix("d") if word in _EE else word
    if plain[-1:] in _LAST and not plain.endswith(_WHOLE):
        for ending, instead, least in _ENDINGS:
            if plain.endswith(ending) and len(plain) >= least:
                plain = plain[: -len(ending)] + instead
                break
    if len(plain) > 3 and plain[-1] == plain[-2] and plain[-1] not in "lse":
        plain = plain[:-1]
    if len(plain) > 3 and plain.endswith("e") and not plain.endswith("ee"):
        plain = plain[:-1]
    return plain


@lru_cache(maxsize=32768)
def keys(text: str) -> frozenset[str]:
    """The keys of a text's words that say something; of all of them where none does."""
    if text.isalpha():  # most senses are one word
        return frozenset((key(text.lower()),))
    found = [key(word.removesuffix("'s")) for word in _WORD.findall(text.lower())]
    telling = frozenset(one for one in found if one not in STOP)
    return telling or frozenset(found)


@lru_cache(maxsize=32768)
def every_key(text: str) -> frozenset[str]:
    """The keys of all words of a text."""
    return frozenset(key(word.removesuffix("'s")) for word in _WORD.findall(text.lower()))


@lru_cache(maxsize=65536)
def senses(gloss: str) -> tuple[frozenset[str], ...]:
    """The keys of each of a gloss's alternatives, in order."""
    plain = _BRACKETS.sub("", gloss) if "(" in gloss or "[" in gloss else gloss
    found = tuple(keys(part) for part in plain.split("/") if part.strip())
    return found or (keys(gloss),)


@lru_cache(maxsize=65536)
def shorts(found: frozenset[str]) -> frozenset[str]:
    """The families of keys."""
    return frozenset(one[:SHORT] for one in found)


@lru_cache(maxsize=65536)
def _families(gloss: str) -> frozenset[str]:
    return shorts(frozenset().union(*senses(gloss)))


def agreement(gloss: str, english: frozenset[str]) -> float:
    """How far the best of a gloss's alternatives stands in English keys, from 0 to 1."""
    families = shorts(english)
    if families.isdisjoint(_families(gloss)):
        return 0.0
    best = 0.0
    for sense in senses(gloss):
        if not sense or families.isdisjoint(shorts(sense)):
            continue
        met = sum(1.0 if one in english else FAMILY * (one[:SHORT] in families) for one in sense)
        best = max(best, met / len(sense))
    return best
