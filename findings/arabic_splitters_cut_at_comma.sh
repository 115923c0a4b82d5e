#!/usr/bin/env bash
# pysbd 0.3.4, PyArabic 0.6.15
#
# Guessed: a sentence splitter with Arabic rules cuts after . ؟ ! and nowhere else.
# Seen: both cut at the Arabic comma and at the colon, so that a reported sentence
#   ("He said: yes, ...") comes in three pieces. They differ on the rest: pyarabic does
#   NOT cut after an exclamation mark, pysbd does; pysbd opens a new piece with the
#   closing quotation mark of the piece before.
# So: neither gives units to translate; a translation of such pieces loses its clauses'
#   links. Cut at . ؟ ! yourself.
#
# Output seen:
#   pysbd, 6 pieces: قال الرئيس: | نعم، | سنذهب غدا. | هل تسمع؟ | انتبه! | ثم عاد.
#   pyarabic, 5 pieces: قال الرئيس: | نعم، | سنذهب غدا. | هل تسمع؟ | انتبه! ثم عاد.
#   pysbd, quotation, 3 pieces: قال: | "هل تسمع؟ | " ثم ذهب.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq --disable-pip-version-check pysbd==0.3.4 PyArabic==0.6.15
cat > "$dir/check.py" <<'PY'
import pysbd
from pyarabic import araby

text = "قال الرئيس: نعم، سنذهب غدا. هل تسمع؟ انتبه! ثم عاد."
segmenter = pysbd.Segmenter(language="ar", clean=False)
pieces = {
    "pysbd": [piece.strip() for piece in segmenter.segment(text)],
    "pyarabic": [piece.strip() for piece in araby.sentence_tokenize(text)],
    "pysbd, quotation": [p.strip() for p in segmenter.segment('قال: "هل تسمع؟" ثم ذهب.')],
}
for name, found in pieces.items():
    print(f"{name}, {len(found)} pieces: {' | '.join(found)}")
start = ["قال الرئيس:", "نعم،", "سنذهب غدا.", "هل تسمع؟"]
assert pieces == {
    "pysbd": [*start, "انتبه!", "ثم عاد."],
    "pyarabic": [*start, "انتبه! ثم عاد."],
    "pysbd, quotation": ["قال:", '"هل تسمع؟', '" ثم ذهب.'],
}, "the behaviour has changed"
PY
"$dir/venv/bin/python" "$dir/check.py"
