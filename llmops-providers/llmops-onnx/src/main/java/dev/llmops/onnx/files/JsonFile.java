package dev.llmops.onnx.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.llmops.onnx.ModelDirectoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the JSON files of a model. */
public final class JsonFile {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonFile() {}

    /**
     * {@return the object or list in {@code file}}
     *
     * @throws ModelDirectoryException if there is no such file, or something else in it
     */
    public static JsonNode read(Path file) {
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
    public static JsonNode parse(Path file, byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (!node.isContainerNode()) {
                throw new ModelDirectoryException(file, "It holds no JSON object.", "Download it again.");
            }
            return node;
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new ModelDirectoryException(file, "It is no JSON" + place + ".", "Download it again.");
        } catch (IOException e) {
            throw new ModelDirectoryException(file, "It cannot be read.", "Check who may read it.", e);
        }
    }

    /** {@return the object or list in {@code file}; a missing node if there is no such file} */
    public static JsonNode readIfThere(Path file) {
        return Files.isRegularFile(file) ? read(file) : MissingNode.getInstance();
    }
}
