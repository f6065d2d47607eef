"""Times sacreBLEU and NLTK on the texts of TextMetricsSpeed.

    python3 text_metrics.py DIR

Reads segments from the files of DIR and prints a line for each piece of work: its name, the seconds it took, the CPU
seconds, and the score, with tabs between them. Ends with status 3 if sacrebleu cannot be imported.
"""

import logging
import pathlib
import sys
import time

try:
    import sacrebleu
    from sacrebleu.metrics import BLEU, CHRF, TER
    from sacrebleu.significance import PairedTest
except ImportError:
    sys.exit(3)
try:
    import nltk.data
    from nltk.corpus.reader.wordnet import WordNetCorpusReader
    from nltk.data import FileSystemPathPointer
    from nltk.translate.meteor_score import meteor_score
except ImportError:
    meteor_score = None

logging.disable(logging.CRITICAL)


def lines(folder, name):
    return (folder / name).read_text(encoding="utf-8").split("\n")[:-1]


def report(name, work):
    start, cpu = time.perf_counter(), time.process_time()
    score = work()
    print(name, time.perf_counter() - start, time.process_time() - cpu, repr(float(score)), sep="\t", flush=True)


class NoSynonyms:
    """A WordNet without words."""

    @staticmethod
    def synsets(word):
        return []


def mean_meteor(hyps, refs, wordnet):
    scores = [meteor_score([ref.split()], hyp.split(), wordnet=wordnet) for hyp, ref in zip(hyps, refs)]
    return sum(scores) / len(scores)


def main():
    folder = pathlib.Path(sys.argv[1])
    print("version", sacrebleu.__version__, sys.version.split()[0], sep="\t", flush=True)
    many, many_refs = lines(folder, "many-hyp.txt"), [lines(folder, "many-ref.txt")]
    report("bleu", lambda: BLEU().corpus_score(many, many_refs).score)
    report("bleu-intl", lambda: BLEU(tokenize="intl").corpus_score(many, many_refs).score)
    report("chrf", lambda: CHRF().corpus_score(many, many_refs).score)
    report("chrf++", lambda: CHRF(word_order=2).corpus_score(many, many_refs).score)
    refs = [lines(folder, "few-ref.txt")]
    systems = [lines(folder, f"few-hyp{i}.txt") for i in range(6)]
    report("ter", lambda: TER().corpus_score(systems[0], refs).score)
    report("bootstrap", lambda: BLEU().corpus_score(systems[0], refs, n_bootstrap=1000)._mean)
    named = [(str(i), system) for i, system in enumerate(systems)]
    for test in ("bs", "ar"):
        # The score is the p-value of the last system.
        report(
            "paired-" + test,
            lambda: PairedTest(named, {"BLEU": BLEU()}, refs, test_type=test, n_samples=1000)()[1]["BLEU"][-1].p_value,
        )
    if meteor_score:
        hyps, refs = lines(folder, "answers-hyp.txt"), lines(folder, "answers-ref.txt")
        report("meteor", lambda: mean_meteor(hyps, refs, NoSynonyms))
        if (folder / "corpora" / "wordnet").is_dir():
            nltk.data.path.insert(0, str(folder))
            wordnet = WordNetCorpusReader(FileSystemPathPointer(str(folder / "corpora" / "wordnet")), None)
            wordnet.synsets("word")
            report("meteor-synonyms", lambda: mean_meteor(hyps, refs, wordnet))



if __name__ == "__main__":
    main()
