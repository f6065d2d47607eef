"""Counts exact answers of the exported graphs: python evaluate.py MODEL_FOLDER [--questions FILE] [--show N]."""

import argparse
import json
import pathlib

from tokenizers import Tokenizer

from model import Config
from runner import Runner


def exact(runner: Runner, entries: list[dict], show: int) -> int:
    """Answers equal to the letter, the number of the document included."""
    right = 0
    for entry in entries:
        said = runner.answer([document["text"] for document in entry["documents"]], entry["question"])
        right += said == entry["answer"]
        if said != entry["answer"] and show > 0:
            show -= 1
            print(*(f"  [{document['doc_id']}] {document['text']}" for document in entry["documents"]), sep="\n")
            print(f"  asked  {entry['question']}\n  wanted {entry['answer']}\n  said   {said}\n")
    return right


def config_of(folder: pathlib.Path) -> Config:
    stored = json.loads((folder / "config.json").read_text())
    return Config(kv_heads=stored["num_key_value_heads"], layers=stored["num_hidden_layers"], hidden=stored["hidden_size"], heads=stored["num_attention_heads"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--questions", type=pathlib.Path)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(options.folder / "tokenizer.json"))
    lines = (options.questions or options.folder / "questions.jsonl").read_text().splitlines()
    entries = [json.loads(line) for line in lines]
    for graph in sorted((options.folder / "onnx").glob("*.onnx")):
        right = exact(Runner(str(graph), tokenizer, config_of(options.folder)), entries, options.show)
        print(f"{graph.name}: {right} of {len(entries)} exact, {100 * right / len(entries):.1f} %")
