"""`translator model`: the models at hand and what is known of them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from translator.errors import ModelError
from translator.models import EMBEDDED, find, installed, read_folder


def list_models(args: argparse.Namespace) -> int:
    """Print a line a model: the name to give to --model, version, licence and folder.

    A folder that cannot be used is listed with what is wrong with it.
    """
    for folder in installed():
        try:
            info = read_folder(folder)
        except ModelError as error:
            print(f"{folder.name}\tbroken\t{error}")
            continue
        name = info.name if folder == EMBEDDED else folder.name
        default = "\t(default)" if folder == EMBEDDED else ""
        print(f"{name}\t{info.version}\t{info.licence}\t{folder}{default}")
    return 0


def show_model(args: argparse.Namespace) -> int:
    """Print what model.json says of one model, after its files were checked.

    Raises ModelError for a model that is not there or is broken.
    """
    info = find(args.model)
    for name, value in _facts({**info.metadata, "checksum": info.checksum}):
        print(f"{name}: {value}")
    print(f"folder: {info.path}")
    return 0


def _facts(metadata: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """The leaves of nested metadata as `quality.chrf`, `12.3`; checksums of files left out."""
    for key, value in metadata.items():
        name = above + (key if "/" in key else key.replace("_", " "))  # a path stays as it is
        if isinstance(value, Mapping):
            if key != "files":
                yield from _facts(value, f"{name}, ")
        elif isinstance(value, (list, tuple)):
            yield name, ", ".join(map(str, value))
        elif value is None or isinstance(value, bool):
            yield name, "yes" if value else "no"
        else:
            yield name, str(value)
