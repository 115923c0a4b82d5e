"""What training minimises: label-smoothed cross entropy, and guided alignment of one head."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

_ROWS = 768
"""Rows of scores held at a time: target pieces x vocabulary in full would not fit a cache."""


class SmoothedCrossEntropy(torch.autograd.Function):
    """Mean label-smoothed cross entropy (Szegedy et al. 2016) of `states @ weight.T + bias`.

    Forward and backward in one pass over chunks of rows, so that the scores of all pieces never
    lie in memory at once. `apply(states, weight, bias, labels, smoothing)`: states N x width,
    labels N.
    """

    @staticmethod
    def forward(
        ctx: Any, states: Tensor, weight: Tensor, bias: Tensor, labels: Tensor, smoothing: float
    ) -> Tensor:
        """The mean loss; its slopes are kept."""
        count, pieces = states.shape[0], weight.shape[0]
        d_states = torch.empty_like(states)
        d_weight = torch.zeros(weight.shape, dtype=torch.float32, device=weight.device)
        d_bias = torch.zeros(pieces, dtype=torch.float32, device=weight.device)
        total = torch.zeros((), dtype=torch.float32, device=weight.device)
        even = smoothing / pieces
        for start in range(0, count, _ROWS):
            rows = states[start : start + _ROWS]
            wanted = labels[start : start + _ROWS, None]
            scores = torch.addmm(bias, rows, weight.T).float()
            logs = torch.log_softmax(scores, 1)
            total -= (1 - smoothing) * logs.gather(1, wanted).sum()
            if smoothing:
                total -= even * logs.sum()
            slope = logs.exp_()
            if smoothing:
                slope.sub_(even)
            slope.scatter_add_(1, wanted, slope.new_full(wanted.shape, smoothing - 1))
            d_bias += slope.sum(0)
            slope = slope.to(states.dtype)
            d_states[start : start + _ROWS] = slope @ weight
            d_weight += slope.T @ rows
        ctx.save_for_backward(d_states / count, d_weight / count, d_bias / count)
        return total / count

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:
        """The slopes, times that of what follows."""
        d_states, d_weight, d_bias = ctx.saved_tensors
        (grad,) = grads
        return d_states * grad, d_weight * grad, d_bias * grad, None, None


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Some of the target pieces to weigh labels against, in place of all.

    pieces: their ids, ascending. labels: the labels as places in `pieces`. correction: what is
    added to the score of each: a piece drawn at random stands for all that were not drawn.
    """

    pieces: Tensor
    labels: Tensor
    correction: Tensor


def shortlist(labels: Tensor, frequent: Tensor, vocabulary: int, drawn: int) -> Shortlist:
    """The pieces among the labels, the frequent ones, and `drawn` others at random.

    Importance sampling of the softmax's sum (Bengio & Senécal 2003; Jean et al. 2015): frequent
    pieces, which hold most of the sum, are all in it. Saves most of the cost of the output layer,
    a third of a training step.
    """
    kept = torch.zeros(vocabulary, dtype=torch.bool, device=labels.device)
    kept[frequent] = True
    kept[labels] = True
    sure = int(kept.sum())
    extra = torch.randint(0, vocabulary, (drawn,), device=labels.device)
    extra = extra[~kept[extra]].unique()
    correction = torch.zeros(vocabulary, device=labels.device)
    if len(extra):
        correction[extra] = math.log((vocabulary - sure) / len(extra))
    kept[extra] = True
    place = kept.cumsum(0) - 1
    return Shortlist(kept.nonzero()[:, 0], place[labels], correction[kept])


def guided_alignment(weights: Tensor, links: Tensor) -> Tensor:
    """Cross entropy between one head's attention and given links (Chen et al. 2016; Garg et al.
    2019).

    weights: batch x target x source, each row summing to one. links: the same shape, a row the
    even spread over the source pieces that a target piece is linked to, or all zero where it is
    linked to none; those rows count for nothing.
    """
    linked = links.sum(-1) > 0
    if not bool(linked.any()):
        return weights.sum() * 0
    logs = torch.log(weights.float().clamp_min(1e-6))
    return -(links * logs).sum() / linked.sum()
