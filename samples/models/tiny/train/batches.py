"""Packs exercises into training batches.

A row holds the documents once and all questions after them. A question sees the documents and itself, not the other questions, and its positions
continue those of the documents: to the model each question looks as if it were asked alone, at a fraction of the cost.
"""

from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from generator import Exercise
from prompt import MOST, answer_part, documents_part, question_part

CITATION_WEIGHT = 3.0  # the number of the document is one token of some fifteen, and the last that a model learns


@dataclass(frozen=True)
class Batch:
    ids: Tensor  # [rows, length]
    positions: Tensor  # [rows, length]
    mask: Tensor  # [rows, 1, length, length], true where a token may look
    targets: Tensor  # [rows, length], the next token, or 0
    weights: Tensor  # [rows, length], weight of a target in the loss
    answers: Tensor  # [rows, length], number of the answer a target belongs to counted over the batch from 1, or 0


def pack(exercises: list[Exercise], tokenizer: Tokenizer, document_weight: float) -> Batch:
    rows = [_row(exercise, tokenizer, document_weight) for exercise in exercises]
    length = max(len(row) for row in rows)
    length += -length % 8
    table = torch.zeros(len(rows), length, 6)
    table[:, :, 2] = -1  # segment of the padding
    for index, row in enumerate(rows):
        table[index, : len(row)] = torch.tensor(row)
    ids, positions, segments, targets, answers = (table[:, :, column].long() for column in (0, 1, 2, 3, 5))
    offsets = torch.cumsum(answers.amax(1), 0) - answers.amax(1)
    answers = torch.where(answers > 0, answers + offsets[:, None], 0)
    same = (segments[:, :, None] == segments[:, None, :]) | (segments[:, None, :] == 0)
    mask = same & torch.ones(length, length, dtype=torch.bool).tril()
    return Batch(ids, positions, mask[:, None], targets, table[:, :, 4], answers)


def _row(exercise: Exercise, tokenizer: Tokenizer, document_weight: float) -> list[tuple]:
    """Tokens as (id, position, segment, target, weight, answer)."""
    texts = [documents_part(exercise.documents)]
    for question, answer in exercise.questions:
        texts += [question_part(question), answer_part(answer)]
    citations = {tokenizer.token_to_id(f"Ġ[{number}]") for number in range(1, MOST + 1)}
    documents, *rest = (encoding.ids for encoding in tokenizer.encode_batch(texts, add_special_tokens=False))
    row = [(token, at, 0, following, document_weight, 0) for at, (token, following) in enumerate(zip(documents, documents[1:] + [0]))]
    row[-1] = (*row[-1][:3], 0, 0.0, 0)
    for number, (question, answer) in enumerate(zip(rest[::2], rest[1::2]), 1):
        tokens = question + answer
        for at, token in enumerate(tokens):
            following = tokens[at + 1] if at + 1 < len(tokens) else 0
            answering = len(question) - 1 <= at < len(tokens) - 1
            weight = 0.0 if not answering else CITATION_WEIGHT if following in citations else 1.0
            row.append((token, len(documents) + at, number, following, weight, number if answering else 0))
    return row
