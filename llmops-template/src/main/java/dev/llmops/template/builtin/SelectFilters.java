package dev.llmops.template.builtin;

import dev.llmops.template.value.Arguments;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Function;
import dev.llmops.template.value.Iteration;
import dev.llmops.template.value.None;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.Text;
import dev.llmops.template.value.Truth;
import dev.llmops.template.value.Undefined;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The filters that apply another filter or a test to each item. */
final class SelectFilters {
    private SelectFilters() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.open("map", given -> ListFilters.stream(() -> map(given), given.run()), 1),
                Builtin.open("select", given -> selected(given, false, true), 1),
                Builtin.open("reject", given -> selected(given, false, false), 1),
                Builtin.open("selectattr", given -> selected(given, true, true), 1),
                Builtin.open("rejectattr", given -> selected(given, true, false), 1));
    }

    /** {@return what {@code function}, a filter or test, gives for {@code subject}} */
    static Object apply(Function function, Object subject, Arguments arguments, Run run) {
        if (function instanceof Builtin builtin) {
            return builtin.call(run, subject, arguments);
        }
        List<Object> all = new ArrayList<>();
        all.add(subject);
        all.addAll(arguments.positional());
        return function.call(run, new Arguments(all, arguments.named()));
    }

    private static Iterator<Object> map(Given given) {
        Run run = given.run();
        Arguments arguments = given.arguments();
        Iterator<Object> items = items(given.get(0), run);
        UnaryOperator<Object> change = items.hasNext() ? change(arguments, run) : item -> item;
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public Object next() {
                run.step();
                return change.apply(items.next());
            }
        };
    }

    private static Iterator<Object> items(Object value, Run run) {
        // What counts as false is not even looked at.
        return Truth.of(value) ? Iteration.iterator(value, run) : Collections.emptyIterator();
    }

    private static UnaryOperator<Object> change(Arguments arguments, Run run) {
        Object first = arguments.at(0);
        if (first == null) {
            Object attribute = arguments.named().get("attribute");
            if (attribute == null) {
                throw Failure.of("map requires a filter argument");
            }
            for (String name : arguments.named().keySet()) {
                if (!name.equals("attribute") && !name.equals("default")) {
                    throw Failure.of("Unexpected keyword argument '" + name + "'");
                }
            }
            return Keys.by(attribute, arguments.named().getOrDefault("default", None.NONE), run);
        }
        Function filter = named(run.setting().filters(), first, "filter", run);
        Arguments rest = arguments.after(1);
        return item -> apply(filter, item, rest, run);
    }

    private static Function named(Map<String, Function> functions, Object name, String kind, Run run) {
        if (name instanceof Undefined undefined) {
            throw undefined.failure();
        }
        Function function = functions.get(Text.str(name, run));
        if (function == null) {
            throw Failure.of("No " + kind + " of the name that is given");
        }
        return function;
    }

    private static Object selected(Given given, boolean byAttribute, boolean wanted) {
        return ListFilters.stream(() -> select(given, byAttribute, wanted), given.run());
    }

    private static Iterator<Object> select(Given given, boolean byAttribute, boolean wanted) {
        Run run = given.run();
        Arguments arguments = given.arguments();
        Iterator<Object> items = items(given.get(0), run);
        if (byAttribute && arguments.at(0) == null) {
            throw Failure.of("Missing parameter for attribute name");
        }
        Object attribute = byAttribute ? Objects.requireNonNullElse(arguments.at(0), None.NONE) : None.NONE;
        UnaryOperator<Object> key = Keys.by(attribute, None.NONE, run);
        int used = byAttribute ? 1 : 0;
        Object name = arguments.at(used);
        UnaryOperator<Object> test = item -> item;
        if (name != null) {
            Function function = named(run.setting().tests(), name, "test", run);
            Arguments rest = arguments.after(used + 1);
            test = item -> apply(function, item, rest, run);
        }
        UnaryOperator<Object> chosen = test;
        return new Filtered(items, item -> {
            run.step();
            return Truth.of(chosen.apply(key.apply(item))) == wanted;
        });
    }
}
