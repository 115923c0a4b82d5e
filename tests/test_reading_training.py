"""How the reader of names is made: towns as pairs of words, the weights of readings."""

from __future__ import annotations

import numpy as np
import pytest

from training import name_pairs, town_pairs
from training.reading_weights import Word, fitted, right_words


def test_towns_are_pairs_of_words_that_sound_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    towns = [
        {"name": "Al Qunayţirah", "alternatenames": ["القنيطرة", "קוניטרה", "Quneitra"]},
        {"name": "Tall Rifat", "alternatenames": ["تل رفعت", "تل رفعت الشمالية"]},
        {"name": "Tbilisi", "alternatenames": ["تبليسي", "تفلیس"]},
        {"name": "Aleppo", "alternatenames": ["حلب"]},
    ]
    monkeypatch.setattr(town_pairs, "cities", lambda: iter(towns))
    assert list(town_pairs.pairs()) == [
        ("القنيطرة", "Qunayţirah"),
        ("تل", "Tall"),
        ("رفعت", "Rifat"),
        ("تبليسي", "Tbilisi"),
    ]


def test_right_words_of_a_name_are_those_in_the_same_place() -> None:
    name = name_pairs.Name(
        "محمد الحلبوسي", ("Mohammed al-Halbousi", "Mohammed Halbusi", "Halbousi"), "person"
    )
    assert right_words(name) == {"محمد": {"mohammed"}, "حلبوسي": {"halbousi", "halbusi"}}


def test_weights_make_right_readings_likeliest() -> None:
    first_tells = np.array([[1.0, 0.0], [0.0, 1.0], [0.2, 0.4]])
    words = [Word(first_tells, np.array([1.0, 0.0, 0.0]), 1.0)] * 20
    weights = fitted(words, (0.0, 0.0))
    assert (first_tells @ weights).argmax() == 0
    assert weights[0] > 0 > weights[1]


def test_a_word_of_less_share_moves_the_weights_less() -> None:
    one = Word(np.array([[1.0], [0.0]]), np.array([1.0, 0.0]), 1.0)
    other = Word(np.array([[1.0], [0.0]]), np.array([0.0, 1.0]), 0.3)
    assert fitted([one, other], (0.0,))[0] > 0
