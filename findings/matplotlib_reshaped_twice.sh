#!/usr/bin/env bash
# matplotlib 3.10.9 and 3.11.2, each with arabic-reshaper 3.1.0 and python-bidi 0.6.12
#
# Guessed: the usual recipe for Arabic in a chart, get_display(reshape(text)), gives right words
#   with every matplotlib; a version that can do without it is not disturbed by it.
# Seen: up to 3.10 the recipe is needed: without it letters stand apart and from left to right.
#   3.11 joins and orders letters itself, and takes the recipe's letters (presentation forms, right
#   to left as well) for text to be ordered: the line runs from left to right and each word backwards.
#   There is no warning, and most letters still look joined, so that whoever does not read Arabic
#   sees nothing. PNG, SVG and PDF alike.
# So: with 3.11 hand over plain text and take the recipe out; a script that must run with both has
#   to look at matplotlib.__version__.
#
# Output seen (دب is "bear", two letters that do not join; read from the right as drawn):
#   matplotlib 3.10.9: plain بد, by the recipe دب
#   matplotlib 3.11.2: plain دب, by the recipe بد
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/check.py" <<'PY'
import io

import arabic_reshaper
import matplotlib
from bidi.algorithm import get_display

matplotlib.use("agg")
from matplotlib import pyplot

NARROW, WIDE = "د", "ب"


def drawn(text, kind):
    """A picture of the text: its columns, dark or not."""
    figure = pyplot.figure(figsize=(4, 1), dpi=100)
    figure.text(0.2, 0.4, text, size=30)
    file = io.BytesIO()
    figure.savefig(file, format=kind)
    pyplot.close(figure)
    file.seek(0)
    return (pyplot.imread(file)[:, :, :3].min(axis=(0, 2)) < 0.5).tolist()


def widths(text):
    """How wide each letter or group of joined letters is, from left to right."""
    runs, before = [], False
    for dark in drawn(text, "png"):
        if dark and not before:
            runs.append(0)
        if dark:
            runs[-1] += 1
        before = dark
    return runs


def order(text):
    """The letters of the word from right to left, as one reads them."""
    left, right = widths(text)
    return NARROW + WIDE if left > right else WIDE + NARROW


word = NARROW + WIDE
recipe = get_display(arabic_reshaper.reshape(word))
seen = (order(word), order(recipe))
print(f"matplotlib {matplotlib.__version__}: plain {seen[0]}, by the recipe {seen[1]}")
backwards = WIDE + NARROW
expected = {"3.10.9": (backwards, word), "3.11.2": (word, backwards)}
assert seen == expected[matplotlib.__version__], "the behaviour has changed"
PY
for version in 3.10.9 3.11.2; do
  python3 -m venv "$dir/$version"
  "$dir/$version/bin/pip" install -qq --disable-pip-version-check \
    "matplotlib==$version" arabic-reshaper==3.1.0 python-bidi==0.6.12
  "$dir/$version/bin/python" "$dir/check.py"
done
