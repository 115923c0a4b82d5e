"""Small words and what they mean: prepositions, conjunctions, pronouns, particles, numbers.

A closed list of this project's own, with vowel signs. It works without the lexicon, and where both
know a word it goes first: what these words do in a sentence is better told in a list.
"""

from __future__ import annotations

import re
from functools import lru_cache

from glossary.gloss import clitics
from glossary.gloss.types import Analysis, Morph

_MARKS = re.compile("[\u064b-\u0652\u0670]")

# vocalized / English; several readings of one spelling stand in order of frequency. A star: takes
# pronouns; the form before them, where it is another one, stands behind the star.
_LISTS = {
    "preposition": """
        فِي* in|مِن* from/of|إِلَى*إِلَي to|عَلَى*عَلَي on|عَن* about/from|مَعَ* with
        بَيْنَ* between/among|عِنْدَ* at/with|لَدَى*لَدَي at/with|بَعْدَ* after|قَبْلَ* before
        خِلَالَ* during|ضِدَّ* against|حَوْلَ* around/about|نَحْوَ* toward/about|تَحْتَ* under
        فَوْقَ* above/over|أَمَامَ* in_front_of|خَلْفَ* behind|وَرَاءَ* behind|دُونَ* without
        بِدُونِ* without|حَتَّى until|مُنْذُ since/ago|عَبْرَ* via/across|ضِمْنَ* within
        دَاخِلَ* inside|خَارِجَ* outside|قُرْبَ* near|تُجَاهَ* toward|إِزَاءَ* toward/regarding
        رَغْمَ* despite|بِرَغْمِ* despite|بِسَبَبِ* because_of|بِاسْتِثْنَاءِ* except
        سِوَى except|مِثْلَ* like|وَسْطَ* amid|أَثْنَاءَ* during|عَقِبَ* after|إِثْرَ* following
        لِأَجْلِ* for_the_sake_of|حَسَبَ* according_to|وَفْقَ* according_to|وَفْقًا according_to
        طِبْقًا according_to|نَظَرًا in_view|عَدَا except|عَلَيْ on|إِبَّانَ* during
        حِيَالَ* regarding|لِدُن from|صَوْبَ* toward|عَلَاوَةً in_addition|فَضْلًا in_addition
    """,
    "conjunction": """
        أَنْ to/that|أَنَّ* that|إِنَّ* that/indeed|إِنْ if|إِذَا if|إِذْ since/as|لَوْ if
        لَوْلَا* were_it_not_for|أَوْ or|أَمْ or|ثُمَّ then|لٰكِنْ but|لٰكِنَّ* but
        بَلْ but_rather|كَمَا as/also|بَيْنَمَا while|عِنْدَمَا when|حِينَمَا when|لَمَّا when
        فِيمَا while|كُلَّمَا whenever|حَيْثُ where|كَأَنَّ* as_if|لِأَنَّ* because
        كَيْ in_order_to|لِكَيْ in_order_to|مِثْلَمَا as|رَيْثَمَا until|طَالَمَا as_long_as
        مَهْمَا whatever|أَيْنَمَا wherever|إِمَّا either|أَلَّا not_to|لِئَلَّا lest
        كَأَنَّمَا as_if|إِنَّمَا but_rather|لِذَا therefore|لِذٰلِكَ therefore|بَيْدَ but
        مُذْ since|حِينَ when|إِذَنْ then
    """,
    "particle": """
        لَا not/no|لَمْ did_not|لَنْ will_not|لَمَّا not_yet|مَا not|قَدْ already/may
        لَقَدْ already/indeed|سَوْفَ will|هَلْ whether|يَا oh|أَيُّهَا oh|أَيَّتُهَا oh
        إِلَّا except|أَمَّا as_for|لَيْتَ* if_only|لَعَلَّ* perhaps|أَلَا not|نَعَمْ yes
        كَلَّا no|بَلَى yes|فَقَطْ only|إِيَّا*إِيَّا (object)|رُبَّمَا perhaps|هَيَّا come_on
    """,
    "pronoun": """
        هُوَ he/it|هِيَ she/it|هُمَا they_both|هُمْ they|هُنَّ they|أَنَا I|نَحْنُ we|أَنْتَ you
        أَنْتِ you|أَنْتُمْ you|أَنْتُمَا you|أَنْتُنَّ you|هٰذَا this|هٰذِهِ this/these
        هٰذَانِ these|هٰذَيْنِ these|هَاتَانِ these|هَاتَيْنِ these|هٰؤُلَاءِ these|ذٰلِكَ that
        تِلْكَ that/those|ذَاكَ that|أُولٰئِكَ those|الَّذِي who/which/that
        الَّتِي who/which/that|الَّذِينَ who/those|اللَّذَانِ who/which|اللَّذَيْنِ who/which
        اللَّتَانِ who/which|اللَّتَيْنِ who/which|اللَّاتِي who|اللَّوَاتِي who
        مَنْ who/whoever|مَا what|مَاذَا what|لِمَاذَا why|مَتَى when|أَيْنَ where|كَيْفَ how
        كَمْ how_many|أَيّ any/which|أَيَّة any/which
    """,
    "adverb": """
        هُنَا here|هُنَاكَ there|هُنَالِكَ there|الآنَ now|أَمْسِ yesterday|غَدًا tomorrow
        اليَوْمَ today|أَيْضًا also|جِدًّا very|مَعًا together|تَقْرِيبًا approximately
        حَالِيًّا currently|دَائِمًا always|أَبَدًا never|فَوْرًا immediately
        مُؤَخَّرًا recently|سَابِقًا previously|لَاحِقًا later|قَرِيبًا soon|خَاصَّةً especially
        كَذٰلِكَ likewise|هٰكَذَا thus|ثَمَّةَ there_is|قَطُّ never|بَعْدَئِذٍ afterward
        حِينَئِذٍ then|آنَذَاكَ at_that_time|حِينَهَا then|عِنْدَئِذٍ then|عِنْدَهَا then
        بَعْدَهَا afterward|سَوِيًّا together|بَعْدَمَا after|قَبْلَمَا before
    """,
    "noun": """
        كُلّ* all/every/each|بَعْض* some|جَمِيع* all|غَيْر* other/not|كِلَا* both|كِلْتَا* both
        نَفْس* same/self|ذَات same/with|عِدَّة several|مُعْظَم* most|بِضْع several
        أَحَد* one/someone|إِحْدَى* one
    """,
    "number": """
        وَاحِد one|وَاحِدَة one|اِثْنَانِ two|اِثْنَيْنِ two|اِثْنَتَانِ two|اِثْنَتَيْنِ two
        ثَلَاثَة three|ثَلَاث three|أَرْبَعَة four|أَرْبَع four|خَمْسَة five|خَمْس five
        سِتَّة six|سِتّ six|سَبْعَة seven|سَبْع seven|ثَمَانِيَة eight|ثَمَانِي eight
        ثَمَان eight|تِسْعَة nine|تِسْع nine|عَشَرَة ten|عَشْر ten|عَشَر teen|عِشْرُونَ twenty
        عِشْرِينَ twenty|ثَلَاثُونَ thirty|ثَلَاثِينَ thirty|أَرْبَعُونَ forty|أَرْبَعِينَ forty
        خَمْسُونَ fifty|خَمْسِينَ fifty|سِتُّونَ sixty|سِتِّينَ sixty|سَبْعُونَ seventy
        سَبْعِينَ seventy|ثَمَانُونَ eighty|ثَمَانِينَ eighty|تِسْعُونَ ninety|تِسْعِينَ ninety
        مِائَة hundred|مِئَة hundred|مِئَات hundreds|مِئَتَيْنِ two_hundred
        مِئَتَانِ two_hundred|أَلْف thousand|آلَاف thousands|أَلْفَيْنِ two_thousand
        مِلْيُون million|مَلَايِين millions|مِلْيَار billion|مِلْيَارَات billions|نِصْف* half
        ثُلْث* third|رُبْع* quarter
    """,
    "verb": """
        يُمْكِنُ* be_possible/can|يَجِبُ be_necessary/must|يَنْبَغِي be_necessary/should
        لَيْسَ is_not|لَيْسَتْ is_not|لَيْسُوا are_not|لَسْتُ am_not|لَسْنَا are_not
    """,
}

_WRITTEN_ON = {
    "preposition": "بِ! with/by/in|لَ! for/to",
    "pronoun": "مِمَّا from_what|عَمَّا about_what|مِمَّنْ from_whom|عَمَّنْ about_whom|لِمَ why|بِمَ with_what",
}
"""More of them: those that never stand alone (!), and two small words in one."""

_CONJUNCTIONS = {"و": (clitics.AND,), "ف": (clitics.SO,)}
_PREPOSITIONS = {"ب": clitics.WITH, "ك": clitics.LIKE, "ل": clitics.FOR}
_ARTICLES = {
    "ال": (clitics.THE,),
    "بال": (clitics.WITH, clitics.THE),
    "لل": (clitics.FOR, clitics.THE_AFTER_L),
    "كال": (clitics.LIKE, clitics.THE),
}
"""What stands before a number: the article, alone or behind a preposition."""
_NEVER_GOVERNED = frozenset(("preposition", "particle", "verb", "adverb"))
_OBJECTS = frozenset(("conjunction", "particle"))
_ALEFS = str.maketrans(dict.fromkeys("أإآٱ", "ا"))

Entry = tuple[str, str, str, str]
"""Vowelled form, part of speech, English, lemma."""


@lru_cache(maxsize=16384)
def small_words(letters: str) -> tuple[Analysis, ...]:
    """The readings of a word (no vowel signs) as a small word, most frequent first.

    A hamza may be missing (الى), not gained.
    """
    if letters not in load_written():
        return ()
    known = load_index()
    found: list[Analysis] = []
    for front, rest in _fronts(letters):
        if rest in known:
            found += _read(rest, front)
        if rest[1:3] == "ال" or rest[:2] in ("ال", "لل"):
            for prefix, others in _ARTICLES.items():
                if rest.startswith(prefix) and rest[len(prefix) :] in known:
                    numbers = _read(rest[len(prefix) :], (*front, *others))
                    found += [one for one in numbers if one.pos == "number" and not one.enclitics]
        preposition = _PREPOSITIONS.get(rest[:1])
        if preposition is None:
            continue
        after = rest[1:]
        for word in (after, "ا" + after) if preposition is clitics.FOR else (after,):
            if word not in known or (word != after and not word.startswith("ال")):
                continue
            found += [
                reading
                for reading in _read(word, (*front, preposition), len(word) - len(after))
                if _governed(reading)
            ]
    return tuple(found)


def _fronts(letters: str) -> tuple[tuple[tuple[Morph, ...], str], ...]:
    """The conjunctions that may be written on to a word, none among them, and the rest of it."""
    conjunction = _CONJUNCTIONS.get(letters[:1])
    if conjunction is None:
        return (((), letters),)
    return ((), letters), (conjunction, letters[1:])


def _governed(reading: Analysis) -> bool:
    """Whether a word may stand behind a preposition that is written on to it.

    Of the conjunctions only أن does, behind ب: with ل and ك it is a word of its own (لأن).
    """
    if reading.pos == "conjunction":
        return reading.proclitics[-1] is clitics.WITH and _MARKS.sub("", reading.lemma) == "أن"
    return reading.pos not in _NEVER_GOVERNED


def _read(word: str, front: tuple[Morph, ...], unwritten: int = 0) -> list[Analysis]:
    """The readings of a word without proclitics; its first `unwritten` letters are not there.

    A pronoun's vowels are those behind its stem; a first letter that is not there belongs to a
    stem without one.
    """
    found = []
    for entry, form in load_index()[word]:
        if not form:
            found.append(_analysis(front, word[unwritten:], entry, unwritten))
            continue
        vocalized, person = clitics.PRONOUNS[form]
        pronoun = clitics.pronoun(form, _after(entry[0], vocalized), person, entry[1] == "noun")
        found.append(_analysis(front, word[: -len(form)], entry, 0, (pronoun,)))
    return found


def _after(stem: str, pronoun: str) -> str:
    """A pronoun's vowels behind a stem: هُ is هِ after i and ay."""
    front = stem.endswith("\u0650") or _MARKS.sub("", stem).endswith("ي")
    return pronoun.replace("هُ", "هِ", 1) if front else pronoun


def _analysis(
    front: tuple[Morph, ...],
    form: str,
    entry: Entry,
    unwritten: int,
    back: tuple[Morph, ...] = (),
) -> Analysis:
    vocalized, pos, gloss, lemma = entry
    stem = Morph(form, vocalized[unwritten:], gloss, pos)
    return Analysis(front, stem, back, lemma, pos, gloss, "function")


Index = dict[str, list[tuple[Entry, str]]]


@lru_cache(maxsize=1)
def load_index() -> Index:
    """The list by letters: words that stand alone, then stems with each pronoun they may have,
    the shortest pronoun first."""
    alone: dict[str, list[Entry]] = {}
    with_pronoun: dict[str, list[Entry]] = {}
    for lists in (_LISTS, _WRITTEN_ON):
        for pos, text in lists.items():
            for item in re.split(r"[|\n]\s*", text.strip()):
                word, gloss = item.split()
                gloss = gloss.replace("_", " ")
                lemma, star, other = word.rstrip("!").partition("*")
                if not word.endswith("!"):
                    _add(alone, (lemma, pos, gloss, lemma))
                if star or word.endswith("!"):
                    _add(with_pronoun, (other or lemma, pos, gloss, lemma))
    alone["فى"] = alone["في"]  # as the Egyptian press has it
    found: Index = {
        letters: [(entry, "") for entry in entries] for letters, entries in alone.items()
    }
    for form in sorted(clitics.PRONOUNS, key=len):
        for letters, entries in with_pronoun.items():
            for entry in entries:
                if form != "ني" or entry[1] in _OBJECTS:
                    found.setdefault(letters + form, []).append((entry, form))
    return found


@lru_cache(maxsize=1)
def load_written() -> frozenset[str]:
    """All that the list may look like in a text; some of it is nothing."""
    known = load_index()
    bare = [*known, *(article + word for word in known for article in _ARTICLES)]
    bare += [letter + word for word in known for letter in _PREPOSITIONS]
    bare += ["ل" + word[1:] for word in known if word.startswith("ال")]
    return frozenset([*bare, *(letter + word for word in bare for letter in _CONJUNCTIONS)])


def _add(index: dict[str, list[Entry]], entry: Entry) -> None:
    letters = _MARKS.sub("", entry[0])
    for spelling in {letters, letters.translate(_ALEFS)}:
        index.setdefault(spelling, []).append(entry)
