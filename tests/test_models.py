"""Model folders: what is read from them, and the sentence a broken one gets."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from translator.errors import ModelError
from translator.models import EMBEDDED, find, installed, read_folder, registry


def test_the_embedded_model() -> None:
    model = find()
    assert model.path == EMBEDDED
    assert (model.source_language, model.target_language) == ("ar", "en")
    assert model.folds_input
    assert model.inline_terms == "replace"
    assert 0 < model.max_source_pieces < model.positions
    assert find(model.name) == find(EMBEDDED) == find(str(EMBEDDED)) == model


def copy_to(folder: Path) -> Path:
    shutil.copytree(EMBEDDED, folder)
    return folder


def edit_json(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    value = json.loads(path.read_text(encoding="utf-8"))
    change(value)
    path.write_text(json.dumps(value), encoding="utf-8")


def one_letter_longer(folder: Path) -> None:
    path = folder / "target_vocabulary.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"', '"x', 1), encoding="utf-8")


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "no model.json": (lambda f: (f / "model.json").unlink(), "model.json is missing"),
    "no config.json": (lambda f: (f / "config.json").unlink(), "config.json is missing"),
    "model.json is not JSON": (lambda f: (f / "model.json").write_text("{"), "model.json"),
    "model.json is a list": (lambda f: (f / "model.json").write_text("[]"), "not a JSON object"),
    "no checksums": (
        lambda f: edit_json(f / "model.json", lambda v: v.pop("files")),
        "lists no checksum",
    ),
    "no licence": (
        lambda f: edit_json(f / "model.json", lambda v: v.pop("licence")),
        "'licence' is missing",
    ),
    "an unchecked source.spm": (
        lambda f: edit_json(f / "model.json", lambda v: v["files"].pop("source.spm")),
        "lists no checksum of source.spm",
    ),
    "a file elsewhere": (
        lambda f: edit_json(f / "model.json", lambda v: v["files"].update({"../x": {}})),
        "'../x' under `files` is no name of a file",
    ),
    "another language": (
        lambda f: edit_json(f / "model.json", lambda v: v.update(source_language="de")),
        "translates de into en",
    ),
    "no length": (
        lambda f: edit_json(f / "model.json", lambda v: v.update(max_source_pieces="long")),
        "'max_source_pieces' must be a whole number of 8 or more, not 'long'",
    ),
    "a length of nothing": (
        lambda f: edit_json(f / "model.json", lambda v: v.update(max_source_pieces=0)),
        "'max_source_pieces' must be a whole number of 8 or more, not 0",
    ),
    "a switch that is a word": (
        lambda f: edit_json(f / "model.json", lambda v: v.update(folds_input="no")),
        "'folds_input' must be true or false, not 'no'",
    ),
    "unknown inline terms": (
        lambda f: edit_json(f / "model.json", lambda v: v.update(inline_terms="append")),
        "'inline_terms' must be null or replace, not 'append'",
    ),
    "an empty name": (
        lambda f: edit_json(f / "model.json", lambda v: v.update(name=" ")),
        "'name' must be a text",
    ),
    "JSON that never ends": (lambda f: (f / "model.json").write_text("[" * 99999), "model.json"),
    "no weights": (lambda f: (f / "model.bin").unlink(), "model.bin: cannot be read"),
    "other weights": (lambda f: (f / "model.bin").write_bytes(b"x"), "checksum differs"),
    "a shifted vocabulary": (one_letter_longer, "target_vocabulary.json: is not the file"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_folder(tmp_path: Path, fault: str) -> None:
    folder = copy_to(tmp_path / "model")
    break_it, message = BROKEN[fault]
    break_it(folder)
    with pytest.raises(ModelError) as caught:
        read_folder(folder)
    assert message in str(caught.value)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_folder_and_no_name(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such model folder"):
        find(tmp_path / "nothing")
    with pytest.raises(ModelError, match="no model of that name"):
        find("nothing")
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(ModelError, match="a model is a folder"):
        find(file)


def test_a_model_of_the_users_own_is_found_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "user_folder", lambda: tmp_path)
    assert installed() == [EMBEDDED]
    own = copy_to(tmp_path / "mine")
    assert installed() == [EMBEDDED, own]
    assert find("mine").path == own
