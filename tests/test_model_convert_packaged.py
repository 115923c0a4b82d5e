"""Argos packages and folders in CTranslate2's format."""

from __future__ import annotations

import json
import shutil
import struct
from pathlib import Path
from typing import Any

import pytest
from marian_release import argos_folder, zipped
from test_model_convert import translations

from translator.errors import InputError, ModelError
from translator.models import EMBEDDED
from translator.models.binary import contents
from translator.models.convert import convert, packaged
from translator.models.convert.source import open_source


def test_an_argos_package_says_what_its_original_says(tmp_path: Path) -> None:
    folder = argos_folder(tmp_path / "package")
    archive = zipped(folder, tmp_path / "ar_en.argosmodel", inside="translate-ar_en-1_0/")
    model = convert(archive, tmp_path / "out")
    assert model.version == "1.0"
    assert model.metadata["origin"]["kind"] == "Argos Translate package"
    assert translations(tmp_path / "out") == translations(EMBEDDED)


def test_a_folder_of_ctranslate2_gets_its_end_of_sentence(tmp_path: Path) -> None:
    """What ct2-transformers-converter writes wants `</s>` from whoever calls it."""
    folder = tmp_path / "ct2"
    shutil.copytree(EMBEDDED, folder, ignore=shutil.ignore_patterns("model.json"))
    edit(folder / "config.json", add_source_eos=False)
    assert not convert(folder, tmp_path / "out").adds_source_eos
    assert translations(tmp_path / "out") == translations(EMBEDDED)


def test_an_old_package_without_a_config_gets_one(tmp_path: Path) -> None:
    """Argos' package of 2021 is of a format that has its special tokens in model.bin."""
    folder = argos_folder(tmp_path / "package")
    (folder / "model" / "config.json").unlink()
    weights = folder / "model" / "model.bin"
    weights.write_bytes(struct.pack("<I", 5) + weights.read_bytes()[4:])
    read = packaged.read(open_source(folder, tmp_path))
    assert read.config == {}
    assert not read.wants_source_eos
    assert read.positions == 256


def edit(path: Path, **changes: Any) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


REFUSED: dict[str, tuple[Any, str]] = {
    "another direction": (
        lambda f: edit(f / "metadata.json", from_code="en", to_code="ar"),
        "translates en into ar",
    ),
    "several languages": (
        lambda f: edit(f / "metadata.json", target_prefix="__en__"),
        "wants '__en__' before every text",
    ),
    "other subwords": (lambda f: (f / "sentencepiece.model").unlink(), "sentencepiece.model"),
    "a vocabulary too short": (
        lambda f: (f / "model" / "target_vocabulary.json").write_text('["</s>"]'),
        "target vocabulary has 1 pieces and its weights have 17406",
    ),
    "no vocabulary": (
        lambda f: (f / "model" / "source_vocabulary.json").unlink(),
        "source vocabulary is missing",
    ),
    "no config": (lambda f: (f / "model" / "config.json").unlink(), "config.json is missing"),
    "metadata that is no JSON": (lambda f: (f / "metadata.json").write_text("["), "metadata.json"),
    "weights that are none": (
        lambda f: (f / "model" / "model.bin").write_bytes(b"\x06\0\0\0\xff\xff"),
        "is no model of CTranslate2",
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_package_that_is_refused(tmp_path: Path, fault: str) -> None:
    folder = argos_folder(tmp_path / "package")
    break_it, message = REFUSED[fault]
    break_it(folder)
    with pytest.raises((InputError, ModelError)) as caught:
        convert(folder, tmp_path / "out")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_a_package_keeps_its_quantization(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="leave --quantization out"):
        convert(argos_folder(tmp_path / "package"), tmp_path / "out", quantization="int8")


def test_what_a_binary_holds() -> None:
    held = contents(EMBEDDED / "model.bin")
    assert held.rows("nothing", "encoder/position_encodings/encodings") == 256
    assert held.variables["decoder/projection/weight"].shape == (17406, 256)
    assert held.rows("nothing") is None
