"""`translator evaluate`: how good a translation is, by a reference and the glossary."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from translator.cli import complain
from translator.commands.common import load_glossary, load_translator
from translator.errors import InputError
from translator.evaluate import corpus_scores, measure
from translator.evaluate.files import check_names, label, read_english, read_sources, same_length
from translator.evaluate.report import Evaluation, System

if TYPE_CHECKING:
    from glossary import Glossary
    from translator.api import Translator


def evaluate(args: argparse.Namespace) -> int:
    """Run the command: all files are read and compared in length before anything is translated.

    Returns 0. Raises InputError for files that cannot be used or do not belong together.
    """
    if args.hypothesis is not None and any(
        given is not None for given in (args.model, args.beam, args.threads)
    ):
        raise InputError(
            "nothing is translated where --hypothesis is given; leave out --model, --beam and "
            "--threads, or leave out --hypothesis"
        )
    check_names([args.source, args.reference, args.hypothesis, args.baseline])
    source, reference = Path(args.source), Path(args.reference)
    sources = read_sources(source)
    references = read_english(reference, "reference")
    same_length(source, sources, reference, references)
    files = {}
    for name in ("hypothesis", "baseline"):
        given = getattr(args, name)
        if given is not None:
            files[name] = Path(given), read_english(Path(given), name)
            same_length(source, sources, *files[name])
    glossary = load_glossary(args)
    found: list[tuple[str, str, Sequence[str]]] = []
    if args.hypothesis is None:
        translator = load_translator(args)
        if sys.stderr.isatty():
            complain(f"translating {len(sources)} lines{', with and without' if glossary else ''}")
        layers = {"glossary": glossary, "no glossary": None} if glossary else {"no glossary": None}
        for name, layer in layers.items():
            origin = translator.provenance(layer).sentence()
            found.append((name, origin, _translated(translator, sources, layer)))
    found += [(name, label(path), lines) for name, (path, lines) in files.items()]
    evaluation = Evaluation(
        source=label(source),
        reference=label(reference),
        lines=len(sources),
        glossary=f"{glossary.name} ({glossary.checksum[:12]})" if glossary else "",
        own=measure(sources, references, references, glossary) if glossary else None,
        systems=tuple(
            System(
                name,
                origin,
                corpus_scores(english, references),
                measure(sources, english, references, glossary) if glossary else None,
            )
            for name, origin, english in found
        ),
    )
    if args.json:
        print(json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=2))
    else:
        sys.stdout.write(evaluation.as_text())
    return 0


def _translated(
    translator: Translator, sources: Sequence[str], glossary: Glossary | None
) -> list[str]:
    """The English of each line as `translate --lines` makes it; a blank line stays blank."""
    from translator.formats.text import one_line
    from translator.segment import segment_lines

    documents = [segment_lines(line) for line in sources]
    done = translator.translate_documents(documents, glossary=glossary, alignment=False)
    return ["".join(one_line(one.target) for one in each.translations) for each in done]
