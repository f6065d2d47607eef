package dev.llmops.template.value;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list or a tuple; neither is ever changed. */
public final class ListValue implements Iterable<Object> {
    private static final Object[] NOTHING = {};

    private final Object[] items;
    private final boolean tuple;
    private final @Nullable List<String> names;

    private ListValue(Object[] items, boolean tuple, @Nullable List<String> names) {
        this.items = items;
        this.tuple = tuple;
        this.names = names;
    }

    /** {@return a list of {@code items}; the array is not copied} */
    public static ListValue of(Object... items) {
        return new ListValue(items, false, null);
    }

    /** {@return a list of {@code items}} */
    public static ListValue of(List<?> items) {
        return new ListValue(items.toArray(NOTHING), false, null);
    }

    /** {@return a tuple of {@code items}; the array is not copied} */
    public static ListValue tuple(Object... items) {
        return new ListValue(items, true, null);
    }

    /** {@return a tuple whose items can be read by {@code names} too} */
    public static ListValue named(List<String> names, Object... items) {
        return new ListValue(items, true, names);
    }

    /** {@return a list or tuple, as this is, of {@code other} items; the array is not copied} */
    public ListValue with(Object[] other) {
        return new ListValue(other, tuple, null);
    }

    /** {@return the items; not to be changed} */
    public Object[] items() {
        return items;
    }

    /** {@return whether this is a tuple} */
    public boolean isTuple() {
        return tuple;
    }

    /** {@return how many items there are} */
    public int size() {
        return items.length;
    }

    /** {@return the item at {@code index}, counted from 0} */
    public Object get(int index) {
        return items[index];
    }

    /** {@return the item called {@code name}; null if there is none} */
    public @Nullable Object named(String name) {
        int index = names == null ? -1 : names.indexOf(name);
        return index < 0 ? null : items[index];
    }

    @Override
    public Iterator<Object> iterator() {
        return Arrays.asList(items).iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ListValue && Equality.same(this, other);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (Object item : items) {
            hash = 31 * hash + DictValue.key(item).hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return (tuple ? "tuple of " : "list of ") + items.length;
    }
}
