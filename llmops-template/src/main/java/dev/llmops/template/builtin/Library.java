package dev.llmops.template.builtin;

import dev.llmops.template.value.Function;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Everything that is built in, by name. */
public final class Library {
    private static final Map<String, Function> FILTERS = named(
            Stream.of(TextFilters.all(), NumberFilters.all(), ListFilters.all(), SelectFilters.all(), DictFilters.all())
                    .flatMap(List::stream));
    private static final Map<String, Function> TESTS = withAliases();
    private static final Map<String, Function> GLOBALS = named(Globals.all().stream());

    private Library() {}

    private static Map<String, Function> named(Stream<Builtin> builtins) {
        Map<String, Function> named = new LinkedHashMap<>();
        builtins.forEach(each -> named.put(each.name(), each));
        return Map.copyOf(named);
    }

    private static Map<String, Function> withAliases() {
        Map<String, Function> tests = new LinkedHashMap<>(named(Tests.all().stream()));
        Tests.aliases().forEach((alias, name) -> tests.put(alias, Objects.requireNonNull(tests.get(name))));
        return Map.copyOf(tests);
    }

    /** {@return the filters} */
    public static Map<String, Function> filters() {
        return FILTERS;
    }

    /** {@return the tests} */
    public static Map<String, Function> tests() {
        return TESTS;
    }

    /** {@return the global functions} */
    public static Map<String, Function> globals() {
        return GLOBALS;
    }
}
