"""What is told of a translated file: its counts, and where to look first."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from translator.bulk.events import Done, Low
from translator.bulk.report.details import NOTHING, Details, together
from translator.document import BOILERPLATE, TranslatedDocument

_LOWEST = 3
"""Segments with the lowest scores that are told of each file."""
_SHOWN = 300
"""Characters of such a segment that are told."""


def done(
    translated: TranslatedDocument,
    outputs: Sequence[Path],
    seconds: float = 0.0,
    told: Details = NOTHING,
) -> Done:
    """The account of one translated document; `told` is what `report_details.details` says."""
    terms = [use for translation in translated.translations for use in translation.terms]
    met = [use for use in terms if use.rendering is not None]
    warnings = [w.kind for translation in translated.translations for w in translation.warnings]
    scored = (
        Low(segment.index, round(one.score, 4), one.source[:_SHOWN], one.target[:_SHOWN])
        for _, paragraph, segment, one in translated.rows()
        if one.score is not None and paragraph.kind not in BOILERPLATE
    )
    return Done(
        document=translated.document.name,
        outputs=tuple(map(str, outputs)),
        sentences=len(translated.translations),
        words=sum(len(translation.source.split()) for translation in translated.translations),
        terms_met=len(met),
        terms_unmet=len(terms) - len(met),
        warnings=len(warnings),
        from_memory=sum(one.origin == "memory" for one in translated.translations),
        kinds=tuple(Counter(warnings).most_common()),
        methods=tuple(Counter(str(use.method) for use in met).most_common()),
        lowest=tuple(heapq.nsmallest(_LOWEST, scored, key=lambda low: (low.score, low.segment))),
        seconds=round(seconds, 3),
        details=told,
    )


def joined(one: Done, other: Done) -> Done:
    """The account of a document of which these are two pieces, one after the other."""
    kinds, methods = Counter(dict(one.kinds)), Counter(dict(one.methods))
    kinds.update(dict(other.kinds))
    methods.update(dict(other.methods))
    low = heapq.nsmallest(
        _LOWEST, (*one.lowest, *other.lowest), key=lambda low: (low.score, low.segment)
    )
    return replace(
        one,
        sentences=one.sentences + other.sentences,
        words=one.words + other.words,
        terms_met=one.terms_met + other.terms_met,
        terms_unmet=one.terms_unmet + other.terms_unmet,
        warnings=one.warnings + other.warnings,
        from_memory=one.from_memory + other.from_memory,
        kinds=tuple(kinds.most_common()),
        methods=tuple(methods.most_common()),
        lowest=tuple(low),
        seconds=max(one.seconds, other.seconds),
        details=together(one.details, other.details),
    )
