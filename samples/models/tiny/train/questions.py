"""Writes the held-out questions, one JSON object a line: python questions.py OUT_FILE [--count N] [--seed N].

All names and numbers come from the held-out world: no training run has seen them.
"""

import argparse
import json

from generator import Generator

SEED = 4_000_001


def questions(count: int, seed: int):
    """Questions over one to four documents, in turn."""
    generator = Generator(seed, unseen=True)
    made = 0
    while made < count:
        exercise = generator.exercise(1 + made % 4, 1)
        if not exercise.questions:
            continue
        question, answer = exercise.questions[0]
        documents = [{"doc_id": str(number), "text": text} for number, text in enumerate(exercise.documents, 1)]
        yield {"documents": documents, "question": question, "answer": answer}
        made += 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    with open(options.out, "w") as out:
        for entry in questions(options.count, options.seed):
            out.write(json.dumps(entry) + "\n")
