package dev.llmops.template.tree;

import dev.llmops.template.value.Arguments;
import dev.llmops.template.value.DictValue;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Function;
import dev.llmops.template.value.ListValue;
import dev.llmops.template.value.Members;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.Undefined;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A macro, or the body of a call: a function whose result is what its body writes. */
final class Macro implements Function, Members {
    private final Block.MacroCode code;
    private final Frame frame;
    private final @Nullable Scope defined;

    Macro(Block.MacroCode code, Frame frame, @Nullable Scope defined) {
        this.code = code;
        this.frame = frame;
        this.defined = defined;
    }

    @Override
    public Object call(Run run, Arguments arguments) {
        int line = run.line();
        Scope outer = frame.scope();
        run.enter();
        Scope inner = new Scope(defined);
        Map<String, Object> named = new LinkedHashMap<>(arguments.named());
        bind(inner, arguments.positional(), named);
        rest(inner, arguments.positional(), named);
        String text = frame.capture(code.body(), inner, outer);
        run.leave();
        run.at(line);
        return text;
    }

    private void bind(Scope inner, List<Object> positional, Map<String, Object> named) {
        List<Name> parameters = code.parameters();
        int required = parameters.size() - code.defaults().size();
        for (int i = 0; i < parameters.size(); i++) {
            Name parameter = parameters.get(i);
            Object value = i < positional.size() ? positional.get(i) : named.remove(parameter.text());
            if (value == null) {
                value = i < required
                        ? Undefined.because(
                                "parameter '" + parameter.text() + "' was not provided",
                                frame.run().setting().strict())
                        : byDefault(inner, code.defaults().get(i - required));
            }
            inner.set(parameter, value);
        }
    }

    // A default may refer to the parameters before it.
    private Object byDefault(Scope inner, Expression expression) {
        Scope outer = frame.scope();
        frame.leaveTo(inner);
        Object value = expression.value(frame);
        frame.leaveTo(outer);
        return value;
    }

    private void rest(Scope inner, List<Object> positional, Map<String, Object> named) {
        if (code.caller() != null) {
            Object caller = named.remove("caller");
            inner.set(
                    code.caller(),
                    caller == null
                            ? Undefined.because(
                                    "No caller defined", frame.run().setting().strict())
                            : caller);
        }
        if (code.kwargs() != null) {
            DictValue dict = new DictValue();
            named.forEach(dict::put);
            inner.set(code.kwargs(), dict);
        } else if (named.containsKey("caller")) {
            throw Failure.of("macro '" + code.name()
                    + "' was invoked with two values for the special caller argument. This is most likely a bug.");
        } else if (!named.isEmpty()) {
            throw Failure.of("macro '" + code.name() + "' takes no keyword argument '"
                    + named.keySet().iterator().next() + "'");
        }
        int taken = code.parameters().size();
        if (code.varargs() != null) {
            Object[] more = positional.size() > taken
                    ? positional.subList(taken, positional.size()).toArray()
                    : new Object[0];
            inner.set(code.varargs(), ListValue.tuple(more));
        } else if (positional.size() > taken) {
            throw Failure.of("macro '" + code.name() + "' takes not more than " + taken + " argument(s)");
        }
    }

    @Override
    public @Nullable Object member(String name) {
        return switch (name) {
            case "name" -> code.name();
            case "arguments" ->
                ListValue.tuple(code.parameters().stream().map(Name::text).toArray());
            case "catch_kwargs" -> code.kwargs() != null;
            case "catch_varargs" -> code.varargs() != null;
            case "caller" -> code.caller() != null;
            default -> null;
        };
    }

    @Override
    public String type() {
        return "Macro";
    }

    @Override
    public String toString() {
        return "<Macro '" + code.name() + "'>";
    }
}
