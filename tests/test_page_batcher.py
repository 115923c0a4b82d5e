"""Texts of many visitors through one batcher: the same results, in order, and each its turn."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from glossary import Glossary, Term
from translator.api import Translator
from translator.document import Translation
from translator.engine import Decoding, Engine, Hypothesis, Job, Pieces
from translator.errors import TranslatorError
from translator.pipeline import Request
from translator.segment import segment
from ui.batcher import Batcher, Busy, Closed, Work

ARTICLES = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))

PATIENCE = 120
"""Seconds after which a test gives a text up; on a machine that is busy all takes long."""


@pytest.fixture(scope="module")
def translator(engine: Engine) -> Translator:
    return Translator(engine, Decoding())


@pytest.fixture
def batcher() -> Iterator[Batcher]:
    made = Batcher()
    yield made
    made.close()


@pytest.fixture
def single() -> Iterator[Batcher]:
    """One thread and small batches, so that the order of things is certain."""
    made = Batcher(1, batch=4)
    yield made
    made.close()


class Visitor:
    """Somebody who notes what is told, alone or in a diary shared with others."""

    def __init__(self, name: str = "", diary: list[tuple[str, str]] | None = None) -> None:
        self.name = name
        self.diary = [] if diary is None else diary
        self.rows: list[tuple[int, Translation]] = []
        self.calls: list[list[int]] = []
        self.errors: list[Exception] = []
        self.ends = 0
        self.over = threading.Event()
        self.then: Callable[[], None] = lambda: None
        self._calling = threading.Lock()

    def deliver(self, rows: list[tuple[int, Translation]]) -> None:
        assert self._calling.acquire(blocking=False), "two calls at the same time"
        self.diary.append((self.name, "rows"))
        self.rows += rows
        self.calls.append([number for number, _ in rows])
        self.then()
        self._calling.release()

    def failed(self, error: Exception) -> None:
        self.errors.append(error)

    def ended(self) -> None:
        self.diary.append((self.name, "end"))
        self.ends += 1
        self.over.set()

    def work(self, requests: Sequence[Request], translator: Translator) -> Work:
        return Work(requests, translator, self.deliver, self.failed, self.ended)

    def wait(self) -> list[Translation]:
        """All translations, once they are there: whole, in order, nothing twice."""
        assert self.over.wait(PATIENCE)
        assert self.errors == []
        assert [number for number, _ in self.rows] == list(range(len(self.rows)))
        assert self.ends == 1
        return [translation for _, translation in self.rows]


class Plug(Visitor):
    """A visitor with whose first row a thread is busy until `pull`: meanwhile others can come."""

    def __init__(self, batcher: Batcher, translator: Translator) -> None:
        super().__init__()
        self.held, self.pull = threading.Event(), threading.Event()
        self.then = self.hold
        batcher.submit(self.work(numbered(1, "انتظر"), translator))
        assert self.held.wait(PATIENCE)

    def hold(self) -> None:
        self.held.set()
        self.pull.wait(PATIENCE)


def numbered(count: int, word: str = "خبر") -> list[Request]:
    return [Request(f"{word} رقم {n}.") for n in range(count)]


def test_articles_come_out_as_they_do_alone(batcher: Batcher, translator: Translator) -> None:
    shipped = Glossary.default()
    visitors = []
    for path in ARTICLES:
        visitor, document = Visitor(), segment(path.read_text(encoding="utf-8"))
        requests = [Request(one.text, shipped) for _, _, one in document.segments()]
        batcher.submit(visitor.work(requests, translator))
        visitors.append(visitor)
    for path, visitor in zip(ARTICLES, visitors, strict=True):
        text = path.read_text(encoding="utf-8")
        alone = translator.translate_text(text, glossary=shipped).translations
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


def faulty(monkeypatch: pytest.MonkeyPatch, error: Exception, word: str) -> None:
    """The engine fails at every sentence that holds a word."""
    encode = Engine.encode

    def failing(self: Engine, text: str) -> Pieces:
        if word in text:
            raise error
        return encode(self, text)

    monkeypatch.setattr(Engine, "encode", failing)


@pytest.mark.parametrize("kind", [RuntimeError, MemoryError, IndexError])
def test_a_fault_is_that_of_one_visitor(
    single: Batcher,
    translator: Translator,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    kind: type[Exception],
) -> None:
    error = kind("وصل القنصل")
    faulty(monkeypatch, error, "القنصل")
    sound, guilty = [Visitor(), Visitor(), Visitor()], Visitor()
    plug = Plug(single, translator)
    for n, visitor in enumerate(sound[:2]):
        single.submit(visitor.work(numbered(5, f"خبر {n}"), translator))
    single.submit(guilty.work([*numbered(1), Request("وصل القنصل."), *numbered(9)], translator))
    with caplog.at_level(logging.DEBUG):
        plug.pull.set()
        assert guilty.over.wait(PATIENCE)
        for n, visitor in enumerate(sound[:2]):
            wanted = translator.translate_together(numbered(5, f"خبر {n}"))
            assert visitor.wait() == wanted
    assert guilty.errors == [error]
    assert (guilty.rows, guilty.ends) == ([], 1)
    assert "القنصل" not in caplog.text
    assert kind.__name__ in caplog.text
    single.submit(sound[2].work(numbered(3), translator))
    assert len(sound[2].wait()) == 3


def test_a_fault_that_passes_is_no_fault(
    batcher: Batcher, translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded, calls = Engine.decoded, [0]

    def failing_once(
        self: Engine, jobs: Sequence[Job], how: Decoding
    ) -> Iterator[tuple[int, list[Hypothesis]]]:
        calls[0] += 1
        if calls[0] == 1:
            raise RuntimeError("out of memory")
        return decoded(self, jobs, how)

    wanted = translator.translate_together(numbered(6))
    monkeypatch.setattr(Engine, "decoded", failing_once)
    visitor = Visitor()
    batcher.submit(visitor.work(numbered(6), translator))
    assert visitor.wait() == wanted


def test_a_visitor_who_fails_harms_nobody_else(single: Batcher, translator: Translator) -> None:
    def fail() -> None:
        raise KeyError("the page is gone")

    broken, sound = Visitor(), Visitor()
    broken.then = fail
    plug = Plug(single, translator)
    single.submit(broken.work(numbered(8), translator))
    single.submit(sound.work(numbered(8), translator))
    plug.pull.set()
    assert len(sound.wait()) == 8
    assert broken.over.wait(PATIENCE)
    assert [type(error) for error in broken.errors] == [KeyError]
    assert len(broken.calls) == 1


def test_closing_ends_in_time_whatever_is_going_on(
    translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, go_on = threading.Event(), threading.Event()

    def waiting(self: Engine, text: str) -> Pieces:
        stuck.set()
        go_on.wait(PATIENCE)
        raise RuntimeError

    batcher = Batcher(1)
    visitors = [Visitor(), Visitor()]
    monkeypatch.setattr(Engine, "encode", waiting)
    batcher.submit(visitors[0].work(numbered(4), translator))
    assert stuck.wait(PATIENCE)
    batcher.submit(visitors[1].work(numbered(4), translator))
    began = time.monotonic()
    batcher.close()
    assert time.monotonic() - began < 2
    go_on.set()
    for visitor in visitors:
        assert visitor.over.wait(PATIENCE)
        assert [type(error) for error in visitor.errors] == [Closed]
        assert (visitor.rows, visitor.ends) == ([], 1)
    with pytest.raises(Closed):
        batcher.submit(visitors[0].work(numbered(1), translator))


def test_a_program_ends_in_peace_while_a_batch_is_decoded() -> None:
    program = (
        "import threading\n"
        "from translator.api import Translator\n"
        "from translator.pipeline import Request\n"
        "from ui.batcher import Batcher, Work\n"
        "requests = [Request(f'قال الوزير إن الوفد رقم {n} وصل.') for n in range(200)]\n"
        "begun = threading.Event()\n"
        "tell = lambda *_: begun.set()\n"
        "Batcher().submit(Work(requests, Translator.load(), tell, print, tell))\n"
        "begun.wait()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The server is being stopped")
