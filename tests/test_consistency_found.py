"""Names beyond the glossary: found, and counted in bounded memory."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from linked_names import document, linked, rare, town

from glossary import Glossary
from glossary.formats import parse
from glossary.names import cue, name_key, name_likeness, without_particles
from translator.consistency import Mention, Tally, document_mentions, mentions
from translator.consistency.mentions import ALIKE
from translator.consistency.rows import table
from translator.consistency.tally import MOST_FORMS, best_form, counted_forms
from translator.document import Translation

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
import names as benchmark

# --- finding ---------------------------------------------------------------------------------


def test_most_names_are_found_and_most_that_are_found_are_names(translator):
    marked = benchmark.read_marked(benchmark.DATA)
    glossary = benchmark.without(Glossary.shipped(), marked)
    score = benchmark.score(marked, benchmark.found_in(marked, translator, glossary))
    assert score.marked == 75
    assert score.precision >= 0.8
    assert score.recall >= 0.65


def test_sentences_without_names_give_hardly_any(translator):
    glossary = Glossary.shipped()
    marked = [one for one in benchmark.read_marked(benchmark.DATA) if not one.names]
    found = benchmark.found_in(marked, translator, glossary)
    assert len(marked) >= 30
    assert sum(map(len, found)) <= 2


@pytest.mark.parametrize(
    ("word", "latin", "cut"),
    [
        ("وإريكسون", "Ericsson", 1),
        ("بلفور", "Balfour", 0),
        ("بدوربان", "Durban", 1),
        ("وليام", "William", 0),
        ("وبكيلر", "Keller", 2),
        ("وسكرامنتو", "", 1),
        ("كيوان", "", 0),
    ],
)
def test_particles_are_told_from_letters_by_the_english(word, latin, cut):
    assert without_particles(word, latin, after_cue=False) == cut


def test_a_conjunction_is_a_letter_after_a_title():
    assert without_particles("وليام", "", after_cue=True) == 0


def test_titles_and_kinds_of_place_announce_names():
    assert [cue(word) for word in ("الرئيس", "وبلدة", "لحركة", "كتابا")] == [
        "person",
        "place",
        "organization",
        "",
    ]


def test_spellings_of_one_name_share_a_key():
    assert name_key("كفر نبل") == name_key("كفرنبل")
    assert name_key("إريكسون") == name_key("اريكسون")
    assert name_likeness("سامر الخطيب", "Samer al-Khatib") == 1.0
    assert name_likeness("نوكيا", "Samsung") == 0.0


def test_a_name_of_two_words_is_one_and_its_english_too():
    source = "قال الطبيب مازن كيوان للصحفيين إن الدواء نفد"
    target = "The doctor Mazen Kiwan told journalists the medicine ran out"
    links = {"الطبيب": "doctor", "مازن": "Mazen", "كيوان": "Kiwan", "الدواء": "medicine"}
    [mention] = mentions(linked(source, target, links), rare)
    assert (mention.name, mention.form, mention.kind) == ("مازن كيوان", "Mazen Kiwan", "person")
    assert source[slice(*mention.span)] == "مازن كيوان"
    assert mention.place
    assert target[slice(*mention.place)] == "Mazen Kiwan"
    assert mention.sound >= ALIKE


def test_nationalities_and_offices_are_no_names():
    source = "التقى الوزير البلجيكي مدير الشركة الألمانية"
    target = "The Belgian Minister met the German company's Director"
    links = {"الوزير": "Minister", "البلجيكي": "Belgian", "مدير": "Director", "الألمانية": "German"}
    assert mentions(linked(source, target, links), rare) == []


def test_who_was_named_in_full_is_known_by_the_surname():
    full = linked(
        "قال النائب سامر حيدران إنه سيعود",
        "Lawmaker Samer Haidaran said he would return",
        {"النائب": "Lawmaker", "سامر": "Samer", "حيدران": "Haidaran"},
    )
    later = linked("عاد أمس حيدران غاضبا", "He returned angrily", {"غاضبا": "angrily"})
    assert mentions(later, rare) == [] or "حيدران" not in mentions(later, rare)[0].name
    found = document_mentions([full, later], rare)
    assert [[mention.name for mention in those] for those in found] == [["سامر حيدران"], ["حيدران"]]


def test_a_translation_without_links_tells_nothing():
    assert mentions(Translation("وصل إلى بلدة كفرنبل", "He reached Kafranbel"), rare) == []


# --- counting --------------------------------------------------------------------------------


def test_names_in_different_forms_stand_first_with_their_counts():
    tally = Tally(rare)
    for number in range(3):
        tally.add(town("جرجناز", "Jarjanaz", f"{number}.txt"))
    tally.add(town("كفرنبل", "Kafranbel", "3.txt"))
    tally.add(town("كفرنبل", "Cafrenbell", "3.txt"))
    first, second = tally.found()
    assert (first.name, first.differs, second.differs) == ("كفرنبل", True, False)
    assert first.shown() == "2x in 2 files; model: Kafranbel 1, Cafrenbell 1"
    assert second.shown() == "3x in 3 files; model: Jarjanaz 3"
    assert (first.kind, first.first, second.first) == ("place", ("3.txt", 0), ("0.txt", 0))


def test_counting_is_bounded_and_keeps_what_is_frequent():
    letters = "بتجحدرسشطعفكلمن"
    tally = Tally(rare, most=40)
    for number in range(300):
        tail = "".join(letters[int(digit)] for digit in f"{number:03d}")
        tally.add(town(f"قلا{tail}زو", "Qalazo", f"{number}.txt"))
        tally.add(town("جرجناز", f"Jarjan{'z' * (number % 40)}", f"{number}.txt"))
    found = tally.found()
    assert len(found) <= 40
    frequent = found[0]
    assert (frequent.name, frequent.count, frequent.documents) == ("جرجناز", 300, 300)
    assert len(frequent.forms) <= MOST_FORMS


def test_a_name_with_a_particle_is_counted_with_the_name():
    tally = Tally(rare)
    tally.add(town("لوساكا", "Lusaka", "a.txt"))
    tally.add(town("لوساكا", "Lusaka", "b.txt"))
    source = "وصل الوفد جوا من وبلوساكا أمس"
    tally.add(document(linked(source, "He came from Lusaka", {"وبلوساكا": "Lusaka"}), name="c.txt"))
    assert [(name.name, name.count) for name in tally.found()] == [("لوساكا", 3)]


def test_the_form_proposed_is_the_most_frequent_that_sounds_right():
    def mention(form: str, sound: float) -> Mention:
        return Mention("كفرنبل", (0, 6), form, (0, len(form)), sound, "place")

    forms = counted_forms(
        [mention("Zaz", 0.0)] * 5 + [mention("Kafr Nabl", 0.9)] * 2 + [mention("Kafranbel", 1.0)]
    )
    assert best_form(forms) == "Kafr Nabl"
    assert best_form(counted_forms([mention("Zaz", 0.0)])) == ""


def test_a_table_changes_nothing_until_its_rows_are_confirmed():
    tally = Tally(rare)
    tally.add(town("كفرنبل", "Kafranbel", "a\tb.txt"))
    tally.add(town("كفرنبل", "Kafranbel", "b.txt"))
    tally.add(town("كفرنبل", "Cafrenbell", "c.txt"))
    tally.add(town("جرجناز", "Zaz", "d.txt"))
    text = table(tally.found(), None)
    assert len(parse(text, "names.tsv", "\t")) == 0
    confirmed = parse(text.replace("\n# ", "\n"), "names.tsv", "\t")
    first, second = confirmed.terms
    assert (first.source, first.target, first.avoid) == ("كفرنبل", "Kafranbel", ("Cafrenbell",))
    assert (first.type, first.note) == (
        "place",
        "3x in 3 files; model: Kafranbel 2, Cafrenbell 1; first: a b.txt, segment 0",
    )
    assert (second.source, second.target) == ("جرجناز", "")
    assert [one.term.target for one in confirmed.find("زار كفرنبل وجرجناز")] == ["Kafranbel"]
