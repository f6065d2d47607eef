package dev.llmops.template.builtin;

import dev.llmops.template.value.Arguments;
import dev.llmops.template.value.DictValue;
import dev.llmops.template.value.DictView;
import dev.llmops.template.value.Function;
import dev.llmops.template.value.ListValue;
import dev.llmops.template.value.Members;
import dev.llmops.template.value.NamespaceValue;
import dev.llmops.template.value.None;
import dev.llmops.template.value.Numbers;
import dev.llmops.template.value.RangeValue;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.Slices;
import dev.llmops.template.value.StreamValue;
import dev.llmops.template.value.Types;
import dev.llmops.template.value.Undefined;
import org.jspecify.annotations.Nullable;

/**
 * Attributes and elements of values, as Jinja's sandbox gives them.
 *
 * <p>A dot looks for an attribute first and for an element second; brackets do it the other way round. Nothing of Java
 * is reachable: only the methods and members that are listed here.
 */
public final class Attributes {
    private Attributes() {}

    /** A method together with the value it belongs to. */
    private record Bound(Object subject, Builtin method) implements Function {
        @Override
        public Object call(Run run, Arguments arguments) {
            return method.call(run, subject, arguments);
        }
    }

    /** {@return {@code owner.name}} */
    public static Object attribute(Object owner, String name, Run run) {
        if (owner instanceof DictValue dict) {
            Object value = dict.get(name);
            if (value != null && (run.printsJson() || Methods.of(dict, name) == null && !Methods.changes(dict, name))) {
                return value;
            }
        }
        Object attribute = own(owner, name, run);
        return attribute == null ? missing(owner, name, run) : attribute;
    }

    private static Undefined missing(Object owner, Object name, Run run) {
        if (owner instanceof Undefined undefined) {
            throw undefined.failure();
        }
        return Undefined.member(owner, name, run.setting().strict());
    }

    static @Nullable Object own(Object owner, String name, Run run) {
        if (owner instanceof NamespaceValue namespace) {
            return namespace.get(name);
        } else if (owner instanceof Members members) {
            return members.member(name);
        } else if (owner instanceof ListValue list && list.named(name) != null) {
            return list.named(name);
        } else if (owner instanceof Undefined) {
            return null;
        }
        if (Methods.changes(owner, name) || name.startsWith("__") && name.endsWith("__")) {
            return Undefined.because(
                    "access to attribute '" + name + "' of '" + Types.name(owner) + "' object is unsafe.",
                    run.setting().strict());
        }
        Builtin method = Methods.of(owner, name);
        return method == null ? null : new Bound(owner, method);
    }

    /** {@return {@code owner[key]}} */
    public static Object element(Object owner, Object key, Run run) {
        if (owner instanceof DictValue dict) {
            Object value = isKey(key) ? dict.get(key) : null;
            if (value != null) {
                return value;
            }
        } else if (Numbers.isWhole(key)) {
            Object element = at(owner, Numbers.clamped(key));
            if (element != null) {
                return element;
            }
        } else if (key instanceof String name && owner instanceof NamespaceValue namespace) {
            Object value = namespace.get(name);
            return value == null ? missing(owner, name, run) : value;
        }
        if (key instanceof String name && !(owner instanceof Undefined)) {
            Object attribute = own(owner, name, run);
            return attribute == null ? missing(owner, name, run) : attribute;
        } else if (key instanceof Undefined undefined && owner instanceof Undefined) {
            throw undefined.failure();
        }
        return missing(owner, key, run);
    }

    private static boolean isKey(Object key) {
        return !(key instanceof DictValue) && !(key instanceof ListValue list && !list.isTuple());
    }

    private static @Nullable Object at(Object owner, int index) {
        if (owner instanceof ListValue list) {
            int at = index < 0 ? index + list.size() : index;
            return at < 0 || at >= list.size() ? null : list.get(at);
        } else if (owner instanceof String text) {
            return Slices.character(text, index);
        } else if (owner instanceof RangeValue range) {
            int at = index < 0 ? index + range.size() : index;
            return at < 0 || at >= range.size() ? null : range.get(at);
        }
        return null;
    }

    /** {@return {@code owner[from:to:step]}} */
    public static Object slice(Object owner, Object from, Object to, Object step, Run run) {
        return Slices.slice(owner, from, to, step, run);
    }

    /** {@return whether {@code value} can be called} */
    static boolean isCallable(Object value) {
        return value instanceof Function || value instanceof Undefined;
    }

    /** {@return whether {@code value} can be looped over} */
    static boolean isIterable(Object value) {
        return value instanceof String
                || value instanceof Undefined
                || value instanceof StreamValue
                || isSequence(value);
    }

    /** {@return whether {@code value} has a length and elements} */
    static boolean isSequence(Object value) {
        return value instanceof String
                || value instanceof ListValue
                || value instanceof DictValue
                || value instanceof RangeValue
                || value instanceof DictView;
    }

    /** {@return whether {@code value} is None} */
    static boolean isNone(Object value) {
        return value instanceof None;
    }
}
