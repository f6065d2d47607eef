package dev.llmops.onnx.grammar.schema;

import dev.llmops.onnx.grammar.automaton.Nodes;
import dev.llmops.onnx.grammar.pattern.Emission;
import dev.llmops.onnx.grammar.pattern.Encoding;
import dev.llmops.onnx.grammar.pattern.Expr;
import dev.llmops.onnx.grammar.pattern.Regex;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers, without exponent: whole ones of at most 15 digits unless a bound asks for more, others of at most 15 digits
 * in all where there is a bound, so that a reader's doubles keep to it too.
 */
final class NumberForm {
    static final int DIGITS = 15;
    private static final int FRACTION_DIGITS = 10;
    private static final BigInteger LARGEST_REMAINDER = BigInteger.valueOf(512);
    private static final int MOST_LISTED = 1_000;

    private static final Expr ANY_INTEGER = Regex.whole("0|-?[1-9]\\d{0,14}");
    private static final Expr ANY_NUMBER = Regex.whole("(0|-?[1-9]\\d{0,14})(\\.\\d{1,10})?|-0\\.\\d{1,10}");
    private static final Object ANY_INTEGER_RULE = new Object();
    private static final Object ANY_NUMBER_RULE = new Object();

    private final Emission emission;

    NumberForm(Emission emission) {
        this.emission = emission;
    }

    int emit(Alternative alternative, boolean whole, int next) {
        NumberRange range = NumberRange.of(alternative);
        BigDecimal multiple = multiple(alternative);
        if (multiple == null && !range.isBounded()) {
            Object rule = whole ? ANY_INTEGER_RULE : ANY_NUMBER_RULE;
            Expr any = whole ? ANY_INTEGER : ANY_NUMBER;
            return emission.call(rule, end -> emission.emit(any, Encoding.UTF_8, end), next);
        }
        BigDecimal step = multiple;
        if (whole) {
            step = multiple == null ? BigDecimal.ONE : leastCommon(multiple, BigDecimal.ONE);
        }
        if (step != null && !isSmall(step)) {
            return listed(range, step, next);
        }
        NumberRange limited = range.limited(step == null || step.compareTo(BigDecimal.ONE) == 0 ? DIGITS : 9);
        int fraction = whole ? 0 : FRACTION_DIGITS;
        Nodes nodes = emission.nodes();
        int positive = new DigitTable(nodes, limited.notNegative(), fraction, step, next).emit();
        int negative = new DigitTable(nodes, limited.negated().positive(), fraction, step, next).emit();
        return nodes.fork(positive, nodes.bytes('-', '-', negative));
    }

    private static boolean isSmall(BigDecimal step) {
        BigDecimal plain = step.stripTrailingZeros();
        return plain.scale() <= FRACTION_DIGITS
                && plain.setScale(Math.max(0, plain.scale())).unscaledValue().compareTo(LARGEST_REMAINDER) <= 0;
    }

    private static @Nullable BigDecimal multiple(Alternative alternative) {
        BigDecimal multiple = null;
        for (Schema part : alternative.with("multipleOf")) {
            BigDecimal one = part.number("multipleOf");
            if (one == null || one.signum() <= 0) {
                throw part.refused("multipleOf", "must be a number above zero");
            }
            multiple = multiple == null ? one : leastCommon(multiple, one);
        }
        return multiple;
    }

    private static BigDecimal leastCommon(BigDecimal a, BigDecimal b) {
        int scale = Math.max(0, Math.max(a.scale(), b.scale()));
        BigInteger x = a.setScale(scale).unscaledValue();
        BigInteger y = b.setScale(scale).unscaledValue();
        return new BigDecimal(x.multiply(y).divide(x.gcd(y)), scale).stripTrailingZeros();
    }

    /** The multiples that are nearest to zero, where a table of remainders would be too large. */
    private int listed(NumberRange range, BigDecimal step, int next) {
        List<byte[]> texts = new ArrayList<>();
        BigInteger nearest = range.nearestToZero(step);
        for (int i = 0; i < MOST_LISTED; i++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                BigDecimal value = step.multiply(new BigDecimal(nearest.add(BigInteger.valueOf((long) sign * i))));
                if (range.contains(value)) {
                    texts.add(plain(value).getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
        return texts.isEmpty() ? Nodes.FAIL : emission.emit(new Expr.Texts(texts), Encoding.UTF_8, next);
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
