package dev.llmops.eval.dataset;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import dev.llmops.eval.Item;
import dev.llmops.eval.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a table, or member of a JSON object, means what. Immutable.
 *
 * <p>Values may be texts, numbers, booleans, lists and maps. Columns that mean nothing else become
 * {@linkplain Item#fields() fields}; a member {@code fields} that is an object is taken apart.
 */
public final class Columns {
    private final @Nullable String id;
    private final String input;
    private final List<String> references;
    private final @Nullable String relevant;
    private final @Nullable String referenceSeparator;
    private final String relevantSeparator;
    private final @Nullable Set<String> fields;

    private Columns(Builder builder) {
        this.id = builder.id;
        this.input = builder.input;
        this.references = List.copyOf(builder.references);
        this.relevant = builder.relevant;
        this.referenceSeparator = builder.referenceSeparator;
        this.relevantSeparator = builder.relevantSeparator;
        this.fields = builder.fields;
    }

    /**
     * {@return the usual names: {@code id}, {@code input}, {@code references} or {@code reference}, {@code relevant};
     * everything else is a field}
     */
    public static Columns standard() {
        return builder().build();
    }

    /** {@return a builder that begins with the usual names} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return the item that a row says}
     *
     * @param row the values by column; nulls count as absent
     * @param source the file, for errors
     * @param line the line or row from 1, for errors
     * @throws DatasetException if the row is no item
     */
    public Item item(Map<String, ? extends @Nullable Object> row, String source, long line) {
        try {
            String asked = text(required(row, input));
            String name = id == null ? ContentHash.begin().add(asked).hex().substring(0, 16) : text(required(row, id));
            return Item.builder(name, asked)
                    .references(references(row))
                    .relevant(relevant(row))
                    .fields(fields(row))
                    .build();
        } catch (InvalidInputException e) {
            throw DatasetException.at(source, line, e.getMessage() + ".");
        }
    }

    private static Object required(Map<String, ? extends @Nullable Object> row, String column) {
        Object value = row.get(column);
        if (value == null) {
            throw new InvalidInputException(
                    column, "there is no \"" + column + "\"; say with Columns which column means what");
        }
        return value;
    }

    private List<String> references(Map<String, ? extends @Nullable Object> row) {
        List<String> texts = new ArrayList<>();
        for (String column : references) {
            Object value = row.get(column);
            if (value instanceof List<?> list) {
                list.forEach(each -> texts.add(text(Require.nonNull(each, column))));
            } else if (value != null && referenceSeparator != null) {
                texts.addAll(split(text(value), referenceSeparator));
            } else if (value != null) {
                texts.add(text(value));
            }
        }
        return texts;
    }

    private Map<String, Integer> relevant(Map<String, ? extends @Nullable Object> row) {
        Map<String, Integer> grades = new TreeMap<>();
        Object value = relevant == null ? null : row.get(relevant);
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, grade) -> grades.put(String.valueOf(name), grade(grade)));
        } else if (value instanceof List<?> list) {
            list.forEach(name -> grades.put(text(Require.nonNull(name, "relevant")), 1));
        } else if (value != null) {
            split(text(value), relevantSeparator).forEach(name -> grades.put(name, 1));
        }
        return grades;
    }

    private static int grade(@Nullable Object grade) {
        if (grade instanceof Number number && Double.compare(number.doubleValue(), number.intValue()) == 0) {
            return number.intValue();
        }
        throw new InvalidInputException("relevant", "grades of relevance must be whole numbers");
    }

    private Map<String, String> fields(Map<String, ? extends @Nullable Object> row) {
        Map<String, String> texts = new TreeMap<>();
        row.forEach((column, value) -> {
            if (value == null || !isField(column)) {
                return;
            }
            if (column.equals("fields") && value instanceof Map<?, ?> map) {
                map.forEach((name, each) -> {
                    if (each != null) {
                        texts.put(String.valueOf(name), text(each));
                    }
                });
            } else {
                texts.put(column, text(value));
            }
        });
        return texts;
    }

    private boolean isField(String column) {
        if (fields != null) {
            return fields.contains(column);
        }
        return !column.equals(id) && !column.equals(input) && !references.contains(column) && !column.equals(relevant);
    }

    private static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at).strip());
            from = at + separator.length();
        }
        parts.add(text.substring(from).strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }

    private static String text(Object value) {
        return value instanceof String text ? text : JsonText.writeValue(value);
    }

    /** Collects the names. Not safe for concurrent use. */
    public static final class Builder {
        private @Nullable String id = "id";
        private String input = "input";
        private List<String> references = List.of("references", "reference");
        private @Nullable String relevant = "relevant";
        private @Nullable String referenceSeparator;
        private String relevantSeparator = ";";
        private @Nullable Set<String> fields;

        private Builder() {}

        /** Sets the column of the id. */
        public Builder id(String column) {
            this.id = Require.nonBlank(column, "id");
            return this;
        }

        /** Makes ids of a hash of the input, for files without ids; every input must then be unique. */
        public Builder idFromInput() {
            this.id = null;
            return this;
        }

        /** Sets the column of what is asked. */
        public Builder input(String column) {
            this.input = Require.nonBlank(column, "input");
            return this;
        }

        /** Sets the columns of right answers, the best known first; a list in a column is several answers. */
        public Builder references(String... columns) {
            this.references = List.of(columns);
            return this;
        }

        /** Sets what separates several right answers within a text; the default is that a text is one answer. */
        public Builder referenceSeparator(String separator) {
            this.referenceSeparator = Require.nonNull(separator, "separator");
            Require.that(!separator.isEmpty(), "separator", "separator must not be empty");
            return this;
        }

        /** Sets the column of relevant passages: a list of ids, an object of grades by id, or a text of ids. */
        public Builder relevant(String column) {
            this.relevant = Require.nonBlank(column, "relevant");
            return this;
        }

        /** Sets what separates the ids of relevant passages within a text; the default is a semicolon. */
        public Builder relevantSeparator(String separator) {
            this.relevantSeparator = Require.nonNull(separator, "separator");
            Require.that(!separator.isEmpty(), "separator", "separator must not be empty");
            return this;
        }

        /** Keeps only these columns as fields. */
        public Builder fields(String... columns) {
            this.fields = Set.of(columns);
            return this;
        }

        /** {@return the columns} */
        public Columns build() {
            return new Columns(this);
        }
    }
}
