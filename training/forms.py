"""The frequent words of Arabic news, for the glosser's table of forms.

    python -m training.forms

Counts the words of the project's own pairs as they are written, and writes them to
`glossary/gloss/data/forms.tsv`, most frequent first. Left out is what the glosser is measured on:
the sentences held out, and the running news of `corpus/long_news`, on which `benchmarks/gloss.py`
measures its speed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from glossary.gloss.run import WORD
from glossary.gloss.senses import DATA
from training.pairs import CORPUS
from training.senses import read_pairs

MEASURED = CORPUS / "long_news"


def forms(sentences: Iterable[str]) -> list[str]:
    """The words of sentences as written, most frequent first, by their letters where alike."""
    counts = Counter(word for sentence in sentences for word in WORD.findall(sentence))
    return sorted(counts, key=lambda word: (-counts[word], word))


def sentences() -> Iterator[str]:
    """The Arabic sentences of the corpus that nothing is measured on."""
    measured = {
        line.partition("\t")[0]
        for path in MEASURED.glob("*.tsv")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    return (arabic for arabic, _ in read_pairs() if arabic not in measured)


def main() -> None:
    """Count, and write the file."""
    head = (
        "# Words of the project's Arabic news, as written, most frequent first.",
        "# By training/forms.py.",
    )
    text = "\n".join((*head, *forms(sentences()))) + "\n"
    (DATA / "forms.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
