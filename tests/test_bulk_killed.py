"""`translator bulk` killed at any moment, and run again: byte for byte as if nothing had been.

A child process is stopped where the journal says how far a file is, and killed there (SIGKILL).
It stops because a function it is about to call, or has just called, waits; nothing else is other
than in the command.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import put
from killed import killed_there

from translator.bulk.state import FOLDER
from translator.cli import main
from translator.formats.output import PART

CITIES = ("حلب", "دمشق", "إدلب", "حمص", "درعا", "الرقة")
FORMATS = ("--to", "txt", "--to", "html", "--to", "jsonl")
COMMAND = ("bulk", "in", "-o", "out", *FORMATS)

CHILD = """
import os, sys
from pathlib import Path
from translator.bulk import windows, writing
from translator.bulk.cache import Cache
from translator.bulk.journal import Journal
from translator.cli import main

point, name = sys.argv[1:3]
windows.FIRST, windows.MOST, windows.CHUNK = 2, 4, 2
stem = Path(name).stem
if point == "reading":
    stopping(Journal, "reading", lambda self, file, source: file == name)
elif point in ("translating", "writing"):
    stopping(Journal, "reached", lambda self, state, files: state == point and name in files)
elif point == "translated":
    stopping(Cache, "put", nth(2))
elif point == "written":
    stopping(writing, "prepare", nth(2, lambda path, data: path.stem == stem))
elif point == "renaming":
    stopping(Journal, "renaming", lambda self, file, *rest: file == name)
elif point == "renamed":
    stopping(os, "replace", nth(2, lambda part, place: Path(place).stem == stem))
elif point == "in place":
    stopping(Journal, "finished", lambda self, file, *rest: file == name, before=True)
sys.exit(main(sys.argv[3:]))
"""
STATE = {"translated": "translating", "written": "writing", "renamed": "renaming"} | {
    "in place": "renaming"
}
"""What the journal says at a point whose name it does not say."""


def inputs(number: int = 6) -> None:
    for n in range(number):
        city = CITIES[n % len(CITIES)]
        put(f"in/{n}.txt", f"وصل الوفد إلى {city}.\n\nقتل {n + 3} مدنيين في قصف على {city} أمس.\n")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> dict[str, bytes]:
    """The outputs of a run that nothing disturbed."""
    here = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("undisturbed"))
    try:
        inputs()
        assert main(COMMAND) == 0
        return outputs()
    finally:
        os.chdir(here)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def outputs() -> dict[str, bytes]:
    """All files in the output folder but what the command keeps for itself; also half ones."""
    out = Path("out")
    found = (path for path in out.rglob("*") if path.is_file())
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in found
        if FOLDER not in path.parts
    }


def killed(point: str, name: str, command: tuple[str, ...] = COMMAND) -> str:
    """Run the command until it comes to a point with a file, kill it there, and return the state
    of that file in the journal."""
    killed_there(CHILD, point, name, *command)
    return states()[name]


def asked(query: str) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(Path("out", FOLDER, "journal.sqlite"), isolation_level=None)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def states() -> dict[str, str]:
    return {name.decode(): state for name, state in asked("SELECT name, state FROM file")}


@pytest.mark.parametrize(
    "points",
    [
        ["reading 0.txt", "reading 2.txt", "reading 5.txt"],
        ["translating 0.txt", "translated 2.txt", "translating 5.txt"],
        ["writing 0.txt", "written 2.txt", "writing 5.txt"],
        ["renaming 0.txt", "renamed 2.txt", "in place 4.txt", "renamed 5.txt"],
    ],
    ids=["reading", "translating", "writing", "renaming"],
)
def test_killed_and_run_again(undisturbed, points):
    inputs()
    for place in points:
        point, _, name = place.rpartition(" ")
        state = killed(point, name)
        if point != "translated":  # of that window's files any may be first
            assert state == STATE.get(point, point)
        for output, content in outputs().items():  # what has its name is whole
            assert output.endswith(PART) or content == undisturbed[output]
    assert main(COMMAND) == 0
    assert outputs() == undisturbed
    assert set(states().values()) == {"done"}
    assert asked("SELECT finished FROM run") == [(1,)]


def test_what_has_its_name_but_is_not_in_the_journal_is_not_made_again(undisturbed, capsys):
    inputs()
    assert killed("in place", "3.txt") == "renaming"
    before = {name: Path("out", name).stat() for name in ("3.txt", "3.html", "3.jsonl")}
    assert main(COMMAND) == 0
    assert outputs() == undisturbed
    for name, stat in before.items():
        now = Path("out", name).stat()
        assert (now.st_ino, now.st_mtime_ns) == (stat.st_ino, stat.st_mtime_ns)


def test_a_run_that_goes_on_bears_the_day_it_began():
    inputs(3)
    killed("reading", "1.txt")
    asked("UPDATE run SET day = '2020-02-29'")
    assert main(COMMAND) == 0
    assert [day for (day,) in asked("SELECT day FROM run")] == ["2020-02-29"]
    for n in range(3):
        assert b"2020-02-29" in Path(f"out/{n}.html").read_bytes()
    put("in/9.txt", "وصل الوفد.\n")
    assert main(COMMAND) == 0  # that run was at its end: this is another
    assert b"2020-02-29" not in Path("out/9.html").read_bytes()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_at_once_and_goes_on(number):
    sentences = (f"قتل {n} مدنيين في قصف على مدينة حلب يوم الجمعة الماضي." for n in range(5_000))
    put("in/long.txt", "\n\n".join(sentences))
    put("in/a.txt", "وصل الوفد إلى دمشق.\n")
    child = subprocess.Popen(
        [sys.executable, "-m", "translator", *COMMAND],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    journal = Path("out", FOLDER, "journal.sqlite")
    while child.poll() is None and not (
        journal.exists() and ("translating",) in asked_quietly("SELECT state FROM file")
    ):
        time.sleep(0.02)
    time.sleep(0.5)  # the model is at work
    start = time.perf_counter()
    child.send_signal(number)
    out, err = child.communicate(timeout=60)
    took = time.perf_counter() - start
    assert child.returncode == 130
    assert took < 4  # 2 on a machine with nothing else to do
    assert err.splitlines()[-1] == (
        "translator: interrupted; 0 of 2 files are finished, none is half-written; "
        "the same command goes on from there"
    )
    assert out.startswith("0 files, 0 sentences")
    assert outputs() == {}
    os.remove("in/long.txt")
    assert main(COMMAND) == 0
    assert set(outputs()) == {"a.txt", "a.html", "a.jsonl"}


def asked_quietly(query: str) -> list[tuple[str, ...]]:
    try:
        return asked(query)
    except sqlite3.Error:  # the file is there, its tables not yet
        return []
