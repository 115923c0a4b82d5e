"""How many of the names beyond the glossary are found, and how many that are found are names.

    python benchmarks/names.py [--data FILE] [--model NAME|DIR] [--show]

The sentences of tests/data/names_found.tsv are translated as one document, a segment each, with the
shipped glossary, less the rows of the names marked.
A name found is right where it is one of those marked, particles left out and spelled alike but
for what folding makes equal; partly right where it shares a word with one. The last line says of
the names rightly found for how many the model's form sounds like them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from glossary import Glossary
from glossary.fold import fold
from glossary.names import name_key
from translator import Translator
from translator.consistency import Mention, document_mentions, pieces_of
from translator.consistency.mentions import ALIKE

DATA = Path(__file__).resolve().parents[1] / "tests" / "data" / "names_found.tsv"


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence and the names marked in it, Arabic and English."""

    sentence: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Names rightly found, partly right, found, and marked; those whose form sounds right."""

    right: int
    partly: int
    found: int
    marked: int
    sounding: int

    @property
    def precision(self) -> float:
        """The share of the names found that are marked."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the names marked that are found."""
        return self.right / self.marked if self.marked else 1.0


def read_marked(path: Path) -> list[Marked]:
    """The sentences of a file such as tests/data/names_found.tsv with their names."""
    found = []
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in [line for line in lines if not line.startswith("#")][1:]:
        sentence, _, cell = line.partition("\t")
        pairs = (name.partition("=") for name in cell.split("|") if name)
        found.append(Marked(sentence, tuple((arabic, english) for arabic, _, english in pairs)))
    return found


def without(glossary: Glossary, marked: Sequence[Marked]) -> Glossary:
    """The glossary without the rows of the names marked, which it may have come to know."""
    keys = {name_key(arabic) for one in marked for arabic, _ in one.names}
    terms = tuple(t for t in glossary if keys.isdisjoint(map(name_key, t.spellings)))
    return Glossary(terms, glossary.name)


def found_in(
    marked: Sequence[Marked], translator: Translator, glossary: Glossary
) -> list[list[Mention]]:
    """The names found in each sentence."""
    text = "\n".join(one.sentence for one in marked)
    translated = translator.translate_text(text, glossary=glossary, lines=True)
    return document_mentions(translated.translations, pieces_of(translator.engine))


def score(marked: Sequence[Marked], found: Sequence[Sequence[Mention]]) -> Score:
    """Compare names found with names marked, sentence by sentence."""
    right = partly = sounding = 0
    for one, those in zip(marked, found, strict=True):
        wanted = [name_key(arabic) for arabic, _ in one.names]
        of_names = {word for arabic, _ in one.names for word in fold(arabic).text.split()}
        for mention in those:
            if mention.key in wanted:
                wanted.remove(mention.key)
                right += 1
                sounding += mention.sound >= ALIKE
            elif of_names.intersection(fold(mention.name).text.split()):
                partly += 1
    number = sum(map(len, found))
    return Score(right, partly, number, sum(len(one.names) for one in marked), sounding)


def main() -> int:
    """Run the benchmark."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, default=DATA)
    arguments.add_argument("--model")
    arguments.add_argument("--show", action="store_true", help="print what was found and missed")
    args = arguments.parse_args()
    translator = Translator.load(args.model)
    marked = read_marked(args.data)
    glossary = without(Glossary.shipped(), marked)
    found = found_in(marked, translator, glossary)
    if args.show:
        for one, those in zip(marked, found, strict=True):
            shown = ", ".join(f"{m.name} = {m.form or '?'} {m.sound:.2f} {m.kind}" for m in those)
            print(
                f"{one.sentence}\n  marked {', '.join(a for a, _ in one.names)}\n  found  {shown}"
            )
    result = score(marked, found)
    print(f"model {translator.model.label}, {len(marked)} sentences, {result.marked} names marked")
    print(
        f"found {result.found}: {result.right} right, {result.partly} partly; "
        f"precision {result.precision:.2f}, recall {result.recall:.2f}"
    )
    print(f"of those right the model's form sounds like the name: {result.sounding}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
