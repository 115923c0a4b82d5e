"""What the steps before training share: files written whole or not at all, errors as a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from translator.errors import TranslatorError

ASSETS = Path(__file__).resolve().parents[1] / "translator" / "assets"
"""Where the embedded model's source.spm and target.spm are."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to, renamed to it at the end; removed if anything fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        yield part
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def ended(step: Callable[[], None]) -> int:
    """Run a step. The exit status: 0, or the error's after its sentence on standard error."""
    try:
        step()
    except TranslatorError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    return 0
