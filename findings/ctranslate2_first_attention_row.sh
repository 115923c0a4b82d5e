#!/usr/bin/env bash
# ctranslate2 4.8.5 (numpy 2.4.6): in a beam search over a batch, the attention of the first target
# piece belongs to another sentence of the batch.
#
# Guess before running: `return_attention` gives each sentence its own rows whatever else is in the
# batch, as it does in greedy search.
#
# What happens: with beam_size=k and more than one source in a batch, row 0 of the attention of
# sentence i is row 0 of sentence i // k; all later rows are right, and so is everything in greedy
# search. Seen with trained Marian models and, below, with a random one; sources of equal length, so
# padding plays no part. The row of a first piece depends on the source alone (nothing is written
# yet), so the right one can be had from a greedy step, or from sentence i * k of the same batch.
#
# Output seen:
#   beam 1: row 0 of sentences 0..7 is that of [0, 1, 2, 3, 4, 5, 6, 7]; other rows right: True
#   beam 2: row 0 of sentences 0..7 is that of [0, 0, 1, 1, 2, 2, 3, 3]; other rows right: True
#   beam 4: row 0 of sentences 0..7 is that of [0, 0, 0, 0, 1, 1, 1, 1]; other rows right: True
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check ctranslate2==4.8.5 numpy==2.4.6
cat > "$folder/run.py" <<'PY'
import sys

import ctranslate2
import numpy as np
from ctranslate2.specs import common_spec, transformer_spec

PIECES, WIDTH, LENGTH = 40, 16, 6
random = np.random.default_rng(7)


def weights(*shape):
    return random.standard_normal(shape).astype(np.float32) * 0.4


def linear(spec, out, inner):
    spec.weight, spec.bias = weights(out, inner), np.zeros(out, np.float32)


def norm(spec):
    spec.gamma, spec.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)


def feed_forward(layer):
    linear(layer.ffn.linear_0, 2 * WIDTH, WIDTH)
    linear(layer.ffn.linear_1, WIDTH, 2 * WIDTH)
    norm(layer.ffn.layer_norm)


def self_attention(layer):
    linear(layer.self_attention.linear[0], 3 * WIDTH, WIDTH)
    linear(layer.self_attention.linear[1], WIDTH, WIDTH)
    norm(layer.self_attention.layer_norm)


spec = transformer_spec.TransformerSpec.from_config(
    (1, 1), 2, pre_norm=False, activation=common_spec.Activation.RELU
)
positions = weights(64, WIDTH)
for side in (spec.encoder, spec.decoder):
    side.position_encodings.encodings = positions
    side.scale_embeddings = True
    self_attention(side.layer[0])
    feed_forward(side.layer[0])
spec.encoder.embeddings[0].weight = weights(PIECES, WIDTH)
spec.decoder.embeddings.weight = weights(PIECES, WIDTH)
cross = spec.decoder.layer[0].attention
linear(cross.linear[0], WIDTH, WIDTH)
linear(cross.linear[1], 2 * WIDTH, WIDTH)
linear(cross.linear[2], WIDTH, WIDTH)
norm(cross.layer_norm)
linear(spec.decoder.projection, PIECES, WIDTH)
vocabulary = ["<unk>", "<s>", "</s>", *(f"w{n}" for n in range(PIECES - 3))]
spec.config.add_source_eos = True
spec.register_source_vocabulary(vocabulary)
spec.register_target_vocabulary(vocabulary)
spec.validate()
spec.save(sys.argv[1])

translator = ctranslate2.Translator(sys.argv[1], compute_type="float32")
sources = [[f"w{n}" for n in random.integers(0, PIECES - 3, LENGTH)] for _ in range(8)]


def attention(batch, beam):
    results = translator.translate_batch(
        batch,
        beam_size=beam,
        max_batch_size=0,
        min_decoding_length=5,
        max_decoding_length=5,
        return_attention=True,
    )
    return [np.array(result.attention[0]) for result in results]


as_seen = True
for beam in (1, 2, 4):
    alone = [attention([source], beam)[0] for source in sources]
    together = attention(sources, beam)
    whose = [
        next(k for k, other in enumerate(alone) if np.allclose(rows[0], other[0], atol=1e-4))
        for rows in together
    ]
    rest = all(
        np.allclose(a[1:], b[1:], atol=1e-4) for a, b in zip(alone, together, strict=True)
    )
    print(f"beam {beam}: row 0 of sentences 0..7 is that of {whose}; other rows right: {rest}")
    as_seen = as_seen and rest and whose == [k // beam for k in range(8)]
sys.exit(0 if as_seen else 1)
PY
mkdir "$folder/model"
"$folder/venv/bin/python" "$folder/run.py" "$folder/model"
