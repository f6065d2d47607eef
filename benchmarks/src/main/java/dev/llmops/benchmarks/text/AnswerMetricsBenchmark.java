package dev.llmops.benchmarks.text;

import dev.llmops.eval.text.EditDistance;
import dev.llmops.eval.text.Meteor;
import dev.llmops.eval.text.PrecisionRecall;
import dev.llmops.eval.text.RougeScorer;
import dev.llmops.eval.text.RougeTokenizer;
import dev.llmops.eval.text.RougeType;
import dev.llmops.eval.text.Squad;
import dev.llmops.eval.text.WordNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long 5,000 pairs of sentences of 18 words take, on one thread, and how long WordNet takes to load.
 *
 * <p>Answers are references with some words left out, repeated, inflected or replaced.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
@Fork(2)
public class AnswerMetricsBenchmark {
    private static final int PAIRS = 5000;
    private static final int WORDS = 18;

    private static final List<String> VOCABULARY = List.of(
            ("the a an of and so that while because engineer teacher council museum market battery river garden report"
                            + " policy model system kitchen bridge airport database patient quick fast careful modern"
                            + " ancient national surprising expensive lazy bright reliable small large opens improved"
                            + " reviews collected measured visited painting translating rejected describes carried"
                            + " analysed buys purchased automobile car house home children women quickly carefully")
                    .split(" ", -1));

    private final List<String> answers = new ArrayList<>();
    private final List<String> references = new ArrayList<>();
    private final RougeScorer rouge =
            RougeScorer.of(RougeTokenizer.google().stemmed(), RougeType.ngrams(1), RougeType.ngrams(2), RougeType.L);
    private final RougeScorer lines = RougeScorer.of(RougeTokenizer.google().stemmed(), RougeType.LSUM);
    private final Meteor meteor = Meteor.with(WordNet.load());

    /** Writes the pairs. */
    public AnswerMetricsBenchmark() {
        Random random = new Random(1);
        for (int i = 0; i < PAIRS; i++) {
            StringBuilder answer = new StringBuilder();
            StringBuilder reference = new StringBuilder();
            for (int word = 0; word < WORDS; word++) {
                String right = VOCABULARY.get(random.nextInt(VOCABULARY.size()));
                reference.append(right).append(' ');
                switch (random.nextInt(8)) {
                    case 0 ->
                        answer.append(VOCABULARY.get(random.nextInt(VOCABULARY.size())))
                                .append(' ');
                    case 1 -> answer.append(right).append("s ");
                    case 2 -> answer.append("");
                    default -> answer.append(right).append(' ');
                }
            }
            answers.add(answer.append('.').toString());
            references.add(reference.append('.').toString());
        }
    }

    /** {@return the sum of F of ROUGE-1, ROUGE-2 and ROUGE-L over stems} */
    @Benchmark
    public double rouge() {
        double sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            for (PrecisionRecall score :
                    rouge.score(answers.get(i), references.get(i)).values()) {
                sum += score.f();
            }
        }
        return sum;
    }

    /** {@return the sum of F of ROUGE-Lsum over stems} */
    @Benchmark
    public double rougeLsum() {
        double sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            for (PrecisionRecall score :
                    lines.score(answers.get(i), references.get(i)).values()) {
                sum += score.f();
            }
        }
        return sum;
    }

    /** {@return the sum of METEOR with synonyms} */
    @Benchmark
    public double meteor() {
        double sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            List<String> answer = List.of(answers.get(i).split(" ", -1));
            List<String> reference = List.of(references.get(i).split(" ", -1));
            sum += meteor.scoreTokens(answer, List.of(reference));
        }
        return sum;
    }

    /** {@return the sum of F1 as SQuAD has it} */
    @Benchmark
    public double squad() {
        Squad f1 = Squad.f1();
        double sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            sum += f1.compare(answers.get(i), references.get(i));
        }
        return sum;
    }

    /** {@return the sum of edits of characters} */
    @Benchmark
    public long characterEdits() {
        EditDistance characters = EditDistance.characters();
        long sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            sum += characters.distance(answers.get(i), references.get(i));
        }
        return sum;
    }

    /** {@return WordNet, read again} */
    @Benchmark
    public WordNet wordNet() {
        return WordNet.load();
    }
}
