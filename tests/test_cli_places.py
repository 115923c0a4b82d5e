"""Names, places and streams a command may meet: odd ones, closed ones, those out of reach."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import OTHER, TERMS, files, put, run

from glossary import Glossary, GlossaryError
from translator import Translator
from translator.errors import InputError, ModelError
from translator.formats import read
from translator.formats.output import check_writable, write_file
from translator.models import read_folder
from translator.settings import MAX_BEAM, MAX_THREADS

__all__ = ["run"]


def test_a_dash_after_o_is_standard_output(run):
    outcome = run("translate", put("a.txt", OTHER), "-o", "-")
    assert outcome.status == 0
    assert "Aleppo" in outcome.out
    assert files() == ["a.txt"]


def test_several_inputs_do_not_go_into_a_folder_named_like_a_file(run):
    put("a.txt", OTHER)
    put("b.txt", OTHER)
    outcome = run("translate", "a.txt", "b.txt", "-o", "all.txt")
    assert (outcome.status, outcome.out) == (2, "")
    assert "all.txt is a file's name; several inputs need a folder" in outcome.err
    assert files() == ["a.txt", "b.txt"]
    assert run("translate", "a.txt", "b.txt", "-o", "all.txt/").status == 0
    assert files("all.txt") == ["a.txt", "b.txt"]
    assert run("translate", "a.txt", "b.txt", "-o", "all.txt", "--to", "html").status == 0


@pytest.mark.parametrize(
    "argv",
    [
        ["translate", ""],
        ["translate", "a.txt", "-o", ""],
        ["bulk", "", "-o", "out"],
        ["bulk", "a.txt", "-o", ""],
        ["bulk", "a.txt", "-o", "-"],
    ],
)
def test_names_that_name_nothing_are_refused(run, argv):
    put("a.txt")
    outcome = run(*argv)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    assert files() == ["a.txt"]


def test_a_name_that_looks_like_an_option(run):
    put("-a.txt", OTHER)
    outcome = run("translate", "-a.txt")
    assert outcome.status == 2
    assert "put -- before the names of files" in outcome.err
    assert "Aleppo" in run("translate", "--", "-a.txt").out
    assert "put --" not in run("translate", "--nothing").err


@pytest.mark.parametrize("letters", ["خ" * 125, "a" * 251])
def test_the_longest_name_a_file_may_have(run, letters):
    put("a.txt", OTHER)
    name = f"{letters}.txt"
    assert run("translate", "a.txt", "-o", name).status == 0
    assert run("translate", name, "-o", "b.txt").status == 2  # the English has no Arabic
    assert files() == sorted([name, "a.txt"])
    outcome = run("translate", "a.txt", "-o", f"a{letters}{letters}.txt")
    assert outcome.status == 2
    assert "File name too long" in outcome.err


def test_an_old_outputs_permissions_stay(run):
    put("a.txt", OTHER)
    put("b.txt", "old")
    os.chmod("b.txt", 0o600)
    assert run("translate", "a.txt", "-o", "b.txt").status == 0
    assert stat.S_IMODE(os.stat("b.txt").st_mode) == 0o600
    assert run("bulk", "a.txt", "-o", "out").status == 0
    os.chmod("out/a.txt", 0o640)
    assert run("bulk", "a.txt", "-o", "out").status == 0
    assert stat.S_IMODE(os.stat("out/a.txt").st_mode) == 0o640


def no_entry(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Put `folder` out of reach, as for a user without rights: the tests may run as root."""

    def guard(name: str) -> None:
        true = getattr(os, name)

        def refuse(path, *args, **options):
            if isinstance(path, (str, os.PathLike)) and folder in Path(path).parents:
                raise PermissionError(13, "Permission denied", str(path))
            return true(path, *args, **options)

        monkeypatch.setattr(os, name, refuse)

    for name in ("stat", "lstat", "open", "scandir", "listdir"):
        guard(name)
    true_open = open

    def refuse_open(path, *args, **options):
        if isinstance(path, (str, os.PathLike)) and folder in Path(path).parents:
            raise PermissionError(13, "Permission denied", str(path))
        return true_open(path, *args, **options)

    monkeypatch.setattr("io.open", refuse_open)
    monkeypatch.setattr("builtins.open", refuse_open)
    true_access = os.access
    monkeypatch.setattr(
        os, "access", lambda path, *args: Path(path) != folder and true_access(path, *args)
    )


def test_what_lies_in_a_folder_out_of_reach_gets_its_sentence(tmp_path, monkeypatch):
    folder = tmp_path / "closed"
    folder.mkdir()
    no_entry(monkeypatch, folder)
    with pytest.raises(InputError, match=r"a\.txt may not be read; change its permissions"):
        read(folder / "a.txt")
    with pytest.raises(InputError, match="no permission to write in"):
        check_writable(folder / "out.txt")
    with pytest.raises(InputError, match=r"cannot write .*: Permission denied"):
        write_file(folder / "out.txt", "")
    with pytest.raises(ModelError, match=r"model: the folder cannot be read \(Permission denied"):
        read_folder(folder / "model")
    with pytest.raises(GlossaryError, match=r"g\.tsv cannot be read \(Permission denied"):
        Glossary.load(folder / "g.tsv")
    monkeypatch.setattr("glossary.term.user_file", lambda: folder / "glossary.tsv")
    with pytest.raises(GlossaryError, match=r"glossary\.tsv cannot be read"):
        Glossary.default()


def test_a_write_protected_output_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "kept.txt"
    path.write_text("kept")
    monkeypatch.setattr(os, "access", lambda place, _: Path(place) != path)
    for write in (check_writable, lambda place: write_file(place, "new")):
        with pytest.raises(InputError, match="write-protected"):
            write(path)
    assert path.read_text() == "kept"
    assert os.listdir(tmp_path) == ["kept.txt"]


def test_a_folder_in_place_of_the_users_glossary_is_named(run, tmp_path):
    (tmp_path / "config" / "arabic-translator" / "glossary.tsv").mkdir(parents=True)
    outcome = run("translate", put("a.txt"))
    assert outcome.status == 2
    assert "glossary.tsv is a folder" in outcome.err


def test_the_users_own_glossary_is_used(run, tmp_path):
    put(str(tmp_path / "config" / "arabic-translator" / "glossary.tsv"), TERMS)
    assert "حلب\tAleppo" in run("glossary", "lookup", "حلب").out
    outcome = run("translate", put("a.txt"), "--provenance")
    assert "glossary default+glossary.tsv" in outcome.out


POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a shell of Unix")


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m translator {line}'],
        capture_output=True,
        text=True,
        cwd=folder,
    )


@POSIX
def test_streams_that_the_caller_closed(tmp_path):
    (tmp_path / "a.txt").write_text(OTHER, encoding="utf-8")
    closed = shell("translate a.txt >&-", tmp_path)
    assert (closed.returncode, closed.stderr) == (
        1,
        "translator: standard output: Bad file descriptor\n",
    )
    assert shell("--help >&-", tmp_path).returncode == 1
    quiet = shell("translate a.txt -o b.txt >&-", tmp_path)
    assert (quiet.returncode, quiet.stderr) == (0, "")
    assert "Aleppo" in (tmp_path / "b.txt").read_text(encoding="utf-8")
    without = shell("translate a.txt 2>&-", tmp_path)
    assert (without.returncode, without.stdout) == (0, (tmp_path / "b.txt").read_text())
    assert shell("translate nothing.txt 2>&-", tmp_path).returncode == 2


@pytest.mark.parametrize(
    "settings", [{"beam": 0}, {"beam": MAX_BEAM + 1}, {"threads": 0}, {"threads": MAX_THREADS + 1}]
)
def test_settings_out_of_range(settings):
    with pytest.raises(ValueError, match=r"must be from 1 to \d+, not"):
        Translator.load(**settings)
