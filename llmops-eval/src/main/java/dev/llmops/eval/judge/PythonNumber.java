package dev.llmops.eval.judge;

import dev.llmops.eval.python.PythonText;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as Python's {@code float} and its literals read them. */
final class PythonNumber {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:[0-9]+(?:_[0-9]+)*\\.?(?:[0-9]+(?:_[0-9]+)*)?"
            + "|\\.[0-9]+(?:_[0-9]+)*)(?:[eE][+-]?[0-9]+(?:_[0-9]+)*)?");
    private static final Pattern INFINITY = Pattern.compile("[+-]?inf(?:inity)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAN = Pattern.compile("[+-]?nan", Pattern.CASE_INSENSITIVE);
    private static final Pattern OLD_OCTAL = Pattern.compile("0[0-9]*[1-9][0-9]*");

    private PythonNumber() {}

    /** {@return what {@code float(text)} is; empty if that fails; may be NaN or infinite} */
    static OptionalDouble ofFloat(String text) {
        String plain = PrometheusFormat.ascii(PythonText.strip(text));
        if (DECIMAL.matcher(plain).matches()) {
            return OptionalDouble.of(Double.parseDouble(plain.replace("_", "")));
        }
        if (INFINITY.matcher(plain).matches()) {
            return OptionalDouble.of(plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        return NAN.matcher(plain).matches() ? OptionalDouble.of(Double.NaN) : OptionalDouble.empty();
    }

    /** {@return what the digits {@code text}, perhaps with a point, are as a literal; empty if they are none} */
    static OptionalDouble ofLiteral(String text) {
        boolean ascii = text.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
        return ascii && !OLD_OCTAL.matcher(text).matches()
                ? OptionalDouble.of(Double.parseDouble(text))
                : OptionalDouble.empty();
    }
}
