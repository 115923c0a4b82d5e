#!/usr/bin/env bash
# ctranslate2 4.8.5 (with numpy 2.4.6 to write a toy model)
#
# Guessed: calling set_random_seed(7) before each sampled translation gives the
#   same sample each time; the documentation says only "sets the seed of random
#   generators".
# Seen: a Translator takes the seed up at its first sampled call and never again.
#   set_random_seed(7) before the 2nd, 3rd, ... call changes nothing: every call
#   gives another sample. A Translator made anew after the call does repeat.
# So: to repeat a sample, load a new Translator; do not only reset the seed.
#
# Output seen:
#   one translator, seed 7 set before each of 5 calls: 5 different samples
#   new translator, seed 7 set before each of 5 calls: 1 different samples
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


def load():
    return ctranslate2.Translator("model", device="cpu", intra_threads=1)


def sample(translator):
    ctranslate2.set_random_seed(7)
    result = translator.translate_batch(
        [["w1", "w2", "w3"]], beam_size=1, sampling_topk=0, max_decoding_length=20
    )
    return tuple(result[0].hypotheses[0])


kept = load()
same = {sample(kept) for _ in range(5)}
fresh = {sample(load()) for _ in range(5)}
print(f"one translator, seed 7 set before each of 5 calls: {len(same)} different samples")
print(f"new translator, seed 7 set before each of 5 calls: {len(fresh)} different samples")
assert len(same) > 1 and len(fresh) == 1, "the behaviour has changed"
PY
"$dir/venv/bin/python" toy.py
"$dir/venv/bin/python" check.py
