package dev.llmops.benchmarks.evaluation;

import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import dev.llmops.eval.Signature;
import dev.llmops.eval.TextMetric;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Questions whose answers are known, somebody who answers nine of ten of them, and a metric. */
final class Sums {
    private Sums() {}

    /** Writes {@code count} items as JSON lines. */
    static void write(Path file, int count) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < count; i++) {
                out.write("{\"id\":\"q" + i + "\",\"input\":\"What is " + i + " plus one?\",\"references\":[\""
                        + (i + 1) + "\"],\"kind\":\"" + (i % 2 == 0 ? "even" : "odd") + "\"}\n");
            }
        }
    }

    /** {@return the number that an item asks about} */
    static int number(Item item) {
        return Integer.parseInt(item.id().substring(1));
    }

    /** {@return the sum, which is wrong for every tenth number} */
    static Output answer(Item item) {
        int number = number(item);
        return Output.of(String.valueOf(number % 10 == 7 ? number : number + 1));
    }

    /** {@return what part of the answers a run of {@code count} items has right} */
    static double expected(int count) {
        long wrong = (count + 2L) / 10;
        return (double) (count - wrong) / count;
    }

    /** Whether the answer is one of the references. */
    record Exact() implements TextMetric {
        @Override
        public Signature signature() {
            return Signature.of("exact");
        }

        @Override
        public Score score(String text, List<String> references) {
            return Score.of(references.contains(text) ? 1 : 0);
        }
    }

    /** How long the answer is, in characters. */
    record Length() implements TextMetric {
        @Override
        public Signature signature() {
            return Signature.of("length");
        }

        @Override
        public Score score(String text, List<String> references) {
            return Score.of(text.length());
        }
    }
}
