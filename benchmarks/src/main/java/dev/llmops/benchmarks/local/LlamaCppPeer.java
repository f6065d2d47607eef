package dev.llmops.benchmarks.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * llama.cpp as it is now, built for the processor that it finds, in a process of Node.js: {@code node-llama-cpp}.
 *
 * <p>The only recent build of it that a package registry has for this system; what is on Maven Central is older. Keeps
 * nothing of earlier prompts.
 */
final class LlamaCppPeer implements LocalPeer {
    /** The directory with the script and with what npm has installed. */
    private static final String DIRECTORY = "llmops.benchmarks.llama-cpp";

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;

    private LlamaCppPeer(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        if (!"ready".equals(answers.readLine())) {
            throw new IOException("llama.cpp has not started; what it said stands above.");
        }
    }

    /** {@return how to open it; nothing where npm has not installed it} */
    static Optional<Opener> opener() {
        Path directory = Path.of(System.getProperty(DIRECTORY, "benchmarks/llama-cpp"));
        if (!Files.isDirectory(directory.resolve("node_modules/node-llama-cpp"))) {
            return Optional.empty();
        }
        return Optional.of((model, threads) -> new LlamaCppPeer(new ProcessBuilder(
                        "node",
                        directory.resolve("peer.mjs").toString(),
                        LlamaFile.of(model).toString(),
                        Integer.toString(threads),
                        Integer.toString(model.shape().vocabulary()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()));
    }

    @Override
    public String name() {
        return "llama.cpp";
    }

    @Override
    public DecoderRates.Rates alone(int prompt, int tokens) {
        questions.println(prompt + " " + tokens);
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("llama.cpp has ended.");
            }
            String[] words = line.split(" ", -1);
            return new DecoderRates.Rates(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
        } catch (IOException e) {
            throw new IllegalStateException("llama.cpp has ended.", e);
        }
    }

    @Override
    public void close() {
        questions.close();
        process.destroy();
    }
}
