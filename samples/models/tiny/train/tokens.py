"""Trains the byte-level BPE tokenizer on generated text: python tokens.py OUT_FILE."""

import sys

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from generator import Generator
from prompt import MOST, SPECIAL, cited

VOCABULARY = 1280
EXERCISES = 12_000
WORDS = r" \[\p{N}\]| ?\p{L}+| ?\p{N}|\s+(?!\S)| ?[^\s\p{L}\p{N}]|\s+"  # citations, words, single digits, single signs


def texts(count: int):
    generator = Generator(seed=7)
    for index in range(count):
        exercise = generator.exercise(1 + index % MOST, 4)
        yield from (cited(text, number) for number, text in enumerate(exercise.documents, 1))
        for question, answer in exercise.questions:
            yield " " + question
            yield answer


def train() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(WORDS), behavior="isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    tokenizer.train_from_iterator(texts(EXERCISES), trainer)
    return tokenizer


if __name__ == "__main__":
    train().save(sys.argv[1])
