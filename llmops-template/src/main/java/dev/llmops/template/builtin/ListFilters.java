package dev.llmops.template.builtin;

import dev.llmops.template.value.DictValue;
import dev.llmops.template.value.DictView;
import dev.llmops.template.value.Equality;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Iteration;
import dev.llmops.template.value.ListValue;
import dev.llmops.template.value.None;
import dev.llmops.template.value.Operators;
import dev.llmops.template.value.RangeValue;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.StreamValue;
import dev.llmops.template.value.Text;
import dev.llmops.template.value.Types;
import dev.llmops.template.value.Undefined;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** The filters over lists as a whole. */
final class ListFilters {
    private ListFilters() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of("length", given -> Iteration.length(given.get(0), given.run()), 1, "obj"),
                Builtin.of("count", given -> Iteration.length(given.get(0), given.run()), 1, "obj"),
                Builtin.of("list", given -> ListValue.of(items(given)), 1, "value"),
                Builtin.of("first", ListFilters::first, 1, "seq"),
                Builtin.of("last", ListFilters::last, 1, "seq"),
                Builtin.of("random", ListFilters::random, 1, "seq"),
                Builtin.of("reverse", ListFilters::reverse, 1, "value"),
                Builtin.of("join", ListFilters::join, 1, "value", "d", "attribute"),
                Builtin.of("sum", ListFilters::sum, 1, "iterable", "attribute", "start"),
                Builtin.of("min", given -> most(given, -1), 1, "value", "case_sensitive", "attribute"),
                Builtin.of("max", given -> most(given, 1), 1, "value", "case_sensitive", "attribute"),
                Builtin.of("sort", ListFilters::sort, 1, "value", "reverse", "case_sensitive", "attribute"),
                Builtin.of(
                        "unique",
                        given -> stream(() -> unique(given), given.run()),
                        1,
                        "value",
                        "case_sensitive",
                        "attribute"),
                Builtin.of(
                        "batch",
                        given -> stream(() -> batch(given), given.run()),
                        2,
                        "value",
                        "linecount",
                        "fill_with"),
                Builtin.of(
                        "slice", given -> stream(() -> slice(given), given.run()), 2, "value", "slices", "fill_with"),
                Builtin.of("groupby", ListFilters::group, 2, "value", "attribute", "default", "case_sensitive"));
    }

    private static Object[] items(Given given) {
        return Iteration.items(given.get(0), given.run());
    }

    private static Undefined none(String which, Run run) {
        return Undefined.because(
                "No " + which + " item, sequence was empty.", run.setting().strict());
    }

    /** {@return what a filter gives one by one; JavaScript's Jinja has lists instead} */
    static Object stream(Supplier<Iterator<Object>> source, Run run) {
        StreamValue stream = StreamValue.of(source);
        return run.printsJson() ? ListValue.of(Iteration.items(stream, run)) : stream;
    }

    private static Object first(Given given) {
        if (given.get(0) instanceof String text) {
            return text.isEmpty() ? none("first", given.run()) : text.substring(0, text.offsetByCodePoints(0, 1));
        }
        Iterator<Object> items = Iteration.iterator(given.get(0), given.run());
        return items.hasNext() ? items.next() : none("first", given.run());
    }

    private static Object last(Given given) {
        if (given.get(0) instanceof StreamValue stream) {
            throw Failure.of("'" + stream.type() + "' object is not reversible");
        }
        Object[] items = items(given);
        return items.length == 0 ? none("last", given.run()) : items[items.length - 1];
    }

    private static Object random(Given given) {
        RandomGenerator random = given.run().setting().random();
        if (random == null) {
            throw Failure.of("The filter random needs a random generator in the template's options");
        }
        Object[] items = items(given);
        return items.length == 0 ? none("random", given.run()) : items[random.nextInt(items.length)];
    }

    private static Object reverse(Given given) {
        if (given.get(0) instanceof String text) {
            given.run().charge(text.length());
            // StringBuilder keeps pairs of surrogates in order.
            return new StringBuilder(text).reverse().toString();
        } else if (!Attributes.isIterable(given.get(0))) {
            throw Failure.of("argument must be iterable");
        }
        List<Object> items = new ArrayList<>(Arrays.asList(items(given)));
        Collections.reverse(items);
        if (given.get(0) instanceof StreamValue || given.run().printsJson()) {
            return ListValue.of(items);
        }
        return StreamValue.of(items.iterator(), reversedType(given.get(0)));
    }

    private static String reversedType(Object value) {
        if (value instanceof ListValue list) {
            return list.isTuple() ? "reversed" : "list_reverseiterator";
        } else if (value instanceof DictValue) {
            return "dict_reversekeyiterator";
        } else if (value instanceof RangeValue) {
            return "range_iterator";
        }
        return value instanceof DictView ? "dict_reverseitemiterator" : "reversed";
    }

    private static Object join(Given given) {
        Object[] items = items(given);
        UnaryOperator<Object> key = Keys.by(given.orNone(2), None.NONE, given.run());
        Object[] texts = new Object[items.length];
        for (int i = 0; i < items.length; i++) {
            texts[i] = Text.str(key.apply(items[i]), given.run());
        }
        return TextMethods.join(given.has(1) ? given.str(1) : "", ListValue.of(texts), given.run());
    }

    private static Object sum(Given given) {
        UnaryOperator<Object> key = Keys.by(given.orNone(1), None.NONE, given.run());
        Object sum = given.or(2, 0L);
        if (sum instanceof String) {
            throw Failure.of("sum() can't sum strings [use ''.join(seq) instead]");
        }
        for (Object item : items(given)) {
            given.run().step();
            sum = Operators.add(sum, key.apply(item), given.run());
        }
        return sum;
    }

    private static Object most(Given given, int sign) {
        UnaryOperator<Object> key = Keys.comparable(given.orNone(2), given.flag(1), None.NONE, given.run());
        Object[] items = items(given);
        if (items.length == 0) {
            return Undefined.because(
                    "No aggregated item, sequence was empty.",
                    given.run().setting().strict());
        }
        Object most = items[0];
        Object mostKey = key.apply(most);
        for (int i = 1; i < items.length; i++) {
            given.run().step();
            Object next = key.apply(items[i]);
            if (Equality.order(next, mostKey, sign < 0 ? "<" : ">") * sign > 0) {
                most = items[i];
                mostKey = next;
            }
        }
        return most;
    }

    private static Object sort(Given given) {
        UnaryOperator<Object> key = Keys.several(given.orNone(3), given.flag(2), given.run());
        return ListValue.of(Keys.sorted(items(given), key, given.flag(1), given.run()));
    }

    private static Iterator<Object> unique(Given given) {
        UnaryOperator<Object> key = Keys.comparable(given.orNone(2), given.flag(1), None.NONE, given.run());
        Iterator<Object> items = Iteration.iterator(given.get(0), given.run());
        Set<Object> seen = new HashSet<>();
        return new Filtered(items, item -> seen.add(DictValue.key(key.apply(item))));
    }

    private static Iterator<Object> batch(Given given) {
        int size = given.whole(1);
        Object[] items = items(given);
        List<Object> batches = new ArrayList<>();
        for (int from = 0; size > 0 && from < items.length; from += size) {
            int to = (int) Math.min(items.length, (long) from + size);
            List<Object> batch = new ArrayList<>(Arrays.asList(items).subList(from, to));
            if (!(given.orNone(2) instanceof None)) {
                given.run().charge(size);
                while (batch.size() < size) {
                    batch.add(given.get(2));
                }
            }
            batches.add(ListValue.of(batch));
        }
        if (size <= 0 && items.length > 0) {
            throw Failure.of("batch needs a count of at least 1, not " + size);
        }
        return batches.iterator();
    }

    private static Iterator<Object> slice(Given given) {
        int slices = given.whole(1);
        if (slices == 0) {
            throw Failure.of("integer division or modulo by zero");
        }
        List<Object> items = Arrays.asList(items(given));
        given.run().charge(Math.max(0, slices));
        List<Object> all = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < slices; i++) {
            boolean extra = i < items.size() % slices;
            int to = from + items.size() / slices + (extra ? 1 : 0);
            List<Object> slice = new ArrayList<>(items.subList(from, to));
            if (!extra && !(given.orNone(2) instanceof None)) {
                slice.add(given.get(2));
            }
            all.add(ListValue.of(slice));
            from = to;
        }
        return all.iterator();
    }

    private static Object group(Given given) {
        Run run = given.run();
        UnaryOperator<Object> key = Keys.comparable(given.get(1), given.flag(3), given.orNone(2), run);
        UnaryOperator<Object> shown = Keys.by(given.get(1), given.orNone(2), run);
        List<Object> groups = new ArrayList<>();
        List<Object> group = new ArrayList<>();
        for (Object item : Keys.sorted(items(given), key, false, run)) {
            if (!group.isEmpty() && !Equality.same(key.apply(group.get(0)), key.apply(item))) {
                groups.add(grouped(shown, group));
                group = new ArrayList<>();
            }
            group.add(item);
        }
        if (!group.isEmpty()) {
            groups.add(grouped(shown, group));
        }
        return ListValue.of(groups);
    }

    private static Object grouped(UnaryOperator<Object> key, List<Object> group) {
        return ListValue.named(List.of("grouper", "list"), key.apply(group.get(0)), ListValue.of(group));
    }

    /** {@return the failure that {@code value} has no items} */
    static Failure notIterable(Object value) {
        return Failure.of("'" + Types.name(value) + "' object is not iterable");
    }
}
