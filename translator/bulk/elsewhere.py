"""What a run needs of whatever translates its sentences in place of this process."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol

from translator.bulk.windows import Result


class Elsewhere(Protocol):
    """Translates sentences in other processes, each as it would be translated here."""

    @property
    def most(self) -> int:
        """Sentences of the largest window: so many that nobody waits for work."""

    @property
    def chunk(self) -> int:
        """Sentences that are handed over in one go."""

    def submit(self, sources: Sequence[str], links: bool) -> Future[list[Result]]:
        """Have sources translated, with word links or without; see `windows.careful`."""

    def stop(self) -> None:
        """Drop what is under way: all that wait for it get Stopped."""
