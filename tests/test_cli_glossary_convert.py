"""`translator glossary convert`, and termbases given with --glossary."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import OTHER, TERMS, Run, files, process, put, run

from glossary import Glossary, Term
from glossary.formats import KINDS
from translator.cli import parser

__all__ = ["run"]

DATA = Path(__file__).parent / "data" / "exchange"


def test_the_kinds_offered_are_those_there_are() -> None:
    for kind in KINDS:
        assert parser().parse_args(["glossary", "convert", "a", "-o", "b", "--to", kind]).to == kind


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind(run: Run, kind: str) -> None:
    put("terms.tsv", TERMS)
    ending = kind if kind in ("tsv", "csv") else "tbx"
    outcome = run("glossary", "convert", "terms.tsv", "-o", f"out.{ending}", "--to", kind)
    assert outcome.status == 0
    assert outcome.out == ""
    assert outcome.err.splitlines() == [
        "translator: terms.tsv: 3 terms, from 3 of 3 rows; 0 left out",
        f"translator: out.{ending}: 3 terms written as {kind}",
    ]
    assert Glossary.load(f"out.{ending}").terms == Glossary.load("terms.tsv").terms
    assert files() == [f"out.{ending}", "terms.tsv"]


def test_files_lie_over_each_other(run: Run) -> None:
    put("a.tsv", "source\ttarget\tvariants\nحلب\tAleppo\tالشهباء\nحمص\tHoms\n")
    put("b.csv", "source,target\nحلب,Halab\n")
    assert run("glossary", "convert", "a.tsv", "b.csv", "-o", "out.csv").status == 0
    assert Glossary.load("out.csv").terms == (
        Term("الشهباء", "Aleppo"),
        Term("حمص", "Homs"),
        Term("حلب", "Halab"),
    )


def test_an_import_tells_what_it_left_and_why(run: Run) -> None:
    put(
        "terms.csv",
        "English;Arabic;Colour;Comments;Category\n"
        "Aleppo;حلب;red;old;city\n"
        "Homs;\n"
        "Damascus;Damascus;;;\n"
        "what;ما;;;\n"
        "حماة;Hama;;;\n"
        "a;b;c;d;e;f\n",
    )
    outcome = run("glossary", "convert", "terms.csv", "-o", "out.tsv")
    assert outcome.status == 0
    assert outcome.err.replace("translator: ", "").splitlines() == [
        "terms.csv: 2 terms, from 2 of 6 rows; 4 left out",
        "terms.csv: rows with the Arabic under target and the English under source are turned (1)",
        "terms.csv, line 1: the column 'Colour' is left out",
        "terms.csv, line 1: the order of the columns is taken as target, source, note, type",
        "terms.csv, line 1: columns with other names are taken: English as target, Arabic as "
        "source, Comments as note, Category as type",
        "terms.csv, line 2: 'city' is no type and is left out",
        "terms.csv, line 3: left out: the source is empty; write the Arabic term there",
        "terms.csv, line 4: left out: Damascus holds no Arabic letter; source and variants are the "
        "Arabic spellings",
        'terms.csv, line 5: left out: "ما" is too short to be found safely (a row with match exact '
        "may hold it)",
        "terms.csv, line 7: left out: 6 cells where the first line names 5 columns; separate the "
        "cells as in the first line",
        "out.tsv: 2 terms written as tsv",
    ]
    assert Glossary.load("out.tsv").terms == (
        Term("حلب", "Aleppo", note="old"),
        Term("حماة", "Hama"),
    )


def test_rows_that_contradict_each_other_are_an_error(run: Run) -> None:
    put("terms.tsv", "source\ttarget\nإيران\tIran\nحلب\tAleppo\nايران\tPersia\n")
    put("out.tsv", "as it was")
    outcome = run("glossary", "convert", "terms.tsv", "-o", "out.tsv")
    assert outcome.status == 2
    assert outcome.err == (
        "translator: terms.tsv, lines 2 and 4 give ايران two targets, Iran and Persia: keep one, "
        "and put the other under accept.\n"
    )
    assert Path("out.tsv").read_text() == "as it was"


def test_output_and_kind_must_agree(run: Run) -> None:
    put("terms.tsv", TERMS)
    outcome = run("glossary", "convert", "terms.tsv", "-o", "out.tsv", "--to", "martif")
    assert outcome.status == 2
    assert "a glossary of the kind martif must have a name in .tbx or .xml" in outcome.err
    outcome = run("glossary", "convert", "terms.tsv", "-o", "out.docx")
    assert outcome.status == 2
    assert "its name must end in .tsv, .csv or .tbx" in outcome.err
    assert files() == ["terms.tsv"]


def test_a_file_that_cannot_be_used_leaves_the_output_alone(run: Run) -> None:
    put("terms.tsv", TERMS)
    put("broken.tbx", "<martif>\n<text>")
    put("out.tsv", "as it was")
    outcome = run("glossary", "convert", "terms.tsv", "broken.tbx", "-o", "out.tsv")
    assert outcome.status == 2
    assert "broken.tbx, line 2: this is no well-formed XML" in outcome.err
    assert "Traceback" not in outcome.err
    assert Path("out.tsv").read_text() == "as it was"


def test_a_termbase_as_the_glossary(run: Run) -> None:
    put("other.txt", OTHER)
    only = ("--no-default-glossary", "--glossary", str(DATA / "martif.tbx"))
    outcome = run("glossary", "lookup", "الشام", *only)
    assert outcome.status == 0
    assert outcome.out.startswith("دِمَشق\tDamascus\t")
    assert outcome.err == (
        f"translator: {DATA / 'martif.tbx'}: 3 terms, from 4 of 9 entries; 5 left out (translator "
        "glossary convert says why)\n"
    )


def test_in_a_process_of_its_own(tmp_path: Path) -> None:
    command = process(
        "glossary", "convert", str(DATA / "memory.tmx"), "-o", "out.tbx", cwd=tmp_path
    )
    _, err = command.communicate()
    assert command.returncode == 0
    assert "4 terms, from 6 of 11 units" in err.decode()
    assert Glossary.load(tmp_path / "out.tbx").terms == Glossary.load(DATA / "memory.tsv").terms
