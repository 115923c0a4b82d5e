"""What term matching costs and what it finds, beside an Aho-Corasick automaton, in one run.

    python benchmarks/matching.py [--terms N] [--sentences N] [--translated N] [--threads N]

Cases: precision and recall over tests/data/matching.tsv, and how many of its traps are sprung.
Cost: a glossary of N terms (the shipped rows, phrases and words of every twentieth corpus line,
then pairs and triples of corpus words; always the same ones) is written to a file, loaded, and
looked for in corpus sentences that lent it nothing; some of them are translated with the embedded
model, without a glossary, to say what share of a bulk run matching is. Times are processor
seconds, so that other work on the machine counts little; memory is that of a process of its own.

The automaton is `ahocorasick-rs` (pip install ahocorasick-rs), leftmost-longest over the folded
text, with the edges of words and the proclitics looked at afterwards: what one gets from a library
without a search of our own. Without the package its columns are left out.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from matching_cases import cases, shown

from glossary import Glossary, Term
from glossary.fold import ARABIC, fold, has_article
from glossary.term import spelling_key

ROOT = Path(__file__).resolve().parents[1]
WORD = re.compile(f"[{ARABIC}]+")
LENDING = 20
"""Every so many corpus lines one lends its phrases to the glossary."""

Find = Callable[[str], list[str]]


class Automaton:
    """Terms found by ahocorasick-rs: leftmost-longest, edges and proclitics checked afterwards."""

    def __init__(self, terms: Iterable[Term]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        patterns: dict[str, None] = {}
        for term in terms:
            for spelling in term.spellings if term.target else ():
                key = " ".join(fold(spelling).text.split())
                patterns[key] = None
                if has_article(key):
                    patterns["لل" + key[2:]] = None
        self._automaton = AhoCorasick(list(patterns), matchkind=MatchKind.LeftmostLongest)

    def find(self, sentence: str) -> list[str]:
        """The occurrences as the table of cases writes them."""
        folded = fold(sentence)
        found = []
        for _, start, end in self._automaton.find_matches_as_indexes(folded.text):
            before = re.search(f"[{ARABIC}]*$", folded.text[:start])
            proclitic = before[0] if before else ""
            if not re.fullmatch("[وف]?[بكل]?", proclitic) or folded.text[end : end + 1].isalpha():
                continue
            if folded.text.startswith("لل", start):
                proclitic, start = proclitic + "لل", start + 2
            span = folded.span(start, end)
            plus = "+" if proclitic else ""
            found.append(f"{proclitic}{plus}{folded.given[slice(*span)]}")
        return found


def own(terms: Iterable[Term]) -> Find:
    glossary = Glossary(tuple(terms))
    return lambda sentence: [shown(found) for found in glossary.find(sentence)]


def over(find: Find, sentences: list[str]) -> None:
    for sentence in sentences:
        find(sentence)


def automaton(terms: Iterable[Term]) -> Find:
    return Automaton(terms).find


def quality(name: str, make: Callable[[Iterable[Term]], Find]) -> None:
    right = wrong = missed = sprung = traps = 0
    for case in cases():
        found = make(case.glossary.terms)(case.sentence)
        left = list(found)
        for wanted in case.expected:
            if wanted in left:
                left.remove(wanted)
                right += 1
            else:
                missed += 1
        wrong += len(left)
        traps += not case.expected
        sprung += bool(found and not case.expected)
    print(
        f"{name:10} precision {right / (right + wrong):.3f}, "
        f"recall {right / (right + missed):.3f}, "
        f"{sprung} of {traps} traps sprung ({len(cases())} cases)"
    )


def corpus() -> Iterator[str]:
    for path in sorted((ROOT / "training" / "corpus").glob("*/*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield line.split("\t")[0]


def terms_of(count: int) -> tuple[Term, ...]:
    """A glossary of so many terms; every call gives the same."""
    chance = random.Random(1)
    terms = list(Glossary.shipped())
    spellings = {spelling_key(spelling) for term in terms for spelling in term.spellings}
    words: list[str] = []
    phrases: list[str] = []
    for line in itertools.islice(corpus(), 0, None, LENDING):
        found = WORD.findall(line)
        words += found
        for size in (1, 2, 3):
            phrases += [" ".join(found[at : at + size]) for at in range(len(found) - size + 1)]
    chance.shuffle(phrases)
    made = (" ".join(chance.choices(words, k=chance.choice((2, 2, 3)))) for _ in itertools.count())
    for number, spelling in enumerate(itertools.chain(phrases[: count // 2], made)):
        if len(terms) == count:
            break
        key = spelling_key(spelling)
        if len(spelling) > 3 and key not in spellings:
            spellings.add(key)
            terms.append(Term(spelling, f"Term {number}"))
    return tuple(terms)


def best(run: Callable[[], object], rounds: int = 3) -> float:
    """The least processor time of some rounds."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        run()
        times.append(time.process_time() - begin)
    return min(times)


def resident() -> float:
    """Memory in use now, in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def memory(side: str, file: Path) -> None:
    """Print what loading a glossary and making it ready takes, in a process of its own."""
    start = resident()
    begin = time.process_time()
    glossary = Glossary.load(file)
    loaded, between = time.process_time(), resident()
    kept: object = glossary.find("") if side == "own" else Automaton(glossary)
    ready = time.process_time()
    print(
        f"{side:10} load the file {loaded - begin:.2f} s, {between - start:.0f} MiB; "
        f"make it ready {ready - loaded:.2f} s, {resident() - between:.0f} MiB more",
        flush=True,
    )
    del kept


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--terms", type=int, default=100_000)
    parser.add_argument("--sentences", type=int, default=2_000)
    parser.add_argument("--translated", type=int, default=200)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--memory-of", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.memory_of:
        memory(given.memory_of[0], Path(given.memory_of[1]))
        return

    sides = {"own": own, "automaton": automaton}
    try:
        import ahocorasick_rs  # noqa: F401
    except ImportError:
        del sides["automaton"]
    for name, make in sides.items():
        quality(name, make)

    terms = terms_of(given.terms)
    lines = [line for number, line in enumerate(corpus()) if number % LENDING]
    step = max(1, len(lines) // given.sentences)
    sentences = lines[::step][: given.sentences]
    letters = sum(map(len, sentences)) / len(sentences)
    print(f"\n{len(terms):,} terms, {len(sentences):,} sentences of {letters:.0f} characters")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.tsv"
        Glossary(terms).save(file)
        for name in sides:
            subprocess.run([sys.executable, __file__, "--memory-of", name, str(file)], check=True)

    chosen = sentences[:: max(1, len(sentences) // given.translated)][: given.translated]
    each = translation(chosen, given.threads)
    print(f"translation {each * 1e3:.1f} ms a sentence ({len(chosen)} sentences, embedded model)")
    searches = {name: make(terms) for name, make in sides.items()}
    searches["no terms"] = own(())
    for name, find in searches.items():
        count = sum(len(find(sentence)) for sentence in sentences)
        seconds = best(partial(over, find, sentences)) / len(sentences)
        share = best(partial(over, find, chosen)) / len(chosen) / each
        print(
            f"{name:10} {seconds * 1e6:.0f} µs a sentence, {share:.2%} of its translation; "
            f"{count / len(sentences):.1f} occurrences a sentence"
        )


def translation(sentences: list[str], threads: int) -> float:
    """Processor seconds that a sentence takes in a bulk run without a glossary."""
    from translator.api import Translator
    from translator.segment import segment

    translator = Translator.load(threads=threads)
    documents = [segment(sentence) for sentence in sentences]

    def run() -> None:
        for _ in translator.translate_documents(documents, glossary=None, alignment=False):
            pass

    return best(run, 1) / len(sentences)


if __name__ == "__main__":
    main()
