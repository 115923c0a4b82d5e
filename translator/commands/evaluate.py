"""`translator evaluate`: how good a translation is, by a reference and the glossary."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from translator.cli import complain
from translator.commands.common import check_glossary_options, load_glossary, load_translator
from translator.errors import InputError
from translator.evaluate.evaluation import Evaluation, Settings, Texts, judged, own_terms
from translator.evaluate.files import (
    check_names,
    label,
    read_documents,
    read_english,
    read_sources,
    same_length,
)
from translator.evaluate.folders import are_folders, files_of, joined, lines_of, partners
from translator.evaluate.significance import check_trials, seed

if TYPE_CHECKING:
    from glossary import Glossary
    from translator.api import Translator

_IN_TEXT, _ON_PAGE = 3, 20
"""Sentences of a kind that are picked out, where nobody says how many."""


def evaluate(args: argparse.Namespace) -> int:
    """Run the command: all files are read and compared in length before anything is translated.

    Returns 0. Raises InputError for files that cannot be used or do not belong together.
    """
    _check(args)
    page = _page(args)
    texts, given = _read(args)
    settings = Settings(
        resamples=args.paired_bs_n,
        trials=args.paired_ar_n,
        sentences=_ON_PAGE if args.sentences is None else args.sentences,
        seed=seed(),
    )
    check_trials(len(texts.sources), settings.resamples, settings.trials)
    glossary = load_glossary(args)
    english: dict[str, tuple[str, Sequence[str]]] = {}
    if args.hypothesis is None:
        translator = load_translator(args)
        if sys.stderr.isatty():
            both = ", with and without" if glossary else ""
            complain(f"translating {len(texts.sources):,} lines{both}")
        layers = {"glossary": glossary, "no glossary": None} if glossary else {"no glossary": None}
        for name, layer in layers.items():
            origin = translator.provenance(layer).sentence()
            english[name] = origin, _translated(translator, texts.sources, layer)
    english |= given
    systems, comparisons, worst = judged(texts, english, glossary, settings, _watch)
    found = Evaluation(
        source=label(Path(args.source)),
        references=[label(Path(name)) for name in args.reference],
        texts=texts,
        glossary=f"{glossary.name} ({glossary.checksum[:12]})" if glossary else "",
        own=own_terms(texts, glossary),
        systems=systems,
        comparisons=comparisons,
        settings=settings,
        worst=worst,
    )
    if page is not None:
        _write(found, page)
    if args.json:
        from translator.evaluate.report import as_dict

        print(json.dumps(as_dict(found), ensure_ascii=False, indent=2))
    else:
        from translator.evaluate.text import as_text

        shown = _IN_TEXT if args.sentences is None else args.sentences
        sys.stdout.write(as_text(found, shown))
    return 0


def _check(args: argparse.Namespace) -> None:
    """Raise InputError for options that contradict each other or name nothing."""
    if args.hypothesis is not None and any(
        given is not None for given in (args.model, args.beam, args.threads)
    ):
        raise InputError(
            "nothing is translated where --hypothesis is given; leave out --model, --beam and "
            "--threads, or leave out --hypothesis"
        )
    check_names([args.source, *args.reference, args.hypothesis, args.baseline, args.documents])
    check_glossary_options(args)


def _page(args: argparse.Namespace) -> Path | None:
    """Where the page goes. Raises InputError for a file that cannot be written, or is read."""
    from translator.formats.output import check_writable

    if args.html is None:
        return None
    if not args.html:
        raise InputError("the name after --html is empty; check the variables in the command")
    page = Path(args.html)
    check_writable(page)
    read = [args.source, *args.reference, args.hypothesis, args.baseline, args.documents]
    for name in (*read, *args.glossary):
        if name is not None and page.exists() and Path(name).exists() and page.samefile(name):
            raise InputError(f"{page} is read by this command; give --html another name")
    return page


def _read(args: argparse.Namespace) -> tuple[Texts, dict[str, tuple[str, list[str]]]]:
    """The lines that belong together, and the translations in files by their names.

    Raises InputError for a file that cannot be used, or has another number of lines.
    """
    given = {kind: getattr(args, kind) for kind in ("hypothesis", "baseline")}
    names = {kind: name for kind, name in given.items() if name is not None}
    if are_folders([args.source, *args.reference, *names.values()]):
        return _read_folders(args, names)
    source = Path(args.source)
    sources = read_sources(source, strict=True)

    def english(name: str, kind: str) -> list[str]:
        lines = read_english(Path(name), kind, strict=True)
        same_length(source, sources, Path(name), lines)
        return lines

    references = [english(name, "reference") for name in args.reference]
    found = {kind: (label(Path(name)), english(name, kind)) for kind, name in names.items()}
    documents = None
    if args.documents is not None:
        documents = read_documents(Path(args.documents))
        same_length(source, sources, Path(args.documents), documents)
    return Texts(sources, references, documents), found


def _read_folders(
    args: argparse.Namespace, names: Mapping[str, str]
) -> tuple[Texts, dict[str, tuple[str, list[str]]]]:
    """The same of folders, whose files are the documents."""
    if args.documents is not None:
        raise InputError(
            "the files of a folder are the documents; leave out --documents, or give files"
        )
    folder = Path(args.source)
    files = files_of(folder)
    theirs = {
        name: (Path(name), files_of(Path(name))) for name in (*args.reference, *names.values())
    }
    for other, found in theirs.values():  # before anything is read
        partners(folder, files, other, found)
    sources = lines_of(files, partial(read_sources, strict=True))

    def english(name: str, kind: str) -> list[str]:
        texts = lines_of(theirs[name][1], partial(read_english, what=kind, strict=True))
        for document, lines in texts.items():
            same_length(files[document], sources[document], theirs[name][1][document], lines)
        return joined(texts)

    documents = [document for document, lines in sources.items() for _ in lines]
    texts = Texts(
        joined(sources), [english(name, "reference") for name in args.reference], documents
    )
    return texts, {kind: (name, english(name, kind)) for kind, name in names.items()}


def _write(found: Evaluation, page: Path) -> None:
    from translator.evaluate.page import as_page
    from translator.formats.output import write_file

    write_file(page, as_page(found))


def _watch(what: str, lines: Iterable[str]) -> Iterable[str]:
    """A bar on standard error while lines are gone through; on a terminal alone."""
    from tqdm import tqdm

    return tqdm(lines, what, unit="", leave=False, disable=None)


def _translated(
    translator: Translator, sources: Sequence[str], glossary: Glossary | None
) -> list[str]:
    """The English of each line as `translate --lines` makes it; a blank line stays blank."""
    from translator.formats.text import one_line
    from translator.segment import segment_lines

    documents = [segment_lines(line) for line in sources]
    done = translator.translate_documents(documents, glossary=glossary, alignment=False)
    return ["".join(one_line(one.target) for one in each.translations) for each in done]
