"""`translator bulk` and what it cannot read or write: named, and no other file stops."""

from __future__ import annotations

import errno
import gzip
import os
import subprocess
import sys

import pytest
from bulk_folder import files, inputs, sentence
from command_line import bulk, put, run

from translator.bulk.state import FOLDER
from translator.formats import limits

__all__ = ["bulk", "run"]


def test_a_file_that_is_too_large_is_refused_by_its_size(bulk):
    inputs()
    with open("in/huge.txt", "wb") as file:
        file.truncate(200 << 20)  # one line; it takes no room on the disk
    with gzip.open("in/packed.txt.gz", "wb", compresslevel=1) as file:
        for _ in range(65):
            file.write(b"\0" * (1 << 20))
    status, out, _ = bulk()
    assert status == 1
    assert "in/huge.txt holds 200 MiB; files of up to 64 MiB are translated: cut it" in out
    assert "in/packed.txt.gz holds 65 MiB; files of up to 64 MiB" in out
    assert files() == ["a.txt", "b.txt", "c.txt"]


def test_a_packed_file_cut_off_is_called_so_and_not_large(bulk):
    inputs()
    packed = gzip.compress(b"".join(os.urandom(20).hex().encode() for _ in range(50)))
    with open("in/cut.txt.gz", "wb") as file:
        file.write(packed[:500] + b"\xff" * 4)  # read as a size these are 4,096 MiB
    status, out, _ = bulk()
    assert status == 1
    assert "in/cut.txt.gz cannot be unpacked, it is damaged" in out


def test_a_sentence_that_is_too_long_is_refused(bulk, monkeypatch):
    monkeypatch.setattr(limits, "LONGEST", 100)
    inputs()
    put("in/b.txt", "قال " * 200)
    status, out, _ = bulk()
    assert status == 1
    assert "in/b.txt holds a sentence of 799 characters; sentences of up to 100" in out
    assert files() == ["a.txt", "c.txt"]


@pytest.mark.parametrize(
    ("what", "words"),
    [("file", "is no longer there"), ("folder", "has become a folder"), ("link", "is no longer")],
)
def test_what_vanishes_between_plan_and_reading_stops_no_other(bulk, monkeypatch, what, words):
    from translator.commands import bulk as module

    inputs()
    real = module.plan

    def planned(*given):
        found = real(*given)
        os.remove("in/b.txt")
        if what == "folder":
            os.mkdir("in/b.txt")
        elif what == "link":
            os.symlink("nowhere", "in/b.txt")
        return found

    monkeypatch.setattr(module, "plan", planned)
    status, out, _ = bulk()
    assert status == 1
    assert f"b.txt: in/b.txt {words}" in out
    assert files() == ["a.txt", "c.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_stops_no_other(bulk):
    inputs()
    os.chmod("in/b.txt", 0)
    status, out, _ = bulk()
    assert status == 1
    assert "b.txt: in/b.txt may not be read; change its permissions" in out


def test_a_damaged_document_stops_no_other(bulk):
    inputs()
    put("in/b.docx", b"PK\x03\x04word/document.xml" + b"\0" * 500)
    status, out, _ = bulk()
    assert status == 1
    assert "b.docx: in/b.docx " in out
    assert files() == ["a.txt", "b.txt", "c.txt"]


def test_a_folder_in_the_place_of_an_output_stops_no_other(bulk):
    inputs()
    put("out/b.txt/mine", "kept")
    status, out, _ = bulk()
    assert status == 1
    assert "cannot write out/b.txt: a folder or a device is in its place" in out
    assert files() == ["a.txt", "b.txt/mine", "c.txt"]


def test_a_file_that_the_system_does_not_let_grow_leaves_no_half(tmp_path):
    """The size of files is limited for the process: a write fails in the middle of an output."""
    import resource

    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(sentence("a"), encoding="utf-8")
    (folder / "b.txt").write_text(f"{sentence('b')}\n\n" * 3000, encoding="utf-8")
    (folder / "c.txt").write_text(sentence("c"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "translator", "bulk", "in", "-o", "out", "--to", "jsonl"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000)),
    )
    assert done.returncode == 1, done.stderr
    assert f"cannot write out/b.jsonl: {os.strerror(errno.EFBIG)}" in done.stdout
    out = tmp_path / "out"
    assert sorted(path.name for path in out.iterdir()) == [FOLDER, "a.jsonl", "c.jsonl"]


def test_a_disk_that_takes_no_journal_ends_the_run_in_one_sentence(tmp_path):
    import resource

    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(sentence("a"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "translator", "bulk", "in", "-o", "out"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert done.returncode == 1
    assert done.stderr.startswith("translator: the journal out/.translator/journal.sqlite cannot")
    assert done.stderr.endswith("see to its disk, then run the same command again to go on\n")
    assert done.stderr.count("\n") == 1
