"""The translation memory: English that people wrote for a sentence, kept in a TMX file.

`Memory` looks sentences up and keeps new ones; `Entry` is what it knows of one.
"""

from __future__ import annotations

from translator.memory.entry import Entry, key
from translator.memory.memory import Memory

__all__ = ["Entry", "Memory", "key"]
