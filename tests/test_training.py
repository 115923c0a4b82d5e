"""The training recipe on toy pairs: the loss falls, and what is exported is what was trained."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import ctranslate2
import numpy as np
import pytest
import sentencepiece as spm

from translator.models import EMBEDDED

torch = pytest.importorskip("torch", reason="the extra `training` (PyTorch) is not installed")

from training.batches import Batch, batch, batches, encoded  # noqa: E402
from training.export import export  # noqa: E402
from training.linked import Linked  # noqa: E402
from training.loss import SmoothedCrossEntropy, guided_alignment, shortlist  # noqa: E402
from training.network import PAD, Marian, Shape  # noqa: E402
from training.train import Settings, Trainer  # noqa: E402

ROOT = Path(__file__).parent.parent
VERBS = {"وصل": "arrived", "غادر": "left", "تحدث": "spoke", "استقال": "resigned"}
NOUNS = {"الوزير": "minister", "الرئيس": "president", "الملك": "king", "السفير": "envoy"}
PAIRS = [
    Linked(
        f"{verb} {noun}",
        f"the {NOUNS[noun]} {VERBS[verb]}",
        (
            ((0, len(verb)), (len(NOUNS[noun]) + 5, len(NOUNS[noun]) + 5 + len(VERBS[verb]))),
            ((len(verb) + 1, len(verb) + 1 + len(noun)), (4, 4 + len(NOUNS[noun]))),
        ),
    )
    for verb in VERBS
    for noun in NOUNS
]


@pytest.fixture(scope="module")
def models() -> tuple[spm.SentencePieceProcessor, spm.SentencePieceProcessor]:
    source, target = (
        spm.SentencePieceProcessor(str(EMBEDDED / name)) for name in ("source.spm", "target.spm")
    )
    return source, target


@pytest.fixture(scope="module")
def toy(models: tuple[spm.SentencePieceProcessor, spm.SentencePieceProcessor]) -> Batch:
    return batch([encoded(*models, pair) for pair in PAIRS])


@pytest.fixture(scope="module")
def trained(
    models: tuple[spm.SentencePieceProcessor, spm.SentencePieceProcessor], toy: Batch
) -> tuple[Trainer, list[tuple[float, float]]]:
    """A small network after 60 steps on the toy pairs, with its losses."""
    torch.manual_seed(1)
    torch.set_num_threads(2)
    shape = Shape(*(m.get_piece_size() for m in models), 64, 128, 8, 2, 2)
    settings = Settings(
        rate=3e-3, warm_up=5, dropout=0.0, alignment=1.0, precision="float32", smoothing=0.0
    )
    trainer = Trainer(shape, settings)
    return trainer, [trainer.train(toy, 1.0) for _ in range(60)]


def greedy(network: Marian, source: torch.Tensor, steps: int) -> tuple[list[int], np.ndarray]:
    """Ids of the most likely pieces one after the other until the end, and head 0's weights."""
    network.eval()
    fed = torch.full((1, 1), PAD)
    with torch.no_grad():
        memory, mask = network.encode(source)
        for _ in range(steps):
            states, head = network.decode(fed, memory, mask, weights=True)
            best = network.logits(states)[0, -1].argmax().reshape(1, 1)
            if int(best) == 1:
                break
            fed = torch.cat([fed, best], 1)
    assert head is not None
    return fed[0, 1:].tolist(), head[0].numpy()


def test_both_losses_fall(trained: tuple[Trainer, list[tuple[float, float]]]) -> None:
    _, losses = trained
    assert losses[0][0] > 5
    assert losses[-1][0] < 0.2
    assert losses[-1][1] < 0.5 * losses[0][1]


def test_ctranslate2_gives_the_tokens_and_the_attention_of_pytorch(
    trained: tuple[Trainer, list[tuple[float, float]]],
    models: tuple[spm.SentencePieceProcessor, spm.SentencePieceProcessor],
    tmp_path: Path,
) -> None:
    trainer, _ = trained
    export(trainer.weights(), EMBEDDED, tmp_path / "toy", "float32")
    translator = ctranslate2.Translator(str(tmp_path / "toy"), compute_type="float32")
    source_model, target_model = models
    right = 0
    for pair in PAIRS:
        pieces = source_model.encode(pair.source, out_type=str)
        ids = torch.tensor([[*source_model.encode(pair.source), 1]])
        wanted, head = greedy(trainer.network, ids, 20)
        [result] = translator.translate_batch([pieces], beam_size=1, return_attention=True)
        assert result.hypotheses[0] == [target_model.id_to_piece(i) for i in wanted]
        attention = np.array(result.attention[0])
        rows, columns = min(len(attention), len(head)), attention.shape[1]
        assert np.abs(attention[:rows] - head[:rows, :columns]).max() < 1e-4
        right += target_model.decode(wanted) == pair.target
    assert right == len(PAIRS)


def test_the_head_looks_where_the_links_say(
    trained: tuple[Trainer, list[tuple[float, float]]], toy: Batch
) -> None:
    trainer, _ = trained
    trainer.network.eval()
    with torch.no_grad():
        _, head = trainer.network(toy.source, toy.fed, weights=True)
    linked = toy.links.sum(-1) > 0
    hits = toy.links.gather(2, head.argmax(-1, keepdim=True))[..., 0] > 0
    assert float(hits[linked].float().mean()) > 0.95


def test_training_goes_on_from_a_saved_state_as_if_it_had_not_stopped(
    models: tuple[spm.SentencePieceProcessor, spm.SentencePieceProcessor],
    toy: Batch,
    tmp_path: Path,
) -> None:
    shape = Shape(*(m.get_piece_size() for m in models), 16, 32, 2, 1, 1)
    settings = Settings(warm_up=1, dropout=0.0, precision="float32", frequent=0)
    torch.manual_seed(3)
    whole = Trainer(shape, settings)
    for _ in range(2):
        whole.train(toy, 1.0)
    resumed = Trainer(shape, settings)
    torch.save(whole.state(), tmp_path / "state.pt")
    resumed.resume(torch.load(tmp_path / "state.pt"))
    for trainer in (whole, resumed):
        trainer.train(toy, 1.0)
    assert resumed.step == whole.step == 3
    for name, weight in whole.weights().items():
        assert torch.allclose(weight, resumed.weights()[name], atol=1e-6), name


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_the_loss_and_its_slopes_are_those_of_pytorch(smoothing: float) -> None:
    torch.manual_seed(2)
    states = torch.randn(7, 6, requires_grad=True)
    weight, bias = torch.randn(11, 6, requires_grad=True), torch.randn(11, requires_grad=True)
    labels = torch.randint(0, 11, (7,))
    inputs = (states, weight, bias)
    wanted = torch.nn.functional.cross_entropy(
        states @ weight.T + bias, labels, label_smoothing=smoothing
    )
    slopes = torch.autograd.grad(wanted, inputs)
    loss = SmoothedCrossEntropy.apply(*inputs, labels, smoothing)
    assert float(loss.detach()) == pytest.approx(float(wanted.detach()), abs=1e-5)
    for found, right in zip(torch.autograd.grad(loss, inputs), slopes, strict=True):
        assert torch.allclose(found, right, atol=1e-5)


def test_a_shortlist_estimates_the_loss_over_all_pieces() -> None:
    torch.manual_seed(4)
    states, weight, bias = torch.randn(50, 16), torch.randn(2000, 16) / 4, torch.zeros(2000)
    labels = torch.randint(0, 2000, (50,))
    full = float(SmoothedCrossEntropy.apply(states, weight, bias, labels, 0.0))
    found = []
    for _ in range(20):
        few = shortlist(labels, torch.arange(300), 2000, 300)
        assert len(few.pieces) < 700
        assert torch.equal(few.pieces[few.labels], labels)
        found.append(
            float(
                SmoothedCrossEntropy.apply(
                    states, weight[few.pieces], bias[few.pieces] + few.correction, few.labels, 0.0
                )
            )
        )
    assert sum(found) / len(found) == pytest.approx(full, abs=0.03)


def test_rows_without_links_do_not_count() -> None:
    weights = torch.tensor([[[0.9, 0.1], [0.5, 0.5]]], requires_grad=True)
    links = torch.tensor([[[1.0, 0.0], [0.0, 0.0]]])
    assert guided_alignment(weights, links).item() == pytest.approx(0.10536, abs=1e-4)
    assert guided_alignment(weights, torch.zeros(1, 2, 2)).item() == 0


def test_batches_hold_every_pair_once_and_no_more_pieces_than_asked(
    models: tuple[spm.SentencePieceProcessor, spm.SentencePieceProcessor],
) -> None:
    items = [encoded(*models, pair) for pair in PAIRS]
    found = list(batches(items, 40, random.Random(1)))
    assert sum(len(one.source) for one in found) == len(items)
    assert all(max(one.source.numel(), one.target.numel()) <= 40 for one in found)
    for one in found:
        assert torch.equal(one.fed[:, 1:], one.target[:, :-1])
        assert (one.fed[:, 0] == PAD).all()


def may_be_stopped(process: int) -> bool:
    """Whether a process has a way of its own to end on SIGTERM; true where the system tells not."""
    told = Path(f"/proc/{process}/status")
    if not told.exists():
        return True
    (caught,) = (line for line in told.read_text().splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


def test_the_commands_prepare_train_stop_resume_and_anneal(tmp_path: Path) -> None:
    """The real commands on the real weights, on a corpus of sixteen lines."""
    corpus = tmp_path / "corpus" / "toy"
    corpus.mkdir(parents=True)
    lines = "".join(f"{pair.source}\t{pair.target}\n" for pair in PAIRS)
    (corpus / "toy.tsv").write_text(lines, encoding="utf-8")
    work = tmp_path / "work"

    def command(module: str, *rest: str) -> list[str]:
        return [sys.executable, "-m", f"training.{module}", "--work", str(work), *rest]

    def finished(module: str, *rest: str) -> str:
        done = subprocess.run(command(module, *rest), cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    wanting = subprocess.run(command("train"), cwd=ROOT, capture_output=True, text=True)
    assert wanting.returncode == 2
    assert "run training.prepare" in wanting.stderr
    assert wanting.stderr.count("\n") == 1
    assert finished("prepare", "--corpus", str(corpus.parent)).startswith("16 pairs")

    def stopped(*rest: str, first: str) -> None:
        """Start training, end it as a machine that shuts down does."""
        running = subprocess.Popen(
            command("train", *rest), cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert running.stdout
        assert running.stdout.readline() == first
        while running.poll() is None and not may_be_stopped(running.pid):
            time.sleep(0.05)
        time.sleep(3)  # some steps
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=120)
        assert running.returncode == 0

    stopped(first="start from checkpoint16.pt\n")
    step = torch.load(work / "state.pt")["step"]
    assert finished("train", "--minutes", "0.03").startswith(f"resumed at step {step}\n")
    step = torch.load(work / "state.pt")["step"]
    stopped("--anneal", "60", first=f"resumed at step {step}\n")
    annealing = torch.load(work / "annealing.pt")
    assert 0 < annealing["done"] < 1
    last = finished("train", "--anneal", "0.15")
    assert last.startswith(f"resumed at step {annealing['step']}\n")
    assert "averaged" in last
    assert not (work / "annealing.pt").exists()
    annealed = torch.load(work / "annealed.pt")
    start = torch.load(ROOT / "training" / "checkpoint16.pt")
    assert annealed.keys() == start.keys() - {"pos"}
    assert all(weight.dtype == torch.float16 for weight in annealed.values())
