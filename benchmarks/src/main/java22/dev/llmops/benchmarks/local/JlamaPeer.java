package dev.llmops.benchmarks.local;

import com.github.tjake.jlama.model.AbstractModel;
import com.github.tjake.jlama.model.ModelSupport;
import com.github.tjake.jlama.model.functions.Generator;
import com.github.tjake.jlama.safetensors.DType;
import com.github.tjake.jlama.safetensors.prompt.PromptContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Jlama, with the types of numbers that its documentation proposes: floats, and 8 bits where products with four bits
 * are computed. For a model that is not wide enough for the latter it takes floats there as well, as it does for
 * Qwen2.5-0.5B. Each prompt is another session.
 */
final class JlamaPeer implements LocalPeer {
    private final AbstractModel model;
    /** Where it keeps the keys and values of sessions, as mapped files. */
    private final Path sessions;

    private JlamaPeer(AbstractModel model, Path sessions) {
        this.model = model;
        this.sessions = sessions;
    }

    /** {@return the decoder of this shape} */
    static JlamaPeer open(SpeedModel model, int threads) throws IOException {
        Path directory = JlamaDirectory.of(model);
        Path sessions = Files.createTempDirectory("jlama");
        return new JlamaPeer(
                ModelSupport.loadModel(
                        directory.toFile(),
                        sessions.toFile(),
                        DType.F32,
                        DType.I8,
                        Optional.empty(),
                        Optional.of(threads)),
                sessions);
    }

    @Override
    public String name() {
        return "Jlama";
    }

    @Override
    public DecoderRates.Rates alone(int prompt, int tokens) {
        // A letter is a token, and Jlama puts one before them that marks the beginning.
        PromptContext text = PromptContext.of("x".repeat(prompt - 1));
        TokenClock clock = new TokenClock(prompt, tokens);
        // It counts the prompt among the tokens, and writes the first one of the answer anyway.
        Generator.Response response =
                model.generate(UUID.randomUUID(), text, 0, prompt + tokens - 1, (token, millis) -> clock.token());
        if (response.promptTokens != prompt - 1) {
            throw new IllegalStateException("A letter is no token.");
        }
        forgetSessions();
        return clock.rates();
    }

    private void forgetSessions() {
        try (Stream<Path> files = Files.list(sessions)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        model.close();
        try {
            Files.delete(sessions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
