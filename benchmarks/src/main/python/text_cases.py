"""Writes golden cases of sacreBLEU and NLTK on random nasty texts, in the layout of the metric conformance program.

    python3 benchmarks/src/main/python/text_cases.py DIR [COUNT [SEED [FILE ...]]]
    benchmarks/conformance.sh metrics DIR

Needs the packages sacrebleu and nltk. Texts have punctuation runs, entities, white space of all kinds, Chinese and
Japanese, emoji, marks and right-to-left scripts; every parameter is drawn at random.
"""

import itertools
import json
import logging
import pathlib
import random
import sys
import unicodedata
import warnings

import nltk.translate.bleu_score as nltk_bleu
from nltk.tokenize import NLTKWordTokenizer, TreebankWordTokenizer, WordPunctTokenizer
from nltk.translate.gleu_score import sentence_gleu
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")

WORDS = (
    "the a cat dog sat on mat is was quick brown fox jumps over lazy The A IT it he's don't cannot Wanna gimme 'tis "
    "'Twas rock'n'roll O'Brien's we'll they're I've I'm she'd state-of-the-art 3.14 1,000 10:30 2019. U.S.A. e.g. "
    "1990-2000 $5 50% a.b,c ... .., ,.. -- '' `` \"quoted\" (hi) [x] {y} <z> &quot; &amp; &lt; &gt; &amp;lt; <skipped> "
    "http://x.org/?q=1&r=2 #tag @me C++ x*y a/b a_b ... !!! ?! ;: Straße İstanbul ΟΔΟΣ ὈΔΥΣΣΕΎΣ ΣΑΣ cafe\u0301 naïve"
).split(" ")
RANGES = [
    (0x21, 0x7E), (0x21, 0x7E), (0xA1, 0xFF), (0x100, 0x24F), (0x300, 0x36F), (0x391, 0x3C9), (0x410, 0x44F),
    (0x5D0, 0x5EA), (0x620, 0x669), (0x905, 0x96F), (0xE01, 0xE5B), (0x1E00, 0x1EFF), (0x2010, 0x205E), (0x2070, 0x20BF),
    (0x2100, 0x218B), (0x2190, 0x23FF), (0x2460, 0x24FF), (0x25A0, 0x27BF), (0x2A00, 0x2AFF), (0x2E80, 0x2FDF),
    (0x3001, 0x303F), (0x3041, 0x3096), (0x30A1, 0x30FF), (0x3105, 0x312F), (0x31F0, 0x32FE), (0x3400, 0x3420),
    (0x3F10, 0x3F30), (0x4E00, 0x4E80), (0x9F90, 0x9FBB), (0xAC00, 0xAC40), (0xF900, 0xFA6D), (0xFE30, 0xFE4F),
    (0xFF01, 0xFFEE), (0x10400, 0x1044F), (0x1D400, 0x1D7FF), (0x1F300, 0x1F64F), (0x1F900, 0x1F9CB), (0x20000, 0x20020),
    (0x2F800, 0x2F81D),
]
SPACES = [" "] * 12 + ["  ", "\t", "\u00a0", "\u3000", "\u2003", "\u200b", "\u001c", "\u0085", "\u2028", "\r", "\u202f", ""]
BREAKS = ["\n", "-\n", "\n-", "\r\n", "\n\n"]


class Texts:
    """Random texts, the same for the same seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def character(self):
        while True:
            character = chr(self.random.randint(*self.random.choice(RANGES)))
            if unicodedata.category(character) not in ("Cn", "Cs", "Co"):
                return character

    def token(self):
        kind = self.random.random()
        if kind < 0.55:
            return self.random.choice(WORDS)
        if kind < 0.7:
            return "".join(self.random.choice(".,-'\"!?:;()&<>/0123456789ab ") for _ in range(self.random.randint(1, 6)))
        if kind < 0.8:
            low, high = self.random.choice(RANGES)
            run = [chr(self.random.randint(low, high)) for _ in range(self.random.randint(1, 5))]
            return "".join(c for c in run if unicodedata.category(c) not in ("Cn", "Cs", "Co"))
        if kind < 0.9:
            return self.random.choice(WORDS) + self.character() + self.random.choice(WORDS)
        return "".join(self.character() for _ in range(self.random.randint(1, 4)))

    def tokens(self, most):
        return [self.token() for _ in range(self.random.randint(0, most))]

    def join(self, tokens, breaks):
        text = self.random.choice(["", "", "", " ", "\u3000"])
        for token in tokens:
            text += token
            text += self.random.choice(BREAKS) if breaks and self.random.random() < 0.03 else self.random.choice(SPACES)
        return text if breaks else text.replace("\n", " ")

    def mutate(self, tokens):
        tokens = list(tokens)
        for _ in range(self.random.randint(0, 4)):
            kind = self.random.random()
            i, j = sorted(self.random.randint(0, len(tokens)) for _ in range(2))
            if kind < 0.4:
                run = tokens[i:j]
                del tokens[i:j]
                k = self.random.randint(0, len(tokens))
                tokens[k:k] = run
            elif kind < 0.6:
                del tokens[i : i + 2]
            elif kind < 0.8:
                tokens.insert(i, self.token())
            elif tokens:
                tokens[min(i, len(tokens) - 1)] = self.token()
        return tokens

    def pair(self, breaks=True, references=None, hard=True):
        """A hypothesis and references."""
        most = self.random.choice([3, 8, 20, 20, 40, 80] if hard else [3, 8, 20])
        base = self.tokens(most)
        if hard and self.random.random() < 0.05:
            # Few words, many moves: the search of TER stops at its limit.
            base = [self.random.choice("abcdefg") for _ in range(self.random.randint(20, 110))]
            if self.random.random() < 0.5:
                self.random.shuffle(base)
        refs = [self.mutate(base) for _ in range(references or self.random.choice([1, 1, 1, 2, 3, 4]))]
        hyp = self.mutate(base) if self.random.random() < 0.9 else self.tokens(most)
        if hard and self.random.random() < 0.04:
            hyp = hyp[:3] * self.random.randint(5, 70)
        if self.random.random() < 0.04:
            hyp = hyp[:1]
        return self.join(hyp, breaks), [self.join(ref, breaks) for ref in refs]


class Cases:
    """Writes files of cases."""

    def __init__(self, folder, count, seed):
        self.folder = pathlib.Path(folder)
        self.count = count
        self.texts = Texts(seed)
        self.random = self.texts.random
        (self.folder / "data" / "synth").mkdir(parents=True, exist_ok=True)

    def write(self, name, cases):
        with open(self.folder / name, "w", encoding="utf-8", newline="\n") as file:
            for case in cases:
                file.write(json.dumps(case) + "\n")

    def bleu_params(self):
        params = {}
        if self.random.random() < 0.8:
            params["tokenize"] = self.random.choice(["none", "13a", "intl", "char", "zh"])
        if self.random.random() < 0.3:
            params["lowercase"] = True
        if self.random.random() < 0.7:
            params["smooth_method"] = self.random.choice(["none", "exp", "floor", "add-k"])
            if params["smooth_method"] in ("floor", "add-k") and self.random.random() < 0.6:
                params["smooth_value"] = self.random.choice([0, 0.01, 0.1, 0.25, 0.5, 1, 2, 3.7])
        if self.random.random() < 0.4:
            params["max_ngram_order"] = self.random.choice([1, 2, 3, 5, 6, 9])
        params["effective_order"] = self.random.random() < 0.5
        return params

    def chrf_params(self):
        params = {}
        for name, values in (
            ("char_order", [1, 2, 4, 8]),
            ("word_order", [1, 2, 3]),
            ("beta", [1, 3]),
            ("lowercase", [True]),
            ("whitespace", [True]),
            ("eps_smoothing", [True]),
        ):
            if self.random.random() < 0.35:
                params[name] = self.random.choice(values)
        return params

    def ter_params(self):
        names = ("normalized", "no_punct", "asian_support", "case_sensitive")
        return {name: True for name in names if self.random.random() < 0.5}

    def draw(self, kind):
        params = getattr(self, kind + "_params")()
        return params, {"bleu": BLEU, "chrf": CHRF, "ter": TER}[kind](**params)

    @staticmethod
    def expected(kind, score):
        if kind == "bleu":
            return {
                "score": score.score, "counts": score.counts, "totals": score.totals, "precisions": score.precisions,
                "bp": score.bp, "sys_len": score.sys_len, "ref_len": score.ref_len, "format": score.format(),
            }
        if kind == "chrf":
            return {"score": score.score, "name": score.name}
        return {"score": score.score, "num_edits": score.num_edits, "ref_length": score.ref_length}

    def sentences(self, kind):
        for i in range(self.count):
            params, metric = self.draw(kind)
            hyp, refs = self.texts.pair()
            score = metric.sentence_score(hyp, refs)
            yield {
                "metric": kind + ".sentence", "params": params, "id": str(i), "hyp": hyp, "refs": refs,
                "expected": self.expected(kind, score), "signature": str(metric.get_signature()),
            }

    def tokenizers(self):
        for i in range(self.count):
            hyp = self.texts.pair()[0].rstrip()
            name = self.random.choice(["none", "13a", "intl", "char", "zh"])
            expected = BLEU(tokenize=name).tokenizer(hyp)
            yield {"metric": "sacrebleu.tokenize", "params": {"tokenize": name}, "id": str(i), "hyp": hyp, "expected": expected}
            params, metric = self.draw("ter")
            expected = metric.tokenizer(hyp)
            yield {"metric": "sacrebleu.tokenize.tercom", "params": params, "id": str(i), "hyp": hyp, "expected": expected}

    def corpora(self, count):
        data = [self.texts.pair(hard=False) for _ in range(60)]
        self.write("data/hand.jsonl", ({"hyp": hyp, "refs": refs} for hyp, refs in data))
        pairs = [self.texts.pair(breaks=False, references=3, hard=False) for _ in range(80)]
        names = ["data/synth/hyp.txt"] + [f"data/synth/ref{i}.txt" for i in range(3)]
        streams = [[hyp for hyp, _ in pairs]] + [[refs[i] for _, refs in pairs] for i in range(3)]
        for name, stream in zip(names, streams):
            (self.folder / name).write_text("".join(line + "\n" for line in stream), encoding="utf-8", newline="\n")
        for kind, _ in itertools.product(("bleu", "chrf", "ter"), range(count)):
            corpus = self.random.choice(["hand", "hand_varrefs", "synth"])
            case = {"metric": kind + ".corpus", "corpus": corpus}
            if corpus == "synth":
                used = self.random.randint(1, 3)
                hyps, refs = streams[0], streams[1 : 1 + used]
                case |= {"hyp_file": names[0], "ref_files": names[1 : 1 + used]}
            else:
                hyps = [hyp for hyp, _ in data]
                refs = [[some[0] for _, some in data]]
                if corpus == "hand_varrefs":
                    refs.append([some[1] if len(some) > 1 else None for _, some in data])
            params, metric = self.draw(kind)
            bootstrap = self.random.choice([0, 0, 50, 300])
            score = metric.corpus_score(hyps, refs, n_bootstrap=bootstrap or 1)
            case |= {"params": params, "signature": str(metric.get_signature())}
            if bootstrap:
                case["metric"] += "_ci"
                case["params"] = params | {"n_bootstrap": bootstrap, "seed": 12345}
                case["expected"] = {"score": score.score, "mean": float(score._mean), "ci": float(score._ci), "format": score.format()}
            else:
                case["expected"] = self.expected(kind, score)
            yield case

    def paired(self, count):
        for i in range(count):
            pairs = [self.texts.pair(breaks=False, references=2, hard=False) for _ in range(self.random.choice([5, 30, 100]))]
            bases = [refs[1].split(" ") for _, refs in pairs]
            systems = [[hyp for hyp, _ in pairs]]
            systems += [[self.texts.join(self.texts.mutate(base), False) for base in bases] for _ in range(2)]
            systems.append(list(systems[0]))
            names = [f"data/synth/paired{i}-{system}.txt" for system in range(len(systems))]
            refs = [f"data/synth/paired{i}-ref.txt"]
            streams = systems + [[some[0] for _, some in pairs]]
            for name, stream in zip(names + refs, streams):
                (self.folder / name).write_text("".join(line + "\n" for line in stream), encoding="utf-8", newline="\n")
            test = self.random.choice(["bs", "ar"])
            params = {"test": test, "n": self.random.choice([20, 100, 1000]), "seed": 12345}
            metrics = {"BLEU": BLEU(), "chrF2": CHRF(), "chrF3++": CHRF(beta=3, word_order=2), "TER": TER()}
            signatures, scores = PairedTest(
                list(zip(names, systems)), metrics, [streams[-1]], test_type=test, n_samples=params["n"]
            )()
            expected = {
                name: [
                    {"score": result.score, "p_value": result.p_value, "mean": number(result.mean), "ci": number(result.ci)}
                    for result in scores[name]
                ]
                for name in metrics
            }
            yield {
                "metric": "sacrebleu.paired", "params": params, "systems": names, "ref_files": refs, "expected": expected,
                "signature": {name: str(signatures[name]) for name in metrics},
            }

    def nltk_scores(self):
        methods = nltk_bleu.SmoothingFunction()
        for i in range(self.count):
            hyp, refs = self.texts.pair()
            tokens, ref_tokens = hyp.split(), [ref.split() for ref in refs]
            expected = {}
            for name, options in [(f"method{m}", {"smoothing_function": getattr(methods, f"method{m}")}) for m in range(8)] + [
                ("auto_reweigh", {"auto_reweigh": True}),
                ("bleu2_m1", {"weights": (0.5, 0.5), "smoothing_function": methods.method1}),
                ("bleu3_m3", {"weights": (1 / 3,) * 3, "smoothing_function": methods.method3}),
                ("bleu6_m5", {"weights": (1 / 6,) * 6, "smoothing_function": methods.method5}),
                ("bleu5_m7", {"weights": (1 / 5,) * 5, "smoothing_function": methods.method7}),
            ]:
                try:
                    expected[name] = float(nltk_bleu.sentence_bleu(ref_tokens, tokens, **options))
                except Exception as error:
                    expected[name] = "ERR:" + type(error).__name__
            expected["gleu"] = sentence_gleu(ref_tokens, tokens)
            yield {
                "metric": "nltk.sentence_bleu", "params": {"tokenizer": "split"}, "id": str(i), "hyp": hyp, "refs": refs,
                "expected": expected,
            }

    def nltk_words(self):
        tokenizers = {"nltk_word": NLTKWordTokenizer(), "treebank": TreebankWordTokenizer(), "wordpunct": WordPunctTokenizer()}
        for i in range(self.count):
            hyp, _ = self.texts.pair()
            yield {
                "metric": "nltk.tokenize", "id": str(i), "hyp": hyp,
                "expected": {name: tokenizer.tokenize(hyp) for name, tokenizer in tokenizers.items()},
            }


def number(value):
    return None if value is None else float(value)


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    cases = Cases(sys.argv[1], count, int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    files = {
        "bleu_tokenizers": cases.tokenizers,
        "bleu_sentence": lambda: cases.sentences("bleu"),
        "chrf_sentence": lambda: cases.sentences("chrf"),
        "ter_sentence": lambda: cases.sentences("ter"),
        "corpus": lambda: cases.corpora(max(1, count // 20)),
        "paired_tests": lambda: cases.paired(max(1, count // 100)),
        "nltk_bleu": cases.nltk_scores,
        "nltk_word_tokenizers": cases.nltk_words,
    }
    for name in sys.argv[4:] or files:
        cases.write(name + ".jsonl", files[name]())


if __name__ == "__main__":
    main()
