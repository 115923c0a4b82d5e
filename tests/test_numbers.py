"""Numbers are read by value from both languages, in digits and in words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.numbers import (
    arabic_words,
    english_words,
    number_faults,
    read_arabic,
    read_english,
)
from translator.numbers.arabic import may_state_numbers as may_state_arabic
from translator.numbers.english import may_state_numbers as may_state_english

INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
WHOLE = st.integers(0, 10**9)


def arabic(text: str) -> list[float]:
    """The likeliest values of the numbers that have to come back."""
    return [float(n.value) for n in read_arabic(text).numbers if n.firm]


def english(text: str) -> list[float]:
    return [float(n.value) for n in read_english(text).numbers if n.firm]


@given(WHOLE)
def test_whole_numbers_in_any_digits(value: int) -> None:
    plain, grouped = str(value), f"{value:,}"
    spellings = [
        plain,
        plain.translate(INDIC),
        plain.translate(PERSIAN),
        grouped,
        grouped.translate(INDIC).replace(",", "٬"),
        grouped.translate(PERSIAN).replace(",", "٬"),
        grouped.replace(",", "\u00a0"),
    ]
    for spelling in spellings:
        assert arabic(f"بلغ العدد {spelling} شخصا") == [value]
        assert english(f"The count was {spelling} people") == [value]
    assert Fraction(value) in read_arabic(f"بلغ {grouped.replace(',', '.')} شخص").values()


@given(st.integers(0, 9999), st.integers(1, 99))
def test_decimals_in_any_digits(whole: int, hundredths: int) -> None:
    value = whole + hundredths / 100
    plain = f"{whole}.{hundredths:02}"
    for spelling in (plain, plain.replace(".", ","), plain.translate(INDIC).replace(".", "٫")):
        assert arabic(f"بنسبة {spelling}%") == pytest.approx([value])


UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
UNITS += "fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def in_english(value: int) -> str:
    for scale, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= scale:
            rest = value % scale
            tail = (" and " if rest < 100 else " ") + in_english(rest) if rest else ""
            return f"{in_english(value // scale)} {name}{tail}"
    if value < 20:
        return UNITS.split()[value - 1]
    ten = TENS.split()[value // 10 - 2]
    return f"{ten}-{in_english(value % 10)}" if value % 10 else ten


MASCULINE = "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة"
FEMININE = "إحدى اثنتان ثلاث أربع خمس ست سبع ثماني تسع عشر"
ARABIC_TENS = "عشر ون|ثلاث ون|أربع ون|خمس ون|ست ون|سبع ون|ثمان ون|تسع ون"


def in_arabic(value: int, feminine: bool, oblique: bool) -> str:
    """A number as the grammar writes it; `oblique` is the genitive and accusative."""
    units = (FEMININE if feminine else MASCULINE).split()
    two = units[1][:-2] + "ين" if oblique else units[1]
    for scale, one, dual, many in (
        (10**6, "مليون", "مليون", "ملايين"),
        (1000, "ألف", "ألف", "آلاف"),
    ):
        if value >= scale:
            count, rest = divmod(value, scale)
            if count == 1:
                head = one
            elif count == 2:
                head = dual + ("ين" if oblique else "ان")
            else:
                noun = many if 3 <= count % 100 <= 10 else one
                head = f"{in_arabic(count, False, oblique)} {noun}"
            return f"{head} و{in_arabic(rest, feminine, oblique)}" if rest else head
    if value >= 100:
        count, rest = divmod(value, 100)
        dual = "مئتين" if oblique else "مئتان"
        head = "مئة" if count == 1 else dual if count == 2 else FEMININE.split()[count - 1] + "مئة"
        return f"{head} و{in_arabic(rest, feminine, oblique)}" if rest else head
    if value <= 10:
        return two if value == 2 else units[value - 1]
    unit = value % 10
    if value < 20:
        one = "إحدى" if feminine else "أحد"
        short = "اثنتي" if feminine else "اثني"
        stem = one if unit == 1 else short if unit == 2 else units[unit - 1]
        return f"{stem} {'عشرة' if feminine else 'عشر'}"
    ten = ARABIC_TENS.split("|")[value // 10 - 2].replace(" ", "")
    ten = ten[:-2] + "ين" if oblique else ten
    return f"{two if unit == 2 else units[unit - 1]} و{ten}" if unit else ten


@given(st.integers(2, 999_999_999))
def test_words_in_english(value: int) -> None:
    assert english(f"There were {in_english(value)} people") == [value]


@given(st.integers(3, 999_999_999), st.booleans(), st.booleans())
def test_words_in_arabic(value: int, feminine: bool, oblique: bool) -> None:
    assert arabic(f"بلغ العدد {in_arabic(value, feminine, oblique)} في المدينة") == [value]


@given(st.integers(3, 999_999_999), st.booleans())
def test_words_of_the_one_language_answer_those_of_the_other(value: int, feminine: bool) -> None:
    source = f"بلغ العدد {in_arabic(value, feminine, True)} في المدينة"
    assert number_faults(source, f"There were {in_english(value)} in the city") == []
    assert number_faults(source, f"There were {value:,} in the city") == []
    assert number_faults(source, f"There were {value + 7:,} in the city") != []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("اثنان من المقاتلين", [2]),
        ("اثنتين من النساء", [2]),
        ("اجتمعت الدول الإحدى عشرة الباقية", [11]),
        ("اثنتا عشرة دولة", [12]),
        ("مائة وخمسون", [150]),
        ("ثلاث مائة وعشرون جنديا", [320]),
        ("واحد وعشرون ألفا وستمئة", [21_600]),
        ("15 ألفا و300 مريض", [15_300]),
        ("ثلاثة ملايين ونصف المليون", [3_500_000]),
        ("نصف مليون لاجئ", [500_000]),
        ("8 مليارات دولار", [8 * 10**9]),
        ("نحو 1,8 مليون", [1_800_000]),
        ("3-4 مايو", [3, 4]),
        ("القمة الـ28", [28]),
        ("مئة و تسعه عشر نائبا", [119]),
        ("القرن الحادي والعشرين", [21]),
        ("عشرات الآلاف ومئات وملايين", []),
        ("خمسون في المئة", [50]),
        ("٥٠ بالمائة", [50]),
        ("يوم الاثنين", []),
        ("لست وحدي", []),
        ("أثنى على الجهود", []),
        ("ألّف كتابا", []),
        ("أحد المسؤولين", []),
        ("ثمانينيات القرن العشرين", []),
        ("زاره في بئر السبع", []),
        ("خزان مائه الوسخ", []),
        ("مائة الف جندي", [100_000]),
    ],
)
def test_arabic_forms(text: str, values: list[float]) -> None:
    assert arabic(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.5 million", [1_500_000]),
        ("$2.1bn", [2_100_000_000]),
        ("two and a half million", [2_500_000]),
        ("a million and a half", [1_500_000]),
        ("half a million", [500_000]),
        ("a hundred and fifty", [150]),
        ("nineteen forty-eight", [1948]),
        ("one million two hundred thousand", [1_200_000]),
        ("July 7th", [7]),
        ("the twenty-first century", [21]),
        ("a G20 summit", [20]),
        ("tens of thousands, several hundred, a few million", []),
        ("one of the two-way second couple", [2]),
        ("in seconds, once more", []),
        ("see https://example.org/2017/07 or mail a1@b2.org", []),
        ("four hundred and five hundred", [400, 500]),
    ],
)
def test_english_forms(text: str, values: list[float]) -> None:
    assert english(text) == values


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("وقع الاتفاق في 4/7/2017", "The agreement was signed on July 4, 2017"),
        ("تبدأ الجلسة الساعة 20:00", "The session begins at 8 p.m."),
        ("في الثالثة والنصف فجرا", "at 3:30 in the morning"),
        ("بين ثلاثة وأربعة ملايين", "between three and four million"),
        ("من 3 ملايين إلى 4 ملايين", "from 3 to 4 million"),
        ("موسم 2016-2017", "the 2016-17 season"),
        ("مليونا سنة", "two million years"),
        ("المادة الثالثة", "Article 3"),
        ("محمد السادس", "Mohammed VI"),
        ("الملايين السبعة", "the seven million"),
        ("عقدان من الحرب", "twenty years of war"),
        ("كلا البلدين", "both countries"),
        ("القمة الثلاثية", "the three-way summit"),
        ("عامين ونصف العام", "two and a half years"),
        ("هزيمة حزيران 67 وحرب الـ73", "the defeat of June 1967 and the war of 1973"),
        ("منذ عام 48 ومباحثات العام 09", "since 1948 and the talks of 2009"),
        ("في الثانية عشرة إلا خمس دقائق", "at 11:55"),
        ("في الثانية عشرة إلا خمس دقائق", "at five minutes to twelve"),
        ("الساعة الثالثة إلا ربعا", "at 2:45"),
        ("الساعة الواحدة إلا الثلث", "at 12:40"),
        ("حتى يعود ابناه من الأسر", "until his two sons return from captivity"),
        ("مع ولديه وشقيقتيها", "with his two sons and her two sisters"),
        ("ولدانا وولداي", "our two boys and my two boys"),
        ("سفيراهم في البلدين", "their two ambassadors to both countries"),
    ],
)
def test_the_same_said_differently(source: str, target: str) -> None:
    assert number_faults(source, target) == []


WORDS_OF_TEXT = st.sampled_from(["في", "و", "بال", "هذا", "يوم", "القاعة"])
ARABIC_WORDS = st.one_of(st.sampled_from(sorted(arabic_words.LEXICON)), WORDS_OF_TEXT)
SMALL_WORDS = "a an and the of or to dozen s th 5 www.one.com".split()
ENGLISH_WORDS = st.sampled_from(
    [
        *english_words.LEXICON,
        *english_words.FOLDS,
        *english_words.ROMAN,
        *english_words.PARTS,
        *SMALL_WORDS,
    ]
)


@given(st.lists(ARABIC_WORDS, max_size=5), st.sampled_from([" ", " و", " ال", "-"]))
def test_an_arabic_text_passed_over_has_no_firm_number(found: list[str], between: str) -> None:
    text = between.join(found)
    assert may_state_arabic(text) or not arabic(text)


@given(st.lists(ENGLISH_WORDS, max_size=5), st.sampled_from([" ", "-", " and "]))
def test_an_english_text_passed_over_has_no_firm_number(found: list[str], between: str) -> None:
    text = between.join(found)
    assert may_state_english(text) or not english(text)


def test_most_sentences_are_passed_over_and_none_with_a_number() -> None:
    assert not may_state_arabic("التقى وزير الخارجية أحد المسؤولين في العاصمة للمرة الثانية.")
    assert not may_state_english("The minister met one of the officials for a second time.")
    assert may_state_arabic("قتل ثلاثة جنود")
    assert may_state_english("Three soldiers were killed")
