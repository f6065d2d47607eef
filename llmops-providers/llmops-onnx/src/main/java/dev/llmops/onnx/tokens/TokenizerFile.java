package dev.llmops.onnx.tokens;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.llmops.onnx.ModelDirectoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code tokenizer.json} that text is made from: vocabulary, added tokens, decoder.
 *
 * <p>Read as a stream: the merges, which are most of the file, are skipped.
 */
final class TokenizerFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REMEDY = "Download the file again, or convert the model with a fast tokenizer.";
    /** Far more than any vocabulary has; an id beyond would only waste memory. */
    private static final int MOST_TOKENS = 16_000_000;

    private final Path path;
    private final Map<Integer, String> vocabulary = new HashMap<>();
    private final List<AddedToken> added = new ArrayList<>();
    private String modelType = "";
    private JsonNode decoder = MissingNode.getInstance();
    private JsonNode preTokenizer = MissingNode.getInstance();
    private boolean hasModel;

    private TokenizerFile(Path path) {
        this.path = path;
    }

    /**
     * {@return what a file says}
     *
     * @throws ModelDirectoryException if the file is missing, damaged, or of a kind that is not known
     */
    static TokenizerFile read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new ModelDirectoryException(
                    path,
                    "The tokenizer's file is missing.",
                    "Put tokenizer.json beside config.json; a tokenizer.model or vocab.txt alone is not enough.");
        }
        TokenizerFile file = new TokenizerFile(path);
        try (JsonParser parser = JSON.createParser(path.toFile())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw file.damaged("The file is no JSON object.", null);
            }
            file.readParts(parser);
        } catch (IOException e) {
            throw file.damaged("The file is not valid JSON, or cannot be read.", e);
        }
        if (!file.hasModel || file.vocabulary.isEmpty()) {
            throw file.damaged("The file has no vocabulary.", null);
        }
        return file;
    }

    private void readParts(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "model" -> readModel(parser);
                case "added_tokens" -> readAdded(parser.readValueAsTree());
                case "decoder" -> decoder = parser.readValueAsTree();
                case "pre_tokenizer" -> preTokenizer = parser.readValueAsTree();
                default -> parser.skipChildren();
            }
        }
    }

    private void readModel(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw damaged("The model of the tokenizer is no object.", null);
        }
        hasModel = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("type")) {
                modelType = parser.getText();
                requireKnownType();
            } else if (name.equals("vocab") && token == JsonToken.START_OBJECT) {
                readMap(parser);
            } else if (name.equals("vocab") && token == JsonToken.START_ARRAY) {
                readPieces(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void requireKnownType() {
        if (!List.of("BPE", "Unigram", "WordPiece", "WordLevel").contains(modelType)) {
            throw new ModelDirectoryException(
                    path,
                    "The tokenizer's type \"" + modelType + "\" is not known.",
                    "BPE, Unigram, WordPiece and WordLevel are.");
        }
    }

    private void readMap(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String text = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                throw damaged("An entry of the vocabulary has no whole number as its id.", null);
            }
            vocabulary.put(checked(parser.getLongValue()), text);
        }
    }

    /** Reads the pieces of a Unigram model: an array of a text and a score each. */
    private void readPieces(JsonParser parser) throws IOException {
        int id = 0;
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw damaged("A piece of the vocabulary has no text.", null);
            }
            vocabulary.put(id++, parser.getText());
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
            }
        }
    }

    private void readAdded(JsonNode tokens) {
        for (JsonNode token : tokens) {
            JsonNode content = token.path("content");
            if (!content.isTextual() || !token.path("id").canConvertToInt()) {
                throw damaged("An added token lacks its text or its id.", null);
            }
            added.add(new AddedToken(
                    checked(token.path("id").intValue()),
                    content.textValue(),
                    token.path("special").asBoolean(),
                    token.path("normalized").asBoolean()));
        }
    }

    private int checked(long id) {
        if (id < 0 || id >= MOST_TOKENS) {
            throw damaged("A token has the id " + id + ".", null);
        }
        return (int) id;
    }

    private ModelDirectoryException damaged(String problem, @Nullable Exception cause) {
        return new ModelDirectoryException(path, problem, REMEDY, cause);
    }

    Path path() {
        return path;
    }

    /** {@return the texts of the tokenizer's model by id, without the added tokens that it lacks} */
    Map<Integer, String> vocabulary() {
        return vocabulary;
    }

    List<AddedToken> added() {
        return added;
    }

    /** {@return the decoder as the file describes it; missing or null if it has none} */
    JsonNode decoder() {
        return decoder;
    }

    /** {@return the pre-tokenizer as the file describes it; missing or null if it has none} */
    JsonNode preTokenizer() {
        return preTokenizer;
    }
}
