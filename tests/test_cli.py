"""The command line as a user meets it: real commands with the real model."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import ARTICLE, OTHER, TERMS, Outcome, breaks, files, process, put, run

from translator.models import EMBEDDED

__all__ = ["run"]

BOILERPLATE = f"{ARTICLE}\nمقالات ذات صلة\nقصف على حلب\nاجتماع في جنيف\n"


# --- the command itself ----------------------------------------------------------------------


def test_help_imports_nothing_heavy():
    program = (
        "import sys; from translator.cli import main; status = main(['--help']); "
        "heavy = {'ctranslate2', 'numpy', 'gradio', 'jinja2', 'sentencepiece', 'tqdm', "
        "'charset_normalizer', 'translator.api', 'glossary'}; "
        "sys.exit(status or ' '.join(heavy & set(sys.modules)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "translate" in done.stdout


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], "required: COMMAND"),
        (["translat"], "invalid choice"),
        (["translate", "--to", "odt", "a.txt"], "invalid choice: 'odt'"),
        (["translate", "--beam", "0"], "0 is not a whole number from 1 to"),
        (["translate", "--beam", "99999"], "99999 is not a whole number from 1 to 64"),
        (["translate", "--threads", "0"], "0 is not a whole number from 1 to"),
        (["translate", "--threads", "99999"], "99999 is not a whole number from 1 to"),
        (["translate", "--threads", "two"], "two is not a whole number from 1 to"),
        (["translate", "--engine", "ray"], "unrecognized arguments: --engine"),
        (["translate", "--side", "a.txt"], "unrecognized arguments: --side"),
        (["translate", "--no-glossary", "--no-default-glossary"], "not allowed with"),
        (["bulk", "in"], "required: -o/--output"),
        (["bulk", "in", "-o", "out", "--workers", "0"], "0 is not a whole number from 1 to"),
        (["translate", "--side"], "usage: translator translate "),
        (["bulk", "in", "-o", "out", "--side"], "usage: translator bulk "),
        (["ui", "--port", "70000"], "70000 is not a port"),
        (["ui", "--port", "0"], "0 is not a port"),
        (["glossary", "lookup"], "required: TEXT"),
    ],
)
def test_wrong_arguments_are_named(run, argv, words):
    outcome = run(*argv)
    assert (outcome.status, outcome.out) == (2, "")
    assert words in outcome.err


def test_the_version_is_that_of_the_package(run):
    from importlib.metadata import version

    assert run("--version") == Outcome(0, f"translator {version('arabic-translator')}\n", "")


# --- translate -------------------------------------------------------------------------------


def test_english_in_the_layout_of_the_original(run):
    outcome = run("translate", put("a.txt"))
    assert outcome.status == 0
    assert breaks(outcome.out) == breaks(ARTICLE)
    for term in ("Damascus", "Idlib"):
        assert term in outcome.out


def test_every_encoding_and_way_in_gives_the_same_english(run):
    expected = run("translate", put("plain.txt")).out
    encodings = {"bom.txt": "utf-8-sig", "wide.txt": "utf-16", "bare.txt": "utf-16-le"}
    for name, encoding in {**encodings, "old.txt": "cp1256"}.items():
        put(name, ARTICLE.encode(encoding))
    several = ["bom.txt", "wide.txt", "bare.txt", "old.txt"]
    assert run("translate", *several).out == expected * 4
    assert run("translate", stdin=ARTICLE.encode()).out == expected
    assert run("translate", "-", stdin=ARTICLE.encode("cp1256")).out == expected


def test_a_pipe_gets_english_and_nothing_else(tmp_path):
    child = process("translate", cwd=tmp_path, env={**os.environ, "LC_ALL": "C"})
    out, err = child.communicate(OTHER.encode())
    assert child.returncode == 0
    assert b"Aleppo" in out
    assert b"\x1b" not in out + err
    assert out.count(b"\n") == 1
    assert err == b"" or err.startswith(b"translator: ")


def test_lines_in_are_lines_out(run):
    text = "وصل الوفد إلى\nدمشق\n\n  \nقال نعم. وقال لا.\nabc\n"
    outcome = run("translate", "--lines", stdin=text.encode())
    assert outcome.status == 0
    assert breaks(outcome.out) == breaks(text)
    assert outcome.out.split("\n")[5] == "abc"


def test_records_hold_what_the_interface_gives(run):
    from glossary import Glossary
    from translator.api import Translator

    lines = run("translate", put("a.txt"), "--to", "jsonl").out.splitlines()
    result = Translator.load().translate_text(ARTICLE, name="a.txt", glossary=Glossary.default())
    assert [json.loads(line) for line in lines] == result.to_dicts()


def test_several_tables_share_one_header(run):
    outcome = run("translate", put("a.txt"), put("b.txt", OTHER), "--to", "tsv")
    rows = [line.split("\t") for line in outcome.out.splitlines()]
    assert [row[0] for row in rows].count("document") == 1
    assert {row[0] for row in rows[1:]} == {"a.txt", "b.txt"}
    assert {len(row) for row in rows} == {10}


def test_the_name_of_the_output_chooses_the_format(run):
    assert run("translate", put("a.txt"), "-o", "out.html").out == ""
    assert "<html" in Path("out.html").read_text(encoding="utf-8")
    run("translate", "a.txt", "-o", "out.jsonl")
    assert json.loads(Path("out.jsonl").read_text(encoding="utf-8").splitlines()[0])
    run("translate", "a.txt", "-o", "out.html", "--to", "txt")
    assert "<html" not in Path("out.html").read_text(encoding="utf-8")


def test_a_folder_takes_one_file_an_input(run):
    outcome = run("translate", put("a.txt"), put("in/b.txt", OTHER), "-o", "new/out")
    assert (outcome.status, outcome.out) == (0, "")
    assert files() == ["a.txt", "in/b.txt", "new/out/a.txt", "new/out/b.txt"]
    assert "Aleppo" in Path("new/out/b.txt").read_text(encoding="utf-8")
    run("translate", "a.txt", "-o", "one/")
    assert Path("one/a.txt").read_bytes() == Path("new/out/a.txt").read_bytes()


def test_both_languages_in_one_text(run):
    outcome = run("translate", put("a.txt"), "--side-by-side")
    lines = outcome.out.splitlines()
    assert "وصول الوفد إلى دمشق" in lines
    assert "\u200e" not in outcome.out
    english = run("translate", "a.txt").out
    assert all(line in lines for line in english.splitlines()[:1])


def test_boilerplate_can_be_left_out(run):
    put("a.txt", BOILERPLATE)
    whole = [
        json.loads(line) for line in run("translate", "a.txt", "--to", "jsonl").out.split("\n")[:-1]
    ]
    assert {record["kind"] for record in whole} > {"related"}
    dropped = run("translate", "a.txt", "--drop-boilerplate")
    assert dropped.status == 0
    assert "Aleppo" not in dropped.out
    assert "Aleppo" in run("translate", "a.txt").out


def test_a_glossary_over_the_shipped_one(run):
    put("own.tsv", "source\ttarget\nإدلب\tEdlib\n")
    put("off.tsv", "source\ttarget\nإدلب\t\n")
    outcome = run("translate", put("a.txt"), "--glossary", "own.tsv")
    assert "Edlib" in outcome.out
    assert "Damascus" in outcome.out

    def terms(*glossaries: str) -> dict[str, str]:
        options = [f"--glossary={name}" for name in glossaries]
        records = run("translate", "a.txt", "--to", "jsonl", *options).out.splitlines()
        uses = [use for record in records for use in json.loads(record)["terms"]]
        return {use["term"]: use["rendering"] for use in uses}

    assert terms()["إدلب"] == "Idlib"
    assert terms("off.tsv", "own.tsv")["إدلب"] == "Edlib"
    assert "إدلب" not in terms("own.tsv", "off.tsv")
    assert "دمشق" in terms("own.tsv", "off.tsv")


def test_without_a_glossary_no_term_is_recorded(run):
    for options in (["--no-glossary"], ["--no-default-glossary"]):
        records = run("translate", put("a.txt"), "--to", "jsonl", *options).out.splitlines()
        assert records
        assert all(json.loads(record)["terms"] == [] for record in records)
    put("own.tsv", TERMS)
    only = run(
        "translate", "a.txt", "--to=jsonl", "--no-default-glossary", "--glossary=own.tsv"
    ).out
    terms = {t["term"] for line in only.splitlines() for t in json.loads(line)["terms"]}
    assert terms == {"دمشق", "إدلب"}


def test_provenance_names_model_and_glossary(run):
    last = run("translate", put("a.txt"), "--provenance").out.splitlines()[-1]
    assert last.startswith("Machine translation by ")
    assert "arabic-english-small" in last
    first = run("translate", "a.txt", "--provenance", "--to", "jsonl").out.splitlines()[0]
    assert json.loads(first)["provenance"]["note"] == "machine translation"


def test_strict_tells_by_its_status(run):
    """A number written out in digits a dozen times over is more than any small model carries."""
    bad = put("bad.txt", "بلغت الأرقام " + " و ".join(map(str, range(101, 113))) + " يوم الأحد.\n")
    loose = run("translate", bad)
    assert loose.status == 0
    assert "warning" in loose.err
    strict = run("translate", bad, "--strict")
    assert (strict.status, strict.out) == (3, loose.out)
    assert strict.err.startswith("translator: bad.txt, segment 0: ")
    good = run("translate", put("good.txt", "نعم.\n"), "--strict")
    assert (good.status, good.err) == (0, "")


# --- glossary and model ----------------------------------------------------------------------


def test_lookup_finds_terms_in_a_word_and_in_a_sentence(run):
    put("own.tsv", TERMS)
    outcome = run("glossary", "lookup", "دمشق", "--no-default-glossary", "--glossary", "own.tsv")
    assert outcome == Outcome(0, "دمشق\tDamascus\n", "")
    outcome = run("glossary", "lookup", "وصل الوفد إلى ادلب")
    assert outcome.status == 0
    assert any(line.startswith("إدلب\tIdlib") for line in outcome.out.splitlines())


def test_lookup_of_what_is_not_there(run):
    put("own.tsv", TERMS)
    outcome = run("glossary", "lookup", "كتاب", "--no-default-glossary", "--glossary", "own.tsv")
    assert (outcome.status, outcome.out) == (1, "")
    assert "no term" in outcome.err


def test_the_embedded_model_is_listed_and_described(run):
    listing = run("model", "list")
    assert listing.status == 0
    assert listing.out.startswith("arabic-english-small\t")
    for name in ([], ["arabic-english-small"], [str(EMBEDDED)]):
        info = run("model", "info", *name)
        assert info.status == 0
        assert "licence: MPL-2.0\n" in info.out
        assert "folds input: yes\n" in info.out


def test_a_broken_model_is_listed_as_broken(run, monkeypatch):
    from translator.models import registry

    monkeypatch.setattr(registry, "user_folder", lambda: Path("models"))
    put("models/mine/model.json", "{}")
    put("models/mine/config.json", "{}")
    listing = run("model", "list")
    assert listing.status == 0
    assert listing.out.splitlines()[1].startswith("mine\tbroken\t")
    info = run("model", "info", "mine")
    assert info.status == 2
    assert info.err.count("\n") == 1


def test_a_model_of_the_users_own_is_found_by_its_folders_name(run, monkeypatch):
    from translator.models import registry

    monkeypatch.setattr(registry, "user_folder", lambda: Path("models"))
    shutil.copytree(EMBEDDED, "models/mine")
    expected = run("translate", put("b.txt", OTHER)).out
    assert run("translate", "b.txt", "--model", "mine").out == expected
    assert "mine\t0.1\t" in run("model", "list").out or "mine\t" in run("model", "list").out


def test_the_page_says_what_is_wrong_before_it_is_built(run):
    outcome = run("ui", "--glossary", "none.tsv")
    assert outcome.status == 2
    assert "none.tsv" in outcome.err
