"""Segments that a memory holds, as translations of a document."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from glossary.term import Glossary
from translator.document import Translation
from translator.engine import Engine
from translator.memory.memory import Memory
from translator.pipeline import Request
from translator.written import judged

_SIDE_BY_SIDE = 4
"""Segments judged at a time: while the model works on one, the rules work on another."""


def recalled(
    sources: Iterable[str],
    memory: Memory,
    glossary: Glossary | None,
    engine: Engine,
    *,
    alignment: bool = True,
) -> dict[str, Translation]:
    """The translations of those sources that a memory holds, by source.

    The English is that of the memory, whatever is in it; its terms and warnings are those of
    `translator.written.judged`. Without `alignment` it carries no links.
    """
    held = {source: memory.lookup(source) for source in dict.fromkeys(sources)}
    known = {source: entry for source, entry in held.items() if entry is not None}

    def one(source: str) -> Translation:
        translation = judged(Request(source, glossary), known[source].target, engine, "memory")
        return translation if alignment else replace(translation, alignment=())

    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        return dict(zip(known, pool.map(one, known), strict=True))
