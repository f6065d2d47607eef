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
 */
final class OrderedRows extends Spliterators.AbstractSpliterator<ResultRow> {
    private final ResultLines lines;
    private final PriorityQueue<ResultRow> early = new PriorityQueue<>(Comparator.comparingInt(ResultRow::number));
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
        while (!ended && !nextIsHere()) {
            ResultRow row = lines.next();
            if (row == null) {
                ended = true;
            } else {
                early.add(row);
            }
        }
        @Nullable ResultRow next = early.poll();
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

    private boolean nextIsHere() {
        ResultRow first = early.peek();
        return first != null && first.number() <= expected;
    }
}
