"""Texts of many visitors through one batcher: the same results, in order, and each its turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from batches import Plug, Visitor, batcher, numbered, single
from conftest import SEEDS

from glossary import Glossary, Term
from translator.api import Translator
from translator.document import Translation
from translator.engine import Decoding, Engine, Hypothesis, Job
from translator.errors import TranslatorError
from translator.pipeline import Request
from translator.segment import segment
from ui.batcher import Batcher, Busy

__all__ = ["batcher", "single"]

ARTICLES = ["\n".join(path.read_text(encoding="utf-8").splitlines()[:7]) for path in SEEDS]
"""The first lines of the five articles."""


def test_articles_come_out_as_they_do_alone(batcher: Batcher, translator: Translator) -> None:
    shipped = Glossary.default()
    visitors = []
    for article in ARTICLES:
        visitor, document = Visitor(), segment(article)
        requests = [Request(one.text, shipped) for _, _, one in document.segments()]
        batcher.submit(visitor.work(requests, translator))
        visitors.append(visitor)
    for article, visitor in zip(ARTICLES, visitors, strict=True):
        alone = translator.translate_text(article, glossary=shipped).translations
        assert tuple(visitor.wait()) == alone


def test_fifty_with_their_own_glossaries_and_beams(
    batcher: Batcher, engine: Engine, sentences: list[str]
) -> None:
    shipped = Glossary.default()
    own = shipped.overlay(Glossary((Term("الشعيرات", "Al-Shaerat"), Term("أستانة", "Astanah"))))
    glossaries = [shipped, own, None]
    translators = [Translator(engine, Decoding()), Translator(engine, Decoding(beam=1))]
    some = sentences[:24]
    expected = {
        (beam, which): dict(
            zip(
                some,
                translators[beam].translate_together(
                    [Request(text, glossaries[which]) for text in some]
                ),
                strict=True,
            )
        )
        for beam in range(2)
        for which in range(3)
    }
    visitors = []
    for n in range(50):
        beam, which, start = n % 2, n % 3, n % 20
        visitor, texts = Visitor(), some[start : start + 1 + n % 5]
        requests = [Request(text, glossaries[which]) for text in texts]
        batcher.submit(visitor.work(requests, translators[beam]))
        visitors.append((visitor, [expected[beam, which][text] for text in texts]))
    for visitor, wanted in visitors:
        assert visitor.wait() == wanted
    assert expected[0, 0] != expected[0, 1]
    assert expected[0, 0] != expected[1, 0]


def test_rows_come_in_order_of_batches(translator: Translator) -> None:
    batcher = Batcher(3, batch=8)
    visitors = [Visitor() for _ in range(4)]
    for n, visitor in enumerate(visitors):
        batcher.submit(visitor.work(numbered(30, f"خبر {n}"), translator))
    for n, visitor in enumerate(visitors):
        assert [one.source for one in visitor.wait()] == [f"خبر {n} رقم {k}." for k in range(30)]
        assert visitor.calls[0][:2] == [0, 1]
    batcher.close()


def test_a_long_text_keeps_no_short_one_waiting(single: Batcher, translator: Translator) -> None:
    diary: list[tuple[str, str]] = []
    long, short = Visitor("long", diary), Visitor("short", diary)
    plug = Plug(single, translator)
    job = single.submit(long.work(numbered(400), translator))
    single.submit(short.work(numbered(3, "عاجل"), translator))
    plug.pull.set()
    assert len(short.wait()) == 3
    assert diary[: diary.index(("short", "end"))].count(("long", "rows")) <= 2
    job.cancel()
    assert len(long.wait()) < 400


def test_all_have_their_first_rows_before_anybody_has_more(
    single: Batcher, translator: Translator
) -> None:
    diary: list[tuple[str, str]] = []
    visitors = [Visitor(str(n), diary) for n in range(8)]
    plug = Plug(single, translator)
    for n, visitor in enumerate(visitors):
        single.submit(visitor.work(numbered(9, f"خبر {n}"), translator))
    plug.pull.set()
    for visitor in visitors:
        assert len(visitor.wait()) == 9
    assert [name for name, _ in diary[:8]] == [visitor.name for visitor in visitors]


def test_a_very_long_sentence_has_a_batch_of_its_own(
    single: Batcher, translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    together, batches = Translator.translate_together, []

    def noting(self: Translator, requests: Sequence[Request]) -> list[Translation]:
        batches.append([len(request.source) for request in requests])
        return together(self, requests)

    long, short = Visitor(), Visitor()
    plug = Plug(single, translator)
    monkeypatch.setattr(Translator, "translate_together", noting)
    sentence = Request("قال الوزير إن الوفد وصل، " * 100)
    single.submit(long.work([sentence, *numbered(1)], translator))
    single.submit(short.work(numbered(2, "عاجل"), translator))
    plug.pull.set()
    assert len(long.wait()) == len(short.wait()) == 2
    assert batches[0] == [len(sentence.source)]
    assert len(batches[1]) == 2


def test_an_urgent_text_goes_before_the_others(single: Batcher, translator: Translator) -> None:
    diary: list[tuple[str, str]] = []
    first, second, urgent = (Visitor(name, diary) for name in ("first", "second", "urgent"))
    plug = Plug(single, translator)
    single.submit(first.work(numbered(4), translator))
    single.submit(second.work(numbered(4, "قال"), translator))
    single.submit(urgent.work(numbered(3, "عاجل"), translator), urgent=True)
    plug.pull.set()
    for visitor in (first, second, urgent):
        visitor.wait()
    assert diary[0] == ("urgent", "rows")
    assert diary.index(("urgent", "end")) < diary.index(("second", "rows"))


def test_what_is_cancelled_ends_with_what_it_has(single: Batcher, translator: Translator) -> None:
    visitor = Visitor()
    plug = Plug(single, translator)
    job = single.submit(visitor.work(numbered(40), translator))
    visitor.then = job.cancel
    plug.pull.set()
    assert [one.source for one in visitor.wait()] == ["خبر رقم 0.", "خبر رقم 1."]
    job.cancel()  # once more does no harm


def test_what_is_cancelled_before_its_turn_only_ends(
    single: Batcher, translator: Translator
) -> None:
    visitor = Visitor()
    plug = Plug(single, translator)
    single.submit(visitor.work(numbered(40), translator)).cancel()
    plug.pull.set()
    assert visitor.wait() == []


def test_a_text_without_segments_ends(batcher: Batcher, translator: Translator) -> None:
    visitor = Visitor()
    batcher.submit(visitor.work([], translator))
    assert visitor.wait() == []


def test_no_more_is_taken_than_may_wait(translator: Translator) -> None:
    idle = Batcher(0, most_jobs=3, most_segments=10)
    work = Visitor().work
    idle.submit(work(numbered(12), translator))  # nobody waits: any length is taken
    with pytest.raises(Busy, match=r"translated: 1\); try again in a minute\.$"):
        idle.submit(work(numbered(1), translator))
    idle.close()
    idle = Batcher(0, most_jobs=3, most_segments=10)
    for _ in range(3):
        idle.submit(work(numbered(2), translator))
    with pytest.raises(Busy, match=r"translated: 3\)"):
        idle.submit(work(numbered(2), translator))
    assert issubclass(Busy, TranslatorError)
    idle.close()


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of sentences that the model is given from now on, call by call."""
    numbers: list[int] = []
    decoded = Engine.decoded

    def counting(
        self: Engine, jobs: Sequence[Job], how: Decoding
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        numbers.append(len(jobs))
        return decoded(self, jobs, how)

    monkeypatch.setattr(Engine, "decoded", counting)
    return numbers


@pytest.mark.parametrize("remembered", [100, 0])
def test_what_several_want_is_decoded_once(
    translator: Translator, monkeypatch: pytest.MonkeyPatch, remembered: int
) -> None:
    requests = [Request("وصل الوفد."), Request("غادر الوفد."), Request("وصل الوفد.")]
    wanted = translator.translate_together(requests)
    batcher = Batcher(1, remembered=remembered)
    plug = Plug(batcher, translator)
    numbers = counted(monkeypatch)
    visitors = [Visitor() for _ in range(5)]
    for visitor in visitors:
        batcher.submit(visitor.work(requests[:2], translator))
    plug.pull.set()
    for visitor in visitors:
        assert visitor.wait() == wanted[:2]
    assert sum(numbers) == 2
    late = Visitor()
    batcher.submit(late.work(requests, translator))
    assert late.wait() == wanted
    assert (sum(numbers) == 2) == bool(remembered)
    batcher.close()


def test_what_was_decoded_with_another_glossary_is_not_taken(
    batcher: Batcher, translator: Translator
) -> None:
    own = Glossary((Term("الشعيرات", "Al-Shaerat"),))
    for glossary in (None, own, Glossary(own.terms, "the same under another name")):
        visitor = Visitor()
        requests = [Request("وصل الوفد إلى الشعيرات.", glossary)]
        batcher.submit(visitor.work(requests, translator))
        [translation] = visitor.wait()
        assert ("Al-Shaerat" in translation.target) == (glossary is not None)
        assert [translation] == translator.translate_together(requests)
