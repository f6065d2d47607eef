package dev.llmops.template.value;

import dev.llmops.template.TemplateException;
import dev.llmops.template.TemplateFunction;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes values of templates from Java's objects. */
public final class Values {
    private static final int DEEPEST = 200;

    private Values() {}

    /** {@return {@code value} as a template sees it; fails if it is of a class that no template can see} */
    public static Object of(@Nullable Object value) {
        return of(value, 0);
    }

    private static Object of(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw Failure.of("A variable is nested more than " + DEEPEST + " deep, or contains itself");
        }
        if (value instanceof String || value instanceof Boolean || value instanceof Long || value instanceof Double) {
            return value;
        } else if (value == null) {
            return None.NONE;
        } else if (value instanceof Map<?, ?> map) {
            DictValue dict = new DictValue();
            map.forEach((key, each) -> dict.put(of(key, depth + 1), of(each, depth + 1)));
            return dict;
        } else if (value instanceof Collection<?> collection) {
            return ListValue.of(
                    collection.stream().map(each -> of(each, depth + 1)).toArray());
        } else if (value instanceof Number number) {
            return number(number);
        }
        return rare(value, depth);
    }

    private static Object number(Number number) {
        if (number instanceof BigInteger big) {
            return Numbers.whole(big);
        } else if (number instanceof BigDecimal decimal) {
            return decimal.scale() <= 0 && decimal.precision() - decimal.scale() < 400
                    ? Numbers.whole(decimal.toBigInteger())
                    : (Object) decimal.doubleValue();
        } else if (number instanceof Float real) {
            // By way of its text, so that 0.1f stays 0.1.
            return Double.valueOf(real.toString());
        }
        return number.longValue();
    }

    private static Object rare(Object value, int depth) {
        if (value instanceof CharSequence
                || value instanceof Character
                || value instanceof Enum<?> && !(value instanceof None)) {
            return value.toString();
        } else if (value instanceof Optional<?> optional) {
            return of(optional.orElse(null), depth);
        } else if (value instanceof Record record) {
            return record(record, depth);
        } else if (value.getClass().isArray()) {
            Object[] items = new Object[Array.getLength(value)];
            for (int i = 0; i < items.length; i++) {
                items[i] = of(Array.get(value, i), depth + 1);
            }
            return ListValue.of(items);
        } else if (value instanceof TemplateFunction function) {
            return function("function", function);
        } else if (isOurs(value)) {
            return value;
        }
        throw Failure.of("A variable is of " + value.getClass().getName()
                + ". Templates take texts, numbers, booleans, null, maps, collections, arrays, records and functions.");
    }

    private static boolean isOurs(Object value) {
        return value instanceof Function
                || value instanceof None
                || value instanceof Undefined
                || value instanceof ListValue
                || value instanceof DictValue
                || value instanceof DictView
                || value instanceof RangeValue
                || value instanceof NamespaceValue
                || value instanceof StreamValue
                || value instanceof Members;
    }

    private static DictValue record(Record record, int depth) {
        DictValue dict = new DictValue();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Method accessor = component.getAccessor();
            try {
                // The class itself may be private; its accessors are what a record promises.
                accessor.trySetAccessible();
                dict.put(component.getName(), of(accessor.invoke(record), depth + 1));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw Failure.of("The record " + record.getClass().getName() + " cannot be read. Open its package to "
                        + "dev.llmops.template, or pass a map.");
            }
        }
        return dict;
    }

    /** {@return what a template calls to call {@code function}} */
    public static Function function(String name, TemplateFunction function) {
        return (run, arguments) -> {
            List<@Nullable Object> positional = new ArrayList<>();
            arguments.positional().forEach(each -> positional.add(toJava(each)));
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            arguments.named().forEach((key, each) -> named.put(key, toJava(each)));
            try {
                return of(function.apply(positional, named));
            } catch (Failure | TemplateException e) {
                throw e;
            } catch (RuntimeException e) {
                throw Failure.of(
                        "The function " + name + " failed: " + e.getClass().getName(), e);
            }
        };
    }

    /** {@return {@code value} as Java's objects: null, lists and maps; what only templates have, as it is} */
    public static @Nullable Object toJava(Object value) {
        return toJava(value, 0);
    }

    private static @Nullable Object toJava(Object value, int depth) {
        if (depth > DEEPEST) {
            throw Failure.of("A value is nested more than " + DEEPEST + " deep");
        }
        if (value instanceof None || value instanceof Undefined) {
            return null;
        } else if (value instanceof ListValue list) {
            List<@Nullable Object> items = new ArrayList<>(list.size());
            list.forEach(item -> items.add(toJava(item, depth + 1)));
            return items;
        } else if (value instanceof DictValue dict) {
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            for (Object key : dict.keys()) {
                Object each = dict.get(key);
                map.put(toJava(key, depth + 1), each == null ? null : toJava(each, depth + 1));
            }
            return map;
        }
        return value;
    }
}
