package dev.llmops.benchmarks.local;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.llmops.api.CallControl;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.benchmarks.ProcessFigures;
import dev.llmops.onnx.OnnxEmbeddingClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Embeds the same texts with the same model by LangChain4j and by this library, in turn.
 *
 * <p>Both on the same ONNX Runtime and with texts cut at the same length, each with its defaults. LangChain4j gets the
 * better of its two ways, one text at a time or all at once. Vectors must be the same, and those of this library must
 * not depend on what else is in the request.
 */
public final class EmbeddingComparison {
    private static final double SAME = 0.9999;
    private static final double SAME_ALONE = 0.999_999;
    private static final int SINGLES = 20;

    private final int rounds;
    private final int texts;
    private final EmbeddingModel peer = new AllMiniLmL6V2EmbeddingModel();
    private final OnnxEmbeddingClient client;
    private final SplittableRandom random = new SplittableRandom(1);

    private EmbeddingComparison(boolean quick, OnnxEmbeddingClient client) {
        this.rounds = quick ? 1 : 5;
        this.texts = quick ? 24 : 400;
        this.client = client;
    }

    /** Compares; with {@code quick} few texts, whose times are not judged. Status 1 if a bar is missed. */
    public static void main(String[] args) throws IOException {
        boolean quick = Arrays.asList(args).contains("quick");
        System.out.println("all-MiniLM-L6-v2 beside LangChain4j, texts/s; " + ProcessFigures.machine());
        Bars vectors = Bars.judging();
        Bars times = quick ? Bars.showing() : Bars.judging();
        try (OnnxEmbeddingClient client = OnnxEmbeddingClient.open(MiniLm.directory())) {
            EmbeddingComparison comparison = new EmbeddingComparison(quick, client);
            comparison.warmUp();
            comparison.compare("short", 3, 8, 2.5, times, vectors);
            comparison.compare("medium", 5, 20, 0, times, vectors);
            comparison.compare("long", 5, 200, 1.2, times, vectors);
        }
        System.exit(vectors.areMet() && times.areMet() ? 0 : 1);
    }

    private void warmUp() {
        List<String> some = RandomTexts.of(random, texts / 4, 3, 40);
        oneByOne(some);
        allAtOnce(some);
        ours(some);
    }

    private void compare(String kind, int fewest, int most, double bar, Bars times, Bars vectors) {
        List<String> given = RandomTexts.of(random, texts, fewest, most);
        System.out.printf("%n%d %s texts, %d to %d words%n", texts, kind, fewest, most);
        Samples oneByOne = Samples.ofRates();
        Samples allAtOnce = Samples.ofRates();
        Samples ours = Samples.ofRates();
        for (int round = 0; round < rounds; round++) {
            oneByOne.add(rate(given, this::oneByOne));
            allAtOnce.add(rate(given, this::allAtOnce));
            ours.add(rate(given, this::ours));
        }
        row("LangChain4j, embed", oneByOne);
        row("LangChain4j, embedAll", allAtOnce);
        row("OnnxEmbeddingClient", ours);
        double ratio = ours.best() / Math.max(oneByOne.best(), allAtOnce.best());
        if (bar > 0) {
            times.atLeast("times the better of LangChain4j's", ratio, bar);
        } else {
            System.out.printf(Locale.ROOT, "  times the better of LangChain4j's %.3f, no bar%n", ratio);
        }
        List<float[]> together = ours(given);
        vectors.atLeast("least cosine to LangChain4j's vectors", leastCosine(together, allAtOnce(given)), SAME);
        List<float[]> alone = new ArrayList<>();
        given.subList(0, SINGLES).forEach(text -> alone.addAll(ours(List.of(text))));
        vectors.atLeast(
                "least cosine of the same text alone and in the batch",
                leastCosine(together.subList(0, SINGLES), alone),
                SAME_ALONE);
    }

    private static void row(String what, Samples samples) {
        System.out.printf(Locale.ROOT, "  %-28s %s%n", what, samples);
    }

    private static double rate(List<String> given, Function<List<String>, List<float[]>> embedder) {
        long began = System.nanoTime();
        int vectors = embedder.apply(given).size();
        return vectors / ((System.nanoTime() - began) / 1e9);
    }

    private List<float[]> oneByOne(List<String> given) {
        return given.stream().map(text -> peer.embed(text).content().vector()).toList();
    }

    private List<float[]> allAtOnce(List<String> given) {
        return peer.embedAll(given.stream().map(TextSegment::from).toList()).content().stream()
                .map(embedding -> embedding.vector())
                .toList();
    }

    private List<float[]> ours(List<String> given) {
        return client.embed(EmbeddingRequest.of(given, Purpose.DOCUMENT), CallControl.detached())
                .vectors();
    }

    private static double leastCosine(List<float[]> some, List<float[]> others) {
        double least = 1;
        for (int i = 0; i < others.size(); i++) {
            least = Math.min(least, cosine(some.get(i), others.get(i)));
        }
        return least;
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            squaresOfA += (double) a[i] * a[i];
            squaresOfB += (double) b[i] * b[i];
        }
        return product / Math.sqrt(squaresOfA * squaresOfB);
    }
}
