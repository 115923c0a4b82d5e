"""Sentences translated by the workers of a cluster: parcels out, rows back, whoever dies between.

Ray Data runs a pool of actors over a table of tickets. A ticket says nothing of what is to be done:
a worker asks with it for the next parcel of sentences (`mail`), because what there is to do becomes
known only while files are read. Rows come back in whatever order; they carry the parcel's number.
"""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path

from translator.bulk.channel import Stopped
from translator.bulk.ray.cluster import joined
from translator.bulk.ray.mail import Mail
from translator.bulk.ray.worker import OVER, REFUSED, Table, Task, Worker, rows_of
from translator.bulk.windows import MOST, Result
from translator.errors import InputError, TranslatorError
from translator.settings import available_threads

CHUNK = 512
"""Sentences of a parcel: some 10 seconds of work, so that little is lost with a machine."""

_WAITING = 2
"""Parcels of a window for each worker; two windows are under way at a time."""

TICKETS, TICKETS_EACH = 2000, 100
"""Tickets of a table, at least and for each worker. After them a new pool of workers is made, and
the model loaded again; before the first, Ray takes a second for every thousand."""

_FAILURES = 3
"""Tables in a row that may fail without a single row."""

_WATCHED = 1.0
"""Seconds between looks at which machines there are."""

_LAST_WAIT = 2.0
"""Seconds at the end in which Ray Data may stop its workers itself."""


@contextlib.contextmanager
def crew(task: Task, workers: int | None, address: str | None, log: Path) -> Iterator[Crew]:
    """Workers in a cluster for one run: `workers` of them, None is one for each processor.

    The cluster is that at `address`; None starts one here. `log` is a file for what Ray says.
    Raises InputError and TranslatorError as `joined` does.
    """
    with joined(address, workers or available_threads(), log) as processors:
        found = Crew(task, workers or max(1, processors), log)
        try:
            yield found
        finally:
            found.stop()


class Crew:
    """Has parcels translated; see `translator.bulk.elsewhere.Elsewhere`."""

    def __init__(self, task: Task, workers: int, log: Path) -> None:
        """The cluster must have been joined."""
        import ray
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        self.workers, self.chunk = workers, CHUNK
        self.most = max(MOST, _WAITING * CHUNK * workers)
        self._tickets = max(TICKETS, TICKETS_EACH * workers)
        self._task, self._log = task, log
        self._guard = threading.Lock()
        self._numbers = itertools.count()
        self._futures: dict[int, tuple[Future[list[Result]], int]] = {}
        self._ended = threading.Event()
        self._error: Exception | None = None
        # It must live as long as the run does, so it lives where the run was started.
        here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
        self._mail = (
            ray.remote(Mail)
            .options(num_cpus=0, max_concurrency=4 * workers + 16, scheduling_strategy=here)
            .remote()
        )
        self._threads = [
            threading.Thread(target=work, name=work.__name__, daemon=True)
            for work in (self._receive, self._watch)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, sources: Sequence[str], links: bool) -> Future[list[Result]]:
        """Have sources translated; the future fails where the cluster does."""
        future: Future[list[Result]] = Future()
        with self._guard:
            if self._error is not None:
                future.set_exception(self._error)
                return future
            number = next(self._numbers)
            self._futures[number] = future, len(sources)
        self._mail.put.remote(number, list(sources), links)
        return future

    def stop(self) -> None:
        """End it: what is under way is dropped, all that wait for it get Stopped."""
        if self._ended.is_set():
            return
        self._ended.set()
        self._mail.close.remote()
        self._fail(Stopped())
        deadline = time.monotonic() + _LAST_WAIT
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _fail(self, error: Exception) -> None:
        with self._guard:
            self._error = self._error or error
            waiting = [future for future, _ in self._futures.values()]
            self._futures.clear()
        for future in waiting:
            future.set_exception(self._error)

    # --- rows come back

    def _receive(self) -> None:
        failures = 0
        for first in itertools.count(0, self._tickets):
            had = False
            try:
                for table in self._tables(first):
                    if self._ended.is_set():
                        return
                    for number, results in rows_of(table):
                        had = True
                        self._arrived(number, results)
            except InputError as error:
                self._fail(error)
                return
            except Exception as error:  # a machine took with it what Ray could not make again
                failures = 0 if had else failures + 1
                if self._ended.is_set():
                    return
                if failures >= _FAILURES:
                    why = (str(error).strip() or type(error).__name__).splitlines()[0]
                    self._fail(
                        TranslatorError(
                            f"the cluster failed: {why}; {self._log} says more, and the same "
                            "command goes on from there"
                        )
                    )
                    return
            self._mail.recall.remote()

    def _tables(self, first: int) -> Iterator[Table]:
        """What the workers give for tickets from a number on."""
        import ray.data

        tickets = ray.data.range(self._tickets, override_num_blocks=self._tickets)
        rows = tickets.map_batches(
            Worker,
            fn_constructor_args=(self._mail, self._task, first),
            batch_size=None,
            batch_format="pyarrow",
            compute=ray.data.ActorPoolStrategy(size=self.workers),
            num_cpus=1,
        )
        # Ray holds a batch back for each that is to be fetched ahead; whoever waits for the last
        # row of a window would wait for ever.
        batches: Iterator[Table] = iter(
            rows.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0)
        )
        return batches

    def _arrived(self, number: int, results: list[Result] | str) -> None:
        if number == OVER:
            return
        if number == REFUSED or isinstance(results, str):
            raise InputError(str(results))
        self._mail.done.remote(number)
        with self._guard:
            future, wanted = self._futures.pop(number, (None, 0))
        if future is None:  # it came twice
            return
        if len(results) == wanted:
            future.set_result(results)
        else:
            future.set_exception(TranslatorError(f"{len(results)} results for {wanted} sentences"))

    # --- machines come and go

    def _watch(self) -> None:
        """What a machine that is gone was at is given to others, now rather than late."""
        import ray

        gone: set[str] = set()
        while not self._ended.wait(_WATCHED):
            with contextlib.suppress(Exception):  # the cluster is gone: `_receive` tells
                for node in ray.nodes():
                    if not node["Alive"] and node["NodeID"] not in gone:
                        gone.add(node["NodeID"])
                        number = ray.get(self._mail.lost.remote(node["NodeID"]))
                        where = f"{node['NodeManagerHostname']} ({node['NodeID'][:12]})"
                        self._say(f"{where} is gone; parcels given to others: {number}")

    def _say(self, what: str) -> None:
        with open(self._log, "a", encoding="utf-8") as log:
            log.write(f"translator: {what}\n")
