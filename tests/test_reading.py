"""Readings of names that nobody listed: goals on held-out names, rules, and what never happens."""

from __future__ import annotations

import unicodedata
import zipfile

import pytest

from glossary.reading import Reading, read_with, readings
from glossary.reading.alike import sound_keys
from glossary.reading.grams import packed, unpacked
from glossary.reading.letters import arabic_letters, latin_letters
from glossary.reading.search import Search
from glossary.reading.table import PATH, load, sure_names
from glossary.sound import latin_sounds
from training import name_pairs

HELD_OUT = name_pairs.held_out()
MOST_BYTES = 1_300_000


def plain(form: str) -> str:
    """What has to be equal: no capitals, accents, hyphens and apostrophes."""
    letters = unicodedata.normalize("NFKD", form.casefold().replace("ı", "i"))
    return "".join(c for c in letters if not unicodedata.combining(c) and c not in "-'’")


def texts(name: str, limit: int = 5) -> list[str]:
    return [reading.text for reading in readings(name, limit)]


def test_held_out_names_are_read() -> None:
    first = among = 0
    for name in HELD_OUT:
        right = {plain(form) for form in name.accept}
        found = [plain(text) for text in texts(name.source)]
        first += bool(found) and found[0] in right
        among += not right.isdisjoint(found)
    assert len(HELD_OUT) == 300
    assert first >= FIRST_OF_300
    assert among >= AMONG_FIVE_OF_300


FIRST_OF_300, AMONG_FIVE_OF_300 = 193, 247
"""Reached when the table was made; `benchmarks/readings.py` prints them with more detail."""


def test_no_held_out_name_is_a_known_pair() -> None:
    withheld = name_pairs.Withheld(HELD_OUT, name_pairs.common())
    known = [(arabic, latin) for arabic, found in load().pairs.items() for latin in found]
    assert len(known) > 10_000
    assert [pair for pair in known if withheld.holds(*pair)] == []
    whole = {key for name in HELD_OUT if (key := name_pairs.key(name.source.replace(" ", "")))}
    assert [arabic for arabic, _ in known if name_pairs.key(arabic) in whole] == []
    forms = {latin_letters(form) for name in HELD_OUT for form in name.accept}
    assert [latin for _, latin in known if latin in forms] == []


def test_rows_of_held_out_names_are_not_learned_from() -> None:
    withheld = name_pairs.Withheld(HELD_OUT, name_pairs.common())
    sources = {name.source for name in HELD_OUT}
    rest = list(name_pairs.rows(withheld))
    assert len(rest) > 1_500
    assert not sources & {name.source for name in rest}
    assert "بوتين" in {name.source for name in rest}  # its word is withheld, see the next line
    assert withheld.holds("بوتين", "Putin")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("زاخاروفا", "Zakharova"),
        ("خان شيخون", "Khan Shaykhun"),
        ("فيسبوك", "Facebook"),
        ("ميركل", "Merkel"),
        ("الرستن", "Rastan"),
        ("محمود أحمدي نجاد", "Mahmoud Ahmadinejad"),
        ("عبد العزيز بن سلمان", "Abdulaziz bin Salman"),
        ("حسن نصر الله", "Hassan Nasrallah"),
        ("عبد الفتاح البرهان", "Abdel Fattah al-Burhan"),
        ("سامسونغ", "Samsung"),
    ],
)
def test_usual_names(name: str, first: str) -> None:
    assert texts(name)[0] == first


@pytest.mark.parametrize(
    ("name", "among"),
    [
        ("نور الدين محمود", "Noureddine Mahmoud"),
        ("نور الدين محمود", "Nour al-Din Mahmoud"),
        ("ياسمين حسن زاده", "Yasmine Hassanzadeh"),
        ("حزانو", "Hazano"),
        ("ناتاليا بورشنيك", "Natalia Borschnik"),
        ("بن يوسف", "Ben Youssef"),
    ],
)
def test_usual_ways_to_write_are_among_five(name: str, among: str) -> None:
    assert among in texts(name)


def test_best_first_each_once_and_at_most_as_many_as_asked() -> None:
    for name in HELD_OUT[:40]:
        found = readings(name.source, limit=3)
        assert 1 <= len(found) <= 3
        assert [r.score for r in found] == sorted((r.score for r in found), reverse=True)
        assert len({r.text.casefold() for r in found}) == len(found)
        assert all(0 <= r.score <= 1 for r in found)


@pytest.mark.parametrize("name", ["", " ", "123", "Moscow", "ـــ", "؟!", "َُِ"])
def test_without_arabic_letters_there_is_nothing_to_read(name: str) -> None:
    assert readings(name) == ()


@pytest.mark.parametrize("name", ["ء", "ه" * 300, "بن " * 40, "ٱٱٱ", "عبد", "ال", "چېژ", "ﻣﺤﻤﺪ"])
def test_odd_names_are_read_without_failing(name: str) -> None:
    assert all(isinstance(reading, Reading) and reading.text for reading in readings(name))


def test_marks_and_presentation_forms_change_nothing() -> None:
    wanted = texts("محمد")
    assert wanted[0] in ("Mohammed", "Mohamed")
    for spelled in ("مُحَمَّد", "محـــمد", "ﻣﺤﻤﺪ"):
        assert texts(spelled) == wanted


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("رفح", "Rafah"),
        ("مايكل", "Michael"),
        ("قرضاي", "Karzai"),
        ("أهواز", "Ahvaz"),
        ("موسوي", "Mousavi"),
        ("أوستن", "Austin"),
        ("لوران", "Laurent"),
        ("فليتشر", "Fletcher"),
    ],
)
def test_words_are_found_by_nearly_the_same_consonants(arabic: str, latin: str) -> None:
    assert latin_sounds(latin) in sound_keys(arabic)
    assert latin_sounds("Damascus") not in sound_keys(arabic)


def test_words_of_lists_of_names_are_no_pairs() -> None:
    table = load()
    assert len(table.listed) > 90_000
    words = [word for alike in table.listing.values() for word in alike.split()]
    assert sorted(words) == sorted(table.listed)
    assert all(word == latin_letters(word) for word in words)
    assert all(latin_sounds(word) == key for key, alike in table.listing.items()
               for word in alike.split()[:1])  # fmt: skip


def test_a_list_of_names_helps_where_no_english_has_the_word() -> None:
    table = load()
    assert "huckaby" in table.listed
    assert "huckaby" not in table.counts
    assert "Huckaby" in [reading.text for reading in read_with(table, "هوكابي")]
    without = table.without({"huckaby"}, listed=True)
    assert "Huckaby" not in [reading.text for reading in read_with(without, "هوكابي")]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("نور الدين", "Noureddine"),
        ("هبة الله", "Hibatullah"),
        ("أبي مصعب", "Abu Musab"),
        ("محمد السادس", "Mohammed VI"),
        ("البابا فرنسيس", "Pope Francis"),
        ("لويس السادس عشر", "Louis XVI"),
    ],
)
def test_names_that_rules_write(name: str, first: str) -> None:
    assert texts(name)[0] == first


def test_spellings_among_given_words_are_those_words() -> None:
    search = Search(load())
    usual = {"sullivan": 0.0, "silvan": 0.0, "putin": 0.0}
    found = search.among("سوليفان", usual)
    assert "sullivan" in found
    assert "putin" not in found
    assert found["sullivan"] > found.get("silvan", -99.0)
    assert search.among("سوليفان", {}) == {}


def test_a_spelling_is_as_likely_by_sound_alone_as_among_given_words() -> None:
    search = Search(load())
    spelled = search.spellings("كرم")
    best = max(spelled, key=lambda latin: spelled[latin])
    assert search.among("كرم", {best: 0.0})[best] == pytest.approx(spelled[best], abs=0.1)


def test_development_names_are_none_of_those_held_out() -> None:
    folds = [name_pairs.development(fold) for fold in range(name_pairs.FOLDS)]
    sources = [name.source for fold in folds for name in fold]
    assert len(sources) == len(set(sources)) > 900
    withheld = name_pairs.Withheld(HELD_OUT, name_pairs.common())
    assert not [name for fold in folds for name in fold if withheld.is_name(name)]


def test_letters() -> None:
    assert arabic_letters("مُحـمَّد١") == "محمد"
    assert arabic_letters("کریم") == "كريم"
    assert latin_letters("Şanlıurfa") == "sanliurfa"
    assert latin_letters("O'Brien-Łódź") == "obrienlodz"


def test_tables_come_back_from_bytes_in_steps() -> None:
    table = {5: -0.5, 9: -1.0, 2**40: -3.03, 17: -99.0}
    back = unpacked(*packed(table))
    assert back.keys() == table.keys()
    assert back[5] == -0.5
    assert back[2**40] == pytest.approx(-3.03, abs=1 / 32)
    assert back[17] == -255 / 16


def test_file_is_small_and_has_no_date_in_it() -> None:
    assert PATH.stat().st_size < MOST_BYTES
    with zipfile.ZipFile(PATH) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_sure_names_are_names() -> None:
    sure = sure_names()
    assert sure.begin < sure.names
    assert {"كارلوس", "موسكو"} <= sure.names
    assert "كارلوس" in sure.begin
    assert sure.names.isdisjoint(("في", "قال", "رئيس", "حكومة", "مدينة"))
