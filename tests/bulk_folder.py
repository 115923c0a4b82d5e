"""Three articles in a folder, and what tells which of their outputs were written again."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import files as all_files
from command_line import put

from translator.api import Translator
from translator.bulk.state import FOLDER

CITIES = {"a": "حلب", "b": "دمشق", "c": "إدلب"}


@pytest.fixture
def translated(monkeypatch) -> list[str]:
    """The sentences that the model is given, in whatever order."""
    given: list[str] = []
    real = Translator.translate_segments

    def noted(self, sources, **options):
        given.extend(sources)
        return real(self, sources, **options)

    monkeypatch.setattr(Translator, "translate_segments", noted)
    return given


def sentence(name: str) -> str:
    return f"وصل الوفد إلى مدينة {CITIES[name]} أمس."


def inputs() -> None:
    for name in CITIES:
        put(f"in/{name}.txt", sentence(name) + "\n")


def files() -> list[str]:
    return [name for name in all_files("out") if FOLDER not in Path(name).parts]


def marks() -> dict[str, tuple[int, int]]:
    """What tells which outputs were written again: each has a new number then."""
    stats = {name: Path("out", name).stat() for name in files()}
    return {name: (found.st_ino, found.st_mtime_ns) for name, found in stats.items()}


def written_again(before: dict[str, tuple[int, int]]) -> list[str]:
    after = marks()
    return [name for name in after if after[name] != before.get(name)]


def text(name: str) -> str:
    return Path("out", name).read_text(encoding="utf-8")
