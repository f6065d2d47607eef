package dev.llmops.eval.benchmark;

import dev.llmops.eval.Direction;

/**
 * A metric of a task.
 *
 * @param name its name in results
 * @param aggregation how the values of documents become one number
 * @param direction which way is better
 */
record TaskMetric(String name, Aggregation aggregation, Direction direction) {
    /** {@return a mean of which more is better} */
    static TaskMetric mean(String name) {
        return new TaskMetric(name, Aggregation.MEAN, Direction.HIGHER_IS_BETTER);
    }

    /** {@return a metric of which less is better} */
    static TaskMetric lower(String name, Aggregation aggregation) {
        return new TaskMetric(name, aggregation, Direction.LOWER_IS_BETTER);
    }
}
