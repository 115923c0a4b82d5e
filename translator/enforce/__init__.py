"""The ladder that makes a translation carry the renderings a glossary requires."""

from translator.enforce.candidate import Candidate, Task, candidate, term_uses, wrong_numbers
from translator.enforce.foresight import foreseen
from translator.enforce.ladder import enforce
from translator.enforce.remarks import alike_warnings, unmet_warnings

__all__ = [
    "Candidate",
    "Task",
    "alike_warnings",
    "candidate",
    "enforce",
    "foreseen",
    "term_uses",
    "unmet_warnings",
    "wrong_numbers",
]
