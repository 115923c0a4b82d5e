"""Archives: unpacked where they belong, or not at all."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from translator.errors import InputError, TranslatorError
from translator.models import archive
from translator.models.archive import unpack


def packed(path: Path, *names: str, mode: int = 0) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("model.npz", "weights")
        for name in names:
            member = zipfile.ZipInfo(name)
            member.external_attr = mode << 16
            opened.writestr(member, "harmless")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep" / "folder").mkdir(parents=True)
    return tmp_path / "deep" / "folder"


def test_files_and_folders_are_unpacked(tmp_path: Path, folder: Path) -> None:
    unpack(packed(tmp_path / "a.zip", "inside/b.txt", "inside/", "c..d"), folder)
    found = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
    assert found == ["c..d", "inside/b.txt", "model.npz"]
    assert (folder / "inside" / "b.txt").read_text() == "harmless"


@pytest.mark.parametrize(
    "name", ["../b.txt", "a/../../b.txt", "/tmp/b.txt", "C:/b.txt", "..\\b.txt", "\\b.txt", "a/.."]
)
def test_a_member_that_would_land_elsewhere(tmp_path: Path, folder: Path, name: str) -> None:
    with pytest.raises(InputError, match="would land outside its folder"):
        unpack(packed(tmp_path / "a.zip", name), folder)
    assert not list(folder.iterdir())
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.zip", "deep", "folder"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices(tmp_path: Path, folder: Path, kind: int) -> None:
    with pytest.raises(InputError, match="is a link or a device"):
        unpack(packed(tmp_path / "a.zip", "b", mode=kind | 0o777), folder)
    assert not list(folder.iterdir())


def test_two_members_of_one_name(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(InputError, match="two members of one name"):
        unpack(packed(tmp_path / "a.zip", "b/c", "b//c"), folder)


def test_sizes_beyond_any_model(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = packed(tmp_path / "a.zip", "b")
    monkeypatch.setattr(archive, "MOST_BYTES", 10)
    with pytest.raises(InputError, match="more than any model"):
        unpack(file, folder)
    monkeypatch.undo()
    monkeypatch.setattr(archive, "MOST_MEMBERS", 1)
    with pytest.raises(InputError, match="holds 2 members"):
        unpack(file, folder)
    assert not list(folder.iterdir())


def test_a_full_disk(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = packed(tmp_path / "a.zip", "b")
    monkeypatch.setattr(
        archive.shutil, "disk_usage", lambda _: archive.shutil._ntuple_diskusage(9, 9, 0)
    )
    with pytest.raises(TranslatorError, match="make room"):
        unpack(file, folder)


@pytest.mark.parametrize("damage", [slice(0, 40), slice(30, None)])
def test_an_archive_cut_short(tmp_path: Path, folder: Path, damage: slice) -> None:
    file = packed(tmp_path / "a.zip", "b")
    file.write_bytes(file.read_bytes()[damage])
    with pytest.raises(InputError, match="cannot be unpacked"):
        unpack(file, folder)


def test_a_damaged_member(tmp_path: Path, folder: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as opened:
        opened.writestr("b", "some harmless words")
    whole = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(whole.replace(b"harmless", b"harmful!", 1))
    with pytest.raises(InputError, match="cannot be unpacked"):
        unpack(tmp_path / "a.zip", folder)
