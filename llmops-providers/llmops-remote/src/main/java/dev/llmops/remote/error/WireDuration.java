package dev.llmops.remote.error;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lengths of time that providers write; what is none reads as null, what is past as zero.
 *
 * <p>A length is kept as it is, however absurd, up to {@link #LONGEST}: beyond, code that counts
 * nanoseconds would overflow.
 */
final class WireDuration {
    /** A hundred years. */
    static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}(?:\\.\\d{0,40})?");
    private static final Pattern PART = Pattern.compile("(\\d{1,40}(?:\\.\\d{1,40})?) {0,2}"
            + "(ns|us|µs|ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)(?![a-z])");
    private static final Pattern JOINT = Pattern.compile(",? {0,2}(?:and )?");

    private WireDuration() {}

    /** {@return a number of seconds, which may have decimals} */
    static @Nullable Duration seconds(String text) {
        return number(text, BigDecimal.ONE);
    }

    /** {@return a number of milliseconds, which may have decimals} */
    static @Nullable Duration millis(String text) {
        return number(text, unit("ms"));
    }

    /** {@return a length with units, such as {@code 6m0s}, {@code 17.3s} or {@code 20 seconds}; in lower case} */
    static @Nullable Duration withUnits(String text) {
        Reading reading = new Reading(text.strip(), 0);
        Duration length = reading.read();
        return reading.position == text.strip().length() ? length : null;
    }

    /** {@return the length with units that begins at a position of a text in lower case} */
    static @Nullable Duration at(String text, int position) {
        return new Reading(text, position).read();
    }

    /** {@return the time from {@code now} to {@code moment}} */
    static Duration until(Instant moment, Instant now) {
        return bounded(Duration.between(now, moment));
    }

    private static @Nullable Duration number(String text, BigDecimal unit) {
        String stripped = text.strip();
        return NUMBER.matcher(stripped).matches() ? of(new BigDecimal(stripped).multiply(unit)) : null;
    }

    private static Duration of(BigDecimal seconds) {
        if (seconds.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) > 0) {
            return LONGEST;
        }
        BigDecimal nanos = seconds.movePointRight(9).setScale(0, RoundingMode.HALF_UP);
        return nanos.signum() < 0 ? Duration.ZERO : Duration.ofNanos(nanos.longValueExact());
    }

    private static Duration bounded(Duration length) {
        if (length.isNegative()) {
            return Duration.ZERO;
        }
        return length.compareTo(LONGEST) > 0 ? LONGEST : length;
    }

    private static BigDecimal unit(String name) {
        return switch (name) {
            case "ns" -> BigDecimal.valueOf(1, 9);
            case "us", "µs" -> BigDecimal.valueOf(1, 6);
            case "ms", "millisecond", "milliseconds" -> BigDecimal.valueOf(1, 3);
            default ->
                switch (name.charAt(0)) {
                    case 's' -> BigDecimal.ONE;
                    case 'm' -> BigDecimal.valueOf(60);
                    case 'h' -> BigDecimal.valueOf(3600);
                    default -> BigDecimal.valueOf(86_400);
                };
        };
    }

    /** Walks over parts such as {@code 1m30s} or {@code 1 hour and 5 minutes}. */
    private static final class Reading {
        private final Matcher part;
        private final Matcher joint;
        private int position;

        Reading(String text, int position) {
            this.part = PART.matcher(text);
            this.joint = JOINT.matcher(text);
            this.position = position;
        }

        @Nullable Duration read() {
            BigDecimal seconds = null;
            int next = position;
            while (part.region(next, part.regionEnd()).lookingAt()) {
                BigDecimal length = new BigDecimal(part.group(1)).multiply(unit(part.group(2)));
                seconds = seconds == null ? length : seconds.add(length);
                position = part.end();
                next = joint.region(position, joint.regionEnd()).lookingAt() ? joint.end() : position;
            }
            return seconds == null ? null : of(seconds);
        }
    }
}
