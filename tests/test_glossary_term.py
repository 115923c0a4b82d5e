"""Layers of glossaries, and looking things up."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from glossary import Glossary, GlossaryError, Term


def targets(glossary: Glossary, sentence: str) -> list[str]:
    return [found.term.target for found in glossary.find(sentence)]


BASE = Glossary((Term("أستانا", "Astana", ("أستانة",)), Term("حلب", "Aleppo")), "base")


def test_a_later_row_wins_for_every_spelling_it_names() -> None:
    later = Glossary((Term("استانه", "Nur-Sultan"),), "later")
    merged = BASE.overlay(later)
    assert targets(merged, "أستانا أستانة حلب") == ["Astana", "Nur-Sultan", "Aleppo"]
    assert merged.terms[0] == Term("أستانا", "Astana")
    assert merged.name == "base+later"


def test_the_name_names_every_layer_once(tmp_path: Path) -> None:
    path = tmp_path / "g.tsv"
    path.write_text("source\ttarget\nحلب\tHalab\n", encoding="utf-8")
    own = Glossary.load(path)
    assert own.name == "g.tsv"
    assert own.overlay().name == own.overlay(Glossary.load(path)).name == "g.tsv"
    assert BASE.overlay(own, own).name == "base+g.tsv"
    other = Glossary((Term("حلب", "Aleppo City"),), "g.tsv")
    assert BASE.overlay(own, other).name == "base+g.tsv+g.tsv"  # two files, one name


@pytest.mark.parametrize("typed", ["al-Qaeda", "Al Qaeda", "AL-QAEDA", "al qaeda", "al‑Qaeda"])
def test_english_is_looked_up_as_people_type_it(typed: str) -> None:
    term = Term("تنظيم القاعدة", "al-Qaeda", accept=("al-Qa'ida",))
    glossary = Glossary((term, Term("القاعدة الجوية", "Qaeda Base"), Term("حلب", "")))
    assert glossary.lookup(typed) == [term]
    assert glossary.lookup("al-Qa’ida") == [term]
    assert glossary.lookup("Qaeda") == glossary.lookup("") == []


def test_an_earlier_row_lives_on_under_a_variant() -> None:
    merged = BASE.overlay(Glossary((Term("أستانا", "Nur-Sultan"),)))
    assert merged.terms[0] == Term("أستانة", "Astana")
    assert targets(merged, "أستانا أستانة") == ["Nur-Sultan", "Astana"]


def test_variants_of_a_later_row_count_and_a_row_left_without_spellings_goes() -> None:
    merged = BASE.overlay(Glossary((Term("الشهباء", "Aleppo City", ("حلب",)),)))
    assert targets(merged, "حلب") == ["Aleppo City"]
    assert [term.target for term in merged] == ["Astana", "Aleppo City"]


def test_an_empty_target_switches_off_and_a_third_layer_on_again() -> None:
    off = Glossary((Term("حلب", ""),), "off")
    assert targets(BASE.overlay(off), "حلب أستانا") == ["Astana"]
    again = Glossary((Term("حلب", "Halab"),), "again")
    assert targets(BASE.overlay(off, again), "حلب") == ["Halab"]
    assert targets(BASE.overlay(off.overlay(again)), "حلب") == ["Halab"]
    assert targets(Glossary().overlay(off).overlay(BASE), "حلب") == ["Aleppo"]


def test_words_that_only_fold_alike_stand_side_by_side() -> None:
    merged = Glossary((Term("إب", "Ibb"), Term("حِمْص", "Homs"))).overlay(
        Glossary((Term("آب", "August"), Term("حُمُّص", "chickpeas")))
    )
    assert targets(merged, "إب آب حِمص حُمص") == ["Ibb", "August", "Homs", "chickpeas"]


def test_a_spelling_without_vowels_names_the_one_with_them() -> None:
    merged = Glossary((Term("حِمْص", "Homs"),)).overlay(Glossary((Term("حمص", "Hims"),)))
    assert [term.target for term in merged] == ["Hims"]


def test_later_terms_win_in_a_glossary_made_by_hand_too() -> None:
    assert targets(Glossary((Term("حلب", "A"), Term("حلب", "B"))), "حلب") == ["B"]


def test_checksum_is_of_the_content() -> None:
    other = Glossary(BASE.terms, "another name")
    assert BASE.checksum == other.checksum
    assert len(BASE.checksum) == 64
    assert Glossary(BASE.terms[:1]).checksum != BASE.checksum


def test_lookup() -> None:
    assert [term.target for term in BASE.lookup("وبحلب")] == ["Aleppo"]
    assert [term.target for term in BASE.lookup("من حلب إلى استانه ثم حلب")] == ["Aleppo", "Astana"]
    assert [term.source for term in BASE.lookup(" aleppo ")] == ["حلب"]
    assert BASE.lookup("Aleppo and Astana") == []
    assert BASE.lookup("دمشق") == BASE.lookup("Damascus") == BASE.lookup("") == []


def test_a_glossary_travels_between_processes() -> None:
    BASE.find("حلب")
    copy = pickle.loads(pickle.dumps(BASE))
    assert copy == BASE
    assert targets(copy, "حلب") == ["Aleppo"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty configuration folder for the user."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr("glossary.term.user_file", lambda: tmp_path / "glossary.tsv")
    return tmp_path


def test_the_default_is_the_shipped_glossary(folder: Path) -> None:
    assert Glossary.default() == Glossary.shipped()
    assert Glossary.default().name == "default"


def test_the_users_own_glossary_lies_over_the_shipped_one(folder: Path) -> None:
    (folder / "glossary.tsv").write_text("source\ttarget\nحلب\tHalab\n", encoding="utf-8")
    glossary = Glossary.default()
    assert targets(glossary, "حلب") == ["Halab"]
    assert glossary.name.startswith("default+")


def test_a_broken_glossary_of_the_user_is_named(folder: Path) -> None:
    (folder / "glossary.tsv").write_text("source\ttarget\nAleppo\tحلب\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match=r"glossary\.tsv, line 2"):
        Glossary.default()
