package dev.llmops.eval.dataset;

import dev.llmops.eval.Item;
import java.util.List;
import java.util.stream.Stream;

/** Items in memory. */
record ListedDataset(String name, List<Item> items) implements Dataset {
    @Override
    public Stream<Item> stream() {
        return items.stream();
    }

    /** Shows how many there are. */
    @Override
    public String toString() {
        return "Dataset[" + name + ", " + items.size() + "]";
    }
}
