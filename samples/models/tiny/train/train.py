"""Trains the model: python train.py --tokenizer FILE --out FOLDER [--minutes N] [--start CHECKPOINT].

Every batch is generated anew. The exercises grow from one document to four. Matrices inside the layers are stepped by Muon, the rest by AdamW.
Each worker process uses one core and they average their gradients; the schedule follows the clock, so that a run ends on time on a busy machine.
"""

import argparse
import math
import os
import pathlib
import random
import time

import torch
import torch.distributed as dist
import torch.nn.functional as F
from tokenizers import Tokenizer

from batches import Batch, pack
from generator import Exercise, Generator
from model import Config, Model

SEED = 20261121
POOL = 8  # batches drawn at a time and sorted by length
REPORT = 25  # steps between two reports


def document_count(rng: random.Random, progress: float) -> int:
    """How many documents the next exercise has: one or two at first, later one to four, seldom none or more."""
    if progress < 0.06:
        return 1
    if progress < 0.15:
        return rng.choice((1, 1, 2))
    if progress < 0.3:
        return rng.choice((1, 2, 2, 3))
    return rng.choice((1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4) if rng.random() < 0.96 else (0, 5, 6))


class Exercises:
    """Draws batches of exercises of about equal length, so that little is padded."""

    def __init__(self, rank: int, options: argparse.Namespace):
        self.generator = Generator(SEED + 1000 * options.world + rank, long_share=options.long_share, unanswerable=0.22)
        self.rng = random.Random(SEED)  # the same in all workers: their batches have the same number of documents
        self.options = options
        self.waiting: list[list[Exercise]] = []

    def next(self, progress: float) -> list[Exercise]:
        if not self.waiting:
            count = document_count(self.rng, max(progress, self.options.stage))
            rows = max(2, self.options.rows * 2 // (1 + max(count, 1)))
            pool = [self.generator.exercise(count, self.options.questions) for _ in range(rows * POOL)]
            pool.sort(key=lambda e: sum(map(len, e.documents)) + sum(len(q) + len(a) for q, a in e.questions))
            self.waiting = [pool[at * rows : (at + 1) * rows] for at in self.rng.sample(range(POOL), POOL)]
        return self.waiting.pop()


def loss_of(model: Model, batch: Batch) -> tuple[torch.Tensor, float]:
    """The weighted loss, and the share of answers that are right in every token."""
    hidden = model.hidden(batch.ids, batch.positions, batch.mask)
    wanted = batch.weights > 0
    logits = model.logits(hidden[wanted])
    targets, weights, answers = batch.targets[wanted], batch.weights[wanted], batch.answers[wanted]
    loss = (F.cross_entropy(logits, targets, reduction="none") * weights).sum() / weights.sum()
    wrong = torch.zeros(int(answers.max()) + 1)
    wrong.index_add_(0, answers, (logits.detach().argmax(-1) != targets).float())
    return loss, (wrong[1:] == 0).float().mean().item()


def optimizers(model: Model, rate: float) -> list[torch.optim.Optimizer]:
    matrices = [w for w in model.layers.parameters() if w.dim() == 2]
    others = [model.embed.weight, *(w for w in model.parameters() if w.dim() == 1)]
    return [
        torch.optim.Muon(matrices, lr=rate, momentum=0.95, weight_decay=0.01, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(others, lr=rate, betas=(0.9, 0.98), weight_decay=0.0),
    ]


def schedule(progress: float) -> float:
    """Share of the full rate: a short warm-up, a plateau, a fall along a cosine."""
    if progress < 0.02:
        return 0.1 + 0.9 * progress / 0.02
    fall = max(0.0, progress - 0.35) / 0.65
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(fall, 1.0)))


def average(model: Model, progress: float) -> float:
    """Averages gradients over the workers in place, and the progress with them, so that all stop at the same step."""
    grads = [w.grad for w in model.parameters()]
    flat = torch.cat([grad.flatten() for grad in grads] + [torch.tensor([progress])])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    at = 0
    for grad in grads:
        grad.copy_(flat[at : at + grad.numel()].view_as(grad))
        at += grad.numel()
    return flat[-1].item()


def work(rank: int, options: argparse.Namespace) -> None:
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(options.port))
    dist.init_process_group("gloo", rank=rank, world_size=options.workers)
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(options.tokenizer)
    model = Model(Config(vocabulary=tokenizer.get_vocab_size()))
    if options.start:
        model.load_state_dict(torch.load(options.start))
    train(model, tokenizer, rank, options)
    dist.destroy_process_group()


def train(model: Model, tokenizer: Tokenizer, rank: int, options: argparse.Namespace) -> None:
    steppers, exercises = optimizers(model, options.rate), Exercises(rank, options)
    begin, progress, steps, tokens, losses, exact = time.time(), 0.0, 0, 0, [], []
    while progress < 1:
        batch = pack(exercises.next(progress), tokenizer, 0.1 if max(progress, options.stage) < 0.2 else 0.0)
        loss, right = loss_of(model, batch)
        loss.backward()
        progress = average(model, (time.time() - begin) / 60 / options.minutes)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for stepper in steppers:
            for group in stepper.param_groups:
                group["lr"] = options.rate * schedule(progress)
            stepper.step()
            stepper.zero_grad()
        steps, tokens = steps + 1, tokens + batch.ids.numel()
        losses.append(loss.item())
        exact.append(right)
        if rank == 0 and (steps % REPORT == 0 or progress >= 1):
            print(f"{steps} {progress:.1%} {tokens / (time.time() - begin):.0f} tok/s loss {mean(losses):.4f} exact {mean(exact):.3f}", flush=True)
            losses, exact = [], []
            torch.save(model.state_dict(), pathlib.Path(options.out) / "model.pt")


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--start", help="checkpoint to go on from")
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--rows", type=int, default=20, help="exercises of one document in a worker's batch")
    parser.add_argument("--questions", type=int, default=6, help="questions of an exercise")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--world", type=int, default=0, help="another number makes other exercises")
    parser.add_argument("--stage", type=float, default=0.0, help="start of the curriculum, 0 to 1")
    parser.add_argument("--long-share", type=float, default=0.0, help="share of documents of up to ten sentences")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--port", type=int, default=29511)
    return parser.parse_args()


if __name__ == "__main__":
    chosen = arguments()
    pathlib.Path(chosen.out).mkdir(parents=True, exist_ok=True)
    torch.multiprocessing.spawn(work, (chosen,), nprocs=chosen.workers)
