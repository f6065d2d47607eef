package dev.llmops.onnx.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares the partial selections with filters that sort everything, written as the warpers of transformers are. */
class CandidatesTest {
    private final Candidates candidates = new Candidates();

    @Test
    void leavesWhatFiltersThatSortEverythingLeave() {
        Random random = new Random(11);
        for (int round = 0; round < 1500; round++) {
            float[] logits = logits(random, 1 + random.nextInt(300), 1 + 9 * random.nextDouble());
            double temperature = 0.1 + 1.9 * random.nextDouble();
            int topK = random.nextBoolean() ? 0 : 1 + random.nextInt(60);
            double topP = random.nextBoolean() ? 1 : random.nextDouble();
            double minP = random.nextBoolean() ? 0 : 0.4 * random.nextDouble();
            double typical = random.nextBoolean() ? 1 : 0.05 + 0.9 * random.nextDouble();

            take(logits, temperature, topK, topP, minP, typical);

            double[] expected = softmax(logits, temperature);
            keepTopK(expected, topK);
            keepTopP(expected, topP);
            keepMinP(expected, minP);
            keepTypical(expected, typical);
            assertThat(probabilities(logits.length)).as("round %s", round).containsExactly(expected, within(1e-9));
        }
    }

    private void take(float[] logits, double temperature, int topK, double topP, double minP, double typical) {
        if (topK > 0) {
            candidates.takeBest(logits, topK, temperature);
            if (topP < 1) {
                candidates.keepNucleus(topP);
            }
        } else if (topP < 1) {
            candidates.takeNucleus(logits, topP, temperature);
        } else {
            candidates.takeAll(logits, temperature);
        }
        if (minP > 0) {
            candidates.keepMinP(minP);
        }
        if (typical < 1) {
            candidates.keepTypical(typical);
        }
    }

    @Test
    void keepsTokensAsLikelyAsTheLastOfTheBest() {
        candidates.takeBest(new float[] {1, 3, 2, 2, 2, 0}, 2, 1);

        assertThat(tokens()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void takesTheLowerOfEquallyLikelyTokensIntoTheNucleus() {
        candidates.takeNucleus(new float[] {0, 0, 0, 0}, 0.5, 1);

        assertThat(tokens()).containsExactly(0, 1);
    }

    @Test
    void keepsTheLikeliestAsTypicalWhereTheOthersAreInfinitelyUnlikely() {
        candidates.takeAll(new float[] {-5, 100, 1}, Double.MIN_VALUE);

        candidates.keepTypical(0.9);

        assertThat(tokens()).containsExactly(1);
    }

    @Test
    void keepsOneTokenInANucleusOfNothing() {
        candidates.takeNucleus(new float[] {0, -0.0f, 5, 1}, 0, 1);

        assertThat(tokens()).containsExactly(2);
    }

    @Test
    void leavesOutWhatIsImpossibleOrNoNumber() {
        float[] logits = {Float.NaN, 1, Float.NEGATIVE_INFINITY, 2};

        candidates.takeAll(logits, 1);
        assertThat(tokens()).containsExactly(1, 3);
        candidates.takeBest(logits, 3, 1);
        assertThat(tokens()).containsExactly(3, 1);
        candidates.takeNucleus(logits, 0.999, 1);
        assertThat(tokens()).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void findsTheNucleusOfAFlatDistribution() {
        float[] logits = new float[5000];

        candidates.takeNucleus(logits, 0.9, 0.5);

        assertThat(candidates.size()).isBetween(4499, 4501);
    }

    @Test
    void exponentialsAreRightToElevenDigits() {
        for (double x = 0; x > -64; x -= 0.0137) {
            assertThat(Exponential.of(x) / Math.exp(x)).isCloseTo(1, within(1e-11));
        }
        assertThat(Exponential.of(0)).isEqualTo(1);
        assertThat(Exponential.of(-64)).isCloseTo(Math.exp(-64), within(1e-38));
        assertThat(Exponential.of(-65)).isZero();
        assertThat(Exponential.of(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Exponential.of(Double.NaN)).isZero();
    }

    @Test
    void drawsEachTokenAsOftenAsItIsLikely() {
        candidates.takeAll(new float[] {0, (float) Math.log(3), Float.NEGATIVE_INFINITY, (float) Math.log(4)}, 1);

        assertThat(candidates.draw(0)).isZero();
        assertThat(candidates.draw(0.1249)).isZero();
        assertThat(candidates.draw(0.1251)).isEqualTo(1);
        assertThat(candidates.draw(0.4999)).isEqualTo(1);
        assertThat(candidates.draw(0.5001)).isEqualTo(3);
        assertThat(candidates.draw(Math.nextDown(1.0))).isEqualTo(3);
    }

    private int[] tokens() {
        return IntStream.range(0, candidates.size()).map(candidates::token).toArray();
    }

    private double[] probabilities(int vocabulary) {
        double[] probabilities = new double[vocabulary];
        for (int i = 0; i < candidates.size(); i++) {
            probabilities[candidates.token(i)] = candidates.probability(i);
        }
        return probabilities;
    }

    static float[] logits(Random random, int vocabulary, double spread) {
        float[] logits = new float[vocabulary];
        for (int i = 0; i < vocabulary; i++) {
            logits[i] = (float) (spread * random.nextGaussian());
        }
        return logits;
    }

    private static double[] softmax(float[] logits, double temperature) {
        double[] p = new double[logits.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = Math.exp(logits[i] / temperature);
        }
        normalize(p);
        return p;
    }

    private static void normalize(double[] p) {
        double sum = Arrays.stream(p).sum();
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
        }
    }

    private static void keepTopK(double[] p, int k) {
        if (k > 0) {
            double least = Arrays.stream(p).sorted().toArray()[p.length - Math.min(k, p.length)];
            for (int i = 0; i < p.length; i++) {
                p[i] = p[i] < least ? 0 : p[i];
            }
            normalize(p);
        }
    }

    private static void keepTopP(double[] p, double topP) {
        if (topP < 1) {
            Integer[] ascending = order(p, Comparator.naturalOrder());
            double sum = 0;
            for (int rank = 0; rank < p.length - 1; rank++) {
                sum += p[ascending[rank]];
                if (sum <= 1 - topP) {
                    p[ascending[rank]] = 0;
                }
            }
            normalize(p);
        }
    }

    private static void keepMinP(double[] p, double minP) {
        double least = minP * Arrays.stream(p).max().orElseThrow();
        for (int i = 0; i < p.length; i++) {
            p[i] = p[i] < least ? 0 : p[i];
        }
        normalize(p);
    }

    private static void keepTypical(double[] p, double mass) {
        if (mass < 1) {
            double entropy = -Arrays.stream(p)
                    .filter(x -> x > 0)
                    .map(x -> x * Math.log(x))
                    .sum();
            double[] distance =
                    Arrays.stream(p).map(x -> Math.abs(-Math.log(x) - entropy)).toArray();
            Integer[] nearest = order(distance, Comparator.naturalOrder());
            double sum = 0;
            int last = 0;
            for (; last < p.length - 1; last++) {
                sum += p[nearest[last]];
                if (sum >= mass) {
                    break;
                }
            }
            double bound = distance[nearest[last]];
            for (int i = 0; i < p.length; i++) {
                p[i] = distance[i] > bound ? 0 : p[i];
            }
            normalize(p);
        }
    }

    private static Integer[] order(double[] values, Comparator<Double> by) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparing(i -> values[i], by))
                .toArray(Integer[]::new);
    }
}
