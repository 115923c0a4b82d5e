"""By what consonants a Latin word may be found that renders an Arabic one.

Latin words are filed by their consonant classes (`glossary.sound.latin_sounds`). Those of the
Arabic word are not always the same: Latin has letters that are not heard (Rafah, Michael), and some
Arabic letters stand for sounds of several classes (ض in Karzai, و in Ahvaz).
"""

from __future__ import annotations

from glossary.sound import consonants

_SWAPS = (
    ("ه", ""), ("ح", ""), ("ك", "س"), ("ض", "ز"), ("ذ", "د"), ("ظ", "د"), ("ث", "ت"), ("ت", "ث"),
    ("خ", "ه"), ("ح", "ك"), ("غ", ""), ("نب", "مب"), ("تس", "س"), ("تش", "ش"), ("ج", "ز"),
    ("و", "ف"),
)  # fmt: skip
"""Arabic letters and those of the class that Latin spellings may have in their place."""
_UNHEARD = ("ه", "ت")
"""Letters at the end of Latin words that Arabic may lack."""
_LONG_VOWELS = tuple(alef + vowel for alef in "اأإآع" for vowel in "وي")
"""At the front of a word, where و and ي are no consonants."""


def sound_keys(word: str) -> tuple[str, ...]:
    """Consonant classes that Latin spellings of an Arabic word may have, its own first."""
    forms = [word, word[:-1] + "ت"] if word.endswith("ة") else [word]
    forms += [word + letter for letter in _UNHEARD]
    forms += [word.replace(old, new) for old, new in _SWAPS if old in word]
    forms.append(word.replace("ه", "").replace("ح", ""))
    forms += [word[:at] + "ف" + word[at + 1 :] for at, letter in enumerate(word) if letter == "و"]
    if word.startswith(_LONG_VOWELS):
        forms.append(word[2:])
    return tuple(dict.fromkeys(consonants(form) for form in forms))
