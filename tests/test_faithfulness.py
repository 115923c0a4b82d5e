"""The lists of the faithfulness benchmark, and how it judges a translation."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from translator import Translator

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "training" / "corpus"
INDIC = re.compile("[٠-٩]")
LATIN = re.compile(r"[A-Za-z0-9]+(?:[ '-][A-Za-z0-9]+)*")
ARABIC = re.compile("[\u0621-\u064a]")


def loaded() -> ModuleType:
    """The benchmark, which belongs to no package."""
    path = ROOT / "benchmarks" / "faithfulness.py"
    spec = importlib.util.spec_from_file_location("faithfulness", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


judge = loaded()
FILES = {judge.NUMBERS: (100, 4), judge.NAMES: (100, 3), judge.NEGATION: (60, 3)}


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def corpus() -> str:
    files = sorted(CORPUS.glob("*/*.tsv"))
    assert files
    return "".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_list_is_whole(path: Path) -> None:
    count, columns = FILES[path]
    found = rows(path)
    assert len(found) == len({row[0] for row in found}) == count
    for row in found:
        assert len(row) == columns
        assert all(cell == cell.strip() for cell in row)
        # Other forms of a number are the one column that may be empty.
        assert all(row[n] for n in range(columns) if (columns, n) != (4, 2))
        assert ARABIC.search(row[0])
        assert not ARABIC.search(row[-1])


def test_no_sentence_is_trained_on(corpus: str) -> None:
    trained = {line.partition("\t")[0] for line in corpus.splitlines()}
    assert not trained & {row[0] for path in FILES for row in rows(path)}


def test_sentences_with_numbers() -> None:
    lines = judge.read_numbers()
    assert all(6 <= len(line.source.split()) <= 30 for line in lines)
    assert all(1 <= len(line.wanted) <= 2 for line in lines)
    assert sum(bool(INDIC.search(line.source)) for line in lines) >= 25
    in_words = [line for line in lines if not re.search(r"\d", line.source)]
    assert len(in_words) >= 12
    assert all(len(forms) > 1 for line in in_words for forms in line.wanted)


def test_the_references_carry_their_numbers() -> None:
    for line in judge.read_numbers():
        assert judge.carries(line, line.reference), line.reference


def test_names_are_latin_in_the_source_and_unknown(corpus: str) -> None:
    lines = judge.read_names()
    known = set(re.findall(r"\w+", corpus))
    names = [name for line in lines for (name,) in line.wanted]
    assert len(names) == len(set(names)) >= 130
    assert 30 <= sum(len(line.wanted) == 2 for line in lines) <= 36
    for name in names:
        assert LATIN.fullmatch(name)
        assert 1 <= len(name.split()) <= 3
        assert name not in corpus
        assert set(re.findall(r"\w+", name)) - known, name
    for line in lines:
        assert judge.obeys(line, line.reference), line.reference
        rest = line.source
        for (name,) in line.wanted:
            # A particle is kept before a name with a space, as the ladder writes it.
            assert re.search(rf"(?<!\w){re.escape(name)}(?!\w)", rest)
            rest = rest.replace(name, "")
        assert not re.search("[A-Za-z]", rest)


def test_references_negate_where_their_sources_do() -> None:
    lines = judge.read_negation()
    assert sum(line.negated for line in lines) == 30
    for line in lines:
        assert judge.negates(line.reference) == line.negated, line.reference


@pytest.mark.parametrize(
    ("number", "english", "found"),
    [
        ("17", "killed 17 workers", True),
        ("17", "17 were killed.", True),
        ("17", "killed 177 workers", False),
        ("17", "killed 117 workers", False),
        ("17", "worth 17.5 euros", False),
        ("17", "worth 3.17 euros", False),
        ("17", "some 17,000 people", False),
        ("17", "at 17:30", False),
        ("27", "on the 27th of May", True),
        ("47", "Road 47, the militia", True),
        ("8650", "8,650 tons", True),
        ("8650", "8650 tons.", True),
        ("8650", "8.650 tons", False),
        ("8650", "18,650 tons", False),
        ("1240300", "sold 1,240,300 phones", True),
        ("1240300", "sold 1,240 phones", False),
        ("1968", "in 1968.", True),
        ("1968", "in the 1968s", False),
        ("82", "82mm shells", True),
        ("38.7%", "turnout was 38.7%.", True),
        ("38.7%", "turnout was 38.7 percent", True),
        ("38.7%", "turnout was 38.7 per cent", True),
        ("38.7%", "turnout was 38.7", False),
        ("38.7%", "turnout was 8.7%", False),
        ("12.7", "12.7 mm", True),
        ("12.7", "12.75 mm", False),
        ("12.7", "1217 mm", False),
        ("19:45", "at 19:45.", True),
        ("19:45", "at 19.45", False),
        ("19:45", "at 19", False),
        ("3-4", "for 3-4 days", True),
        ("3-4", "for 3–4 days", True),
        ("3-4", "for 3 to 4 days", True),
        ("3-4", "for 4 days", False),
        ("3-4", "for 13-4 days", False),
        ("4.8 million", "cost 4.8 million dinars", True),
        ("4.8 million", "a $4.8-million factory", True),
        ("4.8 million", "cost 4.8 billion dinars", False),
        ("4.8 million", "cost 4.8 dinars", False),
    ],
)
def test_a_number_in_the_english(number: str, english: str, found: bool) -> None:
    assert judge.has_number(number, english) is found


@pytest.mark.parametrize(
    ("english", "carried"),
    [
        ("It carried 188 passengers and 14 children.", True),
        ("It carried 188 passengers and fourteen children.", True),
        ("Fourteen children were among the 188 passengers.", True),
        ("It carried 188 passengers.", False),
        ("It carried 188 passengers and forty children.", False),
        ("It carried 188 passengers and fourteenth children.", False),
        ("", False),
    ],
)
def test_every_number_counts_in_any_of_its_forms(english: str, carried: bool) -> None:
    line = judge.Line("", (("188",), ("14", "fourteen")), None, "")
    assert judge.carries(line, english) is carried


@pytest.mark.parametrize(
    ("english", "obeyed"),
    [
        ("Vantoor left al-Zuhmur yesterday.", True),
        ("Al-Zuhmur is the home of Vantoor.", True),
        ('"Al-Zuhmur", said Vantoor.', True),
        ("In al-Zuhmur Vantoor’s car was found.", True),
        ("The al-Zuhmur-based Vantoor.", True),
        ("Vantoor left Al-Zuhmur yesterday.", False),
        ("Vantoor left Zuhmur yesterday.", False),
        ("Vantor left al-Zuhmur yesterday.", False),
        ("Vantoors left al-Zuhmur yesterday.", False),
        ("vantoor left al-Zuhmur yesterday.", False),
        ("He left al-Zuhmur yesterday.", False),
    ],
)
def test_names_are_exact(english: str, obeyed: bool) -> None:
    line = judge.Line("", (("Vantoor",), ("al-Zuhmur",)), None, "")
    assert judge.obeys(line, english) is obeyed


def test_an_apostrophe_may_be_curly() -> None:
    line = judge.Line("", (("Merilda O'Vannick",),), None, "")
    assert judge.obeys(line, "Merilda O’Vannick spoke.")
    assert not judge.obeys(line, "Merilda Vannick spoke.")


@pytest.mark.parametrize(
    ("english", "negated"),
    [
        ("He did not come.", True),
        ("He didn't come.", True),
        ("He won’t come.", True),
        ("No one came.", True),
        ("He cannot come.", True),
        ("Neither came.", True),
        ("They left without water.", True),
        ("Police denied the report.", True),
        ("A non-binding vote.", True),
        ("He noted the notice at noon.", False),
        ("Nonetheless the knot held in Norway.", False),
        ("They came.", False),
        ("", False),
    ],
)
def test_negations(english: str, negated: bool) -> None:
    assert judge.negates(english) is negated


def test_the_numbers_of_all_hundred_sentences_are_carried_over(translator: Translator) -> None:
    lines = judge.read_numbers()
    english = judge.through_pipeline(translator, [line.source for line in lines])
    pairs = zip(lines, english, strict=True)
    assert [(line.source, text) for line, text in pairs if not judge.carries(line, text)] == []


def test_most_negations_are_kept_and_few_are_added(translator: Translator) -> None:
    """27 of 30 are kept and 5 of 30 added today; worse would be a step back."""
    lines = judge.read_negation()
    english = judge.through_pipeline(translator, [line.source for line in lines])
    kept = added = 0
    for line, text in zip(lines, english, strict=True):
        kept += line.negated and judge.negates(text)
        added += not line.negated and judge.negates(text)
    assert kept >= 26
    assert added <= 6
