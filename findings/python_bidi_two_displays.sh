#!/usr/bin/env bash
# python-bidi 0.6.12
#
# Guessed: bidi.get_display (the compiled one) and bidi.algorithm.get_display (the
#   older one in Python), both in the package, give the same string for ordinary text.
# Seen: they differ on two everyday inputs.
#   - Brackets: the compiled one moves them but does not mirror them (step L4 of the
#     Unicode algorithm), so a bracketed Arabic word comes out as )word( in visual order.
#   - Two lines: the compiled one keeps the line break as part of the right-to-left run:
#     the break lands BEFORE the first line and the two lines run together.
# So: with the compiled one go line by line and mirror brackets yourself.
#
# Output seen:
#   compiled, brackets: closing bracket first, opening bracket last
#   older,    brackets: opening bracket first, closing bracket last
#   compiled, two lines: ['', 'ايروسبلح']
#   older,    two lines: ['ايروس', 'بلح']
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq --disable-pip-version-check python-bidi==0.6.12
cat > "$dir/check.py" <<'PY'
from bidi import get_display as compiled
from bidi.algorithm import get_display as older

names = {"(": "opening", ")": "closing"}
bracketed, lines = "(سوريا)", "سوريا\nحلب"
for name, display in (("compiled,", compiled), ("older,   ", older)):
    first, last = display(bracketed)[0], display(bracketed)[-1]
    print(f"{name} brackets: {names[first]} bracket first, {names[last]} bracket last")
for name, display in (("compiled,", compiled), ("older,   ", older)):
    print(f"{name} two lines: {display(lines).split(chr(10))}")
first, second = "سوريا"[::-1], "حلب"[::-1]
assert older(bracketed) == f"({first})" and older(lines) == f"{first}\n{second}"
changed = compiled(bracketed) != f"){first}(" or compiled(lines) != f"\n{first}{second}"
assert not changed, "the behaviour has changed"
PY
"$dir/venv/bin/python" "$dir/check.py"
