"""The counts behind the glosser's ranking: what ships, and how they are made."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from glossary.gloss import load_lexicon
from glossary.gloss.english import agreement, every_key, key
from glossary.gloss.senses import DATA, load_neighbours, load_senses
from glossary.gloss.types import POS
from training.base_forms import Vocabulary
from training.counts import Counts, neighbours_lines, senses_lines
from training.senses import Reader, counted, read_pairs

PAIRS = [
    ("كتب الرجل رسالة", "The man wrote a letter", [(0, 2), (1, 1), (2, 4)]),
    ("كتب الوزير", "The minister wrote", [(0, 2), (1, 1)]),
    ("كتب الولد اسمه", "The boy wrote his name", [(0, 2), (1, 1), (2, 4)]),
    ("في كتب التاريخ", "In history books", [(0, 0), (1, 2), (2, 1)]),
    ("من كتب المكتبة", "From the library's books", [(0, 0), (1, 3), (2, 2)]),
]


def count(pairs: Sequence[tuple[str, str, list[tuple[int, int]]]], rounds: int) -> Counts:
    lexicon = load_lexicon()
    assert lexicon is not None
    reader = Reader(lexicon, Vocabulary(english for _, english, _ in pairs))
    sentences = [reader.places(*pair) for pair in pairs]
    found = None
    for _ in range(rounds):
        found = counted(sentences, found)
    assert found is not None
    return found


def test_the_english_side_tells_readings_apart() -> None:
    found = count(PAIRS, 3)
    verbs, nouns = found.senses["كتب", "verb"], found.senses["كتب", "noun"]
    assert verbs["write"] > 1.5 > nouns["*"]
    assert nouns["*"] == nouns["~wrote"]
    assert nouns["books"] == pytest.approx(2, abs=0.3)


def test_neighbours_decide_where_the_english_is_silent() -> None:
    silent = ("في كتب جديدة", "Nothing of that here", [])
    found = count([*PAIRS, *PAIRS, silent], 4)
    assert found.senses["كتب", "noun"].get("*", 0) > 0.6


def test_files_have_a_line_for_each_stem() -> None:
    found = count(PAIRS * 2, 3)
    lines = {line.split("\t")[0]: line for line in senses_lines(found)}
    assert "verb write:" in lines["كتب"]
    assert "noun books:" in lines["كتب"]
    assert any(line.startswith("^\t") for line in neighbours_lines(found))


def test_what_is_measured_on_is_not_counted() -> None:
    held = set()
    for name in ("held_out.tsv", "corpus_held_out.tsv"):
        path = DATA.parents[2] / "tests" / "data" / name
        held |= {line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()}
    assert held
    assert held.isdisjoint(arabic for arabic, _ in read_pairs())


def test_what_ships_can_be_read_and_says_what_it_should() -> None:
    table = load_senses()
    assert len(table.lines) > 20_000
    for stem in table.lines:
        for pos, words in table.words(stem).items():
            assert pos in POS, stem
            assert words, stem
            assert all(number > 0 for number in words.values()), stem
    writes = table.words("كتب")["verb"]
    assert writes["write"] > sum(writes.values()) / 2
    assert table.chance("قال", "verb", "say") > 20 * table.chance("قال", "verb", "gold")
    chances = load_neighbours()
    assert chances.chance("لَمْ", "Vi") > 20 * chances.chance("لَمْ", "ND")
    assert chances.chance("P", "ND") > chances.chance("P", "Vp")


def test_keys_of_english_words() -> None:
    assert key("agreed") == key("agrees") == key("agree")
    assert key("cities") == key("city")
    assert key("needs") == key("need") != key("ne")
    assert key("used") == key("use")
    assert key("said") == key("say")
    assert key("stopped") == key("stop")
    assert agreement("meet/encounter", every_key("they met")) == 1.0
    assert 0 < agreement("agreement/accord", every_key("they agreed")) < 1
    assert agreement("books", every_key("the minister wrote")) == 0.0
    assert agreement("be written", every_key("it was written")) == 1.0
