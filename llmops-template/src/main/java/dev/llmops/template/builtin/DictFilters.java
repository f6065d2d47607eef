package dev.llmops.template.builtin;

import dev.llmops.template.text.Html;
import dev.llmops.template.value.DictValue;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Json;
import dev.llmops.template.value.ListValue;
import dev.llmops.template.value.None;
import dev.llmops.template.value.Numbers;
import dev.llmops.template.value.Text;
import dev.llmops.template.value.Truth;
import dev.llmops.template.value.Undefined;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The filters over dicts, and those that take any value. */
final class DictFilters {
    private DictFilters() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of("items", given -> ListFilters.stream(() -> items(given), given.run()), 1, "value"),
                Builtin.of("dictsort", DictFilters::sort, 1, "value", "case_sensitive", "by", "reverse"),
                Builtin.of("xmlattr", DictFilters::attributes, 1, "d", "autospace"),
                Builtin.of("default", DictFilters::orDefault, 1, "value", "default_value", "boolean"),
                Builtin.of("d", DictFilters::orDefault, 1, "value", "default_value", "boolean"),
                Builtin.of("attr", DictFilters::attribute, 2, "obj", "name"),
                Builtin.of("pprint", given -> Text.repr(sorted(given.get(0))), 1, "value"),
                Builtin.of(
                        "tojson", DictFilters::json, 1, "value", "ensure_ascii", "indent", "separators", "sort_keys"));
    }

    private static Iterator<Object> items(Given given) {
        if (given.get(0) instanceof Undefined undefined) {
            undefined.requireLenient();
            return Collections.emptyIterator();
        } else if (!(given.get(0) instanceof DictValue dict)) {
            throw Failure.of("Can only get item pairs from a mapping.");
        } else {
            return Arrays.asList(dict.items()).iterator();
        }
    }

    private static Object sort(Given given) {
        String by = given.has(2) ? given.str(2) : "key";
        if (!by.equals("key") && !by.equals("value")) {
            throw Failure.of("You can only sort by either \"key\" or \"value\"");
        }
        int part = by.equals("key") ? 0 : 1;
        boolean caseSensitive = given.flag(1);
        UnaryOperator<Object> key = pair -> {
            Object value = ((ListValue) pair).get(part);
            return caseSensitive ? value : Keys.folded(value);
        };
        return ListValue.of(Keys.sorted(dict(given).items(), key, given.flag(3), given.run()));
    }

    private static DictValue dict(Given given) {
        if (given.get(0) instanceof DictValue dict) {
            return dict;
        }
        Object items = Attributes.attribute(given.get(0), "items", given.run());
        throw items instanceof Undefined undefined ? undefined.failure() : Failure.of("A dict is needed");
    }

    private static Object attributes(Given given) {
        StringBuilder out = new StringBuilder();
        DictValue dict = dict(given);
        for (Object key : dict.keys()) {
            Object value = Objects.requireNonNullElse(dict.get(key), None.NONE);
            if (value instanceof None || value instanceof Undefined) {
                continue;
            }
            String name = Text.str(key, given.run());
            if (name.chars().anyMatch(c -> " \t\n\r\f\u000b/>=".indexOf(c) >= 0)) {
                throw Failure.of("Invalid character in attribute name");
            }
            boolean space = !out.isEmpty() || !given.has(1) || given.flag(1);
            out.append(space ? " " : "").append(Html.escape(name)).append("=\"");
            out.append(Html.escape(Text.str(value, given.run()))).append('"');
        }
        return out.toString();
    }

    private static Object orDefault(Given given) {
        Object value = given.get(0);
        boolean missing = value instanceof Undefined || given.flag(2) && !Truth.of(value);
        return missing ? given.or(1, "") : value;
    }

    private static Object attribute(Given given) {
        Object owner = given.get(0);
        if (owner instanceof Undefined undefined) {
            throw undefined.failure();
        }
        Object attribute = Attributes.own(owner, given.str(1), given.run());
        return attribute == null
                ? Undefined.member(owner, given.str(1), given.run().setting().strict())
                : attribute;
    }

    // Long values are not broken over lines, which pprint does.
    private static Object sorted(Object value) {
        if (value instanceof ListValue list) {
            return list.with(
                    Arrays.stream(list.items()).map(DictFilters::sorted).toArray());
        } else if (!(value instanceof DictValue dict)) {
            return value;
        } else {
            Object[] keys = dict.keys();
            if (Arrays.stream(keys).allMatch(String.class::isInstance)) {
                Arrays.sort(keys);
            }
            DictValue sorted = new DictValue();
            for (Object key : keys) {
                sorted.put(key, sorted(Objects.requireNonNullElse(dict.get(key), None.NONE)));
            }
            return sorted;
        }
    }

    private static Object json(Given given) {
        Object indent = given.orNone(2);
        boolean lines = !(indent instanceof None);
        String unit = indent instanceof String text ? text : lines ? spaces(given) : "";
        String item = lines ? "," : ", ";
        String key = ": ";
        if (!(given.orNone(3) instanceof None)) {
            if (!(given.get(3) instanceof ListValue pair) || pair.size() != 2) {
                throw Failure.of("separators must be a pair: what stands between items, and what follows a key");
            }
            item = Text.str(pair.get(0), given.run());
            key = Text.str(pair.get(1), given.run());
        }
        Json.Layout layout = new Json.Layout(given.flag(1), lines, unit, item, key, given.flag(4));
        return Json.text(given.get(0), layout, given.run());
    }

    private static String spaces(Given given) {
        if (!Numbers.isWhole(given.get(2))) {
            throw Failure.of("indent must be a whole number or text");
        }
        int count = Math.max(0, given.whole(2));
        given.run().charge(count);
        return " ".repeat(count);
    }
}
