"""Translations of sentences kept between runs: what occurs again is translated once.

A sentence's translation follows from the model, the way it decodes, the terms found in it and
itself; the key is a checksum of all of these, so that nothing that is kept can be wrong for
another run. Losing the cache costs time, never a result.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from glossary.term import Glossary
from translator import __version__
from translator.document import TermUse, Translation, Warning

KEPT = 200_000
"""Translations kept; the oldest go first. They take some 100 to 200 MB."""

_AT_ONCE = 500
"""Keys asked for in one query; SQLite's limit may be 999."""


class Cache:
    """Translations by key, in one SQLite file. Threads may share one.

    A file that is damaged is made anew; where it cannot be written, nothing more is kept.
    """

    def __init__(self, path: Path, most: int = KEPT) -> None:
        self.path, self._most = path, most
        self._guard = threading.Lock()
        self._connection = self._opened()

    def found(self, keys: Sequence[tuple[bytes, str]]) -> dict[bytes, Translation]:
        """What is kept for some keys, each with its source."""
        sources = dict(keys)
        wanted = list(sources)
        rows: list[tuple[bytes, bytes]] = []
        with self._guard, suppress(sqlite3.Error):
            for start in range(0, len(wanted) if self._connection else 0, _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"SELECT key, value FROM translation WHERE key IN ({marks})"
                rows += self._connection.execute(query, some).fetchall()  # type: ignore[union-attr]
        return {key: _translation(sources[key], value) for key, value in rows}

    def put(self, made: Mapping[bytes, Translation]) -> None:
        """Keep translations by key; the oldest make room for them."""
        with self._guard:
            if self._connection is None:
                return
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany(
                    "INSERT OR IGNORE INTO translation (key, value) VALUES (?, ?)",
                    [(key, _value(one)) for key, one in made.items()],
                )
                self._connection.execute(
                    "DELETE FROM translation WHERE id <= (SELECT max(id) FROM translation) - ?",
                    (self._most,),
                )
                self._connection.execute("COMMIT")
            except sqlite3.Error:  # a full disk: the outputs need the room more
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                self._connection.close()
                self._connection = None

    def close(self) -> None:
        """Close the file."""
        with self._guard:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _opened(self) -> sqlite3.Connection | None:
        for _ in range(2):
            try:
                connection = sqlite3.connect(
                    self.path, check_same_thread=False, isolation_level=None
                )
                self.path.chmod(0o600)
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA synchronous=NORMAL")
                connection.execute("PRAGMA cache_size=-4000")
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS translation (id INTEGER PRIMARY KEY AUTOINCREMENT, "
                    "key BLOB NOT NULL UNIQUE, value BLOB NOT NULL)"
                )
                return connection
            except (sqlite3.Error, OSError):
                remove(self.path)
        return None


class Keys:
    """Makes the keys of one run: of a model, by its checksum, its decoding and a glossary."""

    def __init__(self, model: str, decoding: str, glossary: Glossary | None) -> None:
        self._base = "\n".join((__version__, model, decoding))
        self._glossary = glossary

    def key(self, source: str, linked: bool) -> bytes:
        """The key of a sentence, translated with word links or without."""
        found = self._glossary.find(source) if self._glossary else []
        said = repr((self._base, linked, source, [asdict(one) for one in found]))
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()


def remove(path: Path) -> None:
    """Delete an SQLite file with what SQLite puts beside it."""
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _value(one: Translation) -> bytes:
    fields: list[Any] = [
        one.target,
        one.score,
        one.alignment,
        [[getattr(use, name) for name in TermUse.__slots__] for use in one.terms],
        [[warning.kind, warning.text] for warning in one.warnings],
    ]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def _translation(source: str, value: bytes) -> Translation:
    target, score, links, uses, warnings = json.loads(value.decode("utf-8", "surrogatepass"))
    return Translation(
        source,
        target,
        score,
        tuple(tuple(link) for link in links),
        tuple(TermUse(*(_spanned(field) for field in use)) for use in uses),
        tuple(Warning(*warning) for warning in warnings),
    )


def _spanned(field: Any) -> Any:
    return tuple(field) if isinstance(field, list) else field
