"""The index of an output folder: pages with a line a document, which link its outputs."""

from __future__ import annotations

import itertools
import os
from collections.abc import Collection, Iterator
from pathlib import Path, PurePath
from urllib.parse import quote

from translator import __version__
from translator.bulk.events import Done
from translator.bulk.report.account import Account
from translator.bulk.report.details import shortened
from translator.bulk.report.places import links, write_pieces
from translator.errors import InputError
from translator.render.bulk import INDEX_MARK, IndexPage, IndexRow, index_html

ON_A_PAGE = 1_000
"""Documents on a page of an index."""
NAMES = ("index", "translations", "translations-index")
"""What the first page may be called: the first of these that nothing else is called."""

_FAILED, _REASON = 100, 300
_HEAD = 4_096


def write_index(account: Account, out: Path, taken: Collection[Path] = ()) -> Path:
    """Write the index of the folder `out`; what its first page is.

    Further pages are called like the first with a number after it; pages of an index that was
    longer before are removed. `taken` are the files that are, or will be, something else. What is
    there and is no page of an index is left alone. Raises InputError where every name for the
    index belongs to something else, TranslatorError where it cannot be written.
    """
    name = index_name(out, taken)
    starts = _starts(account)
    addresses = [_page_name(name, nth + 1) for nth in range(len(starts) or 1)]
    labels = [shortened(start, 60) for start in starts] or [""]
    pages = [(quote(one), label) for one, label in zip(addresses, labels, strict=True)]
    failed = [
        (one.document, shortened(one.reason, _REASON))
        for one in itertools.islice(account.failures(), _FAILED)
    ]
    for number, dones in enumerate(_chunks(account.done()), 1):
        place = out / addresses[number - 1]
        page = IndexPage(
            title=out.resolve().name or str(out),
            rows=[_row(done, out, place) for done in dones],
            number=number,
            pages=pages,
            documents=account.files,
            failed=failed if number == 1 else (),
            failed_more=account.failed - len(failed) if number == 1 else 0,
            tool=f"arabic-translator {__version__}",
        )
        write_pieces(place, [index_html(page)])
    _remove_after(out, name, len(addresses))
    return out / addresses[0]


def index_name(out: Path, taken: Collection[Path] = ()) -> str:
    """What the index of a folder is called, without its suffix. Raises InputError."""
    others = {path.name.lower() for path in taken if path.parent == out}
    for name in NAMES:
        ours = out / f"{name}.html"
        planned = any(_is_page_name(name, other) for other in others)
        if not planned and (not os.path.lexists(ours) or _is_ours(ours)):
            return name
    raise InputError(
        f"{out} has files of its own called {', '.join(f'{name}.html' for name in NAMES)}; "
        "rename one of them, or leave out --index"
    )


def _row(done: Done, out: Path, place: Path) -> IndexRow:
    source, target = done.details.headline
    names = [(name.rendering, name.term) for name in done.details.names]
    return IndexRow(done.document, source, target, names, done.warnings, links(done, out, place))


def _starts(account: Account) -> list[str]:
    """The first document of each page."""
    return [done.document for done in itertools.islice(account.done(), 0, None, ON_A_PAGE)]


def _chunks(dones: Iterator[Done]) -> Iterator[list[Done]]:
    """What goes on each page; one page without documents where there are none."""
    chunk = list(itertools.islice(dones, ON_A_PAGE))
    yield chunk
    while chunk := list(itertools.islice(dones, ON_A_PAGE)):
        yield chunk


def _page_name(name: str, number: int) -> str:
    return f"{name}.html" if number == 1 else f"{name}-{number}.html"


def _is_page_name(name: str, other: str) -> bool:
    """Whether a file in small letters is called as a page of an index of this name is."""
    path = PurePath(other)
    stem, _, number = path.stem.rpartition("-")
    numbered = stem == name and number.isdecimal()
    return path.suffix == ".html" and (path.stem == name or numbered)


def _is_ours(path: Path) -> bool:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return INDEX_MARK in file.read(_HEAD)
    except OSError:
        return False


def _remove_after(out: Path, name: str, last: int) -> None:
    """Remove pages that an index no longer has."""
    for number in itertools.count(last + 1):
        page = out / _page_name(name, number)
        if not page.is_file() or not _is_ours(page):
            return
        page.unlink(missing_ok=True)
