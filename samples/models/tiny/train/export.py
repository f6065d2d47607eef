"""Writes the model directory: python export.py CHECKPOINT TOKENIZER FOLDER [--q4 CHECKPOINT].

Compares the full-precision graph with PyTorch, at once and token by token, and stops when they differ.
"""

import argparse
import json
import pathlib
import shutil

import numpy as np
import torch
from tokenizers import Tokenizer

from generator import Generator
from graph import Graph
from model import Config, Model
from prompt import BEGIN, END, PAD, SPECIAL, answer_part, documents_part, question_part
from runner import Runner

TOLERANCE = 1e-4
HEAD_BITS = 8  # the tied embedding is the most sensitive matrix, and small


def configuration(config: Config, tokenizer: Tokenizer) -> dict:
    return {
        "architectures": ["LlamaForCausalLM"],
        "attention_bias": False,
        "attention_dropout": 0.0,
        "bos_token_id": tokenizer.token_to_id(BEGIN),
        "eos_token_id": tokenizer.token_to_id(END),
        "pad_token_id": tokenizer.token_to_id(PAD),
        "head_dim": config.head_size,
        "hidden_act": "silu",
        "hidden_size": config.hidden,
        "initializer_range": 0.02,
        "intermediate_size": config.intermediate,
        "max_position_embeddings": config.positions,
        "mlp_bias": False,
        "model_type": "llama",
        "num_attention_heads": config.heads,
        "num_hidden_layers": config.layers,
        "num_key_value_heads": config.kv_heads,
        "rms_norm_eps": config.epsilon,
        "rope_scaling": None,
        "rope_theta": config.theta,
        "tie_word_embeddings": True,
        "torch_dtype": "float32",
        "use_cache": True,
        "vocab_size": config.vocabulary,
    }


def generation(tokenizer: Tokenizer) -> dict:
    tokens = {name: tokenizer.token_to_id(token) for name, token in (("bos_token_id", BEGIN), ("eos_token_id", END), ("pad_token_id", PAD))}
    return {**tokens, "do_sample": False, "max_new_tokens": 64}


def tokenizer_configuration(config: Config, tokenizer: Tokenizer) -> dict:
    added = {
        str(tokenizer.token_to_id(token)): {
            "content": token, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True,
        }
        for token in SPECIAL
    }
    return {
        "add_bos_token": False,
        "add_prefix_space": False,
        "added_tokens_decoder": added,
        "bos_token": BEGIN,
        "clean_up_tokenization_spaces": False,
        "eos_token": END,
        "model_max_length": config.positions,
        "pad_token": PAD,
        "tokenizer_class": "PreTrainedTokenizerFast",
    }


def load(checkpoint: str, config: Config) -> Model:
    model = Model(config)
    model.load_state_dict(torch.load(checkpoint))
    return model.eval()


def compare(model: Model, path: str, tokenizer: Tokenizer) -> float:
    """The largest difference of logits between the graph and PyTorch: whole sequences, and prompts followed by single tokens."""
    runner, generator, worst = Runner(path, tokenizer, model.config), Generator(99, unseen=True), 0.0
    for documents in (1, 2, 3, 4):
        exercise = generator.exercise(documents, 1)
        question, answer = (exercise.questions or [("Who?", "Nobody.")])[0]
        ids = tokenizer.encode(documents_part(exercise.documents) + question_part(question) + answer_part(answer)).ids
        with torch.no_grad():
            wanted = model(torch.tensor([ids]))[0].numpy()
        worst = max(worst, np.abs(runner.step(ids, None)[0] - wanted).max())
        logits, past = runner.step(ids[:-8], None)
        for at in range(len(ids) - 8, len(ids)):
            logits, past = runner.step(ids[at : at + 1], past)
            worst = max(worst, np.abs(logits[0] - wanted[at]).max())
    return float(worst)


def export(options: argparse.Namespace) -> None:
    tokenizer = Tokenizer.from_file(options.tokenizer)
    config = Config(vocabulary=tokenizer.get_vocab_size())
    folder = options.folder
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    for name, content in (
        ("config.json", configuration(config, tokenizer)),
        ("generation_config.json", generation(tokenizer)),
        ("tokenizer_config.json", tokenizer_configuration(config, tokenizer)),
    ):
        (folder / name).write_text(json.dumps(content, indent=2) + "\n")
    shutil.copyfile(options.tokenizer, folder / "tokenizer.json")
    model = load(options.checkpoint, config)
    whole = str(folder / "onnx" / "model.onnx")
    Graph(model, bits=32, head_bits=32).write(whole)
    difference = compare(model, whole, tokenizer)
    print(f"largest difference from PyTorch: {difference:.2e}")
    if difference > TOLERANCE:
        raise SystemExit(f"the graph differs from PyTorch by more than {TOLERANCE}")
    Graph(load(options.q4 or options.checkpoint, config), bits=4, head_bits=HEAD_BITS).write(str(folder / "onnx" / "model_q4.onnx"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint")
    parser.add_argument("tokenizer")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--q4", help="checkpoint for the 4-bit graph, when it is not the same")
    export(parser.parse_args())
