package dev.llmops.onnx.files;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.onnx.ModelDirectoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The templates that write a conversation the way the model was trained on.
 *
 * @param standard the one for everything; empty if the model has none, as base models have not
 * @param tools the one for requests with tools, where the model has one of its own for them
 */
public record ChatTemplates(Optional<String> standard, Optional<String> tools) {
    /** Reads the file of its own that newer models have, else what the tokenizer's configuration holds. */
    static ChatTemplates read(Path directory, JsonNode tokenizerConfig) {
        Optional<String> file = text(directory.resolve("chat_template.jinja"));
        if (file.isPresent()) {
            return new ChatTemplates(file, Optional.empty());
        }
        JsonNode value = tokenizerConfig.path("chat_template");
        if (value.isMissingNode()) {
            value = JsonFile.readIfThere(directory.resolve("chat_template.json"))
                    .path("chat_template");
        }
        if (value.isTextual()) {
            return new ChatTemplates(Optional.of(value.asText()), Optional.empty());
        }
        return new ChatTemplates(named(value, "default"), named(value, "tool_use"));
    }

    private static Optional<String> named(JsonNode list, String name) {
        for (JsonNode item : list) {
            if (item.path("name").asText("").equals(name)
                    && item.path("template").isTextual()) {
                return Optional.of(item.path("template").asText());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ModelDirectoryException(file, "It cannot be read as UTF-8.", "Download it again.", e);
        }
    }
}
