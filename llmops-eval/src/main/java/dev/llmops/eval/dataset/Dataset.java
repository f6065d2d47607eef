package dev.llmops.eval.dataset;

import dev.llmops.api.Require;
import dev.llmops.eval.Item;
import dev.llmops.eval.json.ItemJson;
import dev.llmops.eval.json.JsonText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A source of items that can be read any number of times, from the beginning each time.
 *
 * <p>Items come one by one, so a set may be larger than memory. Safe for concurrent use.
 *
 * <pre>{@code
 * Dataset questions = Dataset.jsonl(Path.of("questions.jsonl")).slice("language", "de").limit(500);
 * String version = questions.version().hash();
 * }</pre>
 */
public interface Dataset {
    /** {@return the name under which runs and reports know the set} */
    String name();

    /**
     * {@return the items, in the same order each time}
     *
     * <p>Close the stream: it may read from a file. What it reads may throw {@link DatasetException}.
     */
    Stream<Item> stream();

    /**
     * {@return which version of the set this is}
     *
     * <p>Reads all items, and so finds everything that is wrong with any of them.
     *
     * @throws DatasetException if an item cannot be read or two have the same id
     */
    default DatasetVersion version() {
        VersionTally tally = new VersionTally();
        IdCheck ids = new IdCheck(this);
        try (Stream<Item> items = stream()) {
            items.forEachOrdered(item -> {
                ids.add(item);
                tally.add(item);
            });
        }
        return tally.version();
    }

    /**
     * Writes the items to {@code file} as JSON lines that {@link #jsonl(Path)} reads, over what is there.
     *
     * @throws DatasetException if the file cannot be written, or the set cannot be read
     */
    default void writeJsonl(Path file) {
        try (BufferedWriter out = Files.newBufferedWriter(Require.nonNull(file, "file"));
                Stream<Item> items = stream()) {
            for (Iterator<Item> each = items.iterator(); each.hasNext(); ) {
                Item item = each.next();
                out.write(JsonText.write(json -> ItemJson.write(item, json)));
                out.write('\n');
            }
        } catch (IOException e) {
            throw DatasetException.of(file.toString(), "the file cannot be written. Check name and permission.", e);
        }
    }

    /** {@return items in memory} */
    static Dataset of(String name, List<Item> items) {
        return new ListedDataset(Require.nonBlank(name, "name"), List.copyOf(Require.nonNull(items, "items")));
    }

    /** {@return the items of a file with one JSON object on a line, whose members are named as {@link Columns#standard} says} */
    static Dataset jsonl(Path file) {
        return jsonl(file, Columns.standard());
    }

    /** {@return the items of a file with one JSON object on a line, in UTF-8} */
    static Dataset jsonl(Path file, Columns columns) {
        return new JsonlDataset(Require.nonNull(file, "file"), Require.nonNull(columns, "columns"));
    }

    /** {@return the items of a CSV file with commas, whose columns are named as {@link Columns#standard} says} */
    static Dataset csv(Path file) {
        return csv(file, Columns.standard(), ',');
    }

    /**
     * {@return the items of a CSV file in UTF-8, whose first row names the columns}
     *
     * <p>Read as RFC 4180 says: fields with delimiters, quotes or line ends are quoted, quotes within are doubled. A
     * byte order mark is skipped. A row with more or fewer fields than the first is an error.
     *
     * @param file the file
     * @param columns which column means what
     * @param delimiter what stands between fields: a comma, a semicolon, a tab
     */
    static Dataset csv(Path file, Columns columns, char delimiter) {
        Require.that(
                delimiter != '"' && delimiter != '\n' && delimiter != '\r',
                "delimiter",
                "delimiter must be neither a quote nor a line end");
        return new CsvDataset(Require.nonNull(file, "file"), Require.nonNull(columns, "columns"), delimiter);
    }

    /** {@return this set under another name} */
    default Dataset named(String name) {
        return new DerivedDataset(Require.nonBlank(name, "name"), this::stream);
    }

    /**
     * {@return the items that {@code condition} holds for}
     *
     * @param what the condition in a word or two, for the name
     * @param condition the same for an item each time
     */
    default Dataset filter(String what, Predicate<Item> condition) {
        Require.nonNull(condition, "condition");
        return new DerivedDataset(
                name() + "/" + Require.nonBlank(what, "what"), () -> stream().filter(condition));
    }

    /** {@return the items whose field {@code field} is {@code value}} */
    default Dataset slice(String field, String value) {
        Require.nonBlank(field, "field");
        Require.nonNull(value, "value");
        return filter(field + "=" + value, item -> value.equals(item.field(field)));
    }

    /** {@return the first {@code most} items} */
    default Dataset limit(long most) {
        Require.that(most >= 0, "most", "most must not be negative, was " + most);
        return new DerivedDataset(name() + "/first-" + most, () -> stream().limit(most));
    }

    /**
     * {@return {@code size} items drawn at random, in their order; all of them if there are no more}
     *
     * <p>Draws by a hash of seed and id: the same items on every machine, and mostly the same ones after the set has
     * grown. Reads the set once more than it is read.
     */
    default Dataset sample(int size, long seed) {
        return HashSample.of(this, Require.inRange(size, 0, Integer.MAX_VALUE, "size"), seed);
    }
}
