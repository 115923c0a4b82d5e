#!/usr/bin/env bash
# nltk 3.10.4
#
# Guessed: ArabicStemmer.stem(word) is a function of the word.
# Seen: the stemmer keeps flags from earlier words. The month name مايو (May) and the
#   place name موسكو (Moscow) get one stem from a new stemmer and another from a stemmer
#   that has seen the common word كذلك ("also") before; it stays so from then on.
# So: make a new stemmer for each word, or two runs over the same words in another order
#   (a search index and its queries) do not match. snowballstemmer 3.1.1, whose Arabic
#   stemmer has the same origin, has no such memory.
#
# Output seen:
#   مايو : new stemmer مايو, after كذلك ما, snowballstemmer the same both times
#   موسكو : new stemmer موسك, after كذلك موس, snowballstemmer the same both times
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq --disable-pip-version-check nltk==3.10.4 snowballstemmer==3.1.1
cat > "$dir/check.py" <<'PY'
import snowballstemmer
from nltk.stem.snowball import ArabicStemmer

earlier, seen = "كذلك", {}
for word in ("مايو", "موسكو"):
    new = ArabicStemmer().stem(word)
    used = ArabicStemmer()
    used.stem(earlier)
    after = used.stem(word)
    peer = snowballstemmer.stemmer("arabic")
    before = peer.stemWord(word)
    peer.stemWord(earlier)
    steady = peer.stemWord(word) == before
    seen[word] = (new, after)
    print(
        f"{word} : new stemmer {new}, after {earlier} {after},",
        f"snowballstemmer {'the same' if steady else 'other'} both times",
    )
    assert steady
expected = {"مايو": ("مايو", "ما"), "موسكو": ("موسك", "موس")}
assert seen == expected, "the behaviour has changed"
PY
"$dir/venv/bin/python" "$dir/check.py"
