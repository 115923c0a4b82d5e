"""The account of a run for people: what stands where on the page of the report."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from translator import __version__
from translator.bulk.progress import duration
from translator.bulk.report.account import Account, Place
from translator.bulk.report.details import shortened
from translator.bulk.report.places import links
from translator.bulk.report.this_run import ThisRun
from translator.render.bulk import (
    Figure,
    FileRow,
    Link,
    NameRow,
    ReportPage,
    Some,
    Spot,
    UnmetRow,
    WarningKind,
    WeakRow,
    method_rows,
    report_html,
)
from translator.render.chart import chart

_FAILED, _SKIPPED, _UNMET, _NAMES = 500, 200, 200, 200
"""Rows of a list on the page at most."""
_FORMS, _PLACES, _LONGEST, _NAME = 6, 10, 500, 300
"""Forms shown of a name, places of a kind of warning; characters of a reason or a sentence, and
of the name of a file."""


def report_page(
    account: Account,
    run: ThisRun,
    skipped: Sequence[str],
    provenance: Mapping[str, str],
    settings: Mapping[str, Any],
    out: Path,
    page: Path,
    index: str = "",
) -> str:
    """The report as a whole HTML page, which will be the file `page`; `out` has the outputs.

    However many files there are it stays under some 2 MB: lists show the first of their kind, and
    say how many there are. `index` is the address of an index of the documents, if there is one.
    """
    places = _Outputs(account, out, page)
    unmet, kinds = account.unmet(), account.places()
    weakest, names = account.weakest(), account.names()
    first = account.first_files()
    failed = list(itertools.islice(account.failures(), _FAILED))
    places.look_up(
        *(place.document for term in unmet[:_UNMET] for place in term.places),
        *(place.document for spots in kinds.values() for place in spots),
        *(one.document for one in weakest),
        *(name.first[0] for name in names[:_NAMES]),
    )
    return report_html(
        ReportPage(
            title=out.resolve().name or str(out),
            when=_when(run, account),
            sentences=[*_this_run(run), *run.notices],
            figures=_figures(account, run),
            chart=chart([(s.end, s.words_per_second) for s in run.speed()], run.words_per_second),
            failed=[(_name(one.document), shortened(one.reason, _LONGEST)) for one in failed],
            unmet=[
                UnmetRow(
                    shortened(one.term, _NAME),
                    one.count,
                    one.files,
                    [places.spot(place) for place in one.places],
                )
                for one in unmet[:_UNMET]
            ],
            kinds=[
                WarningKind(
                    kind, account.kinds[kind], [places.spot(place) for place in spots[:_PLACES]]
                )
                for kind, spots in kinds.items()
            ],
            weakest=[
                WeakRow(
                    "; ".join(one.low.reasons),
                    one.low.band,
                    one.low.source,
                    one.low.translation,
                    places.spot(Place(one.document, one.low.segment)),
                )
                for one in weakest
            ],
            names=[
                NameRow(
                    shortened(name.name, _NAME),
                    name.count,
                    name.documents,
                    [(shortened(form.text, _NAME), form.count) for form in name.forms[:_FORMS]],
                    places.spot(Place(*name.first)),
                )
                for name in names[:_NAMES]
            ],
            methods=method_rows(dict(account.methods)),
            files=[
                FileRow(
                    _name(one.document),
                    one.details.headline[1],
                    one.sentences,
                    one.words,
                    one.terms_unmet,
                    one.warnings,
                    links(one, out, page),
                )
                for one in first
            ],
            skipped=[_name(path) for path in skipped[:_SKIPPED]],
            settings=_settings(provenance, settings),
            cut={
                "failed": Some(len(failed), account.failed),
                "unmet": Some(min(len(unmet), _UNMET), len(unmet)),
                "names": Some(min(len(names), _NAMES), len(names)),
                "files": Some(len(first), account.files),
                "skipped": Some(min(len(skipped), _SKIPPED), len(skipped)),
            },
            index=index,
            tool=f"arabic-translator {__version__}",
        )
    )


class _Outputs:
    """Finds the output to open for a document, of those that were looked up."""

    def __init__(self, account: Account, out: Path, page: Path) -> None:
        self._account, self._out, self._page = account, out, page
        self._address: dict[str, str] = {}

    def look_up(self, *documents: str) -> None:
        """Find the outputs of some documents, all in one go through the account."""
        wanted = set(documents)
        for done in self._account.done() if wanted else ():
            if done.document in wanted:
                found: Sequence[Link] = links(done, self._out, self._page)
                self._address[done.document] = found[0].address if found else ""

    def spot(self, place: Place) -> Spot:
        """A place with the output to open."""
        address = self._address.get(place.document, "")
        message = shortened(place.message, _LONGEST)
        return Spot(_name(place.document), address, place.segment + 1, message)


def _name(document: str) -> str:
    """A file's name, its beginning left out where it is very long."""
    return document if len(document) <= _NAME else f"…{document[-_NAME:]}"


def _when(run: ThisRun, account: Account) -> str:
    files = f"{_count(account.files, 'document')} translated"
    state = "" if run.finished else "; the run was broken off"
    return f"{files}, dated {run.day}{state}" if run.day else f"{files}{state}"


def _this_run(run: ThisRun) -> list[str]:
    """How much of it all this run did, where that is not all."""
    if not run.kept and not run.resumed:
        return []
    did = _count(run.done["files"], "document")
    return [
        f"This run translated {did} with {_count(run.done['words'], 'word')} in "
        f"{_took(run.seconds)}; {run.kept:,} had been finished before."
    ]


def _figures(account: Account, run: ThisRun) -> list[Figure]:
    total = account.total
    met, unmet = total["terms_met"], total["terms_unmet"]
    share = f"{100 * met / (met + unmet):.1f} %" if met + unmet else "–"
    if share == "100.0 %":  # nearly all are not all
        share = "99.9 %" if unmet else "100 %"
    in_files = f"in {_count(total['sentences'], 'sentence')}"
    now = "this run" if run.kept else ""
    return [
        Figure("Documents", f"{account.files:,}", f"{account.failed:,} not translated")
        if account.failed
        else Figure("Documents", f"{account.files:,}", "none failed"),
        Figure("Words", f"{total['words']:,}", in_files),
        Figure("Time", _took(run.seconds), now),
        Figure("Words a second", f"{run.words_per_second:,.0f}", now),
        Figure("Terms met", share, f"{unmet:,} of {met + unmet:,} unmet", alert=bool(unmet)),
        Figure("Warnings", f"{total['warnings']:,}", _kinds(account)),
    ]


def _kinds(account: Account) -> str:
    return ", ".join(f"{count:,} {kind}" for kind, count in account.kinds.most_common(2))


def _settings(provenance: Mapping[str, str], settings: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What made the translations: the provenance first, then what else shaped them."""
    rows = [(name.capitalize(), value) for name, value in provenance.items() if name != "note"]
    known = {name for name, _ in rows}
    for name, value in settings.items():
        label = name.replace("_", " ").capitalize()
        if label == "Tool" and label in known:
            continue
        label = "Formats" if name == "to" else label
        label = f"{label} checksum" if label in ("Model", "Memory", "Glossary") else label
        said = _said(value)
        if said:
            rows.append((label, said))
    return [(label, shortened(value, _LONGEST)) for label, value in rows]


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)


def _took(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 55 else duration(seconds)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def is_page(path: Path) -> bool:
    """Whether a report of this name is one for people."""
    return PurePath(path).suffix.lower() in (".html", ".htm")
