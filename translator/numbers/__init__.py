"""Numbers of an Arabic sentence and of its English translation, compared by value."""

from translator.numbers.arabic import read_arabic
from translator.numbers.compare import number_changes, number_faults
from translator.numbers.english import read_english
from translator.numbers.number import Number, Numbers
from translator.numbers.written import written_right

__all__ = [
    "Number",
    "Numbers",
    "number_changes",
    "number_faults",
    "read_arabic",
    "read_english",
    "written_right",
]
