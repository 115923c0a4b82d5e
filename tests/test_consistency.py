"""Names beyond the glossary: found, counted in bounded memory, given one form in a document."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from command_line import Run, put, run

from glossary import Glossary
from glossary.formats import parse
from glossary.names import cue, name_key, name_likeness, without_particles
from translator import Translator
from translator.bulk.report.summary import Summary, as_text, different
from translator.consistency import Mention, Tally, document_mentions, mentions, pieces_of
from translator.consistency.mentions import ALIKE
from translator.consistency.rows import table
from translator.consistency.tally import MOST_FORMS, best_form, counted_forms, switched_off
from translator.consistency.unify import unified
from translator.document import (
    Document,
    Paragraph,
    Provenance,
    Segment,
    TranslatedDocument,
    Translation,
)
from translator.engine import Decoding, Engine
from translator.words import words

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
import names as benchmark

__all__ = ["run"]


ORDINARY = frozenset(
    "وصل الوفد بلدة صباحا جوا غادر صباح اليوم قصفت الطائرات مرتين عاد السكان وصلت المساعدات غاضبا "
    "قال النائب الطبيب إن الدواء نفد للصحفيين التقى الوزير مدير الشركة سيعود".split()
)


def rare(word: str) -> int:
    """A vocabulary that holds the ordinary words of these sentences and no other."""
    return 1 if word in ORDINARY else 3


def linked(source: str, target: str, links: dict[str, str]) -> Translation:
    """A translation in which the given words, each standing once, mean each other."""
    where = {source[a:b]: (a, b) for a, b in words(source)}
    there = {target[a:b]: (a, b) for a, b in words(target)}
    found = [(*where[arabic], *there[english]) for arabic, english in links.items()]
    return Translation(source, target, -0.5, tuple(sorted(found, key=lambda link: link[2:])))


def document(*translations: Translation, name: str = "a.txt") -> TranslatedDocument:
    text = "\n".join(one.source for one in translations)
    segments, start = [], 0
    for number, one in enumerate(translations):
        segments.append(Segment(number, one.source, (start, start + len(one.source))))
        start += len(one.source) + 1
    whole = Document(name, tuple(Paragraph((one,)) for one in segments), text)

    return TranslatedDocument(whole, translations, Provenance("", "", "", "", ""))


@pytest.fixture(scope="module")
def translator(engine: Engine) -> Translator:
    return Translator(engine, Decoding())


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


def town(name: str, form: str, file: str) -> TranslatedDocument:
    source, target = f"وصل الوفد إلى بلدة {name} صباحا", f"The team reached the town of {form}"
    return document(linked(source, target, {"بلدة": "town", name: form}), name=file)


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


# --- one form for a document -----------------------------------------------------------------

REPEATED = """وصل وفد من جرجوفان إلى العاصمة صباح اليوم.
قال المتحدث باسم الدفاع المدني إن القصف استهدف بلدة جرجوفان.
نزحت عشرات العائلات من جرجوفان إلى الحدود.
تقع بولونيا شمال إيطاليا.
زار الوفد مدينة بولونيا.
وافتتحت الوزيرة معرضا للكتاب في مدينة بولونيا الإيطالية.
غادر كيلر العاصمة إلى لوساكا.
عاد الوفد من لوساكا أمس.
أكد الجنرال بوب كيلر أن قواته مستعدة للانسحاب.
زار وفد من صندوق النقد العاصمة الزامبية لوساكا لبحث الديون.
قال مازن كيوان إن الأوضاع صعبة.
التقى مازن كيوان بالوزير أمس.
وقال الطبيب مازن كيوان إن المستشفى خرج عن الخدمة.
تقع لوساكا جنوب البلاد.
"""


def test_one_form_wins_and_only_segments_with_another_are_touched(translator):
    glossary = Glossary.shipped()
    before = translator.translate_text(REPEATED, glossary=glossary, lines=True)
    after = translator.translate_text(REPEATED, glossary=glossary, lines=True, consistent=True)
    pieces = pieces_of(translator.engine)
    changed = [
        (old, new)
        for old, new in zip(before.translations, after.translations, strict=True)
        if old != new
    ]
    assert changed, "the model writes no name of these in two ways: take other sentences"
    assert len(changed) < len(before.translations)
    for old, new in changed:
        noted = [use for use in new.terms if use.note.startswith("consistent with ")]
        marked = [warning for warning in new.warnings if warning.kind == "name"]
        assert bool(noted) != bool(marked)
        if marked:
            assert new.target == old.target
        for use in noted:
            assert use.rendering
            assert use.target_span
            assert new.target[slice(*use.target_span)] == use.rendering
            assert use.method in ("model", "inline", "nbest", "prefix", "replace")
    assert any(use.note for _, new in changed for use in new.terms)
    forms_before, forms_after = ({}, {})
    for translations, forms in ((before, forms_before), (after, forms_after)):
        for those in document_mentions(translations.translations, pieces):
            for mention in those:
                forms.setdefault(mention.key, set()).add(mention.form)
    renderings = {
        name_key(use.surface): use.rendering for _, new in changed for use in new.terms if use.note
    }
    for key, rendering in renderings.items():
        if key in forms_before:
            assert rendering in forms_before[key]
            assert len(forms_after.get(key, ())) < len(forms_before[key])
    assert after.provenance.settings == f"{before.provenance.settings}, consistent names"


def test_links_are_left_out_where_nobody_asked_for_them(translator):
    from translator.segment import segment_lines

    [found] = translator.translate_documents(
        [segment_lines(REPEATED, "a")], alignment=False, consistent=True
    )
    assert not any(one.alignment for one in found.translations)


def three_ways(*forms: str) -> TranslatedDocument:
    """A document in which the town comes out in the given ways."""
    sources = [
        "غادر الوفد بلدة جرجناز صباح اليوم",
        "قصفت الطائرات بلدة جرجناز مرتين",
        "عاد السكان إلى بلدة جرجناز أمس",
        "وصلت المساعدات إلى بلدة جرجناز",
    ]
    return document(
        *(
            linked(source, f"It was the town of {form}", {"بلدة": "town", "جرجناز": form})
            for source, form in zip(sources, forms, strict=False)
        )
    )


def unify(given: TranslatedDocument, engine: Engine, glossary: Glossary | None = None):
    return unified(given, engine, glossary, Decoding(), rare)


def test_the_most_frequent_form_wins(engine):
    given = three_ways("Jarjnaz", "Jarganaz", "Jarganaz")
    after = unify(given, engine)
    assert after.translations[1:] == given.translations[1:]
    first = after.translations[0]
    assert first != given.translations[0]
    told = [use for use in first.terms if use.rendering == "Jarganaz"]
    assert told or [warning.kind for warning in first.warnings] == ["name"]
    assert all(use.note == "consistent with 2 other places" for use in told)


def test_forms_that_do_not_sound_like_the_name_neither_win_nor_go(engine):
    given = three_ways("Damascus", "Damascus", "Jarjanaz", "Lisbon")
    assert unify(given, engine) == given


def test_a_name_with_one_form_costs_nothing(engine):
    given = three_ways("Jarjanaz", "Jarjanaz", "Jarjanaz")
    assert unify(given, engine) is given


def test_a_name_switched_off_is_left_alone(engine):
    off = parse("source\ttarget\nجرجناز\t\n", "off.tsv", "\t")
    assert switched_off(off) == {"جرجناز"}
    given = three_ways("Jarjnaz", "Jarganaz", "Jarganaz")
    assert unify(given, engine, off) is given


# --- on the command line ---------------------------------------------------------------------


def test_without_the_option_no_second_pass_is_made(run: Run, monkeypatch):
    put("a.txt", REPEATED)

    def refuse(*_: object) -> None:
        raise AssertionError("a second pass")

    monkeypatch.setattr("translator.api.unified", refuse)
    assert run("translate", "--lines", "a.txt").status == 0
    with pytest.raises(AssertionError, match="a second pass"):
        run("translate", "--lines", "--consistent", "a.txt")


def test_translate_and_bulk_make_names_consistent_alike(run: Run):
    put("in/a.txt", REPEATED)
    assert run("translate", "--consistent", "in/a.txt", "-o", "one.txt").status == 0
    outcome = run("bulk", "--consistent", "in", "-o", "out", "--report", "report.json")
    assert outcome.status == 0
    assert Path("one.txt").read_bytes() == Path("out/a.txt").read_bytes()
    account = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert account["provenance"]["settings"].endswith("consistent names")


def test_the_report_lists_names_in_different_forms(run: Run, translator):
    put("in/a.txt", REPEATED)
    put("in/b.txt", REPEATED)
    outcome = run("bulk", "in", "-o", "out", "--report", "report.json")
    assert outcome.status == 0
    names = json.loads(Path("report.json").read_text(encoding="utf-8"))["names"]
    assert names
    for name in names:
        assert len(name["forms"]) > 1
        assert sum(form["count"] for form in name["forms"]) <= name["count"]
        assert name["files"] == 2
        assert name["first"]["document"] == "a.txt"
    line = next(line for line in outcome.out.splitlines() if "came out in different ways" in line)
    assert line.startswith(f"{len(names)} name")
    assert f"  {names[0]['name']} {names[0]['count']}x in 2 files; model: " in outcome.out


def test_a_run_that_does_not_count_names_says_nothing_of_them(run: Run):
    put("in/a.txt", REPEATED)
    assert "different ways" not in run("bulk", "in", "-o", "out").out


def test_the_text_names_a_few_and_counts_the_rest():
    tally = Tally(rare)
    for letter in "بتدرسفكلم":
        tally.add(town(f"ج{letter}جناز", "Janaz", "a.txt"))
        tally.add(town(f"ج{letter}جناز", "Janazi", "a.txt"))
    text = as_text(Summary((), (), 1.0, different(tally.found())))
    assert "9 names beyond the glossary came out in different ways" in text
    assert text.count("; model: ") == 5
    assert "  and 4 more\n" in text
