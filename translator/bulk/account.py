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
from translator.trust import estimate

_LOWEST = 3
"""The weakest segments, that are told of each file."""
_JUDGED = 12
"""Segments with the lowest scores that are judged to find them, beside all with a warning: judging
every one would cost a run a hundredth of its time."""
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
        lowest=_lowest(translated),
        seconds=round(seconds, 3),
        details=told,
    )


def _lowest(translated: TranslatedDocument) -> tuple[Low, ...]:
    """The weakest segments of the text itself, the weakest first."""
    scored = [
        (one.score, segment.index, one)
        for _, paragraph, segment, one in translated.rows()
        if one.score is not None and paragraph.kind not in BOILERPLATE
    ]
    unsure = {index for _, index, _ in heapq.nsmallest(_JUDGED, scored, key=lambda row: row[:2])}
    found = []
    for score, index, one in scored:
        trust = estimate(one) if index in unsure or one.warnings else None
        if trust is not None:
            sides = one.source[:_SHOWN], one.target[:_SHOWN]
            value = round(trust.value, 2)
            found.append(Low(index, round(score, 4), *sides, trust.band, trust.reasons, value))
    return tuple(heapq.nsmallest(_LOWEST, found, key=_weakness))


def _weakness(low: Low) -> tuple[float, int]:
    return low.value, low.segment


def joined(one: Done, other: Done) -> Done:
    """The account of a document of which these are two pieces, one after the other."""
    kinds, methods = Counter(dict(one.kinds)), Counter(dict(one.methods))
    kinds.update(dict(other.kinds))
    methods.update(dict(other.methods))
    low = heapq.nsmallest(_LOWEST, (*one.lowest, *other.lowest), key=_weakness)
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
