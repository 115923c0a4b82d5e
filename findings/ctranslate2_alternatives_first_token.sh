#!/usr/bin/env bash
# ctranslate2 4.8.5 (with numpy 2.4.6 to write a toy model)
#
# Guessed: the scores that come with return_alternatives are those of any other search, the sum of
#   the log probabilities divided by the length, and the hypotheses are in that order.
# Seen: the first token of each alternative (the one after the prefix) is left out of the division:
#   score = its log probability in full + the mean of the rest. A rare first word so costs as many
#   times more as the translation has tokens, and the order is nearly that of the first tokens:
#   below, the likeliest by length, which beam search finds, comes second. With a trained
#   Arabic-English model, of two translations that differ in their first word alone (The, A) one
#   scores -0.45, the other -6.21; the means are -0.27 and -0.69.
# So: do not rank or cut off alternatives by these scores, and do not compare them with those of
#   other searches; score them again with score_batch. (With length_penalty=0 they are plain sums,
#   but then a beam search prefers short endings.)
#
# Output seen:
#   beam search: w17 -0.684
#   alternatives: w13 -1.341, w17 -2.013, w4 -3.173
#     w13: token by token -0.47 -0.92 -0.86 -1.05 -0.20 -1.35: mean -0.808, first + mean of rest -1.343
#     w17: token by token -1.49 -0.52 -0.52 -0.52 -0.52 -0.52: mean -0.684, first + mean of rest -2.014
#     w4: token by token -2.44 -1.22 -0.61 -0.49 -0.68 -0.67: mean -1.017, first + mean of rest -3.174
#   after the prefix w5: w13 -0.399, w17 -2.012, w4 -4.319
#     w13: token by token -0.24 -0.31 -0.15 -0.09 -0.08: mean -0.175, first + mean of rest -0.400
#     w17: token by token -1.78 -0.62 -0.11 -0.11 -0.11: mean -0.543, first + mean of rest -2.014
#     w4: token by token -3.86 -0.77 -0.15 -0.59 -0.33: mean -1.140, first + mean of rest -4.320
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

translator = ctranslate2.Translator("model", device="cpu", intra_threads=1, compute_type="float32")
SOURCE, LENGTH = ["w1", "w2", "w3"], 6


def translate(prefix, **options):
    """Hypotheses and their scores; all of one length, so that only the division differs."""
    result = translator.translate_batch(
        [SOURCE],
        target_prefix=[prefix],
        min_decoding_length=LENGTH,
        max_decoding_length=LENGTH,
        return_scores=True,
        **options,
    )[0]
    return list(zip(result.hypotheses, result.scores, strict=True))


def close(one, other):
    return abs(one - other) < 0.01


as_seen = True
((best, score),) = translate([], beam_size=3)
print(f"beam search: {best[0]} {score:.3f}")
for prefix in ([], ["w5"]):
    given = len(prefix)
    options = {"beam_size": 1, "return_alternatives": True, "num_hypotheses": 3}
    found = translate(prefix, **options)
    sums = dict((h[given], s) for h, s in translate(prefix, length_penalty=0, **options))
    title = f"after the prefix {prefix[0]}" if prefix else "alternatives"
    print(f"{title}: " + ", ".join(f"{h[given]} {s:.3f}" for h, s in found))
    means = {}
    for hypothesis, score in found:
        name = hypothesis[given]
        tokens = translator.score_batch([SOURCE], [hypothesis])[0].log_probs[given:LENGTH]
        mean, mixed = sum(tokens) / len(tokens), tokens[0] + sum(tokens[1:]) / len(tokens[1:])
        listed = " ".join(f"{token:.2f}" for token in tokens)
        print(
            f"  {name}: token by token {listed}: mean {mean:.3f},",
            f"first + mean of rest {mixed:.3f}",
        )
        means[name] = mean
        as_seen = as_seen and close(score, mixed) and close(sums[name], sum(tokens))
    if not prefix:
        likeliest = max(means, key=means.get)
        as_seen = as_seen and likeliest == best[0] == found[1][0][0]
assert as_seen, "the behaviour has changed"
PY
"$dir/venv/bin/python" toy.py
"$dir/venv/bin/python" check.py
