package dev.llmops.template.value;

import java.util.Iterator;

/** Values that can be read once, as a generator's: what most filters over lists give. */
public final class StreamValue implements Iterator<Object> {
    private final Iterator<Object> source;
    private final String type;

    private StreamValue(Iterator<Object> source, String type) {
        this.source = source;
        this.type = type;
    }

    /** {@return a generator of what {@code source} has} */
    public static StreamValue of(Iterator<Object> source) {
        return new StreamValue(source, "generator");
    }

    /** {@return an iterator that Python calls {@code type}} */
    public static StreamValue of(Iterator<Object> source, String type) {
        return new StreamValue(source, type);
    }

    /** {@return Python's name of the type} */
    public String type() {
        return type;
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public Object next() {
        return source.next();
    }
}
