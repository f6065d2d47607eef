package dev.llmops.eval.run;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the order of the run. Keeps those that stand too early in the file, which are as many as the run was ahead.
 *
 * <p>Where items were asked again much later, or lines were taken out, rows stand far from their places. Then the file is
 * read once for the places of all rows, in 8 bytes a row, and the rows are read from there.
 */
final class OrderedRows extends Spliterators.AbstractSpliterator<ResultRow> {
    /** How many rows are kept before the file is indexed. */
    static final int MOST_EARLY = 1_024;

    private final ResultLines lines;
    private final PriorityQueue<ResultRow> early = new PriorityQueue<>(Comparator.comparingInt(ResultRow::number));
    private @Nullable RowIndex index;
    private int expected;
    private boolean ended;

    private OrderedRows(ResultLines lines) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.lines = lines;
    }

    /** {@return the rows in order; closing the stream closes {@code lines}} */
    static Stream<ResultRow> of(ResultLines lines) {
        return StreamSupport.stream(new OrderedRows(lines), false).onClose(lines::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super ResultRow> action) {
        ResultRow next = next();
        if (next == null) {
            return false;
        }
        if (next.number() < expected) {
            throw lines.twice(next.number());
        }
        expected = next.number() + 1;
        action.accept(next);
        return true;
    }

    private @Nullable ResultRow next() {
        while (index == null && !ended && !nextIsHere()) {
            ResultRow row = lines.next();
            if (row == null) {
                ended = true;
            } else {
                early.add(row);
            }
            if (early.size() > MOST_EARLY) {
                early.clear();
                index = RowIndex.of(lines, expected);
            }
        }
        RowIndex known = index;
        return known == null ? early.poll() : known.next();
    }

    private boolean nextIsHere() {
        ResultRow first = early.peek();
        return first != null && first.number() <= expected;
    }
}
