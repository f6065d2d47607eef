package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares JSON values: numbers by value, objects without regard to order. */
final class Requests {
    private static final int MOST = 5;

    private Requests() {}

    static boolean same(JsonNode one, JsonNode other) {
        return differences(one, other).isEmpty();
    }

    /** {@return the paths at which {@code actual} differs; names only, no values} */
    static List<String> differences(JsonNode expected, JsonNode actual) {
        List<String> paths = new ArrayList<>();
        compare("", expected, actual, paths);
        return paths.size() <= MOST ? paths : paths.subList(0, MOST);
    }

    private static void compare(String path, JsonNode expected, JsonNode actual, List<String> paths) {
        if (expected.isObject() && actual.isObject()) {
            Set<String> names = new TreeSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(path + "/" + name, expected.path(name), actual.path(name), paths));
        } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                compare(path + "/" + i, expected.get(i), actual.get(i), paths);
            }
        } else if (expected.isNumber() && actual.isNumber()) {
            if (expected.decimalValue().compareTo(actual.decimalValue()) != 0) {
                paths.add(path);
            }
        } else if (!expected.equals(actual)) {
            paths.add(path + (expected.isMissingNode() ? " too much" : actual.isMissingNode() ? " missing" : ""));
        }
    }
}
