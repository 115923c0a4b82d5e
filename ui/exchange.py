"""Glossary files that a visitor brings to the page or takes away; none stays on the server."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from glossary import Term
from glossary.edit import validated
from glossary.errors import GlossaryError
from glossary.formats import as_bytes
from glossary.formats.received import received, shown_name
from glossary.term import remaining
from ui.changes import TermChange

FORMATS = {"tsv": "TSV", "csv": "CSV", "tbx": "TBX"}
"""The kinds of file that the page writes, and what each is called there."""

LARGEST = 2_000_000
"""Bytes of a file that is taken."""
MOST_ROWS = 10_000
"""Rows that are taken at once: they are kept as a step to undo."""

_KINDS = {"tsv": "tsv", "csv": "csv", "tbx": "tbx-basic"}
_MIMES = {
    "tsv": "text/tab-separated-values",
    "csv": "text/csv",
    "tbx": "application/x-tbx+xml",
}
_REASONS = 3


def uploaded(name: object, data: object, most: int = MOST_ROWS) -> tuple[list[Term], str]:
    """The rows of a file that a browser sent in base64, and what was taken and left out, in words.

    Raises GlossaryError for a file that cannot be used, and for one with more than `most` rows.
    """
    if not isinstance(name, str) or not isinstance(data, str):
        raise GlossaryError("No file has come; choose it again.")
    shown = shown_name(name[:1_000])
    if len(data) > (LARGEST + 2) // 3 * 4:
        raise GlossaryError(
            f"{shown} has over {LARGEST // 1_000_000} MB; load it in parts, or start the page with "
            "--glossary and its name."
        )
    try:
        content = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise GlossaryError(f"{shown} has come in broken; choose it again.") from None
    found = received(content, name[:1_000])
    report = found.report
    reasons = [
        f"line {one.line}: {one.text}" if one.line else one.text
        for one in (*report.left, *report.remarks)
    ]
    terms: list[Term] = []
    refused = 0
    for term in found.glossary.terms:
        try:
            terms.append(validated(asdict(term)))
        except GlossaryError as error:
            refused += 1
            reasons.insert(0, str(error).rstrip("."))
    if not terms:
        raise GlossaryError(f"{shown} holds no term that can be used: {reasons[0]}.")
    if len(terms) > most:
        raise GlossaryError(
            f"{shown} holds {len(terms):,} terms and {most:,} at once are the most; load it "
            "in parts, or start the page with --glossary and its name."
        )
    everything, left = report.taken + len(report.left), len(report.left) + refused
    words = (
        f"{shown}: {len(terms):,} term{'' if len(terms) == 1 else 's'} taken from "
        f"{everything:,} {report.unit}, {left:,} left out"
    )
    if reasons:
        rest = len(reasons) - _REASONS
        named = "; ".join(reason[:200] for reason in reasons[:_REASONS])
        words += f" ({named}{f'; and {rest:,} more remarks' if rest > 0 else ''})"
    return terms, words


def laid_over(own: Sequence[Term], new: Sequence[Term]) -> list[TermChange]:
    """The changes that lay rows over others: they take the spellings they name from these."""
    known = set(own)
    added = [term for term in new if term not in known]
    left = remaining([*own, *added])
    changes = [
        TermChange(before, after)
        for before, after in zip(own, left, strict=False)
        if before != after
    ]
    changes += [TermChange(None, term) for term in left[len(own) :] if term is not None]
    return changes


def taken_away(terms: Sequence[Term], stem: str, kind: object) -> dict[str, Any]:
    """Terms as a file for the browser to save, with what the kind cannot hold, in words.

    Raises GlossaryError where there are none, or where the kind is not offered.
    """
    if not isinstance(kind, str) or kind not in FORMATS:
        raise GlossaryError(f"Choose one of {', '.join(FORMATS.values())} to download.")
    if not terms:
        raise GlossaryError("There is no term to take away yet; add one first.")
    data, remarks = as_bytes(terms, _KINDS[kind])
    return {
        "name": f"{stem}.{kind}",
        "mime": _MIMES[kind],
        "data": base64.b64encode(data).decode("ascii"),
        "say": " ".join(remarks),
    }
