"""`translator bulk` run again: what is finished stays, what has changed is done again and named."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest
from bulk_folder import files, inputs, marks, sentence, text, translated, written_again
from command_line import bulk, put, run

from translator.bulk.cache import Cache
from translator.bulk.state import FOLDER, held
from translator.document import TermUse, Translation, Warning
from translator.models import find

__all__ = ["bulk", "run", "translated"]


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
