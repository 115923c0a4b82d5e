#!/usr/bin/env bash
# ctranslate2 4.8.5 (with numpy 2.4.6 to write a toy model)
#
# Guessed: in Translator.score_batch, max_input_length limits the input, the source;
#   a short source with a long target is scored whole.
# Seen: it cuts the TARGET too, silently, and writes </s> where it cut. The result
#   looks like the score of a complete sentence: its last token is </s> with a log
#   probability of its own, only the number of tokens tells.
# So: after scoring compare len(result.tokens) with len(target) + 1 before ranking.
#
# Output seen (source of 3 tokens, target of 30):
#   max_input_length=0: 31 tokens scored, the last is </s>
#   max_input_length=1024: 31 tokens scored, the last is </s>
#   max_input_length=20: 20 tokens scored, the last is </s>
#   max_input_length=5: 5 tokens scored, the last is </s>
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq --disable-pip-version-check ctranslate2==4.8.5 numpy==2.4.6 'setuptools<82'
cd "$dir"
cat > toy.py <<'PY'
"""A one-layer Transformer with random weights: enough to sample from."""
import os

import numpy as np
from ctranslate2.specs import TransformerSpec

SIZE, HIDDEN, POSITIONS = 8, 16, 64
words = ["<unk>", "<s>", "</s>"] + [f"w{i}" for i in range(20)]
random = np.random.default_rng(1)


def dense(layer, rows, columns):
    layer.weight = random.normal(size=(rows, columns)).astype("float32")
    layer.bias = np.zeros(rows, "float32")


def norm(layer):
    layer.gamma, layer.beta = np.ones(SIZE, "float32"), np.zeros(SIZE, "float32")


spec = TransformerSpec.from_config((1, 1), 2, pre_norm=True)
for side in (spec.encoder, spec.decoder):
    tables = side.embeddings if isinstance(side.embeddings, list) else [side.embeddings]
    for table in tables:
        table.weight = random.normal(size=(len(words), SIZE)).astype("float32")
    side.position_encodings.encodings = np.zeros((POSITIONS, SIZE), "float32")
    norm(side.layer_norm)
    layer = side.layer[0]
    dense(layer.self_attention.linear[0], 3 * SIZE, SIZE)
    dense(layer.self_attention.linear[1], SIZE, SIZE)
    norm(layer.self_attention.layer_norm)
    if side is spec.decoder:
        for linear, rows in zip(layer.attention.linear, (SIZE, 2 * SIZE, SIZE)):
            dense(linear, rows, SIZE)
        norm(layer.attention.layer_norm)
    dense(layer.ffn.linear_0, HIDDEN, SIZE)
    dense(layer.ffn.linear_1, SIZE, HIDDEN)
    norm(layer.ffn.layer_norm)
dense(spec.decoder.projection, len(words), SIZE)
spec.register_source_vocabulary(words)
spec.register_target_vocabulary(words)
spec.validate()
os.mkdir("model")
spec.save("model")
PY
cat > check.py <<'PY'
import ctranslate2

translator = ctranslate2.Translator("model", device="cpu", intra_threads=1)
seen = {}
for limit in (0, 1024, 20, 5):
    result = translator.score_batch(
        [["w1", "w2", "w3"]], [["w4"] * 30], max_input_length=limit
    )[0]
    assert len(result.tokens) == len(result.log_probs)
    seen[limit] = (len(result.tokens), result.tokens[-1])
    print(f"max_input_length={limit}: {seen[limit][0]} tokens scored, the last is {seen[limit][1]}")
expected = {0: (31, "</s>"), 1024: (31, "</s>"), 20: (20, "</s>"), 5: (5, "</s>")}
assert seen == expected, "the behaviour has changed"
PY
"$dir/venv/bin/python" toy.py
"$dir/venv/bin/python" check.py
