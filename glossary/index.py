"""From the first two words of every spelling of a glossary, folded, to the spellings.

Words and proclitics are what matters in matching, so the index knows words, and the work for a
sentence is a few dictionary look-ups a word, however large the glossary. Only the keys are made
when a glossary is loaded; a spelling is cut into its words when a text first asks for its key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from glossary.context import everyday_class
from glossary.fold import ARABIC, LETTERS_FOLDED, fold
from glossary.inflect import stem
from glossary.spelling import Spelling, spellings_of, takes_article

if TYPE_CHECKING:
    from glossary.term import Term

_PLAIN = re.compile(rf"[{ARABIC}]+(?: [{ARABIC}]+)*")
_ARTICLE = re.compile("(?:^| )[ا\u0671]ل[^ ]")
_NONE: Sequence[Spelling] = ()


class Index:
    """The spellings of terms by their first words."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = list(terms)
        self._waiting: dict[str, int | list[int]] = {}
        self._ready: dict[str, list[Spelling]] = {}
        self._stems: dict[str, list[tuple[str, Spelling]]] = {}
        for order, term in enumerate(self._terms):
            self._enter(order, term, term.source)
            for variant in term.variants:
                self._enter(order, term, variant)

    def _enter(self, order: int, term: Term, text: str) -> None:
        """Note under which first words a spelling of the term at place `order` is to be had.

        A lone number is kept instead of a list: nine in ten heads have one term, and a hundred
        thousand lists are what loading would spend half its time on.
        """
        for head in _heads(term, text):
            waiting = self._waiting.get(head)
            if waiting is None:
                self._waiting[head] = order
            elif isinstance(waiting, int):
                if waiting != order:
                    self._waiting[head] = [waiting, order]
            elif waiting[-1] != order:
                waiting.append(order)
        if term.match == "inflect":
            for spelling in spellings_of(term, order, text):
                first, second = _stems(spelling.words)
                self._stems.setdefault(first, []).append((second, spelling))

    def spellings(self, word: str, following: str) -> Iterator[Spelling]:
        """The spellings that may begin with `word` where `following` is the next one, folded."""
        yield from self._with(word)
        yield from self._with(f"{word} {following}")
        if self._stems:
            yield from self._inflected(word, following)

    def _with(self, head: str) -> Sequence[Spelling]:
        ready = self._ready.get(head)
        if ready is not None:
            return ready
        waiting = self._waiting.get(head)
        if waiting is None:
            return _NONE
        made = []
        for order in (waiting,) if isinstance(waiting, int) else waiting:
            term = self._terms[order]
            for text in term.spellings:
                for spelling in spellings_of(term, order, text):
                    if " ".join(spelling.keys[:2]) == head:
                        spelling.everyday = everyday_class(term, spelling.words, spelling.keys)
                        made.append(spelling)
        self._ready[head] = made
        return made

    def _inflected(self, word: str, following: str) -> Iterator[Spelling]:
        """The inflected spellings whose first word is `word`, and whose second may be the next."""
        following = following.removeprefix("ال")
        for size in range(2, len(word) + 1):
            for second, spelling in self._stems.get(word[:size], ()):
                if following.startswith(second):
                    yield from (form for form in spelling.inflected() if form.keys[0] == word)


def _heads(term: Term, text: str) -> Iterable[str]:
    """The first two words, folded, of every form under which a spelling is looked for."""
    if not _PLAIN.fullmatch(text) or "ؤ" in text or "عبد" in text:
        return {" ".join(spelling.keys[:2]) for spelling in spellings_of(term, 0, text)}
    first, _, rest = text.translate(LETTERS_FOLDED).partition(" ")
    if not rest:
        return (first,)
    second = rest.partition(" ")[0]
    if takes_article(term) and not _ARTICLE.search(text):
        return (f"{first} {second}", f"ال{first} ال{second}")
    return (f"{first} {second}",)


def _stems(words: tuple[str, ...]) -> tuple[str, str]:
    """What the first two words of all inflected forms begin with, folded.

    The second is empty where there is none; its article is left out, for it may come and go.
    """
    second = fold(words[1]).text.removeprefix("ال") if len(words) > 1 else ""
    return fold(stem(words[0])).text, second[:-1] if len(second) > 2 else second
