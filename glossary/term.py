"""Terms and glossaries: what is required, layer over layer, and where it is looked up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.fold import ARABIC_LETTER, fold, folded_text, marks_agree, word_key

if TYPE_CHECKING:
    from glossary.match import Matcher, Occurrence

TYPES: tuple[str, ...] = ("person", "place", "organization", "weapon", "event", "term", "date")
MATCHES: tuple[str, ...] = ("exact", "inflect")
_TYPED = str.maketrans("-\u2010\u2011\u2018\u2019\u02bc", "   '''")


@dataclass(frozen=True, slots=True)
class Term:
    """A row of a glossary: what an Arabic term must be in English.

    `variants` are further Arabic spellings, `accept` further English forms that count as right,
    `avoid` English forms to be rewritten to `target`. An empty `target` switches the term off.
    `type` is empty or one of `TYPES`, `match` empty or one of `MATCHES`.
    """

    source: str
    target: str
    variants: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    type: str = ""
    match: str = ""
    note: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """The source and its variants."""
        return (self.source, *self.variants)


@dataclass(frozen=True)
class Glossary:
    """Terms, none of them sharing a spelling (see `overlay`), and a name for provenance."""

    terms: tuple[Term, ...] = ()
    name: str = "glossary"

    @classmethod
    def load(cls, path: str | Path) -> Glossary:
        """Read a glossary from a TSV or CSV file (.tsv, .txt, .csv).

        Raises `GlossaryError` naming file and line where the file cannot be used.
        """
        from glossary.formats import load

        return load(Path(path))

    @classmethod
    def shipped(cls) -> Glossary:
        """The glossary that comes with the tool."""
        from importlib import resources

        from glossary.formats import parse

        folder = resources.files("glossary") / "data"
        files = sorted((f for f in folder.iterdir() if f.name.endswith(".tsv")), key=_file_name)
        layers = [parse(f.read_text(encoding="utf-8-sig"), f.name, "\t") for f in files]
        return replace(cls().overlay(*layers), name="default")

    @classmethod
    def default(cls) -> Glossary:
        """The shipped glossary with the user's own laid over it, if there is one.

        Raises `GlossaryError` where the user's file cannot be used.
        """
        own = user_file()
        shipped = cls.shipped()
        try:
            own.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return shipped
        except OSError:  # it may well be there: loading says why it cannot be read
            pass
        return shipped.overlay(cls.load(own))

    def save(self, path: str | Path) -> None:
        """Write the glossary as TSV or CSV, by the ending of the name; all or nothing."""
        from glossary.formats import save

        save(self.terms, Path(path))

    def overlay(self, *later: Glossary) -> Glossary:
        """This glossary with others laid over it.

        A later row takes every spelling it names away from earlier rows; an earlier row keeps
        what is left to it, and goes when nothing is. Rows that switch a term off stay, so that
        the result can be laid over yet another glossary. The name is that of the layers that
        hold something, each once.
        """
        terms = [term for glossary in (self, *later) for term in glossary.terms]
        layers = dict.fromkeys(g for g in (self, *later) if g.terms or g is self)
        merged = Glossary(tuple(resolved(terms)), "+".join(layer.name for layer in layers))
        merged.__dict__["effective"] = merged.terms  # not to be worked out again
        return merged

    @cached_property
    def checksum(self) -> str:
        """The SHA-256 of the content, in hexadecimal; the name does not count."""
        import hashlib

        from glossary.formats import to_tsv

        return hashlib.sha256(to_tsv(self.terms).encode()).hexdigest()

    @cached_property
    def effective(self) -> tuple[Term, ...]:
        """The terms as they count: the same ones, where no two of them share a spelling."""
        return tuple(resolved(self.terms))

    @cached_property
    def _matcher(self) -> Matcher:
        from glossary.match import Matcher

        return Matcher(self.effective)

    def find(self, sentence: str) -> list[Occurrence]:
        """The terms in a sentence: sorted by position, none overlapping, the longer one winning.

        Source of the rules: `glossary.match`, `glossary.fold`. Any text is allowed.
        """
        return self._matcher.find(sentence)

    def lookup(self, text: str) -> list[Term]:
        """The terms that occur in an Arabic text or, for English, that a text is a rendering of.

        English is looked for in any case, with or without hyphens.
        """
        if ARABIC_LETTER.search(text):
            return list(dict.fromkeys(found.term for found in self.find(text)))
        from glossary.check import renderings

        wanted = " ".join(text.split())
        plain = _plain(wanted)
        return [
            term
            for term in self.terms
            if wanted
            and any(
                _plain(form) == plain
                or (_about(form, wanted) and (0, len(wanted)) in renderings(term, wanted))
                for form in (term.target, *term.accept)
            )
        ]

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __getstate__(self) -> dict[str, object]:
        return {"terms": self.terms, "name": self.name}


def user_file() -> Path:
    """Where the user's own glossary lies, whether or not there is one."""
    from platformdirs import user_config_dir

    return Path(user_config_dir("arabic-translator")) / "glossary.tsv"


def _file_name(file: object) -> str:
    return str(getattr(file, "name", ""))


def _plain(english: str) -> str:
    """English as people type it into a search: no capitals, hyphens or curly apostrophes."""
    return " ".join(english.casefold().translate(_TYPED).split())


def _about(form: str, text: str) -> bool:
    """Whether a text could be a rendering by a form: a cheap look before the exact one."""
    return form[:1].casefold() == text[0].casefold() and -1 <= len(text) - len(form) <= 2


def spelling_key(spelling: str) -> str:
    """What two spellings share if they are one (see `same_spelling`)."""
    return " ".join(folded_text(spelling).split())


def same_spelling(first: str, second: str) -> bool:
    """Whether a glossary may hold only one of two spellings that share a `spelling_key`.

    They are one where the letters are a usual spelling of each other and the vowels, if both have
    any, do not contradict.
    """
    a, b = fold(first), fold(second)
    if any(
        word_key(one) != word_key(other)
        for one, other in zip(a.letters.split(), b.letters.split(), strict=True)
    ):
        return False
    return len(a.text) != len(b.text) or all(
        marks_agree(a.marks(place), b.marks(place)) for place in range(len(a.text) - 1)
    )


def resolved(terms: Iterable[Term]) -> list[Term]:
    """Terms after later ones have taken the spellings they name from earlier ones."""
    return [term for term in remaining(terms) if term is not None]


def remaining(terms: Iterable[Term]) -> Sequence[Term | None]:
    """What `resolved` leaves of each term, at its place; None where that is nothing."""
    given = list(terms)
    shared = _shared_keys(given)
    if not shared:
        return given
    named: dict[str, list[str]] = {key: [] for key in shared}
    kept: list[Term | None] = []
    for term in reversed(given):
        left, own = [], []
        for spelling in term.spellings:
            others = named.get(spelling_key(spelling))
            if others is not None:
                own.append((others, spelling))
            if not others or not any(same_spelling(spelling, other) for other in others):
                left.append(spelling)
        for others, spelling in own:
            others.append(spelling)
        if len(left) == 1 + len(term.variants):
            kept.append(term)
        elif left:
            kept.append(replace(term, source=left[0], variants=tuple(left[1:])))
        else:
            kept.append(None)
    return kept[::-1]


def _shared_keys(terms: list[Term]) -> set[str]:
    """The spelling keys that more than one term has: most glossaries have few or none."""
    seen: set[str] = set()
    shared: set[str] = set()
    for term in terms:
        if term.variants:
            keys = {spelling_key(spelling) for spelling in term.spellings}
            shared |= seen & keys
            seen |= keys
        else:
            key = spelling_key(term.source)
            if key in seen:
                shared.add(key)
            seen.add(key)
    return shared
