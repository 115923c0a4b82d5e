"""Models by name: the embedded one, and those installed among the user's data."""

from __future__ import annotations

import json
import os
from pathlib import Path

import platformdirs

from translator.errors import ModelError
from translator.models.catalogue import CATALOGUE
from translator.models.folder import ModelInfo, read_folder

EMBEDDED = Path(__file__).resolve().parent.parent / "assets"
EMBEDDED_NAME = "embedded"
"""Names the embedded model whatever version it is and whatever else is installed."""


def user_folder() -> Path:
    """Where a user's own model folders live, one a model (it need not exist)."""
    return Path(platformdirs.user_data_dir("arabic-translator", appauthor=False)) / "models"


def installed() -> list[Path]:
    """Model folders at hand, the embedded one first."""
    own = user_folder()
    found = sorted(p.parent for p in own.glob("*/model.json")) if os.path.isdir(own) else []
    return [EMBEDDED, *(folder for folder in found if not folder.name.startswith("."))]


def default_folder() -> Path:
    """The best installed model of the catalogue; the embedded one where there is none.

    Folders of other names are used only when named: nothing is known of how good they are.
    """
    ranked = [folder for folder in installed() if _is_of_catalogue(folder)]
    return max(ranked, key=lambda folder: CATALOGUE[folder.name].rank, default=EMBEDDED)


def find(model: str | Path | None = None) -> ModelInfo:
    """The model of a name or a folder; None is the best one installed.

    A name is tried among the installed ones first; what holds a path separator is a folder.
    Raises ModelError where there is none, or where the folder is broken.
    """
    if model is None:
        folder = default_folder()
        try:
            return read_folder(folder)
        except ModelError as error:
            if folder == EMBEDDED:
                raise
            raise ModelError(
                f"{error} Until then, --model {EMBEDDED_NAME} is the embedded model."
            ) from error
    text = str(model)
    if isinstance(model, str) and not any(mark in text for mark in "/\\"):
        for folder in installed():
            if text == folder.name and folder != EMBEDDED:
                return read_folder(folder)
        embedded = read_folder(EMBEDDED)
        if text in (embedded.name, EMBEDDED_NAME):
            return embedded
        if not os.path.isdir(text):
            if text in CATALOGUE:
                raise ModelError(
                    f"{text}: is not installed; `translator model pull {text}` installs it."
                )
            raise ModelError(
                f"{text}: no model of that name and no such folder; see `translator model list`."
            )
    return read_folder(Path(text))


def _is_of_catalogue(folder: Path) -> bool:
    """Whether a folder is a model of the catalogue by both its own name and its model.json's."""
    if folder.name not in CATALOGUE:
        return False
    try:
        described = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return True  # a pulled model that was damaged: let it be named, not passed over
    return not isinstance(described, dict) or described.get("name") == folder.name
