package dev.llmops.eval.arena;

import dev.llmops.api.Require;
import dev.llmops.eval.Signature;
import dev.llmops.eval.statistics.Interval;
import dev.llmops.eval.statistics.Quantiles;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What battles tell of the strength of systems. Immutable. */
public sealed interface Ratings {
    /** {@return how they were computed} */
    Signature signature();

    /**
     * The battles do not determine ratings.
     *
     * @param signature how they would have been computed
     * @param reason why not
     * @param groups the systems, those together that could be rated together; stronger groups first where one always wins
     */
    record Undetermined(Signature signature, String reason, List<List<String>> groups) implements Ratings {
        /** Checks and copies the components. */
        public Undetermined {
            Require.nonNull(signature, "signature");
            Require.nonBlank(reason, "reason");
            groups = groups.stream().map(List::copyOf).toList();
        }
    }

    /** The battles determine ratings. */
    final class Rated implements Ratings {
        private final Signature signature;
        private final List<String> systems;
        private final double[] ratings;
        private final double[] styles;

        /** The ratings of resamples by system, sorted; no rows if there was no bootstrap. */
        private final double[][] resampled;

        private final int undetermined;

        Rated(
                Signature signature,
                List<String> systems,
                double[] ratings,
                double[] styles,
                double[][] resampled,
                int undetermined) {
            this.signature = signature;
            this.systems = systems;
            this.ratings = ratings;
            this.styles = styles;
            this.resampled = resampled;
            this.undetermined = undetermined;
            Arrays.stream(resampled).forEach(Arrays::sort);
        }

        @Override
        public Signature signature() {
            return signature;
        }

        /** {@return the ratings, by name} */
        public SortedMap<String, Double> ratings() {
            SortedMap<String, Double> byName = new TreeMap<>();
            for (int i = 0; i < ratings.length; i++) {
                byName.put(systems.get(i), ratings[i]);
            }
            return Collections.unmodifiableSortedMap(byName);
        }

        /** {@return the rating of {@code system}} */
        public double rating(String system) {
            return ratings[index(system)];
        }

        /** {@return the systems, the best first} */
        public List<String> ranking() {
            return systems.stream()
                    .sorted((a, b) -> Double.compare(rating(b), rating(a)))
                    .toList();
        }

        /**
         * {@return the interval of the rating of {@code system}, between quantiles of the resamples; empty without a
         * bootstrap, or if a resample did not determine ratings}
         */
        public Optional<Interval> interval(String system, double confidence) {
            Require.that(
                    confidence > 0 && confidence < 1, "confidence", "confidence must be in (0, 1), was " + confidence);
            double tail = (1 - confidence) / 2;
            int index = index(system);
            return resampled.length == 0 || undetermined > 0
                    ? Optional.empty()
                    : Optional.of(new Interval(
                            Quantiles.linear(resampled[index], tail), Quantiles.linear(resampled[index], 1 - tail)));
        }

        /** {@return how many resamples of the bootstrap did not determine ratings} */
        public int undeterminedResamples() {
            return undetermined;
        }

        /** {@return how likely {@code first} wins against {@code second}, a tie being half a win} */
        public double winRate(String first, String second) {
            double difference = rating(first) - rating(second);
            return 1 / (1 + StrictMath.pow(10, -difference / BradleyTerry.SCALE));
        }

        /** {@return what each difference of style adds to the rating when it is at its largest; empty without styles} */
        public double[] styleEffects() {
            return styles.clone();
        }

        private int index(String system) {
            int index = systems.indexOf(system);
            Require.that(index >= 0, "system", "no system \"" + system + "\" fought. Found: " + systems);
            return index;
        }
    }
}
