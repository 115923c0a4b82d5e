"""The page without a browser: what it takes, what it calls things, how a run goes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from glossary import Glossary
from translator.api import Translator
from translator.errors import DocumentError
from ui.examples import examples, title_of
from ui.ready import groups
from ui.source import LIMIT, PASTED, Source, document_of, file_name, read_upload
from ui.work import Stops, run

ROOT = Path(__file__).parent.parent
TEXT = "قال لافروف إن الوفد وصل.\n\nوأضاف الوزير أنه سيعود غدا."


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator.load()


def test_the_articles_are_those_of_seeds() -> None:
    seeds = sorted((ROOT / "seeds").glob("*.txt"))
    assert [example.name for example in examples()] == [path.name for path in seeds]
    for example, path in zip(examples(), seeds, strict=True):
        assert (ROOT / "ui" / "examples" / path.name).read_bytes() == path.read_bytes()
        assert example.text.encode("utf-8") == path.read_bytes()
        assert example.title
        assert len(example.title) <= 44


def test_titles_are_cut_at_a_word() -> None:
    assert title_of("one  two\nthree", 99) == "one two three"
    assert title_of("one two three", 9) == "one two…"


def test_names_of_downloads() -> None:
    assert file_name("خبر.txt", "html") == "خبر.html"
    assert file_name("../a/b:c?.txt", "jsonl") == "b_c_.jsonl"
    assert file_name(PASTED, "html") == "text.html"
    assert file_name("..", "html") == "text.html"


def test_a_loaded_file_keeps_its_line_ends_and_its_name() -> None:
    loaded = Source("a.txt", "قال الوزير.\r\n\r\nوصل الوفد.\r\n")
    untouched = document_of("قال الوزير.\n\nوصل الوفد.\n", loaded)
    assert (untouched.name, untouched.text) == ("a.txt", loaded.text)
    changed = document_of("قال الوزير.\n\nوصل الوفد.\nأمس.\n", loaded)
    assert (changed.name, changed.text) == ("a.txt", "قال الوزير.\n\nوصل الوفد.\nأمس.\n")
    new = document_of("نص آخر.", loaded)
    assert (new.name, new.text) == (PASTED, "نص آخر.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_uploads_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_upload(path) == Source("a.txt", TEXT)


def test_limits(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("قال " * (LIMIT // 4 + 1), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"^long\.txt has 200,004 characters"):
        read_upload(path)
    with pytest.raises(DocumentError, match="nothing to translate"):
        document_of("\u00a0\n", Source())


def test_a_run_ends_with_a_whole_result(translator: Translator) -> None:
    steps = list(run(translator, Glossary.default(), TEXT, Source(), threading.Event()))
    assert all(step.running and step.result is None for step in steps[:-1])
    last = steps[-1]
    assert not last.running
    assert last.result is not None
    assert last.result.document.text == TEXT
    assert len(last.result.translations) == 2
    assert last.message == ""
    assert last.rows.count('class="source"') == 2


def test_a_stopped_run_has_no_more_than_was_ready(translator: Translator) -> None:
    stop = threading.Event()
    stop.set()
    last = list(run(translator, None, TEXT, Source(), stop))[-1]
    assert not last.running
    assert "Stopped after" in last.status
    done = 0 if last.result is None else len(last.result.translations)
    assert last.rows.count('class="source"') == done


def test_a_fault_ends_the_run_with_a_sentence(
    translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("<b>no memory</b>")

    monkeypatch.setattr(Translator, "stream", broken)
    last = list(run(translator, None, TEXT, Source(), threading.Event()))[-1]
    assert not last.running
    assert "The translation failed (RuntimeError)" in last.message


def test_what_is_ready_is_not_held_back() -> None:
    release = threading.Event()

    def bursts() -> Iterator[int]:
        yield from (1, 2, 3)
        release.wait(30)
        yield from (4, 5)

    taken: list[int] = []
    for group in groups(bursts(), 0.01):
        assert group
        taken += group
        if len(taken) == 3:  # the wait for 4 has begun, and 1 to 3 are all here
            release.set()
    assert taken == [1, 2, 3, 4, 5]


def test_groups_pass_on_a_fault_after_what_came_before() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("no more")

    found = groups(broken(), 0)
    assert next(found) == [1]
    with pytest.raises(ValueError, match="no more"):
        next(found)
    assert list(groups(iter(()), 0)) == []


def test_switches_belong_to_their_visitors() -> None:
    stops = Stops()
    one, other = stops.start("one"), stops.start("other")
    stops.stop("one")
    assert one.is_set()
    assert not other.is_set()
    again = stops.start("other")
    assert other.is_set(), "a visitor's new run ends the one before"
    stops.end("other", other)
    stops.stop("other")
    assert again.is_set()
    stops.end("other", again)
    stops.stop("nobody")
