"""Changes written into glossary files: which bytes change, who else writes, what can go wrong."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import filelock  # noqa: F401  (loaded before a child gives up the right to read it)
import platformdirs  # noqa: F401
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import Glossary, GlossaryError, Term
from glossary.edit import drop, put
from glossary.file import GlossaryFile, writable
from glossary.formats import COLUMNS
from glossary.formats.edit import Sheet
from glossary.formats.table import cells_of

ROOT = Path(__file__).parent.parent
ALEPPO = Term("حلب", "Aleppo")
HOMS = Term("حمص", "Homs")
HAMA = Term("حماة", "Hama", ("حماه",), ("Hamah",), ("Hamat",), "place", "exact", 'a "town", old')


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "mine"
    place.mkdir()
    return place


def glossary_file(folder: Path, text: str, name: str = "g.tsv") -> GlossaryFile:
    path = folder / name
    path.write_bytes(text.encode())
    return GlossaryFile(path)


def assert_as_read_again(file: GlossaryFile) -> None:
    """What is known of a file after a change, line by line, is what reading it anew would say."""
    assert file._sheet == GlossaryFile(file.path)._sheet


# name, before, after (each {} is the row that is put in the place of حمص, or at the end)
DIALECTS = {
    "comments, blank lines, cells left off": (
        "g.tsv",
        "utf-8",
        "# me\n\nsource\ttarget\tnote\nحلب\tAleppo\n\n# a\nحمص\t Homs \t\n  \nدمشق\tDamascus\tx\n",
        "# me\n\nsource\ttarget\tnote\nحلب\tAleppo\n\n# a\n{}\t\n  \nدمشق\tDamascus\tx\n",
        "حمص\tHims",
        "حماة\tHama\t",
    ),
    "no final line end": (
        "g.tsv",
        "utf-8",
        "source\ttarget\nحلب\tAleppo\nحمص\tHoms",
        "source\ttarget\nحلب\tAleppo\n{}",
        "حمص\tHims",
        "حماة\tHama",
    ),
    "other names and order, quoted cells, no column for more": (
        "g.csv",
        "utf-8",
        '"Comments","English", ar\r\n"a, ""b""",  Aleppo,حلب\r\n"two\r\nlines",Homs,"حمص"\r\n',
        '"Comments","English", ar\r\n"a, ""b""",  Aleppo,حلب\r\n{}\r\n',
        '"two lines","Hims","حمص"',
        '"","Hama","حماة"',
    ),
    "semicolons, a byte order mark, empty columns": (
        "g.csv",
        "utf-8-sig",
        'sep=;\r\nsource;target;note;;\r\nحلب;"Aleppo; city";;;\r\nحمص;Homs;\'x;;\r\n;;;;\r\n',
        'sep=;\r\nsource;target;note;;\r\nحلب;"Aleppo; city";;;\r\n{}\r\n;;;;\r\n',
        "حمص;Hims;'x;;",
        "حماة;Hama;;;",
    ),
    "spreadsheets' Unicode text": (
        "g.txt",
        "utf-16",
        'source\ttarget\tnote\r\nحلب\t"Aleppo, city"\t"the ""grey"" one"\r\nحمص\tHoms\t\r\n',
        'source\ttarget\tnote\r\nحلب\t"Aleppo, city"\t"the ""grey"" one"\r\n{}\r\n',
        "حمص\tHims\t",
        "حماة\tHama\t",
    ),
    "the other end first": (
        "g.txt",
        "utf-16-be",
        "\ufeffsource\ttarget\nحمص\tHoms\n",
        "\ufeffsource\ttarget\n{}\n",
        "حمص\tHims",
        "حماة\tHama",
    ),
    "old line ends": (
        "g.tsv",
        "utf-8",
        "source\ttarget\rحمص\tHoms\r",
        "source\ttarget\r{}\r",
        "حمص\tHims",
        "حماة\tHama",
    ),
    "line ends of two kinds, commas under another name": (
        "g.tsv",
        "utf-8",
        "target,source\nAleppo,حلب\r\nHoms,حمص\r\n# end\n",
        "target,source\nAleppo,حلب\r\n{}\r\n# end\n",
        "Hims,حمص",
        "Hama,حماة",
    ),
}


@pytest.mark.parametrize("kind", DIALECTS)
def test_only_the_lines_of_the_row_change(folder: Path, kind: str) -> None:
    name, encoding, text, frame, changed, added = DIALECTS[kind]
    path = folder / name
    before = text.encode(encoding)
    path.write_bytes(before)
    file = GlossaryFile(path)
    homs = next(term for term in file.glossary if term.source == "حمص")
    hims = replace(homs, target="Hims")
    assert hims in file.put(hims, homs)
    assert path.read_bytes() == frame.format(changed).encode(encoding)
    assert_as_read_again(file)
    file.put(homs, hims)
    file = GlossaryFile(path)
    path.write_bytes(before)
    end = re.findall("\r\n?|\n", text)[0]
    grown = f"{text}{added}{end}" if text.endswith(("\r", "\n")) else f"{text}{end}{added}"
    hama = Term("حماة", "Hama")
    assert file.put(hama).terms[-1] == hama
    assert path.read_bytes() == grown.encode(encoding)
    assert Glossary.load(path).terms == file.glossary.terms
    assert_as_read_again(file)
    file.drop(hama)
    assert path.read_bytes() == before
    file.drop(homs)
    assert_as_read_again(file)
    start, _, rest = frame.partition("{}")
    gone = start + rest.lstrip("\t").removeprefix("\r").removeprefix("\n")
    gone = gone if rest else start[: -len(end)]
    assert path.read_bytes() == gone.encode(encoding)
    assert sorted(os.listdir(folder)) == [name]


@pytest.mark.parametrize(
    ("header", "grown", "row"),
    [
        (
            "source\ttarget\n",
            "source\ttarget\tvariants\taccept\tavoid\ttype\tmatch\tnote\n",
            'حماة\tHama\tحماه\tHamah\tHamat\tplace\texact\ta "town", old\n',
        ),
        (
            "note,target,source\r\n",
            "note,target,source,variants,accept,avoid,type,match\r\n",
            '"a ""town"", old",Hama,حماة,حماه,Hamah,Hamat,place,exact\r\n',
        ),
        (
            "source;target;type;;\n",
            "source;target;type;variants;accept;avoid;match;note\n",
            'حماة;Hama;place;حماه;Hamah;Hamat;exact;"a ""town"", old"\n',
        ),
    ],
)
def test_a_column_that_is_missing_is_added(folder: Path, header: str, grown: str, row: str) -> None:
    comments = "# source, target\n"
    separator = "\t" if "\t" in header else header[6:7] if ";" in header else ","
    cells = ["حلب", "Aleppo"] if header.startswith("source") else ["", "Aleppo", "حلب"]
    line = separator.join(cells) + "\n"
    file = glossary_file(folder, comments + header + line, "g.csv")
    assert file.put(HAMA).terms == (ALEPPO, HAMA)
    assert file.path.read_bytes() == (comments + grown + line + row).encode()
    assert Glossary.load(file.path).terms == (ALEPPO, HAMA)


def test_a_column_is_added_for_a_row_that_is_changed(folder: Path) -> None:
    file = glossary_file(folder, "source\ttarget\nحلب\tAleppo\nحمص\tHoms\n")
    file.put(replace(ALEPPO, type="place"), ALEPPO)
    text = "source\ttarget\ttype\nحلب\tAleppo\tplace\nحمص\tHoms\n"
    assert file.path.read_text("utf-8") == text


def test_rows_that_agree_count_as_one(folder: Path) -> None:
    text = "source\ttarget\tvariants\nحلب\tAleppo\tالشهباء\nحلب\tAleppo\nالشهباء\tAleppo\n"
    file = glossary_file(folder, text)
    assert file.glossary.terms == (ALEPPO, Term("الشهباء", "Aleppo"))
    file.put(Term("حلب", "Halab"), ALEPPO)
    assert file.path.read_text("utf-8") == (
        "source\ttarget\tvariants\nحلب\tHalab\nالشهباء\tAleppo\n"
    )
    file = glossary_file(folder, text)
    file.drop(Term("الشهباء", "Aleppo"))
    assert Glossary.load(file.path).terms == (ALEPPO,)
    file.drop(ALEPPO)
    assert Glossary.load(file.path).terms == ()


def test_what_a_row_cannot_be(folder: Path) -> None:
    file = glossary_file(folder, "source\ttarget\nحلب\tAleppo\nحمص\tHoms\n")
    before = file.path.read_bytes()
    for term, old, message in (
        (Term("حمص", "Hims"), None, "حمص is there already, as Homs"),
        (Term("حمص", "Hims"), ALEPPO, "حمص is there already, as Homs"),
        (HAMA, Term("حماة", "Hamah"), "The row حماة is no longer there as it was"),
        (Term("Hama", "Hama"), None, "Hama holds no Arabic letter"),
        (Term("#حماة", "Hama"), None, "cannot hold the row #حماة as it is"),
        (Term("حماة", "a\0b"), None, "cannot hold the row حماة as it is"),
        (Term("حماة", "a\ud800"), None, "cannot hold the row حماة as it is"),
        (Term("حماة ", "Hama"), None, "cannot hold the row حماة  as it is"),
        (Term("حماة", "a\tb"), None, "holds a tab or line break"),
    ):
        with pytest.raises(GlossaryError) as error:
            file.put(term, old)
        assert message in str(error.value)
        assert "another program" not in str(error.value)
        assert file.path.read_bytes() == before
        assert file.glossary.terms == (ALEPPO, HOMS)
    assert os.listdir(folder) == ["g.tsv"]


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
def reachable() -> Iterator[Path]:
    """A folder that every account may enter."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
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


SOURCES = ("حلب", "حمص", "حماة", "حماه", "الشهباء", "دمشق الشام", "أب", "اب", "إب")
ROWS = st.builds(
    Term,
    st.sampled_from(SOURCES),
    st.sampled_from(("", "Name", 'a "b", c;d', "'x")),
    st.lists(st.sampled_from(SOURCES), max_size=2, unique=True).map(tuple),
    note=st.sampled_from(("", "x, y", '"z"')),
    type=st.sampled_from(("", "", "place")),
)


def shaped(rows: list[Term], ending: str, end: str, shape: str) -> str:
    """The text of a glossary file in some shape that people give them."""
    mark = "\t" if ending == ".tsv" else ";"
    columns = list(COLUMNS) if shape == "all" else ["note", "target", "variants", "source"]
    lines = ["# mine", mark.join(columns)]
    for row in rows:
        cells = dict(zip(COLUMNS, cells_of(row), strict=True))
        line = mark.join(f'"{cells[name].replace(chr(34), chr(34) * 2)}"' for name in columns)
        if mark == ";" and shape == "lines":
            line = line.replace("x, y", "x,\ny")
        lines += [line, "", "# a note"][: 3 if shape == "lines" else 1]
    text = "\n".join(lines)
    return text.replace("\n", end) + end if end else text


@settings(deadline=None, max_examples=200)
@given(
    rows=st.lists(ROWS, max_size=6),
    changes=st.lists(st.tuples(ROWS, st.integers(-3, 5), st.booleans()), max_size=5),
    ending=st.sampled_from((".tsv", ".csv")),
    end=st.sampled_from(("\n", "\r\n", "")),
    shape=st.sampled_from(("all", "few", "lines")),
)
def test_a_file_does_what_the_terms_do(
    rows: list[Term],
    changes: list[tuple[Term, int, bool]],
    ending: str,
    end: str,
    shape: str,
) -> None:
    """Whatever is put in and taken out, the file loads to what `put` and `drop` give."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"g{ending}"
        kept = [replace(row, type=row.type if shape == "all" else "") for row in rows]
        kept = list(Glossary(tuple(kept)).effective)
        path.write_bytes(shaped(kept, ending, end, shape).encode())
        file = GlossaryFile(path)
        assert file.glossary.terms == tuple(kept)
        for typed, place, take in changes:
            term = Glossary((typed,)).effective[0]
            terms = file.glossary.terms
            old = terms[place] if 0 <= place < len(terms) else None
            try:
                wanted = drop(terms, old or term) if take else put(terms, term, old)
            except GlossaryError:
                with pytest.raises(GlossaryError):
                    file.drop(old or term) if take else file.put(term, old)
                wanted = terms
            else:
                file.drop(old or term) if take else file.put(term, old)
            assert file.glossary.terms == wanted
            assert Glossary.load(path).terms == wanted
            assert_as_read_again(file)
