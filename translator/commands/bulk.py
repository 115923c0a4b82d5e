"""`translator bulk`: many files at once."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from translator import __version__
from translator.bulk.cache import Cache
from translator.bulk.events import Done, Event, Failed, Noticed, Skipped, Started, Unpacked
from translator.bulk.journal import Before, Journal
from translator.bulk.outputs import sha256_of
from translator.bulk.plan import SAME, Plan, plan
from translator.bulk.progress import shown
from translator.bulk.remembered import digests
from translator.bulk.report.account import Account
from translator.bulk.report.index import index_name, write_index
from translator.bulk.report.names import HeardNames
from translator.bulk.report.summary import Summary, Totals, as_text, different
from translator.bulk.report.this_run import ThisRun
from translator.bulk.report.write import Made, write_report
from translator.bulk.resume import Sifter
from translator.bulk.run import BulkRun
from translator.bulk.settings import Settings
from translator.bulk.state import CACHE, FOLDER, JOURNAL, has_state, held, start_over
from translator.bulk.writing import Options
from translator.cli import INTERRUPTED, complain
from translator.commands.bulk_engine import check_engine, engine_of, without_workers
from translator.commands.common import NEEDS_ATTENTION, load_glossary, load_memory, load_translator
from translator.consistency import switched_off
from translator.errors import InputError
from translator.formats import WITH_ALIGNMENT
from translator.formats.inplace.opened import Reading
from translator.formats.output import check_writable, real, remove_parts

if TYPE_CHECKING:
    from glossary import Glossary
    from translator.api import Translator
    from translator.memory import Memory

FAILED = 1
"""The exit status where a file could not be translated."""

_LAST_WAIT = 1.5
"""Seconds that an interrupted run is given to end what it is at."""

_GONE_NAMED = 5


@dataclass(slots=True)
class _Heard:
    """What was heard of a run so far: counts alone, since the journal has the rest."""

    names: HeardNames
    totals: Totals = field(default_factory=Totals)
    kept: int = 0
    kept_words: int = 0
    files: int = 0

    def hear(self, event: Event) -> None:
        if isinstance(event, Started):
            self.files = event.files
        elif isinstance(event, Unpacked):
            self.files += event.files - 1
        elif isinstance(event, Failed):
            self.totals.add(event)
        elif isinstance(event, (Done, Skipped)):
            done = event.done if isinstance(event, Skipped) else event
            if isinstance(event, Skipped):
                self.kept += 1
                self.kept_words += done.words
            self.totals.add(done)
            self.names.hear(done.document, done.details.heard)


def bulk(args: argparse.Namespace) -> int:
    """Run the command: the plan, the work with a progress bar on a terminal, the summary.

    Returns 0; 1 where a file failed; with `--strict` 3 where something needs attention; 130 where
    it was interrupted.
    """
    if args.output in ("", "-") or "" in args.paths:
        raise InputError(
            "files go into a folder and come from places with a name; check -o and PATH"
        )
    check_engine(args)
    out = Path(args.output)
    formats = list(dict.fromkeys(args.to or [SAME]))
    planned = plan(args.paths, out, formats)
    reports = _reports(args)
    for report in reports:
        _check_report(report, planned, out)
    if args.index:
        index_name(out, _written(planned, reports))
    glossary = load_glossary(args)
    memory = load_memory(args)
    if memory is not None:
        _check_memory(memory.path, planned, reports)
    with contextlib.ExitStack() as stack:
        # Whoever may not write here is told at once; a run that cannot begin leaves nothing.
        if has_state(out):
            folder = stack.enter_context(held(out))
            translator = load_translator(without_workers(args))
        else:
            translator = load_translator(without_workers(args))
            folder = stack.enter_context(held(out))
        if args.fresh:
            start_over(out, folder)
        journal = Journal.open(folder / JOURNAL)
        stack.callback(journal.close)
        cache = None if args.no_cache else Cache(folder / CACHE)
        if cache is not None:
            stack.callback(cache.close)
        with _terminated():
            return _run(args, planned, journal, cache, translator, glossary, memory)


def _run(
    args: argparse.Namespace,
    planned: Plan,
    journal: Journal,
    cache: Cache | None,
    translator: Translator,
    glossary: Glossary | None,
    memory: Memory | None,
) -> int:
    out, reports = Path(args.output), _reports(args)
    formats = tuple(dict.fromkeys(args.to or [SAME]))
    settings = Settings(
        tool=__version__,
        model=translator.model.checksum,
        beam=translator.decoding.beam,
        drop_boilerplate=args.drop_boilerplate,
        consistent=args.consistent,
        provenance=args.provenance,
        memory=sha256_of(memory.path) if memory is not None else "",
        fields=tuple(args.field),
        article=args.article,
    )
    before = journal.before
    if before is None or not before.finished:
        remove_parts(out)
    remembered = digests(memory)
    run = journal.begin(settings, glossary, datetime.date.today().isoformat(), remembered)
    reading = Reading(settings.fields, settings.article)
    sifter = Sifter(journal, settings, glossary, reading, out, remembered)
    heard, this_run = _Heard(HeardNames(switched_off(glossary))), ThisRun()
    for skipped in sifter.sifted(planned.jobs):
        heard.hear(skipped)
        this_run.add(skipped)
    for notice in _notices(sifter, planned, before):
        this_run.add(notice)
        complain(notice.message)
    names = bool(reports) or args.consistent or any(to in WITH_ALIGNMENT for to in formats)
    options = Options(
        formats, args.drop_boilerplate, args.provenance, args.consistent, names, memory
    )
    start = time.perf_counter()
    interrupted = False
    with contextlib.ExitStack() as stack:
        elsewhere = None
        if sifter.todo:
            folder = out / FOLDER
            elsewhere = stack.enter_context(engine_of(args, translator, glossary, folder))
        work = BulkRun(sifter, run, translator, options, cache, elsewhere=elsewhere)
        try:
            with shown(sys.stderr, quiet=args.quiet) as show:
                for event in work:
                    heard.hear(event)
                    this_run.add(event)
                    show(event)
        except KeyboardInterrupt:
            interrupted = True
        finally:
            with _undisturbed():
                ended, unheard = work.stop(_LAST_WAIT)
                for event in unheard:
                    heard.hear(event)
                    this_run.add(event)
    took = time.perf_counter() - start
    skipped_names = tuple(map(str, planned.skipped))
    found = tuple(heard.names.found()) if names else None
    summary = Summary(
        heard.totals,
        skipped_names,
        took,
        different(found) if found else found,
        memory,
        heard.kept,
        heard.kept_words,
    )
    sys.stdout.write(as_text(summary))
    sys.stdout.flush()
    if interrupted:
        done = f"{summary.files:,} of {heard.files:,} files are finished"
        complain(f"interrupted; {done}, none is half-written; the same command goes on from there")
    if reports or args.index:
        account = Account(journal.accounts, switched_off(glossary))
        index = write_index(account, out, _written(planned, reports)) if args.index else None
        said = memory.said(account.total["from_memory"]) if memory else ""
        provenance = translator.provenance(
            glossary, consistent=args.consistent, memory=said, day=run.day
        )
        made = Made(provenance, settings, glossary.checksum if glossary else "", formats)
        for report in reports:
            write_report(report, account, this_run, skipped_names, made, out, index)
    if interrupted:
        if not ended:
            journal.close()
            # The model works on a batch, which nothing can call back and Python would wait for.
            os._exit(INTERRUPTED)
        return INTERRUPTED
    if summary.failed:
        return FAILED
    if args.strict and (summary.total("warnings") or summary.total("terms_unmet")):
        complain("a term is unmet or a warning stands; --to html shows them in place")
        return NEEDS_ATTENTION
    return 0


def _notices(sifter: Sifter, planned: Plan, before: Before | None) -> Iterator[Noticed]:
    """What is not as it was in the run before."""
    if before is None:
        return
    for message in sifter.notices(before.settings, before.glossary):
        yield Noticed(message)
    gone = sifter.gone(planned.jobs)
    if gone:
        named = ", ".join(gone[:_GONE_NAMED]) + (" and more" if len(gone) > _GONE_NAMED else "")
        what = "1 input" if len(gone) == 1 else f"{len(gone):,} inputs"
        yield Noticed(f"{what} of an earlier run no longer there, translations stay: {named}")


@contextlib.contextmanager
def _terminated() -> Iterator[None]:
    """Have a request to end (SIGTERM) end the run as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let no second Ctrl-C come between while a run is ended."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, signal.SIG_IGN) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _reports(args: argparse.Namespace) -> list[Path]:
    return [Path(report) for report in dict.fromkeys(args.report or ())]


def _written(planned: Plan, reports: Sequence[Path]) -> list[Path]:
    """All files that the run will write, but for those in archives, which lie in folders."""
    return [*(target for job in planned.jobs for _, target in job.targets), *reports]


def _check_memory(memory: Path, planned: Plan, reports: Sequence[Path]) -> None:
    """Refuse to write over the translation memory that is used."""
    if real(memory) in set(map(real, _written(planned, reports))):
        raise InputError(f"{memory} is the translation memory; have the output written elsewhere")


def _check_report(report: Path, planned: Plan, out: Path) -> None:
    """Refuse a report that cannot be written or would take the place of something else."""
    place = real(report)
    for job in planned.jobs:
        if place == real(job.source):
            raise InputError(f"{report} is an input; give another name after --report")
        if any(place == real(target) for _, target in job.targets):
            raise InputError(f"{report} is a translation; give another name after --report")
    if place == real(out):
        raise InputError(f"{report} is the output folder; name a file after --report")
    if os.path.exists(report.parent) or not place.is_relative_to(real(out)):
        check_writable(report)  # OUT itself is made when the work begins
