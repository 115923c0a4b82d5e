"""`--tm`: what a translation memory holds comes out as it is, and is said to come from there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from command_line import ARTICLE, Run, files, put, run

from glossary import Glossary
from translator import Translator
from translator.engine import Decoding, Engine
from translator.memory import Memory

__all__ = ["run"]

FIRST = "وصل وزير الخارجية الروسي إلى العاصمة السورية دمشق يوم الأحد."
LAST = "وأضاف أن الجيش سيطر على مدينة إدلب صباح اليوم."
KEPT = "Russia’s foreign minister flew into the Syrian capital, Damascus, on Sunday."


@pytest.fixture
def memory(run: Run) -> Memory:
    """A memory with one sentence of the article, its lines broken in another way."""
    made = Memory.open("kept.tmx")
    made.put(FIRST.replace(" السورية", "\n السورية"), KEPT, note="old.txt")
    return made


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_sentence_of_the_memory_comes_out_as_it_is(run: Run, memory: Memory) -> None:
    before = memory.path.read_bytes()
    article = put("a.txt", ARTICLE.replace(" الروسي", "\nالروسي"))
    plain = rows(run("translate", article, "--to", "jsonl").out)
    outcome = run("translate", article, "--to", "jsonl", "--tm", "kept.tmx")
    found = rows(outcome.out)
    assert outcome.status == 0
    assert "translator: 1 segment from the memory kept.tmx\n" in outcome.err
    assert [row.get("origin", "machine") for row in found].count("memory") == 1
    for was, now in zip(plain, found, strict=True):
        if now.get("origin", "machine") == "memory":
            assert (now["translation"], now["source"]) == (KEPT, was["source"])
            assert now["alignment"]
            assert now["warnings"] == []
        else:
            assert now == was
    assert memory.path.read_bytes() == before
    assert files() == ["a.txt", "kept.tmx"]


def test_nothing_of_the_memory_is_decoded(
    run: Run, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources: list[str] = []
    real = Engine.decoded

    def watched(self: Engine, jobs, how):  # type: ignore[no-untyped-def]
        if how.beam > 1:  # what is only aligned is followed with a beam of 1
            sources.extend("".join(job.source.pieces).replace("▁", " ") for job in jobs)
        return real(self, jobs, how)

    monkeypatch.setattr(Engine, "decoded", watched)
    run("translate", put("a.txt"), "--tm", "kept.tmx", "--no-glossary")
    assert any("الجيش" in source for source in sources)
    assert not any("الخارجية" in source for source in sources)


def test_a_term_that_the_memory_lacks_is_a_warning(run: Run, memory: Memory) -> None:
    memory.put(LAST, "He added that the army took the city this morning.")
    outcome = run("translate", put("a.txt", LAST), "--tm", "kept.tmx", "--strict")
    assert outcome.out == "He added that the army took the city this morning.\n"
    assert outcome.status == 3
    assert "إدلب is not rendered as Idlib: this English does not have it" in outcome.err
    without = run("translate", "a.txt", "--tm", "kept.tmx", "--strict", "--no-glossary")
    assert "is not rendered" not in without.err
    assert "name: إدلب (perhaps Idlib) is missing" in without.err
    assert without.status == 3


def test_outputs_name_the_memory(run: Run, memory: Memory) -> None:
    put("a.txt")
    said = "1 segment from the memory kept.tmx"
    assert said in run("translate", "a.txt", "--tm", "kept.tmx", "--provenance").out
    assert said in run("translate", "a.txt", "--tm", "kept.tmx", "--to", "html").out
    assert "the memory" not in run("translate", "a.txt", "--provenance").out
    put("b.txt", LAST)
    outcome = run("translate", "a.txt", "b.txt", "--tm", "kept.tmx", "--provenance")
    assert "0 segments from the memory kept.tmx, " in outcome.out
    assert f"translator: {said}" in outcome.err


def test_bulk_counts_what_came_from_the_memory(run: Run, memory: Memory) -> None:
    put("in/a.txt")
    put("in/b.txt", f"{FIRST}\n")
    put("in/c.txt", f"{LAST}\n")
    outcome = run("bulk", "in", "-o", "out", "--tm", "kept.tmx", "--report", "r.json")
    assert outcome.status == 0
    assert "2 segments from the memory kept.tmx\n" in outcome.out
    assert Path("out/b.txt").read_text(encoding="utf-8") == f"{KEPT}\n"
    report = json.loads(Path("r.json").read_text(encoding="utf-8"))
    assert report["from_memory"] == 2
    assert {one["document"]: one["from_memory"] for one in report["files"]} == {
        "a.txt": 1,
        "b.txt": 1,
        "c.txt": 0,
    }
    assert "2 segments from the memory kept.tmx" in report["provenance"]["settings"]
    without = run("bulk", "in", "-o", "out", "--report", "r.json")
    assert "memory" not in without.out
    assert json.loads(Path("r.json").read_text(encoding="utf-8"))["from_memory"] == 0


def test_units_of_other_languages_are_counted(run: Run) -> None:
    put(
        "m.tmx",
        '<tmx version="1.4"><header/><body><tu><tuv xml:lang="fr"><seg>Non</seg></tuv></tu>'
        f'<tu><tuv xml:lang="ar"><seg>{FIRST}</seg></tuv>'
        '<tuv xml:lang="en"><seg> </seg></tuv></tu></body></tmx>',
    )
    outcome = run("translate", put("a.txt", FIRST), "--tm", "m.tmx")
    assert "m.tmx: 2 units without both Arabic and English left out" in outcome.err
    assert "0 segments from the memory m.tmx" in outcome.err
    assert "minister" in outcome.out.lower()


def test_one_form_for_a_name_does_not_touch_what_a_person_wrote(
    engine: Engine, tmp_path: Path
) -> None:
    """Without a memory the first of these would get the form of the other two."""
    kept = {
        "غادر الوفد بلدة جرجناز صباح اليوم": "The delegation left the town of Jarjnaz today",
        "قصفت الطائرات بلدة جرجناز مرتين": "The planes struck the town of Jarganaz twice",
        "عاد السكان إلى بلدة جرجناز أمس": "The residents returned to the town of Jarganaz",
    }
    memory = Memory.open(tmp_path / "m.tmx")
    for source, target in kept.items():
        memory.put(source, target)
    found = Translator(engine, Decoding()).translate_text(
        "\n".join(kept), lines=True, consistent=True, memory=memory
    )
    assert [one.target for one in found.translations] == list(kept.values())
    assert {one.origin for one in found.translations} == {"memory"}


def test_in_code_all_else_is_as_without_a_memory(engine: Engine, tmp_path: Path) -> None:
    translator = Translator(engine, Decoding())
    memory = Memory.open(tmp_path / "m.tmx")
    memory.put(FIRST, KEPT)
    glossary = Glossary.default()
    plain = translator.translate_text(ARTICLE, glossary=glossary)
    held = translator.translate_text(ARTICLE, glossary=glossary, memory=memory)
    [number] = [n for n, one in enumerate(held.translations) if one.origin == "memory"]
    others = list(held.translations)
    others[number] = plain.translations[number]
    assert tuple(others) == plain.translations
    assert held.provenance == replace(
        plain.provenance, settings="beam 2, 1 segment from the memory m.tmx"
    )
    assert memory.entries == Memory.load(memory.path).entries
    assert len(memory.entries) == 1


@pytest.mark.parametrize("command", ["translate", "bulk"])
@pytest.mark.parametrize(
    ("tm", "said"),
    [
        ("", "the name after --tm is empty"),
        ("none.tmx", "there is no translation memory none.tmx"),
        (".", ". is a folder"),
        ("a.txt", "a.txt, line 1: this is no well-formed XML"),
        ("t.tmx", "t.tmx is no TMX file"),
    ],
)
def test_a_memory_that_cannot_be_used(run: Run, command: str, tm: str, said: str) -> None:
    put("a.txt")
    put("t.tmx", "<tbx/>")
    out = ["-o", "out"] if command == "bulk" else []
    outcome = run(command, "a.txt", *out, "--tm", tm)
    assert (outcome.status, outcome.out) == (2, "")
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
    assert files() == ["a.txt", "t.tmx"]


def test_the_memory_is_not_written_over(run: Run, memory: Memory) -> None:
    before = memory.path.read_bytes()
    put("kept.txt")
    refused = [
        run("translate", "kept.txt", "--tm", "kept.tmx", "-o", "kept.tmx"),
        run("bulk", "kept.txt", "--tm", "kept.tmx", "-o", ".", "--to", "tmx"),
        run("bulk", "kept.txt", "--tm", "kept.tmx", "-o", "out", "--report", "kept.tmx"),
    ]
    for outcome in refused:
        assert (outcome.status, outcome.out) == (2, "")
        assert "kept.tmx is the translation memory" in outcome.err
    assert memory.path.read_bytes() == before


def test_a_tmx_that_the_tool_wrote_is_a_memory(run: Run) -> None:
    put("a.txt")
    assert run("translate", "a.txt", "-o", "a.tmx").status == 0
    first = run("translate", "a.txt").out
    outcome = run("translate", "a.txt", "--tm", "a.tmx")
    assert outcome.out == first
    assert "segments from the memory a.tmx" in outcome.err
