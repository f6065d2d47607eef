package dev.llmops.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A form in which a provider that refuses a request says how long to wait.
 *
 * <p>For {@link FaultScript#rateLimited}. Forms that have no fractions state the next longer wait.
 */
public enum StatedWait {
    /** No form at all: the client has to choose. */
    NONE {
        @Override
        FaultScript refusal(Duration wait, Instant now) {
            return plain();
        }
    },
    /** The header {@code retry-after-ms}, in milliseconds. */
    RETRY_AFTER_MILLIS {
        @Override
        FaultScript refusal(Duration wait, Instant now) {
            return plain().header("retry-after-ms", Long.toString(wait.toMillis()));
        }
    },
    /** The header {@code retry-after}, in whole seconds. */
    RETRY_AFTER_SECONDS {
        @Override
        FaultScript refusal(Duration wait, Instant now) {
            return plain().header("retry-after", Long.toString(wholeSeconds(wait)));
        }
    },
    /** The header {@code retry-after}, in seconds with three decimals. */
    RETRY_AFTER_DECIMAL_SECONDS {
        @Override
        FaultScript refusal(Duration wait, Instant now) {
            return plain().header("retry-after", decimals(wait));
        }
    },
    /** The header {@code retry-after}, as an HTTP date; a negative wait is a date in the past. */
    RETRY_AFTER_DATE {
        @Override
        FaultScript refusal(Duration wait, Instant now) {
            Instant moment = now.plus(wait).plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
            return plain().header("retry-after", HTTP_DATE.format(moment.atOffset(ZoneOffset.UTC)));
        }
    },
    /** A {@code RetryInfo} among the details of the body, as Google's services have it. */
    RETRY_INFO {
        @Override
        FaultScript refusal(Duration wait, Instant now) {
            return FaultScript.json(
                    429,
                    "{\"error\":{\"code\":429,\"message\":\"Too many requests.\",\"status\":\"RESOURCE_EXHAUSTED\","
                            + "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\""
                            + decimals(wait) + "s\"}]}}");
        }
    },
    /** The member {@code estimated_time} of the body, in seconds, as of a model that is being loaded. */
    ESTIMATED_TIME {
        @Override
        FaultScript refusal(Duration wait, Instant now) {
            return FaultScript.json(
                    429, "{\"error\":\"The model is loading.\",\"estimated_time\":" + decimals(wait) + "}");
        }
    },
    /** The words "try again in 1.200s" in the message. */
    MESSAGE {
        @Override
        FaultScript refusal(Duration wait, Instant now) {
            return refused("Limit reached. Please try again in " + decimals(wait) + "s.");
        }
    },
    /** The header {@code x-ratelimit-reset-requests}, as a Go duration such as {@code 1m0.500s}. */
    RESET_DURATION {
        @Override
        FaultScript refusal(Duration wait, Instant now) {
            long minutes = wait.toMinutes();
            String rest = decimals(wait.minusMinutes(minutes)) + "s";
            return plain().header("x-ratelimit-remaining-requests", "0")
                    .header("x-ratelimit-reset-requests", minutes == 0 ? rest : minutes + "m" + rest);
        }
    },
    /** The header {@code x-ratelimit-reset-requests}, as a bare number of milliseconds, as Azure has it. */
    RESET_MILLIS {
        @Override
        FaultScript refusal(Duration wait, Instant now) {
            return plain().header("x-ratelimit-remaining-requests", "0")
                    .header("x-ratelimit-reset-requests", Long.toString(wait.toMillis()));
        }
    },
    /** The header {@code ratelimit-reset}, in whole seconds. */
    RESET_SECONDS {
        @Override
        FaultScript refusal(Duration wait, Instant now) {
            return plain().header("ratelimit-remaining", "0")
                    .header("ratelimit-reset", Long.toString(wholeSeconds(wait)));
        }
    },
    /** The header {@code anthropic-ratelimit-requests-reset}, as a moment of RFC 3339. */
    RESET_MOMENT {
        @Override
        FaultScript refusal(Duration wait, Instant now) {
            Instant moment = now.plus(wait).plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
            return plain().header("anthropic-ratelimit-requests-remaining", "0")
                    .header("anthropic-ratelimit-requests-reset", moment.toString());
        }
    };

    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    abstract FaultScript refusal(Duration wait, Instant now);

    private static FaultScript plain() {
        return refused("Too many requests.");
    }

    private static FaultScript refused(String message) {
        return FaultScript.json(
                429,
                "{\"error\":{\"message\":\"" + message
                        + "\",\"type\":\"requests\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}");
    }

    private static long wholeSeconds(Duration wait) {
        return wait.plusNanos(999_999_999).toSeconds();
    }

    private static String decimals(Duration wait) {
        return String.format(Locale.ROOT, "%.3f", wait.toMillis() / 1000.0);
    }
}
