"""Translation memories: which units are terms, which are left out and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossary import Glossary, GlossaryError, Term
from glossary.formats import load, read

DATA = Path(__file__).parent / "data" / "exchange"


def memory(path: Path, *units: str) -> Path:
    body = "\n".join(f"<tu>{unit}</tu>" for unit in units)
    path.write_text(
        f'<?xml version="1.0"?>\n<tmx version="1.4"><header/><body>\n{body}\n</body></tmx>\n',
        encoding="utf-8",
    )
    return path


def unit(arabic: str, english: str, *, ar: str = "ar", en: str = "en") -> str:
    return (
        f'<tuv xml:lang="{ar}"><seg>{arabic}</seg></tuv>'
        f'<tuv xml:lang="{en}"><seg>{english}</seg></tuv>'
    )


def test_a_memory_of_others() -> None:
    found = read(DATA / "memory.tmx")
    assert found.glossary.terms == load(DATA / "memory.tsv").terms
    lines = [line.removeprefix(str(DATA / "memory.tmx")) for line in found.report.lines()]
    assert lines == [
        ": 4 terms, from 6 of 11 units; 5 left out",
        ": further English of a unit counts as right too (1)",
        ", line 25: ambiguous: الخوذ البيضاء is the White Helmets in line 13 and Syria Civil "
        "Defence here; the first is the target, the other counts as right too",
        ", line 17: left out: a sentence, not a term: 9 words",
        ", line 21: left out: a sentence, not a term: it ends in .",
        ", line 41: left out: no Arabic (languages: en, fr)",
        ", line 45: left out: no Arabic (languages: en)",
        ', line 49: left out: "من" is too short to be found safely (a row with match exact may '
        "hold it)",
    ]


@pytest.mark.parametrize("ar", ["ar", "AR", "ar-SY", "ar_EG", "ar-Arab-IQ", "ara", "arb"])
@pytest.mark.parametrize("en", ["en", "EN", "en-US", "en_GB", "eng"])
def test_codes_of_languages(tmp_path: Path, ar: str, en: str) -> None:
    path = memory(tmp_path / "m.tmx", unit("حلب", "Aleppo", ar=ar, en=en))
    assert Glossary.load(path).terms == (Term("حلب", "Aleppo"),)
    path.write_text(path.read_text(encoding="utf-8").replace("xml:lang", "lang"), encoding="utf-8")
    assert Glossary.load(path).terms == (Term("حلب", "Aleppo"),)


def test_the_code_of_another_language_is_not_taken_for_arabic(tmp_path: Path) -> None:
    path = memory(tmp_path / "m.tmx", unit("حلب", "Aleppo", ar="arc"), unit("حمص", "Homs"))
    assert Glossary.load(path).terms == (Term("حمص", "Homs"),)


def test_tags_inside_a_segment(tmp_path: Path) -> None:
    path = memory(
        tmp_path / "m.tmx",
        unit(
            '<bpt i="1">&lt;b&gt;</bpt>مدينة<ept i="1">&lt;/b&gt;</ept> '
            '<ph x="1">{0}<sub>ab</sub></ph>حلب<it pos="end">&lt;/i&gt;</it><ut>x</ut>',
            'the <hi type="bold">city <hi>of</hi></hi>\n Aleppo<!-- the largest -->',
        ),
    )
    assert Glossary.load(path).terms == (Term("مدينة حلب", "the city of Aleppo"),)


SENTENCES = {
    ("وصل الوفد", "The delegation arrived."): False,
    ("هل وصل الوفد؟", "Has the delegation arrived"): False,
    ("واحد اثنان ثلاثة أربعة خمسة ستة", "one to six"): False,
    ("سبعة", "one two three four five six seven eight nine"): False,
    ("المرصد السوري لحقوق الإنسان", "the Syrian Observatory for Human Rights"): True,
    ("الولايات المتحدة", "the U.S."): True,
    ("د.", "Dr."): False,
    ("واشنطن العاصمة", "Washington D.C."): True,
}


@pytest.mark.parametrize(("arabic", "english"), SENTENCES)
def test_which_units_are_terms(tmp_path: Path, arabic: str, english: str) -> None:
    path = memory(tmp_path / "m.tmx", unit("حلب", "Aleppo"), unit(arabic, english))
    report = read(path).report
    assert bool(report.left) is not SENTENCES[arabic, english]


def test_many_sentences_are_counted(tmp_path: Path) -> None:
    sentences = [unit(f"وصل الوفد رقم {n}.", f"Delegation {n} came.") for n in range(1200)]
    path = memory(tmp_path / "m.tmx", unit("حلب", "Aleppo"), *sentences)
    lines = list(read(path).report.lines())
    assert lines[0] == f"{path}: 1 term, from 1 of 1,201 units; 1,200 left out"
    assert lines[1] == f"{path}, line 4: left out: a sentence, not a term: it ends in ."
    assert lines[11:] == [f"{path}: and 1,190 more units that are sentences, not terms"]


def test_several_units_of_one_term(tmp_path: Path) -> None:
    path = memory(
        tmp_path / "m.tmx",
        unit("إيران", "Iran"),
        unit("ايران", "Iran"),
        unit("ايران", "Persia"),
        unit("إيران", "Iran"),
    )
    found = read(path)
    assert found.glossary.terms == (Term("إيران", "Iran", accept=("Persia",)),)
    assert found.report.taken == 4
    assert len(found.report.remarks) == 1


def test_a_memory_without_terms(tmp_path: Path) -> None:
    path = memory(tmp_path / "m.tmx", unit("حلب", "Alep", en="fr"))
    with pytest.raises(GlossaryError, match=r"holds no term .* no English \(languages: ar, fr\)"):
        Glossary.load(path)
