"""Models by name: the embedded one, and folders the user has put among the tool's data."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from translator.errors import ModelError
from translator.models.folder import ModelInfo, read_folder

EMBEDDED = Path(__file__).resolve().parent.parent / "assets"


def user_folder() -> Path:
    """Where a user's own model folders live, one a model (it need not exist)."""
    return Path(platformdirs.user_data_dir("arabic-translator", appauthor=False)) / "models"


def installed() -> list[Path]:
    """Model folders at hand, the embedded one first."""
    own = user_folder()
    found = sorted(p.parent for p in own.glob("*/model.json")) if os.path.isdir(own) else []
    return [EMBEDDED, *found]


def find(model: str | Path | None = None) -> ModelInfo:
    """The model of a name or a folder; None is the embedded one.

    A name is tried among the installed ones first; what holds a path separator is a folder.
    Raises ModelError where there is none, or where the folder is broken.
    """
    if model is None:
        return read_folder(EMBEDDED)
    text = str(model)
    if isinstance(model, str) and not any(mark in text for mark in "/\\"):
        for folder in installed():
            if text == folder.name and folder != EMBEDDED:
                return read_folder(folder)
        embedded = read_folder(EMBEDDED)
        if text in (embedded.name, "embedded"):
            return embedded
        if not os.path.isdir(text):
            raise ModelError(
                f"{text}: no model of that name and no such folder; see `translator model list`."
            )
    return read_folder(Path(text))
