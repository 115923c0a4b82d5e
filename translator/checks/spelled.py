"""How near a Latin spelling is to an Arabic name: the least cost of writing one as the other.

Letter by letter, by what English newspapers write for each Arabic letter in names of any language
(ج is j, g, dj; خ is kh, and j in Spanish names): what is usual costs nothing, what is seldom a
little, a consonant that has nothing on the other side one. Finer than `glossary.sound`, which
compares classes of consonants and so takes Michael for مولر, and slower: for pairs that matter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from glossary.reading.letters import arabic_letters, latin_letters

_USUAL = """
ب b bb p:.1 pp:.1 v:.5
پ p pp b:.2
ت t tt th:.2 d:.5
ث th t:.2 s:.3
ج j g gg dj dg ge gi gu zh:.1 c:.2 ch:.3 ce:.4 y:.5
ح h kh:.4
خ kh h:.1 j:.1 ch:.1 x:.1 k:.3 gh:.4
د d dd dh:.2 t:.5
ذ dh th:.1 d:.1 z:.2
ر r rr rh
ز z zz s:.1 x:.3 ts:.4
س s ss ce ci sc c:.1 z:.2 th:.3 ts:.4 x:.4 sch:.4 sh:.4
ش sh sch sz ch:.1 sj:.1 x:.1 s:.2 sc:.2 ti:.2 ssi:.2 si:.3 j:.4 g:.4 z:.4
ص s ss c:.2
ض d dh:.1 z:.2
ط t tt th:.3 d:.5
ظ z dh d:.2 th:.2
ع - a
غ g gh gg gu ge:.2 gi:.2 j:.3 r:.4 h:.4 k:.5 c:.5
ف f ff v ph w:.2 p:.5 b:.6
ڤ v f:.2
ق q k ck c:.1 g:.1 gh:.4 kh:.5
ك k c kk cc ck qu ku q:.1 ch:.1 kh:.3 g:.3
گ g k:.3
ل l ll
م m mm
ن n nn m:.5
ه h -:.25
چ ch tch j:.3
ژ zh j z:.2
كس x ks cs cks cc:.1
كز x
تش ch tch tsch cz ci c:.1 cs:.1 tj:.2 tsh q:.2
تس ts z tz zz ds c:.2
دج j dj g
كو qu
نغ ng n:.3
نج ng nj
شت st
شب sp
نو kno
ني kni
يا ja ya ia iah
يو ju yu jo yo io eu u:.1
هو ho jua:.2
غو gu go
وا wa oi oa ua va
ا a -:.15 e:.1 i:.1 o:.1 u:.1 y:.1
أ a -:.15 e:.1 i:.1 o:.1 u:.1 y:.1
آ a -:.15 e:.1 i:.1 o:.1 u:.1 y:.1
إ - a e i o u y
ى - a e i o u y
ة - a e i o u y
ء - a e i o u y
ئ - a e i o u y
ؤ - a e i o u y
و w o u v:.1 y:.2 a:.3 e:.35 i:.45 -:.45
ي y i e j:.1 a:.25 u:.35 o:.45 -:.45
"""
"""Arabic letters, one or two, and what is written for them, with its cost; - is nothing."""

_VOWELS, _SILENT_AT_END = frozenset("aeiouy"), frozenset("tsxdpe")
_VOWEL, _VOWEL_AHEAD, _DOUBLED, _H, _W, _SILENT = 0.06, 0.15, 0.1, 0.3, 0.5, 0.5
_LOST, _ADDED, _CHANGED, _AT_HEAD = 1.0, 0.9, 1.3, 0.4
"""An Arabic consonant without anything, a Latin one, one for another; more for the first one."""
_LETTER = 0.3
"""What a letter that is no consonant adds to the length of a name, in consonants."""
_SHORTEST = 2.0

_PARTICLES, _SHORTEST_NAME = "وفبكل", 3
_TAKEN_OFF = 0.1
"""Likeness lost by a name of which ب, ك or ل was taken for a particle."""

_CONSONANT = re.compile("[^اأإآىةءئؤويع]")
_LATIN_CONSONANT = re.compile("[^aeiouyhw]")
_Forms = tuple[tuple[str, float], ...]
_Written = Mapping[str, Mapping[str, _Forms]]
"""What is written for Arabic letters, with its cost, by its first letter."""


def _read(table: str) -> _Written:
    found: dict[str, dict[str, _Forms]] = {}
    for line in table.strip().splitlines():
        arabic, *forms = line.split()
        written = found.setdefault(arabic, {})
        for form in forms:
            latin, _, cost = form.replace("-", "").partition(":")
            written[latin[:1]] = (*written.get(latin[:1], ()), (latin, float(cost or 0)))
    return found


_WRITTEN = _read(_USUAL)


@lru_cache(maxsize=65536)
def alike(name: str, latin: str, least: float = 0.0) -> float:
    """How alike an Arabic name, without particles, and a Latin word are.

    1 is a usual spelling, 0 has nothing in common; the article may be on either side. What is below
    `least` is 0: the higher it is, the sooner words that have little in common are given up.
    """
    arabic, letters = arabic_letters(name), latin_letters(latin)
    if not arabic or not letters:
        return 0.0
    ours = {arabic, arabic[2:] if arabic.startswith("ال") and len(arabic) > 4 else arabic}
    article = latin[:3].lower() in ("al-", "el-")
    theirs = {letters, letters[2:] if article and len(letters) > 2 else letters}
    best = max(
        1 - _cost(a, x, (1 - least) * length) / length
        for a in ours
        for x in theirs
        for length in [_length(a, x)]
    )
    return best if best >= least else 0.0


@lru_cache(maxsize=65536)
def written_on(word: str, latin: str, least: float = 0.0) -> float:
    """The same for a word as it stands in a sentence, perhaps with particles written on to it."""
    plain, *cut = spellings(word)
    best = alike(plain, latin, least)
    for form in cut:
        off = plain[: len(plain) - len(form)]
        less = _TAKEN_OFF if off[-1:] in ("ب", "ك", "ل") and form[:2] != "ال" else 0.0
        best = max(best, alike(form, latin, least) - less)
    return best


@lru_cache(maxsize=65536)
def spellings(word: str) -> tuple[str, ...]:
    """A word as it is, and without each of the particles that may be written on to it."""
    plain = arabic_letters(word)
    found = [plain]
    for cut in (1, 2):
        if len(plain) - cut < _SHORTEST_NAME or plain[cut - 1] not in _PARTICLES:
            break
        rest = plain[cut:]
        lam = plain[cut - 1] == "ل" and rest[0] == "ل" and len(rest) > _SHORTEST_NAME
        found.append("ا" + rest if lam else rest)  # للقاعدة is ل and القاعدة
    if plain.startswith("لل") and len(plain) > 4:
        found.append("ال" + plain[2:])
    return tuple(dict.fromkeys(found))


def consonants(name: str) -> int:
    """How many consonants an Arabic name has."""
    return len(_CONSONANT.findall(name))


def _length(arabic: str, latin: str) -> float:
    ours, theirs = consonants(arabic), len(_LATIN_CONSONANT.findall(latin))
    return max(_SHORTEST, (ours + _LETTER * (len(arabic) - ours) + theirs) / 2)


def _cost(arabic: str, latin: str, most: float) -> float:
    """The least cost of writing all of `arabic` as all of `latin`, by dynamic programming.

    Something above `most` where it is more than that.
    """
    ends, stop = len(arabic), len(latin)
    best = [[float("inf")] * (stop + 1) for _ in range(ends + 2)]
    best[0][0] = 0.0
    added = [_added(latin, j) for j in range(stop)]
    for i in range(ends + 1):
        here = best[i]
        steps = [
            (best[i + taken], written)
            for taken in (1, 2)
            if i + taken <= ends and (written := _WRITTEN.get(arabic[i : i + taken]))
        ]
        consonant = i < ends and _CONSONANT.match(arabic[i]) is not None
        head = _AT_HEAD if i == 0 else 0.0
        for j in range(stop + 1):
            spent = here[j]
            if j < stop and spent + added[j] < here[j + 1]:
                here[j + 1] = spent + added[j]
            for below, written in steps:
                for form, cost in (*written.get("", ()), *written.get(latin[j : j + 1] or "-", ())):
                    end = j + len(form)
                    if latin.startswith(form, j) and spent + cost < below[end]:
                        below[end] = spent + cost
            if consonant:
                below = best[i + 1]
                below[j] = min(below[j], spent + _LOST + head)
                if j < stop and latin[j] not in _VOWELS:
                    below[j + 1] = min(below[j + 1], spent + _CHANGED)
        if i < ends and min(best[i + 1]) > most and min(best[i + 2]) > most:
            return most + 1
    return best[ends][stop]


def _added(latin: str, at: int) -> float:
    """The cost of a Latin letter for which nothing stands in Arabic."""
    letter = latin[at]
    if letter in _VOWELS:
        return _VOWEL if at else _VOWEL_AHEAD
    if at and letter == latin[at - 1]:
        return _DOUBLED
    if letter == "h":
        return _H
    if letter == "w":
        return _W
    if at and at == len(latin) - 1 and letter in _SILENT_AT_END:
        return _SILENT
    return _ADDED + (0.0 if at else _AT_HEAD)
