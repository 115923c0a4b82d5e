"""What a visitor does to a text or to the terms, as values that can be turned round."""

from __future__ import annotations

from dataclasses import dataclass

from glossary import Term


@dataclass(frozen=True, slots=True)
class Hand:
    """English written by hand for a source sentence, in place of what stood there by hand before.

    A text is what a person wrote, None the wish for the machine's own English. `untouched` says
    that nothing had been wished before: what a translation memory offers then stands.
    """

    source: str
    before: str | None
    after: str | None
    untouched: bool

    @property
    def sentence(self) -> str:
        """What undoing it takes back."""
        return "the edit" if self.after is not None else "the return to the machine’s English"


@dataclass(frozen=True, slots=True)
class TermChange:
    """A row of the glossary that is changed: `old` None is a new row, `new` None a row less."""

    old: Term | None
    new: Term | None

    @property
    def inverse(self) -> TermChange:
        """The change that takes this one back."""
        return TermChange(self.new, self.old)

    @property
    def sentence(self) -> str:
        """What undoing it takes back."""
        term = self.new or self.old
        return f"the change of {term.source}" if term else "nothing"


Step = Hand | tuple[TermChange, ...]
"""Something that can be undone: one sentence's English, or terms changed together."""


def described(step: Step) -> str:
    """What undoing a step takes back, in words."""
    if isinstance(step, Hand):
        return step.sentence
    return step[0].sentence if len(step) == 1 else f"the change of {len(step)} terms"
