package dev.llmops.template.text;

import dev.llmops.template.value.Numbers;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers read from text, as Python's {@code int} and {@code float} do. */
public final class WholeText {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*");
    private static final Pattern REAL = Pattern.compile(
            "[+-]?(?:\\d+(?:_\\d+)*(?:\\.(?:\\d+(?:_\\d+)*)?)?|\\.\\d+(?:_\\d+)*)(?:[eE][+-]?\\d+(?:_\\d+)*)?");
    private static final Pattern SPECIAL = Pattern.compile("[+-]?(?:inf|infinity|nan)");
    private static final int MOST_DIGITS = 4300;

    private WholeText() {}

    /** {@return the whole number that {@code text} is in {@code base}; null if it is none} */
    public static @Nullable Object parse(String text, int base) {
        String bare = Splitting.strip(text, Characters::isSpace, true, true);
        boolean negative = bare.startsWith("-");
        String digits = negative || bare.startsWith("+") ? bare.substring(1) : bare;
        int radix = base;
        int marked = marked(digits);
        if (marked != 0 && (base == 0 || base == marked)) {
            digits = digits.substring(digits.startsWith("_", 2) ? 3 : 2);
            radix = marked;
        } else if (base == 0) {
            radix = 10;
        }
        if (radix < 2
                || radix > 36
                || digits.length() > MOST_DIGITS
                || !DIGITS.matcher(digits).matches()) {
            return null;
        }
        String plain = digits.replace("_", "");
        for (int i = 0; i < plain.length(); i++) {
            if (Character.digit(plain.charAt(i), radix) < 0) {
                return null;
            }
        }
        BigInteger size = new BigInteger(plain, radix);
        return Numbers.whole(negative ? size.negate() : size);
    }

    private static int marked(String digits) {
        String start = digits.length() > 2 ? digits.substring(0, 2).toLowerCase(Locale.ROOT) : "";
        return switch (start) {
            case "0x" -> 16;
            case "0o" -> 8;
            case "0b" -> 2;
            default -> 0;
        };
    }

    /** {@return the floating point number that {@code text} is; null if it is none} */
    public static @Nullable Double real(String text) {
        String bare = Splitting.strip(text, Characters::isSpace, true, true);
        String lower = bare.toLowerCase(Locale.ROOT);
        if (SPECIAL.matcher(lower).matches()) {
            double size = lower.endsWith("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
            return lower.startsWith("-") ? -size : size;
        }
        return REAL.matcher(bare).matches() ? Double.valueOf(bare.replace("_", "")) : null;
    }
}
