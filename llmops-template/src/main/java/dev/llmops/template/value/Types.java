package dev.llmops.template.value;

import java.math.BigInteger;
import java.util.Iterator;

/** Python's names of the types of values. */
public final class Types {
    private Types() {}

    /** {@return the name of the type of {@code value}} */
    public static String name(Object value) {
        if (value instanceof String) {
            return "str";
        } else if (value instanceof Boolean) {
            return "bool";
        } else if (value instanceof Long || value instanceof BigInteger) {
            return "int";
        } else if (value instanceof Double) {
            return "float";
        } else if (value instanceof None) {
            return "NoneType";
        } else if (value instanceof ListValue list) {
            return list.isTuple() ? "tuple" : "list";
        } else if (value instanceof DictValue) {
            return "dict";
        } else if (value instanceof Undefined) {
            return "Undefined";
        }
        return rare(value);
    }

    private static String rare(Object value) {
        if (value instanceof DictView view) {
            return view.part().type();
        } else if (value instanceof RangeValue) {
            return "range";
        } else if (value instanceof StreamValue stream) {
            return stream.type();
        } else if (value instanceof NamespaceValue) {
            return "Namespace";
        } else if (value instanceof Members members) {
            return members.type();
        } else if (value instanceof Iterator) {
            return "iterator";
        }
        return "function";
    }
}
