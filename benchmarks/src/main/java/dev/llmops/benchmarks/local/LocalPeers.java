package dev.llmops.benchmarks.local;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import dev.llmops.benchmarks.ProcessFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads and writes with a model of the shape of Qwen2.5-0.5B by this library and by {@code de.kherud:llama}, llama.cpp
 * for Java, in turn.
 *
 * <p>Both have random weights of four bits in blocks of 32, the same number of threads, and keep nothing of earlier
 * prompts. There is no bar. Jlama, another peer, is not measured: it needs JDK 21 with preview features.
 */
public final class LocalPeers {
    private static final int THREADS = 2;
    private static final int SHORT = 128;
    private static final int LONG = 1024;
    private static final int CONTEXT = 2048;

    private final int rounds;
    private final int tokens;

    private LocalPeers(boolean quick) {
        this.rounds = quick ? 1 : 5;
        this.tokens = quick ? 16 : 64;
    }

    /** Measures; with {@code quick} a small model. */
    public static void main(String[] args) throws IOException {
        boolean quick = Arrays.asList(args).contains("quick");
        SpeedModel model = quick ? SpeedModel.small(32) : SpeedModel.halfBillion(32);
        System.out.printf("%s; %d threads, %s%n", model, THREADS, ProcessFigures.machine());
        Path file = LlamaFile.of(model);
        try (DecoderRates ours = DecoderRates.open(
                        model.directory(), THREADS, model.shape().vocabulary());
                LlamaModel theirs = new LlamaModel(parameters(file))) {
            new LocalPeers(quick).compare(ours, theirs);
        } catch (LinkageError e) {
            System.out.println("skipped, the native library of de.kherud:llama does not load here: " + e);
        }
        System.out.flush();
        // Threads of the native library may keep the process alive.
        Runtime.getRuntime().halt(0);
    }

    private static ModelParameters parameters(Path file) {
        return new ModelParameters()
                .setModel(file.toString())
                .setCtxSize(CONTEXT)
                .setThreads(THREADS)
                .setThreadsBatch(THREADS)
                .setParallel(1)
                .disableLog();
    }

    private void compare(DecoderRates ours, LlamaModel theirs) {
        for (int prompt : new int[] {SHORT, LONG}) {
            Samples ourPrefill = Samples.ofRates();
            Samples ourDecode = Samples.ofRates();
            Samples theirPrefill = Samples.ofRates();
            Samples theirDecode = Samples.ofRates();
            ours.alone(prompt, tokens);
            alone(theirs, prompt, tokens);
            for (int round = 0; round < rounds; round++) {
                DecoderRates.Rates rates = ours.alone(prompt, tokens);
                ourPrefill.add(rates.prefill());
                ourDecode.add(rates.decode());
                DecoderRates.Rates peers = alone(theirs, prompt, tokens);
                theirPrefill.add(peers.prefill());
                theirDecode.add(peers.decode());
            }
            System.out.printf("%nprompts of %,d tokens, tokens/s%n", prompt);
            row("prefill", ourPrefill, theirPrefill);
            row("decode", ourDecode, theirDecode);
        }
    }

    private static void row(String what, Samples ours, Samples theirs) {
        System.out.printf(
                Locale.ROOT,
                "  %-8s llmops %s; de.kherud:llama %s; ratio %.2f%n",
                what,
                ours,
                theirs,
                ours.best() / theirs.best());
    }

    /** Reads a prompt and writes {@code tokens} tokens with the peer; {@return how fast} */
    private static DecoderRates.Rates alone(LlamaModel model, int prompt, int tokens) {
        // No two letters make a token of their own.
        String text = "x".repeat(prompt);
        if (model.encode(text).length != prompt) {
            throw new IllegalStateException("A letter is no token.");
        }
        InferenceParameters parameters = new InferenceParameters(text)
                .setNPredict(tokens)
                .setTemperature(0)
                .setIgnoreEos(true)
                .disableTokenIds(LlamaFile.HALF_CHARACTERS)
                .setCachePrompt(false);
        long began = System.nanoTime();
        long[] nanos = new long[tokens];
        int count = 0;
        for (LlamaOutput output : model.generate(parameters)) {
            if (!output.text.isEmpty()) {
                nanos[count++] = System.nanoTime();
            }
        }
        if (count != tokens) {
            throw new IllegalStateException(count + " tokens instead of " + tokens + " were written.");
        }
        return new DecoderRates.Rates(
                prompt / ((nanos[0] - began) / 1e9), (tokens - 1) / ((nanos[tokens - 1] - nanos[0]) / 1e9));
    }
}
