package dev.llmops.remote;

import dev.llmops.api.Require;
import java.time.Duration;

/**
 * The four clocks of a request. Each is a limit of its own; the first that runs out ends the
 * request with {@link dev.llmops.api.model.ErrorClass#TIMEOUT}, and the failure's code names it.
 *
 * @param connect until a connection stands, per address tried; code {@code connect}
 * @param firstByte from the sent request to the first byte of the answer; for an answer that is not
 *     streamed this is the time the model needs for all of it; code {@code first-byte}
 * @param idle between any two bytes of the answer; comments and pings of the server count as bytes,
 *     time in which the caller does not read does not count; code {@code idle}
 * @param total for all of it; code {@code total}
 */
public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {
    private static final Timeouts STANDARD =
            new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofMinutes(15));

    private static final Timeouts PATIENT =
            new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofMinutes(10), Duration.ofHours(1));

    /** Checks all components. */
    public Timeouts {
        Require.positive(connect, "connect");
        Require.positive(firstByte, "firstByte");
        Require.positive(idle, "idle");
        Require.positive(total, "total");
    }

    /** {@return 10 seconds, 5 minutes, 2 minutes and 15 minutes} */
    public static Timeouts standard() {
        return STANDARD;
    }

    /** {@return limits for models that think long in silence: 10 seconds, 15 minutes, 10 minutes and an hour} */
    public static Timeouts patient() {
        return PATIENT;
    }

    /** {@return these limits with another one for connecting} */
    public Timeouts withConnect(Duration limit) {
        return new Timeouts(limit, firstByte, idle, total);
    }

    /** {@return these limits with another one for the first byte} */
    public Timeouts withFirstByte(Duration limit) {
        return new Timeouts(connect, limit, idle, total);
    }

    /** {@return these limits with another one between bytes} */
    public Timeouts withIdle(Duration limit) {
        return new Timeouts(connect, firstByte, limit, total);
    }

    /** {@return these limits with another one for all of it} */
    public Timeouts withTotal(Duration limit) {
        return new Timeouts(connect, firstByte, idle, limit);
    }
}
