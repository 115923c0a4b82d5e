"""`translator glossary check`: whether existing translations keep to the glossary."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from translator.cli import complain
from translator.commands.common import NEEDS_ATTENTION, load_glossary
from translator.errors import InputError
from translator.evaluate.files import check_names
from translator.evaluate.judge import Judgement, Tally, judge
from translator.evaluate.pairs import Pair, read_pairs

_SHOWN = 5
"""Places of a rarer form that are named in the text."""


def check(args: argparse.Namespace) -> int:
    """Run the command. Returns 0 where every term is met and no form to avoid is used, else 3.

    A term that is rendered in several accepted ways is told, and is no fault. Raises InputError
    for files that cannot be used.
    """
    check_names(args.files)
    glossary = load_glossary(args)
    if glossary is None:
        raise InputError(
            "there is no glossary to check by; leave out the option, or add --glossary"
        )
    judged = judge(read_pairs([Path(file) for file in args.files]), glossary)
    name = f"{glossary.name} ({glossary.checksum[:12]})"
    if args.json:
        print(json.dumps(_as_dict(judged, args.files, name), ensure_ascii=False, indent=2))
    else:
        sys.stdout.write(_as_text(judged, name))
    if not judged.tallies:
        complain("no term of the glossary occurs in the source; is it the right glossary?")
    return NEEDS_ATTENTION if judged.findings else 0


def _as_dict(judged: Judgement, files: Sequence[str], glossary: str) -> dict[str, Any]:
    return {
        "files": list(files),
        "glossary": glossary,
        "pairs": judged.pairs,
        "with_terms": judged.with_terms,
        **{name: judged.total(name) for name in ("occurrences", "met", "avoided")},
        "findings": [finding.to_dict() for finding in judged.findings],
        "mixed": [
            {
                "term": tally.term.source,
                "target": tally.term.target,
                "forms": [
                    {
                        "form": form,
                        "count": len(pairs),
                        "places": [{"file": pair.file, "line": pair.line} for pair in pairs],
                    }
                    for form, pairs in tally.by_frequency
                ],
            }
            for tally in judged.mixed
        ],
        "terms": [
            {
                "term": tally.term.source,
                "target": tally.term.target,
                "occurrences": tally.occurrences,
                "met": tally.met,
                "avoided": tally.avoided,
            }
            for tally in judged.tallies
        ],
    }


def _as_text(judged: Judgement, glossary: str) -> str:
    """The findings, a line each, then the terms that are mixed, the table, the sums."""
    lines = [f"{one.pair.file}, line {one.pair.line}: {one.message}" for one in judged.findings]
    lines += [_mixed(tally) for tally in judged.mixed]
    if lines:
        lines.append("")
    if judged.tallies:
        lines += [*_table(judged.tallies), ""]
    lines.append(
        f"{_count(judged.pairs, 'pair')}, {judged.with_terms} with terms of the glossary "
        f"{glossary}: {judged.total('met')} of {_count(judged.total('occurrences'), 'occurrence')} "
        f"met, {_count(judged.total('avoided'), 'form')} to avoid, "
        f"{_count(len(judged.mixed), 'term')} in several accepted forms"
    )
    return "\n".join(lines) + "\n"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _mixed(tally: Tally) -> str:
    (usual, often), *rarer = tally.by_frequency
    others = [f"{form} ({len(pairs)}: {_places(pairs)})" for form, pairs in rarer]
    return (
        f"{tally.term.source} is rendered in several accepted forms: {usual} ({len(often)}), "
        f"{', '.join(others)}"
    )


def _places(pairs: Sequence[Pair]) -> str:
    named = list(dict.fromkeys(f"{pair.file}, line {pair.line}" for pair in pairs))
    more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    return "; ".join(named[:_SHOWN]) + more


def _table(tallies: Sequence[Tally]) -> list[str]:
    """A row a term, the Arabic last: it runs the other way and would upset the columns."""
    rows = [("occurs", "met", "to avoid", "rendering", "term")]
    rows += [
        (str(one.occurrences), str(one.met), str(one.avoided), one.term.target, one.term.source)
        for one in tallies
    ]
    widest = max(len(row[3]) for row in rows)
    return [f"{a:>6}  {b:>4}  {c:>8}  {d:{widest}}  {e}".rstrip() for a, b, c, d, e in rows]
