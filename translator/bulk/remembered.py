"""What a translation memory held for a run, kept so that a later run can see what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from translator.memory import Memory
from translator.memory.entry import key

_SIZE = 12
"""Bytes of a digest: that two of a million sentences share one is as good as impossible."""

Digests = Mapping[bytes, bytes]
"""Of each sentence that a memory holds, and of its English."""


def digests(memory: Memory | None) -> dict[bytes, bytes]:
    """The digests of a memory; none where there is none."""
    entries = memory.entries if memory is not None else ()
    return {_digest(key(entry.source)): _digest(entry.target) for entry in entries}


def differs(before: Digests, now: Digests, sentences: Iterable[str]) -> bool:
    """Whether two memories hold something else for any of these sentences."""
    return any(
        before.get(found) != now.get(found) for found in (_digest(key(one)) for one in sentences)
    )


def packed(found: Digests) -> bytes:
    """Digests as they are stored."""
    return b"".join(source + target for source, target in sorted(found.items()))


def unpacked(stored: bytes) -> dict[bytes, bytes]:
    """The digests that `packed` stored."""
    places = range(0, len(stored) - 2 * _SIZE + 1, 2 * _SIZE)
    return {stored[n : n + _SIZE]: stored[n + _SIZE : n + 2 * _SIZE] for n in places}


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()
