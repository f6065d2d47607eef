package dev.llmops.onnx.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.onnx.files.JsonFile;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is put before a text, by what its vector is for. Immutable. */
public final class Prompts {
    private static final Map<Purpose, List<String>> NAMES = Map.of(
            Purpose.QUERY, List.of("query", "search_query", "retrieval.query"),
            Purpose.DOCUMENT, List.of("document", "passage", "search_document", "retrieval.passage", "corpus"),
            Purpose.SIMILARITY, List.of("similarity", "sts", "text-matching"),
            Purpose.CLASSIFICATION, List.of("classification"),
            Purpose.CLUSTERING, List.of("clustering", "separation"));

    private final Map<Purpose, String> texts;

    private Prompts(Map<Purpose, String> texts) {
        this.texts = texts;
    }

    /** {@return what {@code config_sentence_transformers.json} in {@code root} says, with changes} */
    public static Prompts read(Path root, Map<Purpose, String> changes) {
        JsonNode config = JsonFile.readIfThere(root.resolve("config_sentence_transformers.json"));
        Map<String, String> named = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : config.path("prompts").properties()) {
            named.put(each.getKey().toLowerCase(Locale.ROOT), each.getValue().asText());
        }
        String standard =
                named.getOrDefault(config.path("default_prompt_name").asText().toLowerCase(Locale.ROOT), "");
        Map<Purpose, String> texts = new EnumMap<>(Purpose.class);
        NAMES.forEach((purpose, names) -> texts.put(
                purpose,
                names.stream()
                        .filter(named::containsKey)
                        .findFirst()
                        .map(named::get)
                        .orElse(standard)));
        texts.putAll(changes);
        return new Prompts(texts);
    }

    /** {@return what is put before a text; empty for nothing} */
    public String of(Purpose purpose) {
        return texts.getOrDefault(purpose, "");
    }
}
