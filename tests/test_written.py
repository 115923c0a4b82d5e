"""What is said of a translation that a person wrote, and translating for several people at once."""

from __future__ import annotations

import pytest

from glossary import Glossary, Term
from translator.api import Translator
from translator.pipeline import Request

SOURCE = "قال لافروف في موسكو إن 59 طائرة قصفت مطار الشعيرات."
RIGHT = "Lavrov said in Moscow that 59 planes struck Shayrat airport."


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator.load(threads=2)


@pytest.fixture(scope="module")
def request_() -> Request:
    return Request(SOURCE, Glossary.default())


def test_a_right_translation_has_its_terms_links_and_no_warning(
    translator: Translator, request_: Request
) -> None:
    found = translator.judge(request_, RIGHT, "person")
    assert (found.target, found.origin, found.warnings) == (RIGHT, "person", ())
    assert [(use.surface, use.rendering, use.method) for use in found.terms] == [
        ("لافروف", "Lavrov", "person"),
        ("موسكو", "Moscow", "person"),
        ("الشعيرات", "Shayrat", "person"),
    ]
    linked = {(SOURCE[a:b], RIGHT[c:d]) for a, b, c, d in found.alignment}
    assert {("59", "59"), ("طائرة", "planes"), ("الشعيرات", "Shayrat")} <= linked
    assert found.score is not None
    assert found.score < 0


def test_what_is_missing_is_said(translator: Translator, request_: Request) -> None:
    found = translator.judge(request_, "Lavrov said nothing.", "person")
    said = [warning.message for warning in found.warnings]
    assert any("الشعيرات is not rendered as Shayrat" in message for message in said)
    assert any("59 is missing" in message for message in said)
    assert [use.rendering for use in found.terms] == ["Lavrov", None, None]


@pytest.mark.parametrize("target", ["", " ", "ѣ ☃ \x00", "word " * 900])
def test_any_target_stays_as_it_is(translator: Translator, request_: Request, target: str) -> None:
    found = translator.judge(request_, target, "memory")
    assert found.target == target
    assert found.origin == "memory"
    assert found.warnings


def test_judging_the_models_own_gives_its_own_links(
    translator: Translator, request_: Request
) -> None:
    [own] = translator.translate_together([request_])
    again = translator.judge(request_, own.target, "machine")
    assert again.alignment == own.alignment
    assert [use.target_span for use in again.terms] == [use.target_span for use in own.terms]


def test_a_source_longer_than_the_model_takes(translator: Translator) -> None:
    found = translator.judge(Request("قال الوزير إن الوفد وصل " * 200), "Short.", "person")
    assert found.target == "Short."


def test_each_request_has_its_own_glossary(translator: Translator, sentences: list[str]) -> None:
    other = Glossary.default().overlay(
        Glossary((Term("الشعيرات", "Al-Shaerat"), Term("لافروف", "Lavroff")))
    )
    glossaries = [Glossary.default(), None, other]
    requests = [Request(SOURCE, one) for one in glossaries]
    requests += [Request(text, other) for text in sentences[:12]] + [Request("NATO 3", other)]
    together = translator.translate_together(requests)
    assert together == [translator.translate_together([request])[0] for request in requests]
    assert "Shayrat" in together[0].target
    assert not together[1].terms
    assert "Al-Shaerat" in together[2].target
    assert "Lavroff" in together[2].target


def test_what_another_glossary_accepts_does_not_count(translator: Translator) -> None:
    """Two glossaries that differ in an accepted form alone, in either order."""
    source = "قال سليماني في بغداد إن القوات ستنسحب من المدينة."
    narrow = Glossary((Term("سليماني", "Soleimanee"),))
    wide = Glossary((Term("سليماني", "Soleimanee", accept=("Soleimani", "Suleimani", "Sulaiman")),))
    found = {}
    for order in ((narrow, wide), (wide, narrow)):
        translator.engine.renders.clear()
        for glossary in order:
            [one] = translator.translate_together([Request(source, glossary)])
            found.setdefault(glossary.checksum, []).append(one)
    assert all(first == second for first, second in found.values())
