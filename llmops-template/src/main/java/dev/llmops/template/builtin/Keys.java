package dev.llmops.template.builtin;

import dev.llmops.template.text.Characters;
import dev.llmops.template.value.Equality;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.ListValue;
import dev.llmops.template.value.None;
import dev.llmops.template.value.Numbers;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.Text;
import dev.llmops.template.value.Undefined;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What filters sort, group, sum or select by: an attribute such as {@code function.name} or {@code 0}, or the item itself. */
final class Keys {
    private Keys() {}

    /** {@return what takes from an item its {@code attribute}} */
    static UnaryOperator<Object> by(Object attribute, Object missing, Run run) {
        List<Object> parts = parts(attribute, run);
        return item -> {
            Object value = item;
            for (Object part : parts) {
                run.step();
                value = Attributes.element(value, part, run);
                if (value instanceof Undefined && !(missing instanceof None)) {
                    value = missing;
                }
            }
            return value;
        };
    }

    private static List<Object> parts(Object attribute, Run run) {
        if (attribute instanceof None) {
            return List.of();
        } else if (Numbers.isWhole(attribute)) {
            return List.of(attribute);
        }
        List<Object> parts = new ArrayList<>();
        for (String part : Text.str(attribute, run).split("\\.", -1)) {
            boolean index =
                    !part.isEmpty() && part.length() < 10 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            parts.add(index ? (Object) Long.parseLong(part) : part);
        }
        return parts;
    }

    /** {@return as {@link #by}; texts in small letters unless case matters} */
    static UnaryOperator<Object> comparable(Object attribute, boolean caseSensitive, Object missing, Run run) {
        UnaryOperator<Object> key = by(attribute, missing, run);
        return caseSensitive ? key : item -> folded(key.apply(item));
    }

    static Object folded(Object value) {
        return value instanceof String text ? Characters.lower(text) : value;
    }

    /** {@return what takes from an item the list of several attributes, separated by commas} */
    static UnaryOperator<Object> several(Object attributes, boolean caseSensitive, Run run) {
        List<UnaryOperator<Object>> keys = new ArrayList<>();
        if (attributes instanceof String text) {
            for (String each : text.split(",", -1)) {
                keys.add(comparable(each, caseSensitive, None.NONE, run));
            }
        } else {
            keys.add(comparable(attributes, caseSensitive, None.NONE, run));
        }
        return item -> ListValue.of(keys.stream().map(key -> key.apply(item)).toArray());
    }

    private record Keyed(Object key, Object item) {}

    /** {@return {@code items} in the order of their keys; those with the same key stay as they are} */
    static Object[] sorted(Object[] items, UnaryOperator<Object> key, boolean reverse, Run run) {
        Keyed[] keyed = new Keyed[items.length];
        for (int i = 0; i < items.length; i++) {
            run.step();
            keyed[i] = new Keyed(key.apply(items[i]), items[i]);
        }
        run.charge((long) items.length * 8);
        try {
            Arrays.sort(keyed, (a, b) -> reverse ? order(b, a) : order(a, b));
        } catch (IllegalArgumentException e) {
            throw Failure.of("The values have no order among them");
        }
        return Arrays.stream(keyed).map(Keyed::item).toArray();
    }

    private static int order(Keyed a, Keyed b) {
        return Equality.order(a.key(), b.key(), "<");
    }
}
