"""`translator glossary check`: faults are found where they stand, and right English is let be."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command_line import Outcome, Run, put, run

__all__ = ["run"]

DATA = Path(__file__).parent / "data"
MEMORY = DATA / "glossary_check" / "memory.tmx"

TERMS = """source	target	accept	avoid	type
حلب	Aleppo		Halab	place
دمشق	Damascus			place
خان شيخون	Khan Shaykhun	Khan Sheikhoun	Khan Cheikhoun	place
جبهة النصرة	al-Nusra Front	Nusra Front	Victory Front	organization
الجبهة	the Front		Victory	organization
"""

PAIRS = [
    ("وصل الوفد إلى حلب.", "The delegation arrived in Aleppo."),
    ("وصل الوفد إلى دمشق.", "The delegation arrived in the capital."),
    ("القصف على حلب وريف حلب.", "The shelling of Aleppo and its countryside."),
    ("القصف على حلب.", "The shelling of Halab."),
    ("لا شيء هنا.", "Nothing about Halab here."),
    ("غارة على خان شيخون.", "A raid on Khan Shaykhun."),
    ("غارات على خان شيخون.", "Raids on Khan Sheikhoun."),
    ("سكان خان شيخون.", "Khan-Shaykhun's people."),
]
SOURCE = "".join(f"{source}\n" for source, _ in PAIRS)
TARGET = "".join(f"{target}\n" for _, target in PAIRS)
OWN = ("--glossary", "terms.tsv", "--no-default-glossary")


@pytest.fixture
def check(run: Run):
    """Run the command with a glossary of its own in a folder that holds the pairs."""
    put("terms.tsv", TERMS)
    put("source.txt", SOURCE)
    put("target.txt", TARGET)

    def command(*argv: str) -> Outcome:
        return run("glossary", "check", *argv, *OWN)

    return command


def faults(outcome: Outcome) -> list[tuple[int, str, str]]:
    """Line, kind and target of each finding."""
    return [
        (one["line"], one["kind"], one["target"]) for one in json.loads(outcome.out)["findings"]
    ]


EXPECTED = [(2, "unmet", "Damascus"), (3, "fewer", "Aleppo"), (4, "avoided", "Aleppo")]


# --- what is found ---------------------------------------------------------------------------


def test_faults_of_two_text_files(check):
    done = check("source.txt", "target.txt", "--json")
    assert done.status == 3
    assert faults(done) == EXPECTED
    found = json.loads(done.out)
    assert (found["pairs"], found["with_terms"]) == (8, 7)
    assert (found["occurrences"], found["met"], found["avoided"]) == (8, 5, 1)
    assert found["findings"][0]["file"] == "target.txt"
    assert found["findings"][2]["avoided"] == ["Halab"]
    by_target = {one["target"]: one for one in found["terms"]}
    assert (by_target["Aleppo"]["occurrences"], by_target["Aleppo"]["met"]) == (4, 2)
    assert found["terms"][0]["target"] == "Aleppo"  # the worst comes first


def test_two_accepted_forms_are_told_with_their_places(check):
    [mixed] = json.loads(check("source.txt", "target.txt", "--json").out)["mixed"]
    assert mixed["target"] == "Khan Shaykhun"
    forms = {one["form"]: [place["line"] for place in one["places"]] for one in mixed["forms"]}
    assert forms == {"Khan Shaykhun": [6, 8], "Khan Sheikhoun": [7]}


def test_the_text_names_file_and_line(check):
    lines = check("source.txt", "target.txt").out.splitlines()
    assert lines[0] == "target.txt, line 2: دمشق is not rendered as Damascus"
    assert lines[1] == "target.txt, line 3: حلب occurs 2 times, Aleppo stands once"
    assert lines[2] == "target.txt, line 4: حلب: write Aleppo, not Halab"
    assert "Khan Shaykhun (2), Khan Sheikhoun (1: target.txt, line 7)" in lines[3]
    assert lines[4] == ""
    assert lines[5].split() == ["occurs", "met", "to", "avoid", "rendering", "term"]
    assert lines[6].split()[:3] == ["4", "2", "1"]
    assert "5 of 8 occurrences met, 1 form to avoid, 1 term in several accepted forms" in lines[-1]


def test_all_met_is_status_0_also_in_two_accepted_forms(check):
    rows = [PAIRS[n] for n in (0, 4, 5, 6)]
    put("good.tsv", "".join(f"{source}\t{target}\n" for source, target in rows))
    done = check("good.tsv", "--json")
    assert done.status == 0
    assert faults(done) == []
    assert len(json.loads(done.out)["mixed"]) == 1


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        # The form to avoid of one term stands inside the right rendering of the other.
        ("الجبهة وجبهة النصرة", "the Front and al-Nusra Front", []),
        ("سيطرت جبهة النصرة", "The Victory Front took over", [("avoided", "al-Nusra Front")]),
        # One place cannot serve two terms.
        ("الجبهة وجبهة النصرة", "Nusra Front", [("unmet", "the Front")]),
        ("حلب", "aleppo", []),
        ("حلب", "Aleppoan", [("unmet", "Aleppo")]),
        ("حلب", "", [("unmet", "Aleppo")]),
        ("حلب ثم حلب ثم حلب", "Aleppo, Halab", [("avoided", "Aleppo")]),
    ],
)
def test_what_counts_as_a_fault(check, source, target, expected):
    put("one.tsv", f"{source}\t{target}\n")
    done = check("one.tsv", "--json")
    found = [(one["kind"], one["target"]) for one in json.loads(done.out)["findings"]]
    assert found == expected
    assert done.status == (3 if expected else 0)


def test_the_shipped_glossary_is_the_default(run):
    put("a.tsv", "وصل إلى خان شيخون\tHe arrived in Khan Shaykhun\n")
    done = run("glossary", "check", "a.tsv", "--json")
    assert done.status == 0
    assert json.loads(done.out)["glossary"].startswith("default")
    assert json.loads(done.out)["met"] == 1


def test_no_term_at_all_is_said(check):
    put("a.tsv", "لا شيء هنا\tNothing here\n")
    done = check("a.tsv")
    assert done.status == 0
    assert "no term of the glossary occurs" in done.err


def test_references_made_by_people_keep_to_the_shipped_glossary(run):
    shutil.copy(DATA / "held_out.tsv", "held_out.tsv")
    found = json.loads(run("glossary", "check", "held_out.tsv", "--json").out)
    assert found["pairs"] == 100
    assert found["met"] >= 0.97 * found["occurrences"]


# --- the files it reads ----------------------------------------------------------------------


def test_a_table_is_read_with_a_header_and_without(check):
    rows = "".join(f"{source}\t{target}\n" for source, target in PAIRS)
    put("plain.tsv", rows)
    assert faults(check("plain.tsv", "--json")) == EXPECTED
    below = [(line + 1, kind, target) for line, kind, target in EXPECTED]
    put("named.tsv", f"source\ttarget\n{rows}")
    assert faults(check("named.tsv", "--json")) == below
    turned = "".join(f"x\t{target}\t{source}\ty\n" for source, target in PAIRS)
    put("turned.tsv", f"id\ttranslation\tsource\tterms\n{turned}")
    assert faults(check("turned.tsv", "--json")) == below
    put("marked.tsv", ("\ufeff" + rows).replace("\n", "\r\n"))
    assert faults(check("marked.tsv", "--json")) == EXPECTED
    put("wide.tsv", rows.encode("utf-16"))
    assert faults(check("wide.tsv", "--json")) == EXPECTED


def test_a_memory_is_read_in_any_language_code_and_order(check):
    shutil.copy(MEMORY, "memory.tmx")
    done = check("memory.tmx", "--json")
    found = json.loads(done.out)
    assert done.status == 3
    assert (found["pairs"], found["occurrences"], found["met"]) == (2, 3, 2)
    assert faults(done) == [(10, "avoided", "Aleppo")]
    assert found["findings"][0]["translation"] == "The fighting in Halab went on."


@pytest.mark.parametrize(("to", "line"), [("jsonl", 3), ("tsv", 4)])
def test_the_tools_own_output_is_read(run, check, to, line):
    put("text.txt", "وصل الوفد إلى حلب.\n\nوصل الوزير إلى دمشق.\n")
    made = run(
        *("translate", "text.txt", "--lines", "-o", f"out.{to}", "--provenance", *OWN),
    )
    assert made.status == 0
    assert check(f"out.{to}").status == 0
    written = Path(f"out.{to}").read_text("utf-8")
    put(f"out.{to}", written.replace("Damascus", "Sham"))
    assert faults(check(f"out.{to}", "--json")) == [(line, "unmet", "Damascus")]


def test_several_files_are_judged_together(check):
    shutil.copy(MEMORY, "memory.tmx")
    put("a.tsv", "غارة على خان شيخون\tA raid on Khan Shaykhun\n")
    put("b.jsonl", json.dumps({"source": "خان شيخون", "translation": "Khan Sheikhoun"}) + "\n")
    found = json.loads(check("memory.tmx", "a.tsv", "b.jsonl", "--json").out)
    assert found["pairs"] == 4
    assert {one["places"][0]["file"] for one in found["mixed"][0]["forms"]} == {
        "a.tsv",
        "b.jsonl",
    }


TABLES = {
    "a.csv": 'source,target\nحلب,"Aleppo, and"\n',
    "b.csv": "\ufeffArabic;English\r\nحلب;Aleppo\r\n",
    "c.csv": "English,note,Arabic\nAleppo,x,حلب\n",
    "d.csv": 'حلب,"Aleppo, and more"\n',
    "a.tsv": "العربية\tالإنجليزية\nحلب\tAleppo\n",
    "b.tsv": '"حلب"\t"the ""city"" of Aleppo"\n',
    "c.tsv": "# made by hand\ntarget\tsource\nAleppo\tحلب\n",
    "d.tsv": "حلب\tAleppo\n#حلب\tAleppo\n",
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_read_as_glossaries_are(check, name):
    put(name, TABLES[name])
    found = json.loads(check(name, "--json").out)
    assert found["occurrences"] == found["met"] == found["pairs"] == (2 if name == "d.tsv" else 1)


def test_a_memory_may_end_in_xml(check):
    shutil.copy(MEMORY, "memory.xml")
    shutil.copy(MEMORY, "memory.tmx")
    assert json.loads(check("memory.xml", "--json").out)["pairs"] == 2
    assert check("memory.xml").out.replace(".xml", ".tmx") == check("memory.tmx").out


def test_standard_input_is_a_text_file(run):
    put("source.txt", "وصل إلى حلب\n")
    done = run("glossary", "check", "source.txt", "-", stdin=b"He came to Halab.\n")
    assert done.status == 3
    assert done.out.startswith("standard input, line 1: حلب")
    done = run("glossary", "check", "-", "-", stdin=b"x\n")
    assert (done.status, done.err.count("only once")) == (2, 1)
    done = run("glossary", "check", "source.txt", "-")
    assert done.status == 2
    assert "standard input (translation) is empty" in done.err


# --- what cannot be used ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.tsv", "", "a.tsv (translations) is empty"),
        ("a.tsv", "\n\n", "a.tsv holds no translation"),
        ("a.tsv", "حلب\tAleppo\nدمشق\n", "a.tsv, line 2 has 1 column"),
        ("a.tsv", "حلب\tAleppo\tplace\n", "a.tsv, line 1 has 3 columns"),
        ("a.tsv", "Aleppo\tحلب\n", "a.tsv holds no Arabic source"),
        ("a.tsv", b"\x00\x01\xff\xfe" * 40, "a.tsv"),
        ("a.tsv", b"PK\x03\x04 word/document.xml", "a.tsv"),
        ("a.jsonl", "{}\n", "a.jsonl, line 1 is no record"),
        ("a.jsonl", '{"source": "حلب", "translation": null}\n', "a.jsonl, line 1 is no record"),
        ("a.jsonl", "[1, 2]\n", "a.jsonl, line 1 is no record"),
        ("a.jsonl", "[" * 100_000, "a.jsonl, line 1 is no record"),
        ("a.jsonl", b"\xc7\xe1\n", "a.jsonl is not UTF-8"),
        ("a.jsonl", '{"provenance": {}}\n', "a.jsonl holds no translation"),
        ("a.tmx", "<tmx>", "a.tmx, line 1: this is no well-formed XML"),
        ("a.tmx", "<html/>", "a.tmx is no TMX file"),
        ("a.tmx", "<tmx><body/></tmx>", "a.tmx has no unit in both Arabic and English"),
        ("a.tmx", "plain text", "a.tmx"),
        ("a.csv", 'حلب,"Aleppo\n', "a.csv, line 1: the quotation marks"),
        ("a.tsv", "حلب\tحلب\n", "a.tsv holds no English translation"),
        ("a.tbx", "<tbx/>", "a.tbx is no TMX file: its first element is <tbx>"),
        ("a.txt", "حلب\n", "a.txt is a text file; give two"),
    ],
)
def test_bad_files_are_refused_in_one_sentence(check, name, content, words):
    put(name, content)
    done = check(name)
    assert done.status == 2
    assert words in done.err
    assert done.err.count("\n") == 1
    assert done.out == ""


def test_an_entity_of_a_memory_is_not_expanded(check):
    declared = '<!DOCTYPE tmx [<!ENTITY x SYSTEM "terms.tsv">]>'
    put(
        "a.tmx",
        f'{declared}<tmx><body><tu><tuv xml:lang="ar"><seg>&x;</seg></tuv></tu></body></tmx>',
    )
    done = check("a.tmx")
    assert done.status == 2
    assert "declares the entity" in done.err


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["none.tsv"], "none.tsv (translations) does not exist"),
        (["none.tmx"], "none.tmx (translations) does not exist"),
        (["none.jsonl"], "none.jsonl (translations) does not exist"),
        (["source.txt", "none.txt"], "none.txt (translation) does not exist"),
        (["folder.tsv"], "folder.tsv (translations) is a folder"),
        (["folder.tmx"], "folder.tmx (translations) is a folder"),
        (["source.txt", "target.txt", "terms.tsv"], "source.txt holds one language only"),
        (["source.txt", "target.txt", "target.txt"], "give two"),
        (["target.txt", "source.txt"], "target.txt (source) holds no Arabic text"),
        (["source.txt", "short.txt"], "source.txt has 8 lines and short.txt has 1 line"),
        ([""], "a name is empty"),
    ],
)
def test_bad_arguments_are_refused_in_one_sentence(check, argv, words):
    put("short.txt", "Only one line.\n")
    Path("folder.tsv").mkdir()
    Path("folder.tmx").mkdir()
    done = check(*argv)
    assert done.status == 2
    assert words in done.err
    assert done.err.count("\n") == 1


def test_without_a_glossary_there_is_nothing_to_check_by(run):
    put("a.tsv", "حلب\tAleppo\n")
    done = run("glossary", "check", "a.tsv", "--no-glossary")
    assert done.status == 2
    assert "no glossary to check by" in done.err
