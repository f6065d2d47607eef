package dev.llmops.benchmarks.text;

import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.benchmarks.ProcessFigures;
import dev.llmops.benchmarks.local.MiniLm;
import dev.llmops.eval.Score;
import dev.llmops.eval.TextMetric;
import dev.llmops.eval.text.BertScore;
import dev.llmops.eval.text.Meteor;
import dev.llmops.eval.text.Rouge;
import dev.llmops.eval.text.WordNet;
import dev.llmops.onnx.OnnxEmbeddingClient;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * How many pairs of an answer and a reference METEOR scores in a second on one thread, and BERTScore with
 * all-MiniLM-L6-v2 on as many as the model takes, alone and 64 together. Takes {@code quick}, for fewer pairs.
 */
public final class PairRates {
    private static final int TOGETHER = 64;

    private PairRates() {}

    /** Measures. */
    public static void main(String[] args) throws IOException {
        boolean quick = Arrays.asList(args).contains("quick");
        int few = quick ? 64 : 2_048;
        Segments texts = Segments.of(5, quick ? 2_000 : 100_000, 1).get(0);
        System.out.println("pairs a second; " + ProcessFigures.machine());
        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(MiniLm.directory())) {
            BertScore bert = BertScore.of(client);
            rate("BERTScore, one by one", few, 1, at -> score(bert, texts, at));
            rate("BERTScore, 64 together", few, TOGETHER, at -> together(bert, texts, at));
        }
        int many = texts.references().size();
        rate("ROUGE-L with stems", many, 1, at -> score(Rouge.l().stemmed(), texts, at));
        Meteor plain = Meteor.withoutSynonyms();
        rate("METEOR without synonyms", many, 1, at -> score(plain, texts, at));
        try {
            Meteor full = Meteor.with(WordNet.load());
            rate("METEOR with WordNet", many, 1, at -> score(full, texts, at));
        } catch (LlmException e) {
            System.out.println("  METEOR with WordNet is not timed: " + e.getMessage());
        }
    }

    private static void score(TextMetric metric, Segments texts, int at) {
        Score score = metric.score(
                texts.hypotheses().get(at), List.of(texts.references().get(at)));
        if (!(score instanceof Score.Measured)) {
            throw new IllegalStateException(metric.name() + " gave " + score);
        }
    }

    private static void together(BertScore bert, Segments texts, int at) {
        List<List<String>> references = texts.references().subList(at, at + TOGETHER).stream()
                .map(List::of)
                .toList();
        bert.scores(texts.hypotheses().subList(at, at + TOGETHER), references, CallControl.detached());
    }

    /** Does {@code work} for an eighth of the pairs to warm up, then for all. */
    private static void rate(String title, int pairs, int step, IntConsumer work) {
        for (int at = 0; at < pairs / 8; at += step) {
            work.accept(at);
        }
        long begin = System.nanoTime();
        for (int at = 0; at < pairs; at += step) {
            work.accept(at);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(Locale.ROOT, "  %-26s %9.0f (%d pairs)%n", title, pairs / seconds, pairs);
    }
}
