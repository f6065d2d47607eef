"""Trains the model: python train.py --tokenizer FILE --out FOLDER [--steps N] [--start CHECKPOINT].

Every batch is generated anew. The exercises grow from one document to four. Matrices inside the layers are stepped by Muon, the rest by AdamW.
"""

import argparse
import math
import pathlib
import random
import time

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from batches import Batch, pack
from generator import Generator
from model import Config, Model

SEED = 20261121
POOL = 8  # batches drawn at a time and sorted by length


def document_count(rng: random.Random, progress: float) -> int:
    """How many documents the next exercise has: one at first, later one to four, seldom none or five."""
    if progress < 0.08:
        return 1
    if progress < 0.2:
        return rng.choice((1, 1, 2))
    if progress < 0.4:
        return rng.choice((1, 2, 2, 3))
    return rng.choice((1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4) if rng.random() < 0.97 else (0, 5))


def exercises(generator: Generator, rng: random.Random, options: argparse.Namespace):
    """Endless batches of exercises as (progress, count of documents, exercises); those of a batch are about equally long, so that little is padded."""
    step = 0
    while True:
        stage = max(step / options.steps, options.stage)
        count = document_count(rng, stage)
        rows = options.rows * 2 // (1 + max(count, 1))
        pool = [generator.exercise(count, options.questions) for _ in range(rows * POOL)]
        pool.sort(key=lambda e: sum(map(len, e.documents)) + sum(len(q) + len(a) for q, a in e.questions))
        for at in rng.sample(range(POOL), POOL):
            yield stage, count, pool[at * rows : (at + 1) * rows]
            step += 1


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


def schedule(progress: float, steps: int) -> float:
    """Share of the full rate: a short warm-up, a plateau, a fall along a cosine."""
    warmup = min(200 / steps, 0.1)
    if progress < warmup:
        return progress / warmup
    fall = max(0.0, progress - 0.3) / 0.7
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * fall))


def train(options: argparse.Namespace) -> None:
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    tokenizer = Tokenizer.from_file(options.tokenizer)
    model = Model(Config(vocabulary=tokenizer.get_vocab_size()))
    if options.start:
        model.load_state_dict(torch.load(options.start))
    print(f"{sum(w.numel() for w in model.parameters()):,} parameters", flush=True)
    steppers = optimizers(model, options.rate)
    generator, rng = Generator(SEED + options.world), random.Random(SEED)
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    begin, seen, losses, exact = time.time(), 0, [], []
    for step, (stage, count, drawn) in zip(range(options.steps), exercises(generator, rng, options)):
        progress = step / options.steps
        batch = pack(drawn, tokenizer, 0.1 if stage < 0.4 else 0.02)
        for stepper in steppers:
            for group in stepper.param_groups:
                group["lr"] = options.rate * schedule(progress, options.steps)
        with torch.autocast("cpu", torch.bfloat16, enabled=options.bf16):
            loss, right = loss_of(model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for stepper in steppers:
            stepper.step()
            stepper.zero_grad()
        seen += batch.ids.numel()
        losses.append(loss.item())
        exact.append(right)
        if (step + 1) % options.report == 0:
            speed = seen / (time.time() - begin)
            print(f"{step + 1} {time.time() - begin:.0f}s {speed:.0f} tok/s loss {mean(losses):.4f} exact {mean(exact):.3f} ({count} documents)", flush=True)
            losses, exact = [], []
            torch.save(model.state_dict(), out / "model.pt")


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--start", help="checkpoint to go on from")
    parser.add_argument("--steps", type=int, default=7000)
    parser.add_argument("--rows", type=int, default=24, help="exercises of one document in a batch")
    parser.add_argument("--questions", type=int, default=6, help="questions of an exercise")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--world", type=int, default=0, help="added to the seed of the generator")
    parser.add_argument("--stage", type=float, default=0.0, help="start of the curriculum, 0 to 1")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--report", type=int, default=50)
    parser.add_argument("--bf16", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    train(arguments())
