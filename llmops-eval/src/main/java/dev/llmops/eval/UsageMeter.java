package dev.llmops.eval;

import dev.llmops.api.CallControl;
import dev.llmops.api.model.Usage;

/**
 * A call that hears what models used, answer by answer, so that it is known even if no score comes of them.
 *
 * <p>Runs score with such a call. A metric that asks several questions and then runs out of time, or meets a provider
 * that has too much to do, leaves no {@link Score} that could tell what the first questions used; the meter has heard
 * it. If there is a score, its own usage counts and the meter is not read. Judges report here by themselves; a metric
 * that asks models in its own way calls {@link #report}. Safe for concurrent use.
 */
public interface UsageMeter extends CallControl {
    /** Adds what one answer used. */
    void used(Usage usage);

    /** Tells {@code control} what one answer used, if it is one that listens. */
    static void report(CallControl control, Usage usage) {
        if (control instanceof UsageMeter meter) {
            meter.used(usage);
        }
    }
}
