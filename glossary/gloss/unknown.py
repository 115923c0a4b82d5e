"""Readings of a word that neither lexicon nor corpus knows: by the translation, or by its sound."""

from __future__ import annotations

from functools import lru_cache

from glossary.gloss import clitics
from glossary.gloss.english import STOP, key
from glossary.gloss.plain import features_of, splits
from glossary.gloss.types import Analysis, Morph
from glossary.names import without_particles
from glossary.reading import readings
from glossary.sound import likeness

ALIKE = 0.6
"""How alike a word and a name in the translation sound at least, to be one name. A small model
garbles names it has never seen; then the word's own sound is the better guide."""
MOST = 3
_SHORTEST = 2


def unknown(letters: str, english: str, *, inside: bool, sound: bool) -> tuple[Analysis, ...]:
    """The readings of a word that is nothing known, likeliest first.

    english: what the translation has for it, "" for nothing. inside: whether it stands inside a
    sentence, where a capital tells a name. sound: whether to read it by its sound where the
    translation has no name that sounds like it.
    """
    if " " in letters:  # a ligature that is a whole phrase (ﷺ)
        return ()
    words = [word.strip(".,;:!?\"“”()'’") for word in english.split()]
    telling = [word for word in words if word and key(word.lower()) not in STOP]
    names = [word for word in telling if word[0].isupper()]
    alike = [name for name in names if likeness(letters, name) >= ALIKE]
    if alike:
        return (_name(letters, " ".join(names), alike[0]),)
    guesses = by_sound(letters) if sound else ()
    if names and (inside or len(names) == len(telling)):
        return (*guesses, _name(letters, " ".join(names), ""))
    if telling:
        return (_noun(letters, " ".join(telling)), *guesses)
    return guesses


def named(letters: str, english: str) -> tuple[Analysis, ...]:
    """A word as the name that it sounds like in the translation; none where nothing does."""
    alike = [name for name in english.split() if name[:1].isupper()]
    alike = [name for name in alike if likeness(letters, name) >= ALIKE]
    return tuple(_name(letters, name.strip('.,;:!?"“”()'), name) for name in alike[:1])


def _name(letters: str, english: str, latin: str) -> Analysis:
    front, rest = _apart(letters, latin)
    stem = Morph(rest, rest, english, "name")
    return Analysis(front, stem, (), rest, "name", english, "alignment")


def _noun(letters: str, english: str) -> Analysis:
    """Only what hardly any stem begins with is taken off: the article and what stands before."""
    front: tuple[Morph, ...] = ()
    stem = letters
    for before, rest, back in splits(letters):
        if not back and len(rest) > _SHORTEST and any(one.gloss == "the" for one in before):
            front, stem = before, rest
            break
    features = features_of(stem, "noun")
    morph = Morph(stem, stem, english, "noun")
    return Analysis(front, morph, (), stem, "noun", english, "alignment", "", features)


@lru_cache(maxsize=8192)
def by_sound(letters: str) -> tuple[Analysis, ...]:
    """A word as a name, in the ways its letters may be read; see `glossary.reading`."""
    front, rest = _apart(letters, "")
    return tuple(
        Analysis(front, Morph(rest, rest, one.text, "name"), (), rest, "name", one.text, "sound")
        for one in readings(rest, MOST)
    )


def _apart(letters: str, latin: str) -> tuple[tuple[Morph, ...], str]:
    """The particles and the article in front of a name, and the name."""
    cut = without_particles(letters, latin, after_cue=False)
    if any(letter not in clitics.PARTICLES for letter in letters[:cut]):  # ؤ is no و
        cut = 0
    front = tuple(clitics.PARTICLES[letter] for letter in letters[:cut])
    rest = letters[cut:]
    if rest.startswith("ال") and len(rest) > 4:
        return (*front, clitics.THE), rest[2:]
    return front, rest
