"""Train the model, resumable at any moment; or anneal what there is into a finished checkpoint.

    python -m training.train --work DIR                  goes on until stopped, keeps DIR/state.pt
    python -m training.train --work DIR --anneal 40      rate falls to nothing in 40 minutes,
                                                         writes DIR/annealed.pt

Starts from DIR/state.pt, or from `--start` where there is none. Ctrl-C (or SIGTERM) saves and ends;
the same command goes on from there. An annealing keeps its state in DIR/annealing.pt.
`python -m training.prepare` must have written DIR/material.pkl. See README.md for how to run it
fast on a CPU.
"""

from __future__ import annotations

import argparse
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sentencepiece as spm
import torch
from torch import Tensor
from torch.utils.data import DataLoader

from training.batches import EOS, Batch, Encoded, Material, Passes, batch, encoded
from training.checkpoint import load, save
from training.linked import Linked
from training.loss import SmoothedCrossEntropy, guided_alignment, shortlist
from training.network import PAD, Marian, Shape
from training.pairs import Pair
from training.steps import ASSETS, ended, piece_model
from translator.errors import InputError

CHECKPOINT = Path(__file__).resolve().parent / "checkpoint16.pt"
SAVED_EVERY = 300.0
"""Seconds between two saved states."""
REPORT_EVERY = 200
"""Steps between two lines of report."""
AVERAGED = 5
"""Checkpoints of the last fifth of an annealing that are averaged."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. pieces: padded pieces of a batch on one side. alignment: weight of the
    guided-alignment loss of head 0. frequent, drawn: pieces of the shortlist that a label is
    weighed against (frequent 0: against all)."""

    rate: float = 3e-4
    warm_up: int = 100
    smoothing: float = 0.1
    dropout: float = 0.0
    pieces: int = 3000
    alignment: float = 0.2
    frequent: int = 4000
    drawn: int = 1000
    clip: float = 1.0
    precision: str = "auto"
    device: str = "cpu"


class Trainer:
    """A network in training precision, its weights in full precision, and the optimizer."""

    def __init__(self, shape: Shape, settings: Settings) -> None:
        self.settings = settings
        self.network = Marian(shape, settings.dropout)
        self.step = 0
        self.frequent: Tensor | None = None
        self._since = 0
        kind = precision(settings.precision, settings.device)
        self._full = self.network.state_dict(keep_vars=True)
        self._names = [name for name, _ in self.network.named_parameters()]
        self._weights = [
            p.detach().clone().to(settings.device).requires_grad_()
            for p in self.network.parameters()
        ]
        self.network.to(device=settings.device, dtype=kind)
        self._optimizer = torch.optim.AdamW(
            self._weights,
            lr=settings.rate,
            betas=(0.9, 0.98),
            eps=1e-9,
            weight_decay=0.01,
            fused=True,
        )

    def start(self, weights: dict[str, Tensor]) -> None:
        """Take weights, leave the optimizer new."""
        with torch.no_grad():
            for name, weight in zip(self._names, self._weights, strict=True):
                weight.copy_(weights[name].float())
        self._spread()

    def resume(self, state: dict[str, Any]) -> None:
        """Take what `state` gave."""
        self.start(state["model"])
        self._optimizer.load_state_dict(state["optimizer"])
        self.step = state["step"]
        self._since = self.settings.warm_up

    def state(self) -> dict[str, Any]:
        """All that training goes on from."""
        return {
            "model": self.weights(),
            "optimizer": self._optimizer.state_dict(),
            "step": self.step,
        }

    def weights(self) -> dict[str, Tensor]:
        """The weights in full precision, by name, copied."""
        pairs = zip(self._names, self._weights, strict=True)
        return {name: weight.detach().cpu().clone() for name, weight in pairs}

    def train(self, one: Batch, share: float) -> tuple[float, float]:
        """One step at `share` of the rate; the two losses before it."""
        settings = self.settings
        self.network.train()
        self._since += 1
        for group in self._optimizer.param_groups:
            group["lr"] = settings.rate * share * min(1.0, self._since / settings.warm_up)
        words, links = self.losses(one, settings.smoothing)
        (words + settings.alignment * links).backward()  # type: ignore[no-untyped-call]
        for weight, used in zip(self._weights, self.network.parameters(), strict=True):
            weight.grad = None if used.grad is None else used.grad.float()
            used.grad = None
        torch.nn.utils.clip_grad_norm_(self._weights, settings.clip)
        self._optimizer.step()
        self._spread()
        self.step += 1
        return float(words.detach()), float(links.detach())

    def losses(self, one: Batch, smoothing: float) -> tuple[Tensor, Tensor]:
        """Mean loss of the target pieces, and of the linked ones' attention."""
        device = self.settings.device
        source, target = one.source.to(device), one.target.to(device)
        states, head = self.network(source, one.fed.to(device), weights=True)
        assert head is not None
        kept = target != PAD
        weight, bias, labels = self.network.tgt.weight, self.network.bias, target[kept]
        if self.network.training and self.frequent is not None:
            few = shortlist(labels, self.frequent, len(weight), self.settings.drawn)
            weight, labels = weight[few.pieces], few.labels
            bias = bias[few.pieces] + few.correction.to(bias.dtype)
        loss = SmoothedCrossEntropy.apply(states[kept], weight, bias, labels, smoothing)
        return loss, guided_alignment(head, one.links.to(device))

    def development_loss(self, items: Sequence[Batch]) -> float:
        """Mean loss of the target pieces, nothing smoothed or dropped."""
        self.network.eval()
        total = pieces = 0.0
        with torch.no_grad():
            for one in items:
                count = int((one.target != PAD).sum())
                total += float(self.losses(one, 0.0)[0]) * count
                pieces += count
        return total / max(1.0, pieces)

    def _spread(self) -> None:
        """Full weights into the network; padding stays a zero vector."""
        with torch.no_grad():
            for name, weight in zip(self._names, self._weights, strict=True):
                if name in ("src.weight", "tgt.weight"):
                    weight[PAD] = 0
            torch._foreach_copy_(list(self.network.parameters()), self._weights)


def precision(wanted: str, device: str) -> torch.dtype:
    """bfloat16 where the processor has units for it, else float32 (many times faster there)."""
    if wanted != "auto":
        return torch.bfloat16 if wanted == "bfloat16" else torch.float32
    if device != "cpu":
        return torch.bfloat16
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return torch.float32
    return torch.bfloat16 if "amx_bf16" in flags or "avx512_bf16" in flags else torch.float32


def most_frequent(material: Material, model: str, count: int) -> Tensor:
    """Ids of the target pieces met most in the material, EOS among them."""
    target_model = spm.SentencePieceProcessor(model)
    counts = torch.zeros(target_model.get_piece_size())
    for example in material.examples:
        counts[target_model.encode(example.pair.target)] += 1
    counts[EOS] += len(material.examples)
    return counts.topk(min(count, len(counts))).indices


def development(pairs: Sequence[Pair], models: tuple[str, str]) -> list[Batch]:
    """The development pairs in batches of fifty, by length."""
    source_model, target_model = (spm.SentencePieceProcessor(model) for model in models)
    items: list[Encoded] = [
        encoded(source_model, target_model, Linked(pair.source, pair.target, ())) for pair in pairs
    ]
    items.sort(key=lambda item: len(item.target))
    return [batch(items[i : i + 50]) for i in range(0, len(items), 50)]


def main() -> None:
    """Read the arguments, train."""
    usual = Settings()
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--work", type=Path, required=True)
    arguments.add_argument("--start", type=Path, default=CHECKPOINT)
    arguments.add_argument("--models", type=Path, default=ASSETS, help="folder of the .spm files")
    arguments.add_argument("--minutes", type=float, help="end after that long")
    arguments.add_argument("--anneal", type=float, help="minutes of annealing")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--rate", type=float, default=usual.rate)
    arguments.add_argument("--dropout", type=float, default=usual.dropout)
    arguments.add_argument("--smoothing", type=float, default=usual.smoothing)
    arguments.add_argument("--pieces", type=int, default=usual.pieces)
    arguments.add_argument("--alignment", type=float, default=usual.alignment)
    arguments.add_argument("--frequent", type=int, default=usual.frequent)
    arguments.add_argument("--precision", default="auto", choices=("auto", "bfloat16", "float32"))
    arguments.add_argument("--device", default="cpu")
    given = arguments.parse_args()
    torch.set_num_threads(given.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(given.seed)
    settings = Settings(
        rate=given.rate,
        dropout=given.dropout,
        smoothing=given.smoothing,
        pieces=given.pieces,
        alignment=given.alignment,
        frequent=given.frequent,
        precision=given.precision,
        device=given.device,
    )
    models = (str(given.models / "source.spm"), str(given.models / "target.spm"))
    sizes = [piece_model(Path(model)).get_piece_size() for model in models]
    prepared = given.work / "material.pkl"
    if not prepared.exists():
        raise InputError(f"{prepared}: no such file; run training.prepare with the same --work.")
    material, held = pickle.loads(prepared.read_bytes())
    trainer = Trainer(Shape(*sizes), settings)
    if settings.frequent:
        trainer.frequent = most_frequent(material, models[1], settings.frequent).to(given.device)
    begun_before = Annealing(0.0, [])
    states = [given.work / "annealing.pt"] if given.anneal else []
    state = next((p for p in [*states, given.work / "state.pt"] if p.exists()), None)
    if state:
        saved = load(state)
        trainer.resume(saved)
        print(f"resumed at step {trainer.step}", flush=True)
        begun_before = Annealing(saved.get("done", 0.0), saved.get("tail", []))
    else:
        trainer.start(load(given.start))
        print(f"start from {given.start.name}", flush=True)
    passes = Passes(material, models, settings.pieces, f"{given.seed}-{trainer.step}")
    loader = DataLoader(
        passes, batch_size=None, num_workers=1, prefetch_factor=16, worker_init_fn=_go_on
    )
    held_batches = development(held, models)
    if given.anneal:
        anneal(trainer, iter(loader), held_batches, given.work, given.anneal, begun_before)
    else:
        train(trainer, iter(loader), held_batches, given.work, given.minutes)


def _go_on(_: int) -> None:
    """In the process that makes batches: only the trainer ends on Ctrl-C, and ends this one."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


@dataclass(frozen=True, slots=True)
class Annealing:
    """How far an annealing is (0 to 1), and the checkpoints to be averaged so far."""

    done: float
    tail: list[dict[str, Tensor]]


def train(
    trainer: Trainer,
    source: Iterator[Batch],
    held: Sequence[Batch],
    work: Path,
    minutes: float | None,
) -> None:
    """Train at the full rate until the time is over or somebody stops it; keep state.pt."""
    stopped = stop_wanted()
    report = Report(trainer, held)
    begun = saved = time.monotonic()
    for one in source:
        now = time.monotonic()
        if stopped() or (minutes and now - begun > 60 * minutes):
            break
        report.step(one, trainer.train(one, 1.0))
        if now - saved > SAVED_EVERY:
            saved = now
            save(trainer.state(), work / "state.pt")
    save(trainer.state(), work / "state.pt")


def anneal(
    trainer: Trainer,
    source: Iterator[Batch],
    held: Sequence[Batch],
    work: Path,
    minutes: float,
    before: Annealing,
) -> None:
    """Let the rate fall to nothing, average the last checkpoints, write annealed.pt."""
    stopped = stop_wanted()
    report = Report(trainer, held)
    tail = before.tail
    begun = time.monotonic() - before.done * 60 * minutes
    saved = time.monotonic()
    path = work / "annealing.pt"
    for one in source:
        now = time.monotonic()
        done = (now - begun) / (60 * minutes)
        if stopped():
            save({**trainer.state(), "done": done, "tail": tail}, path)
            return
        if done >= 1:
            break
        report.step(one, trainer.train(one, 1 - done))
        if done > 0.8 + 0.2 * len(tail) / AVERAGED:
            tail.append(trainer.weights())
        if now - saved > SAVED_EVERY:
            saved = now
            save({**trainer.state(), "done": done, "tail": tail}, path)
    last = trainer.weights()
    print(f"development, last weights {trainer.development_loss(held):.3f}", flush=True)
    tail = [*tail, last][-AVERAGED:]
    trainer.start({name: torch.stack([w[name] for w in tail]).mean(0) for name in last})
    print(f"development, the last {len(tail)} averaged {trainer.development_loss(held):.3f}")
    save({name: weight.half() for name, weight in last.items()}, work / "last.pt")
    averaged = {name: weight.half() for name, weight in trainer.weights().items()}
    save(averaged, work / "annealed.pt")
    path.unlink(missing_ok=True)


def stop_wanted() -> Callable[[], bool]:
    """A question whether Ctrl-C or SIGTERM has come."""
    wanted: list[object] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: wanted.append(True))
    return lambda: bool(wanted)


class Report:
    """A line now and then on how it goes."""

    def __init__(self, trainer: Trainer, held: Sequence[Batch]) -> None:
        self._trainer, self._held = trainer, held
        self._begun = time.monotonic()
        self._sums, self._seen, self._steps = [0.0, 0.0], 0, 0

    def step(self, one: Batch, losses: tuple[float, float]) -> None:
        """Count a step; print where it is time."""
        self._sums = [total + loss for total, loss in zip(self._sums, losses, strict=True)]
        self._seen += len(one.source)
        self._steps += 1
        if self._steps < REPORT_EVERY:
            return
        seconds = time.monotonic() - self._begun
        words, links = (total / self._steps for total in self._sums)
        print(
            f"step {self._trainer.step}: loss {words:.3f}, alignment {links:.3f}, development "
            f"{self._trainer.development_loss(self._held):.3f}, "
            f"{self._seen / seconds:.0f} pairs/s",
            flush=True,
        )
        self._begun, self._sums, self._seen, self._steps = time.monotonic(), [0.0, 0.0], 0, 0


if __name__ == "__main__":
    sys.exit(ended(main))
