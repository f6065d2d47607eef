package dev.llmops.template.tree;

import dev.llmops.template.builtin.Attributes;
import dev.llmops.template.builtin.Builtin;
import dev.llmops.template.builtin.Methods;
import dev.llmops.template.value.Arguments;
import dev.llmops.template.value.DictValue;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Function;
import dev.llmops.template.value.Iteration;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.Truth;
import dev.llmops.template.value.Types;
import dev.llmops.template.value.Undefined;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls of functions, methods, filters and tests. */
public final class Invocation {
    private Invocation() {}

    /** What stands in the parentheses of a call. */
    public record Written(
            List<Expression> positional,
            Map<String, Expression> named,
            @Nullable Expression moreItems,
            @Nullable Expression moreNamed) {
        /** Nothing. */
        public static final Written NONE = new Written(List.of(), Map.of(), null, null);

        Arguments values(Frame frame) {
            if (positional.isEmpty() && named.isEmpty() && moreItems == null && moreNamed == null) {
                return Arguments.NONE;
            }
            Object[] items = new Object[positional.size()];
            for (int i = 0; i < items.length; i++) {
                items[i] = positional.get(i).value(frame);
            }
            List<Object> all = Arrays.asList(items);
            if (moreItems != null) {
                all = new ArrayList<>(all);
                all.addAll(Arrays.asList(Iteration.items(moreItems.value(frame), frame.run())));
            }
            return new Arguments(all, namedValues(frame));
        }

        private Map<String, Object> namedValues(Frame frame) {
            if (named.isEmpty() && moreNamed == null) {
                return Map.of();
            }
            Map<String, Object> values = new LinkedHashMap<>();
            named.forEach((name, expression) -> values.put(name, expression.value(frame)));
            if (moreNamed != null) {
                Object more = moreNamed.value(frame);
                if (!(more instanceof DictValue dict)) {
                    throw Failure.of("argument after ** must be a mapping, not " + Types.name(more));
                }
                for (Object key : dict.keys()) {
                    Object value = dict.get(key);
                    if (!(key instanceof String name)) {
                        throw Failure.of("keywords must be strings");
                    } else if (value != null && values.put(name, value) != null) {
                        throw Failure.of("got multiple values for keyword argument '" + name + "'");
                    }
                }
            }
            return values;
        }
    }

    /** A call of what an expression gives. */
    public record Call(Expression callee, Written arguments, int line) implements Expression {
        @Override
        public Object value(Frame frame) {
            if (callee instanceof Access.Attribute method) {
                Object owner = method.owner().value(frame);
                Builtin builtin = known(owner, method.name(), frame.run());
                if (builtin != null) {
                    Arguments values = arguments.values(frame);
                    start(frame);
                    return builtin.call(frame.run(), owner, values);
                }
                frame.run().at(line);
                Object member = Attributes.attribute(owner, method.name(), frame.run());
                return call(member, frame, arguments.values(frame));
            }
            Object function = callee.value(frame);
            return call(function, frame, arguments.values(frame));
        }

        private static @Nullable Builtin known(Object owner, String name, Run run) {
            boolean hidden = run.printsJson() && owner instanceof DictValue dict && dict.get(name) != null;
            return hidden ? null : Methods.of(owner, name);
        }

        private void start(Frame frame) {
            frame.run().step();
            frame.run().at(line);
        }

        Object call(Object function, Frame frame, Arguments values) {
            start(frame);
            if (function instanceof Function callable) {
                return callable.call(frame.run(), values);
            } else if (function instanceof Undefined undefined) {
                throw undefined.failure();
            }
            throw Failure.of("'" + Types.name(function) + "' object is not callable");
        }
    }

    /** A filter with its arguments; the function is null if there is no such filter, which shows when it is used. */
    public record Filter(String name, @Nullable Function function, Written arguments, int line) {
        Object apply(Object subject, Frame frame) {
            if (function == null) {
                frame.run().at(line);
                throw Failure.of("No filter named '" + name + "' found.");
            }
            return invoke(function, subject, arguments.values(frame), frame, line);
        }
    }

    private static Object invoke(Function function, Object subject, Arguments values, Frame frame, int line) {
        frame.run().step();
        frame.run().at(line);
        if (function instanceof Builtin builtin) {
            return builtin.call(frame.run(), subject, values);
        }
        List<Object> all = new ArrayList<>();
        all.add(subject);
        all.addAll(values.positional());
        return function.call(frame.run(), new Arguments(all, values.named()));
    }

    /** What a filter makes of a value. */
    public record Filtered(Expression subject, Filter filter) implements Expression {
        @Override
        public Object value(Frame frame) {
            return filter.apply(subject.value(frame), frame);
        }
    }

    /** Whether a value passes a test; the function is null if there is no such test. */
    public record Test(
            Expression subject, String name, @Nullable Function function, Written arguments, int line)
            implements Expression {
        @Override
        public Object value(Frame frame) {
            Object value = subject.value(frame);
            if (function == null) {
                frame.run().at(line);
                throw Failure.of("No test named '" + name + "' found.");
            }
            return Truth.of(invoke(function, value, arguments.values(frame), frame, line));
        }
    }
}
