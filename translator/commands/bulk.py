"""`translator bulk`: many files at once."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from tqdm import tqdm

from translator.bulk.plan import Plan, plan
from translator.bulk.report import Done, Failed, Summary, as_dict, as_text, different
from translator.bulk.run import Options, run
from translator.cli import complain
from translator.commands.common import NEEDS_ATTENTION, load_glossary, load_memory, load_translator
from translator.consistency import Tally, pieces_of, switched_off
from translator.errors import InputError
from translator.formats import WITH_ALIGNMENT
from translator.formats.output import check_writable, make_folder, remove_parts, write_file

FAILED = 1
"""The exit status where a file could not be translated."""


def bulk(args: argparse.Namespace) -> int:
    """Run the command: the plan, the work with a progress bar on a terminal, the summary.

    Returns 0; 1 where a file failed; with `--strict` 3 where something needs attention.
    """
    if args.output in ("", "-") or "" in args.paths:
        raise InputError(
            "files go into a folder and come from places with a name; check -o and PATH"
        )
    out = Path(args.output)
    formats = list(dict.fromkeys(args.to or ["txt"]))
    planned = plan(args.paths, out, formats)
    report = Path(args.report) if args.report else None
    if report is not None:
        _check_report(report, planned, out)
    glossary = load_glossary(args)
    memory = load_memory(args)
    if memory is not None:
        _check_memory(memory.path, planned, report)
    translator = load_translator(args)
    make_folder(out)
    remove_parts(out)
    counted = report is not None or args.consistent or any(to in WITH_ALIGNMENT for to in formats)
    names = Tally(pieces_of(translator.engine), switched_off(glossary)) if counted else None
    options = Options(args.drop_boilerplate, args.provenance, args.consistent, names, memory)
    results: list[Done | Failed] = []
    skipped = tuple(map(str, planned.skipped))
    start = time.perf_counter()
    try:
        with tqdm(total=len(planned.jobs), unit="file", disable=None, file=sys.stderr) as bar:
            for result in run(planned.jobs, translator, glossary, options):
                results.append(result)
                bar.update()
    finally:  # an interrupted run says how far it came
        took = time.perf_counter() - start
        found = different(names.found()) if names else None
        summary = Summary(tuple(results), skipped, took, found, memory)
        sys.stdout.write(as_text(summary))
        sys.stdout.flush()
    if report is not None:
        make_folder(report.parent)
        held = memory.said(summary.total("from_memory")) if memory else ""
        provenance = translator.provenance(glossary, consistent=args.consistent, memory=held)
        account = as_dict(summary, provenance.to_dict())
        write_file(report, json.dumps(account, ensure_ascii=False, indent=2) + "\n")
    if summary.failed:
        return FAILED
    if args.strict and (summary.total("warnings") or summary.total("terms_unmet")):
        complain("a term is unmet or a warning stands; --to html shows them in place")
        return NEEDS_ATTENTION
    return 0


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
