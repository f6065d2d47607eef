package dev.llmops.benchmarks.local;

import dev.llmops.onnx.ComputeOptions;
import dev.llmops.onnx.Variant;
import dev.llmops.onnx.decoding.SamplingSettings;
import dev.llmops.onnx.decoding.TokenChooser;
import dev.llmops.onnx.engine.Engine;
import dev.llmops.onnx.engine.EngineOptions;
import dev.llmops.onnx.engine.SequenceFigures;
import dev.llmops.onnx.engine.SequenceRequest;
import dev.llmops.onnx.files.DecoderDirectory;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Measures a decoder through the engine, so that its scheduler is part of what is measured.
 *
 * <p>Nothing is guessed ahead and nothing is kept of earlier sequences; each prompt is another one. Not safe for
 * concurrent use.
 */
final class DecoderRates implements LocalPeer {
    /** How many tokens of a prompt are read in one run. */
    static final int CHUNK = 128;

    private static final int MOST_AT_ONCE = 8;
    private static final int CONTEXT = 2048;
    private static final long CACHE_BYTES = 4L << 30;
    /** Activations of 8 bits, as the library's default has it. */
    static final int ACCURACY_LEVEL = 4;

    private final Engine engine;
    private final int vocabulary;
    private final SplittableRandom random = new SplittableRandom(7);

    private DecoderRates(Engine engine, int vocabulary) {
        this.engine = engine;
        this.vocabulary = vocabulary;
    }

    /** {@return measurements of the model in {@code directory}} */
    static DecoderRates open(Path directory, int threads, int vocabulary) {
        Engine engine = Engine.start(
                DecoderDirectory.read(directory, Variant.preference()),
                ComputeOptions.builder().threads(threads).build(),
                new EngineOptions(MOST_AT_ONCE, MOST_AT_ONCE, CHUNK, CONTEXT, CACHE_BYTES, 0, 0),
                ACCURACY_LEVEL,
                null,
                vocabulary,
                System::nanoTime);
        return new DecoderRates(engine, vocabulary);
    }

    /**
     * What a sequence that was alone has done.
     *
     * @param prefill how many tokens of the prompt were read in a second
     * @param decode how many tokens were written in a second after the first one
     */
    record Rates(double prefill, double decode) {}

    @Override
    public String name() {
        return "llmops";
    }

    @Override
    public Rates alone(int prompt, int tokens) {
        return alone(prompt, tokens, Samples.ofRates());
    }

    /** Reads a prompt and writes {@code tokens} tokens, of which each is added to {@code steps}; {@return how fast} */
    Rates alone(int prompt, int tokens, Samples steps) {
        TokenTimes times = submit(prompt, tokens);
        SequenceFigures figures = times.await();
        times.addSteps(steps);
        return new Rates(
                perSecond(prompt, figures.firstTokenNanos() - figures.waitedNanos()),
                perSecond(tokens - 1, times.last() - times.first()));
    }

    /** {@return how many tokens {@code sequences} sequences write in a second, while all of them do} */
    double together(int sequences, int prompt, int tokens) {
        TokenTimes[] all = IntStream.range(0, sequences)
                .mapToObj(i -> submit(prompt, tokens))
                .toArray(TokenTimes[]::new);
        long from = Long.MIN_VALUE;
        long to = Long.MAX_VALUE;
        for (TokenTimes times : all) {
            times.await();
            from = Math.max(from, times.first());
            to = Math.min(to, times.last());
        }
        int written = 0;
        for (TokenTimes times : all) {
            written += times.between(from, to);
        }
        return perSecond(written, to - from);
    }

    /**
     * {@return how many milliseconds a request waits for its first token that comes while a long prompt is read}
     *
     * @param delayNanos how long the long prompt has been read by then
     */
    double firstTokenMeanwhile(int longPrompt, int prompt, long delayNanos) {
        TokenTimes reader = submit(longPrompt, 1);
        LockSupport.parkNanos(delayNanos);
        TokenTimes times = submit(prompt, 1);
        double millis = times.await().firstTokenNanos() / 1e6;
        boolean stillReading = !reader.hasBegun();
        reader.await();
        return stillReading ? millis : Double.NaN;
    }

    private TokenTimes submit(int prompt, int tokens) {
        TokenTimes times = new TokenTimes(tokens);
        TokenChooser greedy = TokenChooser.of(SamplingSettings.greedy(), new int[0], random);
        int[] ids = random.ints(prompt, 0, vocabulary).toArray();
        var unused = engine.submit(SequenceRequest.generate(ids, greedy, null, tokens, true), times);
        return times;
    }

    private static double perSecond(int tokens, long nanos) {
        return tokens * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
    }

    @Override
    public void close() {
        engine.close();
    }
}
