"""The figures of `translator evaluate` are those of the command `sacrebleu` on the same files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import Run, put, run

__all__ = ["run"]

DATA = Path(__file__).parent / "data" / "evaluation"
REFERENCE, HYPOTHESIS, BASELINE = (
    str(DATA / name) for name in ("reference.en", "hypothesis.en", "baseline.en")
)
FILES = ("evaluate", "--source", str(DATA / "source.ar"), "--reference", REFERENCE)
BOTH = ("--hypothesis", HYPOTHESIS, "--baseline", BASELINE, "--no-glossary", "--json")
METRICS = {
    "BLEU": ("-m", "bleu"),
    "chrF2": ("-m", "chrf"),
    "chrF2++": ("-m", "chrf", "--chrf-word-order", "2"),
    "TER": ("-m", "ter"),
}


def sacrebleu(references: list[str], inputs: list[str], *options: str) -> str:
    """What the command prints: figures with four decimals."""
    command = [sys.executable, "-m", "sacrebleu", *references, "-i", *inputs, "-w", "4"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
    return done.stdout


def parts(signature: str) -> set[str]:
    """The command lists its defaults in another order for chrF alone."""
    return set(signature.split("|"))


def worse(path: str) -> str:
    """Every seventh word gone, quotation marks curly, two lines blank."""
    lines = [
        " ".join(word for n, word in enumerate(line.split(), 1) if n % 7)
        for line in Path(path).read_text("utf-8").splitlines()
    ]
    lines[3] = lines[8] = ""
    return "".join(f"{line.replace(chr(34), chr(8221))}\n" for line in lines)


def test_scores_and_intervals_are_those_of_the_command(run: Run) -> None:
    put("worse.en", worse(REFERENCE))
    found = json.loads(run(*FILES, "--hypothesis", "worse.en", "--no-glossary", "--json").out)
    [system] = found["systems"]
    assert list(system["scores"]) == list(METRICS)
    for name, options in METRICS.items():
        theirs = json.loads(sacrebleu([REFERENCE], ["worse.en"], *options, "--confidence"))
        assert theirs["name"] == name
        assert system["scores"][name] == pytest.approx(theirs["score"], abs=1e-4)
        interval = system["intervals"][name]
        assert interval["mean"] == pytest.approx(theirs["confidence_mean"], abs=1e-4)
        assert interval["half_width"] == pytest.approx(theirs["confidence_var"], abs=1e-4)
        tested = {f"bs:{found['tests']['resamples']}", f"seed:{found['tests']['seed']}"}
        assert parts(found["signatures"][name]) | tested == parts(theirs["signature"])


@pytest.mark.parametrize("trials", [{}, {"bs": "300", "ar": "2000"}])
def test_tests_are_those_of_the_command(run: Run, trials: dict[str, str]) -> None:
    given = [word for kind, n in trials.items() for word in (f"--paired-{kind}-n", n)]
    found = json.loads(run(*FILES, *BOTH, *given).out)
    for name in METRICS if not trials else ("BLEU", "chrF2++"):  # TER takes long, and is no other
        for kind in ("bs", "ar"):
            compare(found, name, kind, trials.get(kind))


def compare(found: dict[str, Any], name: str, kind: str, trials: str | None) -> None:
    """One test of one metric against what the command prints for people."""
    hypothesis, baseline = found["systems"]
    figure = found["comparisons"][0]["scores"][name]
    ours = figure["bootstrap" if kind == "bs" else "randomization"]
    out = sacrebleu(
        [REFERENCE],
        [BASELINE, HYPOTHESIS],
        *METRICS[name],
        f"--paired-{kind}",
        *((f"--paired-{kind}-n", trials) if trials else ()),
        *("--format", "text", "--no-color"),
    )
    scores = [float(one) for one in re.findall(r"│ +(\d+\.\d{4})", out)]
    assert scores == pytest.approx([baseline["scores"][name], hypothesis["scores"][name]], abs=1e-4)
    [p_value] = re.findall(r"\(p = (\d\.\d{4})\)", out)
    assert f"{ours['p_value']:.4f}" == p_value
    [signature] = re.findall(r" - \S+ +(nrefs:\S+)", out)
    assert parts(ours["signature"]) == parts(signature)
    if kind == "bs":
        pairs = re.findall(r"\((\d+\.\d{4}) ± (\d+\.\d{4})\)", out)
        assert [(float(mean), float(half)) for mean, half in pairs] == [
            pytest.approx((one["mean"], one["half_width"]), abs=1e-4)
            for one in (baseline["intervals"][name], hypothesis["intervals"][name])
        ]


def test_several_references_are_those_of_the_command(run: Run) -> None:
    put("other.en", worse(REFERENCE))
    given = ("--reference", "other.en", "--hypothesis", HYPOTHESIS, "--no-glossary", "--json")
    found = json.loads(run(*FILES, *given, "--paired-bs-n", "0").out)
    assert found["references"] == [REFERENCE, "other.en"]
    for name, options in METRICS.items():
        theirs = json.loads(sacrebleu([REFERENCE, "other.en"], [HYPOTHESIS], *options))
        assert found["systems"][0]["scores"][name] == pytest.approx(theirs["score"], abs=1e-4)
        assert parts(found["signatures"][name]) == parts(theirs["signature"])


def test_another_seed_is_that_of_the_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SACREBLEU_SEED", "7")
    found = json.loads(run(*FILES, *BOTH).out)
    out = sacrebleu(
        [REFERENCE], [BASELINE, HYPOTHESIS], "--paired-ar", "--format", "text", "--no-color"
    )
    ours = found["comparisons"][0]["scores"]["BLEU"]["randomization"]
    assert f"(p = {ours['p_value']:.4f})" in out
    assert "seed:7|" in ours["signature"]
    assert found["tests"]["seed"] == "7"


def test_the_score_of_a_line_is_that_of_the_command(run: Run) -> None:
    out = sacrebleu([REFERENCE], [HYPOTHESIS], "-m", "chrf", "--sentence-level", "--score-only")
    theirs = [float(line) for line in out.splitlines()]
    found = json.loads(run(*FILES, *BOTH, "--sentences", "77").out)
    assert [one["line"] for one in found["worst"]] == sorted(
        range(1, 78), key=lambda line: theirs[line - 1]
    )
    for one in found["worst"]:
        assert one["chrF2"]["hypothesis"] == pytest.approx(theirs[one["line"] - 1], abs=1e-4)


def test_the_score_of_a_document_is_that_of_the_command_on_its_lines(run: Run) -> None:
    names = (DATA / "documents.txt").read_text("utf-8").splitlines()
    given = ("--documents", str(DATA / "documents.txt"), "--paired-bs-n", "0")
    found = json.loads(run(*FILES, *BOTH, *given, "--paired-ar-n", "0").out)
    assert [one["name"] for one in found["documents"]] == list(dict.fromkeys(names))
    third = found["documents"][2]
    for path, to in ((REFERENCE, "part.en"), (BASELINE, "part.out")):
        lines = Path(path).read_text("utf-8").splitlines(keepends=True)
        kept = [line for line, name in zip(lines, names, strict=True) if name == third["name"]]
        put(to, "".join(kept))
    assert third["lines"] == names.count(third["name"])
    for name, options in METRICS.items():
        theirs = json.loads(sacrebleu(["part.en"], ["part.out"], *options))["score"]
        assert third["systems"][1]["scores"][name] == pytest.approx(theirs, abs=1e-4)
