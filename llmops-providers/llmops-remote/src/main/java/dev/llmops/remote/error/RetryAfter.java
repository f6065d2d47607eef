package dev.llmops.remote.error;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wait that a failed answer states, from the most exact form to the vaguest.
 *
 * <p>The wait is a fact, not advice: it may be zero, shorter than a sensible pause, or longer than
 * anyone will wait. Only failures may be asked: some providers send the same headers with good
 * answers.
 */
final class RetryAfter {
    private static final Pattern AGAIN = Pattern.compile("(?:try again|retry) (?:in|after) (?:about )?");

    /** The forms a date in a header may have; the last two are old. All are read without their weekday. */
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("dd-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC),
            DateTimeFormatter.ISO_OFFSET_DATE_TIME);

    private static final Pattern WEEKDAY = Pattern.compile("^(?:[A-Za-z]{3,9}, ?|[A-Za-z]{3} (?=[A-Za-z]{3} ))");
    private static final Pattern SPACES = Pattern.compile(" {2,8}");

    private RetryAfter() {}

    /** {@return the wait that the headers or the body of a failure state; null if they state none} */
    static @Nullable Duration of(Map<String, String> headers, ErrorBody body, Instant now) {
        String millis = headers.getOrDefault("retry-after-ms", "");
        String after = headers.getOrDefault("retry-after", "").strip();
        Duration wait = WireDuration.millis(millis);
        wait = wait != null ? wait : WireDuration.seconds(after);
        wait = wait != null ? wait : untilDate(after, now);
        wait = wait != null ? wait : WireDuration.withUnits(body.retryDelay());
        wait = wait != null ? wait : WireDuration.seconds(body.estimatedTime());
        return wait != null ? wait : inWords(body.text());
    }

    private static @Nullable Duration inWords(String text) {
        Matcher again = AGAIN.matcher(text);
        while (again.find()) {
            Duration wait = WireDuration.at(text, again.end());
            if (wait != null) {
                return wait;
            }
        }
        return null;
    }

    private static @Nullable Duration untilDate(String value, Instant now) {
        if (value.isEmpty()) {
            return null;
        }
        // A wrong weekday is no reason to miss the date.
        String date = WEEKDAY.matcher(SPACES.matcher(value).replaceAll(" ")).replaceFirst("");
        for (DateTimeFormatter format : DATES) {
            Instant moment = moment(date, format);
            if (moment != null) {
                return WireDuration.until(moment, now);
            }
        }
        return null;
    }

    private static @Nullable Instant moment(String date, DateTimeFormatter format) {
        try {
            return ZonedDateTime.parse(date, format).toInstant();
        } catch (DateTimeException otherForm) {
            return null;
        }
    }
}
