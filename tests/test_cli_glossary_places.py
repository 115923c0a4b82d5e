"""Where `translator glossary` reads from and writes to, and what it says when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import TERMS, Run, files, put, run

__all__ = ["run"]

TABLE = "source\ttarget\tvariants\taccept\tavoid\ttype\tmatch\tnote\nحلب\tAleppo\t\t\t\t\t\t\n"


def test_convert_never_writes_over_what_it_reads(run: Run) -> None:
    text = "# دمشق\tDamascus\nsource\ttarget\nحلب\tAleppo\n"
    put("mine.tsv", text)
    Path("link.tsv").symlink_to("mine.tsv")
    for output in ("mine.tsv", "./mine.tsv", "link.tsv"):
        outcome = run("glossary", "convert", "mine.tsv", "-o", output)
        assert outcome.status == 2
        assert "is an input; give another name after -o" in outcome.err
    assert Path("mine.tsv").read_text() == text


def test_convert_writes_to_standard_output(run: Run) -> None:
    put("mine.csv", "source;target\nحلب;Aleppo\n")
    outcome = run("glossary", "convert", "mine.csv", "-o", "-")
    assert (outcome.status, outcome.out) == (0, TABLE)
    assert "standard output: 1 term written as tsv" in outcome.err
    termbase = run("glossary", "convert", "mine.csv", "-o", "-", "--to", "tbx-min")
    assert termbase.out.startswith("<?xml")
    assert files() == ["mine.csv"]


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("none/o.tsv", "there is no folder none; create it first"),
        ("folder.tsv", "folder.tsv is a folder; name a file in it"),
        ("", "a name is empty"),
    ],
)
def test_an_output_that_cannot_be_is_refused_before_reading(
    run: Run, output: str, words: str
) -> None:
    put("mine.tsv", TERMS)
    Path("folder.tsv").mkdir()
    outcome = run("glossary", "convert", "mine.tsv", "-o", output)
    assert outcome.status == 2
    assert words in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["convert", "-", "-o", "o.tsv"], "give a file instead of -"),
        (["convert", "", "-o", "o.tsv"], "a name is empty"),
        (["lookup", "حلب", "--glossary", ""], "the name after --glossary is empty"),
        (["lookup", "حلب", "--no-glossary"], "there is no glossary to look in"),
        (["lookup", "حلب", "--no-default-glossary"], "there is no glossary to look in"),
    ],
)
def test_refused_in_one_sentence(run: Run, argv: list[str], words: str) -> None:
    outcome = run("glossary", *argv)
    assert outcome.status == 2
    assert words in outcome.err
    assert outcome.err.count("\n") == 1


def test_rows_that_are_all_comments_are_no_terms(run: Run) -> None:
    put("names.tsv", "source\ttarget\n# حلب\tAleppo\n")
    outcome = run("glossary", "convert", "names.tsv", "-o", "o.tsv")
    assert outcome.status == 2
    assert "take the # away from rows that are to count" in outcome.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256"])
def test_lookup_reads_standard_input(run: Run, encoding: str) -> None:
    outcome = run("glossary", "lookup", "-", stdin="وصل الوفد إلى دمشق\n".encode(encoding))
    assert outcome.status == 0
    assert outcome.out.startswith("دمشق\tDamascus")


def test_lookup_does_not_say_a_whole_article_again(run: Run) -> None:
    outcome = run("glossary", "lookup", "-", stdin=("كلمة " * 500).encode())
    assert outcome.status == 1
    assert len(outcome.err) < 300


def test_the_line_of_bytes_that_are_no_text_is_named(run: Run) -> None:
    put("old.csv", b"source;target\r\n" + "حلب;Aleppo\r\n".encode("cp1256"))
    outcome = run("glossary", "lookup", "حلب", "--glossary", "old.csv")
    assert outcome.status == 2
    assert "old.csv, line 2: this is not UTF-8 text; save the file as UTF-8" in outcome.err


def test_a_cell_too_long_for_a_table_says_so(run: Run) -> None:
    put("long.csv", f"source,target\nحلب,{'x' * 140_000}\n")
    outcome = run("glossary", "convert", "long.csv", "-o", "o.tsv")
    assert outcome.status == 2
    assert "long.csv, line 2: a cell holds more than 131,072 characters" in outcome.err


def test_a_write_protected_glossary_is_not_replaced(run: Run, monkeypatch) -> None:
    put("mine.tsv", TERMS)
    put("kept.tsv", "as it was")
    monkeypatch.setattr("os.access", lambda path, mode: not str(path).endswith("kept.tsv"))
    outcome = run("glossary", "convert", "mine.tsv", "-o", "kept.tsv")
    assert outcome.status == 2
    assert "write-protected" in outcome.err
    assert Path("kept.tsv").read_text() == "as it was"


@pytest.mark.parametrize("argv", [["glossary", "suggest", "-"], ["bulk", "-", "-o", "out"]])
def test_where_files_are_wanted_standard_input_is_refused(run: Run, argv: list[str]) -> None:
    outcome = run(*argv)
    assert outcome.status == 2
    assert outcome.err.endswith("(-) is not read here; give a file, a folder or a pattern\n")
    assert files() == []
