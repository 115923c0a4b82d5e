"""`translator evaluate`: which translations are judged, and what is refused."""

from __future__ import annotations

import gzip
import json

import pytest
from command_line import Run, put, run

__all__ = ["run"]

SOURCE = """وصل الوزير إلى حلب يوم الأحد.
سيطر الجيش على مدينة إدلب.
قال المتحدث إن الهدنة بدأت في دمشق.
"""
REFERENCE = """The minister arrived in Aleppo on Sunday.
The army took control of the city of Idlib.
The spokesman said that the truce had begun in Damascus.
"""
HYPOTHESIS = """The minister came to Aleppo Sunday.
The army took control of the city of Homs.
The spokesman said the truce has begun in Damascus.
"""
BASELINE = """A minister came to Halab.
Army controls Idlib.
The truce began in Damascus.
"""
TERMS = "source\ttarget\tavoid\nدمشق\tDamascus\t\nإدلب\tIdlib\t\nحلب\tAleppo\tHalab\n"


@pytest.fixture
def texts(run: Run) -> list[str]:
    """Files of a source, its reference and a glossary of their own, as options."""
    put("source.ar", SOURCE)
    put("reference.en", REFERENCE)
    put("hypothesis.en", HYPOTHESIS)
    put("baseline.en", BASELINE)
    put("terms.tsv", TERMS)
    return ["evaluate", "--source", "source.ar", "--reference", "reference.en"]


OWN = ("--glossary", "terms.tsv", "--no-default-glossary")


# --- the figures -----------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_a_mark_at_the_head_change_nothing(run, texts, end):
    plain = run(*texts, "--hypothesis", "hypothesis.en", *OWN, "--json")
    for name, text in (("source.ar", SOURCE), ("reference.en", REFERENCE)):
        put(name, "\ufeff" + text.replace("\n", end).rstrip())
    put("hypothesis.en", HYPOTHESIS.encode("utf-16"))
    assert run(*texts, "--hypothesis", "hypothesis.en", *OWN, "--json").out == plain.out


def test_only_line_ends_make_lines(run, texts):
    """Neither other separators nor a lone carriage return within a line put lines out of step."""
    odd = HYPOTHESIS.replace("came to", "came\u2028to").replace("the city", "the\rcity")
    put("odd.en", odd.replace("truce has", "truce\x0chas"))
    found = json.loads(run(*texts, "--hypothesis", "odd.en", "--json").out)
    assert found["lines"] == 3
    spaced = json.loads(run(*texts, "--hypothesis", "hypothesis.en", "--json").out)
    assert found["systems"][0]["scores"]["chrF2"] == spaced["systems"][0]["scores"]["chrF2"]


def test_packed_files_are_read(run, texts):
    plain = run(*texts, "--hypothesis", "hypothesis.en", "--json")
    put("hypothesis.en.gz", gzip.compress(HYPOTHESIS.encode()))
    assert run(*texts, "--hypothesis", "hypothesis.en.gz", "--json").out == plain.out.replace(
        '"hypothesis.en"', '"hypothesis.en.gz"'
    )


def test_terms_are_judged_by_the_glossary_given(run, texts):
    done = run(*texts, "--hypothesis", "hypothesis.en", *OWN, "--json")
    assert done.status == 0
    found = json.loads(done.out)
    measures = found["systems"][0]["terminology"]
    assert (measures["met"], measures["occurrences"], measures["avoided"]) == (2, 3, 0)
    assert measures["exact_match"] == pytest.approx(2 / 3)
    # Aleppo: "arrived in | on sunday" against "came to | sunday"; Damascus: all but nothing.
    assert measures["window_overlap_2"] == pytest.approx((1 / 4 + 0 + 1) / 3)
    assert found["reference_terms"] == {"occurrences": 3, "met": 3}


def test_a_baseline_is_compared(run, texts):
    both = ("--hypothesis", "hypothesis.en", "--baseline", "baseline.en")
    found = json.loads(run(*texts, *both, *OWN, "--json").out)
    better, worse = found["systems"]
    assert [better["name"], worse["name"]] == ["hypothesis", "baseline"]
    [comparison] = found["comparisons"]
    assert (comparison["of"], comparison["to"]) == ("hypothesis", "baseline")
    for name, figure in comparison["scores"].items():
        expected = better["scores"][name] - worse["scores"][name]
        assert figure["difference"] == pytest.approx(expected, abs=2e-4)
    assert comparison["terminology"]["exact_match"]["difference"] == 0
    assert worse["terminology"]["avoided"] == 1
    assert "- baseline" in run(*texts, *both, *OWN).out.splitlines()[4]


def test_the_table_says_how_to_get_the_figures_again(run, texts):
    out = run(*texts, "--hypothesis", "hypothesis.en", *OWN).out
    assert "3 lines, source.ar against reference.en, glossary terms.tsv" in out
    assert "hypothesis: hypothesis.en" in out
    assert "2 of 3" in out
    assert "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:" in out
    assert "tests and intervals bs:1000|seed:12345" in out  # nothing is compared: no ar


def test_without_a_glossary_no_term_is_judged(run, texts):
    found = json.loads(run(*texts, "--hypothesis", "hypothesis.en", "--no-glossary", "--json").out)
    assert found["glossary"] is None
    assert found["systems"][0]["terminology"] is None
    assert "exact match" not in run(*texts, "--hypothesis", "hypothesis.en", "--no-glossary").out


# --- the tool's own translation --------------------------------------------------------------


def test_without_a_hypothesis_the_tool_translates_with_and_without(run, texts):
    put("terms.tsv", TERMS.replace("Aleppo", "Alepotown"))  # no model says that of itself
    put("source.ar", SOURCE.replace("\n", "\n\n", 1))  # a blank line stays one
    put("reference.en", REFERENCE.replace("\n", "\n\n", 1))
    found = json.loads(run(*texts, *OWN, "--beam", "1", "--json").out)
    own, plain = found["systems"]
    assert [own["name"], plain["name"]] == ["glossary", "no glossary"]
    assert own["terminology"]["met"] == own["terminology"]["occurrences"] == 3
    assert plain["terminology"]["met"] < 3
    assert "beam 1" in own["origin"]
    assert "glossary terms.tsv" in own["origin"]
    assert "glossary none" in plain["origin"]


def test_the_figures_are_those_of_what_translate_writes(run, texts):
    written = run("translate", "--lines", "source.ar", "-o", "own.txt")
    assert written.status == 0
    of_file = json.loads(run(*texts, "--hypothesis", "own.txt", "--json").out)["systems"][0]
    itself = json.loads(run(*texts, "--json").out)["systems"][0]
    assert itself["scores"] == of_file["scores"]
    assert itself["terminology"] == of_file["terminology"]


def test_a_baseline_stands_beside_the_tools_own_translations(run, texts):
    found = json.loads(run(*texts, "--baseline", "baseline.en", *OWN, "--json").out)
    assert [one["name"] for one in found["systems"]] == ["glossary", "no glossary", "baseline"]
    assert [one["to"] for one in found["comparisons"]] == ["no glossary", "baseline"]
    assert found["systems"][2]["terminology"]["avoided"] == 1


def test_without_glossary_and_hypothesis_there_is_one_column(run, texts):
    found = json.loads(run(*texts, "--no-glossary", "--json").out)
    assert [system["name"] for system in found["systems"]] == ["no glossary"]


# --- what cannot be used ---------------------------------------------------------------------


@pytest.mark.parametrize("which", ["reference.en", "hypothesis.en", "baseline.en"])
def test_unequal_numbers_of_lines_name_both_files(run, texts, which):
    put(which, "Only one line.\n")
    both = ("--hypothesis", "hypothesis.en", "--baseline", "baseline.en")
    done = run(*texts, *both)
    assert done.status == 2
    assert f"source.ar has 3 lines and {which} has 1 line" in done.err
    assert done.err.count("\n") == 1
    assert done.out == ""


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("source.ar", "", "source.ar (source) is empty"),
        ("source.ar", "\n \n\n", "source.ar (source) is empty"),
        ("source.ar", REFERENCE, "holds no Arabic text"),
        ("reference.en", "", "reference.en (reference) is empty"),
        ("hypothesis.en", b"\x00\x01\x02\xff" * 50, "hypothesis.en"),
        ("hypothesis.en", b"%PDF-1.7 and so on", "is a PDF"),
        ("hypothesis.en", "one\ntwo\ncaf\u00e9\n".encode("latin-1"), "line 3 is not UTF-8 text"),
        ("source.ar", SOURCE.encode("cp1256"), "source.ar (source), line 1 is not UTF-8"),
        ("reference.en", "a b c".encode("utf-16-le"), "binary data"),
        ("terms.tsv", "no header\n", "terms.tsv"),
    ],
)
def test_bad_files_are_refused_in_one_sentence(run, texts, name, content, words):
    put(name, content)
    done = run(*texts, "--hypothesis", "hypothesis.en", *OWN)
    assert done.status == 2
    assert words in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--hypothesis", "none.en"], "none.en (hypothesis) does not exist"),
        (["--baseline", "."], "is a folder"),
        (["--hypothesis", "reference.en", "--beam", "3"], "leave out --model, --beam"),
        (["--glossary", "none.tsv"], "none.tsv"),
        (["--no-glossary", "--glossary", "terms.tsv"], "contradict"),
    ],
)
def test_bad_options_are_refused_in_one_sentence(run, texts, argv, words):
    done = run(*texts, *argv)
    assert done.status == 2
    assert words in done.err
    assert done.err.count("\n") == 1


def test_standard_input_is_a_file(run):
    put("s.ar", "وصل إلى حلب\n")
    put("r.en", "He came to Aleppo.\n")
    argv = ("evaluate", "--source", "s.ar", "--reference", "r.en", "--hypothesis", "-")
    done = run(*argv, stdin=b"He came to Aleppo.\n")
    assert done.status == 0
    assert "hypothesis: standard input" in done.out
    done = run(*argv, "--baseline", "-", stdin=b"He came.\n")
    assert done.status == 2
    assert "can be read only once" in done.err


@pytest.mark.parametrize("what", ["reference", "hypothesis"])
def test_arabic_where_english_belongs_is_refused(run, what):
    put("s.ar", "وصل إلى حلب\n")
    put("r.en", "He came to Aleppo.\n")
    files = {"reference": "r.en", "hypothesis": "r.en", what: "s.ar"}
    given = [word for name, file in files.items() for word in (f"--{name}", file)]
    done = run("evaluate", "--source", "s.ar", *given)
    assert done.status == 2
    assert f"s.ar ({what}) holds no English" in done.err
