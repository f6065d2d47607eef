package dev.llmops.onnx.encoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.llmops.onnx.ModelDirectoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the JSON files of an encoder, objects and lists alike. */
final class EncoderJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private EncoderJson() {}

    /** {@return what is in {@code file}; a missing node if there is no such file} */
    static JsonNode readIfThere(Path file) {
        return Files.isRegularFile(file) ? read(file) : MissingNode.getInstance();
    }

    /** {@return what is in {@code file}, which must be there} */
    static JsonNode read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelDirectoryException(file, "This file is missing.", "Download the whole model.");
        }
        try {
            return parse(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ModelDirectoryException(file, "It cannot be read.", "Check who may read it.", e);
        }
    }

    /** {@return the object or list in {@code bytes}, which come from {@code file}} */
    static JsonNode parse(Path file, byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (!node.isContainerNode()) {
                throw new ModelDirectoryException(file, "It holds no JSON object.", "Download it again.");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new ModelDirectoryException(file, "It is no JSON.", "Download it again.");
        } catch (IOException e) {
            throw new ModelDirectoryException(file, "It cannot be read.", "Check who may read it.", e);
        }
    }
}
