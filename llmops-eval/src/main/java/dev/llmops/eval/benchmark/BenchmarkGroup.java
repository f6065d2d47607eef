package dev.llmops.eval.benchmark;

import dev.llmops.api.Require;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Several scores as one, such as that of all subjects of an examination.
 *
 * <p>Sizes and standard errors stand for the documents behind the scores; formulas are those of lm-evaluation-harness
 * 0.4.
 *
 * @param scores the scores, at least one; each must have measured something
 */
public record BenchmarkGroup(List<Part> scores) {
    /** Checks and copies the scores. */
    public BenchmarkGroup {
        scores = List.copyOf(Require.nonNull(scores, "scores"));
        Require.that(!scores.isEmpty(), "scores", "a group needs at least one score");
    }

    /** {@return the group of the score {@code name} of each result} */
    public static BenchmarkGroup of(String name, List<BenchmarkResult> results) {
        return new BenchmarkGroup(
                results.stream().map(result -> Part.of(result.score(name))).toList());
    }

    /** {@return the mean of the documents: scores weighted by how many documents are behind them} */
    public double weightedMean() {
        double sum = 0;
        long size = 0;
        for (Part part : scores) {
            sum += part.value() * part.size();
            size += part.size();
        }
        return sum / size;
    }

    /** {@return the mean of the scores, however many documents are behind each} */
    public double plainMean() {
        double sum = 0;
        for (Part part : scores) {
            sum += part.value();
        }
        return sum / scores.size();
    }

    /**
     * {@return the standard error of the mean of the documents, from the pooled variance within the scores; empty if a
     * score has no standard error}
     */
    public OptionalDouble standardError() {
        double sum = 0;
        long size = 0;
        for (Part part : scores) {
            if (part.standardError().isEmpty()) {
                return OptionalDouble.empty();
            }
            double error = part.standardError().getAsDouble();
            sum += (part.size() - 1) * (error * error) * part.size();
            size += part.size();
        }
        return OptionalDouble.of(Math.sqrt(sum / (size - scores.size()) / size));
    }

    /**
     * {@return the other standard error that lm-evaluation-harness can compute, with the differences between the scores;
     * empty if a score has no standard error}
     *
     * <p>For comparison with its numbers only: scores are added up one after another, but their sizes are not, so the
     * value depends on the order.
     */
    public OptionalDouble combinedError() {
        Part first = scores.get(0);
        double size = first.size();
        double mean = first.value();
        if (scores.stream().anyMatch(part -> part.standardError().isEmpty())) {
            return OptionalDouble.empty();
        }
        double variance = squaredError(first);
        for (Part part : scores.subList(1, scores.size())) {
            double squared = squaredError(part);
            double both = size + part.size();
            mean = (mean * size + part.value() * part.size()) / both;
            double within = ((size - 1) * variance + (part.size() - 1) * squared) / (both - 1);
            double between = size * part.size() / (both * (both - 1)) * (mean - part.value()) * (mean - part.value());
            variance = within + between;
        }
        return OptionalDouble.of(Math.sqrt(variance));
    }

    private static double squaredError(Part part) {
        double error = part.standardError().orElseThrow();
        return error * error;
    }

    /**
     * One score of a group.
     *
     * @param value the score
     * @param standardError its standard error, if one is defined
     * @param size how many documents are behind it
     */
    public record Part(double value, OptionalDouble standardError, int size) {
        /** Checks the size. */
        public Part {
            Require.inRange(size, 1, Integer.MAX_VALUE, "size");
            Require.nonNull(standardError, "standardError");
        }

        /** {@return {@code score} as part of a group} */
        public static Part of(BenchmarkScore score) {
            return new Part(score.value(), score.standardError(), score.measured());
        }
    }
}
