"""Names counted over many documents, in bounded memory.

Whatever the number of documents, only so many names, forms and places are kept: where a new name
finds no room, the rarest are let go (after lossy counting, Manku and Motwani 2002, "Approximate
frequency counts over data streams"), so that what is frequent is there, with its count or a
little less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from glossary.names import name_key
from glossary.term import Glossary
from translator.consistency.mentions import ALIKE, Mention, document_mentions
from translator.document import TranslatedDocument, Translation

MOST_NAMES = 20_000
"""Names that are counted at a time."""
MOST_FORMS = 12
"""Forms, and spellings, that are kept of one name."""


@dataclass(frozen=True, slots=True)
class Form:
    """An English form of a name: how often it came out, and how alike it sounds (0 to 1)."""

    text: str
    count: int
    sound: float


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name beyond the glossary, over all documents.

    name: its most frequent Arabic spelling; spellings: all of them, the most frequent first.
    count: places where it stands; documents: in how many documents.
    forms: the English for it, the most frequent first. Places where the model wrote no name for
        it make up the rest of the count.
    kind: `person`, `place`, `organization` or "", by the words before it.
    first: the document and the number of the segment where it came first.
    """

    name: str
    spellings: tuple[str, ...]
    count: int
    documents: int
    forms: tuple[Form, ...]
    kind: str
    first: tuple[str, int]

    @property
    def differs(self) -> bool:
        """Whether it came out in different ways."""
        return len(self.forms) > 1

    @property
    def best(self) -> str:
        """The most frequent of the forms that sound like the name, "" where none does."""
        return best_form(self.forms)

    def shown(self) -> str:
        """`12x in 4 files; model: Kafranbel 8, Kafr Nabl 3`, for people."""
        forms = [f"{form.text} {form.count}" for form in self.forms]
        bare = self.count - sum(form.count for form in self.forms)
        if bare > 0:
            forms.append(f"no name {bare}")
        files = "1 file" if self.documents == 1 else f"{self.documents:,} files"
        return f"{self.count:,}x in {files}; model: {', '.join(forms)}"


def best_form(forms: Iterable[Form]) -> str:
    """Of the forms that sound like the name the most frequent, then the best sounding, then the
    first; "" where none does."""
    sounding = [form for form in forms if form.sound >= ALIKE]
    return max(sounding, key=lambda form: (form.count, form.sound), default=Form("", 0, 0.0)).text


def form_key(form: str) -> str:
    """What two ways of writing one form share: capitals and hyphens make no difference."""
    return " ".join(form.casefold().replace("-", " ").split())


def counted_forms(mentions: Iterable[Mention]) -> list[Form]:
    """The forms of the mentions of one name, the most frequent first, then in order."""
    counts: Counter[str] = Counter()
    shown: dict[str, Mention] = {}
    for mention in mentions:
        if mention.form:
            key = form_key(mention.form)
            counts[key] += 1
            shown.setdefault(key, mention)
    return [Form(shown[key].form, count, shown[key].sound) for key, count in counts.most_common()]


def switched_off(glossary: Glossary | None) -> frozenset[str]:
    """The names that a glossary leaves to the model on purpose (rows with an empty target)."""
    terms = glossary.terms if glossary else ()
    return frozenset(name_key(s) for term in terms if not term.target for s in term.spellings)


@dataclass(slots=True)
class _Count:
    """What is kept of one name."""

    first: tuple[str, int]
    count: int = 0
    documents: int = 0
    last: int = -1
    spellings: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    shown: dict[str, tuple[str, float]] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, mention: Mention) -> None:
        self.count += 1
        self.kinds[mention.kind] += 1
        _bounded(self.spellings, mention.name)
        if mention.form:
            key = form_key(mention.form)
            if _bounded(self.forms, key):
                self.shown.setdefault(key, (mention.form, mention.sound))

    def merge(self, other: _Count) -> None:
        """Take in the counts of what is the same name with a particle on it."""
        self.count += other.count
        self.documents = max(self.documents, other.documents)
        self.forms.update(other.forms)
        self.kinds.update(other.kinds)
        for key, shown in other.shown.items():
            self.shown.setdefault(key, shown)

    def found(self) -> FoundName:
        spellings = tuple(spelling for spelling, _ in self.spellings.most_common())
        forms = tuple(Form(*self._form(key, count)) for key, count in self.forms.most_common())
        kinds = [kind for kind, _ in self.kinds.most_common() if kind]
        return FoundName(
            spellings[0],
            spellings,
            self.count,
            self.documents,
            forms,
            kinds[0] if kinds else "",
            self.first,
        )

    def _form(self, key: str, count: int) -> tuple[str, int, float]:
        text, sound = self.shown[key]
        return text, count, sound


class Tally:
    """Counts the names of documents as these are translated, with word links.

    `pieces` is that of `vocabulary.pieces_of`; `ignored` holds keys (`glossary.names.name_key`) of
    names that are not counted.
    """

    def __init__(
        self,
        pieces: Callable[[str], int],
        ignored: Collection[str] = (),
        *,
        most: int = MOST_NAMES,
    ) -> None:
        self._pieces, self._ignored, self._most = pieces, ignored, most
        self._counts: dict[str, _Count] = {}
        self._documents = 0

    def add(self, translated: TranslatedDocument) -> None:
        """Count the names of one document."""
        translations: Sequence[Translation] = translated.translations
        mentions = document_mentions(translations, self._pieces)
        for (_, _, segment), those in zip(translated.document.segments(), mentions, strict=True):
            for mention in those:
                if mention.key in self._ignored:
                    continue
                one = self._counts.get(mention.key)
                if one is None:
                    one = self._new(mention.key, (translated.document.name, segment.index))
                one.add(mention)
                if one.last != self._documents:
                    one.last = self._documents
                    one.documents += 1
        self._documents += 1

    def _new(self, key: str, first: tuple[str, int]) -> _Count:
        least = 1
        while len(self._counts) >= self._most:
            kept = {k: one for k, one in self._counts.items() if one.count > least}
            self._counts = kept
            least *= 2
        one = self._counts[key] = _Count(first)
        return one

    def found(self) -> list[FoundName]:
        """The names counted: those that came out in different ways first, then by their count."""
        names = [one.found() for one in _merged(self._counts).values()]
        names.sort(key=lambda name: (not name.differs, -name.count, name.first, name.name))
        return names


def _merged(counts: dict[str, _Count]) -> dict[str, _Count]:
    """The counts, with بلوساكا put to لوساكا where the English says that they are one."""
    merged = dict(counts)
    for key, one in counts.items():
        bare = merged.get(key[1:]) if key[0] in "وفبكل" and len(key) > 3 else None
        if bare is None or bare.count < one.count or not set(one.forms) <= set(bare.forms):
            continue
        copy = _Count(bare.first, bare.count, bare.documents, bare.last)
        for name in ("spellings", "forms", "kinds"):
            getattr(copy, name).update(getattr(bare, name))
        copy.shown.update(bare.shown)
        copy.merge(one)
        merged[key[1:]] = copy
        del merged[key]
    return merged


def _bounded(counts: Counter[str], key: str) -> bool:
    """Count a key, unless it is a new one and there is no room; whether it was counted."""
    if key not in counts and len(counts) >= MOST_FORMS:
        return False
    counts[key] += 1
    return True
