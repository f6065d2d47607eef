package dev.llmops.template.value;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Going over the items of a value. */
public final class Iteration {
    private static final Object[] NOTHING = {};

    private Iteration() {}

    /** {@return the items of {@code value}; fails if it has none by nature} */
    public static Object[] items(Object value, Run run) {
        if (value instanceof ListValue list) {
            return list.items();
        } else if (value instanceof DictValue dict) {
            return dict.keys();
        } else if (value instanceof String text) {
            run.charge(text.length());
            return characters(text);
        } else if (value instanceof DictView view) {
            return view.items();
        } else if (value instanceof RangeValue range) {
            run.charge(range.size());
            return range.items();
        } else if (value instanceof StreamValue stream) {
            return rest(stream, run);
        } else if (value instanceof Undefined undefined) {
            undefined.requireLenient();
            return NOTHING;
        }
        throw Failure.of("'" + Types.name(value) + "' object is not iterable");
    }

    private static Object[] rest(StreamValue stream, Run run) {
        List<Object> items = new ArrayList<>();
        while (stream.hasNext()) {
            run.step();
            items.add(stream.next());
        }
        return items.toArray();
    }

    /** {@return an iterator over {@code value}; what is a stream is read as it goes} */
    public static Iterator<Object> iterator(Object value, Run run) {
        return value instanceof StreamValue stream
                ? stream
                : ListValue.of(items(value, run)).iterator();
    }

    /** {@return the characters of {@code text}, each a text of one code point} */
    public static Object[] characters(String text) {
        Object[] characters = new Object[text.codePointCount(0, text.length())];
        int at = 0;
        for (int i = 0; i < characters.length; i++) {
            int next = text.offsetByCodePoints(at, 1);
            characters[i] = text.substring(at, next);
            at = next;
        }
        return characters;
    }

    /** {@return how many items {@code value} has} */
    public static long length(Object value, Run run) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        } else if (value instanceof ListValue list) {
            return list.size();
        } else if (value instanceof DictValue dict) {
            return dict.size();
        } else if (value instanceof DictView view) {
            return view.dict().size();
        } else if (value instanceof RangeValue range) {
            return range.size();
        } else if (value instanceof Undefined undefined) {
            undefined.requireLenient();
            return 0;
        } else if (value instanceof Members members && members.member("length") instanceof Long length) {
            return length;
        }
        throw Failure.of("object of type '" + Types.name(value) + "' has no len()");
    }

    /** {@return whether {@code item in container}} */
    public static boolean contains(Object container, Object item, Run run) {
        if (container instanceof String text) {
            if (item instanceof String part) {
                return text.contains(part);
            } else if (item instanceof Undefined undefined && !run.printsJson()) {
                throw Failure.of("'in <string>' requires string as left operand, not " + Types.name(undefined));
            } else if (run.printsJson()) {
                return false;
            }
            throw Failure.of("'in <string>' requires string as left operand, not " + Types.name(item));
        } else if (container instanceof DictValue dict) {
            return dict.has(item);
        } else if (container instanceof DictView view && view.part() == DictView.Part.KEYS) {
            return view.dict().has(item);
        }
        return among(container, item, run);
    }

    private static boolean among(Object container, Object item, Run run) {
        boolean iterable = container instanceof ListValue
                || container instanceof DictView
                || container instanceof RangeValue
                || container instanceof StreamValue
                || container instanceof Undefined;
        if (!iterable) {
            throw Failure.of("argument of type '" + Types.name(container) + "' is not iterable");
        }
        Iterator<Object> items = iterator(container, run);
        while (items.hasNext()) {
            run.step();
            Object each = items.next();
            // JavaScript does not take true for 1 here.
            boolean comparable = !run.printsJson() || each instanceof Boolean == item instanceof Boolean;
            if (comparable && Equality.same(each, item)) {
                return true;
            }
        }
        return false;
    }
}
