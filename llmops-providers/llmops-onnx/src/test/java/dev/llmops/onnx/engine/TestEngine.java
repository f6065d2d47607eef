package dev.llmops.onnx.engine;

import dev.llmops.onnx.ComputeOptions;
import dev.llmops.onnx.Variant;
import dev.llmops.onnx.decoding.SamplingSettings;
import dev.llmops.onnx.decoding.TokenChooser;
import dev.llmops.onnx.files.DecoderDirectory;
import dev.llmops.onnx.models.DecoderModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** An engine on a small model that was written for a test. */
final class TestEngine implements AutoCloseable {
    static final EngineOptions OPTIONS = new EngineOptions(8, 64, 16, 512, 1 << 28, 1 << 26, 0);

    private final Engine engine;

    private TestEngine(Engine engine) {
        this.engine = engine;
    }

    static TestEngine of(DecoderModel model, Path directory) {
        return of(model, directory, OPTIONS, 0);
    }

    static TestEngine of(DecoderModel model, Path directory, EngineOptions options, int accuracyLevel) {
        try {
            model.write(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DecoderDirectory files = DecoderDirectory.read(directory, Variant.preference());
        return new TestEngine(Engine.start(
                files, ComputeOptions.builder().threads(1).build(), options, accuracyLevel, null, 0, System::nanoTime));
    }

    Engine engine() {
        return engine;
    }

    /** {@return the logits after each token} */
    float[][] logits(int... tokens) {
        Collected collected = new Collected();
        engine.submit(SequenceRequest.judge(tokens, 1), collected);
        return collected.judged();
    }

    Collected greedy(int[] prompt, int tokens) {
        return generate(prompt, tokens, SamplingSettings.greedy());
    }

    Collected generate(int[] prompt, int tokens, SamplingSettings settings) {
        Collected collected = new Collected();
        submit(prompt, tokens, settings, collected);
        return collected;
    }

    Ticket submit(int[] prompt, int tokens, SequenceListener listener) {
        return submit(prompt, tokens, SamplingSettings.greedy(), listener);
    }

    private Ticket submit(int[] prompt, int tokens, SamplingSettings settings, SequenceListener listener) {
        TokenChooser chooser = TokenChooser.of(settings, new int[0], new SplittableRandom(1));
        return engine.submit(SequenceRequest.generate(prompt, chooser, null, tokens, true), listener);
    }

    static int[] prompt(long seed, int length) {
        return new SplittableRandom(seed).ints(length, 5, 250).toArray();
    }

    @Override
    public void close() {
        engine.close();
    }
}
