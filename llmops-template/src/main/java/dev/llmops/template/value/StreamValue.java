package dev.llmops.template.value;

import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values that can be read once, as a generator's: what most filters over lists give. */
public final class StreamValue implements Iterator<Object> {
    private final Iterator<Object> source;
    private final String type;

    /** A source that is made when the first item is asked for, as the body of a generator is. */
    private static final class Late implements Iterator<Object> {
        private final Supplier<Iterator<Object>> maker;
        private @Nullable Iterator<Object> made;

        Late(Supplier<Iterator<Object>> maker) {
            this.maker = maker;
        }

        private Iterator<Object> source() {
            Iterator<Object> source = made;
            if (source == null) {
                source = maker.get();
                made = source;
            }
            return source;
        }

        @Override
        public boolean hasNext() {
            return source().hasNext();
        }

        @Override
        public Object next() {
            return source().next();
        }
    }

    private StreamValue(Iterator<Object> source, String type) {
        this.source = source;
        this.type = type;
    }

    /** {@return a generator of what {@code source} gives, which is asked when the first item is} */
    public static StreamValue of(Supplier<Iterator<Object>> source) {
        return new StreamValue(new Late(source), "generator");
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
