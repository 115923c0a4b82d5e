"""`translator gloss`: files in, glosses out, with the real model and lexicon."""

from __future__ import annotations

import io
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from command_line import ARTICLE, OTHER, Run, files, put, run
from docx import Document as WordDocument
from playwright.sync_api import Browser

from glossary.gloss import compiled, load, load_lexicon
from translator.commands import gloss as command
from translator.document import Segment
from translator.formats.columns import columns
from translator.gloss import GlossedDocument, GlossedSegment, glossed_segment, write_text

__all__ = ["run"]

SENTENCE = "وسيلتقيهم الوزير غدا في دمشق.\n"


def _docx(text: str) -> bytes:
    made = WordDocument()
    made.add_paragraph(text.strip())
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def records(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_pipe_gets_a_line_a_word_and_the_english_behind(run: Run) -> None:
    done = run("gloss", stdin=SENTENCE.encode())
    assert done.status == 0, done.err
    *words, english, blank = done.out.split("\n")[:-1]
    assert blank == ""
    assert re.fullmatch("‘.+’", english)
    rows = [line.split("\t") for line in words]
    assert {len(row) for row in rows} == {6}
    assert [row[0] for row in rows] == ["وسيلتقيهم", "الوزير", "غدا", "في", "دمشق"]
    assert rows[0][2] == "و+س+يلتقي+هم"
    assert rows[1][2] == "ال+وزير"
    assert rows[1][4:] == ["noun", rows[1][5]]
    assert "minister" in rows[1][5]
    assert rows[4][5] == "Damascus"


def test_records_place_each_word_in_its_document(run: Run) -> None:
    done = run("gloss", put("a.txt"), "--to", "jsonl")
    assert done.status == 0, done.err
    found = records(done.out)
    for one in found:
        start, end = one["span"]  # type: ignore[misc]
        assert ARTICLE[start:end] == one["surface"]
        assert one["document"] == "a.txt"
    words = [(one["segment"], one["word"]) for one in found]
    assert words == sorted(words)
    assert {segment for segment, _ in words} == {0, 1, 2, 3}
    damascus = next(one for one in found if one["surface"] == "دمشق")
    assert damascus["gloss"] == damascus["aligned"] == "Damascus"
    minister = next(one for one in found if one["surface"] == "وزير")
    assert minister["buckwalter"] == "wzyr"
    assert minister["transliteration"] == "wazīr"
    readings = minister["analyses"]
    assert isinstance(readings, list)
    assert readings[0]["gloss"] == minister["gloss"]
    assert [morph["form"] for morph in readings[0]["morphs"]] == ["وزير"]


def test_the_translation_chooses_the_reading(run: Run) -> None:
    for text, expected in (("كتب الرئيس رسالة.", "verb"), ("قرأ الرئيس كتب التاريخ.", "noun")):
        done = run("gloss", "--to", "jsonl", stdin=text.encode())
        found = next(one for one in records(done.out) if one["surface"] == "كتب")
        assert found["pos"] == expected, text


def test_no_translation_glosses_alone(run: Run) -> None:
    done = run("gloss", "--no-translation", stdin=SENTENCE.encode())
    assert done.status == 0, done.err
    lines = done.out.split("\n")
    assert all("\t" in line for line in lines[:-2])
    assert lines[-2:] == ["", ""]
    done = run("gloss", "--no-translation", "--to", "jsonl", stdin=SENTENCE.encode())
    assert {one["aligned"] for one in records(done.out)} == {None}


def test_the_name_after_o_says_what_is_written(run: Run) -> None:
    put("a.txt")
    for name, begins in (
        ("a.html", "<!DOCTYPE html>"),
        ("a.jsonl", '{"document"'),
        ("b.txt", "وصول"),
    ):
        assert run("gloss", "a.txt", "-o", name, "--no-translation").out == ""
        assert Path(name).read_text(encoding="utf-8").startswith(begins)
    assert files() == ["a.html", "a.jsonl", "a.txt", "b.txt"]
    assert run("gloss", "a.txt", "-o", "-", "--to", "html").out.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("suffix", ["docx", "html", "srt"])
def test_other_kinds_of_file_are_read(run: Run, suffix: str) -> None:
    contents: dict[str, str | bytes] = {
        "docx": _docx(OTHER),
        "html": f"<p>{OTHER}</p>",
        "srt": f"1\n00:00:01,000 --> 00:00:02,000\n{OTHER}",
    }
    put(f"a.{suffix}", contents[suffix])
    done = run("gloss", f"a.{suffix}", "--no-translation", "--to", "jsonl")
    assert done.status == 0, done.err
    assert [one["surface"] for one in records(done.out)] == re.findall("[\u0621-\u064a]+", OTHER)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["missing.txt"], "missing.txt"),
        (["a.txt", "-o", "a.pdf"], "a.pdf: glosses are not written as .pdf"),
        (["a.txt", "-o", "a.txt"], "a.txt is the input"),
        (["a.txt", "-o", "nowhere/b.txt"], "no folder nowhere"),
        (["a.txt", "--no-translation", "--model", "embedded"], "leave out --model"),
        (["a.txt", "--no-glossary", "--glossary", "a.tsv"], "contradict each other"),
        ([""], "a name is empty"),
        (["a.txt", "--glossary", "none.tsv"], "none.tsv"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(run: Run, argv: list[str], words: str) -> None:
    put("a.txt")
    done = run("gloss", *argv)
    assert done.status == 2
    assert words in done.err
    assert done.err.startswith("translator: ")
    assert len(done.err.splitlines()) == 1
    assert done.out == ""
    assert files() == ["a.txt"]
    assert Path("a.txt").read_text(encoding="utf-8") == ARTICLE


def test_a_glossary_of_ones_own_names_the_word(run: Run) -> None:
    put("g.tsv", "source\ttarget\nدمشق\tDimashq\n")
    done = run("gloss", "--glossary", "g.tsv", "--to", "jsonl", stdin=SENTENCE.encode())
    found = next(one for one in records(done.out) if one["surface"] == "دمشق")
    assert found["gloss"] == "Dimashq"
    done = run("gloss", "--no-glossary", "--to", "jsonl", stdin=SENTENCE.encode())
    assert all(one["analyses"][0]["source"] != "glossary" for one in records(done.out))  # type: ignore[index]


def test_without_the_lexicon_a_line_says_how_to_get_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "load_lexicon", lambda: None)
    done = run("gloss", stdin=SENTENCE.encode())
    assert done.status == 0
    assert 'pip install "arabic-translator[gloss]"' in done.err
    assert len(done.err.splitlines()) == 1
    assert "دمشق" in done.out
    assert "Damascus" in done.out


def test_while_the_lexicon_is_compiled_a_line_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = ("gloss", "--no-translation")
    monkeypatch.setattr(load, "frequent", lambda: ["الوزير"])
    monkeypatch.setattr(compiled, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(command, "load_lexicon", load_lexicon.__wrapped__)
    first = run(*asked, stdin=SENTENCE.encode())
    assert first.err == f"translator: {command.COMPILING}\n"
    assert len(list((tmp_path / "cache").iterdir())) == 2
    second = run(*asked, stdin=SENTENCE.encode())
    assert (second.err, second.out) == ("", first.out)
    next((tmp_path / "cache").glob("forms-*")).unlink()
    assert run(*asked, stdin=SENTENCE.encode()).err == first.err


# --- columns on a terminal ---------------------------------------------------------------------


def on_terminal(text: str, width: int) -> list[str]:
    one = Segment(0, text, (0, len(text)))
    segment = glossed_segment(0, one, None, load_lexicon())
    said = GlossedSegment(0, one, segment.words, segment.aligned, "He will meet them tomorrow.")
    return write_text(GlossedDocument("x", (said,)), width=width).split("\n")


@pytest.mark.parametrize("width", [80, 120, 200])
def test_columns_stand_under_their_headings(width: int) -> None:
    lines = on_terminal("وسيلتقيهم الوزيرُ غداً فِي دِمَشْقَ", width)
    heading = lines[0]
    assert all(columns(line) < width for line in lines)
    place = columns(heading[: heading.index("part of speech")])
    tops = [line for line in lines[1:] if re.search("[\u0621-\u064a]", line)]
    assert len(tops) == 5
    for line in tops:
        before = line[: re.search(r"(noun|verb|preposition|adverb|name)\b", line).start()]  # type: ignore[union-attr]
        assert columns(before) == place, line
    assert "‘He will meet them tomorrow.’" in lines


@pytest.mark.parametrize(
    ("width", "headings"),
    [
        (100, ["word", "romanized", "split", "lemma", "part of speech", "gloss"]),
        (80, ["word", "romanized", "split", "part of speech", "gloss"]),
        (50, ["word", "part of speech", "gloss"]),
    ],
)
def test_a_narrow_terminal_has_fewer_columns(width: int, headings: list[str]) -> None:
    lines = on_terminal("وسيلتقيهم بمستشفياتهم الوزير", width)
    assert re.split(" {2,}", lines[0].replace("\u200e", "")) == headings
    assert all(columns(line) < width for line in lines)


def test_right_to_left_order_leaves_columns_in_place(browser: Browser) -> None:
    """A browser orders bidirectional text as a terminal that does so: cells stay left to right."""
    lines = on_terminal("وسيلتقيهم الوزيرُ غداً فِي دِمَشْقَ", 200)
    page = browser.new_page()
    for line in lines[1:6]:
        page.set_content("<pre dir=auto></pre>")
        cells = re.split(" {2,}", line.strip("\u200e "))
        assert len(cells) == 6, line
        places = page.evaluate(
            """([line, cells]) => {
              const pre = document.querySelector('pre');
              pre.textContent = line;
              let at = 0;
              return cells.map((cell) => {
                const start = line.indexOf(cell, at);
                at = start + cell.length;
                const range = document.createRange();
                range.setStart(pre.firstChild, start);
                range.setEnd(pre.firstChild, at);
                const { left, right } = range.getBoundingClientRect();
                return [left, right];
              });
            }""",
            [line, cells],
        )
        for one, following in pairwise(places):
            assert one[1] <= following[0], line
    page.close()


# --- the process -------------------------------------------------------------------------------


def test_help_names_the_extra(run: Run) -> None:
    done = run("gloss", "--help")
    assert done.status == 0
    assert "arabic-translator[gloss]" in " ".join(done.out.split())
