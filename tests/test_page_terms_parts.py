"""The glossary beside the text without a browser: lists, search, form, changes."""

from __future__ import annotations

import pytest
from glossary_desk import ask, desk, english, remove, save, settle, term

from glossary import Glossary, Term
from ui.catalogue import Catalogue, catalogue
from ui.layers import Layers
from ui.terms import version_of

HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>'

# Lists and search.


def test_terms_of_the_text_by_frequency() -> None:
    answer = ask(desk(), "terms_list", view="here")
    html = answer["html"]
    assert answer["words"] == "3 terms in this text."
    assert html.index("دمشق") < html.index("موسكو") < html.index("لافروف")
    assert "3 times, all met; " in html
    assert "once, met; " in html
    assert html.count("data-places") == 3
    assert ask(desk(text=""), "terms_list", view="here")["words"].startswith("Translate a text")


def test_places_are_rows_and_numbers_of_terms() -> None:
    made = desk()
    html = ask(made, "terms_list", view="here")["html"]
    key = made.sheets[0].key
    assert f'data-places="{key}-0:0 {key}-1:0 {key}-3:0"' in html
    assert f'data-places="{key}-1:1"' in html


def test_unmet_terms_are_counted() -> None:
    made = desk()
    made.edit(next(made.rows()), "The delegation arrived yesterday.")
    settle(made)
    html = ask(made, "terms_list", view="here")["html"]
    assert "2 of 3 met; the model wrote it" in html


def test_all_terms_a_page_at_a_time() -> None:
    made = desk(text="")
    total = len(Glossary.shipped())
    first = ask(made, "terms_list", view="all")
    assert first["words"] == f"{total:,} terms in effect."
    assert first["more"]
    assert first["html"].count("term-entry") == first["shown"] == 50
    second = ask(made, "terms_list", view="all", offset=50, count=50)
    both = ask(made, "terms_list", view="all", offset=0, count=100)
    assert both["html"] == first["html"] + second["html"]
    for wrong in (-1, "5", None, 10**9):
        assert ask(made, "terms_list", view="all", offset=wrong, count=wrong)["shown"] == 50


@pytest.mark.parametrize(
    ("query", "source"),
    [
        ("دمشق", "دمشق"),
        ("بدمشق", "دمشق"),
        ("موسكُو", "موسكو"),
        ("انقره", "أنقرة"),
        ("damascus", "دمشق"),
        ("DAMAS", "دمشق"),
        ("abdul rahman", "عبد الرحمن"),
        ("wrong in any city", "مدينة"),
    ],
)
def test_search_in_any_usual_spelling(query: str, source: str) -> None:
    glossary = Glossary(
        (
            Term("ريف دمشق", "Rif Dimashq", accept=("Damascus countryside",)),
            Term("دمشق", "Damascus"),
            Term("موسكو", "Moscow"),
            Term("أنقرة", "Ankara"),
            Term("عبد الرحمن", "Abdul-Rahman"),
            Term("مدينة", "city", note="Wrong in any city name."),
        )
    )
    assert Catalogue(glossary).search(query)[0].source == source


def test_search_says_what_it_finds() -> None:
    made = desk(text="")
    found = ask(made, "terms_list", view="all", query="  لافروف ")
    assert "Lavrov" in found["html"]
    none = ask(made, "terms_list", view="all", query="no such\ud800 thing")
    assert none["words"] == "No term has “no such thing”."
    assert not none["more"]


def test_a_catalogue_is_made_once() -> None:
    glossary = Glossary((Term("دمشق", "Damascus"),))
    assert catalogue(glossary) is catalogue(glossary)
    assert catalogue(Glossary(glossary.terms)) is not catalogue(glossary)


# The form.


def test_the_form_of_a_word_is_that_of_its_term() -> None:
    made = desk()
    for word in ("دمشق", "بدمشق", "«دمشق»"):
        html = ask(made, "term_form", source=word, target="x")["html"]
        assert 'data-was="دمشق"' in html
        assert 'value="Damascus"' in html
        assert f'data-version="{version_of(term(made, "دمشق"))}"' in html
    html = ask(made, "term_form", source="الوفد إلى دمشق", target="delegation to D.")["html"]
    assert 'data-was=""' in html
    assert 'value="الوفد إلى دمشق"' in html
    assert 'value="delegation to D."' in html
    assert 'data-was=""' in ask(made, "term_form", source=3, target=None)["html"]


def test_a_new_term_reaches_its_sentences_only() -> None:
    made = desk()
    before = english(made)
    answer = save(made, source="الوفد", target="the Mission", type="term")
    assert answer["say"] == "الوفد is the Mission now; 2 sentences are translated again."
    key = made.sheets[0].key
    assert answer["rows"] == [f"{key}-0", f"{key}-2"]
    after = english(made)
    assert [now == then for now, then in zip(after, before, strict=True)] == [
        False, True, False, True,
    ]  # fmt: skip
    assert "Mission" in after[0]
    assert "Mission" in after[2]
    changed = ask(made, "terms_list", view="changed")
    assert changed["words"] == "1 term changed here."
    made.undo()
    settle(made)
    assert english(made) == before
    assert ask(made, "terms_list", view="changed")["words"] == "Nothing is changed here yet."


def test_a_shipped_term_is_changed_by_a_row_over_it() -> None:
    made = desk()
    old = term(made, "دمشق")
    answer = save(made, old, source="دمشق", target="Sham City", type="place")
    assert answer["say"].endswith("; 3 sentences are translated again.")
    assert sum("Sham City" in line for line in english(made)) == 3
    assert made.layer == (Term("دمشق", "Sham City", type="place"),)
    again = save(made, term(made, "دمشق"), source="دمشق", target="Shamtown", note="really")
    assert "refused" not in again
    assert made.layer == (Term("دمشق", "Shamtown", note="really"),)
    same = save(made, made.layer[0], source="دمشق", target="Shamtown", note="really")
    assert same["say"] == "Nothing was changed."
    made.undo()
    made.undo()
    settle(made)
    assert made.layer == ()
    assert term(made, "دمشق") == old


def test_spellings_that_are_crossed_out_are_found_no_more() -> None:
    made = desk(text="قال ترمب اليوم.\n\nقال ترامب اليوم.")
    old = term(made, "ترامب")
    assert old.variants == ("ترمب",)
    save(made, old, source="ترامب", target="Mr Trump")
    assert made.glossary is not None
    assert [found.term.target for found in made.glossary.find("قال ترامب")] == ["Mr Trump"]
    assert made.glossary.find("قال ترمب") == []
    assert len(made.steps) == 1
    made.undo()
    settle(made)
    assert made.layer == ()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"source": "", "target": "Damascus"}, "source is empty"),
        ({"source": "دمشق", "target": " "}, "English is empty"),
        ({"source": "Damascus", "target": "Damascus"}, "no Arabic letter"),
        ({"source": "دمشق", "target": "دمشق"}, "Arabic letters"),
        ({"source": "دمشق", "target": "D", "type": "planet"}, "no type"),
        ({"source": "دمشق", "target": "D", "avoid": "D"}, "both right and to be avoided"),
        ({"source": "دمشق", "target": "D" * 201}, "201 characters"),
        ({"source": "دمشق", "target": "D", "note": "n" * 4_000}, "4,000 characters"),
        ({"source": "دمشق\nحلب", "target": "D"}, "line break"),
        ({"source": "دمشق\ud800", "target": "D"}, "control character"),
        ({"source": "قم", "target": "Qom"}, "exactly as written"),
        ({"source": "دمشق", "target": "D", "colour": "red"}, "load the page again"),
        ({"source": "دمشق", "target": ["D"]}, "load the page again"),
        ("دمشق", "load the page again"),
    ],
)
def test_what_cannot_be_a_term_is_refused(fields: object, reason: str) -> None:
    made = desk(text="")
    answer = ask(made, "term_save", fields=fields, was="", version="")
    assert reason in answer["refused"]
    assert answer["refused"].endswith(".")
    assert "\n" not in answer["refused"]
    assert made.layer == ()
    assert made.steps == []


def test_a_short_name_that_is_meant_exactly() -> None:
    made = desk(text="")
    assert "refused" not in save(made, source="قم", target="Qom", match="exact")
    assert made.layer == (Term("قم", "Qom", match="exact"),)


def test_terms_without_any_glossary() -> None:
    made = desk(Layers([]))
    assert ask(made, "terms_list", view="all")["words"] == "There is no glossary yet."
    answer = save(made, source="دمشق", target="Sham City")
    assert answer["say"].endswith("; 3 sentences are translated again.")
    assert sum("Sham City" in line for line in english(made)) == 3
    made.undo()
    settle(made)
    assert not any("Sham City" in line for line in english(made))


# Deleting and switching off.


def test_a_shipped_term_is_switched_off_and_on_again() -> None:
    made = desk()
    answer = remove(made, "دمشق")
    assert answer["say"] == "دمشق is switched off; 3 sentences are translated again."
    listed = ask(made, "terms_list", view="changed")["html"]
    assert "switched off" in listed
    assert 'aria-label="Switch on دمشق"' in listed
    assert "دمشق" not in ask(made, "terms_list", view="here")["html"]
    form = ask(made, "term_form", source="دمشق", target="Damascus")["html"]
    assert 'data-was="دمشق"' in form
    answer = remove(made, "دمشق")
    assert answer["say"].startswith("دمشق is switched on again, as Damascus; 3 sentences")
    assert made.layer == ()


def test_a_row_made_here_is_deleted() -> None:
    made = desk()
    save(made, term(made, "دمشق"), source="دمشق", target="Sham City")
    answer = remove(made, "دمشق")
    assert answer["say"].startswith("دمشق is deleted; it is Damascus again; 3 sentences")
    assert not any("Sham City" in line for line in english(made))
    made.undo()
    settle(made)
    assert sum("Sham City" in line for line in english(made)) == 3


@pytest.mark.parametrize("source", ["لا شيء", None, 5, "دمشق"])
def test_what_is_gone_or_changed_cannot_be_removed(source: object) -> None:
    made = desk(text="")
    answer = ask(made, "term_remove", source=source, version="no such version")
    assert answer["refused"].endswith("look at it once more.")
    assert made.layer == ()


# Values that are not meant well.


def test_hostile_values_are_text() -> None:
    made = desk(text="")
    answer = save(
        made,
        source=f"دمشق {HOSTILE}",
        target=HOSTILE,
        variants=f"حلب {HOSTILE}",
        accept=f"a {HOSTILE}",
        avoid=f"b {HOSTILE}",
        note=HOSTILE,
    )
    assert "refused" not in answer
    source = made.layer[0].source
    for html in (
        ask(made, "terms_list", view="changed")["html"],
        ask(made, "terms_list", view="all", query=HOSTILE)["html"],
        ask(made, "term_form", source=source, target="")["html"],
        ask(made, "term_form", source=HOSTILE, target=HOSTILE)["html"],
    ):
        assert "&lt;img src=x onerror=" in html
        assert "<img" not in html
        assert "<script" not in html
        assert 'onerror="' not in html


def test_overrides_of_direction_do_not_get_into_terms() -> None:
    made = desk(text="")
    save(made, source="دم\u202eشق", target="Da\u202emascus")
    assert made.layer == (Term("دمشق", "Damascus"),)
