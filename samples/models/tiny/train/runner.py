"""Greedy generation with an exported graph on ONNX Runtime."""

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from model import Config
from prompt import END, documents_part, question_part


class Runner:
    def __init__(self, path: str, tokenizer: Tokenizer, config: Config, threads: int = 1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.tokenizer, self.config = tokenizer, config
        self.end = tokenizer.token_to_id(END)

    def step(self, ids: list[int], past: dict[str, np.ndarray] | None) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Feeds tokens after a past; logits [length, vocabulary] and the new past."""
        past = past or self._nothing()
        before = past["past_key_values.0.key"].shape[2]
        feeds = {"input_ids": np.array([ids]), "attention_mask": np.ones((1, before + len(ids)), dtype=np.int64), **past}
        logits, *present = self.session.run(None, feeds)
        return logits[0], dict(zip(past, present))

    def answer(self, documents: list[str], question: str, most: int = 64) -> str:
        prompt = documents_part(documents) + question_part(question)
        ids = self.tokenizer.encode(prompt, add_special_tokens=False).ids
        said: list[int] = []
        past = None
        while len(said) < most:
            logits, past = self.step(ids, past)
            token = int(logits[-1].argmax())
            if token == self.end:
                break
            said.append(token)
            ids = [token]
        return self.tokenizer.decode(said)

    def _nothing(self) -> dict[str, np.ndarray]:
        empty = np.zeros((1, self.config.kv_heads, 0, self.config.head_size), dtype=np.float32)
        return {f"past_key_values.{index}.{part}": empty for index in range(self.config.layers) for part in ("key", "value")}
