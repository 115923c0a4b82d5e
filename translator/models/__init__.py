"""Where models come from: the embedded one, or a folder."""

from translator.models.folder import ModelInfo, read_folder
from translator.models.registry import EMBEDDED, find, installed

__all__ = ["EMBEDDED", "ModelInfo", "find", "installed", "read_folder"]
