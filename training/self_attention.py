"""The parent decoder's SSRU layers taught as self-attention, which CTranslate2 has.

An SSRU (Kim et al. 2019) forgets by f = sigmoid(x Wf + bf), remembers c = f c + (1 - f) x W, and
gives relu(c). A self-attention layer with value W and output identity is near it from the start.
The parent translates real sentences (Portuguese in, English fed); each layer's attention is then
trained by regression to give, on the parent's own states and after the layer's norm, what the SSRU
gave there.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from training.network import PAD, Attention, Marian

LONGEST_SOURCE, LONGEST_TARGET = 100, 63
BATCH = 64
RATE, WARM_UP = 2e-3, 100
_HIDDEN = -1e4

Taught = dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class Ssru:
    """A layer's matrices (input x output) and the bias of its forget gate."""

    value: Tensor
    forget: Tensor
    bias: Tensor

    def run(self, x: Tensor) -> Tensor:
        """What the layer gives for states x (batch x length x width)."""
        forget = torch.sigmoid(x @ self.forget + self.bias)
        new = (1 - forget) * (x @ self.value)
        cell = torch.zeros_like(x[:, 0])
        out = []
        for place in range(x.shape[1]):
            cell = forget[:, place] * cell + new[:, place]
            out.append(functional.relu(cell))
        return torch.stack(out, 1)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one layer was given and gave in a batch (batch x length x width, half precision), and
    which places are no padding."""

    given: Tensor
    gave: Tensor
    kept: Tensor


def watched(
    network: Marian,
    layers: Sequence[Ssru],
    sources: Sequence[Sequence[int]],
    targets: Sequence[Sequence[int]],
    end: int,
) -> list[list[Seen]]:
    """For each layer what it saw. network: the parent with its own source embedding; sources,
    targets: piece ids without the end, of which the source gets `end`."""
    order = sorted(range(len(sources)), key=lambda i: len(targets[i]))
    seen: list[list[Seen]] = [[] for _ in layers]
    network.eval().requires_grad_(False)
    with torch.no_grad():
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            source = _padded([[*sources[i][:LONGEST_SOURCE], end] for i in batch])
            fed = _padded([[PAD, *targets[i][:LONGEST_TARGET]] for i in batch])
            kept = fed != PAD
            kept[:, 0] = True
            memory, mask = network.encode(source)
            x = network._embed(network.tgt, fed)
            for layer, ssru, into in zip(network.dec, layers, seen, strict=True):
                gave = ssru.run(x)
                into.append(Seen(x.half(), gave.half(), kept))
                x = layer.self_attn_layer_norm(x + gave)
                x = layer.encoder_attn_layer_norm(x + layer.encoder_attn(x, memory, mask))
                inner = functional.relu(layer.fc1(x))
                x = layer.final_layer_norm(x + layer.fc2(inner))
    return seen


def taught(
    ssru: Ssru, norm: torch.nn.LayerNorm, seen: Sequence[Seen], heads: int, steps: int, seed: int
) -> tuple[Taught, float]:
    """The weights of a self-attention that gives what the SSRU gave, and the share of the variance
    that it explains after the norm (over all of `seen`)."""
    torch.manual_seed(seed)
    attention = Attention(ssru.value.shape[0], heads)
    with torch.no_grad():
        attention.v_proj.weight.copy_(ssru.value.T)
        attention.out_proj.weight.copy_(torch.eye(len(ssru.value)))
        attention.v_proj.bias.zero_()
        attention.out_proj.bias.zero_()
    optimizer = torch.optim.Adam(attention.parameters(), lr=RATE, betas=(0.9, 0.98))
    chance = random.Random(seed)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / WARM_UP) * (1 - step / steps)
        error, _ = _errors(attention, norm, chance.choice(seen))
        optimizer.zero_grad()
        error.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    with torch.no_grad():
        errors = [_errors(attention, norm, one) for one in seen]
    return dict(attention.state_dict()), 1 - float(sum(left for left, _ in errors)) / float(
        sum(all_ for _, all_ in errors)
    )


def _errors(attention: Attention, norm: torch.nn.LayerNorm, seen: Seen) -> tuple[Tensor, Tensor]:
    """Mean squared error after the norm, and that of a layer that gives nothing."""
    x, wanted = seen.given.float(), seen.gave.float()
    length = x.shape[1]
    future = torch.full((length, length), _HIDDEN).triu(1)[None, None]
    aim = norm(x + wanted)[seen.kept]
    got = norm(x + attention(x, None, future))[seen.kept]
    return (got - aim).square().mean(), (norm(x)[seen.kept] - aim).square().mean()


def named(layers: Sequence[Mapping[str, Tensor]]) -> Taught:
    """The taught weights of all layers by their names in the network."""
    return {
        f"dec.{number}.self_attn.{name}": weight
        for number, layer in enumerate(layers)
        for name, weight in layer.items()
    }


def _padded(rows: Sequence[Sequence[int]]) -> Tensor:
    out = torch.full((len(rows), max(map(len, rows))), PAD)
    for number, row in enumerate(rows):
        out[number, : len(row)] = torch.tensor(row)
    return out
