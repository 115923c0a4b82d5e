"""The lexicon and its table of forms, compiled at first use and then read from the cache folder."""

from __future__ import annotations

import json
from array import array
from functools import lru_cache
from itertools import accumulate, chain
from marshal import dumps
from pathlib import Path
from typing import Any

from glossary.gloss import compiled, tables
from glossary.gloss.english import senses
from glossary.gloss.forms import FORMAT, Forms, packed, unpacked
from glossary.gloss.frames import Affix, Frames, Kind
from glossary.gloss.lexicon import Between, Lexicon
from glossary.gloss.senses import DATA
from glossary.gloss.types import Morph
from glossary.gloss.work import shared_out


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon | None:
    """The Buckwalter lexicon with the table of forms, None where the extra `gloss` is not
    installed.

    The first call of all compiles both, which takes some seconds; later ones read them from the
    user's cache folder. Raises GlossaryError where the package's files are damaged.
    """
    lexicon = read_lexicon()
    return lexicon and lexicon.knowing(read_forms(lexicon))


def read_lexicon(folder: Path | None = None, cache: Path | None = None) -> Lexicon | None:
    """The lexicon alone; all words are worked out when they are met.

    folder: the lexicon's files, None for those of the installed package. cache: where compiled
    files are kept, None for the user's cache folder; where nothing can be written the lexicon is
    compiled every time. None where it is not installed. Raises GlossaryError as `load_lexicon`.
    """
    folder = folder or compiled.installed()
    if folder is None:
        return None
    path = compiled.place("lexicon", folder, cache)
    sections = compiled.load(path)
    if sections is None:
        sections = pack(tables.read(folder))
        compiled.keep(path, sections)
    return unpack(sections)


def read_forms(lexicon: Lexicon, folder: Path | None = None, cache: Path | None = None) -> Forms:
    """The table of forms for a lexicon from `read_lexicon` with the same arguments; an empty one
    where none is kept and none could be."""
    folder = folder or compiled.installed()
    if folder is None:
        return Forms()
    path = compiled.place("forms", folder, cache)
    sections = compiled.load(path)
    if sections is None:
        if not compiled.may_keep(path):
            return Forms()
        sections = packed(shared_out(frequent(), lexicon, folder, path.parent))
        joints = lexicon.joints(array("q", sections["frames"]))
        sections["joints"] = dumps(joints, FORMAT)
        compiled.keep(path, sections)
    return unpacked(sections)


def is_compiled() -> bool:
    """Whether `load_lexicon` has nothing to compile: what it needs is kept, or not installed."""
    folder = compiled.installed()
    return folder is None or all(
        compiled.place(name, folder).is_file() for name in ("lexicon", "forms")
    )


def frequent() -> list[str]:
    """The words of Arabic news, most frequent first, that are worked out ahead of time.

    They are those of the project's own corpus; `training/forms.py` counts them.
    """
    lines = (DATA / "forms.tsv").read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]


def pack(found: tables.Tables) -> dict[str, bytes]:
    """A lexicon as sections of a compiled file."""
    affixes = {
        "prefixes": found.prefixes,
        "suffixes": found.suffixes,
        "kinds": found.kinds,
        "ab": found.ab,
        "ac": found.ac,
        "bc": found.bc,
    }
    stems = list(chain.from_iterable(found.stems.values()))
    twins: list[int] = []
    for rows in found.stems.values():
        first: dict[tuple[str, str, str], int] = {}
        for number, (_, kind, line) in enumerate(rows, len(twins)):
            pos, features, *_ = found.kinds[kind]
            twins.append(first.setdefault((pos, features, line), number))
    keys: dict[str, str] = {}
    lines = []
    for _, _, line in stems:
        gloss = line.partition("\t")[0]
        if gloss not in keys:
            keys[gloss] = " ".join(frozenset().union(*senses(gloss)))
        lines.append(f"{line}\t{keys[gloss]}".encode())
    return {
        "affixes": json.dumps(affixes, ensure_ascii=False).encode(),
        "letters": "\n".join(found.stems).encode(),
        "first": array("I", [0, *accumulate(map(len, found.stems.values()))]).tobytes(),
        "categories": array("H", [category for category, _, _ in stems]).tobytes(),
        "stem_kinds": array("H", [kind for _, kind, _ in stems]).tobytes(),
        "twins": array("I", twins).tobytes(),
        "at": array("I", [0, *accumulate(map(len, lines))]).tobytes(),
        "lines": b"".join(lines),
    }


def unpack(sections: dict[str, bytes]) -> Lexicon:
    """The lexicon of a compiled file."""
    record = json.loads(sections["affixes"])
    prefixes, suffixes = _affixes(record["prefixes"]), _affixes(record["suffixes"])
    kinds = [
        Kind(pos, features, _clitics(before), _clitics(after))
        for pos, features, before, after in record["kinds"]
    ]
    letters = sections["letters"].decode().split("\n")
    return Lexicon(
        prefixes,
        suffixes,
        Frames(_all(prefixes), _all(suffixes), kinds),
        {one: number for number, one in enumerate(letters)},
        array("I", sections["first"]),
        array("H", sections["categories"]),
        array("H", sections["stem_kinds"]),
        array("I", sections["twins"]),
        array("I", sections["at"]),
        sections["lines"],
        _between(_pairs(record["ab"]), _pairs(record["ac"]), _pairs(record["bc"])),
        Forms(),
    )


def _affixes(rows: dict[str, list[list[Any]]]) -> dict[str, list[Affix]]:
    found: dict[str, list[Affix]] = {}
    told: dict[str, int] = {}
    number = 0
    for letters, own in rows.items():
        found[letters] = []
        for category, clitics, vocalized, features in own:
            same = told.setdefault(json.dumps((clitics, vocalized, features)), number)
            morphs = tuple(Morph(*one) for one in clitics)
            found[letters].append(
                Affix(letters, number, category, morphs, vocalized, features, same)
            )
            number += 1
    return found


def _pairs(rows: list[list[int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for one, other in rows:
        found.setdefault(one, set()).add(other)
    return found


def _between(ab: dict[int, set[int]], ac: dict[int, set[int]], bc: dict[int, set[int]]) -> Between:
    found: Between = {}
    for prefix, stems in ab.items():
        found[prefix] = {
            suffix: tuple([stem for stem in stems if suffix in bc.get(stem, ())])
            for suffix in ac.get(prefix, ())
        }
    return found


def _all(affixes: dict[str, list[Affix]]) -> list[Affix]:
    return list(chain.from_iterable(affixes.values()))


def _clitics(text: str) -> tuple[Morph, ...]:
    return tuple(Morph(*row) for row in json.loads(text)) if text else ()
