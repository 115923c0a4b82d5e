"""Trials of one change each, on a few pairs."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="the extra `training` (PyTorch) is not installed")

from training.batches import Material  # noqa: E402
from training.linked import Linked  # noqa: E402
from training.noise import Example  # noqa: E402
from training.pairs import Pair  # noqa: E402
from training.trials import TRIALS  # noqa: E402

ROOT = Path(__file__).parent.parent
LINES = [
    line.split("\t")
    for line in (ROOT / "training" / "development.tsv").read_text("utf-8").splitlines()[:8]
]


def material() -> Material:
    examples = [Example(Linked(arabic, english, ()), ()) for arabic, english in LINES]
    none = [False] * len(examples)
    return Material(examples, [1.0] * len(examples), none, [], 0, [])


def trials(work: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "training.trials", "--work", str(work), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_row_says_how_it_was_made_and_is_not_made_twice(tmp_path: Path) -> None:
    held = [Pair(arabic, english) for arabic, english in LINES]
    (tmp_path / "material.pkl").write_bytes(pickle.dumps((material(), held)))
    first = trials(tmp_path, "dropout 0", "--steps", "2", "--threads", "1")
    assert first.returncode == 0, first.stderr
    cells = [cell.strip() for cell in first.stdout.strip().strip("|").split("|")]
    name, loss, chrf, bleu, command, seed, date, digest = cells
    assert (name, seed) == ("dropout 0", "1")
    assert command == "`training.trials 'dropout 0' --steps 2`"
    assert 0 < float(loss) < 10
    assert 0 <= float(bleu) <= float(chrf) <= 100
    assert len(date.split("-")) == 3
    assert len(digest) == 12
    kept = json.loads((tmp_path / "trials.json").read_text("utf-8"))
    assert list(kept.values()) == [first.stdout.strip()]
    (tmp_path / "trials.json").write_text(json.dumps(dict.fromkeys(kept, "kept")), "utf-8")
    again = trials(tmp_path, "dropout 0", "--steps", "2", "--threads", "1")
    assert again.stdout.strip() == "kept"


def test_each_trial_changes_something() -> None:
    usual = TRIALS["as usual"]
    assert [name for name, trial in TRIALS.items() if trial == usual] == ["as usual"]


def test_a_trial_that_is_not_known_is_refused(tmp_path: Path) -> None:
    refused = trials(tmp_path, "no such thing")
    assert refused.returncode == 2
    assert "no such thing" in refused.stderr
    assert "Traceback" not in refused.stderr
