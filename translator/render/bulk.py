"""The pages of a bulk run: its report, and the index of what it translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translator.render.chart import Chart
from translator.render.marks import METHODS
from translator.render.templates import render


@dataclass(frozen=True, slots=True)
class Link:
    """An output as a page links it: what it is called there, and the relative address."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at the head of a report: what it is, how it looks, a remark on it."""

    label: str
    value: str
    note: str = ""
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A segment of a document: its number from 1, the output to open, what there is to say."""

    document: str
    address: str
    segment: int
    message: str = ""


@dataclass(frozen=True, slots=True)
class WarningKind:
    """A kind of warning: how often in all, and the first few places."""

    kind: str
    count: int
    spots: Sequence[Spot]


@dataclass(frozen=True, slots=True)
class UnmetRow:
    """A term of the glossary that is not met: how often, in how many files, where."""

    term: str
    count: int
    files: int
    spots: Sequence[Spot]


@dataclass(frozen=True, slots=True)
class WeakRow:
    """A sentence that is hardly to be trusted: why, and its band."""

    reasons: str
    band: str
    source: str
    target: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name that came out in different ways: `forms` with how often each."""

    name: str
    count: int
    files: int
    forms: Sequence[tuple[str, int]]
    spot: Spot


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file with its counts and its outputs."""

    document: str
    headline: str
    sentences: int
    words: int
    unmet: int
    warnings: int
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class MethodRow:
    """How many terms got into the English by a method: `share` is 0 to 100."""

    look: str
    words: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Some:
    """How many of all there are in a list: `of` may be more than it shows."""

    shown: int
    of: int

    @property
    def more(self) -> int:
        """How many the list leaves out."""
        return max(0, self.of - self.shown)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What stands in a report. `cut` says of each list how much of it is shown, by its name."""

    title: str
    when: str
    sentences: Sequence[str]
    figures: Sequence[Figure]
    chart: Chart | None
    failed: Sequence[tuple[str, str]]
    unmet: Sequence[UnmetRow]
    kinds: Sequence[WarningKind]
    weakest: Sequence[WeakRow]
    names: Sequence[NameRow] | None
    methods: Sequence[MethodRow]
    files: Sequence[FileRow]
    skipped: Sequence[str]
    settings: Sequence[tuple[str, str]]
    cut: dict[str, Some]
    index: str
    tool: str


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A document in the index: its headline, the names in it, its warnings, its outputs."""

    document: str
    source: str
    target: str
    names: Sequence[tuple[str, str]]
    warnings: int
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """One page of an index: `number` of all `pages`, each with its address and what is on it."""

    title: str
    rows: Sequence[IndexRow]
    number: int
    pages: Sequence[tuple[str, str]]
    documents: int
    failed: Sequence[tuple[str, str]]
    failed_more: int
    tool: str


INDEX_MARK = '<meta name="translator-page" content="index">'
"""Stands in every page of an index, so that no other page is taken for one."""


def method_rows(counts: dict[str, int]) -> list[MethodRow]:
    """The methods by which terms were met, cheapest first; then what is not known here."""
    total = sum(counts.values()) or 1
    order = [method for method in METHODS if method is not None and method in counts]
    order += sorted(method for method in counts if method not in METHODS)
    return [
        MethodRow(one, METHODS.get(one, one), counts[one], round(100 * counts[one] / total, 1))
        for one in order
    ]


def report_html(page: ReportPage) -> str:
    """A whole page with the account of a run; nothing outside it is needed to read it."""
    return render("bulk_report.html", page=page)


def index_html(page: IndexPage) -> str:
    """A whole page of an index; it works without its script, which only sorts and filters."""
    return render("bulk_index.html", page=page, mark=INDEX_MARK)
