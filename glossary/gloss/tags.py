"""What of a reading its neighbours care about: a short tag."""

from __future__ import annotations

from collections.abc import Sequence

from glossary.gloss.types import Analysis, Morph

BOUNDARY = "^"
"""The tag of a sentence's edge and of punctuation."""
FEMININE = "ة"
GENDERED = ("noun", "adjective", "name")
"""Parts of speech whose tags tell a feminine ending."""

_POS = {
    "noun": "N",
    "adjective": "A",
    "verb": "V",
    "name": "M",
    "pronoun": "R",
    "preposition": "P",
    "conjunction": "C",
    "particle": "T",
    "adverb": "B",
    "number": "Q",
    "interjection": "I",
    "abbreviation": "X",
    "punctuation": BOUNDARY,
}
_OWN = frozenset(
    ("أَنْ أَنَّ إِنَّ إِنْ إِذَا لَوْ أَوْ ثُمَّ لٰكِنَّ كَمَا حَيْثُ لَا لَمْ لَنْ مَا قَدْ لَقَدْ سَوْفَ هَلْ يَا إِلَّا أَيُّهَا لِأَنَّ").split()
)
_KINDS = {
    **dict.fromkeys("هٰذَا ذٰلِكَ هٰذَانِ هٰذَيْنِ ذَاكَ".split(), "Rd"),
    **dict.fromkeys("هٰذِهِ تِلْكَ هَاتَانِ هَاتَيْنِ".split(), "RdF"),
    **dict.fromkeys("هٰؤُلَاءِ أُولٰئِكَ".split(), "Rd"),
    **dict.fromkeys("الَّذِي الَّذِينَ اللَّذَانِ اللَّذَيْنِ".split(), "Rr"),
    **dict.fromkeys("الَّتِي اللَّتَانِ اللَّتَيْنِ اللَّاتِي اللَّوَاتِي".split(), "RrF"),
    **dict.fromkeys("هُوَ هِيَ هُمَا هُمْ هُنَّ أَنَا نَحْنُ أَنْتَ أَنْتُمْ".split(), "Rp"),
    **dict.fromkeys("كُلّ بَعْض جَمِيع غَيْر مُعْظَم عِدَّة".split(), "Nq"),
    "لَيْسَ": "Vn",
    "لَيْسَتْ": "Vn",
}


def tag(analysis: Analysis) -> str:
    """The tag of a reading; some small words have one of their own, for the rest see `tag_of`."""
    if analysis.source == "function":
        if analysis.lemma in _OWN:
            return analysis.lemma + ("E" if analysis.enclitics else "")
        kind = _KINDS.get(analysis.lemma)
        if kind:
            return kind
    return tag_of(
        analysis.pos,
        analysis.features,
        analysis.proclitics,
        analysis.enclitics,
        feminine=analysis.stem.form.endswith(FEMININE),
    )


def tag_of(
    pos: str,
    features: str,
    proclitics: Sequence[Morph],
    enclitics: Sequence[Morph],
    *,
    feminine: bool,
) -> str:
    """The tag of whatever has these parts; `feminine` says that its stem ends in ة.

    Part of speech, and what agreement and government show: article D, preposition written on P,
    pronoun written on E, feminine F, indefinite accusative U; of a verb aspect and person.
    """
    parts = [_POS[pos]]
    for morph in proclitics:
        if morph.pos == "preposition":
            parts.append("P")
        elif morph.gloss == "the":
            parts.append("D")
        elif morph.gloss == "indeed":
            parts.append("J")
        elif morph.gloss == "will":
            parts.append("S")
        elif morph.gloss == "to" and pos == "verb":
            parts.append("L")
    if pos == "verb":
        aspect = "c" if features.startswith("IMP") else features[:1].lower()
        parts.append(aspect + ("v" if "PASS" in features else ""))
        if ".1." in features or ".2." in features:
            parts.append("2" if ".2." in features else "1")
        elif ".F." in features:
            parts.append("F")
        if features.endswith(("PL", "DU")):
            parts.append("M")
    elif pos in GENDERED:
        if features.startswith("F") or feminine:
            parts.append("F")
        elif features == "ACC.INDF":
            parts.append("U")
    if enclitics:
        parts.append("E")
    return "".join(parts)
