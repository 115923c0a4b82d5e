"""What goes wrong on the command line: one sentence, the right status, nothing half-written."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import OTHER, TERMS, files, process, put, run

from translator.cli import BROKEN_PIPE, INTERRUPTED
from translator.formats.output import PART
from translator.models import EMBEDDED

__all__ = ["run"]


def broken_model(change: Callable[[Path], object]) -> None:
    shutil.copytree(EMBEDDED, "model")
    change(Path("model"))


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


PREPARE: dict[str, tuple[Callable[[], object], list[str], int, str]] = {
    "missing file": (lambda: None, ["none.txt"], 2, "none.txt does not exist"),
    "folder": (lambda: os.mkdir("in"), ["in"], 2, "in is a folder"),
    "empty": (lambda: put("e.txt", ""), ["e.txt"], 2, "e.txt is empty"),
    "blank": (lambda: put("e.txt", " \n\u00a0\n"), ["e.txt"], 2, "holds no Arabic"),
    "binary": (lambda: put("b.txt", bytes(range(256))), ["b.txt"], 2, "binary data"),
    "no Arabic": (lambda: put("l.txt", "Hello.\n"), ["l.txt"], 2, "holds no Arabic"),
    "pdf": (lambda: put("a.pdf", "%PDF-1.4"), ["a.pdf"], 2, "is a PDF"),
    "pdf as text": (lambda: put("a2.txt", "%PDF-1.4"), ["a2.txt"], 2, "is a PDF"),
    "second is bad": (lambda: None, ["a.txt", "none.txt", "-o", "new"], 2, "does not exist"),
    "unknown output": (lambda: None, ["a.txt", "-o", "a.rtf"], 2, ".rtf files cannot be written"),
    "output is input": (lambda: None, ["a.txt", "-o", "a.txt"], 2, "is an input"),
    "folder is input's": (lambda: None, ["a.txt", "-o", "."], 2, "is an input"),
    "output is a file": (lambda: put("f"), ["a.txt", "a.txt", "-o", "f"], 2, "f is a file"),
    "no output folder": (lambda: None, ["a.txt", "-o", "no/x.txt"], 2, "no folder no; create"),
    "two become one": (
        lambda: put("in/a.txt"),
        ["a.txt", "in/a.txt", "-o", "new"],
        2,
        "two inputs would become",
    ),
    "html on stdout": (lambda: put("b.txt"), ["a.txt", "b.txt", "--to=html"], 2, "name a folder"),
    "stdin twice": (lambda: None, ["-", "-"], 2, "only once"),
    "broken glossary": (
        lambda: put("g.tsv", "source\ttarget\nدمشق\tDamascus\nبلا هدف\n"),
        ["a.txt", "--glossary", "g.tsv"],
        2,
        "g.tsv",
    ),
    "no glossary file": (lambda: None, ["a.txt", "--glossary", "no.tsv"], 2, "no.tsv"),
    "glossary contradiction": (
        lambda: put("g.tsv", TERMS),
        ["a.txt", "--no-glossary", "--glossary", "g.tsv"],
        2,
        "contradict",
    ),
    "unknown model": (lambda: None, ["a.txt", "--model", "huge"], 2, "huge"),
    "model is a file": (lambda: None, ["a.txt", "--model", "./a.txt"], 2, "a.txt"),
    "model without a file": (
        lambda: broken_model(lambda m: (m / "source.spm").unlink()),
        ["a.txt", "--model", "model/"],
        2,
        "source.spm",
    ),
    "model without json": (
        lambda: broken_model(lambda m: (m / "model.json").unlink()),
        ["a.txt", "--model", "model"],
        2,
        "model.json",
    ),
    "model with a wrong byte": (
        lambda: broken_model(lambda m: _flip(m / "model.bin")),
        ["a.txt", "--model", "model"],
        2,
        "model.bin",
    ),
    "model of rubbish": (
        lambda: broken_model(lambda m: (m / "model.json").write_bytes(b"\xff{")),
        ["a.txt", "--model", "model"],
        2,
        "model.json",
    ),
    "model with a list": (
        lambda: broken_model(lambda m: (m / "model.json").write_text("[]")),
        ["a.txt", "--model", "model"],
        2,
        "model.json",
    ),
    "full disk": (lambda: None, ["a.txt", "-o", "/dev/full"], 1, "No space left"),
}


@pytest.mark.parametrize("what", PREPARE)
def test_bad_input_gets_one_sentence_and_leaves_nothing(run, what):
    prepare, argv, status, words = PREPARE[what]
    put("a.txt")
    prepare()
    before = files()
    outcome = run("translate", *argv)
    assert (outcome.status, outcome.out) == (status, "")
    assert words in outcome.err
    assert outcome.err.startswith("translator: ")
    assert outcome.err.count("\n") == 1
    assert files() == before
    assert not Path("new").exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "standard input is empty"),
        (b"Hello", "standard input holds no Arabic"),
        (b"\0\1\2\3", "standard input holds binary data"),
        (b"%PDF-1.4", "standard input is a PDF"),
        (b"<html><p>\xd9\x86\xd8\xb9\xd9\x85", "standard input is a web page"),
        (b"PK\x03\x04\x14\0\0\0", "standard input is an office document or an archive"),
    ],
)
def test_bad_standard_input_too(run, data, words):
    outcome = run("translate", stdin=data)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"translator: {words}")


def test_no_permission(run, monkeypatch):
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    put("a.txt")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    outcome = run("translate", "a.txt", "-o", "out.txt")
    assert outcome.status == 2
    assert outcome.err == "translator: a.txt may not be read; change its permissions\n"
    assert files() == ["a.txt"]


def test_a_disk_that_fills_up_leaves_the_old_output(run, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    put("a.txt")
    put("out.txt", "old")
    monkeypatch.setattr("translator.formats.output.os.replace", full)
    outcome = run("translate", "a.txt", "-o", "out.txt")
    assert outcome.status == 1
    assert outcome.err.startswith("translator: cannot write ")
    assert "free some space" in outcome.err
    assert Path("out.txt").read_text() == "old"
    assert not [name for name in files() if name.endswith(PART)]


def test_interrupted_in_one_sentence(run, monkeypatch):
    def interrupted(*_: object, **__: object) -> str:
        signal.raise_signal(signal.SIGINT)
        return ""

    monkeypatch.setattr("translator.commands.translate.write", interrupted)
    outcome = run("translate", put("a.txt"), "-o", "out.txt")
    assert (outcome.status, outcome.out) == (INTERRUPTED, "")
    assert outcome.err == "translator: interrupted; nothing is left half-written\n"
    assert files() == ["a.txt"]


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    child = process("translate", "--to", "jsonl", cwd=tmp_path)
    assert child.stdout is not None
    child.stdout.close()
    assert child.stdin is not None
    child.stdin.write(OTHER.encode())
    child.stdin.close()
    assert child.stderr is not None
    errors = child.stderr.read()
    assert child.wait() == BROKEN_PIPE
    assert b"Traceback" not in errors
    assert b"rror" not in errors


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_standard_output_gets_its_sentence(tmp_path):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "translator", "translate"],
            input=OTHER.encode(),
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
        )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[-1].startswith("translator: standard output: No space")
    assert b"Traceback" not in done.stderr
