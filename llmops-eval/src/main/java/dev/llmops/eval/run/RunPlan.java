package dev.llmops.eval.run;

import dev.llmops.api.Cancellation;
import dev.llmops.api.TimeSource;
import dev.llmops.eval.Metric;
import dev.llmops.eval.dataset.Dataset;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run is to be done.
 *
 * @param dataset what is asked
 * @param subject who is asked
 * @param metrics what is measured
 * @param repeats how often each item is asked
 * @param concurrency how many items are asked at once, at most
 * @param scorers how many results are scored at once, at most
 * @param window how far ahead of the first missing result others may begin
 * @param limit how long one try may take; null if there is no limit
 * @param cache what was answered before; null if nothing is kept
 * @param cap what may be spent; null if nothing limits it
 * @param price what usage costs; null if nobody knows
 * @param progress who watches
 * @param cancellation tells to stop
 * @param time where time comes from
 */
record RunPlan(
        Dataset dataset,
        Subject subject,
        List<Metric> metrics,
        int repeats,
        int concurrency,
        int scorers,
        int window,
        @Nullable Duration limit,
        @Nullable AnswerCache cache,
        @Nullable BigDecimal cap,
        @Nullable Price price,
        ProgressListener progress,
        Cancellation cancellation,
        TimeSource time) {}
