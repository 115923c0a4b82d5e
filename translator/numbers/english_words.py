"""The number words of English, in lower case."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_UNITS = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
SCALES = {
    1000: "thousand",
    10**6: "million mln",
    10**9: "billion bln milliard",
    10**12: "trillion",
}
_SUFFIXES = {1000: "k", 10**6: "m mn", 10**9: "bn b", 10**12: "tn"}
_MEANING = {
    0: "zero nil",
    1: "once single sole lone only",
    2: "both couple pair pairs twice double doubled doubles doubling twin twins dual duo "
    "bilateral bilaterally either neither halves",
    3: "triple tripled triples tripling triply trilateral tripartite trio thrice triplets",
    4: "quadruple quadrupled quadrupling quadruplets quartet quadrilateral",
    5: "quintet quintuple quintupled quintuplets",
    10: "decade",
    20: "decades",
    100: "century hundredth",
    1000: "thousandth millennium",
    10**6: "millionth",
}
_MONTHS = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
    "september sept sep|october oct|november nov|december dec"
)

TIES = _set("to or and through until")
"""Words that tie the two ends of a range."""

VAGUE = _set("several few many some couple hundred hundreds tens thousands multi the")
"""Words that make a hundred, thousand or million behind them no certain number."""

FRACTIONAL = _set("a one")
"""Words before a third or a fifth that make it a part rather than a rank."""

PARTS = {f"{name}s": value + 1 for value, name in enumerate(_ORDINALS.split()) if value > 1} | {
    "quarters": 4,
    "halves": 2,
}

WHOLE_TENS = frozenset(range(20, 100, 10))

MONTHS = {
    word: month + 1 for month, names in enumerate(_MONTHS.split("|")) for word in names.split()
}

SOFT: dict[str, tuple[int, ...]] = {
    word: (value,) for value, names in _MEANING.items() for word in names.split()
}
SOFT |= {
    "dozen": (12, 10),
    "fortnight": (2, 14, 15),
    "noon": (12,),
    "midnight": (12, 0, 24),
    "weekend": (2,),
    "semifinal": (2, 4),
    "semifinals": (2, 4),
    "quarterfinal": (4, 8),
    "quarterfinals": (4, 8),
}

LEXICON: dict[str, tuple[str, int]] = {word: ("soft", v[0]) for word, v in SOFT.items()}
LEXICON |= {word: ("unit", at + 1) for at, word in enumerate(_UNITS.split())}
LEXICON |= {word: ("teen", at + 10) for at, word in enumerate(_TEENS.split())}
LEXICON |= {word: ("ordinal", at + 1) for at, word in enumerate(_ORDINALS.split())}
LEXICON |= {
    "one": ("one", 1),
    "hundred": ("hundred", 100),
    "half": ("half", 2),
    "quarter": ("half", 4),
}
for _at, _name in enumerate((_UNITS + " " + _TEENS).split()):
    _plural = _name + ("es" if _name.endswith("x") else "s")  # strung in threes
    if _at:
        LEXICON[_plural], SOFT[_plural] = ("soft", _at + 1), (_at + 1,)
for _at, _name in enumerate(_TENS.split()):
    _value = 10 * _at + 20
    LEXICON[_name] = ("tens", _value)
    LEXICON[_name[:-1] + "ieth"] = ("ordinal", _value)
    LEXICON[_name[:-1] + "ies"] = ("soft", _value)
    SOFT[_name[:-1] + "ies"] = (_value, 1900 + _value)
for _kind, _table in (("scale", SCALES), ("suffix", _SUFFIXES)):
    for _value, _names in _table.items():
        LEXICON |= dict.fromkeys(_names.split(), (_kind, _value))

STATING = frozenset(PARTS) | {
    word
    for word, (kind, value) in LEXICON.items()
    if kind in ("unit", "teen", "tens", "hundred", "scale") or (kind == "ordinal" and value > 2)
}
"""Words without one of which no text in words has a number that must come back."""

FOLDS = {f"{word}fold": ("soft", value) for word, (_, value) in LEXICON.items()}

_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ROMAN = {
    numeral: ("soft", value)
    for value in range(1, 40)
    if len(numeral := "X" * (value // 10) + _ONES[value % 10]) <= 5
}
"""Roman numerals below forty (kings, popes, wars)."""


def spelled(number: str) -> str:
    """A whole number below a hundred in words; any other number as it is written."""
    if not number.isdigit() or int(number) > 99:
        return number
    value = int(number)
    small = ["zero", *_UNITS.split(), *_TEENS.split()]
    if value < len(small):
        return small[value]
    tens = _TENS.split()[value // 10 - 2]
    return f"{tens}-{small[value % 10]}" if value % 10 else tens


def ordinal(number: str) -> str | None:
    """The rank of a whole number from 1 to 99 in words; None for any other number."""
    if not number.isdigit() or not 0 < int(number) < 100:
        return None
    tens, unit = divmod(int(number), 10)
    if int(number) <= 20:
        return _ORDINALS.split()[int(number) - 1]
    name = _TENS.split()[tens - 2]
    return f"{name}-{_ORDINALS.split()[unit - 1]}" if unit else f"{name[:-1]}ieth"
