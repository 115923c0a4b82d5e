"""The journal of an output folder: what is finished, from what, made how; in one SQLite file.

It is written ahead (WAL) with synchronous=NORMAL. A killed program loses nothing that is in it.
After a power cut the last entries may be missing, never half there: files of theirs are made
again, since no entry says that they are finished. FULL would wait for the disk several times a
file and gain nothing, as outputs themselves are not waited for (see `translator.bulk.outputs`).
"""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from glossary.term import Glossary, Term
from translator.bulk.events import Done, Failed
from translator.bulk.outputs import Output
from translator.bulk.remembered import Digests, packed, unpacked
from translator.bulk.schema import ADDED, SCHEMA, VERSION
from translator.bulk.settings import Settings
from translator.errors import InputError, TranslatorError

State: TypeAlias = Literal["reading", "translating", "writing", "renaming", "done", "failed"]
"""How far a file has come. In `renaming` its outputs are complete and get their names."""

_DAMAGED = ("not a database", "malformed")
"""How SQLite says that a file is not what it should be."""


@dataclass(frozen=True, slots=True)
class Facts:
    """An input as it was read. `mtime_ns` is 0 where it says nothing: the file had just changed."""

    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """A file in the journal.

    facts: None until it was read. settings, glossary, memory: those its outputs are right for, by
    key and checksums. done: its account, once its outputs are complete. members: of an archive the
    names of the files in it.
    """

    name: str
    source: str
    state: State
    facts: Facts | None
    settings: str
    glossary: str
    done: Done | None
    members: tuple[str, ...] = ()
    memory: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run in the journal: its day (ISO 8601), and whether one that was broken off goes on."""

    id: int
    day: str
    resumed: bool


@dataclass(frozen=True, slots=True)
class Before:
    """The last run: its settings as JSON, its glossary's checksum, whether it came to its end."""

    settings: str
    glossary: str
    finished: bool


class Journal:
    """Use `open`. Threads may share one. Every method raises TranslatorError where the journal can
    no longer be read or written: without it the work does not go on."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._guard = threading.RLock()
        self._run = Run(0, "", False)
        self._settings = self._glossary = self._memory = ""

    @classmethod
    def open(cls, path: Path) -> Journal:
        """The journal in a file, which is made where there is none.

        Raises InputError where the file is no journal, or one of a newer version of the tool,
        TranslatorError where it cannot be written.
        """
        try:
            connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            path.chmod(0o600)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            [version] = connection.execute("PRAGMA user_version").fetchone()
            missing = {0: SCHEMA, 2: ADDED}.get(version)
            if missing:
                connection.executescript(
                    f"BEGIN IMMEDIATE; {missing} PRAGMA user_version={VERSION}; COMMIT;"
                )
        except (sqlite3.Error, OSError) as error:
            if any(sign in str(error) for sign in _DAMAGED):
                raise InputError(
                    f"{path} is damaged ({error}); run with --fresh to start over"
                ) from None
            raise _lost(path, error) from None
        if missing is None and version != VERSION:
            raise InputError(
                f"{path} was written by another version of this tool; "
                "run with --fresh to start over, or take another output folder"
            )
        return cls(path, connection)

    def close(self) -> None:
        """Close the file. A journal may be closed twice."""
        with self._guard:
            self._connection.close()

    @property
    def before(self) -> Before | None:
        """The last run before this one begins; None in a new folder."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT settings, glossary, finished FROM run ORDER BY id DESC LIMIT 1"
            ).fetchone()
        return Before(row[0], row[1], bool(row[2])) if row else None

    def begin(
        self,
        settings: Settings,
        glossary: Glossary | None,
        today: str,
        memory: Digests = MappingProxyType({}),
    ) -> Run:
        """A run begins, or the last one goes on, with its day, if it was broken off and nothing
        but inputs has changed. `memory` are the digests of what the translation memory holds."""
        said, checksum = settings.to_json(), glossary.checksum if glossary else ""
        with self._writing() as connection:
            if glossary is not None:
                connection.execute(
                    "INSERT OR IGNORE INTO glossary VALUES (?, ?, ?)",
                    (checksum, _blob(glossary.name), _packed([asdict(one) for one in glossary])),
                )
            if settings.memory:
                connection.execute(
                    "INSERT OR IGNORE INTO memory VALUES (?, ?)",
                    (settings.memory, zlib.compress(packed(memory))),
                )
            row = connection.execute("SELECT * FROM run ORDER BY id DESC LIMIT 1").fetchone()
            if row and not row[4] and (row[2], row[3]) == (said, checksum):
                self._run = Run(row[0], row[1], resumed=True)
            else:
                number = connection.execute(
                    "INSERT INTO run (day, settings, glossary) VALUES (?, ?, ?)",
                    (today, said, checksum),
                ).lastrowid
                self._run = Run(number or 0, today, resumed=False)
        self._settings, self._glossary, self._memory = settings.key, checksum, settings.memory
        return self._run

    def finish(self) -> None:
        """The run has come to its end."""
        with self._writing() as connection:
            connection.execute("UPDATE run SET finished = 1 WHERE id = ?", (self._run.id,))

    def glossary(self, checksum: str) -> Glossary:
        """A glossary that a run was made with; an empty one for none."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT name, rows FROM glossary WHERE checksum = ?", (checksum,)
            ).fetchone()
        if row is None:
            return Glossary(())
        rows: list[dict[str, Any]] = _unpacked(row[1])
        lists = ("variants", "accept", "avoid")
        terms = (Term(**{**one, **{name: tuple(one[name]) for name in lists}}) for one in rows)
        return Glossary(tuple(terms), _text(row[0]))

    def memory(self, checksum: str) -> Digests:
        """The digests of a memory that a run was made with; none for none."""
        with self._reading() as connection:
            row = connection.execute(
                "SELECT entries FROM memory WHERE checksum = ?", (checksum,)
            ).fetchone()
        return unpacked(zlib.decompress(row[0])) if row else {}

    def record(self, name: str) -> Record | None:
        """What is known of a file."""
        with self._reading() as connection:
            row = connection.execute("SELECT * FROM file WHERE name = ?", (_blob(name),)).fetchone()
        if row is None:
            return None
        facts = Facts(row[4], row[5], row[6]) if row[6] else None
        account = _unpacked(row[11])
        done = Done.of_dict(account["done"]) if "done" in account else None
        members = tuple(account.get("members", ()))
        memory = row[12] or ""
        return Record(name, _text(row[1]), row[2], facts, row[7], row[8], done, members, memory)

    def names(self) -> Iterator[tuple[str, str]]:
        """All files, as `(name, source)`."""
        with self._reading() as connection:
            rows = connection.execute("SELECT name, source FROM file ORDER BY name").fetchall()
        return ((_text(name), _text(source)) for name, source in rows)

    def accounts(self) -> Iterator[Done | Failed]:
        """What became of each file of the folder, by name; one that is not finished is left out.

        Read a few at a time: they may be many.
        """
        after = b""
        while True:
            with self._reading() as connection:
                rows = connection.execute(
                    "SELECT name, state, reason, account FROM file WHERE name > ? "
                    "ORDER BY name LIMIT 200",
                    (after,),
                ).fetchall()
            if not rows:
                return
            after = rows[-1][0]
            for name, state, reason, account in rows:
                if state == "failed":
                    yield Failed(_text(name), reason or "")
                elif state == "done" and "done" in (fields := _unpacked(account)):
                    yield Done.of_dict(fields["done"])

    def outputs(self, name: str | None = None) -> list[Output]:
        """The outputs of a file, or of all."""
        query, values = "SELECT path, size, mtime_ns, sha256 FROM output", []
        if name is not None:
            query, values = f"{query} WHERE name = ?", [_blob(name)]
        with self._reading() as connection:
            rows = connection.execute(f"{query} ORDER BY path", values).fetchall()
        return [Output(_text(row[0]), *row[1:]) for row in rows]

    def reading(self, name: str, source: Path) -> None:
        """A file is being read; what was known of how it came about goes."""
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO file (name, source, state, run) "
                "VALUES (?, ?, 'reading', ?)",
                (_blob(name), _blob(str(source)), self._run.id),
            )

    def was_read(self, name: str, facts: Facts) -> None:
        """A file was read: its content is known."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE file SET size = ?, mtime_ns = ?, sha256 = ? WHERE name = ?",
                (*_values(facts), _blob(name)),
            )

    def reached(self, state: State, names: Iterable[str]) -> None:
        """Files have come to a state."""
        with self._writing() as connection:
            connection.executemany(
                "UPDATE file SET state = ? WHERE name = ?", [(state, _blob(one)) for one in names]
            )

    def renaming(self, name: str, outputs: Sequence[Output], done: Done) -> None:
        """The outputs of a file are complete and about to get their names: whoever finds them with
        these checksums need not make them again."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE file SET state = 'renaming', settings = ?, glossary = ?, made_with = ?, "
                "memory = ?, account = ?, reason = NULL WHERE name = ?",
                (
                    self._settings,
                    self._glossary,
                    self._glossary,
                    self._memory,
                    _packed({"done": done.to_dict()}),
                    _blob(name),
                ),
            )
            _put_outputs(connection, name, outputs)

    def finished(self, name: str, outputs: Sequence[Output]) -> None:
        """The outputs of a file are in their places."""
        with self._writing() as connection:
            _put_outputs(connection, name, outputs)
            connection.execute("UPDATE file SET state = 'done' WHERE name = ?", (_blob(name),))

    def unpacked(self, name: str, members: Sequence[str]) -> None:
        """All files in an archive are in the journal, under these names."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE file SET state = 'done', settings = ?, glossary = ?, memory = ?, "
                "account = ? WHERE name = ?",
                (
                    self._settings,
                    self._glossary,
                    self._memory,
                    _packed({"members": list(members)}),
                    _blob(name),
                ),
            )

    def failed(self, name: str, reason: str) -> None:
        """A file was not translated. Outputs of an earlier run stay, but count no longer."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE file SET state = 'failed', reason = ? WHERE name = ?",
                (reason.encode("utf-8", "backslashreplace").decode(), _blob(name)),
            )

    def still_right(self, name: str, facts: Facts, outputs: Sequence[Output]) -> None:
        """A finished file is right for this run's glossary and memory too; its times may have
        changed."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE file SET state = 'done', size = ?, mtime_ns = ?, sha256 = ?, glossary = ?, "
                "memory = ? WHERE name = ?",
                (*_values(facts), self._glossary, self._memory, _blob(name)),
            )
            _put_outputs(connection, name, outputs)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._guard:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise _lost(self.path, error) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


def _lost(path: Path, error: Exception) -> TranslatorError:
    return TranslatorError(
        f"the journal {path} cannot be read or written ({error}); "
        "see to its disk, then run the same command again to go on"
    )


def _put_outputs(connection: sqlite3.Connection, name: str, outputs: Sequence[Output]) -> None:
    connection.execute("DELETE FROM output WHERE name = ?", (_blob(name),))
    connection.executemany(
        "INSERT INTO output VALUES (?, ?, ?, ?, ?)",
        [(_blob(name), _blob(o.path), o.size, o.mtime_ns, o.sha256) for o in outputs],
    )


def _values(facts: Facts) -> tuple[int, int, str]:
    return facts.size, facts.mtime_ns, facts.sha256


def _packed(content: Any) -> bytes:
    """What is stored as a whole: Arabic in JSON shrinks to a third."""
    return zlib.compress(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _unpacked(stored: bytes | None) -> Any:
    try:
        return json.loads(zlib.decompress(stored)) if stored else {}
    except (TypeError, ValueError, zlib.error) as error:
        raise TranslatorError(
            f"an entry of the journal is damaged ({error}); run with --fresh to start over"
        ) from None


def _blob(text: str) -> bytes:
    """A name as it is stored: not every name of a file is Unicode, as SQLite's texts are."""
    return text.encode("utf-8", "surrogatepass")


def _text(blob: bytes) -> str:
    return blob.decode("utf-8", "surrogatepass")
