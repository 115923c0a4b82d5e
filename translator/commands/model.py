"""`translator model`: the models at hand, what is known of them, and how to get others."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from translator.cli import complain
from translator.errors import ModelError
from translator.models import CATALOGUE, EMBEDDED, default_folder, find, installed, read_folder


def list_models(args: argparse.Namespace) -> int:
    """Print a line a model: the name to give to --model, version, licence and folder.

    A folder that cannot be used is listed with what is wrong with it; then come the models that
    can be pulled, with the command that does so.
    """
    default = default_folder()
    folders = installed()
    for folder in folders:
        mark = "\t(default)" if folder == default else ""
        try:
            info = read_folder(folder)
        except ModelError as error:
            print(f"{folder.name}\tbroken\t{error}{mark}")
            continue
        name = info.name if folder == EMBEDDED else folder.name
        print(f"{name}\t{info.version}\t{info.licence}\t{folder}{mark}")
    there = {folder.name for folder in folders}
    for release in CATALOGUE.values():
        if release.name not in there:
            how = "translator model " + (f"pull {release.name}" if release.address else "convert")
            print(f"{release.name}\t{release.version}\t{release.licence}\tnot installed: {how}")
    return 0


def show_model(args: argparse.Namespace) -> int:
    """Print what model.json says of one model, after its files were checked.

    Of one that can be pulled and is not there, what the catalogue knows. Raises ModelError for a
    model that is not there or is broken.
    """
    release = CATALOGUE.get(args.model or "")
    if release and release.name not in {folder.name for folder in installed()}:
        known = {
            "name": release.name,
            "version": release.version,
            "licence": release.licence,
            "installed": False,
            "address": release.address or "no lasting one is known",
            "sha256": release.sha256 or "none is published",
            **release.facts,
            "note": release.note,
        }
        _print_facts(known)
        return 0
    info = find(args.model)
    _print_facts({**info.metadata, "checksum": info.checksum})
    print(f"folder: {info.path}")
    return 0


def pull_model(args: argparse.Namespace) -> int:
    """Install a model of the catalogue; nothing happens where it is installed already."""
    from translator.models.pull import pull

    pulled = pull(
        args.name,
        file=Path(args.file) if args.file else None,
        mirror=args.mirror,
        sha256=args.sha256,
        trust=args.trust,
        say=complain,
    )
    model = pulled.model
    there = "is installed" if pulled.fresh else "was installed already"
    default = "; it is the default now" if model.path == default_folder() else ""
    print(f"{model.label} {there} in {model.path}{default}")
    return 0


def convert_model(args: argparse.Namespace) -> int:
    """Convert another toolkit's model into a model folder."""
    from translator.models.convert import Naming, convert

    naming = Naming(name=args.name, version=args.version, licence=args.licence)
    model = convert(
        Path(args.source), Path(args.output), quantization=args.quantization, naming=naming
    )
    print(f"{model.label} is in {model.path}; use it with --model {args.output}")
    return 0


def _print_facts(metadata: Mapping[str, Any]) -> None:
    for name, value in _facts(metadata):
        print(f"{name}: {value}")


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
