package dev.llmops.onnx.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
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
            throw noJson(file, e);
        } catch (IOException e) {
            throw new ModelDirectoryException(file, "It cannot be read.", "Check who may read it.", e);
        }
    }

    /**
     * {@return the member {@code name} of the object in {@code file}; a missing node if it has none}
     *
     * <p>What stands behind the member is not read: a tokenizer has megabytes there.
     */
    static JsonNode member(Path file, String name) {
        try (JsonParser parser = MAPPER.createParser(file.toFile())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ModelDirectoryException(file, "It holds no JSON object.", "Download it again.");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(name);
                parser.nextToken();
                if (wanted) {
                    return MAPPER.readTree(parser);
                }
                parser.skipChildren();
            }
            return MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            throw noJson(file, e);
        } catch (IOException e) {
            throw new ModelDirectoryException(file, "It cannot be read.", "Check who may read it.", e);
        }
    }

    private static ModelDirectoryException noJson(Path file, JsonProcessingException e) {
        String place =
                e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
        return new ModelDirectoryException(file, "It is no JSON" + place + ".", "Download it again.");
    }

    /** {@return the object or list in {@code file}; a missing node if there is no such file} */
    public static JsonNode readIfThere(Path file) {
        return Files.isRegularFile(file) ? read(file) : MissingNode.getInstance();
    }
}
