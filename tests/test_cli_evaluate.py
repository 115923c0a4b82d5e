"""The options of `translator evaluate`: what is refused in one sentence, what goes where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run, files, process, put, run

__all__ = ["run"]

FILES = ("evaluate", "--source", "s.ar", "--reference", "r.en", "--hypothesis", "h.en")


@pytest.fixture(autouse=True)
def texts(run: Run) -> None:
    put("s.ar", "وصل إلى حلب\nنص\n")
    put("r.en", "He came to Aleppo.\nA text.\n")
    put("h.en", "He arrived in Aleppo.\nText.\n")
    put("d.txt", "one\ntwo\n")


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--documents", "none.txt"], "none.txt (documents) does not exist"),
        (["--documents", "short.txt"], "s.ar has 2 lines and short.txt has 1 line"),
        (["--documents", "blank.txt"], "blank.txt (documents), line 2 is blank"),
        (["--documents", "empty.txt"], "empty.txt (documents) is empty"),
        (["--documents", ""], "a name is empty"),
        (["--reference", "short.txt"], "s.ar has 2 lines and short.txt has 1 line"),
        (["--reference", "none.en"], "none.en (reference) does not exist"),
        (["--reference", "latin.en"], "latin.en (reference), line 2 is not UTF-8 text; save"),
        (["--baseline", "broken.gz"], "broken.gz"),
        (["--baseline", "wide.en"], "wide.en (baseline), line 1 is not UTF-16 text"),
        (["--html", "h.en"], "h.en is read by this command; give --html another name"),
        (["--glossary", "g.tsv", "--html", "g.tsv"], "g.tsv is read by this command"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(
    run: Run, argv: list[str], words: str
) -> None:
    put("short.txt", "one\n")
    put("blank.txt", "one\n \nthree\n")
    put("empty.txt", "")
    put("latin.en", "one\ncaf\u00e9\n".encode("latin-1"))
    put("broken.gz", b"\x1f\x8b\x08 broken")
    put("wide.en", b"\xff\xfe\x00\xd8\x00\xd8")
    put("g.tsv", "source\ttarget\nحلب\tAleppo\n")
    before = {name: Path(name).read_bytes() for name in files()}
    done = run(*FILES, *argv)
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert done.err.count("\n") == 1
    assert {name: Path(name).read_bytes() for name in files()} == before


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--paired-bs-n", "39"], "39 is neither 0 nor a whole number from 40"),
        (["--paired-ar-n", "1e4"], "1e4 is neither 0"),
        (["--sentences", "-1"], "-1"),
        (["--paired-ar-n", "2000000"], "2000000 is neither 0"),
    ],
)
def test_bad_numbers_are_refused(run: Run, argv: list[str], words: str) -> None:
    done = run(*FILES, *argv)
    assert done.status == 2
    assert words in done.err


def test_a_bad_seed_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SACREBLEU_SEED", "0")
    done = run(*FILES)
    assert done.status == 2
    assert done.err == (
        "translator: SACREBLEU_SEED is '0'; set it to a whole number from 1, or unset it\n"
    )


def test_unequal_files_are_found_before_anything_is_translated(run: Run) -> None:
    put("d.txt", "one\n")
    own = ("--source", "s.ar", "--reference", "r.en", "--documents", "d.txt")
    done = run("evaluate", *own, "--model", "no such model")
    assert done.status == 2
    assert "s.ar has 2 lines and d.txt has 1 line" in done.err


def test_documents_come_from_standard_input(run: Run) -> None:
    done = run(*FILES, "--documents", "-", "--json", stdin=b"one\ntwo\n")
    assert [one["name"] for one in json.loads(done.out)["documents"]] == ["one", "two"]


def test_json_is_the_same_with_a_page_and_without(run: Run) -> None:
    plain = run(*FILES, "--json")
    beside = run(*FILES, "--json", "--html", "page.html")
    assert plain.out == beside.out
    assert Path("page.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_fields_of_the_json_stay(run: Run) -> None:
    """Programs read these; docs/evaluation.md tells of them."""
    found = json.loads(run(*FILES, "--baseline", "r.en", "--documents", "d.txt", "--json").out)
    assert list(found) == [
        *("source", "references", "lines", "words", "glossary", "reference_terms", "systems"),
        *("signatures", "tests", "comparisons", "documents", "lengths", "worst"),
    ]
    assert list(found["systems"][0]) == ["name", "origin", "scores", "intervals", "terminology"]
    assert list(found["tests"]) == ["seed", "resamples", "trials", "least_differing_lines"]
    [comparison] = found["comparisons"]
    assert list(comparison) == ["of", "to", "scores", "terminology", "better", "worse"]
    assert list(comparison["scores"]["BLEU"]) == [
        *("difference", "differing_lines", "bootstrap", "randomization")
    ]
    assert list(found["documents"][0]) == list(found["lengths"][0])
    assert list(found["documents"][0]) == ["name", "lines", "words", "systems"]
    assert list(found["worst"][0]) == [
        *("line", "document", "source", "references", "translations", "chrF2")
    ]
    text = (Path(__file__).parent.parent / "docs" / "evaluation.md").read_text("utf-8")
    assert [name for name in found if f"`{name}`" not in text] == []


def test_a_single_line_has_no_interval(run: Run) -> None:
    for name in ("s.ar", "r.en", "h.en"):
        put(name, Path(name).read_text("utf-8").splitlines()[0])
    assert "±" not in run(*FILES).out
    assert json.loads(run(*FILES, "--json").out)["systems"][0]["intervals"] is None


def test_a_pipe_gets_neither_bars_nor_messages() -> None:
    with process(*FILES, "--baseline", "r.en") as command:
        out, err = command.communicate(timeout=300)
    assert command.returncode == 0
    assert err == b""
    assert b"\x1b" not in out
    assert b"\r" not in out


def test_the_example_of_the_documentation_is_what_comes_out(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(__file__).parent.parent
    text = (root / "docs" / "evaluation.md").read_text("utf-8")
    blocks = text[text.index("## An example") :].split("```")
    _, *argv = blocks[1].replace("\\\n", " ").split()
    monkeypatch.chdir(root / "tests" / "data" / "evaluation")
    assert run(*argv).out == blocks[3].lstrip("\n")
