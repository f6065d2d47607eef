package dev.llmops.eval.run;

import dev.llmops.api.LlmException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What failures of subjects and metrics mean for a run. */
final class Refusal {
    /** How often one thing is asked before a refusal is taken as the outcome. */
    static final int MOST_TRIES = 10;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration MOST_WAIT = Duration.ofDays(1);

    private Refusal() {}

    /**
     * {@return how long to wait if {@code error} says that the other side has too much to do; empty if it says
     * something else}
     *
     * @param tries how often it was asked; without a time from the other side each try doubles the wait
     */
    static Optional<Duration> waitAfter(Throwable error, int tries) {
        ProviderException refusal = find(error);
        if (refusal == null) {
            return Optional.empty();
        }
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(tries - 1, 6));
        Duration own = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
        // "At once" is no time to wait, and what is longer than a day would only look like a run that hangs.
        Duration wait = refusal.retryAfter()
                .filter(told -> told.compareTo(Duration.ZERO) > 0)
                .orElse(own);
        return Optional.of(wait.compareTo(MOST_WAIT) < 0 ? wait : MOST_WAIT);
    }

    private static @Nullable ProviderException find(Throwable error) {
        Throwable each = error;
        for (int depth = 0; each != null && depth < 20; depth++) {
            if (each instanceof ProviderException failure
                    && (failure.errorClass() == ErrorClass.RATE_LIMITED
                            || failure.errorClass() == ErrorClass.OVERLOADED)) {
                return failure;
            }
            each = each.getCause();
        }
        return null;
    }

    /** {@return what to record; what others than this library throw may quote the item, so only its class is named} */
    static String reason(Throwable error) {
        String name = error.getClass().getSimpleName();
        return error instanceof LlmException && error.getMessage() != null ? name + ": " + error.getMessage() : name;
    }
}
