"""A Ray cluster joined, or one started on this machine for as long as it is needed."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import secrets
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from translator.errors import InputError, TranslatorError

STORE = 256 << 20
"""Bytes of shared memory for what a cluster on this machine has under way: some 100 KB a chunk."""

_LONGEST = 40
"""Characters that the folder for temporary files may have: Ray adds some 65 to it for the names of
sockets, which Linux limits to 107."""

_ANSWER = 10.0
"""Seconds that the machine at an address has to answer."""

_ALWAYS = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is told to anybody
    "RAY_ENABLE_AUTO_CONNECT": "0",  # a thread that is late must not start a second cluster
    "RAY_TQDM_PATCH_PRINT": "0",
}
_ALONE = {
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # Ray's switch for the loopback address alone
    "RAY_AUTH_MODE": "token",
}


@contextlib.contextmanager
def joined(address: str | None, processors: int, log: Path) -> Iterator[int]:
    """Join the cluster at an address ("auto": the one this machine belongs to), or start one of so
    many processors here, and give the number of processors it has.

    What Ray says goes to the file `log`, since much of it is written past Python to standard error.
    Raises InputError where Ray is not installed or the cluster cannot be joined, TranslatorError
    where none can be started.
    """
    if address is not None and "://" in address:
        raise InputError(
            f"--address {address}: Ray's client is not supported; run the command on a machine of "
            "the cluster, with --address auto"
        )
    if address is not None:
        _check_answers(address)
    os.environ.update(_ALWAYS)
    if address is None:
        # A token of the run's own: without one Ray leaves a file of its own in the home folder.
        os.environ.update({**_ALONE, "RAY_AUTH_TOKEN": secrets.token_hex(32)})
    with contextlib.ExitStack() as stack:
        into_log = stack.enter_context(_said_to(log))
        ray = _imported()
        stack.callback(ray.shutdown)
        _connect(ray, address, processors, log, stack)
        into_log()
        yield int(ray.cluster_resources().get("CPU", 0))


def _imported() -> Any:
    try:
        import ray
        import ray.data
    except ImportError:
        raise InputError(
            "--engine ray needs Ray, which is not installed: pip install 'arabic-translator[ray]'"
        ) from None
    return ray


def _check_answers(address: str) -> None:
    """Refuse a place where nobody answers, for which Ray would wait for minutes."""
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdigit():
        return  # "auto", or something that Ray refuses itself
    try:
        socket.create_connection((host.strip("[]"), int(port)), _ANSWER).close()
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise _not_joined(address, str(why)) from None


def _not_joined(address: str, why: str) -> InputError:
    return InputError(
        f"no cluster can be joined at {address}: {why}; check --address, and that this machine "
        "belongs to the cluster (ray status)"
    )


def _connect(
    ray: Any, address: str | None, processors: int, log: Path, stack: contextlib.ExitStack
) -> None:
    alone: dict[str, Any] = {}
    if address is None:
        folder = _own_folder(log)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        stack.callback(ray.shutdown)
        alone = {
            "num_cpus": processors,
            "object_store_memory": STORE,
            "include_dashboard": False,
            "_node_ip_address": "127.0.0.1",
            "_temp_dir": folder,
        }
    terminate = signal.getsignal(signal.SIGTERM)
    try:
        ray.init(
            address=address or "local",
            logging_level=logging.ERROR,
            log_to_driver=False,
            **alone,
        )
    except Exception as error:  # Ray has no common error for this
        why = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
        if address is None:
            raise TranslatorError(f"Ray cannot be started on this machine: {why}") from error
        raise _not_joined(address, why) from error
    finally:
        signal.signal(signal.SIGTERM, terminate)  # Ray puts its own in place
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.execution_no_progress_timeout_s = -1  # workers wait while files are read


def _own_folder(log: Path) -> str:
    """A folder for sockets and the like, always the same for one output folder, so that what a
    run left that was killed is removed by the next."""
    place = tempfile.gettempdir()
    name = hashlib.sha256(os.fsencode(log.parent.resolve())).hexdigest()[:8]
    folder = Path(place if len(place) <= _LONGEST else "/tmp", f"ray-{name}")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(0o700)
    except FileExistsError:  # another user's
        return tempfile.mkdtemp(prefix="ray-", dir=folder.parent)
    return str(folder)


@contextlib.contextmanager
def _said_to(log: Path) -> Iterator[Any]:
    """Have all that is written to file descriptor 2 go to a file.

    Gives a function to be called once all loggers are made, which hold on to the `sys.stderr` that
    they find: from then on `sys.stderr` is where it was at first.
    """
    before = sys.stderr
    before.flush()
    kept = os.dup(2)
    place = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
    os.dup2(place, 2)
    os.close(place)

    def apart() -> None:
        if _is_descriptor_2(before):
            sys.stderr = os.fdopen(
                os.dup(kept), "w", 1, encoding=before.encoding, errors=before.errors
            )

    try:
        yield apart
    finally:
        after, sys.stderr = sys.stderr, before
        if after is not before:
            after.close()
        before.flush()
        os.dup2(kept, 2)
        os.close(kept)


def _is_descriptor_2(stream: Any) -> bool:
    try:
        return bool(stream.fileno() == 2)
    except (OSError, ValueError):  # no file at all, as under a test
        return False
