"""The account of a run for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from translator.bulk.events import Done
from translator.bulk.report.account import Account, Weak
from translator.bulk.report.places import outputs
from translator.bulk.report.this_run import COUNTS, ThisRun
from translator.consistency import FoundName


def json_pieces(
    account: Account,
    run: ThisRun,
    skipped: Sequence[str],
    provenance: Mapping[str, str],
    settings: Mapping[str, Any],
    out: Path,
) -> Iterator[str]:
    """The report as JSON, piece by piece, since it names every file.

    The counts are of the whole folder; `run` has those of this run alone, and `seconds`,
    `words_per_second` and `speed` are of this run too. `failed` and `files`, which come last, have
    a line a file. `out` is the folder of the outputs, as it is called now.
    """
    head = json.dumps(
        _head(account, run, skipped, provenance, settings), ensure_ascii=False, indent=2
    )
    yield head.removesuffix("}").rstrip()
    failed = ({"document": one.document, "reason": one.reason} for one in account.failures())
    yield from _listed("failed", failed)
    yield from _listed("files", (_file(one, out) for one in account.done()))
    yield "\n}\n"


def _listed(key: str, values: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f',\n  "{key}": ['
    separator = "\n    "
    for value in values:
        yield separator + json.dumps(value, ensure_ascii=False)
        separator = ",\n    "
    yield "]" if separator == "\n    " else "\n  ]"


def _head(
    account: Account,
    run: ThisRun,
    skipped: Sequence[str],
    provenance: Mapping[str, str],
    settings: Mapping[str, Any],
) -> dict[str, Any]:
    return {
        "provenance": dict(provenance),
        "settings": dict(settings),
        "seconds": round(run.seconds, 3),
        "words_per_second": round(run.words_per_second, 1),
        **{count: account.total[count] for count in COUNTS},
        "run": {
            "day": run.day,
            "resumed": run.resumed,
            "complete": run.finished,
            "files": run.done["files"],
            "kept": run.kept,
            "failed": run.failed,
            **{count: run.done[count] for count in COUNTS},
            "notices": run.notices,
        },
        "speed": [
            {"seconds": one.end, "words_per_second": one.words_per_second} for one in run.speed()
        ],
        "methods": dict(sorted(account.methods.items())),
        "kinds": dict(sorted(account.kinds.items())),
        "unmet_terms": [asdict(term) for term in account.unmet()],
        "warning_places": {
            kind: [asdict(place) for place in places] for kind, places in account.places().items()
        },
        "weakest": [_weak(one) for one in account.weakest()],
        "skipped": list(skipped),
        "names": [_name(one) for one in account.names()] if account.counted else None,
    }


def _weak(one: Weak) -> dict[str, Any]:
    """One of the weakest sentences; the value that they are sorted by says nothing to a reader."""
    fields = {"document": one.document, **asdict(one.low)}
    del fields["value"]
    return fields


def _file(one: Done, out: Path) -> dict[str, Any]:
    """A file as it stands in the JSON report: its counts, then what there is to tell of it."""
    fields = one.to_dict()
    told = fields.pop("details")
    source, target = told["headline"]
    return {
        **fields,
        "outputs": [str(place) for place in outputs(one, out)],
        "headline": {"source": source, "translation": target},
        "names": told["names"],
        "unmet": told["unmet"],
        "remarks": told["remarks"],
    }


def _name(name: FoundName) -> dict[str, Any]:
    """A name beyond the glossary as it stands in the JSON report."""
    document, segment = name.first
    return {
        "name": name.name,
        "spellings": list(name.spellings),
        "count": name.count,
        "files": name.documents,
        "type": name.kind,
        "best": name.best or None,
        "forms": [
            {"form": form.text, "count": form.count, "sound": round(form.sound, 2)}
            for form in name.forms
        ],
        "first": {"document": document, "segment": segment},
    }
