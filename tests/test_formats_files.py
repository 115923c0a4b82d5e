"""Outputs are written whole or not at all, and what cannot be one is known before the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.errors import InputError, TranslatorError
from translator.formats.output import PART, check_writable, make_folder, remove_parts, write_file


def test_a_file_is_replaced_whole_and_nothing_else_is_left(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("old")
    write_file(target, "جديد\r\n")
    assert target.read_bytes() == "جديد\r\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_file(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_device_is_written_directly():
    write_file(Path("/dev/null"), "x")
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [(28, TranslatorError, "No space left"), (13, InputError, "Permission denied")],
)
def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch, number, kind, words):
    target = tmp_path / "a.txt"
    target.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(number, words)

    monkeypatch.setattr("translator.formats.output.os.replace", fail)
    with pytest.raises(kind, match=words) as caught:
        write_file(target, "new")
    assert caught.value.exit_status == (1 if number == 28 else 2)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_what_a_killed_run_left_is_removed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f".a.txt{PART}").write_text("half")
    (tmp_path / "in" / "b.txt").write_text("whole")
    assert remove_parts(tmp_path) == 1
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["b.txt"]


def test_what_cannot_become_an_output_is_known_before_the_work(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        check_writable(tmp_path)
    with pytest.raises(InputError, match="there is no folder"):
        check_writable(tmp_path / "none" / "a.txt")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="is a file"):
        make_folder(tmp_path / "file")
    with pytest.raises(InputError, match="Not a directory"):
        make_folder(tmp_path / "file" / "below")
