"""Two terms that a reader of the English would take for one get a warning."""

from __future__ import annotations

import pytest

from glossary.term import Glossary, Term
from translator import enforce, pipeline
from translator.document import Translation
from translator.enforce import Task
from translator.engine import Decoding, Engine

LIGHT = Term("حزب النور", "Party of Light", type="organization")
GLEAM = Term("حزب الضياء", "Party of Light", type="organization")
FIRST = Term("الجيش الأول", "First Army", accept=("army",))
NATIONAL = Term("الجيش الوطني", "National Army", accept=("army",))
TRUCE = Term("هدنة", "truce")
THE_TRUCE = Term("الهدنة", "truce")
US = Term("الولايات المتحدة", "United States", accept=("America", "US"), type="place")
AMERICA = Term("أمريكا", "America", accept=("United States", "US"), type="place")
STRIP = Term("قطاع غزة", "Gaza Strip", accept=("Gaza",), type="place")
GAZA = Term("غزة", "Gaza", type="place")
PROSECUTOR = Term("المدعي العام", "prosecutor")
GENERAL = Term("النائب العام", "prosecutor general", accept=("prosecutor",))


@pytest.mark.parametrize(
    ("terms", "source", "english", "alike"),
    [
        # two parties, one name: the glossary itself asks for it
        ([LIGHT, GLEAM], "رفض حزب النور وحزب الضياء", "Party of Light and the Party of Light", 1),
        ([LIGHT, GLEAM], "رفض حزب النور وحزب النور", "Party of Light and the Party of Light", 0),
        ([FIRST, NATIONAL], "الجيش الأول والجيش الوطني", "The army and the army", 1),
        ([FIRST, NATIONAL], "الجيش الأول والجيش الوطني", "The First Army and the army", 0),
        ([PROSECUTOR, GENERAL], "المدعي العام والنائب العام", "Prosecutor, the prosecutor", 1),
        # what the glossary takes for one
        ([TRUCE, THE_TRUCE], "هدنة بعد الهدنة", "A truce after the truce", 0),
        ([US, AMERICA], "الولايات المتحدة أو أمريكا", "The US or the US", 0),
        ([STRIP, GAZA], "قطاع غزة ومدينة غزة", "Gaza and Gaza city", 0),
    ],
)
def test_two_terms_that_read_alike(
    engine: Engine, terms: list[Term], source: str, english: str, alike: int
) -> None:
    found = tuple(Glossary(tuple(terms), "test").find(source))
    task = Task(source, engine.encode(source), found)
    [hypothesis] = engine.follow([(task.pieces, english)])
    given = enforce.candidate(task, task.pieces, hypothesis)
    assert given.unmet == ()
    warnings = enforce.alike_warnings(found, enforce.term_uses(task, given))
    assert len(warnings) == alike
    for warning in warnings:
        assert warning.kind == "term"
        assert all(one.surface in warning.message for one in found)


def run(engine: Engine, source: str, *terms: Term) -> Translation:
    [done] = pipeline.translate([source], engine, Glossary(terms, "test"), Decoding(), [1])
    return done


def test_two_names_never_fall_together_in_silence(engine: Engine) -> None:
    done = run(engine, "رفض حزب النور ما قاله حزب الضياء.", LIGHT, GLEAM)
    assert any(warning.kind == "term" for warning in done.warnings)
    places = [use.target_span for use in done.terms if use.target_span]
    assert len(set(places)) == len(places)


def part(
    engine: Engine, source: str, start: int, english: str, *terms: Term
) -> tuple[pipeline._Part, enforce.Candidate]:
    task = Task(source, engine.encode(source), tuple(Glossary(terms, "test").find(source)))
    [hypothesis] = engine.follow([(task.pieces, english)])
    made = enforce.candidate(task, task.pieces, hypothesis)
    return pipeline._Part(0, (start, start + len(source)), task), made


def test_records_of_a_sentence_in_parts_match_its_text(engine: Engine) -> None:
    """A part's own full stop goes, a term's does not; a part may begin with a small letter."""
    states = Term("الولايات المتحدة", "U.S.", type="place")
    ghouta = Term("الغوطة", "The Ghouta", type="place")
    first, second = "غادر الوزير الولايات المتحدة", "الغوطة محاصرة"
    parts = [
        part(engine, first, 0, "The minister left the U.S.", states),
        part(engine, second, len(first) + 1, "The Ghouta is besieged.", ghouta),
    ]
    done = pipeline._joined(f"{first} {second}", parts, True)
    assert done.target == "The minister left the U.S. the Ghouta is besieged."
    for use in done.terms:
        assert use.target_span
        assert done.target[slice(*use.target_span)] == use.rendering
        assert done.source[slice(*use.source_span)] == use.surface
    assert [use.rendering for use in done.terms] == ["U.S.", "the Ghouta"]
