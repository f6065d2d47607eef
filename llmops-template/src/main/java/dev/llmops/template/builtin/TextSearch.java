package dev.llmops.template.builtin;

import dev.llmops.template.value.Failure;
import dev.llmops.template.value.ListValue;
import dev.llmops.template.value.Types;
import java.util.List;
import java.util.function.BiPredicate;

/** The methods that look for text in text; positions count code points. */
final class TextSearch {
    private TextSearch() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.positional("find", given -> found(given, true), 2, 4),
                Builtin.positional("rfind", given -> found(given, false), 2, 4),
                Builtin.positional("index", given -> required(found(given, true)), 2, 4),
                Builtin.positional("rindex", given -> required(found(given, false)), 2, 4),
                Builtin.positional("count", TextSearch::count, 2, 4),
                Builtin.positional("startswith", given -> edge(given, "startswith", String::startsWith), 2, 4),
                Builtin.positional("endswith", given -> edge(given, "endswith", String::endsWith), 2, 4));
    }

    /** A part of a text that is looked through, and where it begins. */
    private record Window(String text, int start, boolean valid) {}

    private static Window window(Given given) {
        String text = given.text(0);
        int size = text.codePointCount(0, text.length());
        int from = given.wholeOr(2, 0);
        int to = given.wholeOr(3, size);
        int start = from < 0 ? Math.max(0, from + size) : from;
        int end = to < 0 ? Math.max(0, to + size) : Math.min(to, size);
        if (start > end) {
            return new Window("", start, false);
        } else if (start == 0 && end == size) {
            return new Window(text, 0, true);
        }
        int first = text.offsetByCodePoints(0, start);
        return new Window(text.substring(first, text.offsetByCodePoints(first, end - start)), start, true);
    }

    private static long found(Given given, boolean first) {
        Window window = window(given);
        if (!window.valid()) {
            return -1;
        }
        given.run().charge(window.text().length());
        String part = given.text(1);
        int at = first ? window.text().indexOf(part) : window.text().lastIndexOf(part);
        return at < 0 ? -1 : window.start() + window.text().codePointCount(0, at);
    }

    private static Object required(long index) {
        if (index < 0) {
            throw Failure.of("substring not found");
        }
        return index;
    }

    private static Object count(Given given) {
        Window window = window(given);
        String part = given.text(1);
        if (!window.valid()) {
            return 0L;
        }
        given.run().charge(window.text().length());
        if (part.isEmpty()) {
            return (long) window.text().codePointCount(0, window.text().length()) + 1;
        }
        long count = 0;
        for (int at = window.text().indexOf(part); at >= 0; at = window.text().indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static Object edge(Given given, String name, BiPredicate<String, String> test) {
        Window window = window(given);
        Object wanted = given.get(1);
        if (wanted instanceof String text) {
            return window.valid() && test.test(window.text(), text);
        } else if (wanted instanceof ListValue list && list.isTuple()) {
            boolean any = false;
            for (Object each : list) {
                if (!(each instanceof String text)) {
                    throw Failure.of("tuple for " + name + " must only contain str, not " + Types.name(each));
                }
                any |= window.valid() && test.test(window.text(), text);
            }
            return any;
        }
        throw Failure.of(name + " first arg must be str or a tuple of str, not " + Types.name(wanted));
    }
}
