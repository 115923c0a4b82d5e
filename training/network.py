"""The Marian transformer (Vaswani et al. 2017, post-norm) in PyTorch, as CTranslate2 runs it.

Written for short sentences on a CPU with bfloat16 units as much as for a GPU: one product for
query, key and value, fused attention where its weights are not asked for, and dropout masks cut
from one pool, since drawing random numbers costs a CPU more than the products around them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

PAD = 0
"""Piece id of padding, on both sides; also the decoder's first input (a zero vector)."""

_HIDDEN = -1e4
"""Added to the attention scores of what may not be seen; within bfloat16's range."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a network. `positions`: longest input, in pieces."""

    source_pieces: int
    target_pieces: int
    width: int = 256
    feed_forward: int = 1536
    heads: int = 8
    encoder_layers: int = 6
    decoder_layers: int = 2
    positions: int = 256


def positions(count: int, width: int) -> Tensor:
    """Marian's position table (count x width): sines, then cosines, timescales over width/2 - 1."""
    half = width // 2
    scale = torch.exp(torch.arange(half).float() * (-math.log(10000) / (half - 1)))
    angle = torch.arange(count).float()[:, None] * scale[None]
    return torch.cat([angle.sin(), angle.cos()], 1)


class Dropout(nn.Module):
    """Dropout whose mask is a random window of a pool of masks drawn once (pool is not saved)."""

    pool: Tensor

    def __init__(self, share: float, pool: int = 1 << 24) -> None:
        super().__init__()
        self.share = share
        mask = (torch.rand(pool) >= share).float() / (1 - share) if share else torch.ones(0)
        self.register_buffer("pool", mask, persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """x with a share of its values set to zero, while training."""
        if not self.training or not self.share:
            return x
        start = int(torch.randint(0, self.pool.numel() - x.numel(), (1,)))
        return x * self.pool[start : start + x.numel()].view(x.shape)


class Attention(nn.Module):
    """Multi-head attention."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_proj = nn.Linear(width, width)
        self.k_proj = nn.Linear(width, width)
        self.v_proj = nn.Linear(width, width)
        self.out_proj = nn.Linear(width, width)

    def forward(self, x: Tensor, memory: Tensor | None, mask: Tensor) -> Tensor:
        """Attend from x to memory (None: to x itself); mask is added to the scores."""
        return self._attend(x, memory, mask)[0]

    def with_weights(self, x: Tensor, memory: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The same, with the weights of head 0 (batch x target x source)."""
        seen, weights = self._attend(x, memory, mask)
        return seen, weights[:, 0]

    def _attend(self, x: Tensor, memory: Tensor | None, mask: Tensor) -> tuple[Tensor, Tensor]:
        q, k, v = self._project(x, memory)
        weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]) + mask, -1)
        return self._joined(weights @ v, x), weights

    def _project(self, x: Tensor, memory: Tensor | None) -> tuple[Tensor, Tensor, Tensor]:
        if memory is None:
            layers = (self.q_proj, self.k_proj, self.v_proj)
            q, k, v = _linear(x, layers).chunk(3, -1)
        else:
            q = self.q_proj(x)
            k, v = _linear(memory, (self.k_proj, self.v_proj)).chunk(2, -1)
        return self._split(q), self._split(k), self._split(v)

    def _split(self, x: Tensor) -> Tensor:
        batch, length, width = x.shape
        return x.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def _joined(self, x: Tensor, like: Tensor) -> Tensor:
        out: Tensor = self.out_proj(x.transpose(1, 2).reshape(like.shape))
        return out


def _linear(x: Tensor, layers: tuple[nn.Linear, ...]) -> Tensor:
    """Several linear layers on one input as one product."""
    return functional.linear(
        x, torch.cat([p.weight for p in layers]), torch.cat([p.bias for p in layers])
    )


class EncoderLayer(nn.Module):
    """Self-attention and feed-forward, each with residual and norm."""

    def __init__(self, shape: Shape, drop: Dropout) -> None:
        super().__init__()
        self.self_attn = Attention(shape.width, shape.heads)
        self.self_attn_layer_norm = nn.LayerNorm(shape.width)
        self.fc1 = nn.Linear(shape.width, shape.feed_forward)
        self.fc2 = nn.Linear(shape.feed_forward, shape.width)
        self.final_layer_norm = nn.LayerNorm(shape.width)
        self.drop = drop

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: batch x length x width."""
        x = self.self_attn_layer_norm(x + self.drop(self.self_attn(x, None, mask)))
        inner = self.drop(functional.relu(self.fc1(x)))
        out: Tensor = self.final_layer_norm(x + self.drop(self.fc2(inner)))
        return out


class DecoderLayer(nn.Module):
    """Self-attention, attention to the source, feed-forward."""

    def __init__(self, shape: Shape, drop: Dropout) -> None:
        super().__init__()
        self.self_attn = Attention(shape.width, shape.heads)
        self.self_attn_layer_norm = nn.LayerNorm(shape.width)
        self.encoder_attn = Attention(shape.width, shape.heads)
        self.encoder_attn_layer_norm = nn.LayerNorm(shape.width)
        self.fc1 = nn.Linear(shape.width, shape.feed_forward)
        self.fc2 = nn.Linear(shape.feed_forward, shape.width)
        self.final_layer_norm = nn.LayerNorm(shape.width)
        self.drop = drop

    def forward(
        self, x: Tensor, mask: Tensor, memory: Tensor, memory_mask: Tensor, weights: bool
    ) -> tuple[Tensor, Tensor | None]:
        """The states, and with `weights` what head 0 sees of the source."""
        x = self.self_attn_layer_norm(x + self.drop(self.self_attn(x, None, mask)))
        head: Tensor | None = None
        if weights:
            seen, head = self.encoder_attn.with_weights(x, memory, memory_mask)
        else:
            seen = self.encoder_attn(x, memory, memory_mask)
        x = self.encoder_attn_layer_norm(x + self.drop(seen))
        inner = self.drop(functional.relu(self.fc1(x)))
        return self.final_layer_norm(x + self.drop(self.fc2(inner))), head


class Marian(nn.Module):
    """Encoder and decoder with separate source and target pieces; the output layer is the
    target embedding and a bias."""

    pos: Tensor

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        drop = Dropout(dropout)
        self.src = nn.Embedding(shape.source_pieces, shape.width)
        self.tgt = nn.Embedding(shape.target_pieces, shape.width)
        self.enc = nn.ModuleList(EncoderLayer(shape, drop) for _ in range(shape.encoder_layers))
        self.dec = nn.ModuleList(DecoderLayer(shape, drop) for _ in range(shape.decoder_layers))
        self.bias = nn.Parameter(torch.zeros(shape.target_pieces))
        self.drop = drop
        self.register_buffer("pos", positions(shape.positions, shape.width))
        for name, weight in self.named_parameters():
            if name.startswith(("src", "tgt")):
                nn.init.normal_(weight, 0, shape.width**-0.5)
            elif weight.dim() > 1:
                nn.init.xavier_uniform_(weight)

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor]:
        """States of the source (batch x length x width) and the mask of its padding."""
        states = self._embed(self.src, source)
        mask = torch.zeros(source.shape, dtype=states.dtype, device=source.device)
        mask = mask.masked_fill_(source == PAD, _HIDDEN)[:, None, None, :]
        for layer in self.enc:
            states = layer(states, mask)
        return states, mask

    def decode(
        self, target: Tensor, memory: Tensor, memory_mask: Tensor, weights: bool = False
    ) -> tuple[Tensor, Tensor | None]:
        """States after each target piece (fed shifted by one), and with `weights` what head 0 of
        the last layer sees of the source (batch x target x source)."""
        length = target.shape[1]
        states = self._embed(self.tgt, target)
        mask = torch.full((length, length), _HIDDEN, dtype=states.dtype, device=target.device)
        mask = mask.triu(1)[None, None]
        head: Tensor | None = None
        for number, layer in enumerate(self.dec, 1):
            last = weights and number == len(self.dec)
            states, head = layer(states, mask, memory, memory_mask, last)
        return states, head

    def forward(
        self, source: Tensor, target: Tensor, weights: bool = False
    ) -> tuple[Tensor, Tensor | None]:
        """`target` is what the decoder is fed: its first piece is PAD."""
        return self.decode(target, *self.encode(source), weights)

    def logits(self, states: Tensor) -> Tensor:
        """Scores of every target piece after states."""
        return functional.linear(states, self.tgt.weight, self.bias)

    def _embed(self, table: nn.Embedding, pieces: Tensor) -> Tensor:
        scaled = table(pieces) * math.sqrt(self.shape.width)
        out: Tensor = self.drop(scaled + self.pos[: pieces.shape[1]])
        return out
