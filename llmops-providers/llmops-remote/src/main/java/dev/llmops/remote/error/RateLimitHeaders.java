package dev.llmops.remote.error;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rate-limit headers of an answer. Not safe for concurrent use.
 *
 * <p>What cannot be read is left out: a header is never a reason to fail.
 */
final class RateLimitHeaders {
    /** Who names no scope counts requests. */
    private static final String UNNAMED = "requests";

    /** Without one of these words no other pattern matches; most headers have none of them. */
    private static final String[] SIGNS = {"ratelimit", "endpoint"};

    private static final Pattern FACT_FIRST =
            Pattern.compile("(?:x-)?ratelimit-(limit|remaining|reset)(?:-([a-z0-9-]{1,60}))?");
    private static final Pattern FACT_LAST =
            Pattern.compile("(?:anthropic-ratelimit-|x-(?=trial-endpoint-call|endpoint-monthly-call))"
                    + "([a-z0-9-]{1,60})-(limit|remaining|reset)");

    /** The parameters of the draft standard: quota, rest, and seconds until reset. */
    private static final Pattern PARAMETER = Pattern.compile(";\\s{0,4}([qrt])=(\\d{1,18})");

    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");

    /** A bare number from here on is a moment in seconds, not a length of time. */
    private static final long FIRST_EPOCH_SECOND = 1_000_000_000L;

    /** A bare number from here on is a moment in milliseconds. */
    private static final long FIRST_EPOCH_MILLI = 1_000_000_000_000L;

    private final Instant now;
    private final Map<String, Long> limits = new LinkedHashMap<>();
    private final Map<String, Long> remaining = new LinkedHashMap<>();
    private final Map<String, Duration> resets = new LinkedHashMap<>();

    RateLimitHeaders(Instant now) {
        this.now = now;
    }

    /** {@return whether a header may be one of a rate limit; {@code name} in lower case} */
    static boolean mayTell(String name) {
        return name.contains(SIGNS[0]) || name.contains(SIGNS[1]);
    }

    /** Takes the next header that {@linkplain #mayTell may tell} something; {@code name} in lower case. */
    void read(String name, String value) {
        Matcher factFirst = FACT_FIRST.matcher(name);
        if (factFirst.matches()) {
            String scope = factFirst.group(2);
            // Bare numbers of a named scope come from Azure and are milliseconds; others count seconds.
            put(scope == null ? UNNAMED : scope, factFirst.group(1), value, scope != null);
            return;
        }
        Matcher factLast = FACT_LAST.matcher(name);
        if (factLast.matches()) {
            put(factLast.group(1), factLast.group(2), value, false);
        } else if (name.equals("ratelimit-policy") || name.equals("ratelimit")) {
            parameters(value);
        }
    }

    /** {@return what was collected} */
    RateLimits limits() {
        Map<String, RateLimit> scopes = new LinkedHashMap<>();
        for (Map<String, ?> facts : List.of(limits, remaining, resets)) {
            for (String scope : facts.keySet()) {
                scopes.put(scope, new RateLimit(limits.get(scope), remaining.get(scope), resets.get(scope)));
            }
        }
        return scopes.isEmpty() ? RateLimits.none() : new RateLimits(scopes);
    }

    private void put(String scope, String fact, String value, boolean millis) {
        if (fact.equals("reset")) {
            Duration reset = reset(value.strip(), millis);
            if (reset != null) {
                resets.put(scope, reset);
            }
        } else if (WHOLE.matcher(value.strip()).matches()) {
            (fact.equals("limit") ? limits : remaining).put(scope, Long.valueOf(value.strip()));
        }
    }

    private void parameters(String value) {
        Matcher parameter = PARAMETER.matcher(value);
        while (parameter.find()) {
            switch (parameter.group(1)) {
                case "q" -> put(UNNAMED, "limit", parameter.group(2), false);
                case "r" -> put(UNNAMED, "remaining", parameter.group(2), false);
                default -> put(UNNAMED, "reset", parameter.group(2), false);
            }
        }
    }

    private @Nullable Duration reset(String value, boolean millis) {
        if (WHOLE.matcher(value).matches()) {
            long number = Long.parseLong(value);
            if (number >= FIRST_EPOCH_MILLI) {
                return WireDuration.until(Instant.ofEpochMilli(number), now);
            }
            if (number >= FIRST_EPOCH_SECOND) {
                return WireDuration.until(Instant.ofEpochSecond(number), now);
            }
            return millis ? WireDuration.millis(value) : WireDuration.seconds(value);
        }
        Duration seconds = WireDuration.seconds(value);
        if (seconds != null) {
            return seconds;
        }
        Duration length = WireDuration.withUnits(value.toLowerCase(Locale.ROOT));
        return length != null ? length : untilDate(value);
    }

    private @Nullable Duration untilDate(String value) {
        try {
            return WireDuration.until(OffsetDateTime.parse(value).toInstant(), now);
        } catch (DateTimeException noDate) {
            return null;
        }
    }
}
