"""The reports of a run, each of the kind that its name says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from translator.bulk.report.account import Account
from translator.bulk.report.page import is_page, report_page
from translator.bulk.report.places import address, write_pieces
from translator.bulk.report.records import json_pieces
from translator.bulk.report.this_run import ThisRun
from translator.bulk.settings import Settings
from translator.document import Provenance
from translator.formats.output import make_folder


@dataclass(frozen=True, slots=True)
class Made:
    """What made the translations: the journal's settings, the glossary's checksum, the formats."""

    provenance: Provenance
    settings: Settings
    glossary: str
    formats: tuple[str, ...]

    def shaping(self) -> dict[str, Any]:
        """All that shapes an output besides its input."""
        return {**asdict(self.settings), "glossary": self.glossary, "to": list(self.formats)}


def write_report(
    report: Path,
    account: Account,
    run: ThisRun,
    skipped: Sequence[str],
    made: Made,
    out: Path,
    index: Path | None = None,
) -> None:
    """Write a report: a page where its name ends in `.html`, else JSON.

    `skipped` are the paths of files that hold no text, `out` is the folder of the outputs and
    `index` the first page of its index. Raises InputError or TranslatorError where the report
    cannot be written.
    """
    make_folder(report.parent)
    provenance, shaping = made.provenance.to_dict(), made.shaping()
    if is_page(report):
        there = address(index, report) if index is not None else ""
        page = report_page(account, run, skipped, provenance, shaping, out, report, there)
        write_pieces(report, [page])
    else:
        write_pieces(report, json_pieces(account, run, skipped, provenance, shaping, out))
