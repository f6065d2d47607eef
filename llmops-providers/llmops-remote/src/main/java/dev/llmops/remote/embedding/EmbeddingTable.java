package dev.llmops.remote.embedding;

import dev.llmops.api.Locality;
import dev.llmops.api.embedding.EmbeddingModelInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What is known about embedding models before they are asked, from a table in this module.
 *
 * <p>A line is a provider; a model, or the beginning of models with a {@code *}; how long its vectors
 * are; and how many tokens a text may have. The first line that fits counts; of other models nothing
 * is known.
 */
final class EmbeddingTable {
    private static final String RESOURCE = "models.txt";

    private EmbeddingTable() {}

    /** {@return what is known about a model} */
    static EmbeddingModelInfo info(String provider, String model, Locality locality) {
        for (String[] line : lines()) {
            if (line[0].equals(provider) && fits(line[1], model)) {
                return new EmbeddingModelInfo(
                        provider, model, locality, Integer.parseInt(line[2]), Integer.parseInt(line[3]));
            }
        }
        return new EmbeddingModelInfo(provider, model, locality, 0, 0);
    }

    private static boolean fits(String pattern, String model) {
        return pattern.endsWith("*")
                ? model.startsWith(pattern.substring(0, pattern.length() - 1))
                : model.equals(pattern);
    }

    private static List<String[]> lines() {
        try (InputStream stream = EmbeddingTable.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + RESOURCE);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
