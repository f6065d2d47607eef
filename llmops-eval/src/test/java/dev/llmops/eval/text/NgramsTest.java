package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NgramsTest {
    private static final int ORDERS = 5;

    @Test
    void countsAsListsOfTokensDo() {
        SplittableRandom random = new SplittableRandom(1);
        Ngrams ngrams = new Ngrams(ORDERS);
        for (int round = 0; round < 200; round++) {
            int distinct = 1 + random.nextInt(30);
            int[] hypothesis = tokens(random, distinct);
            List<int[]> references = IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(i -> tokens(random, distinct))
                    .toList();
            double[] matches = new double[ORDERS];

            ngrams.clear();
            references.forEach(reference -> ngrams.addReference(reference, reference.length));
            ngrams.match(hypothesis, hypothesis.length, matches, 0);

            assertThat(matches).containsExactly(plainly(hypothesis, references));
        }
    }

    @Test
    void numbersEqualTokensEqually() {
        SplittableRandom random = new SplittableRandom(2);
        Tokens tokens = new Tokens();
        Map<String, Integer> known = new HashMap<>();
        List<String> words = IntStream.range(0, 3000)
                .mapToObj(i -> "w" + random.nextInt(500) + "😀".repeat(random.nextInt(2)))
                .toList();

        tokens.set(words);

        assertThat(tokens.length()).isEqualTo(words.size());
        for (int i = 0; i < words.size(); i++) {
            int number = tokens.numbers()[i];
            assertThat(known.computeIfAbsent(words.get(i), word -> number)).isEqualTo(number);
        }
        assertThat(tokens.distinct()).isEqualTo(known.size());
    }

    private static int[] tokens(SplittableRandom random, int distinct) {
        // From nothing to more than the table holds at first.
        return random.ints(random.nextInt(random.nextInt(10) == 0 ? 2000 : 40), 0, distinct)
                .toArray();
    }

    private static double[] plainly(int[] hypothesis, List<int[]> references) {
        double[] matches = new double[ORDERS];
        for (int n = 1; n <= ORDERS; n++) {
            Map<String, Integer> most = new HashMap<>();
            for (int[] reference : references) {
                counts(reference, n).forEach((ngram, count) -> most.merge(ngram, count, Math::max));
            }
            for (Map.Entry<String, Integer> entry : counts(hypothesis, n).entrySet()) {
                matches[n - 1] += Math.min(entry.getValue(), most.getOrDefault(entry.getKey(), 0));
            }
        }
        return matches;
    }

    private static Map<String, Integer> counts(int[] tokens, int n) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i + n <= tokens.length; i++) {
            counts.merge(Arrays.toString(Arrays.copyOfRange(tokens, i, i + n)), 1, Integer::sum);
        }
        return counts;
    }
}
