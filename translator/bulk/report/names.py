"""Names beyond the glossary, counted from what was taken down of each file.

The files themselves need not be at hand: what an earlier run translated counts like the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from translator.bulk.report.details import Heard
from translator.consistency import Mention, Tally

_NOWHERE = (0, 0)
"""The span of a mention that is no longer looked up in its sentence."""


class HeardNames(Tally):
    """The tally of `translator.consistency`, fed with what files told of."""

    def __init__(self, ignored: Collection[str] = ()) -> None:
        super().__init__(len, ignored)  # which words are rare was asked when they were heard

    def hear(self, document: str, heard: Iterable[Heard]) -> None:
        """Count the names of one document."""
        for one in sorted(heard, key=lambda h: (h.segment, h.name, h.form)):
            mention = Mention(one.name, _NOWHERE, one.form, None, one.sound, one.type)
            if mention.key in self._ignored:
                continue
            count = self._counts.get(mention.key)
            if count is None:
                count = self._new(mention.key, (document, one.segment))
            for _ in range(one.count):
                count.add(mention)
            if count.last != self._documents:
                count.last = self._documents
                count.documents += 1
        self._documents += 1
