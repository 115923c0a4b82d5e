"""Numbers that a translation lost or changed are put right before anybody reads it."""

from __future__ import annotations

import numpy as np
import pytest

from translator import enforce, repair
from translator.enforce import Candidate, Task
from translator.engine import Engine, Hypothesis, Job
from translator.numbers.english_words import spelled

SOURCE = "أطلقت المدمرات 59 صاروخا على القاعدة."


def candidate(engine: Engine, source: str, text: str) -> tuple[Task, Candidate]:
    """A translation that somebody else might have made."""
    task = Task(source, engine.encode(source), ())
    [hypothesis] = engine.follow([(task.pieces, text)])
    return task, enforce.candidate(task, task.pieces, hypothesis)


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        (
            SOURCE,
            "The destroyers fired 599 missiles at the base.",
            "The destroyers fired 59 missiles at the base.",
        ),
        (
            "قتل عشرون شخصا في 13700 غارة.",
            "Ten people were killed in 13,000 raids.",
            "Twenty people were killed in 13,700 raids.",
        ),
        (
            "توفي في عام 1492 عن 90 عاما.",
            "He died in 149 at the age of 9.",
            "He died in 1492 at the age of 90.",
        ),
    ],
)
def test_a_number_that_changed_is_written_as_the_source_has_it(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, source: str, wrong: str, right: str
) -> None:
    task, given = candidate(engine, source, wrong)
    assert enforce.wrong_numbers(task, given) > 0
    # No other hypothesis: the model at hand may or may not have a right one.
    monkeypatch.setattr(engine, "decode", lambda jobs, how: [[] for _ in jobs])
    monkeypatch.setattr(engine, "follow", lambda pairs: [plain(text) for _, text in pairs])
    [mended] = repair.repaired([task], [given], engine, alignment=False)
    assert mended.text == right
    assert enforce.wrong_numbers(task, mended) == 0


def plain(text: str) -> Hypothesis:
    return Hypothesis(text, (text,), ((0, len(text)),), 0.0, np.zeros((1, 0), dtype=np.float32))


@pytest.mark.parametrize(
    "wrong",
    [
        "The destroyers fired missiles at the base.",  # nothing stands in its place
        "The destroyers fired 599 missiles, 599 in all, at the base.",  # which of them?
    ],
)
def test_where_it_is_not_clear_what_took_its_place_nothing_is_pasted(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    task, given = candidate(engine, SOURCE, wrong)
    monkeypatch.setattr(engine, "decode", lambda jobs, how: [[] for _ in jobs])
    [kept] = repair.repaired([task], [given], engine, alignment=False)
    assert kept.text == wrong


def test_the_hypothesis_with_the_fewest_faults_is_taken(engine: Engine) -> None:
    wrong = "The destroyers 7, 8 and 9 fired missiles at the base."
    task, given = candidate(engine, SOURCE, wrong)
    [offers] = engine.decode([Job(task.pieces)], repair.WIDE)
    assert len(offers) == repair.WIDE.hypotheses
    [mended] = repair.repaired([task], [given], engine, alignment=True)
    fewest = min(
        enforce.wrong_numbers(task, enforce.candidate(task, task.pieces, offer)) for offer in offers
    )
    assert enforce.wrong_numbers(task, mended) <= fewest < enforce.wrong_numbers(task, given)
    assert mended.attention.mass.any()


def test_what_is_right_stays(engine: Engine) -> None:
    right = "The destroyers fired 59 missiles at the base."
    task, given = candidate(engine, SOURCE, right)
    [kept] = repair.repaired([task], [given], engine, alignment=True)
    assert kept is given


@pytest.mark.parametrize(
    ("source", "target", "right"),
    [
        ("استقبلت المحمية 10,450 طائرا", "It took in 10.450 birds.", "It took in 10,450 birds."),
        ("استقبلت ١٠٤٥٠ طائرا", "It took in 10.450 birds.", "It took in 10,450 birds."),
        ("بلغ الطول 10.450 مترا", "It is 10.450 meters long.", "It is 10.450 meters long."),
    ],
)
def test_thousands_are_written_with_a_comma(source: str, target: str, right: str) -> None:
    assert repair.with_thousands(source, plain(target)).text == right


@pytest.mark.parametrize(
    ("number", "words"),
    [("0", "zero"), ("7", "seven"), ("20", "twenty"), ("59", "fifty-nine"), ("107", "107")],
)
def test_small_numbers_in_words(number: str, words: str) -> None:
    assert spelled(number) == words
