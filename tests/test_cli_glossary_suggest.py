"""`translator glossary suggest`: the names a glossary lacks, as a file to be confirmed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command_line import Run, put, run

from glossary import Glossary

__all__ = ["run"]

FIRST = """نزحت عشرات العائلات من بلدة جرجوفان صباح اليوم.
قصفت الطائرات بلدة جرجوفان مرتين.
وصل الوزير إلى دمشق.
"""
SECOND = """عاد السكان إلى بلدة جرجوفان.
قال الطبيب مازن كيوان إن المستشفى خرج عن الخدمة.
"""


def rows(text: str) -> dict[str, list[str]]:
    """The suggested rows by their name, each checked to be unconfirmed."""
    lines = [line for line in text.splitlines() if not line.startswith("#N")]
    header = next(line for line in lines if line.startswith("source"))
    assert header.split("\t")[:3] == ["source", "target", "variants"]
    found = {}
    for line in lines[lines.index(header) + 1 :]:
        assert line.startswith("# ")
        cells = line[2:].split("\t")
        found[cells[0]] = cells
    return found


@pytest.fixture
def articles() -> str:
    """The folder the tests search."""
    return "articles"


def write(articles: str) -> None:
    put(f"{articles}/a.txt", FIRST)
    put(f"{articles}/sub/b.txt", SECOND)


def test_names_of_a_folder_become_rows_with_counts_and_places(run: Run, articles):
    write(articles)
    outcome = run("glossary", "suggest", articles)
    assert outcome.status == 0
    found = rows(outcome.out)
    assert "دمشق" not in found
    note = found["جرجوفان"][7]
    assert note.startswith("3x in 2 files; model: ")
    assert note.endswith("; first: a.txt, segment 0")
    assert found["جرجوفان"][5] == "place"
    assert "in 2 files" in outcome.err


def test_what_stands_once_is_shown_when_asked_for(run: Run, articles):
    write(articles)
    some, every = (rows(run("glossary", "suggest", articles, *o).out) for o in ((), ("--all",)))
    assert set(some) < set(every)
    assert any(name.startswith("مازن") for name in every)
    assert all(int(cells[7].split("x")[0].replace(",", "")) > 1 for cells in some.values())


def test_names_in_different_forms_stand_first(run: Run, articles):
    for number in range(3):
        put(f"{articles}/{number}.txt", FIRST + SECOND.replace("السكان", "النازحون"))
    found = rows(run("glossary", "suggest", "--all", articles).out)
    forms = [
        cells[7].split("model: ")[1].split("; first")[0].split(", ") for cells in found.values()
    ]
    differ = [sum(not form.startswith("no name ") for form in those) > 1 for those in forms]
    assert differ == sorted(differ, reverse=True)


def test_the_file_is_a_glossary_at_once_and_its_rows_count_once_confirmed(run: Run, articles):
    write(articles)
    assert run("glossary", "suggest", articles, "-o", "names.tsv").status == 0
    assert len(Glossary.load("names.tsv")) == 0
    before = run("translate", f"{articles}/a.txt").out
    assert run("translate", f"{articles}/a.txt", "--glossary", "names.tsv").out == before
    text = Path("names.tsv").read_text(encoding="utf-8")
    lines = []
    for line in text.splitlines(keepends=True):
        if line.startswith("# جرجوفان\t"):
            cells = line[2:].split("\t")
            cells[1], cells[4] = "Jarjufan", ""
            line = "\t".join(cells)
        lines.append(line)
    put("names.tsv", "".join(lines))
    assert [term.target for term in Glossary.load("names.tsv")] == ["Jarjufan"]
    english = run("translate", f"{articles}/a.txt", "--glossary", "names.tsv").out
    assert english.count("Jarjufan") == 2
    again = run("glossary", "suggest", articles, "--glossary", "names.tsv", "--all")
    assert "جرجوفان" not in rows(again.out)


def test_rows_that_were_confirmed_are_never_written_over(run: Run, articles):
    write(articles)
    put("names.tsv", "source\ttarget\nجرجوفان\tJarjufan\n")
    outcome = run("glossary", "suggest", articles, "-o", "names.tsv")
    assert outcome.status == 2
    assert "confirmed" in outcome.err
    assert Path("names.tsv").read_text(encoding="utf-8").endswith("Jarjufan\n")


def test_a_confirmed_file_in_the_folder_is_no_article(run: Run, articles):
    write(articles)
    put(f"{articles}/names.tsv", "source\ttarget\nجرجوفان\tJarjufan\n")
    outcome = run("glossary", "suggest", articles, "--glossary", f"{articles}/names.tsv")
    assert outcome.status == 0
    assert "جرجوفان" not in outcome.out


def test_a_name_switched_off_is_not_suggested(run: Run, articles):
    write(articles)
    put("off.tsv", "source\ttarget\nجرجوفان\t\n")
    outcome = run("glossary", "suggest", articles, "--glossary", "off.tsv")
    assert outcome.status == 0
    assert "جرجوفان" not in outcome.out


def test_windows_files_are_read(run: Run, articles):
    put(f"{articles}/a.txt", ("\ufeff" + FIRST.replace("\n", "\r\n")).encode("utf-8"))
    put(f"{articles}/b.txt", FIRST.encode("cp1256"))
    assert "4x in 2 files" in rows(run("glossary", "suggest", articles).out)["جرجوفان"][7]


def test_a_file_that_cannot_be_read_stops_no_other(run: Run, articles):
    write(articles)
    put(f"{articles}/c.txt", b"\x00\x01\x02" * 50)
    put(f"{articles}/d.txt", "")
    outcome = run("glossary", "suggest", articles, "-o", "names.tsv")
    assert outcome.status == 1
    assert "c.txt: " in outcome.err
    assert "d.txt: " in outcome.err
    assert "جرجوفان" in Path("names.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["missing"], "does not exist"),
        (["empty"], "no text file"),
        (["broken.txt"], "none of the files"),
        (["good.txt", "-o", "names.xlsx"], ".tsv"),
        (["good.txt", "-o", "nowhere/names.tsv"], "no folder"),
        (["good.txt", "-o", "good.txt"], "there already"),
        (["good.txt", "-o", "empty"], ".tsv"),
        (["good.txt", "-o", ""], "empty"),
        ([""], "empty"),
        (["good.txt", "--glossary", "missing.tsv"], "no glossary"),
        (["good.txt", "--no-glossary", "--glossary", "x.tsv"], "contradict"),
    ],
)
def test_bad_input_gets_one_sentence(run: Run, argv, told):
    put("good.txt", FIRST)
    put("broken.txt", b"\x00\x01\x02" * 50)
    os.mkdir("empty")
    outcome = run("glossary", "suggest", *argv)
    assert outcome.status == 2
    assert told in outcome.err
    assert outcome.out == ""
    assert Path("good.txt").read_text(encoding="utf-8") == FIRST


def test_a_text_without_names_gives_an_empty_table(run: Run):
    put("a.txt", "وصل الوزير إلى دمشق.\n")
    outcome = run("glossary", "suggest", "a.txt", "-o", "names.tsv")
    assert outcome.status == 0
    assert "0 names" in outcome.err
    assert len(Glossary.load("names.tsv")) == 0
