"""Many files: the plan, the outputs, failures beside successes, the account of it all."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Run, run
from command_line import files as all_files
from command_line import put as put_file

from translator.bulk.events import Done, Failed
from translator.bulk.outputs import Part
from translator.bulk.report.summary import Summary, Totals, as_text
from translator.bulk.state import FOLDER
from translator.cli import INTERRUPTED, main
from translator.formats.output import PART

__all__ = ["run"]

NEWS = "قتل ثلاثة مدنيين في قصف على مدينة حلب يوم الجمعة.\n"
MORE = "وصل الوزير إلى دمشق.\n\nوقال إن المحادثات ستبدأ غداً في مدينة إدلب.\n"


def files(folder: str = ".") -> list[str]:
    """All files below a folder but what runs keep for themselves."""
    return [name for name in all_files(folder) if FOLDER not in Path(name).parts]


Bulk = Callable[..., tuple[int, str, str]]


@pytest.fixture
def bulk(run: Run) -> Bulk:
    """Run `bulk` in an empty folder: its status, standard output and standard error."""

    def command(*argv: str) -> tuple[int, str, str]:
        outcome = run("bulk", *argv)
        return outcome.status, outcome.out, outcome.err

    return command


def put(name: str, content: str | bytes = NEWS) -> str:
    return put_file(name, content)


@pytest.mark.parametrize("report", ["out", "out/", "out/made"])
def test_a_report_in_place_of_a_folder_is_refused_before_the_work(bulk, report):
    put("in/a.txt")
    Path("out/made").mkdir(parents=True)
    status, out, err = bulk("in", "-o", "out", "--report", report)
    assert (status, out) == (2, "")
    assert "folder" in err
    assert files() == ["in/a.txt"]


# --- the run ---------------------------------------------------------------------------------


def test_a_folder_becomes_a_folder(bulk):
    put("in/a.txt")
    put("in/x/b.txt", MORE.encode("cp1256"))
    status, out, err = bulk("in", "-o", "out", "--to", "txt", "--to", "jsonl", "--to", "html")
    assert (status, err) == (0, "")
    assert files("out") == ["a.html", "a.jsonl", "a.txt", "x/b.html", "x/b.jsonl", "x/b.txt"]
    assert "Aleppo" in Path("out/a.txt").read_text(encoding="utf-8")
    records = Path("out/x/b.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(record)["document"] for record in records} == {"x/b.txt"}
    assert out.startswith("2 files, 3 sentences, 22 words in ")
    uses = [use for record in records for use in json.loads(record)["terms"]]
    rendered = {use["term"]: use["rendering"] for use in uses}
    assert (rendered["دمشق"], rendered["إدلب"]) == ("Damascus", "Idlib")
    assert re.search(r" words a second\)\nterms: [3-9] met, 0 unmet; ", out)


def test_a_file_comes_out_as_it_does_alone(bulk):
    for number in range(6):
        put(f"in/{number}.txt", MORE * (number % 3) + NEWS)
    assert bulk("in", "-o", "out")[0] == 0
    for number in range(6):
        assert main(["translate", f"in/{number}.txt", "-o", "alone.txt"]) == 0
        assert Path("alone.txt").read_bytes() == Path(f"out/{number}.txt").read_bytes()


def test_a_file_that_fails_stops_no_other(bulk):
    put("in/a.txt")
    put("in/b.txt", "")
    put("in/c.txt", bytes(range(256)))
    put("in/d.txt", "No Arabic.")
    put("in/e.pdf", "%PDF-1.4")
    put("in/f.jpg", b"\xff\xd8\xff\xe0\0")
    put("in/g.txt", MORE)
    status, out, _ = bulk("in", "-o", "out")
    assert status == 1
    assert files("out") == ["a.txt", "g.txt"]
    assert "1 file skipped, not text: in/f.jpg\n" in out
    account = out[out.index("4 files failed:\n") :].splitlines()[1:]
    assert [line.split(": ")[0].strip() for line in account] == ["b.txt", "c.txt", "d.txt", "e.pdf"]
    for line, reason in zip(account, ["empty", "binary", "no Arabic", "PDF"], strict=True):
        assert reason in line


def test_a_file_the_engine_fails_on_stops_no_other(bulk, monkeypatch):
    from translator.api import Translator

    real = Translator.translate_segments

    def faulty(self, sources, **options):
        if any("إدلب" in source for source in sources):
            raise RuntimeError("No position encodings are defined for positions >= 512")
        return real(self, sources, **options)

    monkeypatch.setattr(Translator, "translate_segments", faulty)
    put("in/a.txt")
    put("in/b.txt", MORE)
    put("in/c.txt", MORE.split("\n")[0])
    status, out, _ = bulk("in", "-o", "out")
    assert status == 1
    assert files("out") == ["a.txt", "c.txt"]
    assert "1 file failed:\n  b.txt: in/b.txt cannot be translated: No position" in out


def test_a_disk_that_is_full_for_one_file_leaves_no_half(bulk, monkeypatch):
    real = os.replace

    def full(source, target):
        if Path(target).name == "b.txt":
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr("translator.bulk.outputs.os.replace", full)
    for name in "abc":
        put(f"in/{name}.txt")
    status, out, _ = bulk("in", "-o", "out")
    assert status == 1
    assert files("out") == ["a.txt", "c.txt"]
    assert "No space left on device; free some space" in out


def test_what_was_there_is_replaced_and_what_a_killed_run_left_is_gone(bulk):
    put("in/a.txt")
    put("out/a.txt", "old")
    put("out/other.txt", "kept")
    put(f"out/x/.b.txt{PART}", "half")
    assert bulk("in", "-o", "out")[0] == 0
    assert files("out") == ["a.txt", "other.txt"]
    assert "Aleppo" in Path("out/a.txt").read_text(encoding="utf-8")


def test_the_report_counts_what_the_summary_counts(bulk):
    put("in/a.txt")
    put("in/b.txt", MORE)
    put("in/c.txt", "")
    put("in/d.jpg", "")
    assert bulk("in", "-o", "out", "--report", "out/x/report.json")[0] == 1
    report = json.loads(Path("out/x/report.json").read_text(encoding="utf-8"))
    assert [one["document"] for one in report["files"]] == ["a.txt", "b.txt"]
    assert report["files"][0]["outputs"] == ["out/a.txt"]
    for count in ("sentences", "words", "terms_met", "terms_unmet", "warnings"):
        assert report[count] == sum(one[count] for one in report["files"])
    assert (report["sentences"], report["words"]) == (3, 22)
    assert report["terms_met"] >= 3
    assert report["failed"][0]["document"] == "c.txt"
    assert report["skipped"] == ["in/d.jpg"]
    assert report["provenance"]["note"] == "machine translation"


def test_a_name_that_is_not_unicode_can_be_written_down(bulk):
    name = os.fsdecode(b"in/\xff.txt")
    try:
        put(name)
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    put(os.fsdecode(b"in/\xfe.txt"), "")
    status, out, err = bulk(
        "in", "-o", "out", "--to", "jsonl", "--to", "html", "--report", "r.json"
    )
    assert (status, err) == (1, "")
    assert "\\udcfe.txt is empty" in out
    record = json.loads(Path(os.fsdecode(b"out/\xff.jsonl")).read_text(encoding="utf-8"))
    assert record["document"] == "\udcff.txt"
    assert json.loads(Path("r.json").read_text(encoding="utf-8"))["files"]


def test_strict_is_3_where_something_needs_attention(bulk):
    put("in/a.txt", "بلغت الأرقام " + " و ".join(map(str, range(101, 113))) + " يوم الأحد.\n")
    assert bulk("in", "-o", "out")[0] == 0
    assert bulk("in", "-o", "out", "--strict")[0] == 3
    put("in/b.txt", "")
    assert bulk("in", "-o", "out", "--strict")[0] == 1
    put("good/c.txt", "نعم.\n")
    assert bulk("good", "-o", "out2", "--strict")[0] == 0


def test_an_interrupted_run_says_how_far_it_came(bulk, monkeypatch):
    from translator.bulk import writing as module

    real = module.prepare

    def interrupted(path: Path, data: bytes) -> Part:
        if path.name == "b.txt":
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.2)
        return real(path, data)

    monkeypatch.setattr(module, "prepare", interrupted)
    for name in "abc":
        put(f"in/{name}.txt")
    status, out, err = bulk("in", "-o", "out", "--report", "r.json", "--report", "r.html")
    assert status == INTERRUPTED
    # What is being written is finished, what comes after it is not begun.
    assert files("out") in (["a.txt"], ["a.txt", "b.txt"])
    assert re.match(r"[12] files?, [12] sentences?, ", out)
    assert "Traceback" not in err
    assert re.search(r"interrupted; [12] of 3 files are finished, none is half-written; the", err)
    told = json.loads(Path("r.json").read_text(encoding="utf-8"))
    assert [one["document"] for one in told["files"]] == files("out")
    assert (told["run"]["complete"], told["run"]["files"]) == (False, len(files("out")))
    assert Path("r.html").read_text(encoding="utf-8").count("a.txt")
    monkeypatch.setattr(module, "prepare", real)
    assert bulk("in", "-o", "out")[0] == 0
    assert files("out") == ["a.txt", "b.txt", "c.txt"]


def test_names_that_would_break_the_account_are_shown_on_one_line(bulk):
    with zipfile.ZipFile(put("in/z.zip", b""), "w") as archive:
        archive.writestr("x\ny.txt", "")
        archive.writestr("a.txt", "وصل الوفد.\n")
    for name in ("a\nb.txt", "esc\x1b[31m.txt", "bidi\u202egpj.txt"):
        put(f"in/{name}", b"")
    status, out, err = bulk("in", "-o", "out")
    assert (status, err) == (1, "")
    assert out.splitlines()[3:] == [
        f"  {name}: in/{name} is empty; give a file that holds Arabic text"
        for name in (
            "a\\nb.txt",
            "bidi\\u202egpj.txt",
            "esc\\x1b[31m.txt",
            "z.zip/x\\ny.txt",
        )
    ]
    outcome = bulk("a\nb.txt", "-o", "out")
    assert outcome[2] == "translator: a\\nb.txt does not exist; check the name\n"


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["in", "-o", "in/out"], "lies in the input"),
        (["none", "-o", "out"], "none does not exist"),
        (["in", "-o", "out", "--glossary", "none.tsv"], "none.tsv"),
        (["in", "-o", "out", "--model", "none"], "none"),
        (["in", "-o", "out", "--report", "no/report.json"], "no folder no"),
        (["in", "-o", "out", "--report", "out/a.txt"], "is a translation"),
        (["in", "-o", "out", "--report", "in/a.txt"], "is an input"),
        (["in", "-o", "in/a.txt"], "is a file"),
    ],
)
def test_a_run_that_cannot_begin_leaves_nothing(bulk, argv, words):
    put("in/a.txt")
    status, out, err = bulk(*argv)
    assert (status, out) == (2, "")
    assert words in err
    assert err.startswith("translator: ")
    assert err.count("\n") == 1
    assert files() == ["in/a.txt"]
    assert not Path("out").exists()


def test_a_killed_run_leaves_whole_files_only(tmp_path):
    """The process is killed while it works, wherever it happens to be."""
    for number in range(40):
        put(str(tmp_path / f"in/{number:02}.txt"), MORE * 8)
    command = [sys.executable, "-m", "translator", "bulk", "in", "-o", "out", "--threads", "1"]
    child = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL)
    out = tmp_path / "out"
    while child.poll() is None and not (out.is_dir() and any(out.glob("*.txt"))):
        time.sleep(0.005)
    child.kill()
    child.wait()
    written = [path.read_bytes() for path in out.glob("*.txt")]
    assert written
    assert len(set(written)) == 1


def test_the_summary_reads_like_a_sentence():
    results = (Done("a.txt", ("out/a.txt",), 1200, 34567, 1, 0, 1), Failed("b.txt", "b is empty"))
    skipped = tuple(f"{number}.jpg" for number in range(12))
    totals = Totals()
    for result in results:
        totals.add(result)
    text = as_text(Summary(totals, skipped, 10.0))
    assert text.splitlines() == [
        "1 file, 1,200 sentences, 34,567 words in 10.0 s (3,457 words a second)",
        "terms: 1 met, 0 unmet; 1 warning",
        "12 files skipped, not text: 0.jpg, 1.jpg, 2.jpg, 3.jpg, 4.jpg, 5.jpg, 6.jpg, 7.jpg, "
        "8.jpg, 9.jpg and 2 more",
        "1 file failed:",
        "  b.txt: b is empty",
    ]
