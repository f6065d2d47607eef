package dev.llmops.template.builtin;

import dev.llmops.template.text.DateText;
import dev.llmops.template.value.DictValue;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Iteration;
import dev.llmops.template.value.ListValue;
import dev.llmops.template.value.NamespaceValue;
import dev.llmops.template.value.None;
import dev.llmops.template.value.Numbers;
import dev.llmops.template.value.RangeValue;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;

/** The functions every template can call. */
final class Globals {
    private Globals() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.positional("range", Globals::range, 1, 3),
                Builtin.open("dict", Globals::dict, 0),
                Builtin.open("namespace", Globals::namespace, 0),
                Builtin.open("cycler", given -> new Cycler(given.arguments().positional()), 0),
                Builtin.of("joiner", given -> new Joiner(given.has(0) ? given.str(0) : ", "), 0, "sep"),
                Builtin.of("raise_exception", Globals::raise, 1, "message"),
                Builtin.of("strftime_now", Globals::now, 1, "format"));
    }

    private static Object range(Given given) {
        long first = bound(given, 0);
        RangeValue range = given.has(1)
                ? RangeValue.of(first, bound(given, 1), given.has(2) ? bound(given, 2) : 1)
                : RangeValue.of(0, first, 1);
        return given.run().printsJson() ? ListValue.of(range.items()) : range;
    }

    private static long bound(Given given, int index) {
        Object value = given.get(index);
        given.whole(index);
        Object plain = Numbers.plus(value);
        if (!(plain instanceof Long whole)) {
            throw Failure.of("range() takes numbers of at most 64 bits");
        }
        return whole;
    }

    private static DictValue dict(Given given) {
        DictValue dict = new DictValue();
        if (given.count() > 1) {
            throw Failure.of("dict expected at most 1 argument, got " + given.count());
        } else if (given.has(0) && given.get(0) instanceof DictValue source) {
            dict = new DictValue(source);
        } else if (given.has(0)) {
            for (Object pair : Iteration.items(given.get(0), given.run())) {
                Object[] parts = Iteration.items(pair, given.run());
                if (parts.length != 2) {
                    throw Failure.of(
                            "dictionary update sequence element has length " + parts.length + "; 2 is required");
                }
                dict.put(parts[0], parts[1]);
            }
        }
        given.arguments().named().forEach(dict::put);
        return dict;
    }

    private static Object namespace(Given given) {
        NamespaceValue namespace = new NamespaceValue();
        DictValue attributes = dict(given);
        for (Object key : attributes.keys()) {
            if (key instanceof String name) {
                namespace.set(name, Objects.requireNonNullElse(attributes.get(key), None.NONE));
            }
        }
        return namespace;
    }

    private static Object raise(Given given) {
        throw Failure.raised(given.str(0));
    }

    private static Object now(Given given) {
        String format = given.text(0);
        given.run().charge(format.length() * 20L);
        return DateText.format(format, ZonedDateTime.now(given.run().setting().clock()));
    }
}
