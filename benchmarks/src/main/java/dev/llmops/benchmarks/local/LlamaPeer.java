package dev.llmops.benchmarks.local;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import java.io.IOException;

/** {@code de.kherud:llama}, which is llama.cpp for Java. Keeps nothing of earlier prompts. */
final class LlamaPeer implements LocalPeer {
    private static final int CONTEXT = 2048;

    private final LlamaModel model;

    private LlamaPeer(LlamaModel model) {
        this.model = model;
    }

    /** {@return the decoder of this shape} */
    static LlamaPeer open(SpeedModel model, int threads) throws IOException {
        return new LlamaPeer(new LlamaModel(new ModelParameters()
                .setModel(LlamaFile.of(model).toString())
                .setCtxSize(CONTEXT)
                .setThreads(threads)
                .setThreadsBatch(threads)
                .setParallel(1)
                .disableLog()));
    }

    @Override
    public String name() {
        return "de.kherud:llama";
    }

    @Override
    public DecoderRates.Rates alone(int prompt, int tokens) {
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
        TokenClock clock = new TokenClock(prompt, tokens);
        for (LlamaOutput output : model.generate(parameters)) {
            if (!output.text.isEmpty()) {
                clock.token();
            }
        }
        return clock.rates();
    }

    @Override
    public void close() {
        model.close();
    }
}
