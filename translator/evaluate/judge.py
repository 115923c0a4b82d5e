"""Whether existing translations keep to a glossary, pair by pair and over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from glossary import check
from glossary.match import Occurrence
from glossary.term import Glossary, Term
from translator.align.attention import overlap
from translator.document import Span
from translator.evaluate.pairs import Pair
from translator.evaluate.terminology import places

Fault = Literal["avoided", "unmet", "fewer"]
"""A form is used that the glossary wants avoided; a term has no rendering; it has fewer than it
occurs."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one term in one pair."""

    pair: Pair
    kind: Fault
    term: Term
    occurrences: int
    met: int
    avoided: tuple[str, ...]

    @property
    def message(self) -> str:
        """The finding in words, without its place."""
        times = f"{self.term.source} occurs {_times(self.occurrences)}"
        if self.kind == "fewer":
            return f"{times}, {self.term.target} stands {_times(self.met)}"
        if self.kind == "unmet":
            return f"{self.term.source} is not rendered as {self.term.target}"
        forms = ", ".join(dict.fromkeys(self.avoided))
        missing = f" ({times}, met {_times(self.met)})" if self.occurrences > 1 else ""
        return f"{self.term.source}: write {self.term.target}, not {forms}{missing}"

    def to_dict(self) -> dict[str, Any]:
        """The finding for JSON."""
        return {
            "file": self.pair.file,
            "line": self.pair.line,
            "kind": self.kind,
            "term": self.term.source,
            "target": self.term.target,
            "occurrences": self.occurrences,
            "met": self.met,
            "avoided": list(self.avoided),
            "message": self.message,
            "source": self.pair.source,
            "translation": self.pair.target,
        }


@dataclass(slots=True)
class Tally:
    """What became of one term over all pairs; `forms` are the pairs by the form that stands."""

    term: Term
    occurrences: int = 0
    met: int = 0
    avoided: int = 0
    forms: dict[str, list[Pair]] = field(default_factory=dict)

    @property
    def mixed(self) -> bool:
        """Whether the term is rendered in several ways that each count as right."""
        return len(self.forms) > 1

    @property
    def by_frequency(self) -> list[tuple[str, list[Pair]]]:
        """The forms with their pairs, the most frequent first."""
        return sorted(self.forms.items(), key=lambda one: -len(one[1]))


@dataclass(frozen=True, slots=True)
class Judgement:
    """All findings in the order of the pairs, and a tally of every term that occurs.

    pairs: how many were judged; with_terms: how many of them hold a term.
    """

    pairs: int
    with_terms: int
    findings: tuple[Finding, ...]
    tallies: tuple[Tally, ...]

    @property
    def mixed(self) -> tuple[Tally, ...]:
        """The terms that are rendered in several accepted ways."""
        return tuple(tally for tally in self.tallies if tally.mixed)

    def total(self, name: Literal["occurrences", "met", "avoided"]) -> int:
        """A sum over all terms."""
        return sum(getattr(tally, name) for tally in self.tallies)


def judge(pairs: Sequence[Pair], glossary: Glossary) -> Judgement:
    """Judge translations by a glossary, on the two strings of each pair alone.

    A term is met where its target or an accepted form stands, as often as it occurs, each time at
    a place of its own (`glossary.check`, as the tool judges its own translations).
    """
    findings: list[Finding] = []
    tallies: dict[Term, Tally] = {}
    with_terms = 0
    for pair in pairs:
        found = glossary.find(pair.source)
        with_terms += bool(found)
        findings += _judged(pair, found, tallies)
    order = sorted(
        tallies.values(),
        key=lambda one: (one.met - one.occurrences, -one.avoided, -one.occurrences),
    )
    return Judgement(len(pairs), with_terms, tuple(findings), tuple(order))


def _judged(pair: Pair, found: Sequence[Occurrence], tallies: dict[Term, Tally]) -> list[Finding]:
    """The findings of one pair, counted into the tallies."""
    stand = places(found, pair.target)
    occurrences = Counter(one.term for one in found)
    met = Counter(one.term for one, place in zip(found, stand, strict=True) if place)
    findings = []
    for term, wanted in occurrences.items():
        others = [p for one, p in zip(found, stand, strict=True) if p and one.term != term]
        wrong = _avoided(term, pair.target, others)
        tally = tallies.setdefault(term, Tally(term))
        tally.occurrences += wanted
        tally.met += met[term]
        tally.avoided += len(wrong)
        if wrong or met[term] < wanted:
            kind: Fault = "avoided" if wrong else "fewer" if met[term] else "unmet"
            findings.append(Finding(pair, kind, term, wanted, met[term], wrong))
    for one, place in zip(found, stand, strict=True):
        if place:
            form = _form(one.term, pair.target[place[0] : place[1]])
            tallies[one.term].forms.setdefault(form, []).append(pair)
    return findings


def _avoided(term: Term, english: str, others: Sequence[Span]) -> tuple[str, ...]:
    """The forms to avoid in a text; one inside another term's rendering is that term's affair."""
    return tuple(
        english[start:end]
        for start, end in check.avoided(term, english)
        if not any(overlap((start, end), other) for other in others)
    )


@lru_cache(maxsize=8192)
def _form(term: Term, text: str) -> str:
    """Which of a term's right forms a text is: capitals, hyphens and plurals make no other form."""
    for form in (term.target, *term.accept):
        alone = replace(term, target=form, accept=(), avoid=())
        if check.renderings(alone, text) == [(0, len(text))]:
            return form
    return text


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times" if count else "nowhere"
