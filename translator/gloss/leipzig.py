"""Words as interlinear lines have them: Latin letters and English part for part.

The Leipzig Glossing Rules (Comrie, Haspelmath and Bickel, 2008; last revised 2015): both lines
have the same parts between the same separators (rule 2), here `=` before and behind what is
written on to a word and `-` behind the article, as its romanization has it; categories are
abbreviated (rule 3), several English words or categories of one part have a full stop between
them (rule 4), and person and number of one pronoun have none (rule 4, 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from glossary.gloss import Analysis, Morph, WordGloss
from glossary.gloss.romanize import linked, romanize

ABBREVIATIONS = {
    "1": "first person",
    "2": "second person",
    "3": "third person",
    "ACC": "accusative",
    "DEF": "definite",
    "DU": "dual",
    "EMPH": "emphatic",
    "F": "feminine",
    "FUT": "future",
    "IMP": "imperative",
    "INDF": "indefinite",
    "IPFV": "imperfective",
    "M": "masculine",
    "NEG": "negation",
    "OBJ": "object",
    "PASS": "passive",
    "PFV": "perfective",
    "PL": "plural",
    "POSS": "possessive",
    "PST": "past",
    "Q": "question",
    "REL": "relative",
    "SG": "singular",
}
"""The categories and what they are short for."""

_PRONOUNS = {
    "ه": "3SG.M",
    "ها": "3SG.F",
    "هما": "3DU",
    "هم": "3PL.M",
    "هن": "3PL.F",
    "ك": "2SG",
    "كما": "2DU",
    "كم": "2PL.M",
    "كن": "2PL.F",
    "نا": "1PL",
    "ني": "1SG",
    "ي": "1SG",
}
"""Pronouns written on to words."""

_WORDS = {
    ("لا", "particle"): "NEG",
    ("لم", "particle"): "NEG.PST",
    ("لن", "particle"): "NEG.FUT",
    ("سوف", "particle"): "FUT",
    ("هل", "particle"): "Q",
    **{
        (form, "pronoun"): label
        for forms, label in (
            ("الذي", "REL.SG.M"),
            ("التي", "REL.SG.F"),
            ("الذين", "REL.PL.M"),
            ("اللذان اللذين", "REL.DU.M"),
            ("اللتان اللتين", "REL.DU.F"),
            ("اللواتي اللاتي اللائي", "REL.PL.F"),
            ("أنا انا", "1SG"),
            ("نحن", "1PL"),
            ("أنت انت", "2SG"),
            ("أنتما انتما", "2DU"),
            ("أنتم انتم", "2PL.M"),
            ("أنتن انتن", "2PL.F"),
            ("هو", "3SG.M"),
            ("هي", "3SG.F"),
            ("هما", "3DU"),
            ("هم", "3PL.M"),
            ("هن", "3PL.F"),
        )
        for form in forms.split()
    },
}
"""Words that are a category and nothing else."""

_UNKNOWN = "?"
_ALTERNATIVES = re.compile(r"[/;|,]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_CATEGORY = re.compile(r"([123])?([A-Z]+)?")
_KASRA = "\u0650"
_SUN_LETTER = re.compile("^([^\u064b-\u0652\u0670])\u0651?([\u064e-\u0650]?)\u0651?")
"""The first letter of a stem, doubled behind the article: ALA-LC does not write that."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a gloss: English, or the abbreviation of a category."""

    text: str
    category: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A clitic or a stem. `joint` is the separator before it, "" for the first part; `latin` its
    letters, `gloss` its English and categories, full stops between them."""

    joint: str
    latin: str
    gloss: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The gloss as plain text, categories in capitals."""
        return ".".join(piece.text for piece in self.gloss)


def parts(word: WordGloss) -> tuple[Part, ...]:
    """The parts of a word by its first analysis.

    A word without one has a single part whose gloss is a question mark.
    """
    best = word.best
    if best is None:
        return (Part("", word.transliteration, (Piece(_UNKNOWN),)),)
    found: list[Part] = []
    joint = ""
    for morph in best.proclitics:
        article = _is_article(morph)
        article_latin = "al" if morph.form == "ال" else "l"  # lil-
        latin = article_latin if article else romanize(morph.vocalized)
        found.append(Part(joint, latin, _of_proclitic(morph)))
        joint = "-" if article else "="
    stem, tail = linked(best)
    found.append(Part(joint, _stem_in_latin(word, best, stem), _of_stem(best)))
    for morph in best.enclitics:
        if stem.endswith(_KASRA) and morph.form == "ي":
            latin = "ī"
        else:
            latin = romanize(tail if len(best.enclitics) == 1 else morph.vocalized)
        found.append(Part("=", latin, _of_enclitic(morph, best.pos)))
    return tuple(found)


def used(words: Iterable[tuple[Part, ...]]) -> dict[str, str]:
    """The abbreviations in these words and what they mean, in alphabetical order."""
    found: set[str] = set()
    for word in words:
        for part in word:
            for piece in part.gloss:
                if piece.category:
                    found.update(filter(None, _CATEGORY.findall(piece.text)[0]))
    return {short: long for short, long in ABBREVIATIONS.items() if short in found}


def _stem_in_latin(word: WordGloss, analysis: Analysis, stem: str) -> str:
    """The stem's letters; a word without clitics is written as its romanization is."""
    if not analysis.proclitics and not analysis.enclitics:
        return word.transliteration
    if stem.startswith("اللّٰه"):
        return "Allāh"
    if analysis.enclitics and analysis.enclitics[0].form == "ي":
        stem = stem.removesuffix(_KASRA)  # it is in the pronoun's own long vowel
    construct = not analysis.enclitics and word.transliteration.endswith("t")
    latin = romanize(_SUN_LETTER.sub(r"\1\2", stem), construct=construct)
    return latin[:1].upper() + latin[1:] if analysis.pos == "name" else latin


def _of_proclitic(morph: Morph) -> tuple[Piece, ...]:
    if _is_article(morph):
        return (Piece("DEF", category=True),)
    if morph.pos == "particle":
        label = {"س": "FUT", "أ": "Q", "ل": "EMPH" if morph.gloss == "indeed" else ""}
        if label.get(morph.form):
            return (Piece(label[morph.form], category=True),)
    return _english(morph.gloss)


def _of_enclitic(morph: Morph, pos: str) -> tuple[Piece, ...]:
    label = _PRONOUNS.get(morph.form)
    if label is None or morph.pos != "pronoun":
        return _english(morph.gloss)
    role = {"verb": ("OBJ",), "noun": ("POSS",), "adjective": ("POSS",), "number": ("POSS",)}
    return _categories((*label.split("."), *role.get(pos, ())))


def _of_stem(analysis: Analysis) -> tuple[Piece, ...]:
    label = _WORDS.get((analysis.stem.form, analysis.pos))
    if label is not None:
        return _categories(label.split("."))
    english = _english(analysis.gloss)
    plural = english[-1].text.endswith("s")
    return (*english, *_categories(_features(analysis.features, analysis.pos, plural)))


def _features(text: str, pos: str, plural: bool) -> list[str]:
    """Categories as they are written here: person and number together, then gender (3PL.M).

    Of nouns neither their gender, which is their own, nor the singular is told, and no plural
    behind a `plural` English word.
    """
    found = text.split(".") if text else []
    if pos != "verb":
        idle = (
            {"SG"} | ({"F", "M"} if pos != "adjective" else set()) | ({"PL"} if plural else set())
        )
        found = [one for one in found if one not in idle]
    for person in "123":
        for number in ("SG", "DU", "PL"):
            if person in found and number in found:
                found[found.index(person)] = person + number
                found.remove(number)
    return found


def _english(gloss: str) -> tuple[Piece, ...]:
    """The first of the meanings, without what stands in brackets and without its article."""
    plain = _BRACKETS.sub(" ", gloss)
    first = next(filter(str.strip, _ALTERNATIVES.split(plain)), "")
    words = first.split()
    while len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    return tuple(map(Piece, words)) or (Piece(_UNKNOWN),)


def _categories(labels: Iterable[str]) -> tuple[Piece, ...]:
    return tuple(Piece(label, category=True) for label in labels if label)


def _is_article(morph: Morph) -> bool:
    return morph.gloss == "the" and morph.pos == "particle"
