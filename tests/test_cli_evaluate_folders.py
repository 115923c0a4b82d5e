"""`translator evaluate` of folders: a file is a document, its partners have its name."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from command_line import Run, put, run

__all__ = ["run"]

FOLDERS = ("evaluate", "--source", "ar", "--reference", "en", "--hypothesis", "hyp")
DATA = Path(__file__).parent / "data" / "evaluation"


@pytest.fixture(autouse=True)
def texts(run: Run) -> None:
    put("ar/one.ar", "وصل إلى حلب\nنص\n")
    put("ar/day/two.txt", "غادر دمشق أمس\n")
    put("en/one.en", "He came to Aleppo.\nA text.\n")
    put("en/day/two.txt", "He left Damascus yesterday.\n")
    put("hyp/one.txt", "He arrived in Aleppo.\r\nText.\r\n")
    put("hyp/day/two.txt.gz", gzip.compress(b"\xef\xbb\xbfYesterday he left Damascus."))


def by_parts(folder: str, suffix: str) -> None:
    """The files of the example, a file a document."""
    names = (DATA / "documents.txt").read_text("utf-8").split()
    name = {"ar": "source.ar", "en": "reference.en", "hyp": "hypothesis.en", "base": "baseline.en"}
    lines = (DATA / name[folder]).read_text("utf-8").splitlines()
    for document in dict.fromkeys(names):
        own = [line for line, of in zip(lines, names, strict=True) if of == document]
        put(f"all/{folder}/{document}{suffix}", "".join(f"{line}\n" for line in own))


def test_files_of_one_name_are_a_document_whatever_their_suffix(run: Run) -> None:
    found = json.loads(run(*FOLDERS, "--json").out)
    assert found["lines"] == 3
    assert [(one["name"], one["lines"]) for one in found["documents"]] == [
        ("day/two", 1),
        ("one", 2),
    ]
    assert (found["source"], found["references"]) == ("ar", ["en"])
    assert found["systems"][0]["origin"] == "hyp"


def test_figures_are_those_of_the_same_lines_in_files(run: Run) -> None:
    for folder, suffix in (("ar", ".ar"), ("en", ".en"), ("hyp", ".txt"), ("base", "")):
        by_parts(folder, suffix)
    options = ("--json", "--glossary", str(DATA / "terms.tsv"), "--no-default-glossary")
    names = (("--source", "ar"), ("--reference", "en"), ("--hypothesis", "hyp"))
    folders = [part for option, name in names for part in (option, f"all/{name}")]
    given = (("--source", "source.ar"), ("--reference", "reference.en"))
    files = [part for option, name in given for part in (option, str(DATA / name))]
    files += ["--hypothesis", str(DATA / "hypothesis.en")]
    files += ["--documents", str(DATA / "documents.txt"), "--baseline", str(DATA / "baseline.en")]
    one = json.loads(run("evaluate", *folders, "--baseline", "all/base", *options).out)
    other = json.loads(run("evaluate", *files, *options).out)
    for field in ("lines", "words", "signatures", "documents", "lengths", "worst"):
        assert one[field] == other[field], field
    for mine, theirs in zip(one["systems"], other["systems"], strict=True):
        assert mine["scores"] == theirs["scores"]
        assert mine["intervals"] == theirs["intervals"]
    assert one["comparisons"] == other["comparisons"]


@pytest.mark.parametrize(
    ("change", "argv", "words"),
    [
        ({"en/three.en": "More.\n"}, [], "ar has no partner of three in en; the folders must"),
        (
            {f"ar/{name}.txt": "نص\n" for name in "abcde"},
            [],
            "en has no partner of a, b, c and 2 more in ar",
        ),
        ({"hyp/one.txt": "One.\n"}, [], "ar/one.ar has 2 lines and hyp/one.txt has 1 line"),
        ({"en/one.txt": "x\ny\n"}, [], "en/one.en and en/one.txt differ in their suffix alone"),
        ({"ar/one.ar": ""}, [], "ar/one.ar (source) is empty"),
        ({"ar/one.ar": "a\nb\n"}, [], "ar/one.ar (source) holds no Arabic text"),
        ({"hyp/one.txt": b"caf\xe9\nx\n"}, [], "hyp/one.txt (hypothesis), line 1 is not UTF-8"),
        ({}, ["--baseline", "en/one.en"], "ar is a folder and en/one.en is none; give folders"),
        ({}, ["--baseline", "none"], "ar is a folder and none is none"),
        ({}, ["--baseline", "-"], "ar is a folder and - is none"),
        ({"d.txt": "a\nb\nc\n"}, ["--documents", "d.txt"], "leave out --documents"),
        ({"bare/.hidden": "x"}, ["--baseline", "bare"], "bare holds no text; give a folder"),
    ],
)
def test_what_does_not_belong_together_is_refused_in_one_sentence(
    run: Run, change: dict[str, str | bytes], argv: list[str], words: str
) -> None:
    for name, content in change.items():
        put(name, content)
    done = run(*FOLDERS, *argv)
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert done.err.count("\n") == 1


def test_documents_of_other_kinds_are_refused_with_the_way_out(run: Run) -> None:
    for folder in ("ar", "en", "hyp"):
        put(f"{folder}/page.html", "<p>نص</p>")
    done = run(*FOLDERS)
    assert done.status == 2
    assert done.err == (
        "translator: ar/page.html is a web page, not plain text; copy its text into a plain text "
        "file\n"
    )


def test_pictures_and_hidden_files_are_passed_over(run: Run) -> None:
    put("en/map.png", b"\x89PNG\r\n\x1a\n")
    put("hyp/.state/journal.txt", "x\n")
    assert run(*FOLDERS).status == 0


def test_without_a_hypothesis_the_sources_are_translated(run: Run) -> None:
    done = run("evaluate", "--source", "ar", "--reference", "en", "--json", "--no-glossary")
    found = json.loads(done.out)
    assert [one["name"] for one in found["systems"]] == ["no glossary"]
    assert found["lines"] == 3
