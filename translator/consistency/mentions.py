"""The names of a translated segment that no glossary term covers, and what the model made of them.

Arabic has no capitals, so evidence is added up for each word (`_Evidence`): the English word that
alignment gives it is capitalised inside the sentence, sounds like it, a title or a kind of place
stands before it, the model's vocabulary has no piece for it; against it, that the English is a
word in small letters, or that it has the shape of an adjective or a plural. Words that hold as
names and stand side by side are one name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from glossary import names
from glossary.fold import ARABIC_LETTER, fold
from glossary.sound import latin_sounds, likeness
from translator.align.attention import overlap
from translator.align.function_words import FUNCTION_WORDS, folded
from translator.document import Span, Translation
from translator.numbers import arabic_words
from translator.words import words

ALIKE = 0.75
"""Likeness from which a form is the name as it sounds (as in `translator.align`)."""
NEAR = 0.5
"""Likeness from which a form is the name, misspelled."""

HOLDS = 1.5
"""Evidence from which a word is a name."""
JOINS = 0.25
"""Evidence from which it belongs to the name just before it."""

_CAPITAL, _FIRST_CAPITAL, _SMALL, _NOTHING = 2.0, 0.5, -1.25, -0.5
_SOUNDS, _SOUNDS_NEAR = 2.0, 1.0
_CUE, _PLACE_CUE, _CUE_APART, _SAYS = 1.5, 1.75, 1.0, 1.0
_SON, _KNOWN, _AND = 2.0, 2.0, 1.0
_PIECES = {0: -1.0, 1: -1.0, 2: 0.5}
_MANY_PIECES = 1.0
_DEFINITE, _DEFINITE_ALIKE, _PLURAL, _NO_NAME = -1.5, -0.5, -1.0, -1.5
_HIS, _FEMININE, _ADJECTIVE = -1.0, -2.0, -8.0
_FIRST_WORD, _COMMON = -1.0, -1.0

_DEMONYM = re.compile(r"(?:ian|ean|ican|man|ish|ese|ic|ch|ss)(?:s|['’]s)?$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:[Aa]l|[Ee]l)-(?=\w)")
_POSSESSIVE = re.compile(r"['’]s?$")
_INSIDE = frozenset("al el bin ibn bint abu de la le da van von der den di du".split())
_SONS = frozenset(("بن", "ابن", "بنت"))
_NUMBERS = frozenset(folded(word) for word in (*arabic_words.LEXICON, *arabic_words.MONTHS))
_OFFICES = frozenset(
    """minister ministry president king queen prince general party government university committee
    council department agency army police security court parliament secretary director lawmaker
    workers experts state states union bank company street square airport""".split()
)
_SPACE = re.compile(r"[\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a segment.

    name: as written, particles left out; span: where that is in the source.
    form: the English for it, "" where the model wrote no name; place: where that is in the target.
    sound: how alike name and form sound, 0 to 1.
    kind: `person`, `place`, `organization` by the word before it, else "".
    """

    name: str
    span: Span
    form: str
    place: Span | None
    sound: float
    kind: str

    @property
    def key(self) -> str:
        """What the spellings of one name share."""
        return names.name_key(self.name)


@dataclass(slots=True)
class _Word:
    """A source word and the evidence on it."""

    text: str
    span: Span
    targets: list[int]
    evidence: float
    kind: str
    cut: int
    free: bool


def mentions(
    translation: Translation, pieces: Callable[[str], int], known: Collection[str] = ()
) -> list[Mention]:
    """The names in a translated segment, in order; none where it carries no word links.

    `pieces` says in how many pieces the model's vocabulary writes a word: many mean a rare one.
    `known` holds words of names, folded, that stand elsewhere in the document.
    """
    if not translation.alignment:
        return []
    return _Segment(translation, pieces, known).mentions()


def document_mentions(
    translations: Sequence[Translation], pieces: Callable[[str], int]
) -> list[list[Mention]]:
    """The names in each segment of a document.

    Who has been named in full goes by one of the names afterwards: the segments are gone through
    twice, the second time with the words of the names found.
    """
    found = [mentions(translation, pieces) for translation in translations]
    known = {
        word
        for those in found
        for mention in those
        for word in fold(mention.name).text.split()
        if not names.is_connector(word)
        and not names.begins_name(word)
        and not names.cue(word)
        and pieces(word) > 1
    }
    if not known:
        return found
    return [mentions(translation, pieces, known) for translation in translations]


class _Segment:
    def __init__(
        self, translation: Translation, pieces: Callable[[str], int], known: Collection[str]
    ) -> None:
        self.source, self.target = translation.source, translation.target
        self.pieces, self.known = pieces, known
        self.target_spans = words(self.target)
        self.target_words = [self.target[start:end] for start, end in self.target_spans]
        held = [use.target_span for use in translation.terms if use.target_span]
        terms = [use.source_span for use in translation.terms]
        renderings = {
            word.lower() for start, end in held for word in self.target[start:end].split()
        }
        self.held = [
            any(overlap(span, other) for other in held) or word.lower() in renderings
            for span, word in zip(self.target_spans, self.target_words, strict=True)
        ]
        linked = _linked(translation, self.target_spans)
        self.owned = {target for targets in linked.values() for target in targets}
        self.words = [
            _Word(text, span, linked.get(span, []), 0.0, "", 0, self._free(text, span, terms))
            for span in words(self.source)
            if (text := self.source[slice(*span)])
        ]
        for number in range(len(self.words)):
            self._weigh(number)

    def mentions(self) -> list[Mention]:
        found: list[Mention] = []
        number = 0
        while number < len(self.words):
            end = self._run(number)
            if end is None:
                number += 1
                continue
            found.append(self._mention(self._start(number), end))
            number = end
        return found

    def _free(self, text: str, span: Span, terms: Sequence[Span]) -> bool:
        """Whether a word can be one of a name beyond the glossary."""
        return (
            ARABIC_LETTER.search(text) is not None
            and not any(overlap(span, term) for term in terms)
            and not names.is_function(text)
            and folded(text) not in _NUMBERS
        )

    def _weigh(self, number: int) -> None:
        word = self.words[number]
        if not word.free or len(fold(word.text).text) < 2:
            return
        capitals = [t for t in word.targets if self._is_name(t)]
        sound, english = max(
            ((likeness(word.text, self.target_words[t]), self.target_words[t]) for t in capitals),
            default=(0.0, ""),
        )
        kind, cue = self._cue(number)
        word.cut = names.without_particles(
            word.text, english if sound >= NEAR else "", after_cue=cue >= _CUE
        )
        bare = word.text[word.cut :]
        score = cue + self._son(number)
        before = self.words[number - 1] if number else None
        if before and before.evidence >= HOLDS and word.cut == 1 and word.text[0] == "و":
            score += _AND
            kind = kind or before.kind
        if kind == "place" and cue == _CUE and not (names.is_definite(bare) or bare[-1] in "هة"):
            score += _PLACE_CUE - _CUE
        if any(t > 0 for t in capitals):
            score += _CAPITAL
        elif capitals:
            score += _FIRST_CAPITAL
        elif any(self.target_words[t].lower() not in FUNCTION_WORDS for t in word.targets):
            score += _SMALL
        else:
            score += _NOTHING
        alike = sound >= ALIKE and len(latin_sounds(english)) > 2
        if sound >= NEAR:
            score += _SOUNDS if alike else _SOUNDS_NEAR
        stem = bare[2:] if names.is_definite(bare) else bare
        rare = min(map(self.pieces, (stem, bare, word.text)))
        score += _PIECES.get(rare, _MANY_PIECES)
        if fold(bare).text in self.known:
            score += _KNOWN
        score += self._shape(number, bare, english, alike)
        if number == 0:
            score += _FIRST_WORD
        if names.is_common(word.text) and (not alike or names.is_definite(bare)):
            score = min(score, _COMMON)
        word.evidence, word.kind = score, kind

    def _son(self, number: int) -> float:
        """What بن on either side says: both are names."""
        near = self.words[max(0, number - 1) : number + 2]
        return _SON if any(w.text in _SONS for w in near) else 0.0

    def _shape(self, number: int, bare: str, english: str, alike: bool) -> float:
        """What the shape of a word says against its being a name."""
        if _ARTICLE.match(english):
            return 0.0
        definite = names.is_definite(bare)
        score = _PLURAL if names.is_plural(bare) else 0.0
        if names.has_pronoun(bare) or names.is_plural_verb(bare):
            score += _NO_NAME
        elif bare[-1] == "ه" and len(bare) > 3 and not alike:
            score += _HIS
        if names.is_adjective(bare):
            masculine = bare[-1] in "يى"
            before = self.words[number - 1] if number else None
            behind = before is not None and names.is_definite(before.text[before.cut :])
            if _DEMONYM.search(english) or (definite and (behind or not masculine)):
                return score + _ADJECTIVE
            if bare[-2:] in ("ية", "يه"):
                score += _FEMININE
        if definite:
            score += _DEFINITE_ALIKE if alike else _DEFINITE
        return score

    def _cue(self, number: int) -> tuple[str, float]:
        """The type of name that the words before one announce, and how strongly."""
        if number == 0 or self._broken(number - 1):
            return "", 0.0
        before = self.words[number - 1].text
        kind = names.cue(before)
        if kind == "person" or (kind and not names.is_definite(before)):
            return kind, _CUE
        if names.says(before):
            return "person", _SAYS
        far = self.words[number - 2].text if number > 1 and not self._broken(number - 2) else ""
        kind = names.cue(far) if far else ""
        if kind and names.is_definite(before):
            return kind, _CUE_APART
        return "", 0.0

    def _broken(self, number: int) -> bool:
        """Whether something other than space stands between a word and the next."""
        gap = self.source[self.words[number].span[1] : self.words[number + 1].span[0]]
        return _SPACE.fullmatch(gap) is None

    def _run(self, start: int) -> int | None:
        """The end of the name that begins with a word, None where none does."""
        word = self.words[start]
        if not word.free:
            return None
        end = start + 1
        if names.is_connector(word.text) or names.begins_name(word.text):
            if not self._goes_on(end) or not self._holds_behind(start, end):
                if names.is_connector(word.text) or word.evidence < HOLDS:
                    return None
                return end
            end += 1
        elif word.evidence < HOLDS:
            return None
        while self._goes_on(end):
            following = self.words[end]
            if names.is_connector(following.text):
                if not self._goes_on(end + 1):
                    break
                end += 2
            elif following.evidence >= self._joins(start, end) and not following.cut:
                end += 1
            else:
                break
        return end

    def _joins(self, start: int, end: int) -> float:
        """What a word needs to be one of the name before it: hardly anything to be the second one
        of a person, since people are first named in full."""
        return 0.0 if self.words[start].kind == "person" and end == start + 1 else JOINS

    def _start(self, number: int) -> int:
        """Where the name that begins with a word really begins: نور الدين is one name."""
        back = names.leans_back(self.words[number].text) and self._goes_on(number)
        before = self.words[number - 1]
        return number - 1 if back and before.free and not names.is_common(before.text) else number

    def _holds_behind(self, start: int, end: int) -> bool:
        """Whether a leading word (أبو, تل) and the one behind it are a name together."""
        first, second = self.words[start], self.words[end]
        cue = self._cue(start)[1]
        return second.evidence + cue >= HOLDS or first.evidence + max(second.evidence, 0) >= HOLDS

    def _goes_on(self, number: int) -> bool:
        return (
            0 < number < len(self.words)
            and self.words[number].free
            and not self._broken(number - 1)
        )

    def _mention(self, start: int, end: int) -> Mention:
        first, last = self.words[start], self.words[end - 1]
        span = (first.span[0] + first.cut, last.span[1])
        name = _SPACE.sub(" ", self.source[slice(*span)])
        targets = [t for word in self.words[start:end] for t in word.targets if self._is_name(t)]
        best: tuple[float, int, str, Span | None] = (0.0, 0, "", None)
        for place in self._runs(sorted(set(targets))):
            form = _POSSESSIVE.sub("", self.target[slice(*place)])
            place = (place[0], place[0] + len(form))
            best = max(best, (names.name_likeness(name, form), len(form), form, place))
        sound, _, form, at = best
        return Mention(name, span, form, at, sound, first.kind)

    def _runs(self, targets: Sequence[int]) -> list[Span]:
        """The stretches of capitalised English that target words lie in."""
        groups: list[list[int]] = []
        for target in targets:
            last = groups[-1][-1] if groups else None
            if last is not None and all(self._between(t) for t in range(last + 1, target)):
                groups[-1].append(target)
            else:
                groups.append([target])
        return [(self.target_spans[g[0]][0], self.target_spans[g[-1]][1]) for g in groups]

    def _between(self, target: int) -> bool:
        if target in self.owned:
            return False
        return self.target_words[target].lower() in _INSIDE or self._is_name(target)

    def _is_name(self, target: int) -> bool:
        """Whether an English word is written as a name, and none of the glossary's."""
        word = _POSSESSIVE.sub("", self.target_words[target])
        low = word.lower()
        capital = _ARTICLE.sub("", word)[:1].isupper()
        small = low in FUNCTION_WORDS or low in _OFFICES
        return capital and not self.held[target] and not small


def _linked(translation: Translation, targets: Sequence[Span]) -> dict[Span, list[int]]:
    """For each linked source span the numbers of its target words."""
    number_of = {span: number for number, span in enumerate(targets)}
    found: dict[Span, list[int]] = {}
    for s0, s1, t0, t1 in translation.alignment:
        number = number_of.get((t0, t1))
        if number is not None:
            found.setdefault((s0, s1), []).append(number)
    return found
