"""Arabic letter for letter in Latin ones, and back: Tim Buckwalter's transliteration.

The table is that of the Buckwalter Arabic Morphological Analyzer (LDC2002L49), with the letters
that its author added for Persian (P, J, V, G). Every Arabic sign has one Latin one, so that
`to_arabic(to_buckwalter(text)) == text` for any text without Latin letters of its own.
"""

from __future__ import annotations

_LETTERS = dict(
    zip(
        "'|>&<}AbptvjHxd*rzs$SDTZEg_fqklmnhwYyFNKaui~o`{PJVG",
        "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىي"
        "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0671پچڤگ",
        strict=True,
    )
)
_TO_ARABIC = str.maketrans({**_LETTERS, "O": "أ", "I": "إ", "W": "ؤ"})
_TO_LATIN = str.maketrans({arabic: latin for latin, arabic in _LETTERS.items()})


def to_buckwalter(text: str) -> str:
    """Arabic letters and vowel signs in Buckwalter's Latin ones; anything else stays."""
    return text.translate(_TO_LATIN)


def to_arabic(text: str) -> str:
    """The way back; O, I and W, Buckwalter's signs for أ إ ؤ in XML files, are read too."""
    return text.translate(_TO_ARABIC)
