"""`translator bulk` run again: what is finished stays, what has changed is done again and named."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from command_line import bulk, put, run
from command_line import files as all_files

from translator.api import Translator
from translator.bulk.cache import Cache
from translator.bulk.state import FOLDER, held
from translator.document import TermUse, Translation, Warning
from translator.formats import limits
from translator.models import find

__all__ = ["bulk", "run"]

CITIES = {"a": "حلب", "b": "دمشق", "c": "إدلب"}


@pytest.fixture
def translated(monkeypatch) -> list[str]:
    """The sentences that the model is given, in whatever order."""
    given: list[str] = []
    real = Translator.translate_segments

    def noted(self, sources, **options):
        given.extend(sources)
        return real(self, sources, **options)

    monkeypatch.setattr(Translator, "translate_segments", noted)
    return given


def sentence(name: str) -> str:
    return f"وصل الوفد إلى مدينة {CITIES[name]} أمس."


def inputs() -> None:
    for name in CITIES:
        put(f"in/{name}.txt", sentence(name) + "\n")


def files() -> list[str]:
    return [name for name in all_files("out") if FOLDER not in Path(name).parts]


def marks() -> dict[str, tuple[int, int]]:
    """What tells which outputs were written again: each has a new number then."""
    stats = {name: Path("out", name).stat() for name in files()}
    return {name: (found.st_ino, found.st_mtime_ns) for name, found in stats.items()}


def written_again(before: dict[str, tuple[int, int]]) -> list[str]:
    after = marks()
    return [name for name in after if after[name] != before.get(name)]


def text(name: str) -> str:
    return Path("out", name).read_text(encoding="utf-8")


def test_what_is_finished_is_not_done_again(bulk, translated):
    inputs()
    assert bulk()[0] == 0
    before, _ = marks(), translated.clear()
    status, out, err = bulk()
    assert (status, err, translated, written_again(before)) == (0, "", [], [])
    assert out.startswith("3 files, 3 sentences, ")
    assert "words a second" not in out
    assert out.endswith("all of it finished before: nothing was done again\n")


def test_a_changed_input_is_done_again(bulk, translated):
    inputs()
    bulk()
    before, _ = marks(), translated.clear()
    put("in/b.txt", sentence("b").replace("أمس", "غدا") + "\n")
    assert bulk()[::2] == (0, "translator: 1 file changed: translated again\n")
    assert written_again(before) == ["b.txt"]
    assert len(translated) == 1


def test_an_input_that_only_looks_changed_is_not(bulk):
    inputs()
    bulk()
    before = marks()
    os.utime("in/b.txt", ns=(1, 1))
    os.utime("out/c.txt", ns=(1, 1))
    before["c.txt"] = marks()["c.txt"]
    assert bulk()[::2] == (0, "")
    assert written_again(before) == []


def test_an_output_that_is_gone_or_altered_is_made_again(bulk, translated):
    inputs()
    bulk()
    before, whole, _ = marks(), text("a.txt"), translated.clear()
    os.remove("out/a.txt")
    put("out/b.txt", text("b.txt").replace("Damascus", "damascus"))
    status, _, err = bulk()
    assert status == 0
    assert err == (
        "translator: outputs of 2 files are missing, altered or of a format not written before: "
        "made again\n"
    )
    assert written_again(before) == ["a.txt", "b.txt"]
    assert (text("a.txt"), "Damascus" in text("b.txt")) == (whole, True)
    assert translated == []  # they are in the cache


def test_a_changed_glossary_does_again_what_it_touches(bulk, translated):
    inputs()
    put("g.tsv", "source\ttarget\nحلب\tAleppo\n")
    bulk("--glossary", "g.tsv")
    before, _ = marks(), translated.clear()
    put("g.tsv", "source\ttarget\nحلب\tHalab\nبغداد\tBagdad\n")
    status, _, err = bulk("--glossary", "g.tsv")
    assert (status, err) == (0, "translator: glossary changed: 1 of 3 files are touched\n")
    assert written_again(before) == ["a.txt"]
    assert "Halab" in text("a.txt")
    assert translated == [sentence("a")]
    before = marks()
    assert bulk("--glossary", "g.tsv")[::2] == (0, "")
    assert written_again(before) == []
    status, _, err = bulk("--no-glossary")
    assert "glossary changed: 3 of 3 files are touched" in err
    rows = journal("SELECT DISTINCT name FROM glossary ORDER BY name")
    assert [name.decode() for (name,) in rows] == ["default+g.tsv"]


def journal(query: str) -> list[tuple[bytes, ...]]:
    connection = sqlite3.connect(f"out/{FOLDER}/journal.sqlite")
    found = connection.execute(query).fetchall()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--beam", "1"], "--beam"),
        (["--provenance"], "--provenance"),
        (["--consistent"], "--consistent"),
        (["--drop-boilerplate"], "--drop-boilerplate"),
    ],
)
def test_changed_options_are_named_and_do_everything_again(bulk, options, named):
    inputs()
    bulk()
    before = marks()
    status, _, err = bulk(*options)
    assert status == 0
    assert f"translator: {named} changed: 3 of 3 files are translated again\n" in err
    assert written_again(before) == ["a.txt", "b.txt", "c.txt"]


def test_another_model_does_everything_again(bulk, tmp_path):
    """A model whose files differ in white space alone: its checksum is another."""
    model = tmp_path / "model"
    shutil.copytree(find("embedded").path, model)
    config = model / "config.json"
    config.write_text(config.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    told = json.loads((model / "model.json").read_text(encoding="utf-8"))
    told["files"]["config.json"] = {
        "size": config.stat().st_size,
        "sha256": hashlib.sha256(config.read_bytes()).hexdigest(),
    }
    (model / "model.json").write_text(json.dumps(told), encoding="utf-8")
    inputs()
    bulk()
    before = marks()
    status, _, err = bulk("--model", str(model))
    assert (status, err) == (
        0,
        "translator: the model changed: 3 of 3 files are translated again\n",
    )
    assert written_again(before) == ["a.txt", "b.txt", "c.txt"]


def test_another_format_is_written_too(bulk):
    inputs()
    bulk()
    assert bulk("--to", "txt", "--to", "tsv")[0] == 0
    assert files() == ["a.tsv", "a.txt", "b.tsv", "b.txt", "c.tsv", "c.txt"]


def test_an_input_that_is_gone_is_told(bulk):
    inputs()
    bulk()
    os.remove("in/b.txt")
    status, _, err = bulk()
    assert (status, files()) == (0, ["a.txt", "b.txt", "c.txt"])
    assert err == (
        "translator: 1 input of an earlier run no longer there, translations stay: b.txt\n"
    )


def test_what_failed_is_tried_again(bulk):
    inputs()
    put("in/b.txt", "")
    assert bulk()[0] == 1
    put("in/b.txt", sentence("b"))
    assert bulk()[0] == 0
    assert files() == ["a.txt", "b.txt", "c.txt"]


def test_starting_over_removes_what_is_ours_alone(bulk, translated):
    inputs()
    put("in/x/d.txt", sentence("a"))
    bulk("--to", "txt", "--to", "html")
    put("out/mine.txt", "kept")
    put("out/b.html", "mine now")
    os.remove("in/c.txt")
    os.remove("in/x/d.txt")
    translated.clear()
    assert bulk("--fresh")[::2] == (0, "")
    assert files() == ["a.txt", "b.html", "b.txt", "mine.txt"]
    assert (text("b.html"), text("mine.txt")) == ("mine now", "kept")
    assert not Path("out/x").exists()
    assert sorted(translated) == sorted([sentence("a"), sentence("b")])


def test_a_damaged_journal_is_refused_and_started_over(bulk):
    inputs()
    bulk()
    put(f"out/{FOLDER}/journal.sqlite", "no database at all, but long enough to be one" * 100)
    status, _, err = bulk()
    assert status == 2
    assert "run with --fresh to start over" in err
    assert bulk("--fresh")[0] == 0


def test_two_runs_into_one_folder(bulk):
    inputs()
    with held(Path("out")):
        status, out, err = bulk()
    assert (status, out) == (2, "")
    assert err == (
        "translator: another run is writing into out; wait until it has ended, or choose another "
        "output folder\n"
    )
    assert files() == []
    assert bulk()[0] == 0


def test_what_is_kept_is_for_its_owner_alone(bulk):
    inputs()
    bulk()
    folder = Path("out", FOLDER)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


# --- the cache -------------------------------------------------------------------------------


def test_what_is_repeated_is_translated_once_and_comes_out_the_same(bulk, translated):
    inputs()
    for n in range(5):
        put(f"in/x/{n}.txt", f"{sentence('a')}\n\n{sentence('b')}\n")
    bulk("--to", "jsonl", "--no-cache")
    assert not Path("out", FOLDER, "cache.sqlite").exists()
    without = {name: text(name) for name in files()}
    bulk("--to", "jsonl", "--fresh")
    translated.clear()
    for name in files():
        os.remove(f"out/{name}")
    bulk("--to", "jsonl")
    assert translated == []
    assert {name: text(name) for name in files()} == without


def test_a_cache_keeps_the_newest_and_gives_back_what_it_got(tmp_path):
    use = TermUse("حلب", "حلب", "Aleppo", (0, 3), (1, 7), "model", "a note")
    unmet = TermUse("حمص", "حمص", None, (0, 3), None, None)
    warning = Warning("term", "\udcff")
    made = {
        bytes([n]): Translation(
            str(n), "x\u2028\ud800", -n / 3, ((0, 1, 2, 3),), (use, unmet), (warning,)
        )
        for n in range(10)
    }
    cache = Cache(tmp_path / "cache", most=4)
    for key, one in made.items():
        cache.put({key: one})
    keys = [(key, one.source) for key, one in made.items()]
    assert cache.found(keys) == {key: made[key] for key in list(made)[6:]}
    cache.close()
    (tmp_path / "cache").write_bytes(b"damaged" * 1000)
    again = Cache(tmp_path / "cache")
    assert again.found(keys) == {}
    again.put(made)
    assert again.found(keys) == made
    again.close()


# --- what can go wrong -----------------------------------------------------------------------


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


# --- archives --------------------------------------------------------------------------------


def test_the_files_of_an_archive_come_out_in_a_folder_of_its_name(bulk, translated):
    inputs()
    with zipfile.ZipFile("in/news.zip", "w") as archive:
        archive.writestr("x/one.txt", sentence("a"))
        archive.writestr("two.txt", sentence("b"))
        archive.writestr("empty.txt", "")
    status, out, _ = bulk()
    assert status == 1
    assert "news.zip/empty.txt: " in out
    assert files() == ["a.txt", "b.txt", "c.txt", "news.zip/two.txt", "news.zip/x/one.txt"]
    assert text("news.zip/two.txt") == text("b.txt").rstrip("\n") + "\n"
    with zipfile.ZipFile("in/news.zip", "w") as archive:
        archive.writestr("x/one.txt", sentence("a"))
        archive.writestr("two.txt", sentence("c"))
    before, _ = marks(), translated.clear()
    assert bulk()[0] == 0
    assert written_again(before) == ["news.zip/two.txt"]
    before = marks()
    assert bulk()[::2] == (0, "")
    assert written_again(before) == []
    os.remove("out/news.zip/x/one.txt")
    assert bulk()[0] == 0
    assert written_again(before) == ["news.zip/x/one.txt"]
