package dev.llmops.eval.dataset;

import dev.llmops.eval.Item;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is left of another set. */
record DerivedDataset(String name, Supplier<Stream<Item>> source) implements Dataset {
    @Override
    public Stream<Item> stream() {
        return source.get();
    }

    /** Shows the name. */
    @Override
    public String toString() {
        return "Dataset[" + name + "]";
    }
}
