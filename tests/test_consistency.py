"""Names beyond the glossary are given one form in a document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run, put, run
from linked_names import document, linked, rare, town

from glossary import Glossary
from glossary.formats import parse
from glossary.names import name_key
from translator.bulk.report.summary import Summary, Totals, as_text, different
from translator.consistency import Tally, document_mentions, pieces_of
from translator.consistency.tally import switched_off
from translator.consistency.unify import unified
from translator.document import TranslatedDocument
from translator.engine import Decoding, Engine

__all__ = ["run"]


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
        marked = [one for one in new.warnings if one.message.endswith("elsewhere in this document")]
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
    text = as_text(Summary(Totals(), (), 1.0, different(tally.found())))
    assert "9 names beyond the glossary came out in different ways" in text
    assert text.count("; model: ") == 5
    assert "  and 4 more\n" in text
