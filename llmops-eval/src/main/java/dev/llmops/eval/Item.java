package dev.llmops.eval;

import dev.llmops.api.Require;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is asked, and what is known about a good answer. Immutable.
 *
 * <p>The id joins what different subjects answered to the same item, so it must be unique within a data set and stay
 * when the set grows.
 */
public final class Item {
    private final String id;
    private final String input;
    private final List<String> references;
    private final Map<String, Integer> relevant;
    private final Map<String, String> fields;

    private Item(Builder builder) {
        this.id = builder.id;
        this.input = builder.input;
        this.references = builder.references;
        this.relevant = builder.relevant;
        this.fields = builder.fields;
    }

    /** {@return a builder of the item {@code id} that asks {@code input}} */
    public static Builder builder(String id, String input) {
        return new Builder(id, input);
    }

    /** {@return the item {@code id} that asks {@code input}, with answers that are right} */
    public static Item of(String id, String input, String... references) {
        return builder(id, input).references(List.of(references)).build();
    }

    /** {@return the name of the item, unique within its data set} */
    public String id() {
        return id;
    }

    /** {@return what is asked} */
    public String input() {
        return input;
    }

    /** {@return answers that are right, the best known first; may be empty} */
    public List<String> references() {
        return references;
    }

    /** {@return how relevant passages or documents are to the item, by id; 1 and more is relevant; may be empty} */
    public Map<String, Integer> relevant() {
        return relevant;
    }

    /** {@return what else is known, by name: slices, difficulty, source; values that are not text are JSON} */
    public Map<String, String> fields() {
        return fields;
    }

    /** {@return the value of the field {@code name}; null if there is none} */
    public @Nullable String field(String name) {
        return fields.get(name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Item that
                && id.equals(that.id)
                && input.equals(that.input)
                && references.equals(that.references)
                && relevant.equals(that.relevant)
                && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Shows the id, not what is asked. */
    @Override
    public String toString() {
        return "Item[" + id + "]";
    }

    /** Collects what is known about an item. Not safe for concurrent use. */
    public static final class Builder {
        private final String id;
        private final String input;
        private List<String> references = List.of();
        private Map<String, Integer> relevant = Map.of();
        private Map<String, String> fields = Map.of();

        private Builder(String id, String input) {
            this.id = Require.nonBlank(id, "id");
            this.input = Require.nonNull(input, "input");
        }

        /** Sets the answers that are right, the best known first. */
        public Builder references(List<String> references) {
            this.references = List.copyOf(Require.nonNull(references, "references"));
            return this;
        }

        /** Sets how relevant passages or documents are, by id. */
        public Builder relevant(Map<String, Integer> relevant) {
            this.relevant = Collections.unmodifiableMap(new TreeMap<>(Require.nonNull(relevant, "relevant")));
            return this;
        }

        /** Sets what else is known, by name. */
        public Builder fields(Map<String, String> fields) {
            this.fields = Collections.unmodifiableMap(new TreeMap<>(Require.nonNull(fields, "fields")));
            return this;
        }

        /** {@return the item} */
        public Item build() {
            return new Item(this);
        }
    }
}
