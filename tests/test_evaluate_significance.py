"""Tests of significance: where sacrebleu's code alone would mislead, and what is added to it."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from glossary.term import Glossary, Term
from translator.errors import InputError
from translator.evaluate.scores import Counted, count, metrics
from translator.evaluate.significance import (
    DIFFERING,
    Compared,
    check_trials,
    compare,
    interval,
    seed,
)
from translator.evaluate.terminology import counted, summed, term_lines

REFERENCE = (
    (Path(__file__).parent / "data" / "evaluation" / "reference.en").read_text("utf-8").splitlines()
)


def spoilt(lines: Sequence[str], every: int, of: Sequence[int] | None = None) -> list[str]:
    """The lines without every so manieth word, all of them or those of the numbers given."""
    return [
        " ".join(word for k, word in enumerate(line.split(), 1) if k % every)
        if of is None or n in of
        else line
        for n, line in enumerate(lines)
    ]


def against(ours: Sequence[str], theirs: Sequence[str], name: str = "chrF2") -> Compared:
    ready = {name: metrics([REFERENCE])[name]}
    first, other = count(ours, ready)[name], count(theirs, ready)[name]
    return compare(first, other, 200, 500)


def test_equal_translations_are_not_tested() -> None:
    """sacrebleu finds p = 0.001 and a star for a file against its copy."""
    lines = spoilt(REFERENCE, 5)
    found = against(lines, list(lines))
    assert (found.difference, found.differing) == (0, 0)
    assert found.bootstrap is None
    assert found.randomization is None


@pytest.mark.parametrize(("changed", "enough"), [(DIFFERING - 1, False), (DIFFERING, True)])
def test_a_few_lines_that_differ_are_not_tested(changed: int, enough: bool) -> None:
    long = [n for n, line in enumerate(REFERENCE) if len(line.split()) > 12][:changed]
    found = against(REFERENCE, spoilt(REFERENCE, 4, long))
    assert found.differing == changed
    assert (found.bootstrap is not None, found.randomization is not None) == (enough, enough)


def test_one_line_that_differs_would_pass_for_significant() -> None:
    """What the rule is there for: sacrebleu's own test on one changed line of 77."""
    from sacrebleu.significance import PairedTest

    metric = CHRF()
    systems = [("a", list(REFERENCE)), ("b", spoilt(REFERENCE, 4, [20]))]
    _, scores = PairedTest(systems, {"CHRF": metric}, [list(REFERENCE)], "ar", 500)()
    assert scores["chrF2"][1].p_value == pytest.approx(1 / 501)  # type: ignore[union-attr]


def test_the_difference_lies_in_the_interval_that_the_resamples_give() -> None:
    lines = REFERENCE[:20]
    ours, theirs = spoilt(lines, 9), spoilt(lines, 6)
    ready = {"BLEU": metrics([lines])["BLEU"]}
    first, other = count(ours, ready)["BLEU"], count(theirs, ready)["BLEU"]
    found = compare(first, other, 80, 0)
    assert found.bootstrap is not None
    # The same, drawn and scored here: sacrebleu's seed and its order of drawing.
    rng = np.random.default_rng(12345)
    drawn = rng.choice(len(lines), size=(80, len(lines)), replace=True)
    differences = sorted(
        BLEU().corpus_score([ours[n] for n in row], [[lines[n] for n in row]]).score
        - BLEU().corpus_score([theirs[n] for n in row], [[lines[n] for n in row]]).score
        for row in drawn
    )
    assert found.bootstrap.low == pytest.approx(differences[2], abs=1e-3)
    assert found.bootstrap.high == pytest.approx(differences[-3], abs=1e-3)
    assert found.bootstrap.better == sum(one > 0 for one in differences) / 80
    assert found.bootstrap.low < found.difference < found.bootstrap.high


def test_less_is_better_for_ter() -> None:
    found = against(REFERENCE, spoilt(REFERENCE, 5), "TER")
    assert found.difference < 0
    assert found.bootstrap is not None
    assert found.bootstrap.better == 1
    assert found.bootstrap.high < 0


def test_chance_is_not_significant() -> None:
    """Two translations spoilt alike, at random: no p-value speaks of a difference."""
    pick = random.Random(3)
    halves = [set(pick.sample(range(len(REFERENCE)), 38)) for _ in range(2)]
    ours, theirs = (spoilt(REFERENCE, 6, sorted(half)) for half in halves)
    found = against(ours, theirs)
    assert found.bootstrap is not None
    assert found.randomization is not None
    assert found.bootstrap.p_value > 0.05
    assert found.randomization.p_value > 0.05
    assert found.bootstrap.low < 0 < found.bootstrap.high


# --- measures of terminology ---------------------------------------------------------------------

ALEPPO = Glossary((Term("حلب", "Aleppo"),))


def terms(met: Sequence[bool]) -> dict[str, Counted]:
    """What is counted in lines that each hold one term, met or not."""
    english = ["in Aleppo now" if one else "in the city now" for one in met]
    count = len(english)
    return counted(list(term_lines(["في حلب"] * count, english, ["in Aleppo now"] * count, ALEPPO)))


def test_trials_that_just_reach_the_difference_count_for_terms() -> None:
    """Of twelve lines that differ eight are better: an even chance of ±1 each, reckoned exactly."""
    ours = terms([True] * 8 + [False] * 4 + [True] * 20)
    theirs = terms([False] * 8 + [True] * 4 + [True] * 20)
    ways = [math.comb(12, k) for k in range(13) if abs(2 * k - 12) >= 4]
    found = compare(ours["exact_match"], theirs["exact_match"], 0, 4000, reaching=True)
    assert found.difference == pytest.approx(4 / 32)
    assert found.differing == 12
    assert found.randomization is not None
    assert found.randomization.p_value == pytest.approx(sum(ways) / 2**12, abs=0.03)
    strict = compare(ours["exact_match"], theirs["exact_match"], 0, 4000)
    assert strict.randomization is not None
    assert strict.randomization.p_value < 0.2 < found.randomization.p_value


def test_the_measures_tested_are_those_printed() -> None:
    lines = spoilt(REFERENCE, 5)
    sources = ["وصل إلى حلب"] * len(lines)
    rows = list(term_lines(sources, lines, [f"Aleppo {line}" for line in REFERENCE], ALEPPO))
    shares = summed(rows).shares()
    found = counted(rows)
    assert {name: pytest.approx(one.score()) for name, one in found.items()} == shares


def test_measures_that_have_nothing_to_measure_are_not_tested() -> None:
    rows = list(term_lines(["نص"], ["text"], ["text"], ALEPPO))
    assert list(counted(rows)) == ["one_minus_term"]


def test_a_test_that_is_not_wanted_is_not_made() -> None:
    ready = {"BLEU": metrics([REFERENCE])["BLEU"]}
    first, other = (count(spoilt(REFERENCE, k), ready)["BLEU"] for k in (5, 6))
    found = compare(first, other, 0, 100)
    assert found.bootstrap is None
    assert found.randomization is not None
    found = compare(first, other, 100, 0)
    assert found.bootstrap is not None
    assert found.randomization is None


def test_more_resamples_are_drawn_as_told() -> None:
    ready = {"BLEU": metrics([REFERENCE])["BLEU"]}
    found = count(spoilt(REFERENCE, 5), ready)["BLEU"]
    few, many = interval(found, 100), interval(found, 400)
    assert few != many
    assert abs(few.mean - found.score()) < 1
    assert few.half > 0


def test_a_line_is_counted_once_for_all_translations(monkeypatch: pytest.MonkeyPatch) -> None:
    ready = {"TER": metrics([REFERENCE])["TER"]}
    seen: list[str] = []
    own = ready["TER"].metric._compute_segment_statistics

    def counting(hypothesis: str, references: object) -> object:
        seen.append(hypothesis)
        return own(hypothesis, references)

    monkeypatch.setattr(ready["TER"].metric, "_compute_segment_statistics", counting)
    lines = spoilt(REFERENCE, 5)
    first = count(lines, ready)["TER"]
    other = count([*lines[:-1], "something else"], ready)["TER"]
    assert len(seen) == len(REFERENCE) + 1
    assert first.rows[:-1] == other.rows[:-1]
    assert first.rows[-1] != other.rows[-1]


def test_equal_lines_at_other_places_are_counted_against_their_own_reference() -> None:
    found = count(["a b c", "a b c"], metrics([["a b c", "x y z"]]))["TER"]
    assert [found.score([0]), found.score([1])] == [0, 100]


@pytest.mark.parametrize("given", ["0", "-1", "1.5", "", "seed", "٣"])
def test_a_seed_that_sacrebleu_stumbles_over_is_refused(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("SACREBLEU_SEED", given)
    with pytest.raises(InputError, match="SACREBLEU_SEED is"):
        seed()


@pytest.mark.parametrize(("given", "meant"), [("7", "7"), ("None", "none"), ("0012", "12")])
def test_a_seed_is_what_signatures_say(
    monkeypatch: pytest.MonkeyPatch, given: str, meant: str
) -> None:
    monkeypatch.setenv("SACREBLEU_SEED", given)
    assert seed() == meant


def test_tests_that_do_not_fit_in_memory_are_refused() -> None:
    check_trials(20_000, 1000, 10_000)
    with pytest.raises(InputError, match="--paired-ar-n a number up to 4,294"):
        check_trials(100_000, 0, 10_000)
    with pytest.raises(InputError, match="--paired-bs-n"):
        check_trials(100_000, 1000, 0)
    with pytest.raises(InputError, match="give --paired-bs-n 0: no test"):
        check_trials(1_000_000, 40, 0)
    check_trials(10_000_000, 0, 0)
