"""Analyses of a word by the Buckwalter lexicon: every prefix, stem and suffix that go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from glossary.gloss.forms import Forms
from glossary.gloss.frames import Affix, Frames, numbered
from glossary.gloss.types import Analysis, Morph

LONGEST_PREFIX = 4
LONGEST_SUFFIX = 6

Match = tuple[int, int]
"""What a word may be made of: the number of what stands around its stem, the stem's number."""

Between = dict[int, dict[int, int]]
"""By the category of a prefix, then of a suffix that goes with it, those of stems that go with
both, each a bit."""


class Joints(dict[int, tuple[tuple[int, int], ...]]):
    """Prefixes and suffixes of certain letters: by the category of a stem those that may stand
    around it, as the prefix's number and the frame's around stems of kind 0."""

    __slots__ = ("pairs",)

    def __init__(
        self, prefixes: Sequence[Affix], suffixes: Sequence[Affix], between: Between
    ) -> None:
        super().__init__()
        self.pairs = [
            (stems, prefix.number, numbered(prefix, suffix))
            for prefix in prefixes
            for suffix in suffixes
            if (stems := between[prefix.category].get(suffix.category))
        ]

    def __missing__(self, category: int) -> tuple[tuple[int, int], ...]:
        found = [(prefix, frame) for stems, prefix, frame in self.pairs if stems >> category & 1]
        self[category] = tuple(found)
        return self[category]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The compiled tables; make one with `load_lexicon`.

    `stems` numbers the spellings of stems; those of spelling n are `first[n]` to `first[n + 1]`.
    Each stem has its category, its kind, and `twins`, the first one of its spelling that differs
    from it in nothing that an `Analysis` tells. Its line in `lines`, from `at[stem]`, has English,
    vowelled form, lemma and the keys of the English (`english.senses`), with tabs between. Lines
    are read, and prefixes and suffixes joined, when a word first asks for them.
    """

    prefixes: dict[str, list[Affix]]
    suffixes: dict[str, list[Affix]]
    frames: Frames
    stems: dict[str, int]
    first: Sequence[int]
    categories: Sequence[int]
    kinds: Sequence[int]
    twins: Sequence[int]
    at: Sequence[int]
    lines: bytes
    between: Between
    forms: Forms
    joined: dict[tuple[str, str], Joints] = field(default_factory=dict)

    def knowing(self, forms: Forms) -> Lexicon:
        """This lexicon with a table of forms, and the frames in it ready."""
        for number in forms.frames:
            self.frames[number]
        return replace(self, forms=forms)

    def __contains__(self, stem: str) -> bool:
        return stem in self.stems

    def analyses(self, letters: str, written: str = "") -> list[Analysis]:
        """The analyses of a word without vowel signs, in the lexicon's own order.

        written: how the word stands in the text, where `letters` is another spelling of it, as
        long; the forms of the analyses are cut from it. Readings that differ in nothing that an
        `Analysis` tells come once.
        """
        return [self.analysis(*match, written or letters) for match in self.matches(letters)]

    def matches(self, letters: str) -> list[Match]:
        """The same, not yet made."""
        size = len(letters)
        stems, first, prefixes, suffixes = self.stems, self.first, self.prefixes, self.suffixes
        endings = [
            (end, after)
            for end in range(size, max(0, size - LONGEST_SUFFIX - 1), -1)
            if (after := letters[end:]) in suffixes
        ]
        found: list[Match] = []
        for start in range(min(LONGEST_PREFIX, size - 1) + 1):
            before = letters[:start]
            if before not in prefixes:
                continue
            for end, after in endings:
                if end <= start:
                    break
                number = stems.get(letters[start:end])
                if number is not None:
                    found += self._around(before, first[number], first[number + 1], after)
        return found

    def _around(self, before: str, first: int, last: int, after: str) -> list[Match]:
        """The stems of one spelling between these letters: by prefix, by stem, by suffix."""
        joints = self.joined.get((before, after))
        if joints is None:
            joints = Joints(self.prefixes[before], self.suffixes[after], self.between)
            self.joined[before, after] = joints
        if not joints.pairs:
            return []
        kinds = self.kinds
        here = [
            (prefix, frame + kinds[stem], stem)
            for stem, category in enumerate(self.categories[first:last], first)
            for prefix, frame in joints[category]
        ]
        if len(here) < 2:
            return [(frame, stem) for _, frame, stem in here]
        here.sort(key=_prefix)
        told: dict[int, Match] = {}
        for _, frame, stem in here:
            told.setdefault(self.twins[stem] << 32 | self.frames[frame].told, (frame, stem))
        return list(told.values())

    def stem(self, number: int) -> list[str]:
        """English, vowelled form, lemma and English keys of a stem."""
        return self.lines[self.at[number] : self.at[number + 1]].decode().split("\t")

    def keys(self, number: int) -> list[str]:
        """The keys of a stem's English."""
        line = self.lines[self.at[number] : self.at[number + 1]]
        return line[line.rindex(b"\t") + 1 :].decode().split(" ")

    def analysis(self, frame: int, stem: int, written: str) -> Analysis:
        """A match as the analysis of a word written so."""
        english, vocalized, lemma, _ = self.stem(stem)
        around = self.frames[frame]
        front, back = len(around.front), len(written) - len(around.back)
        found = self.made(frame, english, written[front:back], around.inflect(vocalized), lemma)
        if written[:front] == around.front and written[back:] == around.back:
            return found
        return _as_written(found, written)

    def made(self, frame: int, english: str, form: str, vocalized: str, lemma: str) -> Analysis:
        """An analysis by what stands around its stem and what that is, inflection included."""
        around = self.frames[frame]
        return Analysis(
            around.proclitics,
            Morph(form, vocalized, english, around.pos),
            around.enclitics,
            lemma,
            around.pos,
            english,
            "lexicon",
            "",
            around.features,
        )


def _prefix(one: tuple[int, int, int]) -> int:
    return one[0]


def _as_written(one: Analysis, written: str) -> Analysis:
    """A reading of another spelling, its clitics cut from the word as it stands too."""
    morphs = []
    at = 0
    for morph in one.morphs:
        size = len(morph.form)
        form = written[at : at + size]
        morphs.append(morph if form == morph.form else replace(morph, form=form))
        at += size
    before, after = len(one.proclitics), len(one.proclitics) + 1
    return replace(
        one,
        proclitics=tuple(morphs[:before]),
        stem=morphs[before],
        enclitics=tuple(morphs[after:]),
    )
