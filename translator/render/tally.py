"""How much of a translation stands and how much wants a second look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from translator.document import Translation


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over some segments: occurrences of terms met and unmet, and warnings."""

    segments: int = 0
    met: int = 0
    unmet: int = 0
    warnings: int = 0

    @classmethod
    def of(cls, translations: Iterable[Translation]) -> Tally:
        """Count over `translations`."""
        segments = met = unmet = warnings = 0
        for translation in translations:
            segments += 1
            warnings += len(translation.warnings)
            for term in translation.terms:
                if term.rendering is None:
                    unmet += 1
                else:
                    met += 1
        return cls(segments, met, unmet, warnings)

    def sentence(self) -> str:
        """The counts in words: `16 segments, 12 of 13 terms met, 1 warning`."""
        parts = [_count(self.segments, "segment")]
        terms = self.met + self.unmet
        if terms:
            parts.append(f"{self.met} of {_count(terms, 'term')} met")
        else:
            parts.append("no glossary terms")
        parts.append(_count(self.warnings, "warning") if self.warnings else "no warnings")
        return ", ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
