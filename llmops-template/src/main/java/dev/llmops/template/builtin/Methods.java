package dev.llmops.template.builtin;

import dev.llmops.template.value.DictValue;
import dev.llmops.template.value.DictView;
import dev.llmops.template.value.Equality;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Iteration;
import dev.llmops.template.value.ListValue;
import dev.llmops.template.value.None;
import dev.llmops.template.value.Numbers;
import dev.llmops.template.value.Undefined;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The methods of values. */
public final class Methods {
    private static final Map<String, Builtin> TEXT = named(TextMethods.all());
    private static final Map<String, Builtin> LIST = named(List.of(
            Builtin.positional("count", Methods::count, 2, 2), Builtin.positional("index", Methods::index, 2, 4)));
    private static final Builtin COPY = Builtin.positional("copy", given -> given.get(0), 1, 1);
    private static final Map<String, Builtin> DICT = named(List.of(
            Builtin.positional("get", Methods::get, 2, 3),
            view("keys", DictView.Part.KEYS),
            view("values", DictView.Part.VALUES),
            view("items", DictView.Part.ITEMS),
            COPY));
    private static final Map<String, Builtin> WHOLE = named(List.of(
            Builtin.positional(
                    "bit_length",
                    given -> (long) Numbers.big(given.get(0)).abs().bitLength(),
                    1,
                    1),
            Builtin.positional("conjugate", given -> Numbers.plus(given.get(0)), 1, 1)));
    private static final Map<String, Builtin> REAL = named(List.of(Builtin.positional(
            "is_integer",
            given -> given.get(0) instanceof Double real && Double.isFinite(real) && real == Math.rint(real),
            1,
            1)));

    private static final Set<String> LIST_CHANGES =
            Set.of("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove");
    private static final Set<String> DICT_CHANGES = Set.of("clear", "pop", "popitem", "setdefault", "update");

    private Methods() {}

    private static Map<String, Builtin> named(List<Builtin> methods) {
        return methods.stream().collect(Collectors.toUnmodifiableMap(Builtin::name, each -> each));
    }

    private static Builtin view(String name, DictView.Part part) {
        return Builtin.positional(
                name,
                given -> {
                    DictView view = new DictView((DictValue) given.get(0), part);
                    return given.run().printsJson() ? ListValue.of(view.items()) : view;
                },
                1,
                1);
    }

    /** {@return the method {@code name} of {@code value}; null if it has none of that name} */
    public static @Nullable Builtin of(Object value, String name) {
        if (value instanceof String) {
            return TEXT.get(name);
        } else if (value instanceof DictValue) {
            return DICT.get(name);
        } else if (value instanceof ListValue list) {
            return name.equals("copy") && !list.isTuple() ? COPY : LIST.get(name);
        } else if (value instanceof Double) {
            return REAL.get(name);
        }
        return Numbers.isWhole(value) ? WHOLE.get(name) : null;
    }

    /** {@return whether {@code name} is a method that would change {@code value}, which no template may} */
    static boolean changes(Object value, String name) {
        return value instanceof DictValue && DICT_CHANGES.contains(name)
                || value instanceof ListValue list && !list.isTuple() && LIST_CHANGES.contains(name);
    }

    private static Object get(Given given) {
        DictValue dict = (DictValue) given.get(0);
        if (given.get(1) instanceof Undefined) {
            return given.orNone(2);
        }
        Object value = dict.get(given.get(1));
        return value == null ? given.or(2, None.NONE) : value;
    }

    private static Object count(Given given) {
        long count = 0;
        for (Object item : Iteration.items(given.get(0), given.run())) {
            count += Equality.same(item, given.get(1)) ? 1 : 0;
        }
        return count;
    }

    private static Object index(Given given) {
        Object[] items = Iteration.items(given.get(0), given.run());
        int from = given.has(2) ? given.whole(2) : 0;
        int to = given.has(3) ? given.whole(3) : items.length;
        int start = Math.max(0, from < 0 ? from + items.length : from);
        int end = Math.min(items.length, to < 0 ? to + items.length : to);
        for (int i = start; i < end; i++) {
            if (Equality.same(items[i], given.get(1))) {
                return (long) i;
            }
        }
        throw Failure.of("The value is not in the list");
    }
}
