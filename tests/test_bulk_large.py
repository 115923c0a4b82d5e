"""Large files, which `translator bulk` reads and writes a piece at a time: what comes out is what
a file held whole gives, and a run killed within one goes on to the same bytes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from command_line import Run, files, put, run
from killed import killed_there

from translator.bulk.state import FOLDER
from translator.formats.inplace import large
from translator.formats.inplace.large import open_large
from translator.formats.inplace.opened import Reading

__all__ = ["run"]

CITIES = ("حلب", "دمشق", "إدلب", "حمص", "درعا", "الرقة")


@pytest.fixture
def small_pieces(monkeypatch) -> None:
    """Everything is large, and a piece has some four sentences."""
    monkeypatch.setattr(large, "LARGE", 10)
    monkeypatch.setattr(large, "PIECE", 200)


def sentence(n: int) -> str:
    return f"قتل {n + 3} مدنيين في قصف على مدينة {CITIES[n % len(CITIES)]} أمس، وفق ما قال مصدر."


def text(count: int = 20) -> str:
    return "".join(f"{sentence(n)}\n{sentence(n + 50)}\n\n" for n in range(count))


def records(count: int = 20) -> str:
    return "".join(
        json.dumps({"id": n, "text": sentence(n), "tags": ["a", None]}, ensure_ascii=n % 2 == 0)
        + "\n"
        for n in range(count)
    )


def table(count: int = 20) -> str:
    rows = (f'{n};"{sentence(n)}\r\n{sentence(n + 50)}";x""y\r\n' for n in range(count))
    return "﻿id;text;other\r\n" + "".join(rows)


def pieces_in(name: str, reading: Reading | None = None) -> int:
    found = open_large(Path(name), reading or Reading())
    assert found is not None
    return sum(1 for _ in found.pieces(name))


@pytest.mark.parametrize("made", [("a.txt", text), ("a.jsonl", records), ("a.csv", table)])
def test_pieces_give_what_the_whole_gives(run: Run, monkeypatch, made):
    name, content = made
    put(f"in/{name}", content())
    formats = ("--to", "same", "--to", "tsv", "--provenance", "--field", "text")
    more = () if name == "a.jsonl" else ("--to", "jsonl")
    if name == "a.txt":
        formats = formats[:-2]
    assert run("bulk", "in", "-o", "whole", *formats, *more).status == 0
    monkeypatch.setattr(large, "LARGE", 10)
    monkeypatch.setattr(large, "PIECE", 200)
    assert pieces_in(f"in/{name}") > 3
    outcome = run("bulk", "in", "-o", "pieces", *formats, *more)
    assert (outcome.status, outcome.err) == (0, "")
    written = [one for one in files("whole") if not one.startswith(FOLDER)]
    assert written == [one for one in files("pieces") if not one.startswith(FOLDER)]
    assert len(written) == 2 + len(more) // 2
    for one in written:
        assert Path("pieces", one).read_bytes() == Path("whole", one).read_bytes(), one


def test_the_account_is_that_of_the_whole_file(run: Run, small_pieces):
    put("in/a.txt", text())
    report = ("--report", "r.json")
    assert run("bulk", "in", "-o", "out", "--to", "txt", *report).status == 0
    account = json.loads(Path("r.json").read_text(encoding="utf-8"))
    [one] = account["files"]
    assert one["sentences"] == 40
    assert one["words"] == len(text().split())
    assert one["terms_met"] == 40
    assert one["headline"]["source"] == sentence(0)
    assert {name["term"] for name in one["names"]} <= set(CITIES)
    assert max(low["segment"] for low in one["lowest"]) > 5  # not all of the first piece


def test_a_file_that_is_to_be_seen_as_a_whole_is_not_cut(run: Run, small_pieces, monkeypatch):
    put("in/a.txt", text(5))
    put("in/b.txt", text(3).encode("cp1256"))

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(large.Large, "pieces", never)
    assert run("bulk", "in", "-o", "html", "--to", "html").status == 0
    assert run("bulk", "in", "-o", "one", "--to", "txt", "--consistent").status == 0
    assert run("bulk", "in/b.txt", "-o", "other", "--to", "txt").status == 0


def test_a_record_that_is_none_is_named_by_its_line_and_nothing_is_written(run, small_pieces):
    put("in/a.jsonl", records() + "{no record\n" + records())
    outcome = run("bulk", "in", "-o", "out")
    assert outcome.status == 1
    assert "in/a.jsonl, line 21: this is no JSON" in outcome.out
    assert [one for one in files("out") if not one.startswith(FOLDER)] == []


def test_a_mark_that_nothing_closes_is_named_by_its_line(run, small_pieces):
    put("in/a.csv", table() + '99;"هذا النص لا ينتهي;x\r\n' + "\r\n".join(["1;نعم;x"] * 40))
    outcome = run("bulk", "in", "-o", "out", "--field", "text")
    assert outcome.status == 1
    assert "in/a.csv, line 42: a quotation mark opens this cell and none closes it" in outcome.out


def test_a_sentence_that_cannot_be_translated_fails_its_file_alone(run, small_pieces, monkeypatch):
    from translator.api import Translator

    real = Translator.translate_segments

    def broken(self, sources, **options):
        if any("15 مدنيين" in source for source in sources):
            raise RuntimeError("out of order")
        return real(self, sources, **options)

    put("in/a.txt", text())
    put("in/b.txt", "وصل الوفد.\n")
    with monkeypatch.context() as patched:
        patched.setattr(Translator, "translate_segments", broken)
        outcome = run("bulk", "in", "-o", "out")
    assert outcome.status == 1
    assert "in/a.txt cannot be translated: out of order" in outcome.out
    assert [one for one in files("out") if not one.startswith(FOLDER)] == ["b.txt"]
    assert run("bulk", "in", "-o", "out").status == 0
    assert len(Path("out/a.txt").read_text(encoding="utf-8").splitlines()) == 60


def test_a_file_that_changes_while_it_is_read_fails(run, small_pieces, monkeypatch):
    put("in/a.txt", text())
    real = large.open_large

    def changing(path: Path, reading: Reading) -> large.Large | None:
        found = real(path, reading)
        Path("in/a.txt").write_text(text().replace("قتل", "جرح"), encoding="utf-8")
        return found

    with monkeypatch.context() as patched:
        patched.setattr("translator.bulk.pieces.open_large", changing)
        outcome = run("bulk", "in", "-o", "out")
    assert outcome.status == 1
    assert "in/a.txt has changed while it was read; run again" in outcome.out
    assert [one for one in files("out") if not one.startswith(FOLDER)] == []
    assert run("bulk", "in", "-o", "out").status == 0


def test_a_finished_one_is_kept_and_a_new_term_redoes_what_it_touches(run, small_pieces):
    put("in/a.txt", text())
    put("in/b.txt", text().replace("حمص", "حماة"))
    put("g.tsv", "source\ttarget\nحلب\tAleppo\n")
    command = ("bulk", "in", "-o", "out", "--no-default-glossary", "--glossary", "g.tsv")
    assert run(*command).status == 0
    before = Path("out/b.txt").stat().st_ino
    os.utime("in/a.txt", ns=(1, 1))
    assert "0 of" not in run(*command).err
    put("g.tsv", "source\ttarget\nحلب\tAleppo\nحمص\tHoms City\n")
    outcome = run(*command)
    assert "glossary changed: 1 of 2 files are touched" in outcome.err
    assert "Homs City" in Path("out/a.txt").read_text(encoding="utf-8")
    assert Path("out/b.txt").stat().st_ino == before


CHILD = """
import sys
from translator.bulk import outputs, windows
from translator.bulk.journal import Journal
from translator.bulk.run import BulkRun
from translator.cli import main
from translator.formats.inplace import large

large.LARGE, large.PIECE = 10, 200
windows.FIRST, windows.MOST, windows.CHUNK = 8, 8, 4
owner, function = {
    "read": (BulkRun, "_hand_on"),
    "translating": (Journal, "reached"),
    "written": (outputs.Growing, "write"),
    "renaming": (Journal, "renaming"),
    "renamed": (outputs.os, "replace"),
}[sys.argv[1]]
stopping(owner, function, nth(int(sys.argv[2])))
sys.exit(main(sys.argv[3:]))
"""


def test_killed_within_a_large_file_and_run_again(run: Run, small_pieces):
    put("in/a.txt", text())
    put("in/b.jsonl", records())
    command = ("bulk", "in", "-o", "out", "--to", "same", "--to", "tsv", "--provenance")
    moments = ["read 2", "read 6", "translating 2", "translating 5", "written 1", "written 9"]
    moments += ["written 14", "renaming 1", "renamed 1", "renamed 3"]
    assert run(*command[:3], "undisturbed", *command[4:]).status == 0
    for moment in moments:
        killed_there(CHILD, *moment.split(), *command)
    assert run(*command).status == 0
    written = [one for one in files("undisturbed") if not one.startswith(FOLDER)]
    assert [one for one in files("out") if not one.startswith(FOLDER)] == written
    for one in written:
        assert Path("out", one).read_bytes() == Path("undisturbed", one).read_bytes()
