"""Glossary files in a world of others: who else writes, what is seen of it, what can go wrong."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import filelock  # noqa: F401  (loaded before a child gives up the right to read it)
import platformdirs  # noqa: F401
import pytest

from glossary import Glossary, GlossaryError, Term
from glossary.file import GlossaryFile, writable
from glossary.formats.edit import Sheet

ROOT = Path(__file__).parent.parent
ALEPPO = Term("حلب", "Aleppo")
HOMS = Term("حمص", "Homs")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder; what is kept among the user's caches lies elsewhere."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    place = tmp_path / "mine"
    place.mkdir()
    return place


def glossary_file(folder: Path, text: str, name: str = "g.tsv") -> GlossaryFile:
    path = folder / name
    path.write_bytes(text.encode())
    return GlossaryFile(path)


def test_a_change_of_another_program_is_kept(folder: Path) -> None:
    file = glossary_file(folder, "source\ttarget\nحلب\tAleppo\nحمص\tHoms\n")
    other = "source;target;note\n# theirs\nحمص;Homs;\nدمشق;Damascus;x\nحلب;Aleppo;\n"
    file.path.write_text(other, "utf-8")
    assert file.changed()
    file.put(Term("حلب", "Halab"), ALEPPO)
    assert file.path.read_text("utf-8") == other.replace("Aleppo", "Halab")
    assert not file.changed()


def test_a_row_changed_by_another_program_is_not_written_over(folder: Path) -> None:
    file = glossary_file(folder, "source\ttarget\nحلب\tAleppo\nحمص\tHoms\n")
    other = "source\ttarget\nحلب\tHalab\nحماة\tHama\n"
    changes: tuple[Callable[[], Glossary], ...] = (
        lambda: file.put(Term("حلب", "Alep"), ALEPPO),
        lambda: file.drop(HOMS),
        lambda: file.put(Term("حماة", "Hamah")),
    )
    for change in changes:
        file = glossary_file(folder, "source\ttarget\nحلب\tAleppo\nحمص\tHoms\n")
        file.path.write_text(other, "utf-8")
        with pytest.raises(GlossaryError) as error:
            change()
        message = f"{file.path} was changed by another program, and nothing was written: "
        assert str(error.value).startswith(message)
        assert file.path.read_text("utf-8") == other
        assert file.glossary.terms == (Term("حلب", "Halab"), Term("حماة", "Hama"))


def test_edits_from_outside_are_seen(folder: Path) -> None:
    file = glossary_file(folder, "source\ttarget\nحلب\tAleppo\n")
    assert not file.changed()
    assert file.refreshed() is file.glossary
    status = file.path.stat()
    file.path.write_text("source\ttarget\nحلب\tAlepp0\n", "utf-8")
    os.utime(file.path, ns=(status.st_atime_ns, status.st_mtime_ns))  # one tick, one size
    assert file.refreshed().terms == (Term("حلب", "Alepp0"),)
    os.utime(file.path)
    assert not file.changed()


def test_an_old_file_that_is_the_same_is_not_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = glossary_file(folder, "source\ttarget\nحلب\tAleppo\n")
    os.utime(file.path, (1, 1))
    assert not file.changed()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", lambda *_: pytest.fail("the file was read"))
        assert not file.changed()
    file.path.write_text("source\ttarget\nحمص\tHoms\n", "utf-8")
    assert file.refreshed().terms == (HOMS,)


def test_a_file_that_breaks_or_goes(folder: Path) -> None:
    text = "source\ttarget\nحلب\tAleppo\n"
    for broken, message in (
        ("source\ttarget\nحلب\n", r"g\.tsv, line 2: 1 cell where"),
        ("", r"g\.tsv is empty"),
        (None, r"There is no glossary .*g\.tsv: check the name"),
    ):
        file = glossary_file(folder, text)
        file.path.unlink()
        if broken is not None:
            file.path.write_text(broken, "utf-8")
        assert file.changed()
        for change in (file.refreshed, lambda f=file: f.put(HOMS), lambda f=file: f.drop(ALEPPO)):
            with pytest.raises(GlossaryError, match=message):
                change()
        assert file.glossary.terms == (ALEPPO,)
        assert file.path.exists() == (broken is not None)
        if broken is not None:
            assert file.path.read_text("utf-8") == broken
        file.path.write_text(text, "utf-8")
        assert file.put(HOMS).terms == (ALEPPO, HOMS)


def test_permissions_and_links_stay(folder: Path) -> None:
    real = folder / "real.tsv"
    real.write_text("source\ttarget\nحلب\tAleppo\n", "utf-8")
    real.chmod(0o640)
    link = folder / "g.tsv"
    link.symlink_to("real.tsv")
    GlossaryFile(link).put(HOMS)
    assert link.is_symlink()
    assert Glossary.load(real).terms == (ALEPPO, HOMS)
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert GlossaryFile(real).glossary.name == "real.tsv"


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that every account may enter."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        monkeypatch.setenv("XDG_CACHE_HOME", str(Path(name) / "caches"))
        yield Path(name)


def without_rights(question: Callable[[], str | None]) -> str:
    """What a process answers that is not root's: the tests may run as root."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            try:
                answer = question() or "writable"
            except GlossaryError as error:
                answer = str(error)
            os.write(writing, answer.encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        text = answers.read().decode()
    os.waitpid(child, 0)
    return text


def test_files_that_cannot_be_written(reachable: Path) -> None:
    path = reachable / "g.tsv"
    path.write_text("source\ttarget\nحلب\tAleppo\n", "utf-8")
    path.chmod(0o444)
    file = GlossaryFile(path)
    assert without_rights(lambda: writable(path)) == (
        f"{path} is write-protected: allow writing, or use a copy of it."
    )
    assert "is write-protected" in without_rights(lambda: str(file.put(HOMS)))
    path.chmod(0o666)
    reachable.chmod(0o555)
    assert without_rights(lambda: writable(path)).startswith(
        f"{path} lies in a folder in which nothing can be written"
    )
    reachable.chmod(0o777)
    assert without_rights(lambda: writable(path)) == "writable"
    assert file.glossary.terms == (ALEPPO,)


def test_kinds_that_cannot_be_written(folder: Path) -> None:
    os.mkfifo(folder / "pipe.tsv")
    for name, message in (
        ("a.tbx", "is a TBX file, which is only read: convert it to TSV or CSV"),
        ("a.TMX", "is a TMX file, which is only read"),
        ("a.docx", "its name must end in .tsv or .csv"),
        ("none.tsv", "There is no glossary"),
        ("pipe.tsv", "is no plain file"),
        ("", "its name must end in"),
    ):
        assert message in (writable(folder / name) or "")
    (folder / "folder.csv").mkdir()
    assert "is a folder" in (writable(folder / "folder.csv") or "")
    with pytest.raises(GlossaryError, match="is only read"):
        GlossaryFile(folder / "a.tbx")
    file = glossary_file(folder, "source\ttarget\n")
    assert writable(file.path) is None
    assert file.put(HOMS).terms == (HOMS,)


def python(script: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process that runs a script; `file` is the glossary file of the first argument."""
    begin = (
        "import os, resource, signal, sys\n"
        "from glossary import GlossaryError, Term\n"
        "from glossary.file import GlossaryFile, _locked\n"
        "file = GlossaryFile(sys.argv[1])\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", begin + script, *arguments],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


NUMBERS = "ابتثجحخدذرزسشصضطظعغف"


def test_two_processes_lose_no_row(folder: Path) -> None:
    """Each puts in twenty rows, changes every second and takes out every fifth."""
    file = glossary_file(folder, "# mine\nsource\ttarget\nحلب\tAleppo\n")
    script = (
        "for letter in sys.argv[3]:\n"
        "    row = Term(f'{sys.argv[2]} {letter}', letter and f'row {ord(letter)}')\n"
        "    file.put(row)\n"
        "    if ord(letter) % 2:\n"
        "        new = Term(row.source, f'new {ord(letter)}')\n"
        "        file.put(new, row)\n"
        "        row = new\n"
        "    if ord(letter) % 5 == 0:\n"
        "        file.drop(row)\n"
    )
    writers = [python(script, str(file.path), name, NUMBERS) for name in ("حماة", "حمص")]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
    expected = {
        (f"{name} {letter}", f"{'new' if ord(letter) % 2 else 'row'} {ord(letter)}")
        for name in ("حماة", "حمص")
        for letter in NUMBERS
        if ord(letter) % 5
    }
    found = {(term.source, term.target) for term in file.refreshed()}
    assert found == {*expected, ("حلب", "Aleppo")}
    assert file.path.read_text("utf-8").startswith("# mine\nsource\ttarget\nحلب\tAleppo\n")
    assert os.listdir(folder) == ["g.tsv"]


def test_threads_share_one(folder: Path) -> None:
    file = glossary_file(folder, "source\ttarget\n")
    threads = [
        threading.Thread(target=file.put, args=(Term(f"حماة {letter}", "x"),)) for letter in NUMBERS
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Glossary.load(file.path)) == len(NUMBERS)


def test_a_writer_killed_before_its_file_is_in_place(folder: Path) -> None:
    file = glossary_file(folder, "source\ttarget\nحلب\tAleppo\n")
    before = file.path.read_bytes()
    script = (
        "os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "file.put(Term('حمص', 'Homs'))\n"
    )
    writer = python(script, str(file.path))
    writer.communicate(timeout=60)
    assert writer.returncode == -signal.SIGKILL
    assert file.path.read_bytes() == before
    assert len(os.listdir(folder)) == 2  # what it had written beside
    assert file.put(HOMS).terms == (ALEPPO, HOMS)
    assert os.listdir(folder) == ["g.tsv"]


def test_a_disk_that_is_full(folder: Path) -> None:
    file = glossary_file(folder, "source\ttarget\nحلب\tAleppo\n" + "# room\n" * 2000)
    before = file.path.read_bytes()
    script = (
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\n"
        "try:\n"
        "    file.put(Term('حمص', 'Homs'))\n"
        "except GlossaryError as error:\n"
        "    print(error)\n"
        "print(len(file.glossary))\n"
    )
    output, errors = python(script, str(file.path)).communicate(timeout=60)
    assert output.splitlines() == [
        f"{file.path} cannot be written (File too large), and nothing was changed: check its "
        "folder and the room on the disk.",
        "1",
    ], errors
    assert file.path.read_bytes() == before
    assert os.listdir(folder) == ["g.tsv"]


def test_a_program_that_saves_while_a_change_is_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It saves without a lock, between our reading and our writing: both changes are there."""
    file = glossary_file(folder, "source\ttarget\nحلب\tAleppo\n")
    true = Sheet.edited
    saved: list[str] = []

    def meanwhile(sheet: Sheet, *arguments: object) -> Sheet:
        after = true(sheet, *arguments)  # type: ignore[arg-type]
        if len(saved) < 2:
            saved.append(f"دمشق {'اب'[len(saved)]}\tDamascus\n")
            with file.path.open("a", encoding="utf-8") as other:
                other.write(saved[-1])
        return after

    monkeypatch.setattr(Sheet, "edited", meanwhile)
    file.put(HOMS)
    text = "source\ttarget\nحلب\tAleppo\n" + "".join(saved) + "حمص\tHoms\n"
    assert file.path.read_text("utf-8") == text


def test_a_lock_that_is_held_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossary.file._PATIENCE", 0.2)
    file = glossary_file(folder, "source\ttarget\n")
    holder = python(
        "with _locked(file.path):\n    print('held', flush=True)\n    sys.stdin.read()\n",
        str(file.path),
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(GlossaryError, match="is being changed by another page or program"):
        file.put(HOMS)
    holder.communicate("")
    assert file.put(HOMS).terms == (HOMS,)


def test_locks_lie_elsewhere_where_there_is_no_folder_for_caches(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = glossary_file(folder, "source\ttarget\n")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(file.path))
    assert file.put(HOMS).terms == (HOMS,)
    assert os.listdir(folder) == ["g.tsv"]
