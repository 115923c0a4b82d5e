"""The ladder: placing renderings, each rung by itself, and what a whole run guarantees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from glossary.check import renderings
from glossary.term import Glossary, Term
from translator import enforce, pipeline
from translator.checks import degenerate
from translator.document import Translation
from translator.enforce import Candidate, Task, rungs
from translator.enforce.attempt import Attempt, carry_out
from translator.engine import Decoding, Engine, Job

SHAYRAT = Term("الشعيرات", "Shayrat", type="place")
KHAN = Term("خان شيخون", "Khan Shaykhun", avoid=("Khan Sheikhoun",), type="place")
TRUMP = Term("ترامب", "Trump", type="person")
DONALD = Term("دونالد ترامب", "Donald Trump", type="person")
APRIL = Term("نيسان", "April", variants=("أبريل",), type="date")
UNITED = Term("الأمم المتحدة", "United Nations", accept=("UN",), type="organization")
TERMS = Glossary((SHAYRAT, KHAN, TRUMP, DONALD, APRIL, UNITED), "test")
HOW = Decoding()


def task(engine: Engine, source: str, terms: Glossary = TERMS) -> Task:
    return Task(source, engine.encode(source), tuple(terms.find(source)))


def told(engine: Engine, given: Task, english: str) -> Candidate:
    """The candidate that a certain English would be."""
    [hypothesis] = engine.follow([(given.pieces, english)])
    return enforce.candidate(given, given.pieces, hypothesis)


def todo(candidate: Candidate) -> dict[int, int]:
    return dict.fromkeys(candidate.unmet, 0)


def run(
    engine: Engine, sources: Sequence[str], terms: Glossary | None = TERMS
) -> list[Translation]:
    return list(pipeline.translate(sources, engine, terms, HOW, [64]))


def test_longer_renderings_choose_first_and_a_place_serves_once(engine: Engine) -> None:
    one = task(engine, "التقى دونالد ترامب الوفد، وقال ترامب إنه راض.")
    assert [o.term for o in one.occurrences] == [DONALD, TRUMP]
    both = told(engine, one, "Donald Trump met the delegation, and Trump said he was satisfied.")
    assert both.places == ((0, 12), (37, 42))
    single = told(engine, one, "Donald Trump met the delegation and said he was satisfied.")
    assert single.places == ((0, 12), None)
    assert single.unmet == (1,)


def test_alignment_decides_between_equal_places(engine: Engine) -> None:
    one = task(engine, "قال ترامب إن الأمم المتحدة ضعيفة.")
    found = told(engine, one, "Trump said that the United Nations was weak, said Trump.")
    assert found.places[0] in ((0, 5), (50, 55))
    assert found.text[slice(*(found.places[1] or ()))] == "United Nations"


def test_an_accepted_form_is_met(engine: Engine) -> None:
    one = task(engine, "قالت الأمم المتحدة ذلك.")
    assert told(engine, one, "The UN said that.").unmet == ()


def test_a_form_to_be_avoided_is_spelled_right(engine: Engine) -> None:
    one = task(engine, "وصل الوفد إلى خان شيخون.")
    before = told(engine, one, "The delegation arrived in Khan Sheikhoun.")
    [attempt] = rungs.respell(one, before, todo(before), engine)
    [after] = carry_out([(one, attempt)], engine, HOW)
    assert after is not None
    assert after.text == "The delegation arrived in Khan Shaykhun."
    assert (after.unmet, after.methods) == ((), ("replace",))


def joined(attempt: Attempt) -> str:
    return "".join(attempt.pieces.pieces).replace("▁", " ").strip()


def inlined(engine: Engine, one: Task, before: Candidate) -> list[Attempt]:
    """What is carried from the start, and what the inline rung tries turn after turn."""
    attempts = rungs.carried(one, before.unmet, engine)
    for turn in range(rungs.INLINE_TURNS):
        todo = dict.fromkeys(before.unmet, turn)
        attempts += rungs.inline(one, before, todo, engine)
    return attempts


def test_inline_names_are_stand_ins_and_keep_their_place_in_the_source(engine: Engine) -> None:
    one = task(engine, "قصفت الطائرات بلدة خان شيخون ومطار الشعيرات أمس.")
    attempts = inlined(engine, one, told(engine, one, "The planes bombed the town yesterday."))
    assert len(attempts) > 1
    assert len({joined(attempt) for attempt in attempts}) == len(attempts)
    for attempt in attempts:
        assert "شيخون" not in joined(attempt)
        assert "الشعيرات" not in joined(attempt)
        assert [name for _, name in attempt.carried] == ["Khan Shaykhun", "Shayrat"]
        assert {o.span for o in one.occurrences} <= set(attempt.pieces.offsets)
        assert all(0 <= start <= end <= len(one.text) for start, end in attempt.pieces.offsets)


def test_a_particle_is_written_on_to_a_stand_in(engine: Engine) -> None:
    terms = Glossary((KHAN, Term("الزلموق", "Zalmouq Army", type="organization")), "test")
    for source, written in (("وبخان شيخون", "وبدمشق"), ("للزلموق", "للامم المتحدة")):
        one = task(engine, source, terms)
        attempts = inlined(engine, one, told(engine, one, "Nothing."))
        assert written in {joined(attempt) for attempt in attempts}


def test_a_date_stands_for_a_date(engine: Engine) -> None:
    wednesday = Term("الأربعاء", "Wednesday", type="date")
    one = task(engine, "وصل الوفد في نيسان يوم الأربعاء.", Glossary((APRIL, wednesday), "test"))
    first = inlined(engine, one, told(engine, one, "The delegation arrived."))[0]
    assert first.carried == (("January", "April"), ("Monday", "Wednesday"))


@pytest.mark.parametrize(
    ("arabic", "target", "english"),
    [
        ("مناطق هادئة", "quiet belts", "negotiations"),
        ("المناطق الهادئة", "quiet belts", "negotiations"),
        ("غاز الهجران", "lilac vapor", "agreement"),
        ("الأزمة السورية", "Syrian crisis", "agreement"),  # a name and a common noun
    ],
)
def test_words_that_are_no_name_have_stand_ins_of_their_number(
    engine: Engine, arabic: str, target: str, english: str
) -> None:
    one = task(engine, f"بحث الوفد {arabic} أمس.", Glossary((Term(arabic, target),), "test"))
    first = inlined(engine, one, told(engine, one, "The delegation was there."))[0]
    assert first.carried == ((english, target),)


def test_a_term_comes_in_by_its_stand_in(engine: Engine) -> None:
    one = task(engine, "وصل الوفد إلى خان شيخون أمس.")
    attempts = inlined(engine, one, told(engine, one, "The delegation arrived yesterday."))
    found = [made for made in carry_out([(one, a) for a in attempts], engine, HOW) if made]
    met = [made for made in found if not made.unmet]
    assert met
    for made in met:
        assert made.methods == ("inline",)
        assert made.text[slice(*(made.places[0] or ()))] == "Khan Shaykhun"


def test_the_next_hypotheses_are_looked_through(engine: Engine) -> None:
    one = task(engine, "وصل الوفد إلى خان شيخون أمس.")
    before = told(engine, one, "The delegation arrived yesterday.")
    [attempt] = rungs.nbest(one, before, todo(before), engine)
    assert (attempt.pieces, attempt.prefix) == (one.pieces, "")
    assert attempt.hypotheses > max(HOW.hypotheses, HOW.beam)
    [after] = carry_out([(one, attempt)], engine, HOW)
    assert after is not None
    hypotheses = engine.decode([Job(one.pieces)], Decoding(beam=4, hypotheses=4))[0]
    assert after.text in [hypothesis.text for hypothesis in hypotheses]


def test_a_forced_prefix_keeps_what_stands_before_it(engine: Engine) -> None:
    one = task(engine, "هاجمت الولايات المتحدة قاعدة الشعيرات الجوية.")
    before = told(engine, one, "The United States attacked the Sharjah air base.")
    [attempt] = rungs.prefix(one, before, todo(before), engine)
    [(stand_in, _)] = attempt.carried
    assert re.fullmatch(f"The United States attacked (the )?{stand_in}", attempt.prefix)
    assert "الشعيرات" not in joined(attempt)
    [after] = carry_out([(one, attempt)], engine, HOW)
    assert after is not None
    assert re.match("The United States attacked (the )?Shayrat", after.text)
    assert after.unmet == ()
    assert after.methods == ("prefix",)


def test_what_a_rung_put_in_is_kept_by_the_forced_prefix(engine: Engine) -> None:
    one = task(engine, "انطلقت الطائرات من الشعيرات وقصفت خان شيخون أمس.")
    before = told(engine, one, "The planes took off from Shayrat and bombed the town yesterday.")
    before = replace(before, methods=("inline", "model"))
    assert before.unmet == (1,)
    [attempt] = rungs.prefix(one, before, todo(before), engine)
    assert [written for _, written in attempt.carried] == ["Shayrat", "Khan Shaykhun"]
    assert "Shayrat" not in attempt.prefix
    [after] = carry_out([(one, attempt)], engine, HOW)
    assert after is not None
    assert after.unmet == ()
    assert after.methods == ("inline", "prefix")


def test_a_term_without_stand_ins_is_forced_itself(engine: Engine) -> None:
    names = "، ".join(["دمشق", "موسكو", "باريس", "طهران", "بغداد", "برلين"])
    one = task(engine, f"زار الوفد {names} والشعيرات.")
    before = told(engine, one, "The delegation visited six cities and another one.")
    [attempt] = rungs.prefix(one, before, todo(before), engine)
    assert attempt.carried == ()
    assert attempt.prefix.endswith(" Shayrat")


def test_a_term_that_failed_is_tried_at_its_next_place(engine: Engine) -> None:
    one = task(engine, "هاجمت الولايات المتحدة قاعدة الشعيرات الجوية أمس في الصباح.")
    before = told(engine, one, "The United States attacked the Sharjah air base yesterday.")
    [first] = rungs.prefix(one, before, {0: 0}, engine)
    [second] = rungs.prefix(one, before, {0: 1}, engine)
    assert first.prefix != second.prefix


def test_aligned_words_are_replaced(engine: Engine) -> None:
    one = task(engine, "هاجمت الولايات المتحدة قاعدة الشعيرات الجوية.")
    before = told(engine, one, "The United States attacked the Sharjah air base.")
    attempts = rungs.replace_aligned(one, before, todo(before), engine)
    assert attempts
    found = [made for made in carry_out([(one, a) for a in attempts], engine, HOW) if made]
    for after in found:
        assert after.methods == ("replace",)
        assert "Shayrat" in after.text


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("Planes bombed a Gutta area.", "Planes bombed the Ghouta area."),
        ("Planes bombed the Gutta area.", "Planes bombed the Ghouta area."),
        ("The Gutta was bombed.", "The Ghouta was bombed."),
        ("Planes bombed Gutta.", "Planes bombed the Ghouta."),
    ],
)
def test_an_article_of_its_own_takes_the_place_of_the_one_before(
    engine: Engine, english: str, expected: str
) -> None:
    terms = Glossary((Term("الغوطة", "the Ghouta", avoid=("Gutta",), type="place"),), "test")
    one = task(engine, "قصفت الطائرات الغوطة.", terms)
    before = told(engine, one, english)
    [attempt] = rungs.respell(one, before, todo(before), engine)
    [after] = carry_out([(one, attempt)], engine, HOW)
    assert after is not None
    assert (after.text, after.unmet) == (expected, ())


def test_a_date_is_never_pasted(engine: Engine) -> None:
    one = task(engine, "وصل الوفد في نيسان.")
    before = told(engine, one, "The delegation arrived in March.")
    assert before.unmet == (0,)
    assert rungs.replace_aligned(one, before, todo(before), engine) == []


def test_nothing_is_pasted_where_nothing_is_aligned(engine: Engine) -> None:
    one = task(engine, "الشعيرات")
    empty = told(engine, one, ".")
    assert rungs.replace_aligned(one, empty, todo(empty), engine) == []


def test_a_run_with_the_shipped_glossary(engine: Engine, sentences: list[str]) -> None:
    """Every occurrence in the five articles is met at its span, or null with a warning."""
    shipped = Glossary.default()
    met = total = pasted = 0
    for source, done in zip(sentences, run(engine, sentences, shipped), strict=True):
        found = shipped.find(source)
        assert [o.span for o in found] == [use.source_span for use in done.terms]
        spans = []
        for occurrence, use in zip(found, done.terms, strict=True):
            total += 1
            if use.rendering is None:
                assert (use.target_span, use.method) == (None, None)
                assert any(
                    w.kind == "term" and w.message.startswith(use.surface) for w in done.warnings
                )
                continue
            met += 1
            pasted += use.method == "replace"
            assert use.target_span is not None
            assert done.target[slice(*use.target_span)] == use.rendering
            assert use.target_span in renderings(occurrence.term, done.target)
            spans.append(use.target_span)
        assert len(set(spans)) == len(spans)
    assert total > 200
    assert met / total >= 0.95
    assert pasted / total <= 0.2


def test_what_needs_no_term_is_what_it_was(engine: Engine, sentences: list[str]) -> None:
    """A sentence whose terms the model renders itself, or that has none, is left as it is."""
    some = sentences[:25]
    untouched = 0
    for plain, done in zip(run(engine, some, None), run(engine, some), strict=True):
        if all(use.method == "model" for use in done.terms):
            untouched += 1
            assert done.target == plain.target
            assert done.score == plain.score
    assert untouched


def test_an_attempt_that_breaks_the_sentence_is_not_taken(
    engine: Engine, sentences: list[str]
) -> None:
    impossible = Glossary((Term("ترامب", "zzqx vrrk zzqx vrrk zzqx vrrk zzqx vrrk"),), "odd")
    for done in run(engine, sentences[:12], impossible):
        if any(use.method for use in done.terms):
            assert degenerate(done.source, done.target) is None
        for use in done.terms:
            assert (use.rendering is None) == any(w.kind == "term" for w in done.warnings)


OWN = [
    ("لافروف", "Lavroff", "وصل لافروف إلى موسكو أمس."),
    ("لافروف", "Mr Lavrov", "قال لافروف إن الاتفاق قريب."),
    ("دمشق", "Dimashq", "وصل الوفد إلى دمشق."),
    ("دمشق", "Sham City", "غادر الوزير دمشق يوم أمس."),
    ("الأمم المتحدة", "UNO", "دعت الأمم المتحدة إلى وقف القتال."),
    ("أردوغان", "Erdoğan", "التقى بوتين أردوغان في موسكو."),
    ("بوتين", "Zqxwv", "قال بوتين إن روسيا مستعدة."),
]


@pytest.mark.parametrize(("source", "target", "sentence"), OWN)
def test_a_rendering_of_the_users_own_is_honoured(
    engine: Engine, source: str, target: str, sentence: str
) -> None:
    """However unlikely the model finds it, and also where its vocabulary cannot spell it."""
    terms = Glossary.default().overlay(Glossary((Term(source, target),), "own"))
    [done] = run(engine, [sentence], terms)
    assert target in [use.rendering for use in done.terms]
    assert target in done.target
    assert degenerate(sentence, done.target) is None
