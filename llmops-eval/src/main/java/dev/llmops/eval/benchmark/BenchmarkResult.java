package dev.llmops.eval.benchmark;

import dev.llmops.api.Require;
import dev.llmops.eval.run.Results;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a model reached in a benchmark: scores with standard errors, and what came of each document. Immutable. */
public final class BenchmarkResult {
    private final Benchmark benchmark;
    private final String model;
    private final Map<String, String> fingerprints;
    private final Instant started;
    private final List<BenchmarkSample> samples;
    private final List<BenchmarkScore> scores;
    private final List<String> warnings;

    BenchmarkResult(
            Benchmark benchmark,
            String model,
            Map<String, String> fingerprints,
            Instant started,
            List<BenchmarkSample> samples,
            List<BenchmarkScore> scores,
            List<String> warnings) {
        this.benchmark = benchmark;
        this.model = model;
        this.fingerprints = Map.copyOf(fingerprints);
        this.started = started;
        this.samples = List.copyOf(samples);
        this.scores = List.copyOf(scores);
        this.warnings = List.copyOf(warnings);
    }

    /** {@return the name of the task} */
    public String task() {
        return benchmark.name();
    }

    /** {@return the name of the model} */
    public String model() {
        return model;
    }

    /** {@return what the model is made of, as far as it tells: a hash of its tokenizer} */
    public Map<String, String> fingerprints() {
        return fingerprints;
    }

    /**
     * {@return whether the scores can be compared with those of lm-evaluation-harness; not if a model wrote letters where
     * likelihoods were meant}
     */
    public boolean isComparable() {
        return benchmark.task().isComparable();
    }

    /** {@return when the run began} */
    public Instant started() {
        return started;
    }

    /** {@return how many documents were asked about, failed ones included} */
    public int documents() {
        return benchmark.size();
    }

    /** {@return how many documents failed: they are in no score} */
    public int failed() {
        return (int) samples.stream()
                .filter(sample -> sample.failure().isPresent())
                .mapToInt(BenchmarkSample::index)
                .distinct()
                .count();
    }

    /** {@return every score, filter by filter} */
    public List<BenchmarkScore> scores() {
        return scores;
    }

    /**
     * {@return the score {@code name}, such as {@code acc_norm} or {@code exact_match,strict-match}}
     *
     * @throws dev.llmops.api.InvalidInputException if there is none, with the names that there are
     */
    public BenchmarkScore score(String name) {
        for (BenchmarkScore score : scores) {
            if (score.name().equals(name)) {
                return score;
            }
        }
        List<String> names = scores.stream().map(BenchmarkScore::name).toList();
        Require.that(
                false, "name", task() + " has no score \"" + name + "\". It has " + String.join(", ", names) + ".");
        throw new IllegalStateException("unreachable");
    }

    /** {@return what came of each document, filter by filter} */
    public List<BenchmarkSample> samples() {
        return samples;
    }

    /** {@return what is odd about the data, but was scored} */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * {@return this result as that of a run, for comparisons and reports}
     *
     * <p>Items are named by the index of their document. Metrics that say something only about all documents together,
     * such as a correlation, are unmeasured there.
     */
    public Results results() {
        return new RunView(benchmark, this).results();
    }

    /** Shows the scores, a line for each. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (BenchmarkScore score : scores) {
            text.append(String.format(Locale.ROOT, "%s %s = %.4f", task(), score.name(), score.value()));
            score.standardError().ifPresent(error -> text.append(String.format(Locale.ROOT, " ± %.4f", error)));
            text.append(String.format(
                    Locale.ROOT,
                    " (%d of %d measured%s)%n",
                    score.measured(),
                    documents(),
                    isComparable() ? "" : "; letters were written, not comparable with likelihoods"));
        }
        return text.toString().stripTrailing();
    }
}
