"""By what consonants a Latin word may be found that renders an Arabic one.

Latin words are filed by their consonant classes (`glossary.sound.latin_sounds`). Those of the
Arabic word are not always the same: Latin has letters that are not heard (Rafah, Michael), and some
Arabic letters stand for sounds of several classes (ض in Karzai, و in Ahvaz).
"""

from __future__ import annotations

from glossary.sound import consonants

_SWAPS = (
    ("ه", ""), ("ح", ""), ("ك", "س"), ("ض", "ز"), ("ذ", "د"), ("ظ", "د"), ("ث", "ت"), ("خ", "ه"),
    ("ح", "ك"), ("غ", ""), ("نب", "مب"), ("تس", "س"), ("و", "ف"),
)  # fmt: skip
"""Arabic letters and those of the class that Latin spellings may have in their place."""


def sound_keys(word: str) -> tuple[str, ...]:
    """Consonant classes that Latin spellings of an Arabic word may have, its own first."""
    forms = [word, word[:-1] + "ت"] if word.endswith("ة") else [word]
    forms.append(word + "ه")
    forms += [word.replace(old, new) for old, new in _SWAPS if old in word]
    forms.append(word.replace("ه", "").replace("ح", ""))
    forms.append(word.replace("و", "ف", 1))
    return tuple(dict.fromkeys(consonants(form) for form in forms))
