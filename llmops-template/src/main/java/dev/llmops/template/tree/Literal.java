package dev.llmops.template.tree;

import dev.llmops.template.value.DictValue;
import dev.llmops.template.value.ListValue;
import java.util.List;

/** Values that are written out, and names. */
public final class Literal {
    private Literal() {}

    /** A value that is always the same. */
    public record Constant(Object constant) implements Expression {
        @Override
        public Object value(Frame frame) {
            return constant;
        }
    }

    /** What a name stands for. */
    public record Variable(Name name) implements Expression {
        @Override
        public Object value(Frame frame) {
            return frame.read(name);
        }
    }

    /** A list or tuple of expressions. */
    public record Items(List<Expression> items, boolean tuple) implements Expression {
        @Override
        public Object value(Frame frame) {
            Object[] values = new Object[items.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = items.get(i).value(frame);
            }
            frame.run().charge(values.length);
            return tuple ? ListValue.tuple(values) : ListValue.of(values);
        }
    }

    /** A dict of expressions. */
    public record Dict(List<Expression> keys, List<Expression> values) implements Expression {
        @Override
        public Object value(Frame frame) {
            DictValue dict = new DictValue();
            for (int i = 0; i < keys.size(); i++) {
                Object key = keys.get(i).value(frame);
                dict.put(key, values.get(i).value(frame));
            }
            frame.run().charge(keys.size());
            return dict;
        }
    }
}
