"""Word links for training, by IBM models over all pairs."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from translator.words import words

SCRIPT = Path(__file__).parents[1] / "training" / "align.py"


@pytest.fixture(scope="module")
def training() -> ModuleType:
    spec = importlib.util.spec_from_file_location("training_align", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


VERBS = {"وصل": "arrived", "قال": "said", "استقال": "resigned", "سافر": "left"}
NOUNS = {"الوزير": "minister", "الرئيس": "president", "الملك": "king", "السفير": "envoy"}
PAIRS = [
    (f"{verb} {noun}", f"the {NOUNS[noun]} {VERBS[verb]}") for verb in VERBS for noun in NOUNS
] + [("قال", "said"), ("…", "nothing here")]


def test_words_that_come_together_are_linked(training: ModuleType) -> None:
    links = training.align(PAIRS)
    for found in links[:-2]:
        assert [link for link in found if link[1]] == [(0, 2), (1, 1)]
    assert links[-2:] == [[(0, 0)], []]


def test_no_pairs_no_links(training: ModuleType) -> None:
    assert training.align([]) == []
    assert training.align([("", "")]) == [[]]


def test_order_and_company_change_nothing(training: ModuleType) -> None:
    assert training.align(PAIRS[::-1])[::-1] == training.align(PAIRS)


def test_particles_are_cut_off_only_where_a_word_is_left(training: ModuleType) -> None:
    texts = [
        "الحكومة قالت",
        "وبالحكومة والحكومة",
        "للحكومة حكومة",
        "ولد ولد فريق بيت وبيت بيت",
    ]
    stems = training._source_keys(texts)
    assert {stem for sentence in stems[1:3] for stem in sentence} == {stems[0][0]}
    assert stems[3] == ["ولد", "ولد", "فريق", "بيت", "بيت", "بيت"]


def test_grow_diag_final_and(training: ModuleType) -> None:
    forward = np.array([[0.9, 0.8, 0.0], [0.0, 0.0, 0.1]], dtype=np.float32)
    backward = np.array([[0.9, 0.0, 0.0], [0.0, 0.0, 0.9]], dtype=np.float32)
    # (0, 1) stands in one direction beside a link of both; (1, 2) only in one, both words free
    assert training.symmetrised(forward, backward) == [(0, 0), (0, 1), (1, 2)]


def test_piece_links_reach_every_piece_of_a_linked_word(training: ModuleType) -> None:
    source, target = "قال ترامب.", "Trump said."
    found = training.piece_links(
        [(0, 3), (3, 6), (6, 9), (9, 10)],
        [(0, 2), (2, 5), (5, 10), (10, 11)],
        words(source),
        words(target),
        [(1, 0), (0, 1)],
    )
    assert found == [[1, 2], [1, 2], [0], []]
    assert training.piece_links([(0, 3)], [(0, 5)], [(0, 3)], [(0, 5)], []) == [[]]


def test_torch_is_not_needed() -> None:
    code = "import sys; sys.modules['torch'] = None; from training.align import align; "
    code += "print(align([('في', 'in')]))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=SCRIPT.parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[[(0, 0)]]"
