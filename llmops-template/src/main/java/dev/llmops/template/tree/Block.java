package dev.llmops.template.tree;

import dev.llmops.template.value.Arguments;
import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Truth;
import dev.llmops.template.value.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements that write, branch and set names. */
public final class Block {
    private Block() {}

    /** Statements one after the other. */
    public record Sequence(List<Statement> statements) implements Statement {
        @Override
        public Flow run(Frame frame) {
            for (Statement statement : statements) {
                Flow flow = statement.run(frame);
                if (flow != Flow.ON) {
                    return flow;
                }
            }
            return Flow.ON;
        }
    }

    /** Text that stands in the template as it is. */
    public record Data(String text) implements Statement {
        @Override
        public Flow run(Frame frame) {
            frame.write(text);
            return Flow.ON;
        }
    }

    /** The value of an expression, written. */
    public record Print(Expression expression, int line) implements Statement {
        @Override
        public Flow run(Frame frame) {
            frame.run().step();
            frame.run().at(line);
            frame.print(expression.value(frame));
            return Flow.ON;
        }
    }

    /** A condition and what runs if it holds. */
    public record Branch(Expression test, Statement body, int line) {}

    /** {@code if}, {@code elif} and {@code else}. */
    public record If(List<Branch> branches, Statement otherwise) implements Statement {
        @Override
        public Flow run(Frame frame) {
            for (Branch branch : branches) {
                frame.run().step();
                frame.run().at(branch.line());
                if (Truth.of(branch.test().value(frame))) {
                    return branch.body().run(frame);
                }
            }
            return otherwise.run(frame);
        }
    }

    /** {@code set} with a value. */
    public record Assignment(Target target, Expression value, int line) implements Statement {
        @Override
        public Flow run(Frame frame) {
            frame.run().step();
            frame.run().at(line);
            target.require(frame);
            target.assign(value.value(frame), frame);
            return Flow.ON;
        }
    }

    /** {@code set} with a body, whose text goes through filters. */
    public record Captured(Target target, Statement body, List<Invocation.Filter> filters) implements Statement {
        @Override
        public Flow run(Frame frame) {
            Scope outer = frame.scope();
            Object value = frame.capture(body, frame.enter(outer), outer);
            for (Invocation.Filter filter : filters) {
                value = filter.apply(value, frame);
            }
            target.assign(value, frame);
            return Flow.ON;
        }
    }

    /** A body whose text goes through filters, and is written. */
    public record Filtered(Statement body, List<Invocation.Filter> filters) implements Statement {
        @Override
        public Flow run(Frame frame) {
            Scope outer = frame.scope();
            Object value = frame.capture(body, frame.enter(outer), outer);
            for (Invocation.Filter filter : filters) {
                value = filter.apply(value, frame);
            }
            if (!(value instanceof String) && !frame.run().printsJson()) {
                throw Failure.of("The filters of a block gave " + Types.name(value) + " instead of text");
            }
            frame.print(value);
            return Flow.ON;
        }
    }

    /** {@code with}, and every other body whose names nobody outside sees. */
    public record Scoped(List<Target> targets, List<Expression> values, Statement body, boolean top)
            implements Statement {
        @Override
        public Flow run(Frame frame) {
            Scope outer = frame.scope();
            Object[] all = new Object[values.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = values.get(i).value(frame);
            }
            frame.enter(top ? null : outer);
            for (int i = 0; i < all.length; i++) {
                targets.get(i).assign(all[i], frame);
            }
            Flow flow = body.run(frame);
            frame.leaveTo(outer);
            return flow;
        }
    }

    /** The start of a body in which some names have no value until they are set, whatever they are outside. */
    public record Hiding(List<Name> names) implements Statement {
        @Override
        public Flow run(Frame frame) {
            for (Name name : names) {
                frame.set(name, frame.run().undefined(name.text()));
            }
            return Flow.ON;
        }
    }

    /** {@code break} and {@code continue}. */
    public record Jump(Flow flow) implements Statement {
        @Override
        public Flow run(Frame frame) {
            return flow;
        }
    }

    /** A call with a body that the called macro can run by the name {@code caller}. */
    public record CallWithBody(Invocation.Call call, MacroCode caller, int line) implements Statement {
        @Override
        public Flow run(Frame frame) {
            frame.run().step();
            frame.run().at(line);
            Object function = call.callee().value(frame);
            Arguments values = call.arguments().values(frame);
            Map<String, Object> named = new LinkedHashMap<>(values.named());
            named.put("caller", new Macro(caller, frame, frame.scope()));
            frame.print(call.call(function, frame, new Arguments(values.positional(), named)));
            return Flow.ON;
        }
    }

    /** {@code macro}: gives a name to a body with parameters. */
    public record Definition(Name name, MacroCode code) implements Statement {
        @Override
        public Flow run(Frame frame) {
            frame.set(name, new Macro(code, frame, frame.scope()));
            return Flow.ON;
        }
    }

    /**
     * What a macro is made of.
     *
     * @param defaults of the parameters, from the first that has one
     * @param caller the name {@code caller} if the body uses it; so for the other two
     */
    public record MacroCode(
            String name,
            List<Name> parameters,
            List<Expression> defaults,
            Statement body,
            @Nullable Name caller,
            @Nullable Name varargs,
            @Nullable Name kwargs) {}
}
