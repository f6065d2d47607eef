package dev.llmops.template.tree;

import dev.llmops.template.text.PercentFormat;
import dev.llmops.template.value.Equality;
import dev.llmops.template.value.Iteration;
import dev.llmops.template.value.Operators;
import dev.llmops.template.value.Run;
import dev.llmops.template.value.Text;
import dev.llmops.template.value.Truth;
import dev.llmops.template.value.Undefined;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operators, from arithmetic to the conditional. */
public final class Operation {
    private Operation() {}

    /** An arithmetic operator. */
    public enum Arithmetic {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        FLOOR_DIVIDE,
        MODULO,
        POWER
    }

    /** Two operands and an arithmetic operator. */
    public record Binary(Arithmetic operator, Expression left, Expression right, int line) implements Expression {
        @Override
        public Object value(Frame frame) {
            Object a = left.value(frame);
            Object b = right.value(frame);
            Run run = frame.run();
            run.step();
            run.at(line);
            return switch (operator) {
                case ADD -> Operators.add(a, b, run);
                case SUBTRACT -> Operators.subtract(a, b);
                case MULTIPLY -> Operators.multiply(a, b, run);
                case DIVIDE -> Operators.divide(a, b);
                case FLOOR_DIVIDE -> Operators.floorDivide(a, b);
                case MODULO ->
                    a instanceof String format ? PercentFormat.format(format, b, run) : Operators.modulo(a, b);
                case POWER -> Operators.power(a, b);
            };
        }
    }

    /** A sign before a number. */
    public record Signed(boolean negative, Expression operand) implements Expression {
        @Override
        public Object value(Frame frame) {
            Object value = operand.value(frame);
            return negative ? Operators.negate(value) : Operators.plus(value);
        }
    }

    /** Texts in a row, written with tildes. */
    public record Concatenation(List<Expression> parts) implements Expression {
        @Override
        public Object value(Frame frame) {
            StringBuilder out = new StringBuilder();
            for (Expression part : parts) {
                String text = Text.str(part.value(frame), frame.run());
                frame.run().charge(text.length());
                frame.run().limit((long) out.length() + text.length());
                out.append(text);
            }
            return out.toString();
        }
    }

    /** {@code and} and {@code or}, which have the value of the operand that decides. */
    public record Logical(boolean and, Expression left, Expression right) implements Expression {
        @Override
        public Object value(Frame frame) {
            Object value = left.value(frame);
            return Truth.of(value) == and ? right.value(frame) : value;
        }
    }

    /** {@code not}. */
    public record Negation(Expression operand) implements Expression {
        @Override
        public Object value(Frame frame) {
            return !Truth.of(operand.value(frame));
        }
    }

    /** A comparison operator and what is on its right. */
    public record Compared(String operator, Expression right) {
        private boolean holds(Object a, Object b, Run run) {
            return switch (operator) {
                case "==" -> Equality.same(a, b);
                case "!=" -> !Equality.same(a, b);
                case "<" -> Equality.order(a, b, operator) < 0;
                case "<=" -> Equality.order(a, b, operator) <= 0;
                case ">" -> Equality.order(a, b, operator) > 0;
                case ">=" -> Equality.order(a, b, operator) >= 0;
                case "in" -> Iteration.contains(b, a, run);
                default -> !Iteration.contains(b, a, run);
            };
        }
    }

    /** Comparisons in a chain: {@code 1 < x <= 3}. */
    public record Comparison(Expression first, List<Compared> rest, int line) implements Expression {
        @Override
        public Object value(Frame frame) {
            Object left = first.value(frame);
            for (Compared compared : rest) {
                Object right = compared.right().value(frame);
                frame.run().step();
                frame.run().at(line);
                if (!compared.holds(left, right, frame.run())) {
                    return false;
                }
                left = right;
            }
            return true;
        }
    }

    /** {@code a if test else b}; without an else, undefined where the test fails. */
    public record Conditional(
            Expression test, Expression then, @Nullable Expression otherwise, int line) implements Expression {
        @Override
        public Object value(Frame frame) {
            if (Truth.of(test.value(frame))) {
                return then.value(frame);
            } else if (otherwise != null) {
                return otherwise.value(frame);
            }
            return Undefined.because(
                    "the inline if-expression on line " + line + " evaluated to false and no else section was defined.",
                    frame.run().setting().strict());
        }
    }
}
