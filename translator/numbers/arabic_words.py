"""The number words of Arabic, folded as `fold` folds a text."""

from __future__ import annotations

import re
from fractions import Fraction


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DROPPED = dict.fromkeys(
    [0x0640, 0x0670, *range(0x064B, 0x0656), *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
)
_FOLDED = str.maketrans("أإآٱىةۃیک", "ااااي" + "ههيك")

_DOUBLED = re.compile("[أا]\u064e?ل(?:[\u064b-\u0650]?\u0651|\u0650)")
"""The beginning of ألّف, "wrote", and of ألِف, "was used to", which
without its mark are ألف, a thousand."""

CLITICS = re.compile("(?P<and>[وف]?)(?P<preposition>[بكل]?)(?P<article>ال|(?<=ل)ل)?")

TIES = _set("الي او و حتي")
"""Words that tie the two ends of a range."""

DAY_WORDS = _set("يوم صباح مساء ليل ليله فجر ظهر امس غدا اليوم كل")

YEARS = _set("عام العام سنه السنه حرب موسم انتفاضه هزيمه نكسه نكبه ثوره")
"""Words behind which two digits may be a year."""

FATHERS = _set("ابو ابي ابا بو")

PARTS_OR_VERBS = _set("خمس ست سبع تسع عشر الف")
"""Numbers that before a word with the article are parts (a fifth) or verbs (holds)."""

ONLY_IN_TEENS = _set("اثنا اثني اثنتا اثنتي")
"""Two only before عشر: أثنى, "praised", folds to the same letters."""

_UNITS = {
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي ثنتان ثنتين",
    3: "ثلاث ثلاثه ثلاثا",
    4: "اربع اربعه اربعا",
    5: "خمس خمسه خمسا",
    6: "ست سته ستا",
    7: "سبع سبعه سبعا",
    8: "ثمان ثماني ثمانيه ثمانيا",
    9: "تسع تسعه تسعا",
}
_TENS = {
    20: "عشرون عشرين",
    30: "ثلاثون ثلاثين",
    40: "اربعون اربعين",
    50: "خمسون خمسين",
    60: "ستون ستين",
    70: "سبعون سبعين",
    80: "ثمانون ثمانين",
    90: "تسعون تسعين",
}
_ORDINALS = {
    1: "حادي حاديه",
    2: "ثاني ثانيه ثان ثانيا",
    3: "ثالث ثالثه ثالثا",
    4: "رابع رابعه رابعا",
    5: "خامس خامسه خامسا",
    6: "سادس سادسه سادسا",
    7: "سابع سابعه سابعا",
    8: "ثامن ثامنه ثامنا",
    9: "تاسع تاسعه تاسعا",
    10: "عاشر عاشره عاشرا",
}
_GROUPS = {
    2: "ثنائي ثنائيه ثنائيا كلا كلتا كلي ضعف ضعفي ضعفا ضعفين مضاعف مضاعفه تضاعف تضاعفت "
    "يتضاعف مثلي زوج زوجي توام",
    3: "ثلاثي ثلاثيه ثلاثيا ثلاثتهم",
    4: "رباعي رباعيه رباعيا",
    5: "خماسي خماسيه خمسي خمسيه",
    6: "سداسي سداسيه",
    7: "سباعي سباعيه",
    8: "ثمانيه",
    10: "عقد عقدا",
    12: "دزينه",
    20: "عقدين عقدان عقدي",
    100: "قرن قرنا",
}
HUNDRED = _set("مئه مائه")
_SCALES = {
    1000: ("الف الفا", "الاف", "الفان الفين الفي"),
    10**6: ("مليون مليونا", "ملايين", "مليونان مليونين مليوني"),
    10**9: (
        "مليار مليارا بليون بليونا",
        "مليارات بلايين بليونات",
        "ملياران مليارين ملياري بليوني بليونين",
    ),
    10**12: (
        "تريليون تريليونا ترليون ترليونا",
        "تريليونات ترليونات",
        "تريليونان تريليونين تريليوني ترليوني",
    ),
}
_FRACTIONS = {
    2: "نصف نصفا نصفه نصفها نصفهم",
    3: "ثلث ثلثه ثلثها ثلثهم",
    4: "ربع ربعا ربعه ربعها ربعهم",
    5: "اخماس",
    6: "سدس",
}

_MONTHS = (
    "يناير جانفي|فبراير فيفري شباط|مارس اذار|ابريل افريل نيسان|مايو ماي ايار|يونيو جوان حزيران|"
    "يوليو جويليه تموز|اغسطس اوت اب|سبتمبر ايلول|اكتوبر|نوفمبر|ديسمبر"
)
MONTHS = {
    word: month + 1 for month, names in enumerate(_MONTHS.split("|")) for word in names.split()
}

SOFT: dict[str, tuple[int | Fraction, ...]] = {
    word: (value,) for value, names in _GROUPS.items() for word in names.split()
}
SOFT["عقدين"] = SOFT["عقدان"] = SOFT["عقدي"] = (2, 20)
SOFT["ثمن"] = (8, 16, Fraction(1, 8))  # ثمن النهائي is the round of 16
SOFT["صفر"] = SOFT["صفرا"] = (0,)
SOFT.update(dict.fromkeys(_set("اول اولي اولا وحيد وحيده منفرد"), (1,)))
SOFT.update(dict.fromkeys(_set("ثلثي ثلثين ثلثان"), (2, Fraction(2, 3))))
SOFT["ثلثا"] = (2, Fraction(2, 3), 3, Fraction(1, 3), 20)  # two thirds, or one in the accusative
for _value, _names in _ORDINALS.items():
    _name = _names.split()[0]
    SOFT.update(dict.fromkeys([_name + ending for ending in ("هم", "هما", "هن", "ها")], (_value,)))
for _value, _names in _TENS.items():
    for _name in _names.split():
        if _name.endswith("ين"):
            SOFT.update(
                dict.fromkeys(
                    [_name + ending for ending in ("ات", "يات", "ي", "يه", "يا")],
                    (_value, 1900 + _value),
                )
            )

LEXICON: dict[str, tuple[str, int]] = dict.fromkeys(SOFT, ("soft", 0))
PLURAL_SCALES: set[str] = set()
DUAL_ONLY: set[str] = set()
DUAL_SCALES: dict[str, tuple[int, ...]] = {}


def _add(kind: str, table: dict[int, str]) -> None:
    LEXICON.update({w: (kind, value) for value, names in table.items() for w in names.split()})


_add("ordinal", _ORDINALS)
_add("unit", _UNITS)
_add("tens", _TENS)
_add("ten", {10: "عشر عشره عشرا"})
_add("one", {1: "واحد واحده واحدا احد احدا احدي"})
_add("fraction", _FRACTIONS)
_add("hundred", {100: " ".join(HUNDRED), 200: "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي"})
for _value, _names in _UNITS.items():
    if _value > 2:
        for _name in _names.split():
            for _hundred in HUNDRED:
                LEXICON[_name + _hundred] = ("hundred", 100 * _value)
for _hundred in HUNDRED:
    LEXICON["ثلث" + _hundred] = ("hundred", 300)
    LEXICON["بال" + _hundred] = ("percent", 0)
for _scale, (_one, _many, _two) in _SCALES.items():
    for _name in f"{_one} {_many} {_two}".split():
        LEXICON[_name] = ("scale", _scale)
    PLURAL_SCALES.update(_many.split())
    DUAL_ONLY.update(_two.split())
    DUAL_SCALES.update(dict.fromkeys(_two.split(), (2 * _scale,)))
for _name, _value in (("الفا", 1000), ("مليونا", 10**6), ("مليارا", 10**9), ("بليونا", 10**9)):
    DUAL_SCALES[_name] = (_value, 2 * _value)  # ألفا is an accusative or the dual before a noun

_DUAL = re.compile(
    "...(?:ين|ان)(?:ا|ه|ها|هم)?$|..(?:تا|تي)(?:ه|ها|هم)?$|...ا(?:ه|ها|هم|نا|ي)?$"
    "|...ي(?:ه|ها|هم|نا)$|..هما$"
)


def fold(text: str) -> str:
    """Undo what newspapers spell in different ways: hamza on alef, ى/ي, ة/ه, vowel marks."""
    text = _DOUBLED.sub("الل", text)
    return text.translate(_DROPPED).translate(_FOLDED)


def is_dual(word: str) -> bool:
    """Whether a word may be a dual. Many a plural and a name look like one, which only makes
    an added "two" a little easier to miss."""
    return bool(_DUAL.search(word))
