"""What a bulk run tells while it goes on: records for progress, reports and programs.

A run yields `Noticed` and `Skipped` first, then `Started`, then the others as things happen, and
`Finished` last; a run that is stopped ends without it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from translator.bulk.report.details import NOTHING, Details


@dataclass(frozen=True, slots=True)
class Low:
    """One of the weakest segments of its file: a place to look at first.

    `band`, `reasons` and `value` are those of `translator.trust.Estimate`; journals of older
    versions have none.
    """

    segment: int
    score: float
    source: str
    translation: str
    band: str = ""
    reasons: tuple[str, ...] = ()
    value: float = 0.0


def _low(fields: dict[str, Any]) -> Low:
    return Low(**{**fields, "reasons": tuple(fields.get("reasons", ()))})


@dataclass(frozen=True, slots=True)
class Done:
    """A file that was translated: its counts, and where the outputs are.

    `sentences` counts segments, `words` those of the source between white space, `from_memory` the
    segments that a translation memory held. `kinds` counts the warnings by kind, `methods` the met
    terms by how they got into the English. `lowest` are the weakest segments, the
    weakest first. `seconds` is the time from when the file was read until its outputs were written.
    `details` is what `report_details.details` tells of the file, for reports and the index.
    """

    document: str
    outputs: tuple[str, ...]
    sentences: int
    words: int
    terms_met: int
    terms_unmet: int
    warnings: int
    from_memory: int = 0
    kinds: tuple[tuple[str, int], ...] = ()
    methods: tuple[tuple[str, int], ...] = ()
    lowest: tuple[Low, ...] = ()
    seconds: float = 0.0
    details: Details = NOTHING

    def to_dict(self) -> dict[str, Any]:
        """The fields as JSON has them."""
        found = asdict(self)
        return {**found, "kinds": dict(self.kinds), "methods": dict(self.methods)}

    @classmethod
    def of_dict(cls, fields: dict[str, Any]) -> Done:
        """The record that `to_dict` was made of."""
        return cls(
            **{
                **fields,
                "outputs": tuple(fields["outputs"]),
                "kinds": tuple(fields["kinds"].items()),
                "methods": tuple(fields["methods"].items()),
                "lowest": tuple(map(_low, fields["lowest"])),
                "details": Details.of_dict(fields.get("details", {})),
            }
        )


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that was not translated, and why, in one sentence; `size` in bytes, 0 if unknown."""

    document: str
    reason: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that an earlier run had finished, as that run told of it."""

    done: Done


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something that is not as it was in the run before: one sentence for people."""

    message: str


@dataclass(frozen=True, slots=True)
class Started:
    """The work begins: `files` in all, of which `kept` are finished already.

    `day` is the day that outputs bear, `resumed` says whether an earlier run goes on. `size` is
    that of the files still to do, in bytes, as far as it is known.
    """

    files: int
    kept: int
    day: str
    resumed: bool
    size: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """A file of `size` bytes was read: its segments wait to be translated."""

    document: str
    sentences: int
    size: int = 0


@dataclass(frozen=True, slots=True)
class Unpacked:
    """An archive, one of the files of `Started`, turned out to hold so many."""

    document: str
    files: int


@dataclass(frozen=True, slots=True)
class Translated:
    """Some sentences were translated, of whatever files; `cached` were known from before.

    `words` are those of the sources between white space.
    """

    sentences: int
    cached: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """The work is at its end: files translated now, finished before, and failed."""

    done: int
    kept: int
    failed: int
    seconds: float


Event: TypeAlias = (
    Noticed | Skipped | Started | Read | Unpacked | Translated | Done | Failed | Finished
)
