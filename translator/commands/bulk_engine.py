"""`translator bulk --engine`: where the sentences of a run are translated."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from translator.errors import InputError
from translator.settings import MAX_THREADS

if TYPE_CHECKING:
    from glossary import Glossary
    from translator.api import Translator
    from translator.bulk.elsewhere import Elsewhere

RAY_LOG = "ray.log"
"""What Ray said in the last run, beside the journal."""


def check_engine(args: argparse.Namespace) -> None:
    """Raise InputError for options that do not go with the engine."""
    if args.engine != "local":
        return
    if args.address is not None:
        raise InputError("--address names a Ray cluster; add --engine ray, or leave it out")
    if args.threads is not None and args.threads > MAX_THREADS:
        raise InputError(f"--workers may be at most {MAX_THREADS} in one process")


def without_workers(args: argparse.Namespace) -> argparse.Namespace:
    """The options for the model in this process: with Ray the workers are others."""
    if args.engine == "local":
        return args
    return argparse.Namespace(**{**vars(args), "threads": None})


@contextlib.contextmanager
def engine_of(
    args: argparse.Namespace, translator: Translator, glossary: Glossary | None, folder: Path
) -> Iterator[Elsewhere | None]:
    """The workers of `--engine ray`, for one run; None where this process translates.

    `folder` keeps Ray's log. Raises InputError where Ray is missing or cannot be joined.
    """
    if args.engine == "local":
        yield None
        return
    from translator.bulk.ray.engine import crew
    from translator.bulk.ray.worker import Task

    model = translator.model
    path = str(model.path.resolve())
    task = Task(path, model.name, model.checksum, translator.decoding.beam, glossary)
    with crew(task, args.threads, args.address, folder / RAY_LOG) as workers:
        yield workers
