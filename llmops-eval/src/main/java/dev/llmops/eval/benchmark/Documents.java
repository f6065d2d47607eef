package dev.llmops.eval.benchmark;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a file in JSON Lines: one object a line, in UTF-8. Immutable.
 *
 * @param name the name of the file
 * @param hash the SHA-256 of its bytes, in hexadecimal digits
 * @param list the documents in order
 */
record Documents(String name, String hash, List<Document> list) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    /**
     * {@return the documents of {@code file}}
     *
     * @throws BenchmarkDataException if it cannot be read, is not UTF-8, or a line is no object
     */
    static Documents read(Path file) {
        String name = String.valueOf(file.getFileName());
        byte[] bytes = bytes(file, name);
        List<Document> list = new ArrayList<>();
        int number = 0;
        for (String line : text(bytes, name).split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                list.add(new Document(name, number, fields(line, name, number)));
            }
        }
        if (list.isEmpty()) {
            throw new BenchmarkDataException(name, 0, "", "has no document. One JSON object a line is expected.", null);
        }
        return new Documents(name, hash(bytes), List.copyOf(list));
    }

    private static byte[] bytes(Path file, String name) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BenchmarkDataException(
                    name, 0, "", "cannot be read (" + e.getClass().getSimpleName() + "): is the path right?", e);
        }
    }

    private static String text(byte[] bytes, String name) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BenchmarkDataException(name, 0, "", "is not UTF-8. Save it in that encoding.", e);
        }
    }

    private static Map<String, @Nullable Object> fields(String line, String name, int number) {
        try {
            Map<String, @Nullable Object> fields = JSON.readValue(line, OBJECT);
            if (fields == null) {
                throw new BenchmarkDataException(name, number, "", "must be a JSON object, is null.", null);
            }
            return fields;
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
            // Not the message, which quotes the line.
            throw new BenchmarkDataException(
                    name,
                    number,
                    "",
                    "must be one JSON object; it breaks off being one at column " + column + ".",
                    null);
        }
    }

    /** {@return the SHA-256 of {@code bytes}, in hexadecimal digits} */
    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Shows how many there are. */
    @Override
    public String toString() {
        return "Documents[" + name + ", " + list.size() + "]";
    }
}
