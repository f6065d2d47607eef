package dev.llmops.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks of arguments at public entry points, failing with {@link InvalidInputException}. */
public final class Require {
    private Require() {}

    /** {@return {@code value}, which must not be null} */
    public static <T> T nonNull(@Nullable T value, String argument) {
        if (value == null) {
            throw new InvalidInputException(argument, argument + " must not be null");
        }
        return value;
    }

    /** {@return {@code value}, which must have at least one character that is not white space} */
    public static String nonBlank(@Nullable String value, String argument) {
        String text = nonNull(value, argument);
        if (text.isBlank()) {
            throw new InvalidInputException(argument, argument + " must not be blank");
        }
        return text;
    }

    /** {@return {@code value}, which must lie in the closed range from {@code min} to {@code max}} */
    public static int inRange(int value, int min, int max, String argument) {
        if (value < min || value > max) {
            throw new InvalidInputException(argument, outOfRange(argument, min, max, value));
        }
        return value;
    }

    /** {@return {@code value}, which must lie in the closed range from {@code min} to {@code max}} */
    public static double inRange(double value, double min, double max, String argument) {
        // Written so that NaN fails too.
        if (!(value >= min && value <= max)) {
            throw new InvalidInputException(argument, outOfRange(argument, min, max, value));
        }
        return value;
    }

    /** {@return {@code value}, which must be longer than zero} */
    public static Duration positive(@Nullable Duration value, String argument) {
        Duration duration = nonNull(value, argument);
        if (duration.isZero() || duration.isNegative()) {
            throw new InvalidInputException(argument, argument + " must be longer than zero, was " + duration);
        }
        return duration;
    }

    /** Fails unless {@code condition} holds. */
    public static void that(boolean condition, String argument, String message) {
        if (!condition) {
            throw new InvalidInputException(argument, message);
        }
    }

    private static String outOfRange(String argument, Number min, Number max, Number value) {
        return argument + " must be in [" + min + ", " + max + "], was " + value;
    }
}
