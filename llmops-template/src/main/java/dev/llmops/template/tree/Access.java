package dev.llmops.template.tree;

import dev.llmops.template.builtin.Attributes;
import dev.llmops.template.value.None;
import org.jspecify.annotations.Nullable;

/** Reads of attributes, elements and slices. */
public final class Access {
    private Access() {}

    /** {@code owner.name}. */
    public record Attribute(Expression owner, String name, int line) implements Expression {
        @Override
        public Object value(Frame frame) {
            Object value = owner.value(frame);
            frame.run().at(line);
            return Attributes.attribute(value, name, frame.run());
        }
    }

    /** {@code owner[key]}. */
    public record Element(Expression owner, Expression key, int line) implements Expression {
        @Override
        public Object value(Frame frame) {
            Object value = owner.value(frame);
            Object element = key.value(frame);
            frame.run().at(line);
            return Attributes.element(value, element, frame.run());
        }
    }

    /** {@code owner[from:to:step]}. */
    public record Slice(
            Expression owner,
            @Nullable Expression from,
            @Nullable Expression to,
            @Nullable Expression step,
            int line) implements Expression {
        @Override
        public Object value(Frame frame) {
            Object value = owner.value(frame);
            Object first = valueOf(from, frame);
            Object last = valueOf(to, frame);
            Object stride = valueOf(step, frame);
            frame.run().at(line);
            return Attributes.slice(value, first, last, stride, frame.run());
        }

        private static Object valueOf(@Nullable Expression expression, Frame frame) {
            return expression == null ? None.NONE : expression.value(frame);
        }
    }
}
