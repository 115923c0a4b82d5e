"""Which place in the English serves which term, where several want the same."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import numpy as np
import pytest

from glossary.match import Occurrence
from glossary.term import Term
from translator.align import NO_ATTENTION, WordAttention
from translator.enforce.placing import assign, content_of, likely_places
from translator.words import words


def occurrences(*terms: Term) -> list[Occurrence]:
    """Terms that stand one after the other in a source, each three letters long."""
    spans = [(4 * n, 4 * n + 3) for n in range(len(terms))]
    return [Occurrence(t, s, "abc", "", s) for t, s in zip(terms, spans, strict=True)]


def attention(
    english: str, found: Sequence[Occurrence], mass: Sequence[Sequence[float]]
) -> WordAttention:
    """`mass` by English word and by occurrence."""
    given = np.array(mass, dtype=np.float32)
    return WordAttention(tuple(o.span for o in found), tuple(words(english)), given)


def placed(english: str, *terms: Term) -> list[str | None]:
    spans = assign(english, occurrences(*terms), NO_ATTENTION)
    return [english[slice(*span)] if span else None for span in spans]


EITHER = Term("أ", "Envoy", accept=("Delegate",))
ONE = Term("ب", "Envoy")
LONG = Term("ج", "Syrian Army", accept=("Army",))
SHORT = Term("د", "Army")
WIDE = Term("ه", "Free Syrian Army", accept=("rebels",))
TOWN = Term("و", "Free Town", accept=("Free",))


@pytest.mark.parametrize(
    ("english", "terms", "expected"),
    [
        ("Envoy and Delegate met", [EITHER, ONE], ["Delegate", "Envoy"]),
        ("Delegate and Envoy met", [ONE, EITHER], ["Envoy", "Delegate"]),
        ("Envoy met Envoy", [EITHER, ONE], ["Envoy", "Envoy"]),
        ("Envoy came", [EITHER, ONE], ["Envoy", None]),
        ("Delegate came", [EITHER, ONE], ["Delegate", None]),
        ("Syrian Army and Army", [LONG, SHORT], ["Syrian Army", "Army"]),
        ("Syrian Army", [SHORT, LONG], [None, "Syrian Army"]),
        # a place that stands across two others is left where both of these are wanted
        ("Free Syrian Army and rebels", [WIDE, TOWN, LONG], ["rebels", "Free", "Syrian Army"]),
        ("Free Syrian Army", [WIDE, TOWN, LONG], ["Free Syrian Army", None, None]),
    ],
)
def test_nobody_goes_without_a_place_that_another_does_not_need(
    english: str, terms: list[Term], expected: list[str | None]
) -> None:
    assert placed(english, *terms) == expected


def test_as_many_are_placed_as_can_be() -> None:
    rng = random.Random(5)
    names = ["Ay", "Bee", "Cee", "Dee", "Eff"]
    for _ in range(300):
        terms = []
        for number in range(rng.randint(2, 5)):
            target, *accept = rng.sample(names, rng.randint(1, 3))
            terms.append(Term("ابتثج"[number], target, accept=tuple(accept)))
        english = " ".join(rng.choices(names, k=rng.randint(1, 5)))
        spans = words(english)
        found = placed(english, *terms)
        fits = [
            [english[slice(*s)] in (t.target, *t.accept) for s in spans] + [False] * len(terms)
            for t in terms
        ]
        most = max(
            sum(fits[n][place] for n, place in enumerate(way))
            for way in itertools.permutations(range(max(len(spans), len(terms))), len(terms))
        )
        assert sum(one is not None for one in found) == most
        assert all(one in (None, t.target, *t.accept) for one, t in zip(found, terms, strict=True))


def test_a_longer_rendering_is_preferred_where_all_have_one() -> None:
    """Also where another place is aligned better."""
    english = "Army then Syrian Army"
    found = occurrences(LONG)
    looks = attention(english, found, [[0.9], [0], [0.1], [0.1]])
    assert assign(english, found, looks) == ((10, 21),)


def test_the_alignment_of_all_together_counts() -> None:
    """The first place suits the first term a little better, the second one much better."""
    english = "Envoy met Envoy"
    found = occurrences(ONE, ONE)
    looks = attention(english, found, [[0.5, 0.45], [0, 0], [0.4, 0.0]])
    assert assign(english, found, looks) == ((10, 15), (0, 5))


def test_a_place_given_up_is_given_up_for_the_best_aligned() -> None:
    english = "Envoy, Delegate, Delegate"
    found = occurrences(EITHER, ONE)
    looks = attention(english, found, [[0.9, 0.1], [0.1, 0], [0.3, 0]])
    assert assign(english, found, looks) == ((17, 25), (0, 5))


def test_a_term_said_many_times_over() -> None:
    english = ", ".join(["Envoy"] * 130)
    spans = assign(english, occurrences(*[EITHER, ONE] * 65), NO_ATTENTION)
    assert len(set(spans)) == 130
    assert None not in spans


def test_no_rendering_is_put_behind_what_the_model_made_of_its_term() -> None:
    """Tan for Astana: a rendering behind it would read "the Tan Astana talks"."""
    english = "Envoy at the Tan talks"
    before, term, after = occurrences(ONE, TOWN, SHORT)
    looks = attention(
        english,
        [before, term, after],
        [[0.9, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0.8, 0.1], [0, 0.1, 0.8]],
    )
    assert likely_places(looks, term, english) == [english.index("Tan"), english.index("at")]
    assert likely_places(looks, before, english)[0] == 0


def test_the_point_of_an_initialism_goes_with_it() -> None:
    target = "With the U.S. forces"
    assert content_of(target, (0, 13)) == (9, 13)
    assert content_of(target, (5, 20)) == (9, 20)
