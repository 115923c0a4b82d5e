"""The models that `translator model pull` knows: where they lie, and what is known of them.

Addresses and checksums were taken from public code that pins these releases. The addresses have
not been tried by this project; a file whose checksum is given here is used only if it has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Release:
    """A published model.

    version: what outputs call it by, beside the name.
    address: its archive; None where no lasting address is known.
    sha256: hex SHA-256 of the archive; None where none is published.
    rank: how good it is among these; the installed model of the highest rank is the default.
    facts: what goes into its model.json (training_data, quality).
    note: what someone who pulls it should know, a sentence.
    """

    name: str
    version: str
    licence: str
    address: str | None
    sha256: str | None
    rank: int
    facts: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


_RELEASES = (
    Release(
        name="opus-mt-tc-big-ar-en",
        version="2022-03-09",
        licence="CC-BY-4.0",
        address="https://object.pouta.csc.fi/Tatoeba-MT-models/ara-eng/"
        "opusTCv20210807%2Bbt_transformer-big_2022-03-09.zip",
        sha256="b2440a530982ada0823cd4718d6be2b8669a38db348f11bc289ac4af6d30f0e2",
        rank=4,
        facts={
            "training_data": "opusTCv20210807+bt (Tatoeba Challenge, OPUS, back-translations)",
            "quality": {"FLORES-101 devtest": {"BLEU": 42.6, "chrF": 67.0, "by": "its makers"}},
        },
        note="the best of these; its archive is some 860 MB, the model a quarter of that",
    ),
    Release(
        name="opus-mt-ar-en",
        version="2019-12-18",
        licence="CC-BY-4.0",
        address="https://object.pouta.csc.fi/OPUS-MT-models/ar-en/opus-2019-12-18.zip",
        sha256="2406c939b175616789999f370a3f487e90cd018e4590e8679cf91ee8caff2416",
        rank=3,
        facts={
            "training_data": "OPUS",
            "quality": {"Tatoeba.ar.en": {"BLEU": 49.4, "chrF": 66.1, "by": "its makers"}},
        },
        note="smaller and faster than the big one",
    ),
    Release(
        name="firefox-ar-en",
        version="teacher",
        licence="MPL-2.0",
        address=None,
        sha256=None,
        rank=2,
        note="the registry of Firefox Translations (db/models.json in the bucket "
        "moz-fx-translations-data--303e-prod-translations-data) names its runs; the small models "
        "Firefox uses have a decoder that CTranslate2 does not run, their teachers' "
        "final.model.npz.best-chrf.npz with its vocabularies (.spm) can be converted",
    ),
    Release(
        name="argos-ar-en",
        version="1.0",
        licence="MIT or CC0-1.0",
        address="https://argos-net.com/v1/translate-ar_en-1_0.argosmodel",
        sha256=None,
        rank=1,
        note="the package of Argos Translate",
    ),
)

CATALOGUE: Mapping[str, Release] = {release.name: release for release in _RELEASES}
"""By name, best first. The embedded model stands below all of them."""
