"""`translator bulk`: many files at once."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from tqdm import tqdm

from translator import __version__
from translator.bulk.cache import Cache
from translator.bulk.events import Done, Event, Failed, Noticed, Skipped, Started, Unpacked
from translator.bulk.journal import Before, Journal
from translator.bulk.outputs import sha256_of
from translator.bulk.plan import SAME, Plan, plan
from translator.bulk.report import Summary, as_dict, as_text, different
from translator.bulk.report_details import NOTHING
from translator.bulk.report_names import HeardNames
from translator.bulk.resume import Sifter
from translator.bulk.run import BulkRun, Options
from translator.bulk.settings import Settings
from translator.bulk.state import CACHE, JOURNAL, has_state, held, start_over
from translator.cli import INTERRUPTED, complain
from translator.commands.common import NEEDS_ATTENTION, load_glossary, load_memory, load_translator
from translator.consistency import switched_off
from translator.errors import InputError
from translator.formats import WITH_ALIGNMENT
from translator.formats.inplace.opened import Reading
from translator.formats.output import check_writable, make_folder, remove_parts, write_file

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
    results: list[Done | Failed] = field(default_factory=list)
    kept: int = 0
    files: int = 0

    def hear(self, event: Event) -> None:
        if isinstance(event, Started):
            self.files = event.files
        elif isinstance(event, Unpacked):
            self.files += event.files - 1
        elif isinstance(event, Failed):
            self.results.append(event)
        elif isinstance(event, (Done, Skipped)):
            done = event.done if isinstance(event, Skipped) else event
            self.kept += isinstance(event, Skipped)
            self.results.append(slim(done))
            self.names.hear(done.document, done.details.heard)


def slim(done: Done) -> Done:
    """The counts of a file alone."""
    return replace(done, lowest=(), kinds=(), methods=(), outputs=(), details=NOTHING)


def bulk(args: argparse.Namespace) -> int:
    """Run the command: the plan, the work with a progress bar on a terminal, the summary.

    Returns 0; 1 where a file failed; with `--strict` 3 where something needs attention; 130 where
    it was interrupted.
    """
    if args.output in ("", "-") or "" in args.paths:
        raise InputError(
            "files go into a folder and come from places with a name; check -o and PATH"
        )
    out = Path(args.output)
    formats = list(dict.fromkeys(args.to or [SAME]))
    planned = plan(args.paths, out, formats)
    report = Path(args.report) if args.report else None
    if report is not None:
        _check_report(report, planned, out)
    glossary = load_glossary(args)
    memory = load_memory(args)
    if memory is not None:
        _check_memory(memory.path, planned, report)
    with contextlib.ExitStack() as stack:
        # Whoever may not write here is told at once; a run that cannot begin leaves nothing.
        if has_state(out):
            folder = stack.enter_context(held(out))
            translator = load_translator(args)
        else:
            translator = load_translator(args)
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
    out, report = Path(args.output), Path(args.report) if args.report else None
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
    run = journal.begin(settings, glossary, datetime.date.today().isoformat())
    sifter = Sifter(journal, settings, glossary, Reading(settings.fields, settings.article), out)
    heard = _Heard(HeardNames(switched_off(glossary)))
    for skipped in sifter.sifted(planned.jobs):
        heard.hear(skipped)
    for notice in _notices(sifter, planned, before):
        complain(notice.message)
    names = report is not None or args.consistent or any(to in WITH_ALIGNMENT for to in formats)
    options = Options(
        formats, args.drop_boilerplate, args.provenance, args.consistent, names, memory
    )
    work = BulkRun(sifter, run, translator, options, cache)
    start = time.perf_counter()
    interrupted = False
    try:
        with tqdm(total=len(planned.jobs), unit="file", disable=None, file=sys.stderr) as bar:
            bar.update(heard.kept)
            for event in work:
                heard.hear(event)
                bar.total = heard.files
                bar.update(len(heard.results) - bar.n)
    except KeyboardInterrupt:
        interrupted = True
    finally:
        with _undisturbed():
            ended = work.stop(_LAST_WAIT)
    took = time.perf_counter() - start
    skipped_names = tuple(map(str, planned.skipped))
    found = tuple(heard.names.found()) if names else None
    summary = Summary(
        tuple(heard.results), skipped_names, took, different(found) if found else found, memory
    )
    sys.stdout.write(as_text(summary))
    sys.stdout.flush()
    if interrupted:
        done = f"{len(summary.done):,} of {heard.files:,} files are finished"
        complain(f"interrupted; {done}, none is half-written; the same command goes on from there")
        if not ended:
            journal.close()
            # The model works on a batch, which nothing can call back and Python would wait for.
            os._exit(INTERRUPTED)
        return INTERRUPTED
    if report is not None:
        make_folder(report.parent)
        said = memory.said(summary.total("from_memory")) if memory else ""
        provenance = translator.provenance(
            glossary, consistent=args.consistent, memory=said, day=run.day
        )
        whole = replace(summary, results=tuple(journal.accounts()))
        account = as_dict(whole, provenance.to_dict())
        write_file(report, json.dumps(account, ensure_ascii=False, indent=2) + "\n")
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


def _check_memory(memory: Path, planned: Plan, report: Path | None) -> None:
    """Refuse to write over the translation memory that is used."""
    targets = {target.resolve() for job in planned.jobs for _, target in job.targets}
    if report is not None:
        targets.add(report.resolve())
    if memory.resolve() in targets:
        raise InputError(f"{memory} is the translation memory; have the output written elsewhere")


def _check_report(report: Path, planned: Plan, out: Path) -> None:
    """Refuse a report that cannot be written or would take the place of something else."""
    place = report.resolve()
    for job in planned.jobs:
        if place == job.source.resolve():
            raise InputError(f"{report} is an input; give another name after --report")
        if any(place == target.resolve() for _, target in job.targets):
            raise InputError(f"{report} is a translation; give another name after --report")
    if place == out.resolve():
        raise InputError(f"{report} is the output folder; name a file after --report")
    if report.parent.exists() or not place.is_relative_to(out.resolve()):
        check_writable(report)  # OUT itself is made when the work begins
