package dev.llmops.template.builtin;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The items of another iterator that a test lets through, read as they are asked for. */
final class Filtered implements Iterator<Object> {
    private final Iterator<Object> source;
    private final Predicate<Object> test;
    private @Nullable Object next;

    Filtered(Iterator<Object> source, Predicate<Object> test) {
        this.source = source;
        this.test = test;
    }

    @Override
    public boolean hasNext() {
        while (next == null && source.hasNext()) {
            Object item = source.next();
            next = test.test(item) ? item : null;
        }
        return next != null;
    }

    @Override
    public Object next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Object item = next;
        next = null;
        return item;
    }
}
