package dev.llmops.template.value;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dict: values by key, in the order in which the keys came; changed only while it is made. */
public final class DictValue implements Iterable<Object> {
    private final Map<Object, Object> entries;

    /** Creates an empty one. */
    public DictValue() {
        this.entries = new LinkedHashMap<>();
    }

    /** Creates a copy of {@code other}. */
    public DictValue(DictValue other) {
        this.entries = new LinkedHashMap<>(other.entries);
    }

    /** A number as a key: {@code 1}, {@code 1.0} and {@code True} are the same key, which prints as it first came. */
    private record NumberKey(Object number) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NumberKey key && Equality.same(number, key.number);
        }

        @Override
        public int hashCode() {
            if (number instanceof Double real) {
                return real == Math.rint(real) && !Double.isInfinite(real)
                        ? Long.hashCode(real.longValue())
                        : real.hashCode();
            }
            BigInteger whole = Numbers.big(number);
            return Long.hashCode(whole.bitLength() < Long.SIZE ? whole.longValue() : (long) whole.doubleValue());
        }
    }

    /** {@return {@code value} as a key, equal to that of every equal value} */
    public static Object key(Object value) {
        if (value instanceof String) {
            return value;
        }
        if (Numbers.isNumber(value)) {
            return new NumberKey(value);
        }
        if (value instanceof DictValue || value instanceof ListValue list && !list.isTuple()) {
            throw Failure.of("unhashable type: '" + Types.name(value) + "'");
        }
        // All that is undefined is the same key, as it is equal.
        return value instanceof Undefined ? Undefined.class : value;
    }

    private static Object value(Object key) {
        return key instanceof NumberKey number ? number.number() : key;
    }

    /** {@return the value of {@code key}; null if there is none} */
    public @Nullable Object get(Object key) {
        return entries.get(key(key));
    }

    /** {@return the value of {@code key}; null if there is none} */
    public @Nullable Object get(String key) {
        return entries.get(key);
    }

    /** {@return whether {@code key} has a value} */
    public boolean has(Object key) {
        return entries.containsKey(key(key));
    }

    /** Sets the value of {@code key}; only whoever makes the dict may. */
    public void put(Object key, Object value) {
        entries.put(key(key), value);
    }

    /** {@return how many keys there are} */
    public int size() {
        return entries.size();
    }

    /** {@return the keys in order} */
    public Object[] keys() {
        Object[] keys = new Object[entries.size()];
        int at = 0;
        for (Object key : entries.keySet()) {
            keys[at++] = value(key);
        }
        return keys;
    }

    /** {@return the values in the order of the keys} */
    public Object[] values() {
        return entries.values().toArray();
    }

    /** {@return pairs of key and value, in the order of the keys} */
    public Object[] items() {
        Object[] items = new Object[entries.size()];
        int at = 0;
        for (Map.Entry<Object, Object> entry : entries.entrySet()) {
            items[at++] = ListValue.tuple(value(entry.getKey()), entry.getValue());
        }
        return items;
    }

    @Override
    public Iterator<Object> iterator() {
        return ListValue.of(keys()).iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DictValue && Equality.same(this, other);
    }

    @Override
    public int hashCode() {
        return entries.keySet().hashCode();
    }

    @Override
    public String toString() {
        return "dict of " + entries.size();
    }
}
