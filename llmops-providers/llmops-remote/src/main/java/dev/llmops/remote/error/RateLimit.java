package dev.llmops.remote.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider tells of one of its limits; null is what it does not tell.
 *
 * @param limit how much is allowed in a window, 0 or more
 * @param remaining how much of it is left, 0 or more
 * @param reset how long until all of it is available again; this is not the wait for the next call
 */
public record RateLimit(
        @Nullable Long limit,
        @Nullable Long remaining,
        @Nullable Duration reset) {
    /** {@return which part of the limit is left, from 0 to 1; 1 if that is not told} */
    double share() {
        if (remaining == null) {
            return 1;
        }
        if (limit == null || limit == 0) {
            return remaining == 0 ? 0 : 1;
        }
        return Math.min(1, (double) remaining / limit);
    }
}
