"""Parts of a text, and the sentences picked out of it: figures that can be reckoned by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from command_line import Run, put, run

from translator.evaluate.slices import by_document, by_length

__all__ = ["run"]

SOURCES = ["نص قصير", "", " ".join(["كلمة"] * 11), " ".join(["كلمة"] * 51), " ".join(["كلمة"] * 10)]


def test_sentences_are_sorted_by_the_words_of_their_source() -> None:
    found = by_length(SOURCES)
    assert [(one.name, one.lines) for one in found] == [
        ("1–10", (0, 4)),
        ("11–20", (2,)),
        ("over 50", (3,)),
    ]


def test_the_lines_of_a_document_need_not_stand_together() -> None:
    found = by_document(["b", "a", "b", "c"])
    assert [(one.name, one.lines) for one in found] == [("b", (0, 2)), ("a", (1,)), ("c", (3,))]


@pytest.fixture
def judged(run: Run) -> dict[str, Any]:
    """Five lines in two documents; one is blank, one is lost, one is better, one is worse."""
    put("s.ar", "وصل الوزير إلى حلب\nبدأت الهدنة\n\nغادر الوفد دمشق\nنص\n")
    put("r.en", "the minister came to Aleppo\nthe truce began\n\nthe delegation left\ntext\n")
    put("h.en", "the minister came to Aleppo\nthe truce ended\n\n\ntext\n")
    put("b.en", "a minister went to Halab\nthe truce began\n\n\ntext\n")
    put("docs.txt", "one.txt\ntwo.txt\none.txt\ntwo.txt\none.txt\n")
    files = ("--source", "s.ar", "--reference", "r.en", "--hypothesis", "h.en")
    more = ("--baseline", "b.en", "--documents", "docs.txt", "--no-glossary", "--json")
    done = run("evaluate", *files, *more)
    assert done.status == 0
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_documents_have_their_lines_and_words(judged: dict[str, Any]) -> None:
    one, two = judged["documents"]
    assert (one["name"], one["lines"], one["words"]) == ("one.txt", 3, 5)
    assert (two["name"], two["lines"], two["words"]) == ("two.txt", 2, 5)
    assert one["systems"][0]["scores"]["chrF2"] == 100
    assert one["systems"][0]["scores"]["TER"] == 0
    # Of "the truce began" and "the delegation left" one word is right but for its order: of six
    # words in the references four are missing or wrong.
    assert two["systems"][0]["scores"]["TER"] == pytest.approx(100 * 4 / 6, abs=1e-4)
    assert two["systems"][1]["scores"]["TER"] == pytest.approx(100 * 3 / 6, abs=1e-4)


def test_the_worst_lines_come_first_and_blank_ones_not_at_all(judged: dict[str, Any]) -> None:
    assert [one["line"] for one in judged["worst"]] == [4, 2, 1, 5]
    worst = judged["worst"][0]
    assert worst["document"] == "two.txt"
    assert worst["source"] == "غادر الوفد دمشق"
    assert worst["references"] == ["the delegation left"]
    assert worst["translations"] == {"hypothesis": "", "baseline": ""}
    assert worst["chrF2"] == {"hypothesis": 0, "baseline": 0}


def test_the_most_changed_lines_are_those_that_changed(judged: dict[str, Any]) -> None:
    [comparison] = judged["comparisons"]
    assert [one["line"] for one in comparison["better"]] == [1]
    assert [one["line"] for one in comparison["worse"]] == [2]


def test_five_lines_are_not_tested(judged: dict[str, Any]) -> None:
    figure = judged["comparisons"][0]["scores"]["BLEU"]
    assert figure["differing_lines"] == 2
    assert figure["bootstrap"] is None
    assert figure["randomization"] is None
    assert judged["tests"]["least_differing_lines"] == 10


def test_the_text_says_why_nothing_was_tested(run: Run, judged: dict[str, Any]) -> None:
    files = ("--source", "s.ar", "--reference", "r.en", "--hypothesis", "h.en")
    out = run("evaluate", *files, "--baseline", "b.en", "--no-glossary").out
    assert "hypothesis against baseline: 2 lines differ; tests need 10" in out
    out = run("evaluate", *files, "--baseline", "h.en", "--no-glossary").out
    assert "hypothesis against baseline: no line differs; tests need 10" in out
    assert "*" not in out


def test_as_many_sentences_as_told(run: Run, judged: dict[str, Any]) -> None:
    files = ("--source", "s.ar", "--reference", "r.en", "--hypothesis", "h.en", "--no-glossary")
    found = json.loads(run("evaluate", *files, "--json", "--sentences", "2").out)
    assert len(found["worst"]) == 2
    assert run("evaluate", *files).out.count("    source") == 3
    assert run("evaluate", *files, "--sentences", "1").out.count("    source") == 1
    assert "Worst" not in run("evaluate", *files, "--sentences", "0").out


def test_terms_are_counted_by_document(run: Run, judged: dict[str, Any]) -> None:
    put("terms.tsv", "source\ttarget\nحلب\tAleppo\nدمشق\tDamascus\n")
    files = ("--source", "s.ar", "--reference", "r.en", "--hypothesis", "h.en")
    own = ("--documents", "docs.txt", "--glossary", "terms.tsv", "--no-default-glossary")
    found = json.loads(run("evaluate", *files, *own, "--baseline", "b.en", "--json").out)
    terms = [[one["terms"] for one in each["systems"]] for each in found["documents"]]
    assert terms == [
        [{"occurrences": 1, "met": 1}, {"occurrences": 1, "met": 0}],
        [{"occurrences": 1, "met": 0}, {"occurrences": 1, "met": 0}],
    ]
    exact = found["comparisons"][0]["terminology"]["exact_match"]
    assert exact["difference"] == pytest.approx(0.5)
    assert exact["bootstrap"] is None  # one line differs
