"""What runs on the machines of a cluster: a worker that has the model and translates parcels."""

from __future__ import annotations

import pickle
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from translator import __version__
from translator.bulk.ray.book import MOST_TRIES, Parcel
from translator.bulk.windows import Result, careful
from translator.errors import ModelError, TranslatorError

if TYPE_CHECKING:
    from glossary import Glossary
    from translator.api import Translator
    from translator.document import Translation
    from translator.models import ModelInfo

REFUSED = -1
"""The number of a row that says, in place of results, why a worker cannot take part."""

OVER = -2
"""The number of a row that says that there is nothing more to do. Without a row Ray Data hands
nothing over, and goes on with all the tickets that are left."""

Table: TypeAlias = Any
"""A table of pyarrow, which has no types: what Ray Data hands over and takes."""


@dataclass(frozen=True, slots=True)
class Task:
    """What every worker of a run must do alike.

    `model` is its folder where the run was started, `name` what it is called, `checksum` that of
    its content; `tool` is the version of this package.
    """

    model: str
    name: str
    checksum: str
    beam: int
    glossary: Glossary | None
    tool: str = __version__


class Worker:
    """Called by Ray Data with a ticket, it asks for a parcel and answers with its translations."""

    def __init__(self, mail: Any, task: Task, first: int) -> None:
        """Load the model; whatever stands against that is told when the worker is called.

        `first` is added to the numbers of tickets: no two of a run are the same.
        """
        import ray

        self._mail, self._task, self._first = mail, task, first
        self._node = ray.get_runtime_context().get_node_id()
        self._against = ""
        try:
            self._translator = loaded(task)
        except TranslatorError as error:
            self._against = f"on the machine {socket.gethostname()}: {error}"

    def __call__(self, tickets: Table) -> Table:
        """One ticket in, as Ray Data hands it over; one row out."""
        import ray

        if self._against:
            return _rows([(REFUSED, self._against)])
        ticket = self._first + int(tickets["id"][0].as_py())
        parcel: Parcel | None = ray.get(self._mail.take.remote(ticket, self._node))
        if parcel is None:
            return _rows([(OVER, "")])
        return _rows([(parcel.number, self.results(parcel))])

    def results(self, parcel: Parcel) -> list[Result]:
        """The translations of a parcel's sources, or why there are none."""
        if parcel.hopeless:
            why = f"{MOST_TRIES} workers in a row ended while they were at it or its neighbours"
            return [why] * len(parcel.sources)
        return careful(self._translate, parcel.sources, parcel.links)

    def _translate(self, sources: Sequence[str], links: bool) -> Sequence[Translation]:
        return self._translator.translate_segments(
            sources, glossary=self._task.glossary, alignment=links
        )


def loaded(task: Task) -> Translator:
    """The translator a task wants, on one thread: there is a worker for each processor.

    Raises InputError where this machine has another version of the tool or of the model, or none.
    """
    from translator.api import Translator

    if task.tool != __version__:
        raise ModelError(
            f"version {__version__} of arabic-translator is installed, the run was started with "
            f"{task.tool}; install the same on all machines"
        )
    return Translator.load(found(task).path, threads=1, beam=task.beam)


def found(task: Task) -> ModelInfo:
    """The model of a task as this machine has it: in the same folder, or of the same name.

    Raises ModelError where it has none, or one with other content.
    """
    from translator.models import find

    info = find(Path(task.model)) if Path(task.model).is_dir() else find(task.name)
    if info.checksum != task.checksum:
        raise ModelError(
            f"the model in {info.path} is not that of the run (checksum {info.checksum[:12]}, not "
            f"{task.checksum[:12]}); install the same model on all machines"
        )
    return info


def rows_of(table: Table) -> list[tuple[int, list[Result] | str]]:
    """What workers put into a table: numbers of parcels with results, or one of the
    numbers below 0."""
    columns = table.to_pydict()
    return [
        (number, pickle.loads(results))
        for number, results in zip(columns["parcel"], columns["results"], strict=True)
    ]


def _rows(rows: Sequence[tuple[int, list[Result] | str]]) -> Table:
    import pyarrow

    numbers = [number for number, _ in rows]
    packed = [pickle.dumps(results, pickle.HIGHEST_PROTOCOL) for _, results in rows]
    return pyarrow.table(
        {
            "parcel": pyarrow.array(numbers, pyarrow.int64()),
            "results": pyarrow.array(packed, pyarrow.large_binary()),
        }
    )
