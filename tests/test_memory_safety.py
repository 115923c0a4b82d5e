"""Changes to a translation memory: several writers, killed ones, full disks, other programs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from test_glossary_file import reachable, without_rights
from test_memory import FILES, OKAPI, OTHER, SOURCE, units

from translator.errors import InputError, TranslatorError
from translator.formats.output import PART
from translator.memory import Memory
from translator.memory.memory import LOCK

__all__ = ["reachable"]


def test_links_and_permissions_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.tmx", tmp_path / "link.tmx"
    real.write_bytes(FILES["omegat"])
    real.chmod(0o640)
    link.symlink_to(real)
    Memory.open(link).put(OTHER, "Two.")
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert Memory.load(real).lookup(OTHER) is not None
    assert sorted(os.listdir(tmp_path)) == ["link.tmx", "real.tmx"]


def test_what_another_program_writes_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_bytes(FILES["okapi"])
    memory = Memory.open(path)
    memory.put(SOURCE, "Mine.")
    path.write_bytes(FILES["memoq"])
    assert memory.refresh()
    assert not memory.refresh()
    found = memory.lookup(SOURCE)
    assert found is not None
    assert found.author == "nour"
    path.write_bytes(FILES["omegat"])
    memory.put(OTHER, "Two.")
    assert path.read_bytes().startswith(FILES["omegat"][:600])
    assert len(memory.entries) == 2
    path.unlink()
    memory.put(OTHER, "Three.")
    assert [target for _, target in units(path)] == ["Three."]


def test_a_file_broken_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_bytes(FILES["omegat"])
    memory = Memory.open(path)
    path.write_bytes(FILES["omegat"][:700])
    with pytest.raises(InputError, match="no well-formed XML"):
        memory.put(OTHER, "Two.")
    assert path.read_bytes() == FILES["omegat"][:700]
    assert memory.lookup(SOURCE) is not None


def test_a_write_over_the_top_of_another_programs_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other program, which knows nothing of our lock, writes just before we would."""
    from translator.memory import memory as module

    path = tmp_path / "m.tmx"
    path.write_bytes(FILES["omegat"])
    memory = Memory.open(path)
    real = module.changed

    def late(*given: object) -> object:
        path.write_bytes(FILES["memoq"])
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "changed", late)
    with pytest.raises(TranslatorError, match="another program; try again"):
        memory.put(OTHER, "Two.")
    assert path.read_bytes() == FILES["memoq"]


PUTS = """
import sys
from translator.memory import Memory
memory = Memory.open(sys.argv[1])
for number in range(int(sys.argv[3])):
    memory.put(f"جملة {sys.argv[2]} {number}", f"Sentence {sys.argv[2]} {number}")
    print(number, flush=True)
"""


def writer(path: Path, name: str, times: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", PUTS, str(path), name, str(times)], stdout=subprocess.PIPE
    )


def test_two_processes_and_two_threads_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_bytes(FILES["memoq"])
    memory = Memory.open(path)
    others = [writer(path, name, 20) for name in "ab"]

    def put(name: str) -> None:
        for number in range(20):
            memory.put(f"جملة {name} {number}", f"Sentence {name} {number}")

    threads = [threading.Thread(target=put, args=(name,)) for name in "cd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for process in others:
        process.communicate()
        assert process.returncode == 0
    memory.refresh()
    assert len(memory.entries) == 1 + 4 * 20
    assert memory.entries == Memory.load(path).entries
    assert os.listdir(tmp_path) == ["m.tmx"]


def test_a_killed_writer_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    head, tail = OKAPI.split("</body>")
    many = "".join(
        f'<tu><tuv xml:lang="ar"><seg>خبر {number}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>News {number} {"word " * 40}</seg></tuv></tu>\n'
        for number in range(4000)
    )
    path.write_text(f"{head}{many}</body>{tail}", encoding="utf-8")
    for wait in (0.003, 0.011, 0.017, 0.026):
        process = writer(path, "k", 100_000)
        assert process.stdout is not None
        for _ in range(3):
            last = int(process.stdout.readline())
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().split()
        process.wait()
        last = int(rest[-1]) if rest else last
        found = Memory.load(path)
        assert found.lookup("خبر 3999") is not None
        assert all(found.lookup(f"جملة k {number}") for number in range(last + 1))
    Memory.open(path).put(SOURCE, "One.")
    assert [name for name in os.listdir(tmp_path) if name.endswith((PART, LOCK))] == []


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """No file may grow beyond the size of this one: the write fails half-way."""
    path = tmp_path / "m.tmx"
    path.write_bytes(FILES["omegat"])
    limit = len(FILES["omegat"])
    script = (
        "import resource, signal, sys\n"
        "from translator.memory import Memory\n"
        "memory = Memory.open(sys.argv[1])\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "try:\n"
        f"    memory.put({OTHER!r}, 'Two.')\n"
        "except Exception as error:\n"
        "    print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"TranslatorError cannot write {path}")
    assert path.read_bytes() == FILES["omegat"]
    assert os.listdir(tmp_path) == ["m.tmx"]


def test_ten_thousand_units_are_added_to_at_once(tmp_path: Path) -> None:
    """What is promised is a tenth of a second; the test leaves room for a busy machine."""
    path = tmp_path / "m.tmx"
    head, tail = OKAPI.split("</body>")
    many = "".join(
        f'<tu><tuv xml:lang="ar"><seg>{SOURCE} {number}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>The delegation arrived, {number}.</seg></tuv></tu>\n'
        for number in range(10_000)
    )
    path.write_text(f"{head}{many}</body>{tail}", encoding="utf-8")
    memory = Memory.open(path)
    times = []
    for number in range(9):
        start = time.perf_counter()
        memory.put(OTHER, f"Talks begin in {number} days.")
        times.append(time.perf_counter() - start)
    assert sorted(times)[4] < 0.3
    assert len(Memory.load(path).entries) == 10_002


def test_files_that_may_not_be_written(reachable: Path) -> None:
    path = reachable / "m.tmx"
    path.write_bytes(FILES["omegat"])
    path.chmod(0o444)

    def said(use: Callable[[], object]) -> Callable[[], str]:
        def answer() -> str:
            try:
                return f"done: {use()}"
            except InputError as error:
                return str(error)

        return answer

    assert "write-protected" in without_rights(said(lambda: Memory.open(path)))
    assert without_rights(said(lambda: len(Memory.load(path).entries))) == "done: 1"
    path.chmod(0o600)
    assert "cannot be read (Permission denied)" in without_rights(said(lambda: Memory.load(path)))
    path.chmod(0o666)
    reachable.chmod(0o555)
    assert "no permission to write in" in without_rights(said(lambda: Memory.open(path)))
    memory = Memory.open(path)
    assert "cannot write" in without_rights(said(lambda: memory.put(OTHER, "Two.")))
    assert path.read_bytes() == FILES["omegat"]
    assert os.listdir(reachable) == ["m.tmx"]
