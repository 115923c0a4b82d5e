#!/usr/bin/env bash
# num2words 0.5.14
#
# Guessed: num2words(n, lang="ar") writes a number as a bulletin would read it: 200 مئتان,
#   2000 ألفان, 3.5 "three point five".
# Seen: its Arabic is that of a cheque, with no currency named. A round dual lacks its end (200
#   is مئتا, 1200 ألف و مئتا, 2000 ألفا: the forms before a noun, which does not follow), while
#   2017 has it (ألفان). A fraction is always hundredths, two digits, the rest cut off: 3.5 is
#   read as "three, fifty", 3.125 as "three, twelve", 1.999 as "one, ninety-nine". 0.5 has no
#   zero before its comma.
# So: numbers written out for Arabic speech or test data need another source or a second look.
#
# Output seen:
#   200 مئتا
#   1200 ألف و مئتا
#   2000 ألفا
#   2017 ألفان و سبعة عشر
#   3.5 ثلاثة  , خمسون
#   3.125 ثلاثة  , اثنتا عشرة
#   1.999 واحد  , تسع و تسعون
#   0.5 , خمسون
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq --disable-pip-version-check num2words==0.5.14
cat > "$dir/check.py" <<'PY'
from num2words import num2words

expected = {
    200: "مئتا",
    1200: "ألف و مئتا",
    2000: "ألفا",
    2017: "ألفان و سبعة عشر",
    3.5: "ثلاثة , خمسون",
    3.125: "ثلاثة , اثنتا عشرة",
    1.999: "واحد , تسع و تسعون",
    0.5: ", خمسون",
}
seen = {number: num2words(number, lang="ar") for number in expected}
for number, words in seen.items():
    print(number, words)
assert {n: " ".join(w.split()) for n, w in seen.items()} == expected, "the behaviour has changed"
PY
"$dir/venv/bin/python" "$dir/check.py"
