package dev.llmops.eval.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document of a benchmark: named values, and where they stand. Immutable. */
final class Document {
    private final String file;
    private final int line;
    private final Map<String, @Nullable Object> fields;

    Document(String file, int line, Map<String, @Nullable Object> fields) {
        this.file = file;
        this.line = line;
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    int line() {
        return line;
    }

    Map<String, @Nullable Object> fields() {
        return fields;
    }

    /** {@return whether both say the same, wherever they stand} */
    boolean saysTheSameAs(Document other) {
        return fields.equals(other.fields);
    }

    /** {@return this document with other values in some fields} */
    Document with(Map<String, ?> changed) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(fields);
        all.putAll(changed);
        return new Document(file, line, all);
    }

    /** {@return the value at {@code path}, whose steps are joined by dots} */
    Object value(String path) {
        @Nullable Object value = fields;
        for (String step : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        if (value == null) {
            throw problem(path, "is missing");
        }
        return value;
    }

    String text(String path) {
        Object value = value(path);
        if (value instanceof String text) {
            return text;
        }
        throw problem(path, "must be a text, is " + kind(value));
    }

    List<String> texts(String path) {
        List<String> texts = new ArrayList<>();
        for (Object element : list(path)) {
            if (!(element instanceof String text)) {
                throw problem(path, "must be a list of texts, has " + kind(element) + " in it");
            }
            texts.add(text);
        }
        return texts;
    }

    List<Integer> integers(String path) {
        List<Integer> integers = new ArrayList<>();
        for (Object element : list(path)) {
            integers.add(integer(path, element));
        }
        return integers;
    }

    /** {@return a whole number, which may be written as a text} */
    int integer(String path) {
        return integer(path, value(path));
    }

    private int integer(String path, @Nullable Object value) {
        if (value instanceof Integer integer) {
            return integer;
        }
        if (value instanceof String text && text.strip().matches("[-+]?[0-9]{1,9}")) {
            return Integer.parseInt(text.strip());
        }
        throw problem(path, "must be a whole number, is " + kind(value));
    }

    private List<?> list(String path) {
        Object value = value(path);
        if (value instanceof List<?> list) {
            return list;
        }
        throw problem(path, "must be a list, is " + kind(value));
    }

    /** {@return an exception about the field at {@code path}} */
    BenchmarkDataException problem(String path, String problem) {
        return new BenchmarkDataException(file, line, path, problem + ".", null);
    }

    /** {@return an exception about the whole document} */
    BenchmarkDataException problem(String problem, Throwable cause) {
        return new BenchmarkDataException(file, line, "", problem, cause);
    }

    private static String kind(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String text) {
            return "a text of " + text.length() + " characters";
        }
        return value instanceof Map
                ? "an object"
                : value instanceof List ? "a list" : value instanceof Boolean ? "true or false" : "a number";
    }

    /** Shows where the document stands. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
