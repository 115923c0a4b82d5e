"""Words that are no words and words said twice, on sentences that the model and people wrote.

`data/slips.tsv` was labelled before the rules: translations by the embedded model 0.5 with such a
slip (`yes`), and sentences that only look so, many of them chosen for it (`no`).
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from translator.checks import check

DATA = Path(__file__).parent / "data"
KINDS = ("garbled", "repeat")
MISSED = {"garbled": 1, "repeat": 8}
WRONG = {"garbled": 0, "repeat": 3}


def rows(kind: str, raises: str) -> list[dict[str, str]]:
    with (DATA / "slips.tsv").open(encoding="utf-8", newline="") as file:
        every = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in every if (row["kind"], row["raises"]) == (kind, raises)]


def raised(kind: str, source: str, target: str) -> bool:
    return any(warning.kind == kind for warning in check(source, target))


@pytest.mark.parametrize("kind", KINDS)
def test_slips_are_told(kind: str) -> None:
    wrong = rows(kind, "yes")
    assert len(wrong) >= 30
    missed = [row for row in wrong if not raised(kind, row["source"], row["target"])]
    assert len(missed) <= MISSED[kind], missed


@pytest.mark.parametrize("kind", KINDS)
def test_what_looks_so_is_mostly_passed(kind: str) -> None:
    sound = rows(kind, "no")
    assert len(sound) >= 30
    blamed = [row for row in sound if raised(kind, row["source"], row["target"])]
    assert len(blamed) <= WRONG[kind], blamed


@pytest.mark.parametrize("kind", KINDS)
def test_people_are_seldom_blamed(kind: str) -> None:
    pairs = [
        line.split("\t")[:2]
        for name in ("held_out.tsv", "corpus_held_out.tsv", "seed_references.tsv")
        for line in (DATA / name).read_text(encoding="utf-8").splitlines()
    ]
    assert len(pairs) > 600
    blamed = [target for source, target in pairs if raised(kind, source, target)]
    assert len(blamed) < 0.005 * len(pairs), blamed


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("The storm flew over the mountains of Asssss.", ["no English word: Asssss"]),
        ("He shouted: hahaha, www.example.org, III, aaah!", []),
        ("The drums of the drums had come out.", ["said twice: drums of the drums"]),
        ("They went from house to house, step by step, face to face.", []),
        ("He said that that was that.", []),
    ],
)
def test_messages_name_the_words(target: str, said: list[str]) -> None:
    source = "قال الوزير إن العاصفة مرت فوق الجبال من غير أن تسبب أي ضرر يذكر."
    found = [w.message for w in check(source, target) if w.kind in KINDS]
    assert found == said


def test_what_the_source_spells_so_or_repeats_is_no_slip() -> None:
    assert not raised("garbled", "كتب Zzzap في صفحته", "He wrote Zzzap on his page")
    twice = "لا صوت يعلو فوق صوت المعركة."
    assert not raised("repeat", twice, "No voice rises above the voice of battle.")


def test_kinds_are_counted_apart() -> None:
    kinds = Counter(w.kind for w in check("قال الوزير", "The ministerrr of the ministerrr said"))
    assert kinds["garbled"] == kinds["repeat"] == 1
