"""Analyses of a word by the Buckwalter lexicon: every prefix, stem and suffix that go together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter

from glossary.gloss.forms import Forms, Joints
from glossary.gloss.frames import Affix, Frames, numbered, told_by
from glossary.gloss.types import Analysis, Morph

LONGEST_PREFIX = 4
LONGEST_SUFFIX = 6

Match = tuple[int, int]
"""What a word may be made of: the number of what stands around its stem, the stem's number."""

_PREFIX = itemgetter(0)
_new = tuple.__new__  # skips the function that puts defaults in

Between = dict[int, dict[int, tuple[int, ...]]]
"""By the category of a prefix, then of a suffix that goes with it, those of stems that go with
both."""


def joints_of(prefixes: Sequence[Affix], suffixes: Sequence[Affix], between: Between) -> Joints:
    """The joints of prefixes and suffixes."""
    found: Joints = {}
    for prefix in prefixes:
        going = between[prefix.category]
        for suffix in suffixes:
            joint = prefix.number, numbered(prefix, suffix), told_by(prefix, suffix)
            for stem in going.get(suffix.category, ()):
                found.setdefault(stem, []).append(joint)
    return found


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
        """This lexicon with a table of forms, all that stands around stems in it ready."""
        for number in forms.frames:
            self.frames[number]
        return replace(self, forms=forms, joined=dict(forms.joints))

    def joints(self, frames: Iterable[int]) -> dict[tuple[str, str], Joints]:
        """The joints of all prefixes and suffixes in some frames, by their letters."""
        pairs = {(one.letters, other.letters): None for one, other in self.frames.pairs(frames)}
        return {(before, after): self._join(before, after) for before, after in pairs}

    def _join(self, before: str, after: str) -> Joints:
        return joints_of(self.prefixes[before], self.suffixes[after], self.between)

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
        stems, prefixes, suffixes, joined = self.stems, self.prefixes, self.suffixes, self.joined
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
                if number is None:
                    continue
                joints = joined.get((before, after))
                if joints is None:
                    joints = joined[before, after] = self._join(before, after)
                if joints:
                    found += self._around(joints, self.first[number], self.first[number + 1])
        return found

    def _around(self, joints: Joints, first: int, last: int) -> list[Match]:
        """The stems of one spelling between these letters: by prefix, by stem, by suffix."""
        kinds, categories = self.kinds, self.categories
        here: list[tuple[int, int, int, int]] = []
        for stem in range(first, last):
            for prefix, frame, told in joints.get(categories[stem], ()):
                here.append((prefix, frame + kinds[stem], stem, told))
        if len(here) < 2:
            return [here[0][1:3]] if here else []
        here.sort(key=_PREFIX)
        twins = self.twins
        found: dict[int, Match] = {}
        for _, frame, stem, told in here:
            one = twins[stem] << 32 | told
            if one not in found:
                found[one] = frame, stem
        return list(found.values())

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
        pos, before, after, features = self.frames[frame].telling
        stem = _new(Morph, (form, vocalized, english, pos))
        return _new(Analysis, (before, stem, after, lemma, pos, english, "lexicon", "", features))


def _as_written(one: Analysis, written: str) -> Analysis:
    """A reading of another spelling, its clitics cut from the word as it stands too."""
    morphs = []
    at = 0
    for morph in one.morphs:
        size = len(morph.form)
        form = written[at : at + size]
        morphs.append(morph if form == morph.form else morph._replace(form=form))
        at += size
    before, after = len(one.proclitics), len(one.proclitics) + 1
    return one._replace(
        proclitics=tuple(morphs[:before]),
        stem=morphs[before],
        enclitics=tuple(morphs[after:]),
    )
