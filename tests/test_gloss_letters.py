"""Arabic in Latin letters: ALA-LC by hand-set words, Buckwalter both ways."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.gloss.buckwalter import to_arabic, to_buckwalter
from glossary.gloss.romanize import romanize, romanize_morphs
from glossary.gloss.types import Analysis, Morph

# Set by hand after the ALA-LC table; spaces in a cell are no part of the word.
WORDS = """
كِتَاب kitāb
الشَّمْس al-shams
القَمَر al-qamar
مَدْرَسَة madrasah
صَلاة ṣalāh
قُرْآن qurʼān
آمِنَة āminah
رَأْس raʼs
مُؤَسَّسَة muʼassasah
قَارِئ qāriʼ
شَيْء shayʼ
شُؤُون shuʼūn
إِيرَان īrān
أُورُوبَا ūrūbā
أَحْمَد aḥmad
عُمَر ʻumar
عَمْرو ʻamr
كُبْرَى kubrá
عَلَى ʻalá
مِصْرِيّ miṣrī
مِصْرِيَّة miṣrīyah
عَدُوّ ʻadūw
قُوَّة qūwah
سَيِّد sayyid
أَوَّل awwal
يَوْم yawm
بَيْت bayt
كَتَبُوا katabū
أَيْضاً ayḍan
أَيْضًا ayḍan
فَجْأَةً fajʼatan
هٰذَا hādhā
ذٰلِكَ dhālika
الله Allāh
أُولَئِكَ ulāʼika
مِائَة miʼah
الَّذِي alladhī
أَدْهَم adʹham
سُورِيَا sūriyā
سُورِيا sūriyā
اِجْتِمَاع ijtimāʻ
جُمْهُورِيَّة jumhūrīyah
دِمَشْق dimashq
هِيَ hiya
دُوَل duwal
غَرْب gharb
ظُهْر ẓuhr
ثَلْج thalj
خُبْز khubz
ضَوْء ḍawʼ
طَبِيب ṭabīb
حِزْب ḥizb
عَلِيّ ʻalī
"""
BARE = """
بوتين būtīn
واشنطن wāshnṭn
شيخون shīkhūn
سوريا sūryā
كتبوا ktbū
الكرملين al-krmlīn
"""


@pytest.mark.parametrize("line", (WORDS + BARE).split("\n")[1:-1])
def test_words_by_the_table_of_the_library_of_congress(line: str) -> None:
    if not line:
        return
    arabic, latin = line.split()
    assert romanize(arabic) == latin


def test_ta_is_t_before_a_genitive_only() -> None:
    assert romanize("وِزَارَة", construct=True) == "wizārat"
    assert romanize("صَلاة", construct=True) == "ṣalāt"
    assert romanize("كِتَاب", construct=True) == "kitāb"


MARKS = re.compile("[\u064b-\u0652\u0670]")
THE = Morph("ال", "ال", "the", "particle")
TO = Morph("ل", "لِ", "to", "preposition")
AND = Morph("و", "وَ", "and", "conjunction")
WILL = Morph("س", "سَ", "will", "particle")
WITH = Morph("ب", "بِ", "with", "preposition")


def analysis(
    before: tuple[Morph, ...], stem: str, pos: str, after: tuple[Morph, ...] = ()
) -> Analysis:
    return Analysis(
        before, Morph(MARKS.sub("", stem), stem, "", pos), after, stem, pos, "", "lexicon"
    )


def test_what_is_written_on_to_a_word_stands_before_hyphens() -> None:
    them = Morph("هم", "هُم", "them", "pronoun")
    assert romanize_morphs(analysis((AND, WILL), "يَلْتَقِي", "verb", (them,))) == ("wa-sa-yaltaqīhim")
    assert romanize_morphs(analysis((AND, WITH, THE), "كِتَاب", "noun")) == "wa-bi-al-kitāb"
    assert romanize_morphs(analysis((TO, Morph("ل", "ل", "the", "particle")), "جَنَّة", "noun")) == (
        "lil-jannah"
    )


def test_names_have_a_capital_and_the_article_none() -> None:
    assert romanize_morphs(analysis((THE,), "رِيَاض", "name")) == "al-Riyāḍ"
    assert romanize_morphs(analysis((), "عُمَر", "name")) == "ʻUmar"
    assert romanize_morphs(analysis((AND,), "اللّٰه", "name")) == "wa-Allāh"


def test_the_case_vowel_stands_before_a_pronoun() -> None:
    his = Morph("ه", "ه", "his", "pronoun")
    their = Morph("هم", "هُم", "their", "pronoun")
    assert romanize_morphs(analysis((), "سَفِير", "noun", (his,))) == "safīruhu"
    assert romanize_morphs(analysis((WITH,), "سَيّارَت", "noun", (their,))) == "bi-sayyāratihim"
    assert romanize_morphs(analysis((), "يَكْتُب", "verb", (his,))) == "yaktubuhu"
    assert romanize_morphs(analysis((), "كَتَبَ", "verb", (their,))) == "katabahum"


def test_a_particle_with_a_pronoun_is_two() -> None:
    him = Morph("ه", "هِ", "him", "pronoun")
    one = Analysis(
        (), Morph("ب", "بِ", "with", "preposition"), (him,), "بِ", "preposition", "with", "function"
    )
    assert romanize_morphs(one) == "bi-hi"


@given(st.text("ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيپچڤگ\u064b\u064e\u0651\u0652\u0670\u0671 ,.7"))
def test_buckwalter_leads_back(text: str) -> None:
    assert to_arabic(to_buckwalter(text)) == text


def test_buckwalter_by_hand() -> None:
    assert to_buckwalter("وسيلتقيهم") == "wsyltqyhm"
    assert to_buckwalter("م\u064fؤ\u064eس\u0651\u064eس\u064eة\u064c") == "mu&as~asapN"
    assert to_arabic(">a*ina OIW") == "أَذِنَ أإؤ"


@given(st.text("ءآأؤإئابةتثهوىي\u064b\u064e\u064f\u0650\u0651\u0652\u0670 abc1"))
def test_any_letters_can_be_romanized(text: str) -> None:
    assert not set(romanize(text)) & set("ءآأؤإئابةتثهوىي\u064e\u064f\u0650\u0651\u0652\u0670")
