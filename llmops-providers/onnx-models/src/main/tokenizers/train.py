"""Trains the two tokenizers of the test models on text.txt, which lies beside this file.

    python3 train.py ../resources/dev/llmops/onnx/models

Needs the package tokenizers; nothing is downloaded.
"""

import pathlib
import sys

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

HERE = pathlib.Path(__file__).parent
TEXT = (HERE / "text.txt").read_text(encoding="utf-8").splitlines()

# Markers of a chat are special: decoding drops them. Markers inside an answer are text with an id of its own.
CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
MARKERS = ["<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>", "<think>", "</think>"]
DECODER_VOCABULARY = 320
ENCODER_VOCABULARY = 480


def decoder_tokenizer():
    """Byte-level BPE, as Qwen2 has it: 256 bytes, merges, then the added tokens."""
    tokenizer = Tokenizer(models.BPE(byte_fallback=False))
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=DECODER_VOCABULARY - len(CONTROL) - len(MARKERS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(TEXT, trainer)
    tokenizer.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in CONTROL])
    tokenizer.add_tokens([AddedToken(text, special=False, normalized=False) for text in MARKERS])
    assert tokenizer.get_vocab_size() == DECODER_VOCABULARY
    return tokenizer


def encoder_tokenizer():
    """WordPiece, as BERT has it, with the truncation that published files carry and nobody asked for."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=ENCODER_VOCABULARY,
        special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"],
        show_progress=False,
    )
    tokenizer.train_from_iterator(TEXT, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.decoder = decoders.WordPiece(prefix="##")
    tokenizer.enable_truncation(max_length=16)
    tokenizer.enable_padding(length=16)
    assert tokenizer.get_vocab_size() == ENCODER_VOCABULARY
    return tokenizer


def main():
    target = pathlib.Path(sys.argv[1])
    decoder_tokenizer().save(str(target / "bpe-tokenizer.json"))
    encoder_tokenizer().save(str(target / "wordpiece-tokenizer.json"))


if __name__ == "__main__":
    main()
