"""`translator bulk --tm` run again with another memory: what it touches is done again."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

from command_line import bulk, put, run

from translator.api import Translator
from translator.bulk.state import FOLDER

__all__ = ["bulk", "run"]

CITIES = {"a": "حلب", "b": "دمشق", "c": "إدلب", "x": "حمص"}
TOUCHED = "translator: the translation memory (--tm) changed: {} of 3 files are touched\n"


def sentence(name: str) -> str:
    return f"وصل الوفد إلى مدينة {CITIES[name]} أمس."


def memory(held: dict[str, str]) -> None:
    units = "".join(
        f'<tu><tuv xml:lang="ar"><seg>{sentence(name)}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{english}</seg></tuv></tu>'
        for name, english in held.items()
    )
    put("m.tmx", f'<tmx version="1.4"><header srclang="ar"/><body>{units}</body></tmx>')


def written() -> dict[str, int]:
    """The files in the output folder, with what tells whether they were written again."""
    found = (path for path in Path("out").rglob("*.txt") if FOLDER not in path.parts)
    return {path.relative_to("out").as_posix(): path.stat().st_ino for path in found}


def again(before: dict[str, int]) -> list[str]:
    return sorted(name for name, mark in written().items() if before[name] != mark)


def test_a_changed_memory_does_again_what_it_touches(bulk, monkeypatch):
    given: list[str] = []
    real = Translator.translate_segments

    def noted(self, sources, **options):
        given.extend(sources)
        return real(self, sources, **options)

    for name in "abc":
        put(f"in/{name}.txt", f"{sentence(name)}\n")
    bulk()
    monkeypatch.setattr(Translator, "translate_segments", noted)
    steps: list[tuple[dict[str, str], list[str]]] = [
        ({"a": "Hello."}, ["a.txt"]),
        ({"a": "Hello.", "x": "Elsewhere."}, []),
        ({"a": "Hello.", "b": "Bye."}, ["b.txt"]),
        ({"a": "Good day.", "b": "Bye."}, ["a.txt"]),
        ({"b": "Bye."}, ["a.txt"]),
    ]
    for held, files in steps:
        memory(held)
        before = written()
        status, _, err = bulk("--tm", "m.tmx")
        assert (status, again(before), err) == (0, files, TOUCHED.format(len(files))), held
        before = written()
        assert bulk("--tm", "m.tmx")[2] == ""
        assert again(before) == []
        for name in "abc":
            text = Path(f"out/{name}.txt").read_text(encoding="utf-8")
            assert text == f"{held[name]}\n" if name in held else CITIES[name] not in text
    assert given == []  # what the model had written before is in the cache
    before = written()
    assert bulk()[2] == TOUCHED.format(1)  # without a memory
    assert again(before) == ["b.txt"]
    assert "Damascus" in Path("out/b.txt").read_text(encoding="utf-8")


def test_a_changed_memory_and_files_in_an_archive(bulk):
    with zipfile.ZipFile(put("in/z.zip", b""), "w") as archive:
        for name in "abc":
            archive.writestr(f"{name}.txt", f"{sentence(name)}\n")
    bulk()
    memory({"b": "Bye."})
    before = written()
    assert bulk("--tm", "m.tmx")[0] == 0
    assert again(before) == ["z.zip/b.txt"]
    before = written()
    assert bulk("--tm", "m.tmx")[2] == ""
    assert again(before) == []


def test_a_journal_of_the_version_before_goes_on(bulk):
    put("in/a.txt", f"{sentence('a')}\n")
    bulk()
    connection = sqlite3.connect(f"out/{FOLDER}/journal.sqlite")
    connection.executescript(
        "DROP TABLE memory; ALTER TABLE file DROP COLUMN memory; PRAGMA user_version = 2;"
    )
    connection.close()
    before = written()
    assert bulk()[0] == 0
    assert again(before) == []
