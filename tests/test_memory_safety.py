"""Changes to a translation memory: several writers, killed ones, full disks, other programs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from test_memory import FILES, OKAPI, OTHER, SOURCE, units

from translator.errors import InputError, TranslatorError
from translator.formats.output import PART
from translator.memory import Memory
from translator.memory.memory import LOCK


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


def test_the_same_again_is_not_written(tmp_path: Path) -> None:
    memory = Memory.open(tmp_path / "m.tmx")
    entry = memory.put(SOURCE, "One.", note="a.txt")
    before = memory.path.stat()
    assert memory.put(SOURCE.replace(" ", "\n"), " One. ", note="a.txt") == entry
    assert memory.path.stat() == before
    memory.put(SOURCE, "One.", note="b.txt")
    assert memory.path.stat().st_ino != before.st_ino


def test_taking_back_needs_no_second_reading_and_is_right_after_one(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_bytes(FILES["memoq"])
    first, second = Memory.open(path), Memory.open(path)
    theirs = first.lookup(SOURCE)
    first.put(SOURCE, "Mine.")
    first.put(SOURCE, "Mine, better.")
    assert second.refresh()
    assert first.drop(SOURCE) == theirs
    first.put(SOURCE, "Once more.")
    assert second.drop(SOURCE) == theirs  # read from the file, where it stands beside ours
    assert first.refresh()
    assert first.lookup(SOURCE) == theirs
    assert path.read_bytes() == FILES["memoq"]


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


def as_nobody(use: Callable[[], object]) -> str:
    """What a process without rights gets of `use`: its result, or the error's sentence."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        try:
            answer = f"done: {use()}"
        except InputError as error:
            answer = str(error)
        except BaseException as error:
            answer = repr(error)
        os.write(writing, answer.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        text = answers.read().decode()
    os.waitpid(child, 0)
    return text


def test_files_that_may_not_be_written() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m.tmx"
        path.write_bytes(FILES["omegat"])
        memory = Memory.open(path)
        os.chmod(folder, 0o755)
        path.chmod(0o444)
        assert "write-protected" in as_nobody(lambda: Memory.open(path))
        assert as_nobody(lambda: len(Memory.load(path).entries)) == "done: 1"
        path.chmod(0o600 if os.geteuid() == 0 else 0o200)
        assert "cannot be read (Permission denied)" in as_nobody(lambda: Memory.load(path))
        path.chmod(0o666)
        os.chmod(folder, 0o555)
        assert "no permission to write in" in as_nobody(lambda: Memory.open(path))
        said = as_nobody(lambda: memory.put(OTHER, "Two."))
        os.chmod(folder, 0o755)
        assert said == f"cannot write {path}: Permission denied; check its folder"
        assert path.read_bytes() == FILES["omegat"]
        assert os.listdir(folder) == ["m.tmx"]
