package dev.llmops.eval.dataset;

import dev.llmops.eval.Item;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A stream that takes items from an open file one by one. */
final class RowStream<S extends Closeable> extends Spliterators.AbstractSpliterator<Item> {
    private final S source;
    private final Function<S, @Nullable Item> next;

    private RowStream(S source, Function<S, @Nullable Item> next) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.source = source;
        this.next = next;
    }

    /** {@return the items that {@code next} takes from {@code source}, up to null; closing closes the source} */
    static <S extends Closeable> Stream<Item> of(S source, Function<S, @Nullable Item> next) {
        return StreamSupport.stream(new RowStream<>(source, next), false).onClose(() -> {
            try {
                source.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public boolean tryAdvance(Consumer<? super Item> action) {
        Item item = next.apply(source);
        if (item == null) {
            return false;
        }
        action.accept(item);
        return true;
    }
}
