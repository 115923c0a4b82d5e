"""How far a run is: what a terminal shows, what goes into a log, how time left is reckoned."""

from __future__ import annotations

import io
import os
import re
import threading
import unicodedata
from dataclasses import dataclass

import pytest
from command_line import Run, put, run

from translator.bulk.events import (
    Done,
    Event,
    Failed,
    Finished,
    Read,
    Skipped,
    Started,
    Translated,
    Unpacked,
)
from translator.bulk.progress import EVERY, State, duration, isolated, line, shown
from translator.bulk.report.speed import MOST, Speed

__all__ = ["run"]


@dataclass
class Clock:
    time: float = 100.0

    def __call__(self) -> float:
        return self.time


def done(name: str, sentences: int = 10, words: int = 200) -> Done:
    return Done(name, (f"out/{name}",), sentences, words, 0, 0, 0)


def started(files: int, kept: int = 0, size: int = 0) -> Started:
    return Started(files, kept, "2026-11-30", kept > 0, size)


def state(*events: Event, clock: Clock | None = None) -> State:
    found = State(clock or Clock())
    for event in events:
        found.add(event)
    return found


def test_time_left_goes_by_the_bytes_still_to_be_done_and_not_by_files():
    """Nine small files of ten are done; the one that is left is ten times as large as they are."""
    clock = Clock()
    one = state(started(10, size=9_000 + 90_000), clock=clock)
    for number in range(9):
        one.add(Read(f"{number}", 10, 1_000))
    for number in range(9):
        clock.time += 1
        one.add(Translated(10, words=200))
        one.add(done(f"{number}"))
    assert one.part == pytest.approx(1 / 11)
    assert one.seconds_left == pytest.approx(90, rel=0.01)
    clock.time += 30
    assert one.seconds_left == pytest.approx(60, rel=0.01), "it goes on counting down"


def test_without_sizes_time_left_goes_by_sentences():
    clock = Clock()
    one = state(started(4), Read("a", 10), Read("b", 30), clock=clock)
    clock.time += 10
    one.add(Translated(20, words=1))
    assert one.part == pytest.approx(20 / 80)
    assert one.seconds_left == pytest.approx(30)


def test_sentences_that_occur_in_several_files_are_translated_once_and_count_for_each():
    one = state(started(2, size=200), Read("a", 10, 100), Read("b", 10, 100), Translated(10))
    assert one.part == pytest.approx(0.5)
    one.add(done("a"))
    assert one.part == pytest.approx(0.5), "what was under way is in the file now"
    one.add(done("b"))
    assert (one.part, one.sentences) == (1.0, 20)


def test_what_an_earlier_run_had_finished_is_neither_work_nor_speed():
    clock = Clock()
    one = state(*(Skipped(done(f"{n}")) for n in range(50)), started(60, kept=50), clock=clock)
    assert (one.files, one.kept, one.sentences) == (10, 50, 0)
    assert (one.words_per_second, one.seconds_left) == (None, None)
    one.add(Read("a", 10, 5))
    clock.time += 10
    one.add(done("a"))
    assert one.words_per_second == pytest.approx(20)
    assert line(one).startswith("1 of 10 files, 20 words/s, 10 sentences, 50 done before")


def test_speed_is_that_of_late():
    clock = Clock()
    one = state(started(2_000), clock=clock)
    for _ in range(200):
        clock.time += 1
        one.add(Translated(1, words=10))
    for _ in range(200):
        clock.time += 1
        one.add(Translated(1, words=100))
    assert one.words_per_second == pytest.approx(100)


def test_failures_count_as_work_that_is_done():
    one = state(
        started(3, size=300),
        Failed("a", "is empty", 100),
        Read("b", 10, 100),
        Failed("b", "cannot be translated", 100),
        Read("c", 10, 100),
    )
    assert (one.failed, one.current) == (2, "c")
    one.add(done("c"))
    assert one.part == 1.0
    assert line(one).startswith("3 of 3 files, 2 failed")


def test_an_archive_counts_as_the_files_in_it():
    one = state(
        started(1, size=10),
        Skipped(done("a.zip/1")),
        Read("a.zip/2", 10),
        Unpacked("a.zip", 2),
        done("a.zip/2"),
    )
    assert line(one).startswith("1 of 1 files")
    assert "1 done before" in line(one)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 s"),
        (7.4, "7 s"),
        (42, "40 s"),
        (58, "1 min"),
        (3_570, "1 h"),
        (12_100, "3 h 20 min"),
        (86_399, "1 d"),
        (190_800, "2 d 5 h"),
    ],
)
def test_a_guess_is_as_exact_as_a_guess_can_be(seconds, words):
    assert duration(seconds) == words


# --- a log -----------------------------------------------------------------------------------


def test_a_log_has_a_line_at_most_every_half_minute_and_one_at_the_end():
    clock, log = Clock(), io.StringIO()
    with shown(log, now=clock) as show:
        show(started(1_000, size=1_000))
        for number in range(100):
            show(Read(f"خبر {number}", 10, 1))
            clock.time += 1
            show(done(f"خبر {number}"))
        assert log.getvalue().count("\n") == 100 // EVERY
        show(Finished(100, 0, 0, 100.0))
    lines = log.getvalue().splitlines()
    assert len(lines) == 4
    assert re.fullmatch(
        r"translator: 30 of 1,000 files, 200 words/s, 300 sentences, about \d+ min left", lines[0]
    )
    assert lines[-1].startswith("translator: 100 of 1,000 files")
    assert "left" not in lines[-1]
    assert not [char for text in lines for char in text if unicodedata.category(char)[0] == "C"]


def test_a_short_run_leaves_a_log_empty_and_a_quiet_one_always():
    clock, log = Clock(), io.StringIO()
    with shown(log, now=clock) as show:
        show(started(1))
        show(done("a"))
    with shown(log, quiet=True, now=clock) as show:
        for _ in range(10):
            clock.time += 2 * EVERY
            show(done("a"))
    assert log.getvalue() == ""


def test_quiet_is_an_option_of_the_command(run: Run):
    put("in/a.txt")
    outcome = run("bulk", "in", "-o", "out", "--quiet")
    assert (outcome.status, outcome.err) == (0, "")


# --- a terminal ------------------------------------------------------------------------------


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, columns: int, *events: Event) -> str:
    """What a terminal of so many columns is sent while the events come and go."""
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    ours, theirs = os.openpty()
    sent: list[bytes] = []

    def read() -> None:
        try:
            while data := os.read(ours, 65_536):
                sent.append(data)
        except OSError:  # the other side is closed
            pass

    reader = threading.Thread(target=read)
    reader.start()
    clock = Clock()
    with (
        open(theirs, "w", encoding="utf-8", closefd=True) as stream,
        shown(stream, now=clock) as show,
    ):
        for event in events:
            clock.time += 10
            show(event)
    reader.join(10)
    os.close(ours)
    return b"".join(sent).decode("utf-8")


def plain(sent: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", sent)


EVENTS = (
    started(2_000, size=2_000_000),
    Read("a", 10, 1_000),
    Translated(10, words=200),
    done("a"),
    Failed("b", "is empty", 1_000),
    Read("2017/أخبار/مقتل ثلاثة مدنيين في قصف.txt", 10, 1_000),
)


def test_a_terminal_shows_counts_speed_failures_time_left_and_the_file(monkeypatch):
    text = plain(on_a_terminal(monkeypatch, 100, *EVENTS))
    assert "2 of 2,000 files, 1 failed, " in text
    assert " words/s, 10 sentences" in text
    assert re.search(r"0%  about \d+ h( \d+ min)? left", text)
    assert "\u20682017/أخبار/مقتل ثلاثة مدنيين في قصف.txt\u2069" in text


def test_nothing_is_left_on_the_terminal_in_the_end(monkeypatch):
    sent = on_a_terminal(monkeypatch, 100, *EVENTS)
    assert "\x1b[?25h" in sent[sent.rindex("sentences") :], "the cursor is there again"
    end = sent[sent.rindex("\u2069") :]
    assert end.count("\x1b[1A\x1b[2K") == 3, "each of the three lines is taken back"


@pytest.mark.parametrize("columns", [20, 30, 45])
def test_a_narrow_terminal_gets_lines_that_fit(monkeypatch, columns):
    from rich.cells import cell_len

    text = plain(on_a_terminal(monkeypatch, columns, *EVENTS))
    assert "2 of 2,000 files" in text
    for row in re.split(r"[\r\n]+", text):
        assert cell_len(re.sub("[\u2068\u2069]", "", row.rstrip())) <= columns, row


@pytest.mark.parametrize(
    ("name", "shown_as"),
    [
        ("خبر.txt", "خبر.txt"),
        ("a\x1b[2J\nb", "a\\x1b[2J\\nb"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\udcff.txt", "\\udcff.txt"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
        ("x" * 60 + "/end.txt", "…" + "x" * 31 + "/end.txt"),
    ],
)
def test_a_name_is_isolated_and_what_a_terminal_would_obey_is_escaped(name, shown_as):
    assert isolated(name, 40) == f"\u2068{shown_as}\u2069"


# --- speed over time -------------------------------------------------------------------------


def test_words_are_spread_over_the_time_in_which_they_were_translated():
    clock = Clock()
    speed = Speed(clock)
    speed.start()
    for _ in range(3):
        clock.time += 10
        speed.add(1_000)
    found = speed.stretches(30)
    assert {one.words_per_second for one in found} == {100.0}
    assert found[-1].end == 30


def test_a_long_run_has_no_more_stretches_than_a_short_one_and_loses_no_word():
    clock = Clock()
    speed = Speed(clock)
    for number in range(20_000):
        clock.time += 17.3
        speed.add(100 * (number % 7))
    found = speed.stretches(17.3 * 20_000)
    assert MOST / 2 <= len(found) <= MOST
    begins = [0.0, *(one.end for one in found)]
    words = sum(
        one.words_per_second * (one.end - begin) for one, begin in zip(found, begins, strict=False)
    )
    assert words == pytest.approx(100 * sum(n % 7 for n in range(20_000)), rel=0.02)


def test_a_run_that_translates_nothing_has_no_speed():
    assert Speed(Clock()).stretches(10) == []
