"""What term matching costs: `python benchmarks/matching.py [--terms 100000] [--sentences 2000]`.

Builds a glossary of made-up Arabic terms of one to three words, and sentences of some thirty words
that hold two of them, and prints how long the index takes to build and how many sentences a second
are searched. Beside it, in the same run, the same sentences through an empty glossary, which does
the folding and the cutting into words and finds nothing: the ratio is the price of the terms.
Times are processor seconds, so that other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import random
import resource
import time

from glossary import Glossary, Term

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def word(chance: random.Random) -> str:
    letters = "".join(chance.choices(LETTERS, k=chance.randint(3, 7)))
    return chance.choice(("", "", "ال")) + letters + chance.choice(("", "", "ة"))


def best(glossary: Glossary, sentences: list[str], rounds: int = 3) -> tuple[float, int]:
    """The least processor time of some rounds over all sentences, and how much was found."""
    shortest, found = float("inf"), 0
    for _ in range(rounds):
        begin = time.process_time()
        found = sum(len(glossary.find(sentence)) for sentence in sentences)
        shortest = min(shortest, time.process_time() - begin)
    return shortest, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--terms", type=int, default=100_000)
    parser.add_argument("--sentences", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    words = [word(chance) for _ in range(options.terms)]
    terms = tuple(
        Term(" ".join(chance.choices(words, k=chance.choice((1, 2, 2, 3)))), f"Term {number}")
        for number in range(options.terms)
    )
    sentences = []
    for _ in range(options.sentences):
        parts = [chance.choice(("", "و", "ب")) + word(chance) for _ in range(26)]
        for _ in range(2):
            parts.insert(chance.randrange(len(parts)), chance.choice(terms).source)
        sentences.append(" ".join(parts))

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    glossary = Glossary(terms)
    begin = time.process_time()
    glossary.find("")
    build = time.process_time() - begin
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{len(terms):,} terms: index built in {build:.2f} s, {grown:.0f} MiB")
    seconds, found = best(glossary, sentences)
    plain, _ = best(Glossary(), sentences)
    count = len(sentences)
    print(
        f"with terms:    {count / seconds:,.0f} sentences/s ({seconds / count * 1e6:.0f} µs each)"
    )
    print(f"without terms: {count / plain:,.0f} sentences/s ({plain / count * 1e6:.0f} µs each)")
    print(f"ratio {seconds / plain:.2f}; {found / count:.1f} occurrences a sentence")


if __name__ == "__main__":
    main()
