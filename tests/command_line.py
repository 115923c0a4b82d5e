"""What the tests of the command line share: running a command, and files to run it on."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from translator.cli import main

ARTICLE = """وصول الوفد إلى دمشق

وصل وزير الخارجية الروسي إلى العاصمة السورية دمشق يوم الأحد. وقال الوزير إن المحادثات ستبدأ غداً.

وأضاف أن الجيش سيطر على مدينة إدلب صباح اليوم.
"""
OTHER = "قتل ثلاثة مدنيين في قصف على مدينة حلب يوم الجمعة.\n"
TERMS = "source\ttarget\nدمشق\tDamascus\nإدلب\tIdlib\nحلب\tAleppo\n"


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str


Run = Callable[..., Outcome]
Bulk = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys, monkeypatch, tmp_path) -> Run:
    """Run a command in an empty folder, where no glossary of the user's own is found either."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)

    def command(*argv: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        status = main(argv)
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return command


@pytest.fixture
def bulk(run: Run) -> Bulk:
    """Run `bulk in -o out` in an empty folder: its status, standard output and standard error."""

    def command(*argv: str) -> tuple[int, str, str]:
        outcome = run("bulk", "in", "-o", "out", *argv)
        return outcome.status, outcome.out, outcome.err

    return command


def put(name: str, content: str | bytes = ARTICLE) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return name


def files(folder: str = ".") -> list[str]:
    """All files below `folder`, hidden ones too, relative to it."""
    below = Path(folder)
    return sorted(p.relative_to(below).as_posix() for p in below.rglob("*") if p.is_file())


def breaks(text: str) -> list[bool]:
    return [not line.strip() for line in text.split("\n")]


def process(*argv: str, **options: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "translator", *argv],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,  # type: ignore[call-overload]
    )
