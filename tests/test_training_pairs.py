"""What training makes of a pair: links follow every change, numbers and names change alike."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("tomli", reason="the extra `training` is not installed")

from training.card import files, quality
from training.linked import Edit, Linked, edited, joined, respelt
from training.names import Finder, copied, invented
from training.noise import Example, varied
from training.pairs import straight

ROOT = Path(__file__).parent.parent
SOURCE = 'وصل لافروف الى دمشق في 13 مايو 2017، وقال "نعم".'
TARGET = 'Lavrov arrived in Damascus on May 13, 2017, and said "yes".'
LINKS = [
    ("وصل", "arrived"),
    ("لافروف", "Lavrov"),
    ("الى", "in"),
    ("دمشق", "Damascus"),
    ("13", "13"),
    ("مايو", "May"),
    ("2017", "2017"),
    ("وقال", "said"),
    ("نعم", "yes"),
]


def span(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


PAIR = Linked(SOURCE, TARGET, tuple((span(SOURCE, a), span(TARGET, e)) for a, e in LINKS))
NAMES = ["Karim", "Rosario", "Van der Berg"]


def texts(pair: Linked) -> set[tuple[str, str]]:
    return {(pair.source[slice(*s)], pair.target[slice(*t)]) for s, t in pair.links}


def test_links_follow_an_edit_on_both_sides() -> None:
    edit = Edit(span(SOURCE, "لافروف"), span(TARGET, "Lavrov"), "ل John Kerry", "John Kerry")
    changed = edited(PAIR, [edit])
    assert changed.source.startswith("وصل ل John Kerry الى دمشق")
    assert changed.target.startswith("John Kerry arrived in Damascus")
    wanted = {*LINKS, ("John", "John"), ("Kerry", "Kerry")} - {("لافروف", "Lavrov")}
    assert texts(changed) == wanted


def test_links_follow_punctuation_that_comes_or_goes() -> None:
    marks = [m.span() for m in re.finditer('"', SOURCE)]
    assert texts(respelt(PAIR, [(mark, "") for mark in marks])) == set(LINKS)
    assert texts(respelt(PAIR, [(mark, ' "') for mark in marks])) == set(LINKS)


def test_links_of_joined_pairs_lie_in_their_own_halves() -> None:
    both = joined(PAIR, PAIR)
    assert both.source == f"{SOURCE} {SOURCE}"
    assert len(both.links) == 2 * len(LINKS)
    assert texts(both) == set(LINKS)


def test_variation_keeps_links_true_and_numbers_and_names_alike() -> None:
    """Over many draws every link joins equal numbers, equal Latin words, or words it joined."""
    filler = Linked("زار لافروف دمشق", "There Lavrov and Damascus met", ())
    finder = Finder([PAIR, filler])
    example = Example(PAIR, finder.find(PAIR))
    assert {PAIR.target[slice(*one.target)] for one in example.replaceable if one.is_name} == {
        "Lavrov",
        "Damascus",
    }
    chance = random.Random(5)
    inline = numbers = other = 0
    for _ in range(400):
        pair = varied(example, NAMES, chance)
        for source, target in texts(pair):
            assert source == target or (source.replace("ه", "ة"), target) in {
                (a.replace("ه", "ة"), e) for a, e in LINKS
            }, (pair.source, pair.target)
        latin = re.findall(r"[A-Za-z'-]+", pair.source)
        assert all(word in pair.target for word in latin)
        assert re.findall(r"\d+", pair.source) == re.findall(r"\d+", pair.target)
        inline += bool(latin)
        numbers += "13" not in pair.source
        other += "Lavrov" not in pair.target
    assert 80 < inline < 260
    assert 20 < numbers < 140
    assert other > 20


def test_copied_names_stand_on_both_sides_and_are_linked() -> None:
    chance = random.Random(1)
    for _ in range(200):
        pair = copied(NAMES, chance)
        latin = re.findall(r"[A-Za-z'-]+", pair.source)
        assert latin
        assert all(word in pair.target for word in latin)
        assert texts(pair)
        assert all(source == target for source, target in texts(pair))


def test_invented_names_are_new_and_look_like_names() -> None:
    chance = random.Random(2)
    made = {invented(NAMES, chance) for _ in range(300)}
    assert len(made) > 200
    assert all(word[0].isupper() or word[0].islower() for name in made for word in name.split())


def test_targets_get_plain_marks() -> None:
    assert straight("“Yes” – he\u00a0said, ‘no’") == "\"Yes\" - he said, 'no'"


def test_model_json_holds_the_files_and_each_figure_with_its_signature(tmp_path: Path) -> None:
    figures = {"BLEU": 10.04, "chrF2": 40.06, "TER": 70.0}
    signed = {f"{name} signature": f"{name}|v" for name in figures}
    found = quality([{"model": "x", "beam": 2, "news": {**figures, **signed}}])
    assert found["beam 2"] == {"news": {"BLEU": 10.0, "chrF": 40.1, "TER": 70.0}}
    assert found["signatures"]["chrF"] == "chrF2|v"
    (tmp_path / "model.bin").write_bytes(b"weights")
    (tmp_path / "model.json").write_text("{}")
    (tmp_path / "CARD.md").write_text("words")
    [(name, described)] = files(tmp_path).items()
    assert name == "model.bin"
    assert described["bytes"] == 7
    assert described["sha256"].startswith("9a129038")


@pytest.mark.parametrize(
    ("module", "rest", "said"),
    [
        ("prepare", ["--work", "w", "--corpus", "bad"], "bad/a/a.tsv:2: not one Arabic"),
        ("prepare", ["--work", "w", "--models", "nowhere"], "source.spm: no SentencePiece model"),
        ("card", ["nowhere"], "nowhere"),
    ],
)
def test_bad_input_gets_one_sentence(
    tmp_path: Path, module: str, rest: list[str], said: str
) -> None:
    (tmp_path / "bad" / "a").mkdir(parents=True)
    (tmp_path / "bad" / "a" / "a.tsv").write_text("نعم\tyes\nلا\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", f"training.{module}", *rest],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
