"""Where models come from: the embedded one, a folder, a release pulled or converted."""

from translator.models.catalogue import CATALOGUE, Release
from translator.models.folder import ModelInfo, read_folder
from translator.models.registry import EMBEDDED, default_folder, find, installed

__all__ = [
    "CATALOGUE",
    "EMBEDDED",
    "ModelInfo",
    "Release",
    "default_folder",
    "find",
    "installed",
    "read_folder",
]
